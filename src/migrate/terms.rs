//! How the new site makes addresses of terms, so that as many as possible stay.

use std::collections::BTreeSet;

use super::census::Fact;
use crate::engine::{ConfigFile, Engine, Setup, SlugOf, Target, config_names, configure};
use crate::text::Source;
use crate::value::Value;

/// A setting and what it may say, by its keys from the root.
pub type Way = (&'static [&'static str], Value);

/// The setting of each engine that decides on addresses of terms, with its values, the usual one first.
fn ways(engine: Engine) -> Option<(&'static [&'static str], Vec<Value>)> {
    let text = |way: &str| Value::String(way.to_owned());
    match engine {
        // Its own way is the only one.
        Engine::Hexo => None,
        Engine::Hugo => Some((&["disablePathToLower"], [false, true].map(Value::Bool).into())),
        Engine::Zola => Some((&["slugify", "taxonomies"], ["on", "safe", "off"].map(text).into())),
    }
}

/// The way that keeps most addresses of terms, and no two terms at one address; none for the usual one.
#[must_use]
pub fn way(from: &Setup, to: Target, facts: &[Fact]) -> Option<Way> {
    let (keys, values) = ways(to.engine)?;
    let mut terms: BTreeSet<&str> = BTreeSet::new();
    for reading in facts.iter().map(|fact| &fact.reading) {
        let categories = reading.categories.iter().flatten();
        let others = reading.taxonomies.values().flatten();
        terms.extend(reading.tags.iter().chain(categories).chain(others).map(String::as_str));
    }
    let usual = values.first().cloned();
    let best = values.into_iter().rev().max_by_key(|way| kept(from, to, (keys, way), &terms))?;
    (Some(&best) != usual.as_ref()).then_some((keys, best))
}

/// How many terms have an address of their own, and how many of these are the old ones.
fn kept(
    from: &Setup,
    to: Target,
    way: (&[&str], &Value),
    terms: &BTreeSet<&str>,
) -> (usize, usize) {
    // Zola takes no configuration without an address.
    let address = Value::String("http://example.com".to_owned());
    let mut settings = vec![("base_url".to_owned(), address)];
    super::config::set(&mut settings, way.0, way.1.clone());
    let text = super::config::emit(to.engine, &settings);
    let name = config_names(to.engine).first().copied().unwrap_or_default();
    let files = [ConfigFile { source: Source::new(name, text) }];
    let new = Setup { config: configure(to, &files).0, ..from.like(to) };
    let slugs: Vec<String> = terms.iter().map(|term| new.slugify(SlugOf::Term, term)).collect();
    let own: BTreeSet<String> = slugs.iter().map(|slug| slug.to_lowercase()).collect();
    let old = terms.iter().map(|term| from.slugify(SlugOf::Term, term));
    (own.len(), old.zip(&slugs).filter(|(old, new)| old == *new).count())
}
