//! Tabs that indent keys or items, and tabs in plain values.

use super::flaws::{Said, repair, report};
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::{Applicability, Change, Fix};
use crate::document::recovery::FlawKind;
use crate::document::{Format, Node, Style};
use crate::engine::EngineSet;
use crate::text::{Edit, Span};
use crate::value::Value;

/// `tab-indentation`
pub const RULE: Rule = Rule {
    name: "tab-indentation",
    group: Group::Syntax,
    page: include_str!("../../rules/tab-indentation.md"),
    on: true,
    harm: Harm::of(b"EEE"),
    fix: Some(Applicability::Safe),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(front_matter) = context.front_matter() else { return };
    let block = front_matter.block.text(&context.document.source.text);
    if front_matter.format != Format::Yaml || !block.contains('\t') {
        return;
    }
    report(context, findings, |_, flaw| {
        (flaw.kind == FlawKind::Tab).then(|| Said {
            message: "a tab indents this line".to_owned(),
            advice: "indent with blanks: YAML takes no tabs",
            fix: Some(repair(
                "write two blanks for each tab",
                vec![Edit::replace(flaw.span, "  ".repeat(flaw.span.len()))],
            )),
        })
    });
    for entry in front_matter.tree.root.entries() {
        inside(context, entry.name(), &entry.value, findings);
    }
}

/// Looks for plain values with a tab that some engine does not read as one.
fn inside(context: &Context<'_>, root: &str, node: &Node<'_>, findings: &mut Findings<'_>) {
    for item in node.items() {
        inside(context, root, item, findings);
    }
    for entry in node.entries() {
        inside(context, root, &entry.value, findings);
    }
    let Some(scalar) = node.scalar().filter(|scalar| scalar.style == Style::Plain) else { return };
    let source = node.span.text(&context.document.source.text);
    let Some(at) = source.find('\t').filter(|_| scalar.text.contains('\t')) else { return };
    let kept = Value::String(scalar.text.to_string());
    let loses: EngineSet = context
        .setups
        .iter()
        .filter(|setup| setup.value(node, Format::Yaml).is_ok_and(|read| read != kept))
        .map(|setup| setup.target.engine)
        .collect();
    if loses.is_empty() {
        return;
    }
    let names: Vec<&str> = loses.iter().map(crate::engine::Engine::title).collect();
    let len = source[at..].bytes().take_while(|byte| *byte == b'\t').count();
    let tab = Span::new(node.span.start + at, node.span.start + at + len);
    let change = Change::Key(root.to_owned());
    findings.add(
        Finding::new(tab, "a tab stands in this value without quotes")
            .help(format!("{} joins the words around it; write a blank", names.join(", ")))
            .engines(loses)
            .severity(crate::diagnostic::Severity::Warning)
            .fix(Fix::safe("write a blank", change, vec![Edit::replace(tab, " ")])),
    );
}
