//! Fixes that are done at once: which of them go together, and which of them hold what they promise.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::diagnostic::{Change, Diagnostic, Fix};
use crate::document::{Document, proof};
use crate::text::{Edit, Source, Span, apply};

/// A finding with its fix.
#[derive(Clone, Copy)]
pub(super) struct Candidate<'d> {
    pub(super) diagnostic: &'d Diagnostic,
    pub(super) fix: &'d Fix,
}

impl<'d> Candidate<'d> {
    pub(super) fn new(diagnostic: &'d Diagnostic) -> Option<Self> {
        diagnostic.fix.as_ref().map(|fix| Self { diagnostic, fix })
    }
}

/// What came of a batch.
pub(super) struct Tried<'d> {
    /// The new text; none where no fix could be done.
    pub(super) text: Option<String>,
    /// The fixes that are in it.
    pub(super) done: Vec<Candidate<'d>>,
    /// Those that did not hold what they promise, with what went wrong.
    pub(super) failed: Vec<(Candidate<'d>, String)>,
}

/// Those that can be done in one go: the surest and gravest first, each only if it touches no other.
pub(super) fn choose(mut candidates: Vec<Candidate<'_>>) -> Vec<Candidate<'_>> {
    candidates.sort_by_key(|Candidate { diagnostic, fix }| {
        (Reverse(fix.applicability), Reverse(diagnostic.severity), diagnostic.span)
    });
    let mut taken = Taken::default();
    candidates.retain(|candidate| taken.take(&candidate.fix.edits));
    candidates
}

/// The places of edits, none of which touches another of a different fix.
#[derive(Default)]
struct Taken(BTreeMap<usize, usize>);

impl Taken {
    fn take(&mut self, edits: &[Edit]) -> bool {
        if edits.is_empty() || edits.iter().any(|edit| self.touches(edit.span)) {
            return false;
        }
        for Edit { span, .. } in edits {
            let end = self.0.entry(span.start).or_insert(span.end);
            *end = span.end.max(*end);
        }
        true
    }

    /// Spans that are taken do not touch, so only the last one that starts at or before the end matters.
    fn touches(&self, span: Span) -> bool {
        let before = self.0.range(..=span.end).next_back();
        before.is_some_and(|(&start, &end)| Span::new(start, end).touches(span))
    }
}

/// Does as many of the fixes as hold what they promise, each and together.
pub(super) fn try_all<'d>(before: &Document<'_>, batch: Vec<Candidate<'d>>) -> Tried<'d> {
    let mut failed = Vec::new();
    let mut good = sift(before, batch, &mut failed);
    while !good.is_empty() {
        match attempt(before, &good) {
            Ok(text) => return Tried { text: Some(text), done: good, failed },
            Err(reason) if good.len() == 1 => failed.extend(good.pop().map(|one| (one, reason))),
            // Each part held, but not the whole: the rest has its turn in the next round.
            Err(_) => good.truncate(good.len() / 2),
        }
    }
    Tried { text: None, done: Vec::new(), failed }
}

/// Takes out the fixes that do not hold what they promise, by halving what does not hold as a whole.
fn sift<'d>(
    before: &Document<'_>,
    mut batch: Vec<Candidate<'d>>,
    failed: &mut Vec<(Candidate<'d>, String)>,
) -> Vec<Candidate<'d>> {
    if batch.is_empty() {
        return batch;
    }
    match attempt(before, &batch) {
        Ok(_) => batch,
        Err(reason) if batch.len() == 1 => {
            failed.extend(batch.pop().map(|one| (one, reason)));
            batch
        }
        Err(_) => {
            let second = batch.split_off(batch.len() / 2);
            let mut good = sift(before, batch, failed);
            good.extend(sift(before, second, failed));
            good
        }
    }
}

/// The text with all these fixes, if it then reads as they say.
fn attempt(before: &Document<'_>, batch: &[Candidate<'_>]) -> Result<String, String> {
    let edits: Vec<Edit> = batch.iter().flat_map(|candidate| candidate.fix.edits.clone()).collect();
    let changes: Vec<Change> =
        batch.iter().flat_map(|candidate| candidate.fix.changes.clone()).collect();
    let text = apply(&before.source.text, &edits).map_err(|overlap| overlap.to_string())?;
    let source = Source::new(before.source.path.clone(), text);
    proof::prove(before, &Document::parse(&source), &changes)
        .map_err(|breach| breach.to_string())?;
    Ok(source.text)
}

/// What a finding is known by among those of one text.
pub(super) fn key(diagnostic: &Diagnostic) -> u64 {
    let mut hasher = DefaultHasher::new();
    (diagnostic.span, &diagnostic.rule, &diagnostic.message).hash(&mut hasher);
    hasher.finish()
}
