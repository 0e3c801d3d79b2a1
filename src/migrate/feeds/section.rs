//! Sections of the source: whose posts a feed of each has, and where.

use std::collections::{BTreeMap, BTreeSet};

use crate::engine::{Engine, NameKind, Outcome, Setup};
use crate::migrate::census::Fact;
use crate::migrate::{Action, Row};

use super::{Feed, Place, row};

/// A section in the default language.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Section {
    /// Its address, with slashes around it.
    pub url: String,
    /// Its folder in the new site, below that of the content.
    pub folder: String,
    /// Whether its posts are all those below its address.
    pub is_whole: bool,
}

/// The addresses of feeds of sections that ask for one and are none of [`sections`]: those in other languages, and in Hugo
/// those with outputs of their own. `*` stands for any name.
pub fn others(from: Engine, facts: &[Fact]) -> Vec<String> {
    let is_other = |fact: &&Fact| from == Engine::Hugo || fact.name.language.is_some();
    let asking = facts.iter().filter(|fact| fact.has_feed).filter(is_other);
    asking.filter_map(|fact| Some(format!("{}*.xml", fact.reading.url.as_deref()?))).collect()
}

/// The sections of which the source makes feeds if it makes any: in Zola those that ask for it, in Hugo all, which are the
/// folders at the top and those with a file of their own. The site itself is none, nor is a taxonomy or a term of Hugo, which
/// have files of this kind, too.
pub fn sections(setup: &Setup, facts: &[Fact], new_paths: &[String]) -> Vec<Section> {
    let from = setup.target.engine;
    let taxonomies = if from == Engine::Hugo { setup.taxonomies("content/a.md") } else { vec![] };
    let is_of_terms = |fact: &Fact| {
        fact.name.folders.first().is_some_and(|first| taxonomies.contains(&first.as_str()))
    };
    let is_published = |fact: &&Fact| {
        fact.name.language.is_none() && fact.reading.outcome == Outcome::Page && !fact.reading.draft
    };
    let mut found: BTreeMap<&[String], Option<(String, String)>> = BTreeMap::new();
    let mut others = found.clone();
    for (fact, new_path) in facts.iter().zip(new_paths).filter(|(fact, _)| is_published(fact)) {
        let folders = fact.name.folders.as_slice();
        let new = new_path.strip_prefix("content/").unwrap_or(new_path);
        let is_section = fact.name.kind == NameKind::Section;
        if is_section && is_of_terms(fact) {
            continue;
        }
        if is_section && !folders.is_empty() {
            let folder = new.rsplit_once('/').map_or("", |(folder, _)| folder);
            // In Hugo one with outputs of its own is none of those that are as the site says.
            let url = fact.reading.url.clone().filter(|_| (from == Engine::Hugo) != fact.has_feed);
            found.insert(folders, url.map(|url| (url, folder.to_owned())));
        } else if from == Engine::Hugo && !is_section && !folders.is_empty() {
            let folder = new.split('/').next().unwrap_or_default().to_owned();
            let url = format!("/{}/", folders[0].to_lowercase().replace(' ', "-"));
            others.entry(&folders[..1]).or_insert(Some((url, folder)));
        }
    }
    others.append(&mut found);
    let found: BTreeMap<&[String], (String, String)> =
        others.into_iter().filter_map(|(folders, section)| Some((folders, section?))).collect();
    let posts = || {
        facts
            .iter()
            .filter(is_published)
            .filter(|fact| fact.name.kind != NameKind::Section && fact.reading.date.is_some())
    };
    let section = |(folders, (url, folder)): (&&[String], &(String, String))| {
        let is_nearest = |fact: &&Fact| {
            let above = found.keys().filter(|one| fact.name.folders.starts_with(one));
            above.max_by_key(|one| one.len()) == Some(folders)
        };
        let address = |fact: &Fact| fact.reading.url.clone();
        let own: BTreeSet<_> = posts().filter(is_nearest).map(address).collect();
        let is_below =
            |url: &Option<String>, of: &str| url.as_ref().is_some_and(|url| url.starts_with(of));
        let below: BTreeSet<_> = posts().map(address).filter(|one| is_below(one, url)).collect();
        Section { url: url.clone(), folder: folder.clone(), is_whole: own == below }
    };
    found.iter().map(section).collect()
}

/// Rows for the feeds of terms that sections have: elsewhere than in Hugo only pages have terms. Hexo's script puts those with a
/// date in.
pub fn without(from: &Setup, to: Engine, facts: &[Fact], feeds: &[Feed]) -> Vec<Row> {
    let mut rows = Vec::new();
    let is_left_out = |fact: &&Fact| {
        let reading = &fact.reading;
        let is_published = reading.outcome == Outcome::Page && !reading.draft;
        let is_entry = to == Engine::Hexo && reading.date.is_some();
        fact.name.kind == NameKind::Section && is_published && !is_entry
    };
    if to == Engine::Hugo {
        return rows;
    }
    for fact in facts.iter().filter(is_left_out) {
        for feed in feeds {
            let Place::Terms { taxonomy, language } = &feed.place else { continue };
            for term in fact.terms_in(taxonomy).iter().filter(|_| *language == fact.name.language) {
                let url = from.term_url(&fact.path, taxonomy, std::slice::from_ref(term));
                let reason = "The section has the term, but it is no entry of this feed any more.";
                rows.extend(url.map(|url| {
                    let name = url + &feed.file;
                    row(&fact.path, &name, Action::Changed, reason, "feed-entries")
                }));
            }
        }
    }
    rows
}
