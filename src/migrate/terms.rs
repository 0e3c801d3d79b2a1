//! How the new site makes addresses of terms, so that as many as possible stay.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::census::Fact;
use super::plan::Options;
use super::term_pages::chosen;
use crate::engine::{ConfigFile, Engine, Setup, SlugOf, Target, config_names, configure};
use crate::text::Source;
use crate::value::Value;

/// A setting by its keys from the root, and what it says.
pub type Way = (&'static [&'static str], Value);

/// The settings that keep most addresses of terms, and no two terms at one address; none for what an engine does anyway.
#[must_use]
pub fn ways(from: &Setup, options: &Options, facts: &[Fact]) -> Vec<Way> {
    let tags = facts.iter().flat_map(|fact| &fact.reading.tags);
    let tags: BTreeSet<&str> = tags.map(String::as_str).collect();
    let categories = facts.iter().flat_map(|fact| fact.reading.categories.iter().flatten());
    let categories: BTreeSet<&str> = categories.map(String::as_str).collect();
    match options.to.engine {
        // A site that goes home has its own addresses again.
        Engine::Hexo if options.home.is_some() => Vec::new(),
        Engine::Hexo => {
            let chosen = chosen(from, facts);
            let maps: [(&[&str], _, _); 2] =
                [(&["tag_map"], "tags", &tags), (&["category_map"], "categories", &categories)];
            let maps = maps.into_iter().map(|(key, taxonomy, terms)| {
                let old = |term: &str| old_slug(from, facts, &chosen, taxonomy, term);
                (key, map(from, options.to, terms, old))
            });
            let maps = maps.filter(|(_, map)| !map.is_empty());
            maps.map(|(key, map)| (key, Value::Map(map))).collect()
        }
        Engine::Hugo | Engine::Zola => {
            let others = facts.iter().flat_map(|fact| fact.reading.taxonomies.values().flatten());
            let others = others.map(String::as_str);
            let terms = tags.into_iter().chain(categories).chain(others).collect();
            spelling(from, options.to, &terms).into_iter().collect()
        }
    }
}

/// What the address of a term ends in: what a file of its own chose, or what the engine makes of its name.
fn old_slug(
    from: &Setup,
    facts: &[Fact],
    chosen: &BTreeMap<String, &str>,
    taxonomy: &str,
    term: &str,
) -> String {
    let own = || {
        let path = &facts.iter().find(|fact| fact.name.language.is_none())?.path;
        let usual = from.term_url(path, taxonomy, &[term.to_owned()])?;
        let base = from.term_url(path, taxonomy, &[])?;
        let slug = chosen.get(&usual)?.strip_prefix(&*base)?.trim_end_matches('/');
        (!slug.contains('/')).then(|| slug.to_owned())
    };
    let own = if chosen.is_empty() { None } else { own() };
    own.unwrap_or_else(|| from.slugify(SlugOf::Term, term))
}

/// What Hexo's map from terms to addresses has to say, so that terms whose old slug Hexo spells alike keep it, and each of the
/// others has an address that no other term has, also where case does not count.
fn map(
    from: &Setup,
    to: Target,
    terms: &BTreeSet<&str>,
    old_slug: impl Fn(&str) -> String,
) -> Vec<(String, Value)> {
    let to = from.like(to);
    let spelled = |name: &str| to.slugify(SlugOf::Term, name);
    let mut taken = HashSet::new();
    let (mut slugs, mut others) = (Vec::new(), Vec::new());
    for term in terms {
        let old = old_slug(term);
        let stays = !old.is_empty() && spelled(&old) == old && taken.insert(old.to_lowercase());
        if stays {
            slugs.push((*term, old));
        } else {
            others.push(*term);
        }
    }
    for term in others {
        let numbered = (2..).map(|nth| spelled(&format!("{term} {nth}")));
        let mut free = std::iter::once(spelled(term)).chain(numbered);
        let own = free.find(|slug| !slug.is_empty() && taken.insert(slug.to_lowercase()));
        slugs.extend(own.map(|slug| (term, slug)));
    }
    slugs.sort_unstable();
    let changed = slugs.into_iter().filter(|(term, slug)| spelled(term) != *slug);
    changed.map(|(term, slug)| (term.to_owned(), Value::String(slug))).collect()
}

/// The setting of Hugo or Zola by which most addresses of terms stay; none where that is the usual way.
fn spelling(from: &Setup, to: Target, terms: &BTreeSet<&str>) -> Option<Way> {
    let text = |way: &str| Value::String(way.to_owned());
    let (keys, values): (&'static [&'static str], Vec<Value>) = match to.engine {
        Engine::Hexo => return None,
        Engine::Hugo => (&["disablePathToLower"], [false, true].map(Value::Bool).into()),
        Engine::Zola => (&["slugify", "taxonomies"], ["on", "safe", "off"].map(text).into()),
    };
    let usual = values.first().cloned();
    let best = values.into_iter().rev().max_by_key(|way| kept(from, to, (keys, way), terms))?;
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
