//! The lines that belong to an entry of a block, so that what does not change is copied as it is.

use crate::document::{Entry, FrontMatter, Kind};
use crate::text::Span;

/// The lines of one entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Comments and blank lines above it.
    pub lead: Span,
    /// Its own lines, the newline of the last one included.
    pub lines: Span,
    /// Bytes of indentation before its key.
    pub indent: usize,
}

/// The lines of each entry. All of `region`, which is whole lines, belongs to one of them but for what stands
/// behind the last. None where two entries share a line, as they do in braces.
#[must_use]
pub fn segments(text: &str, region: Span, entries: &[Entry<'_>]) -> Option<Vec<Segment>> {
    let mut segments = Vec::with_capacity(entries.len());
    let mut done = region.start;
    for (nth, entry) in entries.iter().enumerate() {
        let start =
            text[done..entry.key.span.start].rfind(['\n', '\r']).map_or(done, |at| done + at + 1);
        let indent = &text[start..entry.key.span.start];
        let header = if is_table(entry) { "[" } else { "" };
        if !indent.trim_start_matches(' ').trim_end_matches([' ', '\t']).eq(header) {
            return None;
        }
        let indent = indent.len() - indent.trim_start_matches(' ').len();
        let next = entries.get(nth + 1).map_or(region.end, |next| next.key.span.start);
        let end = line_end(text, entry.span().end, region.end);
        if end > next {
            return None;
        }
        segments.push(Segment {
            lead: Span::new(done, start),
            lines: Span::new(start, end),
            indent,
        });
        done = end;
    }
    Some(segments)
}

/// Whether an entry is a table of TOML with a header of its own.
#[must_use]
pub fn is_table(entry: &Entry<'_>) -> bool {
    matches!(&entry.value.kind, Kind::Map(map) if map.header.is_some())
}

/// Comments and blank lines behind the last entry of a block.
#[must_use]
pub fn rest<'t>(text: &'t str, block: &FrontMatter<'_>) -> &'t str {
    let entries = block.tree.root.entries().iter();
    let end = entries.map(|entry| entry.span().end).max().unwrap_or(block.block.start);
    let rest = &text[line_end(text, end, block.block.end).min(block.block.end)..block.block.end];
    let is_bare = |line: &str| line.trim().is_empty() || line.trim_start().starts_with('#');
    if rest.lines().all(is_bare) { rest } else { "" }
}

/// Behind the newline that ends the line of `offset`.
fn line_end(text: &str, offset: usize, limit: usize) -> usize {
    let rest = &text[offset.min(limit)..limit];
    // A block scalar's place may end with its newline.
    if offset > 0 && text[..offset].ends_with('\n') {
        return offset;
    }
    match rest.find('\n') {
        Some(at) => offset + at + 1,
        None => limit,
    }
}

/// The lines without `cut` blanks of indentation and with `add` blanks instead; blank lines stay blank.
#[must_use]
pub fn indented(lines: &str, cut: usize, add: usize) -> String {
    let mut result = String::with_capacity(lines.len() + add * 4);
    for line in lines.split_inclusive('\n') {
        let blanks = line.len() - line.trim_start_matches(' ').len();
        let rest = &line[blanks.min(cut)..];
        if !rest.trim_end_matches(['\r', '\n']).is_empty() {
            result.extend(std::iter::repeat_n(' ', add));
        }
        result.push_str(rest);
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::text::Source;

    #[test]
    fn every_line_of_a_block_belongs_to_one_entry() {
        let text = "---\n# about it\ntitle: A # here\n\ntags:\n  - x\n  - y\nnote: |\n  one\n\n  two\nlast: z\n---\n";
        let source = Source::new("", text);
        let document = Document::parse(&source);
        let block = document.front_matter.as_ref().unwrap();
        let segments = segments(text, block.block, block.tree.root.entries()).unwrap();
        let lines: Vec<(&str, &str)> =
            segments.iter().map(|one| (one.lead.text(text), one.lines.text(text))).collect();
        assert_eq!(
            lines,
            [
                ("# about it\n", "title: A # here\n"),
                ("\n", "tags:\n  - x\n  - y\n"),
                ("", "note: |\n  one\n\n  two\n"),
                ("", "last: z\n"),
            ]
        );
    }

    #[test]
    fn lines_move_in_and_out_of_a_container() {
        assert_eq!(indented("  a:\n    - b\n\n", 2, 0), "a:\n  - b\n\n");
        assert_eq!(indented("a:\n- b\n", 0, 2), "  a:\n  - b\n");
    }
}
