//! Reads broken JSON line by line.

use super::Parts;
use super::flaw::{Flaw, FlawKind};
use super::lines::lines;
use super::{quotes, value};
use crate::document::{Entry, Kind, Map, Style};
use crate::text::Span;

/// Finds the members that stand on one line each, and conflict markers.
pub(super) fn recover(text: &str, block: Span) -> Parts<'_> {
    let mut entries = Vec::new();
    let mut flaws = Vec::new();
    for line in lines(text, block) {
        if super::yaml::is_conflict(&line) {
            flaws.push(Flaw { kind: FlawKind::Conflict, span: line.span(), value: line.span() });
            continue;
        }
        let Some(close) =
            line.text.starts_with('"').then(|| quotes::closing(line.text, quotes::JSON)).flatten()
        else {
            continue;
        };
        let Some(raw) = line.text[close + 1..].trim_start_matches([' ', '\t']).strip_prefix(':')
        else {
            continue;
        };
        let raw = raw.trim_matches([' ', '\t']).trim_end_matches(',').trim_end_matches([' ', '\t']);
        let key = value::scalar(
            Span::new(line.at(), line.at() + close + 1),
            &line.text[1..close],
            Style::Double,
        );
        let at = Span::of(raw, text).start;
        let node = match raw.starts_with('"') {
            true => {
                let quoted = quotes::read(raw, quotes::JSON);
                value::scalar(Span::new(at, at + quoted.len), quoted.text, quoted.style)
            }
            false => value::scalar(Span::new(at, at + raw.len()), raw, Style::Plain),
        };
        entries.push(Entry { key, value: node });
    }
    let map = Kind::Map(Map { entries, flow: true, header: None });
    (value::node(block, map), Vec::new(), flaws)
}
