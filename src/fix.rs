//! Applies fixes to one text, round by round, until none is left to do; no IO.
//!
//! In each round the fixes that do not touch each other are done at once and the new text is read again.
//! What then reads otherwise than the fixes declared is not kept: the fix that is to blame is found and
//! withheld, and the others are done without it.

mod batch;

use std::borrow::Cow;
use std::collections::HashSet;

use batch::{Candidate, Tried, choose, key, try_all};

use crate::check::check;
use crate::diagnostic::{Applicability, Diagnostic, Severity};
use crate::document::{Agreement, Document};
use crate::engine::Setup;
use crate::rules::Settings;
use crate::text::{Source, Span};

/// More rounds than any chain of fixes that build on each other needs.
const ROUNDS: usize = 100;

/// What counts for a text that is to be fixed.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// Its path from the site's root.
    pub path: &'a str,
    /// The engines whose reading counts.
    pub setups: &'a [Setup],
    /// The rules that run.
    pub settings: &'a Settings,
    /// The least sure fixes that are done.
    pub least: Applicability,
}

/// A text after its fixes.
#[derive(Debug)]
pub struct Fixed {
    /// The new text under the old name; the old one where nothing was done.
    pub source: Source,
    /// The rules whose findings were mended, one entry a finding, in the order of the work.
    pub mended: Vec<Cow<'static, str>>,
    /// What is left in the new text, and remarks on fixes that were withheld.
    pub left: Vec<Diagnostic>,
}

/// A fix that did not hold what it promised.
struct Withheld {
    key: u64,
    reason: String,
}

/// Does all fixes that are wanted and that hold what they promise.
#[must_use]
pub fn fix(source: Source, request: Request<'_>) -> Fixed {
    let original = source.text.clone();
    let mut seen = HashSet::from([original.clone()]);
    let mut withheld = Vec::new();
    let mut mended = Vec::new();
    let mut current = source;
    for _ in 0..ROUNDS {
        let (left, next) = round(&current, request, &mut withheld, &mut mended);
        let Some(next) = next else {
            return Fixed { source: current, mended, left };
        };
        let is_new = seen.insert(next.clone());
        current = Source::new(current.path, next);
        if !is_new {
            break;
        }
    }
    unsettled(Source::new(current.path, original), request, &mended)
}

/// One round: what is found now, and the text after the fixes that could be done; none where there is
/// nothing to do.
fn round(
    source: &Source,
    request: Request<'_>,
    withheld: &mut Vec<Withheld>,
    mended: &mut Vec<Cow<'static, str>>,
) -> (Vec<Diagnostic>, Option<String>) {
    let document = Document::parse(source);
    let mut found = check(&document, request.path, request.setups, request.settings);
    let may_change = may_change(&document);
    let wanted = |candidate: &Candidate<'_>| {
        may_change && candidate.fix.applicability >= request.least && !is_withheld(source, candidate.diagnostic, withheld)
    };
    let candidates = found.iter().filter_map(Candidate::new).filter(wanted).collect();
    let Tried { text, done, failed } = try_all(&document, choose(candidates));
    mended.extend(done.iter().map(|candidate| candidate.diagnostic.rule.clone()));
    let failed = failed.into_iter();
    withheld.extend(failed.map(|(candidate, reason)| Withheld { key: key(source, candidate.diagnostic), reason }));
    if text.is_none() {
        found.extend(remarks(source, &found, withheld));
        found.sort_by(|a, b| (a.span, &a.rule).cmp(&(b.span, &b.rule)));
    }
    (found, text)
}

/// A text that is not UTF-8 would be changed by writing it, and one whose readers disagree has no meaning
/// that could be kept.
fn may_change(document: &Document<'_>) -> bool {
    let differ = |agreement: &Agreement| matches!(agreement, Agreement::Differ(..));
    document.source.invalid_at.is_none()
        && !document.front_matter.as_ref().is_some_and(|block| differ(block.agreement()))
}

fn is_withheld(source: &Source, diagnostic: &Diagnostic, withheld: &[Withheld]) -> bool {
    !withheld.is_empty() && withheld.iter().any(|one| one.key == key(source, diagnostic))
}

/// One note for each finding that stays because its fix did not hold what it promised.
fn remarks(source: &Source, left: &[Diagnostic], withheld: &[Withheld]) -> Vec<Diagnostic> {
    let reason = |diagnostic: &Diagnostic| {
        let key = key(source, diagnostic);
        withheld.iter().find(|one| one.key == key).map(|one| &one.reason)
    };
    let note = |diagnostic: &Diagnostic| {
        let reason = reason(diagnostic)?;
        let message = format!("the fix of {} was not done: {reason}", diagnostic.rule);
        Some(remark("fix-withheld", Severity::Info, diagnostic.span, message))
    };
    if withheld.is_empty() { Vec::new() } else { left.iter().filter_map(note).collect() }
}

/// The old text, with what is to be told when fixes undo each other.
fn unsettled(source: Source, request: Request<'_>, mended: &[Cow<'static, str>]) -> Fixed {
    let document = Document::parse(&source);
    let mut left = check(&document, request.path, request.setups, request.settings);
    let mut rules: Vec<&str> = mended.iter().rev().take(4).map(|rule| &**rule).collect();
    rules.sort_unstable();
    rules.dedup();
    let message = format!(
        "the fixes of {} undo each other here, so this file was left as it was; please report this with the file",
        rules.join(" and ")
    );
    left.insert(0, remark("fix-unsettled", Severity::Warning, Span::at(0), message));
    Fixed { source, mended: Vec::new(), left }
}

fn remark(about: &'static str, severity: Severity, span: Span, message: String) -> Diagnostic {
    Diagnostic {
        rule: about.into(),
        severity,
        span,
        message,
        help: None,
        engines: Vec::new(),
        fix: None,
    }
}
