//! Syntax that TOML has only since version 1.1.

use super::reception::listed;
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::{Applicability, Change, Fix, Severity};
use crate::document::{Format, Kind, Map, Node, Style};
use crate::engine::{Engine, EngineSet};
use crate::text::{Edit, Span};

/// `toml-1-1-only`
pub const RULE: Rule = Rule {
    name: "toml-1-1-only",
    group: Group::Syntax,
    page: include_str!("../../rules/toml-1-1-only.md"),
    on: true,
    harm: Harm::of(b".II"),
    fix: Some(Applicability::Safe),
    check,
};

/// One place with newer syntax.
struct Newer {
    span: Span,
    what: &'static str,
    /// The same in TOML 1.0; empty where it is not known.
    edits: Vec<Edit>,
}

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(block) = context.front_matter().filter(|block| block.format == Format::Toml) else {
        return;
    };
    if block.refused.is_some() {
        return;
    }
    let text = &context.document.source.text;
    let mut newer = Vec::new();
    visit(text, &block.tree.root, &mut newer);
    let refusing = context.setups.iter().filter(|setup| !setup.reads_toml_1_1());
    let refusing: EngineSet = refusing.map(|setup| setup.target.engine).collect();
    let names: Vec<&str> = refusing.iter().map(Engine::title).collect();
    for Newer { span, what, edits } in newer {
        let finding = Finding::new(span, format!("{what} is new in TOML 1.1"));
        let fix = Fix::safe("write it as TOML 1.0", Change::Layout, edits);
        let fix = Some(fix).filter(|fix| !fix.edits.is_empty());
        findings.add(
            match names.is_empty() {
                true => finding
                    .help("older releases of the engines and most other tools cannot read it"),
                false => finding
                    .help(format!("{} at this version stops the build", listed(&names)))
                    .engines(refusing)
                    .severity(Severity::Error),
            }
            .fix(fix),
        );
    }
}

fn visit(text: &str, node: &Node<'_>, newer: &mut Vec<Newer>) {
    match &node.kind {
        Kind::Map(map) if map.flow => inline_table(text, node.span, map, newer),
        Kind::Scalar(scalar) => match scalar.style {
            Style::Double | Style::MultiDouble => escapes(text, node.span, newer),
            Style::Plain => newer.extend(without_seconds(text, node.span)),
            _ => {}
        },
        _ => {}
    }
    let values = node.entries().iter().map(|entry| &entry.value);
    for child in values.chain(node.items()) {
        visit(text, child, newer);
    }
}

/// Newlines between the entries of an inline table, and a comma behind the last.
fn inline_table(text: &str, table: Span, map: &Map<'_>, newer: &mut Vec<Newer>) {
    let ends = map.entries.iter().map(|entry| entry.span());
    let starts: Vec<usize> =
        std::iter::once(table.start + 1).chain(ends.clone().map(|span| span.end)).collect();
    let stops: Vec<usize> = ends.map(|span| span.start).chain([table.end - 1]).collect();
    let last = starts.len() - 1;
    let mut edits = Vec::new();
    let mut known = true;
    for (nth, (&start, &stop)) in starts.iter().zip(&stops).enumerate() {
        // Dotted keys nest in the tree, so that their spans may cover one another.
        let Some(gap) = text.get(start..stop) else { return };
        let ends_with_comma = nth == last && nth > 0 && gap.contains(',');
        if gap.contains(['\n', '\r']) || ends_with_comma {
            let plain = match nth {
                0 => " ",
                _ if nth == last => " ",
                _ => ", ",
            };
            known &= !gap.contains('#');
            edits.push(Edit::replace(Span::new(start, stop), plain));
        }
    }
    if !edits.is_empty() {
        let what = "a table in braces over several lines, or with a comma at its end,";
        let edits = if known { edits } else { Vec::new() };
        newer.push(Newer { span: Span::new(table.start, table.start + 1), what, edits });
    }
}

/// `\e` and `\xHH`.
fn escapes(text: &str, span: Span, newer: &mut Vec<Newer>) {
    let source = span.text(text);
    let mut at = 0;
    while let Some(found) = source[at..].find('\\') {
        let escape = &source[at + found..];
        let start = span.start + at + found;
        let (len, plain) = match escape.as_bytes().get(1) {
            Some(b'e') => (2, Some("\\u001b".to_owned())),
            Some(b'x') => (4, escape.get(2..4).map(|hex| format!("\\u00{hex}"))),
            _ => (1 + escape[1..].chars().next().map_or(0, char::len_utf8), None),
        };
        if let Some(plain) = plain {
            let place = Span::new(start, start + len);
            let edits = vec![Edit::replace(place, plain)];
            newer.push(Newer { span: place, what: "this escape", edits });
        }
        at += found + len;
    }
}

/// A time of hours and minutes only.
fn without_seconds(text: &str, span: Span) -> Option<Newer> {
    let source = span.text(text);
    let colon = source.find(':')?;
    let end = colon + 3;
    let digits = |range: std::ops::Range<usize>| {
        source.as_bytes().get(range).is_some_and(|part| part.iter().all(u8::is_ascii_digit))
    };
    let time = colon >= 2 && digits(colon - 2..colon) && digits(colon + 1..end);
    (time && source.as_bytes().get(end) != Some(&b':')).then(|| Newer {
        span,
        what: "a time without seconds",
        edits: vec![Edit::insert(span.start + end, ":00")],
    })
}
