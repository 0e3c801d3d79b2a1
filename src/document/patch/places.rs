//! Where entries stand: the map around them, their lines, their comments.

use crate::document::{Entry, Format, FrontMatter, Kind, Map, Node};
use crate::text::Span;

/// An entry with what is around it.
#[derive(Debug)]
pub(super) struct Located<'t, 'a> {
    /// The map that holds it.
    pub map: &'t Map<'a>,
    /// Which entry of that map it is.
    pub index: usize,
    /// The entry whose value that map is; none for the root.
    pub owner: Option<&'t Entry<'a>>,
    /// The names from the root down to it.
    pub path: Vec<&'t str>,
}

/// Finds the entry whose key stands at `key`.
pub(super) fn locate<'t, 'a>(
    front_matter: &'t FrontMatter<'a>,
    key: Span,
) -> Option<Located<'t, 'a>> {
    let mut path = Vec::new();
    search(&front_matter.tree.root, None, key, &mut path).map(|(map, index, owner)| Located {
        map,
        index,
        owner,
        path,
    })
}

type Found<'t, 'a> = (&'t Map<'a>, usize, Option<&'t Entry<'a>>);

fn search<'t, 'a>(
    node: &'t Node<'a>,
    owner: Option<&'t Entry<'a>>,
    key: Span,
    path: &mut Vec<&'t str>,
) -> Option<Found<'t, 'a>> {
    match &node.kind {
        Kind::Map(map) => {
            let behind = map.entries.partition_point(|entry| entry.key.span.start <= key.start);
            let likely = behind.saturating_sub(1);
            // Only in TOML, where a table may be written in pieces, it is not the last that starts before.
            let others = (0..map.entries.len()).filter(|&index| index != likely);
            std::iter::once(likely)
                .chain(others)
                .find_map(|index| search_entry(map, index, owner, key, path))
        }
        Kind::List(list) => {
            let behind = list.items.partition_point(|item| item.span.start <= key.start);
            let item = list.items.get(behind.checked_sub(1)?)?;
            search(item, owner, key, path)
        }
        _ => None,
    }
}

fn search_entry<'t, 'a>(
    map: &'t Map<'a>,
    index: usize,
    owner: Option<&'t Entry<'a>>,
    key: Span,
    path: &mut Vec<&'t str>,
) -> Option<Found<'t, 'a>> {
    let entry = map.entries.get(index)?;
    path.push(entry.name());
    if entry.key.span == key {
        return Some((map, index, owner));
    }
    let inside = entry.value.span.covers(key);
    let found = if inside { search(&entry.value, Some(entry), key, path) } else { None };
    if found.is_none() {
        path.pop();
    }
    found
}

/// Where a node begins with its tag and anchor.
pub(super) fn node_start(node: &Node<'_>) -> usize {
    [node.tag, node.anchor]
        .into_iter()
        .flatten()
        .fold(node.span.start, |at, span| at.min(span.start))
}

/// From an entry's key to behind its value, or behind its colon where no value is written.
pub(super) fn entry_span(front_matter: &FrontMatter<'_>, entry: &Entry<'_>) -> Span {
    let start = node_start(&entry.key);
    let end = behind_separator(front_matter, entry).unwrap_or(entry.key.span.end);
    Span::new(start, entry.value.span.end.max(end))
}

/// The offset behind the `:` or `=` of an entry; none where none is written.
pub(super) fn behind_separator(front_matter: &FrontMatter<'_>, entry: &Entry<'_>) -> Option<usize> {
    let separator = if front_matter.format == Format::Toml { '=' } else { ':' };
    let rest = front_matter.text.get(entry.key.span.end..front_matter.block.end)?;
    let trimmed = rest.trim_start();
    trimmed.starts_with(separator).then(|| entry.key.span.end + rest.len() - trimmed.len() + 1)
}

/// The start of the line that holds `at`.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind(['\n', '\r']).map_or(0, |newline| newline + 1)
}

/// The end of the line that holds `at`, before its newline.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    text[at..].find(['\n', '\r']).map_or(text.len(), |newline| at + newline)
}

/// The start of the line below the one that holds `at`.
pub(super) fn next_line(text: &str, at: usize) -> usize {
    let end = line_end(text, at);
    match text.as_bytes().get(end..) {
        Some([b'\r', b'\n', ..]) => end + 2,
        Some([_, ..]) => end + 1,
        _ => end,
    }
}

/// The newline that the file uses: its first.
pub(super) fn newline(text: &str) -> &'static str {
    match text.find(['\n', '\r']) {
        Some(at) if text[at..].starts_with("\r\n") => "\r\n",
        Some(at) if text[at..].starts_with('\r') => "\r",
        _ => "\n",
    }
}

/// The column of a byte: the bytes before it on its line.
pub(super) fn column(text: &str, at: usize) -> usize {
    at - line_start(text, at)
}

/// The whole lines of something that spans `span`, with the comment lines directly above that stand in the
/// same column and not before `floor`. None where something else stands before it on its first line.
pub(super) fn own_lines(text: &str, span: Span, floor: usize) -> Option<Span> {
    if !is_first_on_line(text, span.start) {
        return None;
    }
    let mut start = line_start(text, span.start);
    let before = &text[start..span.start];
    let indent = before.len() - before.trim_start().len();
    while start > floor {
        let above = line_start(text, start - newline_before(text, start));
        let line = &text[above..start];
        let is_comment = line.trim_start().starts_with('#')
            && line.len() - line.trim_start().len() == indent.min(line.len());
        if above < floor || !is_comment {
            break;
        }
        start = above;
    }
    let mut end = next_line(text, span.end);
    // Empty lines above and below would become one gap, or the end of a `|+` text above.
    let gap_above = start > floor && text[floor..start].ends_with(['\n', '\r']) && {
        let above = line_start(text, start - newline_before(text, start));
        above >= floor && text[above..start].trim().is_empty()
    };
    while gap_above && end < text.len() && text[end..line_end(text, end)].trim().is_empty() {
        end = next_line(text, end);
    }
    Some(Span::new(start, end))
}

/// Whether nothing but blanks and the mark of a long key stands before a key on its line.
pub(super) fn is_first_on_line(text: &str, at: usize) -> bool {
    matches!(text[line_start(text, at)..at].trim(), "" | "?")
}

/// How many bytes the newline before `at` takes.
fn newline_before(text: &str, at: usize) -> usize {
    if text[..at].ends_with("\r\n") { 2 } else { 1 }
}
