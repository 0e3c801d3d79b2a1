//! Links of a post into its own site, each held against what is there.

mod address;
mod check;
mod tags;

use std::collections::HashSet;

pub use check::Linking;

use super::images::unescape;
use super::{Context, Finding};
use crate::document::body::{Link, LinkForm, LinkKind};
use crate::engine::Outcome;

/// What is wrong with the links of a post in each engine that counts.
#[must_use]
pub fn broken(context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (setup, reading, index) in context.sites() {
        if reading.outcome == Outcome::Dropped {
            continue;
        }
        let linking = Linking { context, setup, index, url: reading.url.as_deref() };
        for link in links(context) {
            let address = unescape(context.document.source.slice(link.destination));
            findings.extend(linking.link(link, &address));
        }
        findings.extend(linking.tags());
    }
    findings
}

/// The Markdown links of a post, an address that serves several of them once.
fn links<'c>(context: &'c Context<'_>) -> impl Iterator<Item = &'c Link> {
    let mut seen = HashSet::new();
    let body = context.document.source.slice(context.document.body);
    let links: &[Link] = match memchr::memchr(b']', body.as_bytes()) {
        Some(_) => &context.document.markup().links,
        None => &[],
    };
    links.iter().filter(move |link| {
        link.kind == LinkKind::Link
            && !matches!(link.form, LinkForm::Autolink | LinkForm::Loose)
            && !link.destination.is_empty()
            && seen.insert(link.destination)
    })
}
