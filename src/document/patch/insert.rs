//! Puts new entries in, and moves those that are there.

use super::emit::{Content, Habits};
use super::places::{
    Located, behind_separator, column, entry_span, line_start, locate, newline, next_line,
    node_start, own_lines,
};
use super::quote::{Place, Quoting, quote};
use super::remove::{entry_lines, is_written_in_pieces, remove};
use crate::document::toml::statements;
use crate::document::{Entry, Format, FrontMatter, Kind, Map};
use crate::text::{Edit, Span};
use crate::value::Value;

/// Where an entry goes.
#[derive(Clone, Copy, Debug)]
pub enum Position<'e, 'a> {
    /// Before all entries of the root; comments at the top stay above.
    First,
    /// Behind all entries of the root; in TOML before the first header.
    Last,
    /// Before this entry, in its map.
    Before(&'e Entry<'a>),
    /// Behind this entry, in its map.
    After(&'e Entry<'a>),
    /// At the end of the map that is the value of this entry; a value that is nothing becomes that map.
    Inside(&'e Entry<'a>),
}

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
        Slot::Value { owner } => {
            let new = Value::Map(vec![(key.to_owned(), held(content))]);
            super::set(front_matter, owner, Content::Value(&new))
        }
    }
}

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
    let text = front_matter.text;
    let habits = Habits::of(front_matter);
    match slot {
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

/// Where in the text a new entry goes.
enum Slot<'e, 'a> {
    /// Between brackets, with what stands around it.
    Flow { at: usize, before: String, after: String },
    /// On a line of its own that starts at `at`.
    Line { at: usize, indent: usize },
    /// As the first entry of what so far is nothing.
    Value { owner: &'e Entry<'a> },
}

fn slot<'e, 'a>(
    front_matter: &FrontMatter<'_>,
    position: Position<'e, 'a>,
) -> Option<Slot<'e, 'a>> {
    match position {
        Position::First | Position::Last => root_slot(front_matter, position),
        Position::Before(sibling) | Position::After(sibling) => {
            let located = locate(front_matter, sibling.key.span)?;
            let behind = matches!(position, Position::After(_));
            Some(sibling_slot(front_matter, &located, usize::from(behind) + located.index))
        }
        Position::Inside(owner) => inside_slot(front_matter, owner),
    }
}

fn root_slot<'e, 'a>(
    front_matter: &FrontMatter<'_>,
    position: Position<'e, 'a>,
) -> Option<Slot<'e, 'a>> {
    let Kind::Map(map) = &front_matter.tree.root.kind else { return None };
    let located = Located { map, index: 0, owner: None, path: Vec::new() };
    let index = if matches!(position, Position::First) { 0 } else { map.entries.len() };
    if !map.entries.is_empty() {
        return Some(sibling_slot(front_matter, &located, index));
    }
    Some(match front_matter.format {
        Format::Json => flow_slot(front_matter, map, front_matter.tree.root.span, 0),
        _ => Slot::Line { at: front_matter.block.end, indent: 0 },
    })
}

/// Before the entry `index` of a map that has some, or behind the last.
fn sibling_slot<'e, 'a>(
    front_matter: &FrontMatter<'_>,
    located: &Located<'_, '_>,
    index: usize,
) -> Slot<'e, 'a> {
    let entries = &located.map.entries;
    if located.map.flow {
        let span = located.owner.map_or(front_matter.tree.root.span, |owner| owner.value.span);
        return flow_slot(front_matter, located.map, span, index);
    }
    let text = front_matter.text;
    let indent = column(text, entries[0].key.span.start);
    if front_matter.format == Format::Toml {
        return Slot::Line { at: toml_line(front_matter, located, index), indent: 0 };
    }
    let at = match index.checked_sub(1) {
        Some(above) => next_line(text, entry_span(front_matter, &entries[above]).end),
        None => line_start(text, node_start(&entries[0].key)),
    };
    Slot::Line { at, indent }
}

/// The start of the line in TOML at which a key of that map may stand: not behind a header of another table.
fn toml_line(front_matter: &FrontMatter<'_>, located: &Located<'_, '_>, index: usize) -> usize {
    let text = front_matter.text;
    let entries = &located.map.entries;
    let single = |entry: &&Entry<'_>| !is_written_in_pieces(&entry.value);
    if let Some(next) = entries.get(index).filter(single) {
        return line_start(text, next.key.span.start);
    }
    match entries[..index].iter().rev().find(single) {
        Some(above) => next_line(text, above.value.span.end),
        None => match located.map.header {
            Some(header) => next_line(text, header.end),
            None => before_headers(front_matter),
        },
    }
}

/// The start of the first header's line with the comments above it; the end of the block where there is none.
fn before_headers(front_matter: &FrontMatter<'_>) -> usize {
    let all = statements(front_matter.text, front_matter.block);
    let Some(first) = all.iter().position(|statement| statement.is_header) else {
        return front_matter.block.end;
    };
    let floor = first.checked_sub(1).map_or(front_matter.block.start, |above| all[above].span.end);
    own_lines(front_matter.text, all[first].span, floor)
        .map_or(front_matter.block.end, |span| span.start)
}

/// Between the brackets of a map that spans `span`, at entry `index`.
fn flow_slot<'e, 'a>(
    front_matter: &FrontMatter<'_>,
    map: &Map<'_>,
    span: Span,
    index: usize,
) -> Slot<'e, 'a> {
    let spans: Vec<Span> =
        map.entries.iter().map(|entry| entry_span(front_matter, entry)).collect();
    let text = front_matter.text;
    // What stands between two entries shows whether each has its own line.
    let gap = match (spans.first(), spans.get(1)) {
        (Some(first), Some(second)) if !text[first.end..second.start].contains('#') => {
            text[first.end..second.start].to_owned()
        }
        (Some(first), _) => {
            let lead = &text[line_start(text, first.start)..first.start];
            let own_line = front_matter.format == Format::HexoJson
                || (lead.trim().is_empty() && first.start > span.start + lead.len());
            if own_line { format!(",{}{lead}", newline(text)) } else { ", ".to_owned() }
        }
        _ => String::new(),
    };
    match (index.checked_sub(1).and_then(|above| spans.get(above)), spans.get(index)) {
        (_, Some(next)) => Slot::Flow { at: next.start, before: String::new(), after: gap },
        (Some(above), None) => Slot::Flow { at: above.end, before: gap, after: String::new() },
        (None, None) => {
            Slot::Flow { at: span.start + 1, before: String::new(), after: String::new() }
        }
    }
}

/// At the end of the map that is an entry's value.
fn inside_slot<'e, 'a>(
    front_matter: &FrontMatter<'_>,
    owner: &'e Entry<'a>,
) -> Option<Slot<'e, 'a>> {
    match &owner.value.kind {
        Kind::Map(map)
            if map.entries.is_empty() && front_matter.format == Format::Toml && !map.flow =>
        {
            let header = map.header?;
            Some(Slot::Line { at: next_line(front_matter.text, header.end), indent: 0 })
        }
        Kind::Map(map) if map.entries.is_empty() && !map.flow => None,
        Kind::Map(map) if map.entries.is_empty() => {
            Some(flow_slot(front_matter, map, owner.value.span, 0))
        }
        Kind::Map(map) => {
            let located = Located { map, index: 0, owner: Some(owner), path: Vec::new() };
            Some(sibling_slot(front_matter, &located, map.entries.len()))
        }
        Kind::Scalar(_) if owner.value.is_absent() => {
            behind_separator(front_matter, owner).map(|_| Slot::Value { owner })
        }
        _ => None,
    }
}

/// A line that starts at `at`; behind a last line without newline it begins with one.
fn line_edit(
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
