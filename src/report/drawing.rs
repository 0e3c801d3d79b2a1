//! Draws a finding as miette draws it in its theme without colours, for logs and pipes.
//!
//! Reports of thousands of findings go there, and miette takes as long for one of them as reading a post does. A test
//! holds both drawings equal; with colours, on a terminal, miette draws itself.

use std::collections::HashMap;
use std::fmt::Write as _;

use textwrap::Options;
use unicode_width::UnicodeWidthChar;

use super::snippet::Snippet;
use super::text::Shown;
use crate::diagnostic::Severity;
use crate::text::width;

/// Columns between the stops of tabs.
const TAB: usize = 4;

/// Draws the findings of one file.
#[derive(Debug)]
pub(super) struct Pen {
    /// Cells that a line may take.
    columns: usize,
    /// Lines that do not fit beside an indentation, wrapped. Findings of one rule say much the same, and it is costly.
    wrapped: HashMap<(&'static str, String), String>,
}

impl Pen {
    /// A pen for a terminal of so many columns.
    pub fn new(columns: usize) -> Self {
        Self { columns: columns.saturating_sub(2), wrapped: HashMap::new() }
    }

    /// Adds the drawing of one finding.
    pub fn draw(&mut self, out: &mut String, shown: &Shown<'_>) {
        let icon = match shown.severity {
            Severity::Error => "  × ",
            Severity::Warning => "  ⚠ ",
            Severity::Info => "  ☞ ",
        };
        for part in [shown.severity.name(), "[", shown.rule, "]\n\n"] {
            out.push_str(part);
        }
        self.write(out, &shown.message, icon, "  │ ");
        snippet(out, &shown.snippet);
        if let Some(help) = &shown.help {
            self.write(out, help, "  help: ", "        ");
        }
    }

    /// Adds a text with what stands before its first line and, as wide as that, before its others.
    fn write(&mut self, out: &mut String, text: &str, first: &str, indent: &'static str) {
        let room = self.columns.saturating_sub(width(indent));
        for (nth, line) in text.split('\n').enumerate() {
            out.push_str(if nth == 0 { first } else { indent });
            let kept = line.trim_end_matches(' ');
            if width(kept) <= room {
                out.push_str(kept);
            } else {
                out.push_str(self.wrap(line, indent));
            }
            out.push('\n');
        }
    }

    /// The line over several, all but the first of them with the indentation.
    fn wrap(&mut self, line: &str, indent: &'static str) -> &str {
        let columns = self.columns;
        self.wrapped.entry((indent, line.to_owned())).or_insert_with(|| {
            let options = Options::new(columns).initial_indent(indent).subsequent_indent(indent);
            textwrap::fill(line, options).split_off(indent.len())
        })
    }
}

/// The source line with a line below the place.
fn snippet(out: &mut String, snippet: &Snippet<'_>) {
    let row = snippet.row.to_string();
    // An empty line is not drawn, nor is its number.
    let margin = if snippet.text.is_empty() { 1 } else { row.len() };
    indent(out, margin + 2);
    let _ = writeln!(out, "╭─[{}:{row}:{}]", snippet.name, snippet.column);
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
                _ => (start..end.max(start + 1)).for_each(|_| out.push('─')),
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
    let start = cells(out, before, 0);
    let end = cells(out, within, start);
    cells(out, after, end);
    (start, end)
}

/// Adds a piece of a line that begins in the cell `column`, and says in which cell it ends.
fn cells(out: &mut String, text: &str, column: usize) -> usize {
    if !text.contains('\t') {
        out.push_str(text);
        return column + width(text);
    }
    text.chars().fold(column, |column, character| {
        let cells = match character {
            '\t' => TAB - column % TAB,
            other => other.width().unwrap_or(0),
        };
        match character {
            '\t' => indent(out, cells),
            other => out.push(other),
        }
        column + cells
    })
}

/// Adds so many blanks.
fn indent(out: &mut String, blanks: usize) {
    out.extend(std::iter::repeat_n(' ', blanks));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::text::{miette_draws, pen_draws};
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
            prop_assert_eq!(pen_draws(found, style), miette_draws(found, style));
        }
    }
}
