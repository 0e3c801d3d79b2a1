//! Hexo's old form: a closing line and no opening one.

use super::reception::judged;
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::{Applicability, Change, Fix};
use crate::document::{Format, OddityKind};
use crate::text::{Edit, Span};

/// `front-matter-no-opener`
pub const RULE: Rule = Rule {
    name: "front-matter-no-opener",
    group: Group::Syntax,
    page: include_str!("../../rules/front-matter-no-opener.md"),
    on: true,
    harm: Harm::of(b".WE"),
    fix: Some(Applicability::Safe),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(front_matter) = context.front_matter() else { return };
    if !front_matter.oddities.iter().any(|oddity| oddity.kind == OddityKind::OpenerMissing) {
        return;
    }
    let source = context.document.source;
    let start = front_matter.block.start;
    let line = source.lines().line(source.lines().row(start), &source.text);
    let marks = if front_matter.format == Format::HexoJson { ";;;" } else { "---" };
    let edit = Edit::insert(start, format!("{marks}{}", source.newline()));
    let order = format!("write `{marks}` above the front matter");
    let place = Span::new(start, start + line.trim_start_matches('\u{feff}').len());
    let finding = Finding::new(place, "the front matter has a closing line and no opening one")
        .fix(Fix::safe(order, Change::Layout, vec![edit]));
    let advice = format!("open it with a line of `{marks}`");
    if let Some(finding) = judged(context, finding, &advice) {
        findings.add(finding);
    }
}
