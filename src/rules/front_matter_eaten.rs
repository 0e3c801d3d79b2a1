//! Text that an engine takes for front matter although none was meant.

use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::{Applicability, Change, Fix, Severity};
use crate::engine::Outcome;
use crate::text::{Edit, Span};

/// `front-matter-eaten`
pub const RULE: Rule = Rule {
    name: "front-matter-eaten",
    group: Group::Syntax,
    page: include_str!("../../rules/front-matter-eaten.md"),
    on: true,
    harm: Harm::of(b"E.."),
    fix: Some(Applicability::Safe),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    if context.front_matter().is_some() {
        return;
    }
    let source = context.document.source;
    let text = source.text.as_str();
    for (setup, reading) in context.readings() {
        let Some((_, block)) = setup.split(text).block else { continue };
        let engine = setup.target.engine;
        let dropped = reading.outcome == Outcome::Dropped && reading.error.is_some();
        // What holds no keys is given back as text.
        let kept = reading.body.is_none_or(|body| body.start <= block.start);
        if kept && !dropped || block.text(text).trim().is_empty() {
            continue;
        }
        let rule = closing_marks(text, block);
        let name = engine.title();
        let (harm, what) = match dropped {
            true => (Severity::Error, "cannot read it and drops the post"),
            false => (Severity::Warning, "reads it as keys, so it vanishes from the page"),
        };
        let newline = source.newline();
        let empty = format!("---{newline}{{}}{newline}---{newline}");
        let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
        let edit = Edit::insert(start, empty);
        findings.add(
            Finding::new(rule, format!("{name} takes all text above this line for front matter"))
                .help(format!("{name} {what}; begin the file with a block of front matter"))
                .engines(engine)
                .severity(harm)
                .fix(Fix::safe("begin with an empty block", Change::Layout, vec![edit])),
        );
    }
}

/// The marks that the engine takes for the closing line.
fn closing_marks(text: &str, block: Span) -> Span {
    let behind = &text[block.end..];
    let start = block.end + behind.len() - behind.trim_start_matches(['\r', '\n']).len();
    let first = text[start..].chars().next().unwrap_or(' ');
    let len = text[start..].chars().take_while(|next| *next == first).count();
    Span::new(start, start + len)
}
