//! Applies fixes to one text, round by round, until none is left to do; no IO.
//!
//! In each round the fixes that do not touch each other are done at once and the new text is read again.
//! What then reads otherwise than the fixes declared is not kept: the fix that is to blame is found and
//! withheld, and the others are done without it.

mod batch;
mod ignore;

use std::borrow::Cow;
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

pub use ignore::{Ignored, can_ignore, ignore, ignore_one, is_reason};

use batch::{Candidate, Tried, choose, key, try_all};

use crate::diagnostic::{Applicability, Diagnostic, Severity};
use crate::document::{Agreement, Document};
use crate::text::{Source, Span};

/// More rounds than any chain of fixes that build on each other needs.
const ROUNDS: usize = 100;

/// By how many bytes a small text may grow; a fix that feeds on itself would fill the memory.
const ROOM: usize = 1 << 16;

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

/// Finds what is wrong with a post: [`check`](crate::check::check) with everything but the post given.
pub type Find<'f> = dyn Fn(&Document<'_>) -> Vec<Diagnostic> + 'f;

/// Does all fixes of what `find` finds that are as sure as `least` and hold what they promise.
#[must_use]
pub fn fix(source: Source, least: Applicability, find: &Find<'_>) -> Fixed {
    let original = source.text.clone();
    let mut seen = HashSet::from([hash(&original)]);
    let mut mended = Vec::new();
    let mut current = source;
    for _ in 0..ROUNDS {
        let (left, next) = round(&current, least, find, &mut mended);
        let Some(next) = next else {
            return Fixed { source: current, mended, left };
        };
        let is_old = !seen.insert(hash(&next));
        let swells = next.len() > 4 * original.len() + ROOM;
        current = Source::new(current.path, next);
        if is_old || swells {
            break;
        }
    }
    unsettled(Source::new(current.path, original), find, &mended)
}

fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// One round: what is found now, and the text after the fixes that could be done; none where there is
/// nothing to do. A fix that failed in an earlier round has another chance, for the text is another one.
fn round(
    source: &Source,
    least: Applicability,
    find: &Find<'_>,
    mended: &mut Vec<Cow<'static, str>>,
) -> (Vec<Diagnostic>, Option<String>) {
    let document = Document::parse(source);
    let mut found = find(&document);
    let mut withheld = Vec::new();
    loop {
        let is_wanted = |candidate: &Candidate<'_>| {
            candidate.fix.applicability >= least && !is_withheld(candidate.diagnostic, &withheld)
        };
        let wanted: Vec<_> = found.iter().filter_map(Candidate::new).filter(is_wanted).collect();
        if wanted.is_empty() || !may_change(&document) {
            break;
        }
        let Tried { text, done, failed } = try_all(&document, choose(wanted));
        mended.extend(done.iter().map(|candidate| candidate.diagnostic.rule.clone()));
        let key = |candidate: &Candidate<'_>| key(candidate.diagnostic);
        withheld.extend(
            failed.iter().map(|(one, reason)| Withheld { key: key(one), reason: reason.clone() }),
        );
        // Where all of them failed, those that had to wait for them have their turn.
        if text.is_some() {
            return (found, text);
        }
    }
    let remarks = withdraw(&mut found, &withheld);
    found.extend(remarks);
    found.sort_by(|a, b| (a.span, &a.rule).cmp(&(b.span, &b.rule)));
    (found, None)
}

/// A text that is not UTF-8 would be changed by writing it, and one whose readers disagree has no meaning
/// that could be kept.
fn may_change(document: &Document<'_>) -> bool {
    let differ = |agreement: &Agreement| matches!(agreement, Agreement::Differ(..));
    document.source.invalid_at.is_none()
        && !document.front_matter.as_ref().is_some_and(|block| differ(block.agreement()))
}

fn is_withheld(diagnostic: &Diagnostic, withheld: &[Withheld]) -> bool {
    !withheld.is_empty() && withheld.iter().any(|one| one.key == key(diagnostic))
}

/// Takes the fixes away that did not hold what they promised, and says so in a note for each.
fn withdraw(left: &mut [Diagnostic], withheld: &[Withheld]) -> Vec<Diagnostic> {
    if withheld.is_empty() {
        return Vec::new();
    }
    let note = |diagnostic: &mut Diagnostic| {
        let key = key(diagnostic);
        let reason = &withheld.iter().find(|one| one.key == key)?.reason;
        diagnostic.fix = None;
        let message = format!("the fix of {} was withheld: {reason}", diagnostic.rule);
        Some(remark("fix-withheld", Severity::Info, diagnostic.span, message))
    };
    left.iter_mut().filter_map(note).collect()
}

/// The old text, with what is to be told when fixes undo each other.
fn unsettled(source: Source, find: &Find<'_>, mended: &[Cow<'static, str>]) -> Fixed {
    let mut left = find(&Document::parse(&source));
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

#[cfg(test)]
mod tests;
