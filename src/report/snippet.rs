//! The piece of a line around a finding, safe to print and short enough to read.

use crate::text::{self, Source, Span, is_printable, is_unprintable};
use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

/// Terminal cells that are shown at most before, in and after the finding on a long line.
const BEFORE: usize = 40;
const WITHIN: usize = 80;
const AFTER: usize = 40;

/// One line of a file, or the part of it around a finding, with the finding's place in it.
///
/// Miette would count header columns in bytes and walk the file from its start for every label;
/// here both come from the file's own line index.
#[derive(Debug)]
pub(super) struct Snippet<'a> {
    /// The name of the file.
    pub name: &'a str,
    /// The line, or the part of it around the finding.
    pub text: String,
    /// Bytes of `text` that the finding covers.
    pub label: (usize, usize),
    /// Row and column of the finding, both from 1, the column in characters.
    pub row: usize,
    /// See `row`.
    pub column: usize,
}

impl<'a> Snippet<'a> {
    /// The line on which `span` starts; of a finding over several lines the part on its first. `name` is that of the
    /// file, fit to be printed.
    pub fn new(source: &Source, name: &'a str, span: Span) -> Self {
        let lines = source.lines();
        let position = lines.position(span.start, &source.text);
        let start = lines.start(position.row - 1, &source.text);
        let line = lines.line(position.row - 1, &source.text);
        let from = (span.start - start).min(line.len());
        let to = (span.end - start).clamp(from, line.len());
        let (before, within, after) = (&line[..from], &line[from..to], &line[to..]);
        let mut text = String::with_capacity(BEFORE + WITHIN + AFTER);
        print(&mut text, last_cells(before, BEFORE));
        let label_start = text.len();
        print(&mut text, first_cells(within, WITHIN));
        let label = (label_start, text.len() - label_start);
        print(&mut text, first_cells(after, AFTER));
        Self { name, text, label, row: position.row, column: position.column }
    }
}

impl SourceCode for Snippet<'_> {
    fn read_span<'s>(
        &'s self,
        _span: &SourceSpan,
        _lines_before: usize,
        _lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'s> + 's>, MietteError> {
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.to_owned(),
            self.text.as_bytes(),
            (0, self.text.len()).into(),
            self.row - 1,
            self.column - 1,
            1,
        )))
    }
}

/// The end of a text, cut to so many cells, with an ellipsis where something is missing.
fn last_cells(text: &str, cells: usize) -> (bool, &str, bool) {
    if is_short(text, cells) {
        return (false, text, false);
    }
    // Each character of ASCII takes one cell, in its picture if it is a control.
    if text.as_bytes()[text.len() - cells - 1..].is_ascii() {
        return (true, &text[text.len() - cells..], false);
    }
    let mut left = cells;
    for (at, character) in text.char_indices().rev() {
        match left.checked_sub(text::cells(character).unwrap_or(1)) {
            Some(rest) => left = rest,
            None => return (true, &text[at + character.len_utf8()..], false),
        }
    }
    (false, text, false)
}

/// The start of a text, cut to so many cells.
fn first_cells(text: &str, cells: usize) -> (bool, &str, bool) {
    if is_short(text, cells) {
        return (false, text, false);
    }
    // A mark on the last of them would be one with it, so that what comes next counts, too.
    if text.as_bytes()[..=cells].is_ascii() {
        return (false, &text[..cells], true);
    }
    let mut left = cells;
    for (at, character) in text.char_indices() {
        match left.checked_sub(text::cells(character).unwrap_or(1)) {
            Some(rest) => left = rest,
            None => return (false, &text[..at], true),
        }
    }
    (false, text, false)
}

/// Whether a text fits for certain: no character is wider than it has bytes.
const fn is_short(text: &str, cells: usize) -> bool {
    text.len() <= cells
}

/// Adds a text with each control character as a picture of one cell, and an ellipsis where it is cut.
fn print(out: &mut String, (cut_before, text, cut_after): (bool, &str, bool)) {
    out.push_str(if cut_before { "…" } else { "" });
    if is_printable(text) {
        out.push_str(text);
    } else {
        out.extend(text.chars().map(|character| match character {
            '\t' => '\t',
            '\u{0}'..='\u{1f}' => {
                char::from_u32(u32::from(character) + 0x2400).unwrap_or('\u{fffd}')
            }
            other if is_unprintable(other) => '\u{fffd}',
            other => other,
        }));
    }
    out.push_str(if cut_after { "…" } else { "" });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, label: &str, expected: &str) {
        let source = Source::new("a.md", text);
        let start = text.find(label).unwrap();
        let snippet = Snippet::new(&source, "a.md", Span::new(start, start + label.len()));
        let (at, length) = snippet.label;
        assert_eq!(
            format!(
                "{}[{}]{}",
                &snippet.text[..at],
                &snippet.text[at..at + length],
                &snippet.text[at + length..]
            ),
            expected
        );
    }

    #[test]
    fn long_lines_are_cut_around_the_finding() {
        check("a\ntitle: 标题\nb", "标题", "title: [标题]");
        check("x\u{1b}[31m y", "y", "x␛[31m [y]");
        check(
            &format!("{}\u{301}HERE", "-".repeat(41)),
            "HERE",
            &format!("…{}\u{301}[HERE]", "-".repeat(40)),
        );
        let marked = format!("HERE{}\u{301}", "+".repeat(40));
        check(&marked, "HERE", &format!("[HERE]{}\u{301}", "+".repeat(40)));
        let long = format!("{}HERE{}", "-".repeat(100), "+".repeat(100));
        check(&long, "HERE", &format!("…{}[HERE]{}…", "-".repeat(40), "+".repeat(40)));
    }
}
