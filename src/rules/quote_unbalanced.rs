//! Quotes that do not close, close too early, or are piled up.

use super::flaws::{Said, report, requote};
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::{Applicability, Change, Fix, Severity};
use crate::document::patch::{Place, Quoting, quote};
use crate::document::recovery::FlawKind;
use crate::document::{Entry, FrontMatter, Kind, Node, Style};
use crate::engine::EngineSet;
use crate::text::{Edit, Span};

/// `quote-unbalanced`
pub const RULE: Rule = Rule {
    name: "quote-unbalanced",
    group: Group::Syntax,
    page: include_str!("../../rules/quote-unbalanced.md"),
    on: true,
    harm: Harm::of(b"EEE"),
    fix: Some(Applicability::Unsafe),
    check,
};

const STRAIGHT: [char; 2] = ['"', '\''];

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(front_matter) = context.front_matter() else { return };
    report(context, findings, |front_matter, flaw| {
        let message = match flaw.kind {
            FlawKind::QuoteOpen => "this quote is never closed",
            FlawKind::QuoteEarly => "this quote ends the value, but more text follows",
            FlawKind::QuotePiled => "quotes are piled up around this value",
            FlawKind::QuoteSmart => "typographic quotes do not quote",
            _ => return None,
        };
        let edits = requote(context, front_matter, flaw, Quoting::Minimal);
        Some(Said {
            message: message.to_owned(),
            advice: "quote the text once, with straight quotes",
            fix: edits.map(|edits| Fix::guess("quote the text inside once", Change::Repair, edits)),
        })
    });
    for entry in front_matter.tree.root.entries() {
        piled(context, front_matter, entry, &entry.value, findings);
    }
}

/// Looks for values that can be read, but are wrapped in two more layers of quotes at least.
fn piled(
    context: &Context<'_>,
    front_matter: &FrontMatter<'_>,
    root: &Entry<'_>,
    node: &Node<'_>,
    findings: &mut Findings<'_>,
) {
    let values = node.entries().iter().map(|entry| &entry.value);
    for child in values.chain(node.items()) {
        piled(context, front_matter, root, child, findings);
    }
    let Some(scalar) = node.scalar() else { return };
    if !matches!(scalar.style, Style::Single | Style::Double) {
        return;
    }
    let bare = scalar.text.trim_matches(STRAIGHT);
    let head = scalar.text.len() - scalar.text.trim_start_matches(STRAIGHT).len();
    let tail = scalar.text.len() - scalar.text.trim_end_matches(STRAIGHT).len();
    if head < 2 || tail < 2 || bare.is_empty() {
        return;
    }
    let source = node.span.text(&context.document.source.text);
    let pile = source.len() - source.trim_start_matches(['"', '\'', '\\']).len();
    let place = Span::new(node.span.start, node.span.start + pile);
    let flow = matches!(&root.value.kind, Kind::List(list) if list.flow);
    let quoting = quote(
        bare,
        front_matter.format,
        Quoting::Minimal,
        if flow { Place::Flow } else { Place::Block },
    );
    let change = Change::Key(root.name().to_owned());
    let edits = vec![Edit::replace(node.span, quoting)];
    findings.add(
        Finding::new(place, "quotes are piled up around this value")
            .help("all but the outermost become part of the text; quote the text once")
            .engines(EngineSet::ALL)
            .severity(Severity::Warning)
            .fix(Fix::guess("quote the text inside once", change, edits)),
    );
}
