//! A post without a title.

use super::dates::readings_if_dated;
use super::titles::{guess, quoted, titled};
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::{Applicability, Change, Fix, Severity};
use crate::document::patch::{self, Content, Position};
use crate::document::{Entry, Kind};
use crate::engine::{EngineSet, Outcome, PageKind, Reading, Setup};
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
    let untitled = untitled.map(|(_, (setup, _))| setup);
    let (listed, alone): (Vec<&Setup>, Vec<&Setup>) =
        untitled.partition(|setup| setup.is_listed(context.path));
    let fix = || guess(context).and_then(|title| insertion(context, &title));
    let opener = front_matter.opener;
    let place = if opener.is_empty() { Span::at(front_matter.block.start) } else { opener };
    if !listed.is_empty() {
        let help = "lists, feeds and the page itself show an empty one";
        let finding = Finding::new(place, "the post has no title").help(help);
        findings.add(finding.engines(engines(&listed)).fix(fix()));
    } else if !alone.is_empty() && !entries.iter().any(is_title_of_theme) {
        let help = "most themes print it above the page and in the browser's tab";
        let finding = Finding::new(place, "the page has no title").help(help);
        findings.add(finding.engines(engines(&alone)).severity(Severity::Info).fix(fix()));
    }
}

fn engines(setups: &[&Setup]) -> EngineSet {
    setups.iter().map(|setup| setup.target.engine).collect()
}

/// Whether a key holds the title under a name of the theme's own, such as `seo_title`.
fn is_title_of_theme(entry: &Entry<'_>) -> bool {
    let is_text = || entry.value.text().is_some_and(|text| !text.trim().is_empty());
    entry.name().to_ascii_lowercase().ends_with("title") && is_text()
}

/// Writes a title on top of the block.
fn insertion(context: &Context<'_>, title: &str) -> Option<Fix> {
    let front_matter = context.front_matter().filter(|block| block.refused.is_none())?;
    let source = quoted(context, title);
    let edits = patch::insert(front_matter, Position::First, "title", Content::Source(&source));
    let change = Change::Key("title".to_owned());
    (!edits.is_empty()).then(|| Fix::guess(format!("write the title {source}"), change, edits))
}
