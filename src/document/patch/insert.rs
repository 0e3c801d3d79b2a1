//! Puts new entries in.

use super::emit::{Content, Habits};
use super::quote::{Place, Quoting, quote};
use super::slot::{Position, Slot, slot};
use crate::document::{Format, FrontMatter};
use crate::text::Edit;
use crate::value::Value;

/// Puts a new entry in. Nothing where the block is no map, or the place is none of its entries.
///
/// In TOML a map that goes to the root becomes a `[table]` at the end of the block.
#[must_use]
pub fn insert(
    front_matter: &FrontMatter<'_>,
    position: Position<'_, '_>,
    key: &str,
    content: Content<'_>,
) -> Vec<Edit> {
    let habits = Habits::of(front_matter);
    if let (Format::Toml, Content::Value(Value::Map(entries))) = (front_matter.format, content)
        && !matches!(position, Position::Inside(_))
    {
        return vec![append_table(front_matter, habits, key, entries)];
    }
    let Some(slot) = slot(front_matter, position) else { return Vec::new() };
    let entry = |indent, place| habits.entry(key, content, indent, place);
    match slot {
        Slot::Flow { at, before, after } => {
            vec![Edit::insert(at, format!("{before}{}{after}", entry(0, Place::Flow)))]
        }
        Slot::Line { at, indent } => {
            vec![line_edit(front_matter, habits, at, indent, &entry(indent, Place::Block))]
        }
        Slot::Dash { at, indent } => {
            let blanks = " ".repeat(indent);
            let source = entry(indent, Place::Block);
            vec![Edit::insert(at, format!("{source}{}{blanks}", habits.newline))]
        }
        Slot::Value { owner } => {
            let new = Value::Map(vec![(key.to_owned(), held(content))]);
            super::set(front_matter, owner, Content::Value(&new))
        }
    }
}

/// A line that starts at `at`; behind a last line without newline it begins with one.
pub(super) fn line_edit(
    front_matter: &FrontMatter<'_>,
    habits: Habits,
    at: usize,
    indent: usize,
    source: &str,
) -> Edit {
    let newline = habits.newline;
    let blanks = " ".repeat(indent);
    let before = &front_matter.text[..at];
    if at == front_matter.opener.end || before.is_empty() || before.ends_with(['\n', '\r']) {
        Edit::insert(at, format!("{blanks}{source}{newline}"))
    } else {
        Edit::insert(at, format!("{newline}{blanks}{source}"))
    }
}

/// A new table at the end of a TOML block, with an empty line above it.
fn append_table(
    front_matter: &FrontMatter<'_>,
    habits: Habits,
    key: &str,
    entries: &[(String, Value)],
) -> Edit {
    let newline = habits.newline;
    let above = front_matter.block.text(front_matter.text);
    let gap = if above.trim().is_empty() || above.ends_with("\n\n") { "" } else { newline };
    let header = quote(key, Format::Toml, Quoting::Minimal, Place::Key);
    let lines = entries.iter().map(|(key, value)| {
        format!("{newline}{}", habits.entry(key, Content::Value(value), 0, Place::Block))
    });
    let table = format!("{gap}[{header}]{}", lines.collect::<String>());
    line_edit(front_matter, habits, front_matter.block.end, 0, &table)
}

/// A content as a value that is written the same.
fn held(content: Content<'_>) -> Value {
    match content {
        Content::Value(value) => value.clone(),
        // Only YAML has values that are not written, and it takes a date as it stands.
        Content::Source(source) => Value::Date(source.to_owned()),
    }
}
