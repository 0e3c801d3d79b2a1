//! Where in the text a new or moved entry goes.

use super::places::{
    Located, behind_separator, column, entry_span, is_first_on_line, line_start, locate, newline,
    next_line, node_start, own_lines,
};
use super::remove::is_written_in_pieces;
use crate::document::toml::statements;
use crate::document::{Entry, Format, FrontMatter, Kind, Map};
use crate::text::Span;

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

/// Where in the text a new entry goes.
pub(super) enum Slot<'e, 'a> {
    /// Between brackets, with what stands around it.
    Flow { at: usize, before: String, after: String },
    /// On a line of its own that starts at `at`.
    Line { at: usize, indent: usize },
    /// Behind a dash, before the key that stands there now.
    Dash { at: usize, indent: usize },
    /// As the first entry of what so far is nothing.
    Value { owner: &'e Entry<'a> },
}

/// The place in the text that a position means; none where there is no such place.
pub(super) fn slot<'e, 'a>(
    front_matter: &FrontMatter<'_>,
    position: Position<'e, 'a>,
) -> Option<Slot<'e, 'a>> {
    match position {
        Position::First | Position::Last => root_slot(front_matter, position),
        Position::Before(sibling) | Position::After(sibling) => {
            let located = locate(front_matter, sibling.key.span)?;
            let behind = matches!(position, Position::After(_));
            takes_lines(front_matter, &located)
                .then(|| sibling_slot(front_matter, &located, usize::from(behind) + located.index))
        }
        Position::Inside(owner) => inside_slot(front_matter, owner),
    }
}

/// Whether a map has a place for new lines: one that only dotted keys or longer headers make has none.
fn takes_lines(front_matter: &FrontMatter<'_>, located: &Located<'_, '_>) -> bool {
    let map = located.map;
    front_matter.format != Format::Toml
        || map.flow
        || map.header.is_some()
        || located.owner.is_none()
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
    let first = node_start(&entries[0].key);
    match index.checked_sub(1) {
        Some(above) => Slot::Line {
            at: next_line(text, entry_span(front_matter, &entries[above]).end),
            indent,
        },
        None if is_first_on_line(text, first) => Slot::Line { at: line_start(text, first), indent },
        None => Slot::Dash { at: first, indent },
    }
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
            takes_lines(front_matter, &located)
                .then(|| sibling_slot(front_matter, &located, map.entries.len()))
        }
        Kind::Scalar(_) if owner.value.is_absent() => {
            behind_separator(front_matter, owner).map(|_| Slot::Value { owner })
        }
        _ => None,
    }
}
