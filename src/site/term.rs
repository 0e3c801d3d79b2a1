//! Terms of a site: tags, categories and what other taxonomies there are.

use std::collections::{HashMap, HashSet};

use super::fold_term;
use super::lookup::Lookup;
use crate::engine::{Reading, Setup};

/// The term that a post has: its taxonomy, and its name behind the names of the terms above it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TermName {
    /// The language of the post; each has terms of its own.
    pub language: Option<String>,
    /// `tags`, `categories`, or the name of another taxonomy.
    pub taxonomy: String,
    /// From the root to the term itself; more than one name only where categories are paths.
    pub path: Vec<String>,
}

/// A spelling of a term, with the posts that have it.
#[derive(Debug)]
pub struct Term {
    /// The language of its posts.
    pub language: Option<Box<str>>,
    /// `tags`, `categories`, or the name of another taxonomy.
    pub taxonomy: Box<str>,
    /// The name as the posts write it.
    pub name: Box<str>,
    /// The path of the term's page below that of its taxonomy.
    pub slug: Box<str>,
    /// How many posts have it.
    pub posts: u32,
    /// The names above and its own as [`fold_term`] leaves them, a line each.
    pub folded: Box<str>,
    /// Whether there is no other spelling of it, and no other term with its page.
    pub(super) is_alone: bool,
}

/// All terms of a site.
#[derive(Debug, Default)]
pub(super) struct Terms {
    pub all: Vec<Term>,
    by_fold: Lookup,
    by_slug: Lookup,
}

/// The terms of a post in this language, and those above them, each once.
#[must_use]
pub fn terms_of(reading: &Reading, language: Option<&str>) -> Vec<TermName> {
    let name = |taxonomy: &str, path: &[String]| TermName {
        language: language.map(str::to_owned),
        taxonomy: taxonomy.to_owned(),
        path: path.to_vec(),
    };
    let flat = |(taxonomy, terms): (&str, &[String])| -> Vec<TermName> {
        terms.iter().map(|term| name(taxonomy, std::slice::from_ref(term))).collect()
    };
    let others = reading.taxonomies.iter().map(|(taxonomy, terms)| (&**taxonomy, &**terms));
    let lists = std::iter::once(("tags", &*reading.tags)).chain(others);
    let mut names: Vec<TermName> = lists.flat_map(flat).collect();
    if let [path] = &*reading.categories {
        names.extend(with_above(path).map(|path| name("categories", path)));
        return names;
    }
    let mut seen = HashSet::new();
    let paths = reading.categories.iter().flat_map(|path| with_above(path));
    names.extend(paths.filter(|path| seen.insert(*path)).map(|path| name("categories", path)));
    names
}

/// The paths of all terms above one, and its own.
fn with_above(path: &[String]) -> impl Iterator<Item = &[String]> {
    (1..=path.len()).map(|length| &path[..length])
}

impl Terms {
    /// Makes the table of all terms; each page with its terms gives the numbers of these in the table.
    pub fn new(setup: &Setup, pages: Vec<Vec<TermName>>) -> (Self, Vec<Box<[u32]>>) {
        let mut numbers: HashMap<TermName, u32> = HashMap::new();
        let mut all: Vec<Term> = Vec::new();
        let mut number_of = |name: TermName| match numbers.get(&name) {
            Some(&number) => {
                all[number as usize].posts += 1;
                number
            }
            None => {
                let number = u32::try_from(all.len()).unwrap_or(u32::MAX);
                all.push(Term::new(setup, &name));
                numbers.insert(name, number);
                number
            }
        };
        let of_pages = pages
            .into_iter()
            .map(|terms| terms.into_iter().map(&mut number_of).collect())
            .collect();
        let by_fold = Lookup::new((0..).zip(&all).map(|(at, term)| (term.key(&term.folded), at)));
        let by_slug = Lookup::new((0..).zip(&all).map(|(at, term)| (term.key(&term.slug), at)));
        for number in by_fold.shared().chain(by_slug.shared()) {
            all[number as usize].is_alone = false;
        }
        all.shrink_to_fit();
        (Self { all, by_fold, by_slug }, of_pages)
    }

    /// The numbers of all spellings of a term, this one too.
    pub fn spellings(&self, name: &TermName, folded: &str) -> Vec<u32> {
        self.found(&self.by_fold, name, folded, |term| &term.folded)
    }

    /// The numbers of all terms beside this one whose page is at this slug.
    pub fn at_slug(&self, name: &TermName, slug: &str) -> Vec<u32> {
        self.found(&self.by_slug, name, slug, |term| &term.slug)
    }

    fn found(
        &self,
        lookup: &Lookup,
        name: &TermName,
        text: &str,
        of: fn(&Term) -> &str,
    ) -> Vec<u32> {
        let key = (name.language.as_deref(), name.taxonomy.as_str(), text);
        let is_meant = |number: &u32| {
            self.all.get(*number as usize).is_some_and(|term| term.key(of(term)) == key)
        };
        lookup.get(&key).filter(is_meant).collect()
    }

    /// How many bytes they take.
    pub fn size(&self) -> usize {
        let of_term = |term: &Term| {
            size_of::<Term>()
                + [&term.taxonomy, &term.name, &term.slug, &term.folded]
                    .iter()
                    .map(|text| text.len())
                    .sum::<usize>()
        };
        self.all.iter().map(of_term).sum::<usize>() + self.by_fold.size() + self.by_slug.size()
    }
}

impl Term {
    fn new(setup: &Setup, name: &TermName) -> Self {
        Self {
            language: name.language.as_deref().map(Box::from),
            taxonomy: name.taxonomy.as_str().into(),
            name: name.path.last().map(String::as_str).unwrap_or_default().into(),
            slug: setup.term_slug(&name.taxonomy, &name.path).into(),
            posts: 1,
            folded: folded(&name.path),
            is_alone: true,
        }
    }

    /// What it is found by: a text of its own within its language and taxonomy.
    fn key<'t>(&'t self, text: &'t str) -> (Option<&'t str>, &'t str, &'t str) {
        (self.language.as_deref(), &self.taxonomy, text)
    }
}

impl TermName {
    /// Its names as [`fold_term`] leaves them, a line each.
    #[must_use]
    pub fn folded(&self) -> Box<str> {
        folded(&self.path)
    }
}

/// Folding leaves no newline in a name, so that one parts them.
fn folded(path: &[String]) -> Box<str> {
    match path {
        [name] => fold_term(name).into(),
        path => path.iter().map(|name| fold_term(name)).collect::<Vec<_>>().join("\n").into(),
    }
}
