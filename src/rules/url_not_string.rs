//! A path or slug that is no text: a number, a date, a list.

use super::addresses::{Said, said};
use super::reception::listed;
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::{Applicability, Change, Fix, Severity};
use crate::document::Kind;
use crate::document::patch::{self, Content};
use crate::engine::{Engine, EngineSet, Outcome, Role};
use crate::value::Value;

/// `url-not-string`
pub const RULE: Rule = Rule {
    name: "url-not-string",
    group: Group::Url,
    page: include_str!("../../rules/url-not-string.md"),
    on: true,
    harm: Harm::of(b"EWE"),
    fix: Some(Applicability::Safe),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for part in said(context).iter().filter(|part| part.role != Role::Aliases) {
        if is_text_to_all(part) {
            continue;
        }
        match part.node.text() {
            Some(text) => scalar(context, findings, part, text),
            None => shape(findings, part),
        }
    }
}

/// Whether every engine that reads the value takes it for a text, or for nothing.
fn is_text_to_all(part: &Said<'_, '_>) -> bool {
    let format = part.block.format;
    part.node.is_absent()
        || part.uses.iter().all(|(setup, _)| {
            matches!(setup.value(part.node, format), Ok(Value::String(_) | Value::Null))
        })
}

/// A number, a truth value or a date: what matters is whether quotes make a difference.
fn scalar(context: &Context<'_>, findings: &mut Findings<'_>, part: &Said<'_, '_>, text: &str) {
    let quoted = Value::String(text.to_owned());
    let edits = patch::set(part.block, part.entry, Content::Value(&quoted));
    let Some(after) = context.readings_after(&edits).filter(|_| !edits.is_empty()) else { return };
    let mut engines = EngineSet::NONE;
    let mut lost: Vec<Engine> = Vec::new();
    for ((setup, before), after) in context.readings().zip(&after) {
        let engine = setup.target.engine;
        let reads = part.uses.iter().any(|(of, _)| of.target.engine == engine);
        let had_page = before.outcome == Outcome::Page;
        let changes = before.url != after.url || before.outcome != after.outcome;
        if !reads || !changes || after.outcome != Outcome::Page {
            continue;
        }
        engines = engines.with(engine);
        if !had_page {
            lost.push(engine);
        }
    }
    if engines.is_empty() {
        return;
    }
    let name = part.entry.name();
    let severity = if lost.is_empty() { Severity::Warning } else { Severity::Error };
    let help = match lost.as_slice() {
        [] => format!("it is read as something else than `{text}`; quote it"),
        lost => {
            let names: Vec<&str> = lost.iter().map(|engine| engine.title()).collect();
            let there_is = if names.len() == 1 { "makes" } else { "make" };
            format!("{} {there_is} no page of this post; quote it", listed(&names))
        }
    };
    let change = Change::Key(name.to_owned());
    findings.add(
        Finding::new(part.node.span, format!("`{name}` is no text"))
            .help(help)
            .engines(engines)
            .severity(severity)
            .fix(Fix::safe("quote it", change, edits)),
    );
}

/// A list or a map, of which no path can be made.
fn shape(findings: &mut Findings<'_>, part: &Said<'_, '_>) {
    let what = match part.node.kind {
        Kind::List(_) => "a list",
        Kind::Map(_) => "a map",
        Kind::Scalar(_) | Kind::Alias(_) => return,
    };
    let name = part.entry.name();
    for (setup, reading) in &part.uses {
        let (severity, effect) = match reading.outcome {
            Outcome::Page => (Severity::Warning, "passes over it"),
            Outcome::Dropped => (Severity::Error, "drops the post"),
            Outcome::Error => (Severity::Error, "stops the build"),
        };
        let engine = setup.target.engine;
        findings.add(
            Finding::new(part.node.span, format!("`{name}` is {what}, not a text"))
                .help(format!("{} {effect}; write one text", engine.title()))
                .engines(engine)
                .severity(severity),
        );
    }
}
