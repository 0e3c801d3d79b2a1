//! A placeholder that no template filled in.

use super::reception::{Reception, consequence, receptions};
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::Severity;
use crate::document::Node;
use crate::document::recovery::FlawKind;
use crate::engine::{Engine, EngineSet, Place, Role};
use crate::text::{Span, holds_mark};

/// `template-left-over`
pub const RULE: Rule = Rule {
    name: "template-left-over",
    group: Group::Syntax,
    page: include_str!("../../rules/template-left-over.md"),
    on: true,
    harm: Harm::of(b"EEE"),
    fix: None,
    check,
};

const MARKS: [(&str, &str); 3] = [("{{", "}}"), ("{%", "%}"), ("<%", "%>")];

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(front_matter) = context.front_matter() else { return };
    let is_post = |setup: &crate::engine::Setup| setup.place(context.path) == Place::Content;
    let text = &context.document.source.text;
    let block = front_matter.block.text(text);
    if !(holds_mark(block, b'{', b"{%") || holds_mark(block, b'<', b"%"))
        || !context.setups.iter().any(is_post)
    {
        return;
    }
    let mut places: Vec<Span> = front_matter
        .flaws
        .iter()
        .filter(|flaw| flaw.kind == FlawKind::Template)
        .map(|flaw| flaw.span)
        .collect();
    for entry in front_matter.tree.root.entries() {
        // Quotes around a placeholder are meant, unless the key is one that every post has.
        let quoted = context.setups.iter().any(|setup| {
            setup
                .key(entry.name())
                .is_some_and(|key| !matches!(key.role, Role::Other | Role::Shown))
        });
        collect(&entry.value, text, quoted, &mut places);
    }
    places.sort_unstable();
    places.dedup_by_key(|place| place.start);
    for place in places {
        findings.add(finding(context, place));
    }
}

fn finding(context: &Context<'_>, place: Span) -> Finding {
    let receptions = receptions(context);
    let stopped: Vec<(Engine, Reception)> = receptions
        .iter()
        .copied()
        .filter(|(_, reception)| *reception != Reception::Reads)
        .collect();
    let stops = stopped.iter().any(|(_, reception)| *reception != Reception::Blind);
    let (harm, what) = match stopped.is_empty() {
        true => (Severity::Warning, "the page shows the placeholder or nonsense".to_owned()),
        false => (Severity::Error, consequence(&stopped)),
    };
    let engines: EngineSet = match stops {
        true => stopped.iter().map(|(engine, _)| *engine).collect(),
        false => receptions.iter().map(|(engine, _)| *engine).collect(),
    };
    Finding::new(place, "a template's placeholder was never filled in")
        .help(format!("{what}; write the value itself"))
        .engines(engines)
        .severity(harm)
}

/// Values that are nothing but a placeholder; those in quotes only where `quoted` says so.
fn collect(node: &Node<'_>, text: &str, quoted: bool, places: &mut Vec<Span>) {
    for item in node.items() {
        collect(item, text, quoted, places);
    }
    let source = node.span.text(text);
    let bare = if quoted { source.trim_matches(['"', '\'']) } else { source };
    let whole = |(open, close): &(&str, &str)| {
        bare.len() >= open.len() + close.len()
            && bare.starts_with(open)
            && bare.find(close) == Some(bare.len() - close.len())
    };
    if MARKS.iter().any(whole) {
        places.push(Span::of(bare, text));
        return;
    }
    for entry in node.entries() {
        collect(&entry.value, text, quoted, places);
    }
}
