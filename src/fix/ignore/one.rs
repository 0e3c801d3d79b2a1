//! One comment for one finding, as an editor offers it.

use super::spot::Spots;
use super::{Way, by_rule};
use crate::diagnostic::{Applicability, Change, Diagnostic, Fix};
use crate::document::Document;
use crate::fix::{Find, fix};
use crate::text::Source;

const WAYS: [Way; 3] = [Way::Above, Way::Behind, Way::WholeFile];

/// Whether a comment for a finding of this document may have a place; [`ignore_one`] proves it.
#[must_use]
pub fn can_ignore(document: &Document<'_>, found: &Diagnostic) -> bool {
    let spots = Spots::new(document);
    super::is_ignorable(found) && WAYS.iter().any(|way| spots.of(*way, found).is_some())
}

/// The text with the narrowest comment that leaves one finding of it out and changes nothing else; none where there is
/// no such comment.
#[must_use]
pub fn ignore_one(
    source: &Source,
    found: &Diagnostic,
    reason: &str,
    find: &Find<'_>,
) -> Option<Source> {
    if source.invalid_at.is_some() || !super::is_ignorable(found) {
        return None;
    }
    let before = by_rule(&find(&Document::parse(source)));
    WAYS.into_iter().find_map(|way| {
        let offer = |document: &Document<'_>| offered(document, source, found, way, reason);
        let copy = Source::new(source.path.clone(), source.text.clone());
        let written = fix(copy, Applicability::Safe, &offer).source;
        if written.text == source.text {
            return None;
        }
        let after = by_rule(&find(&Document::parse(&written)));
        let is_less = after.get(&found.rule) < before.get(&found.rule);
        let is_more = after.iter().any(|(rule, count)| before.get(rule) < Some(count));
        (is_less && !is_more).then_some(written)
    })
}

/// The finding with a comment for a fix, as long as the text is the old one.
fn offered(
    document: &Document<'_>,
    old: &Source,
    found: &Diagnostic,
    way: Way,
    reason: &str,
) -> Vec<Diagnostic> {
    if document.source.text != old.text {
        return Vec::new();
    }
    let Some(spot) = Spots::new(document).of(way, found) else { return Vec::new() };
    let edit = spot.comment(way, &[&found.rule], reason);
    let message = format!("leave {} out by a comment", found.rule);
    let comment = Fix::safe(message, Change::Comment, vec![edit]);
    vec![Diagnostic { fix: Some(comment), ..found.clone() }]
}
