//! A term that an engine takes for a number, a truth value or a date, and so names otherwise than it is written.

use super::terms::{TermList, leaves, lists};
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::{Applicability, Change, Fix, Severity};
use crate::document::patch::{self, Content, Place, Quoting, quote};
use crate::document::{Format, Node, Style};
use crate::engine::{EngineSet, Outcome, Setup};
use crate::value::Value;

/// `term-not-string`
pub const RULE: Rule = Rule {
    name: "term-not-string",
    group: Group::Taxonomy,
    page: include_str!("../../rules/term-not-string.md"),
    on: true,
    harm: Harm::of(b"IWE"),
    fix: Some(Applicability::Safe),
    check,
};

/// How many terms of a post are tried in quotes, each with a reading of the whole post. Where more are no texts, the
/// next have their turn when these are mended.
const MOST_TRIED: usize = 32;

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let mut tried = 0;
    for list in lists(context) {
        for leaf in leaves(&list.entry.value) {
            let Some(text) = leaf.text().filter(|_| is_bare(context, leaf)) else { continue };
            if is_text_to_all(context, list, leaf, text) {
                continue;
            }
            tried += 1;
            if tried > MOST_TRIED {
                return;
            }
            let source = quote(text, list.block.format, Quoting::Single, Place::Flow);
            let edits = patch::set_node(list.block, leaf, Content::Source(&source));
            let Some(after) = context.readings_after(&edits) else { continue };
            let before = context.readings().zip(after);
            let changed: Vec<_> = before
                .filter(|((setup, before), after)| {
                    let counts = list.engines.has(setup.target.engine);
                    let terms = (&before.tags, &before.categories, &before.taxonomies);
                    let new = (&after.tags, &after.categories, &after.taxonomies);
                    counts && (terms != new || before.outcome != after.outcome)
                })
                .map(|((setup, before), _)| (setup, before.outcome))
                .collect();
            if changed.is_empty() {
                continue;
            }
            let engines: EngineSet = changed.iter().map(|(setup, _)| setup.target.engine).collect();
            let lost = changed.iter().any(|(_, outcome)| *outcome != Outcome::Page);
            let change = Change::Key(list.root.to_owned());
            findings.add(
                Finding::new(leaf.span, format!("without quotes this is {}, not a text", kind(&changed, leaf, list.block.format)))
                    .help("the page of the term gets another name than the one that is written, or the build stops")
                    .engines(engines)
                    .severity(if lost { Severity::Error } else { Severity::Warning })
                    .fix(Fix::safe("put the term in quotes", change, edits)),
            );
        }
    }
}

/// Whether each engine that takes terms from here reads the post and types the term as the text that is written,
/// so that quotes cannot change anything. This spares nearly every term the reading of another post.
fn is_text_to_all(context: &Context<'_>, list: &TermList<'_>, leaf: &Node<'_>, text: &str) -> bool {
    let format = list.block.format;
    let mut concerned =
        context.readings().filter(|(setup, _)| list.engines.has(setup.target.engine));
    leaf.tag.is_none()
        && leaf.anchor.is_none()
        && concerned.all(|(setup, reading)| {
            let typed = setup.value(leaf, format);
            reading.error.is_none() && matches!(typed, Ok(Value::String(read)) if read == text)
        })
}

/// Whether it is written without quotes, and says something. A null is no name at all, which is another matter.
fn is_bare(context: &Context<'_>, leaf: &Node<'_>) -> bool {
    let plain = leaf.scalar().is_some_and(|scalar| scalar.style == Style::Plain);
    plain
        && !leaf.is_absent()
        && !matches!(context.document.source.slice(leaf.span), "~" | "null" | "Null" | "NULL")
}

fn kind(changed: &[(&Setup, Outcome)], leaf: &Node<'_>, format: Format) -> &'static str {
    let values = changed.iter().filter_map(|(setup, _)| setup.value(leaf, format).ok());
    let kinds = values.map(|value| match value {
        Value::Bool(_) => "a truth value",
        Value::Int(_) | Value::Float(_) => "a number",
        Value::Date(_) => "a date",
        _ => "something else",
    });
    kinds.into_iter().next().unwrap_or("something else")
}
