//! A post without a title.

use super::dates::readings_if_dated;
use super::titles::{guess, quoted, titled};
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::{Applicability, Change, Fix};
use crate::document::Kind;
use crate::document::patch::{self, Content, Position};
use crate::engine::{EngineSet, Outcome, PageKind, Reading};
use crate::text::Span;

/// `title-missing`
pub const RULE: Rule = Rule {
    name: "title-missing",
    group: Group::Title,
    page: include_str!("../../rules/title-missing.md"),
    on: true,
    harm: Harm::of(b"WWI"),
    fix: Some(Applicability::Unsafe),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(front_matter) = context.front_matter() else { return };
    if !matches!(front_matter.tree.root.kind, Kind::Map(_)) {
        return;
    }
    // A key that differs in case only is the business of `key-case`.
    let entries = front_matter.tree.root.entries();
    if titled(context).is_some()
        || entries.iter().any(|entry| entry.name().eq_ignore_ascii_case("title"))
    {
        return;
    }
    let served = |index: usize, reading: &Reading| {
        // An address may hang on a date that the post does not have either.
        let dated = || readings_if_dated(context)?.get(index)?.url.clone();
        reading.outcome == Outcome::Error || reading.url.is_some() || dated().is_some()
    };
    let untitled = context.readings().enumerate().filter(|(index, (_, reading))| {
        reading.outcome != Outcome::Dropped
            && reading.kind == PageKind::Page
            && reading.title.as_deref().unwrap_or_default().is_empty()
            && served(*index, reading)
    });
    let engines: EngineSet = untitled.map(|(_, (setup, _))| setup.target.engine).collect();
    let opener = front_matter.opener;
    let place = if opener.is_empty() { Span::at(front_matter.block.start) } else { opener };
    findings.add(
        Finding::new(place, "the post has no title")
            .help("lists, feeds and the page itself show an empty one")
            .engines(engines)
            .fix(guess(context).and_then(|title| insertion(context, &title))),
    );
}

/// Writes a title on top of the block.
fn insertion(context: &Context<'_>, title: &str) -> Option<Fix> {
    let front_matter = context.front_matter().filter(|block| block.refused.is_none())?;
    let source = quoted(context, title);
    let edits = patch::insert(front_matter, Position::First, "title", Content::Source(&source));
    let change = Change::Key("title".to_owned());
    (!edits.is_empty()).then(|| Fix::guess(format!("write the title {source}"), change, edits))
}
