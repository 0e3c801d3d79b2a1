//! Moves entries that are there.

use super::emit::Habits;
use super::insert::line_edit;
use super::places::{Located, column, entry_span, locate};
use super::remove::{entry_lines, is_written_in_pieces, remove};
use super::slot::{Position, Slot, slot};
use crate::document::toml::statements;
use crate::document::{Entry, Format, FrontMatter};
use crate::text::{Edit, Span};

/// Moves an entry with its lines and comments. Nothing where it cannot be moved as it stands.
#[must_use]
pub fn move_to(
    front_matter: &FrontMatter<'_>,
    entry: &Entry<'_>,
    position: Position<'_, '_>,
) -> Vec<Edit> {
    let (Some(located), Some(slot)) =
        (locate(front_matter, entry.key.span), slot(front_matter, position))
    else {
        return Vec::new();
    };
    if front_matter.format == Format::Toml && !is_one_statement(front_matter, entry) {
        return Vec::new();
    }
    let text = front_matter.text;
    let habits = Habits::of(front_matter);
    match slot {
        _ if stays(&located, position) => Vec::new(),
        Slot::Flow { at, before, after } if located.map.flow => {
            let source = entry_span(front_matter, entry).text(text);
            let mut edits = remove(front_matter, entry);
            edits.push(Edit::insert(at, format!("{before}{source}{after}")));
            edits
        }
        Slot::Line { at, indent } if !located.map.flow => {
            let from = column(text, entry.key.span.start);
            let lines = entry_lines(front_matter, entry, &located);
            // Into its own lines: it stands there already.
            if lines.is_empty() || lines.iter().any(|span| span.start <= at && at <= span.end) {
                return Vec::new();
            }
            let moved: String =
                lines.iter().map(|span| reindent(span.text(text), from, indent)).collect();
            let mut edits: Vec<Edit> = lines.into_iter().map(Edit::delete).collect();
            edits.push(line_edit(
                front_matter,
                habits,
                at,
                0,
                moved.trim_end_matches(['\r', '\n']),
            ));
            edits
        }
        _ => Vec::new(),
    }
}

/// Whether an entry of a TOML block is one `key = value`: a table would take the keys below it along, and a
/// dotted key means something else elsewhere.
fn is_one_statement(front_matter: &FrontMatter<'_>, entry: &Entry<'_>) -> bool {
    !is_written_in_pieces(&entry.value)
        && statements(front_matter.text, front_matter.block)
            .iter()
            .any(|statement| !statement.is_header && statement.keys == [entry.key.span])
}

/// Whether an entry stands already where it is to go.
fn stays(located: &Located<'_, '_>, position: Position<'_, '_>) -> bool {
    let entries = &located.map.entries;
    let here = entries[located.index].key.span;
    let next_to = |index: Option<usize>, sibling: Span| {
        sibling == here
            || index.and_then(|at| entries.get(at)).is_some_and(|at| at.key.span == sibling)
    };
    match position {
        Position::First => located.owner.is_none() && located.index == 0,
        Position::Last => located.owner.is_none() && located.index + 1 == entries.len(),
        Position::Before(sibling) => next_to(Some(located.index + 1), sibling.key.span),
        Position::After(sibling) => next_to(located.index.checked_sub(1), sibling.key.span),
        // Not into itself, either.
        Position::Inside(owner) => {
            let last = located.index + 1 == entries.len();
            let is_owner = located.owner.is_some_and(|above| above.key.span == owner.key.span);
            owner.key.span == here
                || entries[located.index].value.span.covers(owner.key.span)
                || (last && is_owner)
        }
    }
}

/// Lines with the indentation of another depth.
fn reindent(lines: &str, from: usize, to: usize) -> String {
    if from == to {
        return lines.to_owned();
    }
    let more = " ".repeat(to.saturating_sub(from));
    lines
        .split_inclusive(['\n', '\r'])
        .map(|line| {
            let blanks = line.len() - line.trim_start_matches(' ').len();
            let cut = from.saturating_sub(to).min(blanks);
            if line.trim().is_empty() { line.to_owned() } else { format!("{more}{}", &line[cut..]) }
        })
        .collect()
}
