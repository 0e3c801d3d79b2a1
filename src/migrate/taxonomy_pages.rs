//! Pages of taxonomies that Hexo makes only by a script of ours: it has none for terms of other taxonomies than tags and
//! categories, and lists not even those. They stand where they stood before.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::census::Fact;
use super::claims::bare;
use crate::engine::{Engine, Outcome, Setup, SlugOf};
use crate::value::Value;

/// A taxonomy that the script lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaxonomyPage {
    /// Its name, which is the key of its terms.
    pub name: String,
    /// The address of the list, from the site's root and with slashes around it.
    pub url: String,
    /// What the addresses of its terms end in, by term; empty where Hexo makes their pages itself.
    pub slugs: BTreeMap<String, String>,
}

/// The taxonomies of which the source has pages and Hexo none, by name.
#[must_use]
pub fn taxonomy_pages(from: &Setup, to: Engine, facts: &[Fact]) -> Vec<TaxonomyPage> {
    let mut pages: BTreeMap<&str, TaxonomyPage> = BTreeMap::new();
    if to != Engine::Hexo {
        return Vec::new();
    }
    let mut add = |fact: &Fact, name, terms: &[String]| {
        let page = match pages.entry(name) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => {
                let Some(url) = from.term_url(&fact.path, name, &[]) else { return };
                place.insert(TaxonomyPage { name: name.to_owned(), url, slugs: BTreeMap::new() })
            }
        };
        for term in terms {
            if !page.slugs.contains_key(term) {
                page.slugs.insert(term.clone(), from.slugify(SlugOf::Term, term));
            }
        }
    };
    // Hexo lists posts of all languages together, where those of the default one were.
    let (own, others): (Vec<&Fact>, Vec<&Fact>) =
        facts.iter().partition(|fact| fact.name.language.is_none());
    for fact in own.into_iter().chain(others) {
        let reading = &fact.reading;
        if reading.outcome != Outcome::Page {
            continue;
        }
        for (name, is_there) in
            [("tags", !reading.tags.is_empty()), ("categories", !reading.categories.is_empty())]
        {
            if is_there {
                add(fact, name, &[]);
            }
        }
        for (name, terms) in &reading.taxonomies {
            add(fact, name, terms);
        }
    }
    pages.into_values().collect()
}

/// The address of the page that the script makes for a term, or with no names for the list of a taxonomy.
#[must_use]
pub fn url(pages: &[TaxonomyPage], taxonomy: &str, names: &[String]) -> Option<String> {
    let page = pages.iter().find(|page| page.name == taxonomy)?;
    let Some(term) = names.last() else { return Some(page.url.clone()) };
    Some(format!("{}{}/", page.url, page.slugs.get(term)?))
}

/// What the script is told: by taxonomy the path of the list, the map of front matter in which `from` has its terms, and
/// the last part of the path of each term.
#[must_use]
pub fn setting(pages: &[TaxonomyPage], from: Engine) -> Option<Value> {
    let text = |text: &str| Value::String(text.to_owned());
    let entry = |page: &TaxonomyPage| {
        let mut said = vec![("path".to_owned(), text(bare(&page.url)))];
        if !page.slugs.is_empty() {
            let terms = page.slugs.iter().map(|(term, slug)| (term.clone(), text(slug)));
            said.push(("in".to_owned(), text(from.name())));
            said.push(("terms".to_owned(), Value::Map(terms.collect())));
        }
        (page.name.clone(), Value::Map(said))
    };
    (!pages.is_empty()).then(|| Value::Map(pages.iter().map(entry).collect()))
}
