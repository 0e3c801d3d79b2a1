//! A body whose first heading says the title again.

use super::titles::{LONGEST_HEADING, plain_text, single_blanks, titled};
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::{Applicability, Change, Fix};
use crate::document::body::Heading;
use crate::document::suppression::behind_comments;
use crate::text::{Edit, Span};

/// `title-repeated`
pub const RULE: Rule = Rule {
    name: "title-repeated",
    group: Group::Title,
    page: include_str!("../../rules/title-repeated.md"),
    on: true,
    harm: Harm::of(b"III"),
    fix: Some(Applicability::Unsafe),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(titled) = titled(context) else { return };
    let Some(title) = titled.entry.value.text() else { return };
    let text = &context.document.source.text;
    let body = context.document.body;
    // Cheaper than reading the body: most begin with no heading.
    let start = body.end - behind_comments(body.text(text)).len();
    if title.trim().is_empty() || !could_head(&text[start..body.end]) {
        return;
    }
    let heading = context.document.markup().headings.first();
    let is_title =
        |heading: &&Heading| heading.span.start <= start && heading.text.len() <= LONGEST_HEADING;
    let Some(heading) = heading.filter(is_title) else { return };
    let said = plain_text(heading.text.text(text));
    if single_blanks(&said).to_lowercase() != single_blanks(title).to_lowercase() {
        return;
    }
    let end = body.end - text[heading.span.end..body.end].trim_start_matches(['\r', '\n']).len();
    let edit = Edit::delete(Span::new(heading.span.start, end));
    findings.add(
        Finding::new(heading.span, "the first heading says the title again")
            .help("most themes print the title above the body")
            .engines(titled.engines)
            .fix(Fix::guess("remove the heading", Change::Body, vec![edit])),
    );
}

/// Whether a body may begin with a heading: with marks, or with a line drawn below its first line.
fn could_head(body: &str) -> bool {
    let second = || memchr::memchr(b'\n', body.as_bytes()).map(|end| &body[end + 1..]);
    body.starts_with('#') || second().is_some_and(|second| second.starts_with(['=', '-']))
}
