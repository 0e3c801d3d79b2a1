//! A title that another post of the site has, too.

use super::titles::titled;
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::engine::{Outcome, Reading};
use crate::site::Page;

/// `title-duplicate`
pub const RULE: Rule = Rule {
    name: "title-duplicate",
    group: Group::Title,
    page: include_str!("../../rules/title-duplicate.md"),
    on: true,
    harm: Harm::of(b"WWW"),
    fix: None,
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for ((setup, reading, index), page) in context.sites().zip(context.surveyed()) {
        if page.is_some_and(|page| index.has_title_alone(page)) {
            continue;
        }
        // Chapters and reference pages are told apart by their place: each part may have its `Introduction`.
        if !setup.is_post(context.path, reading) {
            continue;
        }
        let Some(title) = reading.title.as_deref().filter(|title| !title.is_empty()) else {
            continue;
        };
        let Some(own) = titled(context).filter(|_| is_shown(reading)) else { continue };
        let language = setup.language(context.path);
        let is_other = |page: &&Page| {
            page.is_public()
                && page.post
                && section(&page.path) == section(context.path)
                && *page.path != *context.path
                && page.language.as_deref() == language.as_deref()
        };
        let others: Vec<&Page> = index.titled(title).filter(is_other).collect();
        let Some(first) = others.first() else { continue };
        findings.add(
            Finding::new(own.entry.value.span, message(title, first, others.len()))
                .help("readers who see both in a list, a feed or a search cannot tell them apart; say in each title what only this post is about")
                .engines(setup.target.engine),
        );
    }
}

fn is_shown(reading: &Reading) -> bool {
    reading.outcome == Outcome::Page && !reading.draft
}

/// The folder of a post that is listed with its likes: the first one below the content folder.
fn section(path: &str) -> &str {
    let second = path.match_indices('/').nth(1);
    second.map_or(path.rsplit_once('/').map_or("", |(folder, _)| folder), |(at, _)| &path[..at])
}

fn message(title: &str, first: &Page, count: usize) -> String {
    let path = &first.path;
    match count {
        1 => format!("`{path}` has the title `{title}`, too"),
        2 => format!("`{path}` and another post have the title `{title}`, too"),
        _ => format!("`{path}` and {} other posts have the title `{title}`, too", count - 1),
    }
}
