//! How the new site makes addresses of terms, so that as many as possible stay.

use std::collections::BTreeSet;

use super::census::Fact;
use crate::engine::{ConfigFile, Engine, Setup, SlugOf, Target, configure};
use crate::text::Source;

/// Zola's ways, the usual one first (`slugify.taxonomies`).
const WAYS: [&str; 3] = ["on", "safe", "off"];

/// The way that keeps most addresses of terms, and no two terms at one address; none for the usual one.
#[must_use]
pub fn way(from: &Setup, to: Target, facts: &[Fact]) -> Option<&'static str> {
    if to.engine != Engine::Zola {
        return None;
    }
    let mut terms: BTreeSet<&str> = BTreeSet::new();
    for reading in facts.iter().map(|fact| &fact.reading) {
        let categories = reading.categories.iter().flatten();
        let others = reading.taxonomies.values().flatten();
        terms.extend(reading.tags.iter().chain(categories).chain(others).map(String::as_str));
    }
    let best = WAYS.into_iter().rev().max_by_key(|way| kept(from, to, way, &terms))?;
    (best != WAYS[0]).then_some(best)
}

/// How many terms have an address of their own, and how many of these are the old ones.
fn kept(from: &Setup, to: Target, way: &str, terms: &BTreeSet<&str>) -> (usize, usize) {
    let text = format!("base_url = \"http://example.com\"\n[slugify]\ntaxonomies = \"{way}\"\n");
    let files = [ConfigFile { source: Source::new("config.toml", text) }];
    let new = Setup { config: configure(to, &files).0, ..from.like(to) };
    let slugs: Vec<String> = terms.iter().map(|term| new.slugify(SlugOf::Term, term)).collect();
    let own: BTreeSet<String> = slugs.iter().map(|slug| slug.to_lowercase()).collect();
    let old = terms.iter().map(|term| from.slugify(SlugOf::Term, term));
    (own.len(), old.zip(&slugs).filter(|(old, new)| old == *new).count())
}
