//! Addresses that two files of the source claim: the page keeps its own, and of two aliases the first counts.

use std::collections::{BTreeSet, HashSet};

use super::census::Fact;

/// An address without what engines write in different ways: the last `index.html`, and slashes around it.
#[must_use]
pub fn bare(url: &str) -> &str {
    url.strip_suffix("index.html").unwrap_or(url).trim_matches('/')
}

/// For each fact the aliases at whose address another page, `of_terms` the page of a term, or an earlier alias answers
/// already.
#[must_use]
pub fn refused(facts: &[Fact], of_terms: &BTreeSet<String>) -> Vec<BTreeSet<String>> {
    let urls = facts.iter().filter_map(|fact| fact.reading.url.as_deref());
    let of_terms = of_terms.iter().map(String::as_str);
    let mut taken: HashSet<&str> = urls.map(bare).chain(of_terms).collect();
    facts
        .iter()
        .map(|fact| {
            let aliases = fact.reading.aliases.iter().flatten();
            aliases.filter(|alias| !taken.insert(bare(alias))).cloned().collect()
        })
        .collect()
}
