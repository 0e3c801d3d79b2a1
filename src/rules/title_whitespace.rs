//! A title with blanks at its ends, doubled blanks, or a newline.

use super::titles::{single_blanks, titled, with_title};
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::Applicability;

/// `title-whitespace`
pub const RULE: Rule = Rule {
    name: "title-whitespace",
    group: Group::Title,
    page: include_str!("../../rules/title-whitespace.md"),
    on: true,
    harm: Harm::of(b"WWW"),
    fix: Some(Applicability::Safe),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(titled) = titled(context) else { return };
    let value = &titled.entry.value;
    let Some(text) = value.text() else { return };
    let single = single_blanks(text);
    if single.is_empty() || single == text {
        return;
    }
    let message = if text.contains(['\n', '\r']) {
        "the title has a newline in it"
    } else if text.trim() == text {
        "the title has doubled blanks"
    } else {
        "the title has blanks at its ends"
    };
    let fix = with_title(context, titled, &single, "write the title with single blanks");
    findings.add(
        Finding::new(value.span, message)
            .help("feeds, `alt` texts and addresses made of titles keep it; write single blanks")
            .engines(titled.engines)
            .fix(fix),
    );
}
