//! A byte order mark at the start of the file.

use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::{Applicability, Change, Fix};
use crate::text::{Edit, Span};

/// `byte-order-mark`
pub const RULE: Rule = Rule {
    name: "byte-order-mark",
    group: Group::Syntax,
    page: include_str!("../../rules/byte-order-mark.md"),
    on: true,
    harm: Harm::of(b"III"),
    fix: Some(Applicability::Safe),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    if context.document.source.text.starts_with('\u{feff}') {
        let mark = Span::new(0, '\u{feff}'.len_utf8());
        let edit = vec![Edit::delete(mark)];
        findings.add(
            Finding::new(mark, "the file begins with a byte order mark")
                .help("the engines pass over it, but other tools take it for text and miss the front matter")
                .fix(Fix::safe("remove the mark", Change::Layout, edit)),
        );
    }
}
