//! A title that an engine reads as something else than text, and so shows otherwise than it is written.

use super::titles::{titled, with_title};
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::{Applicability, Severity};
use crate::document::patch::is_typed;
use crate::document::{Format, Kind, Node, Scalar, Style};
use crate::engine::{EngineSet, Outcome, Reading, Setup};
use crate::value::Value;

/// `title-not-string`
pub const RULE: Rule = Rule {
    name: "title-not-string",
    group: Group::Title,
    page: include_str!("../../rules/title-not-string.md"),
    on: true,
    harm: Harm::of(b"WWE"),
    fix: Some(Applicability::Safe),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    // A block that cannot be read has no types: what is wrong there is the business of the syntax rules.
    let Some(front_matter) = context.front_matter().filter(|block| block.refused.is_none()) else {
        return;
    };
    let Some(titled) = titled(context) else { return };
    let value = &titled.entry.value;
    if is_text(value, front_matter.format) || value.tag.is_some() {
        return;
    }
    let source = context.document.source.slice(value.span);
    if source.contains("{{") {
        return;
    }
    let wrong: Vec<(&Setup, &Reading)> = context
        .readings()
        .filter(|(setup, _)| titled.engines.has(setup.target.engine))
        .filter(|(setup, reading)| {
            let is_string = matches!(
                setup.value(value, front_matter.format),
                Ok(Value::String(_) | Value::Null)
            );
            let as_written = value.text().is_some() && reading.title.as_deref() == value.text();
            !is_string && !as_written
        })
        .collect();
    if wrong.is_empty() {
        return;
    }
    let engines: EngineSet = wrong.iter().map(|(setup, _)| setup.target.engine).collect();
    let costs_page = wrong.iter().any(|(_, reading)| reading.outcome != Outcome::Page);
    let one_line = !source.contains(['\n', '\r']) && !source.is_empty();
    let fix =
        one_line.then(|| with_title(context, titled, source, "put the title in quotes")).flatten();
    findings.add(
        Finding::new(value.span, message(value, &wrong, front_matter.format))
            .help(effects(&wrong))
            .engines(engines)
            .severity(if costs_page { Severity::Error } else { Severity::Warning })
            .fix(fix),
    );
}

/// Whether it is a text to every reader, or not there at all. What stands plain in TOML and JSON never is one.
fn is_text(value: &Node<'_>, format: Format) -> bool {
    let text = |scalar: &Scalar<'_>| {
        scalar.style != Style::Plain || format == Format::Yaml && !is_typed(&scalar.text)
    };
    value.is_absent() || value.scalar().is_some_and(text)
}

fn message(value: &Node<'_>, wrong: &[(&Setup, &Reading)], format: Format) -> String {
    let kind = match &value.kind {
        Kind::List(_) => "a list",
        Kind::Map(_) => "a map",
        Kind::Alias(_) => "an alias",
        Kind::Scalar(_) => match wrong.first().map(|(setup, _)| setup.value(value, format)) {
            Some(Ok(Value::Bool(_))) => "a truth value",
            Some(Ok(Value::Int(_) | Value::Float(_))) => "a number",
            Some(Ok(Value::Date(_))) => "a date",
            _ => "no text",
        },
    };
    format!("without quotes this is {kind}, not a text")
}

/// What each engine shows instead: "Hexo shows `1.1`".
fn effects(wrong: &[(&Setup, &Reading)]) -> String {
    let effect = |(setup, reading): &(&Setup, &Reading)| {
        let name = setup.target.engine.title();
        match (reading.outcome, reading.title.as_deref().unwrap_or_default()) {
            (Outcome::Error, _) => format!("{name} stops the build"),
            (Outcome::Dropped, _) => format!("{name} drops the post"),
            (Outcome::Page, "") => format!("{name} shows no title"),
            (Outcome::Page, title) => format!("{name} shows {title}"),
        }
    };
    wrong.iter().map(effect).collect::<Vec<_>>().join("; ")
}
