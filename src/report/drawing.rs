//! Draws a finding as miette draws it in its theme without colours, for logs and pipes.
//!
//! Reports of thousands of findings go there, and miette takes as long for one of them as reading a post does. A test
//! holds both drawings equal; with colours, on a terminal, miette draws itself.

use textwrap::Options;

use super::snippet::Snippet;
use super::text::Shown;
use crate::diagnostic::Severity;
use crate::text::{self, width};

/// Columns between the stops of tabs.
const TAB: usize = 4;

/// Adds the drawing of one finding, for a terminal of so many columns.
pub(super) fn draw(out: &mut String, shown: &Shown<'_>, columns: usize) {
    let icon = match shown.severity {
        Severity::Error => "  × ",
        Severity::Warning => "  ⚠ ",
        Severity::Info => "  ☞ ",
    };
    for part in [shown.severity.name(), "[", shown.rule, "]\n\n"] {
        out.push_str(part);
    }
    let columns = columns.saturating_sub(2);
    write(out, &shown.message, &Margin { first: icon, others: "  │ ", cells: 4 }, columns);
    snippet(out, &shown.snippet);
    if let Some(help) = &shown.help {
        write(out, help, &HELP, columns);
    }
}

/// What stands before the lines of a text.
struct Margin {
    first: &'static str,
    others: &'static str,
    /// Cells that either takes.
    cells: usize,
}

const HELP: Margin = Margin { first: "  help: ", others: "        ", cells: 8 };

/// Adds a text with its margin, wrapped where a line is longer than there is room for.
fn write(out: &mut String, text: &str, margin: &Margin, columns: usize) {
    let Margin { first, others: indent, cells } = *margin;
    let room = columns.saturating_sub(cells);
    let (mut rest, mut before) = (Some(text), first);
    while let Some(line) = next_line(&mut rest) {
        out.push_str(std::mem::replace(&mut before, indent));
        let kept = line.trim_end_matches(' ');
        // No character is wider than it has bytes.
        let is_short = kept.len() <= room;
        let is_simple = !is_short && is_simple(kept);
        if is_short || !is_simple && width(kept) <= room {
            out.push_str(kept);
        } else if !(is_simple && wrap_words(out, kept, indent, room)) {
            let options = Options::new(columns).initial_indent(indent).subsequent_indent(indent);
            out.push_str(&textwrap::fill(line, options)[indent.len()..]);
        }
        out.push('\n');
    }
}

/// Takes the next line from a text, without its newline.
fn next_line<'t>(rest: &mut Option<&'t str>) -> Option<&'t str> {
    let text = (*rest)?;
    let newline = memchr::memchr(b'\n', text.as_bytes());
    *rest = newline.map(|at| &text[at + 1..]);
    Some(&text[..newline.unwrap_or(text.len())])
}

/// Whether a line breaks at blanks and within hyphenated words only (Unicode's line breaking algorithm, UAX 14, and
/// textwrap's `HyphenSplitter`), as nearly all do.
fn is_simple(line: &str) -> bool {
    let is_simple = |byte: u8| {
        byte.is_ascii_alphanumeric()
            || matches!(byte, b' ' | b',' | b';' | b'.' | b':' | b'\'' | b'`' | b'-')
    };
    let bytes = line.as_bytes();
    // All bytes are looked at, many at once; to stop at the first that is not simple would take longer.
    let are_simple = bytes.iter().fold(true, |simple, byte| simple & is_simple(*byte));
    are_simple
        && !line.starts_with(' ')
        && memchr::memchr_iter(b'-', bytes).all(|at| joins(bytes, at))
}

/// Whether a hyphen stands between letters or digits.
fn joins(line: &[u8], at: usize) -> bool {
    let is_of_word = |at: usize| line.get(at).is_some_and(u8::is_ascii_alphanumeric);
    at > 0 && is_of_word(at - 1) && is_of_word(at + 1)
}

/// Adds words, as many to a line as there is room for; says whether that could be done. A word that is too long for a
/// line cannot.
fn wrap_words(out: &mut String, text: &str, indent: &str, room: usize) -> bool {
    let (before, mut rest) = (out.len(), text);
    while rest.len() > room {
        // A word may end right where the room does, but its hyphen stands within.
        let blank = memchr::memrchr(b' ', &rest.as_bytes()[..=room]);
        let hyphen = memchr::memrchr(b'-', &rest.as_bytes()[..room]).map(|at| at + 1);
        let Some(end) = blank.max(hyphen) else {
            out.truncate(before);
            return false;
        };
        out.push_str(rest[..end].trim_end_matches(' '));
        out.push('\n');
        out.push_str(indent);
        rest = rest[end..].trim_start_matches(' ');
    }
    out.push_str(rest);
    true
}

/// The source line with a line below the place.
fn snippet(out: &mut String, snippet: &Snippet<'_>) {
    let row = snippet.row.to_string();
    // An empty line is not drawn, nor is its number.
    let margin = if snippet.text.is_empty() { 1 } else { row.len() };
    indent(out, margin + 2);
    let column = snippet.column.to_string();
    for part in ["╭─[", snippet.name, ":", &row, ":", &column, "]\n"] {
        out.push_str(part);
    }
    if !snippet.text.is_empty() {
        for part in [" ", &row, " │ "] {
            out.push_str(part);
        }
        let (start, end) = source_line(out, snippet);
        out.push('\n');
        let (at, length) = snippet.label;
        if at < snippet.text.len() {
            indent(out, margin + 2);
            out.push_str("· ");
            indent(out, start);
            match length {
                0 => out.push('▲'),
                _ => repeat(out, LINE, (end.max(start + 1) - start) * '─'.len_utf8()),
            }
            out.push('\n');
        }
    }
    indent(out, margin + 2);
    out.push_str("╰────\n");
}

/// Adds the text of the snippet, tabs as blanks, and says between which cells the place lies.
fn source_line(out: &mut String, snippet: &Snippet<'_>) -> (usize, usize) {
    let (at, length) = snippet.label;
    let (before, rest) = snippet.text.split_at(at);
    let (within, after) = rest.split_at(length);
    let start = draw_cells(out, before, 0);
    let end = draw_cells(out, within, start);
    if memchr::memchr(b'\t', after.as_bytes()).is_none() {
        out.push_str(after);
    } else {
        draw_cells(out, after, end);
    }
    (start, end)
}

/// Adds a piece of a line that begins in the cell `column`, and says in which cell it ends.
fn draw_cells(out: &mut String, text: &str, column: usize) -> usize {
    if memchr::memchr(b'\t', text.as_bytes()).is_none() {
        out.push_str(text);
        return column + printable_width(text);
    }
    text.chars().fold(column, |column, character| {
        let cells = match character {
            '\t' => TAB - column % TAB,
            other => text::cells(other).unwrap_or(0),
        };
        match character {
            '\t' => indent(out, cells),
            other => out.push(other),
        }
        column + cells
    })
}

/// The [`width`] of a piece of a snippet, in which no controls are left but tabs; this one has none.
fn printable_width(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    // An ellipsis stands where a long line was cut.
    let plain = text.trim_matches('…');
    match plain.is_ascii() {
        true => plain.len() + (text.len() - plain.len()) / '…'.len_utf8(),
        false => width(text),
    }
}

/// Adds so many blanks.
fn indent(out: &mut String, blanks: usize) {
    repeat(out, BLANKS, blanks);
}

const BLANKS: &str = "                                        ";
const LINE: &str = "────────────────────────────────────────";

/// Adds so many bytes of a piece that is said again and again.
fn repeat(out: &mut String, piece: &str, bytes: usize) {
    let mut left = bytes;
    while left > piece.len() {
        out.push_str(piece);
        left -= piece.len();
    }
    out.push_str(&piece[..left]);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::text::{hand_draws, miette_draws};
    use super::super::{Found, Style};
    use crate::diagnostic::{Applicability, Diagnostic, Fix};
    use crate::text::{Source, Span};

    use super::*;

    fn texts() -> impl Strategy<Value = String> {
        let words = prop::sample::select(vec![
            " ",
            "  ",
            "a",
            "title",
            ": ",
            "well-known",
            "2026-09-",
            "07T17:29:32Z",
            "-x",
            "标题",
            "，",
            "é",
            "e\u{301}",
            "😀",
            "\t",
            "\n",
            "\r\n",
            "https://a.example/b/c?d=e&f",
            "(see `x`)",
            "\u{1b}[31m",
            "\u{200b}",
            "--",
            "\"q\"",
            "x".repeat(60).leak(),
            "so it is read otherwise",
            "…",
        ]);
        prop::collection::vec(words, 0..30).prop_map(|words| words.concat())
    }

    #[test]
    fn pieces_are_as_wide_as_other_texts() {
        for text in ["", "…", "…a b…", "……", "a…b", "标题…", "…é"] {
            assert_eq!(printable_width(text), width(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn miette_draws_the_same(
            (text, message, help) in (texts(), texts(), prop::option::of(texts())),
            (from, to) in (any::<prop::sample::Index>(), any::<prop::sample::Index>()),
            (rows, width, severity) in (0_usize..200, 30_usize..120, 0_usize..3),
        ) {
            let text = "\n".repeat(rows) + &text;
            let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let (from, to) = (*from.get(&places), *to.get(&places));
            let diagnostic = Diagnostic {
                rule: "title-missing".into(),
                severity: [Severity::Info, Severity::Warning, Severity::Error][severity],
                span: Span::new(from.min(to), from.max(to)),
                message,
                help,
                engines: ["hexo", "zola"][..severity].to_vec(),
                fix: (rows % 2 == 0).then(|| Fix {
                    message: "mend it".to_owned(),
                    applicability: Applicability::Unsafe,
                    edits: Vec::new(),
                    changes: Vec::new(),
                }),
            };
            let source = Source::new("标/a b.md", text);
            let diagnostics = [diagnostic.clone(), diagnostic];
            let found = Found { source: &source, diagnostics: &diagnostics };
            let style = Style { width, ..Style::default() };
            prop_assert_eq!(hand_draws(found, style), miette_draws(found, style));
        }
    }
}
