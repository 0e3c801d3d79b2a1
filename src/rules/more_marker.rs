//! A marker for the summary that does not divide the post, or not where it should.

use std::collections::BTreeMap;

use super::verdict::names;
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::{Applicability, Change, Fix};
use crate::engine::{Divider, EngineSet};
use crate::text::{Edit, Span};

/// `more-marker`
pub const RULE: Rule = Rule {
    name: "more-marker",
    group: Group::Body,
    page: include_str!("../../rules/more-marker.md"),
    on: true,
    harm: Harm::of(b"WWW"),
    fix: Some(Applicability::Safe),
    check,
};

/// The spelling that every engine takes.
const MARKER: &str = "<!--more-->";

/// What authors write besides `more`.
const NEAR: &[&str] = &["readmore", "read more", "read-more", "read_more"];

/// Longest text that can stand in a marker, in bytes.
const LONGEST: usize = 120;

/// Something like a marker.
#[derive(Clone, Copy, Debug)]
struct Mark<'t> {
    span: Span,
    /// What stands between `<!--` and `-->`; none where it is no comment.
    comment: Option<&'t str>,
    /// The word, without dashes and blanks around it.
    word: &'t str,
    in_code: bool,
}

/// What is wrong with one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Wrong {
    Misspelled,
    Second,
    InCode,
    InHtml,
}

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let marks = marks(context);
    if marks.is_empty() {
        return;
    }
    let mut wrong: BTreeMap<(Span, Wrong), EngineSet> = BTreeMap::new();
    for setup in context.setups {
        let engine = setup.target.engine;
        for found in judged(context, &marks, setup.divider()) {
            let engines = wrong.entry(found).or_insert_with(|| engine.into());
            *engines = engines.with(engine);
        }
    }
    for ((span, kind), engines) in wrong {
        let mark = marks.binary_search_by_key(&span, |mark| mark.span);
        findings.extend(mark.map(|nth| finding(context, &marks[nth], kind, engines)));
    }
}

/// Everything like a marker in the body, in order.
fn marks<'a>(context: &Context<'a>) -> Vec<Mark<'a>> {
    let text = context.document.source.text.as_str();
    let body = context.document.body;
    let starts = memchr::memmem::find_iter(body.text(text).as_bytes(), "<!");
    starts
        .filter_map(|at| {
            let at = body.start + at;
            let mark = mark_at(text, at, body.end)?;
            let in_code = context.document.markup().code_at(at).is_some();
            (!in_code || mark.comment.is_some()).then_some(Mark { in_code, ..mark })
        })
        .collect()
}

fn mark_at(text: &str, start: usize, end: usize) -> Option<Mark<'_>> {
    const DASHES: [char; 3] = ['-', '–', '—'];
    let inner = &text[start + 2..end];
    let length = inner.bytes().take(LONGEST).position(|byte| byte == b'>')?;
    let inner = &inner[..length];
    // `<!DOCTYPE html>` and its like have no dashes.
    let bare = inner.strip_prefix(DASHES)?.strip_suffix(DASHES)?;
    let comment = inner.strip_prefix("--").and_then(|inner| inner.strip_suffix("--"));
    let span = Span::new(start, start + 2 + length + 1);
    let word = bare.trim_matches(|c: char| DASHES.contains(&c) || c.is_whitespace());
    let is_marker = word.eq_ignore_ascii_case("more")
        || NEAR.iter().any(|near| word.eq_ignore_ascii_case(near))
        || comment.is_some_and(|inner| inner.starts_with("more ")) && stands_alone(text, span);
    is_marker.then_some(Mark { span, comment, word, in_code: false })
}

/// Whether nothing else stands on its line. `<!--more Read on-->` is WordPress's; within a text it is a remark.
fn stands_alone(text: &str, span: Span) -> bool {
    let newline = |c: char| matches!(c, '\n' | '\r');
    let before = text[..span.start].rsplit(newline).next().unwrap_or_default();
    let behind = text[span.end..].split(newline).next().unwrap_or_default();
    before.trim().is_empty() && behind.trim().is_empty()
}

/// What is wrong for an engine with this divider.
fn judged(context: &Context<'_>, marks: &[Mark<'_>], divider: Divider) -> Vec<(Span, Wrong)> {
    let divides = |mark: &&Mark<'_>| {
        mark.comment.is_some_and(|inner| divider.takes(inner)) && (divider.in_code || !mark.in_code)
    };
    let mut dividing = marks.iter().filter(divides);
    let Some(first) = dividing.next() else {
        let meant = marks.iter().find(|mark| !mark.in_code);
        return meant.map(|mark| (mark.span, Wrong::Misspelled)).into_iter().collect();
    };
    let seconds = dividing.filter(|mark| !mark.in_code).map(|mark| (mark.span, Wrong::Second));
    let mut wrong: Vec<_> = seconds.collect();
    if first.in_code {
        // What divides is code that shows how to divide: the others are not second to it.
        return vec![(first.span, Wrong::InCode)];
    }
    let blocks = &context.document.markup().html_blocks;
    let in_block = blocks.iter().any(|block| block.covers(first.span));
    let text = &context.document.source.text;
    if divider.takes_html_line && in_block && !stands_alone(text, first.span) {
        wrong.insert(0, (first.span, Wrong::InHtml));
    }
    wrong
}

fn finding(context: &Context<'_>, mark: &Mark<'_>, kind: Wrong, engines: EngineSet) -> Finding {
    let written = context.document.source.slice(mark.span);
    let who = names(engines);
    let several = engines.iter().count() > 1;
    let says = |one: &'static str, many: &'static str| if several { many } else { one };
    let (message, help) = match kind {
        Wrong::Misspelled => (
            format!("to {who} `{written}` is no marker, so the post is not divided here"),
            "lists then show the whole post, or a summary cut by length; `<!--more-->` is what all three engines take",
        ),
        Wrong::Second => (
            format!("{who} {} the post at the first marker only", says("divides", "divide")),
            "this one does nothing; take one of the two out",
        ),
        Wrong::InCode => (
            format!("{who} {} the post here, in the midst of code", says("divides", "divide")),
            "put a `<!--more-->` of its own line above it, or write `<` as `&lt;`",
        ),
        Wrong::InHtml => (
            format!(
                "{who} {} the whole line of HTML that holds this marker",
                says("drops", "drop")
            ),
            "give the marker a line of its own, with blank lines around it",
        ),
    };
    Finding::new(mark.span, message).help(help).engines(engines).fix(fix(context, mark, kind))
}

fn fix(context: &Context<'_>, mark: &Mark<'_>, kind: Wrong) -> Option<Fix> {
    if context.document.markup().template_at(mark.span.start).is_some() {
        // To a template it is a part of a tag, and not text.
        return None;
    }
    match kind {
        Wrong::Misspelled => {
            let edit = vec![Edit::replace(mark.span, MARKER)];
            let message = "write the marker that every engine takes";
            Some(match mark.word.eq_ignore_ascii_case("more") {
                true => Fix::safe(message, Change::Body, edit),
                false => Fix::guess(message, Change::Body, edit),
            })
        }
        // The line stays behind: it parts what stands above and below.
        Wrong::Second => {
            let edit = vec![Edit::delete(mark.span)];
            Some(Fix::safe("take the second marker out", Change::Body, edit))
        }
        Wrong::InCode | Wrong::InHtml => None,
    }
}
