//! Links of a post into its own site, each held against what is there.

mod address;
mod check;
mod tags;
mod written;

pub use check::Linking;

use super::{Context, Finding};
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
        for link in written::in_markdown(context) {
            findings.extend(linking.link(&link));
        }
        if setup.shows_html() {
            findings.extend(written::in_html(context).filter_map(|link| linking.link(&link)));
        }
        findings.extend(linking.tags());
    }
    findings
}
