//! Takes entries and list items out.

use super::places::{
    Located, behind_separator, entry_span, is_first_on_line, locate, next_line, node_start,
    own_lines,
};
use crate::document::toml::statements;
use crate::document::{Entry, Format, FrontMatter, Kind, Node};
use crate::text::{Edit, Span};

/// Takes an entry out, with its lines and the comment lines directly above it. In TOML all pieces of a table
/// go. Nothing for an entry that is not in this block.
#[must_use]
pub fn remove(front_matter: &FrontMatter<'_>, entry: &Entry<'_>) -> Vec<Edit> {
    let Some(located) = locate(front_matter, entry.key.span) else { return Vec::new() };
    if located.map.flow {
        let span = |index: usize| {
            located.map.entries.get(index).map(|entry| entry_span(front_matter, entry))
        };
        return remove_from_flow(front_matter, span, located.index).into_iter().collect();
    }
    let lines = entry_lines(front_matter, entry, &located);
    match located.owner {
        _ if front_matter.format == Format::Toml => lines.into_iter().map(Edit::delete).collect(),
        Some(owner)
            if located.map.entries.len() == 1 && matches!(owner.value.kind, Kind::Map(_)) =>
        {
            empty_value(front_matter, owner, " {}")
        }
        _ if !lines.is_empty() => lines.into_iter().map(Edit::delete).collect(),
        _ => vec![remove_behind_dash(front_matter, entry, &located)],
    }
}

/// The whole lines of an entry that is not between brackets, with the comment lines directly above. In TOML
/// these are the lines of all its pieces. None where it shares its first line, as behind a dash.
pub(super) fn entry_lines(
    front_matter: &FrontMatter<'_>,
    entry: &Entry<'_>,
    located: &Located<'_, '_>,
) -> Vec<Span> {
    let is_dotted = !is_first_on_line(front_matter.text, entry.key.span.start);
    if front_matter.format == Format::Toml && (is_dotted || is_written_in_pieces(&entry.value)) {
        return statement_lines(front_matter, entry, located);
    }
    let floor = match located.index.checked_sub(1) {
        Some(above) => entry_span(front_matter, &located.map.entries[above]).end,
        None => located.owner.map_or(front_matter.block.start, |owner| owner.key.span.end),
    };
    own_lines(front_matter.text, entry_span(front_matter, entry), floor).into_iter().collect()
}

/// The first key behind a dash: the next one takes its place.
fn remove_behind_dash(
    front_matter: &FrontMatter<'_>,
    entry: &Entry<'_>,
    located: &Located<'_, '_>,
) -> Edit {
    let span = entry_span(front_matter, entry);
    match located.map.entries.get(located.index + 1) {
        Some(next) => Edit::delete(Span::new(span.start, node_start(&next.key))),
        None => Edit::replace(span, "{}"),
    }
}

/// Takes one item out of the list that is the value of `entry`.
#[must_use]
pub fn remove_item(front_matter: &FrontMatter<'_>, entry: &Entry<'_>, index: usize) -> Vec<Edit> {
    let Kind::List(list) = &entry.value.kind else { return Vec::new() };
    let Some(item) = list.items.get(index) else { return Vec::new() };
    if list.flow {
        let span = |index: usize| {
            list.items.get(index).map(|item| Span::new(node_start(item), item.span.end))
        };
        return remove_from_flow(front_matter, span, index).into_iter().collect();
    }
    if front_matter.format != Format::Yaml {
        return Vec::new();
    }
    if list.items.len() == 1 {
        return empty_value(front_matter, entry, " []");
    }
    let above = index.checked_sub(1).map_or(entry.key.span.end, |above| list.items[above].span.end);
    let dash = dash_before(front_matter.text, item);
    dash.and_then(|dash| own_lines(front_matter.text, Span::new(dash, item.span.end), above))
        .map_or(Vec::new(), |lines| vec![Edit::delete(lines)])
}

/// The dash of a block list's item, if it stands on the item's first line.
fn dash_before(text: &str, item: &Node<'_>) -> Option<usize> {
    let before = text[..node_start(item)].trim_end_matches([' ', '\t']);
    before.ends_with('-').then(|| before.len() - 1)
}

/// One of several entries or items between brackets, with the comma that it leaves over.
fn remove_from_flow(
    front_matter: &FrontMatter<'_>,
    span_of: impl Fn(usize) -> Option<Span>,
    index: usize,
) -> Option<Edit> {
    let span = span_of(index)?;
    let previous = index.checked_sub(1).and_then(&span_of);
    Some(Edit::delete(match (previous, span_of(index + 1)) {
        (_, Some(next)) => Span::new(span.start, next.start),
        (Some(previous), None) => Span::new(previous.end, span.end),
        (None, None) => {
            let rest = &front_matter.text[span.end..front_matter.block.end];
            let trimmed = rest.trim_start();
            let comma = trimmed.starts_with(',').then(|| rest.len() - trimmed.len() + 1);
            Span::new(span.start, span.end + comma.unwrap_or(0))
        }
    }))
}

/// Puts `empty` in place of the block value of an entry.
fn empty_value(front_matter: &FrontMatter<'_>, entry: &Entry<'_>, empty: &str) -> Vec<Edit> {
    let Some(colon) = behind_separator(front_matter, entry) else { return Vec::new() };
    let below = next_line(front_matter.text, colon);
    let end = next_line(front_matter.text, entry.value.span.end);
    if below > entry.value.span.start {
        return vec![Edit::replace(Span::new(colon, entry.value.span.end), empty)];
    }
    vec![Edit::insert(colon, empty), Edit::delete(Span::new(below, end))]
}

/// The lines of all statements that an entry of a TOML block is made of, with their comments.
fn statement_lines(
    front_matter: &FrontMatter<'_>,
    entry: &Entry<'_>,
    located: &Located<'_, '_>,
) -> Vec<Span> {
    let all = statements(front_matter.text, front_matter.block);
    let whole = is_written_in_pieces(&entry.value);
    let mut lines: Vec<Span> = Vec::new();
    for (index, statement) in all.iter().enumerate() {
        let path = || statement.path.iter().map(String::as_str);
        let belongs = if whole {
            path().take(located.path.len()).eq(located.path.iter().copied())
        } else {
            statement.keys.last() == Some(&entry.key.span)
        };
        if !belongs {
            continue;
        }
        let floor =
            index.checked_sub(1).map_or(front_matter.block.start, |above| all[above].span.end);
        let Some(span) = own_lines(front_matter.text, statement.span, floor) else { continue };
        match lines.last_mut() {
            Some(last) if last.end >= span.start => last.end = span.end,
            _ => lines.push(span),
        }
    }
    lines
}

/// Whether a value is made by headers or dotted keys, not by one statement.
pub(super) fn is_written_in_pieces(value: &Node<'_>) -> bool {
    match &value.kind {
        Kind::Map(map) => !map.flow,
        Kind::List(list) => !list.flow,
        _ => false,
    }
}
