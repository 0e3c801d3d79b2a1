//! Unified diffs that `git apply` takes.
//!
//! There is no `diff --git` line, so that git reads the names from the folder in which it is called, as
//! this program wrote them.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::ops::Range;
use std::time::Duration;

use similar::{ChangeTag, DiffOp, TextDiff};

use super::Style;
use crate::text::escape;

/// Lines around a change.
const CONTEXT: usize = 3;

/// Beyond this the diff may be longer than it need be, but it is still right.
pub(super) const PATIENCE: Duration = Duration::from_secs(2);

/// The change from `old` to `new` of the file at `path`; empty where there is none.
#[must_use]
pub fn patch(path: &str, old: &str, new: &str) -> String {
    // Only `\n` ends a line for git, whatever else ends one in a post.
    let [old, new] = [old, new].map(|text| text.split_inclusive('\n').collect::<Vec<_>>());
    let diff = TextDiff::configure().timeout(PATIENCE).diff_slices(&old, &new);
    let hunks = diff.grouped_ops(CONTEXT);
    if hunks.is_empty() {
        return String::new();
    }
    let mut patch = format!("--- {}\n+++ {}\n", named('a', path), named('b', path));
    for hunk in &hunks {
        let [old_lines, new_lines] = [DiffOp::old_range, DiffOp::new_range].map(|range| {
            let (first, last) = (range(&hunk[0]), range(&hunk[hunk.len() - 1]));
            lines(first.start..last.end)
        });
        let _ = writeln!(patch, "@@ -{old_lines} +{new_lines} @@");
        for change in hunk.iter().flat_map(|op| diff.iter_changes(op)) {
            patch.push(match change.tag() {
                ChangeTag::Equal => ' ',
                ChangeTag::Delete => '-',
                ChangeTag::Insert => '+',
            });
            patch.push_str(change.value());
            if !change.value().ends_with('\n') {
                patch.push_str("\n\\ No newline at end of file\n");
            }
        }
    }
    patch
}

/// A patch as people see it: nothing in it steers the terminal, and what comes and goes has its colour.
/// It can no longer be applied.
#[must_use]
pub fn patch_for_people(patch: &str, style: Style) -> String {
    let paint = |line: &str| match line.chars().next() {
        _ if !style.color => None,
        Some('+') => Some(32),
        Some('-') => Some(31),
        Some('@') => Some(36),
        _ => None,
    };
    let mut shown = String::with_capacity(patch.len());
    for line in patch.split_terminator('\n') {
        let escaped = escape(line);
        let _ = match paint(line) {
            Some(color) => writeln!(shown, "\u{1b}[{color}m{escaped}\u{1b}[0m"),
            None => writeln!(shown, "{escaped}"),
        };
    }
    shown
}

/// First line and count as a hunk's head writes them: an empty range names the line before it.
fn lines(range: Range<usize>) -> String {
    match range.len() {
        0 => format!("{},0", range.start),
        1 => (range.start + 1).to_string(),
        count => format!("{},{count}", range.start + 1),
    }
}

/// A path with its side as git writes it: in quotes with octal escapes where it holds more than plain
/// characters, and with a tab at its end where a blank in it would end it (`quote.c` and `diff.c` of git).
fn named(side: char, path: &str) -> Cow<'_, str> {
    let path = path.trim_start_matches('/');
    let is_plain = |byte: u8| matches!(byte, b' '..=b'~') && byte != b'"' && byte != b'\\';
    if path.bytes().all(is_plain) {
        let end = if path.contains(' ') { "\t" } else { "" };
        return format!("{side}/{path}{end}").into();
    }
    let mut quoted = format!("\"{side}/");
    for byte in path.bytes() {
        match byte {
            b'"' | b'\\' => quoted.extend(['\\', char::from(byte)]),
            b'\n' => quoted.push_str("\\n"),
            b'\t' => quoted.push_str("\\t"),
            plain if is_plain(plain) => quoted.push(char::from(plain)),
            other => {
                let _ = write!(quoted, "\\{other:03o}");
            }
        }
    }
    quoted.push('"');
    quoted.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hunks_count_as_git_counts() {
        let expected =
            "--- a/p.md\n+++ b/p.md\n@@ -1 +1,2 @@\n-a\n\\ No newline at end of file\n+a\n+b\n";
        assert_eq!(patch("p.md", "a", "a\nb\n"), expected);
        assert_eq!(patch("p.md", "", "a\n"), "--- a/p.md\n+++ b/p.md\n@@ -0,0 +1 @@\n+a\n");
        assert_eq!(patch("p.md", "same", "same"), "");
    }

    #[test]
    fn a_lone_carriage_return_ends_no_line() {
        assert!(patch("p", "a\rb", "a\rc").ends_with(
            "-a\rb\n\\ No newline at end of file\n+a\rc\n\\ No newline at end of file\n"
        ));
    }

    #[test]
    fn names_are_quoted_as_git_quotes_them() {
        assert_eq!(named('a', "x/y.md"), "a/x/y.md");
        assert_eq!(named('a', "two words.md"), "a/two words.md\t");
        assert_eq!(named('b', "标\"\n.md"), "\"b/\\346\\240\\207\\\"\\n.md\"");
    }

    #[test]
    fn nothing_in_a_shown_patch_steers_the_terminal() {
        let shown = patch_for_people(" \u{1b}[31m\r\n", Style::default());
        assert_eq!(shown, " \\u{1b}[31m\\r\n");
    }
}
