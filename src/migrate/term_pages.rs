//! The pages of taxonomies and terms, which no file stands for: where they were, where they are, and what leads from
//! one to the other.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::census::Fact;
use super::claims::bare;
use super::convert::Covered;
use super::redirects::Redirect;
use super::skeleton::TAXONOMIES_PATH;
use super::taxonomy_pages::{TaxonomyPage, url};
use super::{Action, Kind, Row};
use crate::engine::{Collision, NameKind, Outcome, Setup};
use crate::value::Value;

/// What becomes of the pages of terms.
#[derive(Debug, Default)]
pub struct TermPages {
    /// One row for each address of a taxonomy or a term of the source.
    pub rows: Vec<Row>,
    /// The old addresses that are no longer answered, with the new ones.
    pub redirects: Vec<Redirect>,
    /// The old address of each term that has another now, whatever answers at the old one.
    pub moved: Vec<Redirect>,
    /// Every address that the new site gives to a taxonomy or a term, without slashes around it.
    pub taken: BTreeSet<String>,
}

/// The address at which a host finds the page for what is not found, which Zola makes itself, without the slash before it.
const NOT_FOUND: &str = "404.html";

/// The address of each fact that is that of a term or a taxonomy, or of the page for what is not found, where the target
/// makes the page itself and takes no second one. Where such a file had another address before, it leads to the term now.
pub fn covered(
    to: &Setup,
    facts: &[Fact],
    new_paths: &[String],
    pages: &mut TermPages,
) -> Vec<Option<String>> {
    if to.collision() != Collision::Fails {
        return vec![None; facts.len()];
    }
    pages.taken.insert(NOT_FOUND.to_owned());
    let mut covered = Vec::with_capacity(facts.len());
    for (fact, new_path) in facts.iter().zip(new_paths) {
        let old = fact.reading.url.as_deref();
        // A section has the address of its folder.
        let folder = new_path.strip_prefix("content/").filter(|_| to.is_section(new_path));
        let folder = folder.and_then(|path| path.rsplit_once('/')).map(|(folder, _)| folder);
        let folder = folder.filter(|folder| pages.taken.contains(*folder));
        let own = old.filter(|url| pages.taken.contains(bare(url)));
        let of_folder = folder.map(|folder| format!("/{folder}/"));
        if let (Some(old), Some(new), None) = (old, &of_folder, own) {
            pages.redirects.push(Redirect { old: old.to_owned(), new: new.clone() });
        }
        covered.push(own.map(str::to_owned).or(of_folder));
    }
    covered
}

/// The files whose addresses are [`covered`] and that the theme of the new site shows there: each with its address as `path`,
/// and as `page` or `section` with its path from the folder of content. They are a list, for Tera 1 stops at CJK in the name
/// of a key that a template looks up.
#[must_use]
pub fn made_pages(
    to: &Setup,
    facts: &[Fact],
    new_paths: &[String],
    covered: &[Option<String>],
) -> Vec<Value> {
    let mut made = Vec::new();
    for ((fact, new_path), url) in facts.iter().zip(new_paths).zip(covered) {
        let file = new_path.strip_prefix("content/").filter(|_| is_shown(fact));
        if let (Some(url), Some(file)) = (url, file) {
            let kind = if to.is_section(new_path) { "section" } else { "page" };
            let entry = |key: &str, value: &str| (key.to_owned(), Value::String(value.to_owned()));
            made.push(Value::Map(vec![entry("path", url), entry(kind, file)]));
        }
    }
    made
}

/// What becomes of files whose addresses are [`covered`]; only the theme of the new site shows them.
#[must_use]
pub fn seen(facts: &[Fact], covered: &[Option<String>], theme: bool) -> Vec<Covered> {
    let fate = |(fact, url): (&Fact, &Option<String>)| match url {
        None => Covered::No,
        Some(_) if theme && is_shown(fact) => Covered::Shown,
        Some(_) => Covered::Unseen,
    };
    facts.iter().zip(covered).map(fate).collect()
}

/// Whether a page was published and can be asked for by its file, which has to be in the language of the site.
fn is_shown(fact: &Fact) -> bool {
    let reading = &fact.reading;
    let is_page = reading.outcome == Outcome::Page && !reading.draft && reading.url.is_some();
    is_page && fact.name.language.is_none()
}

/// A taxonomy, and the names that lead to a term in it: none for the list of all.
type Term<'f> = (&'f str, &'f [String]);

/// Compares the addresses of terms before and after; `scripted` are the taxonomies of which a script makes pages.
#[must_use]
pub fn term_pages(
    from: &Setup,
    to: &Setup,
    facts: &[Fact],
    new_paths: &[String],
    scripted: &[TaxonomyPage],
) -> TermPages {
    let mut pages = TermPages::default();
    let chosen = chosen(from, facts);
    let mut by_script = BTreeSet::new();
    let mut moves: BTreeMap<String, (&str, Option<String>)> = BTreeMap::new();
    // Of posts in one language a term has one address, which takes long to find.
    let mut seen = HashSet::new();
    for (fact, new_path) in facts.iter().zip(new_paths) {
        if fact.reading.outcome != Outcome::Page {
            continue;
        }
        let draft = fact.reading.draft;
        let languages = (from.language(&fact.path), to.language(new_path));
        for (taxonomy, names) in terms(fact) {
            if !seen.insert((languages.clone(), draft, taxonomy, names)) {
                continue;
            }
            // Elsewhere than in Hexo each name of a path is a term of its own.
            let last = &names[names.len().saturating_sub(1)..];
            let made = url(scripted, taxonomy, last);
            by_script.extend(made.clone());
            let new = made.or_else(|| to.term_url(new_path, taxonomy, last));
            pages.taken.extend(new.as_deref().map(|url| bare(url).to_owned()));
            if !draft && let Some(old) = from.term_url(&fact.path, taxonomy, names) {
                // Two spellings of a term may have had one page.
                let (_, first) = moves.entry(old.clone()).or_insert((&fact.path, new.clone()));
                let other = new.filter(|new| first.as_ref() != Some(new));
                let old = chosen.get(&old).map_or(old, |chosen| (*chosen).to_owned());
                pages.moved.extend(other.map(|new| Redirect { old, new }));
            }
        }
    }
    pages.taken.extend(lists(to, new_paths));
    let urls = facts.iter().filter_map(|fact| fact.reading.url.as_deref());
    let answered: BTreeSet<&str> = urls.map(bare).collect();
    for (old, (file, new)) in moves {
        let old = chosen.get(&old).map_or(old, |chosen| (*chosen).to_owned());
        let stays = pages.taken.contains(bare(&old)) || answered.contains(bare(&old));
        let end = match &new {
            _ if by_script.contains(&old) => End::Scripted,
            _ if stays => End::Same,
            Some(_) => End::Moved,
            None => End::Lost,
        };
        if let Some(new) = new.as_ref().filter(|new| **new != old) {
            pages.moved.push(Redirect { old: old.clone(), new: new.clone() });
        }
        let new = new.filter(|_| !stays);
        pages.rows.push(row(file, &old, new.clone(), end));
        pages.redirects.extend(new.map(|new| Redirect { old, new }));
    }
    pages
}

/// What becomes of the address of a term.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    /// A script makes the page.
    Scripted,
    /// It is answered as before.
    Same,
    /// It leads to another.
    Moved,
    /// Nothing answers.
    Lost,
}

/// The addresses that files of terms and taxonomies choose for themselves, as `url` of Hugo, by those that their pages
/// would have without.
#[must_use]
pub fn chosen<'f>(from: &Setup, facts: &'f [Fact]) -> BTreeMap<String, &'f str> {
    let own = |fact: &'f Fact| {
        let (taxonomy, names) = fact.name.folders.split_first()?;
        let is_one = fact.name.kind == NameKind::Section
            && names.len() < 2
            && fact.reading.outcome == Outcome::Page
            && from.taxonomies(&fact.path).contains(&taxonomy.as_str());
        let url = fact.reading.url.as_deref().filter(|_| is_one)?;
        let usual = from.term_url(&fact.path, taxonomy, names)?;
        (usual != url).then_some((usual, url))
    };
    facts.iter().filter_map(own).collect()
}

/// The addresses of the lists of taxonomies in each language, without slashes around them.
fn lists(to: &Setup, new_paths: &[String]) -> Vec<String> {
    let mut languages = HashSet::new();
    let one_each = new_paths.iter().filter(|path| languages.insert(to.language(path)));
    let lists = one_each.flat_map(|path| {
        to.taxonomies(path).into_iter().filter_map(move |taxonomy| to.term_url(path, taxonomy, &[]))
    });
    lists.map(|url| bare(&url).to_owned()).collect()
}

/// The terms of a post with those above them, and the lists that they stand in.
fn terms(fact: &Fact) -> Vec<Term<'_>> {
    let reading = &fact.reading;
    let mut terms: Vec<Term<'_>> = Vec::new();
    let mut add = |taxonomy, names| {
        if terms.last().is_none_or(|(last, _)| *last != taxonomy) {
            terms.push((taxonomy, &[]));
        }
        terms.push((taxonomy, names));
    };
    for tag in &reading.tags {
        add("tags", std::slice::from_ref(tag));
    }
    for path in &reading.categories {
        (1..=path.len()).for_each(|length| add("categories", &path[..length]));
    }
    for (taxonomy, names) in &reading.taxonomies {
        names.iter().for_each(|name| add(taxonomy, std::slice::from_ref(name)));
    }
    terms
}

/// What the account says of an address of a term.
fn row(file: &str, url: &str, to: Option<String>, end: End) -> Row {
    let (action, code, reason) = match end {
        End::Scripted => {
            let reason = format!("{TAXONOMIES_PATH} makes the page, for Hexo does not.");
            (Action::Kept, "term-script", reason)
        }
        End::Same => (Action::Kept, "same", String::new()),
        End::Moved => {
            let reason = "A page at the old address leads to the new one.";
            (Action::Changed, "term-moved", reason.to_owned())
        }
        End::Lost => (Action::Dropped, "url-lost", "The new engine makes no such page.".to_owned()),
    };
    let (file, name) = (file.to_owned(), url.to_owned());
    Row { file, line: None, kind: Kind::Url, name, action, to, reason, code }
}
