//! A block cut into lines with their indentation.

use crate::text::Span;

/// One line of a block; offsets are bytes of the whole file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    /// Offset of its first byte.
    pub start: usize,
    /// How many bytes of blanks and tabs it starts with.
    pub indent: usize,
    /// How deep that is: a tab counts two, as Hexo reads it.
    pub width: usize,
    /// Offset behind its newline.
    pub next: usize,
    /// Its text from the first byte that is neither blank nor tab, without the newline and blanks before it.
    pub text: &'a str,
}

impl<'a> Line<'a> {
    /// Offset of the first byte of `text`.
    pub fn at(&self) -> usize {
        self.start + self.indent
    }

    /// Offset behind the last byte of `text`.
    pub fn end(&self) -> usize {
        self.at() + self.text.len()
    }

    /// From the first byte that is neither blank nor tab to the last.
    pub fn span(&self) -> Span {
        Span::new(self.at(), self.end())
    }

    /// Whether nothing stands on it.
    pub fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    /// Whether it holds more than a comment.
    pub fn is_filled(&self) -> bool {
        !self.is_blank() && !self.is_comment()
    }

    /// Whether nothing but a comment stands on it.
    pub fn is_comment(&self) -> bool {
        self.text.starts_with('#')
    }
}

/// The lines of `block`, blank ones included; each newline style ends one.
pub(super) fn lines(text: &str, block: Span) -> Vec<Line<'_>> {
    let bytes = &text.as_bytes()[..block.end];
    let mut lines = Vec::new();
    let mut start = block.start;
    while start < block.end {
        let end =
            memchr::memchr2(b'\n', b'\r', &bytes[start..]).map_or(block.end, |len| start + len);
        let next = match &bytes[end..] {
            [b'\r', b'\n', ..] => end + 2,
            [] => end,
            _ => end + 1,
        };
        let bare = text[start..end].trim_end_matches([' ', '\t']);
        let content = bare.trim_start_matches([' ', '\t']);
        let indent = bare.len() - content.len();
        let tabs = bare[..indent].bytes().filter(|byte| *byte == b'\t').count();
        lines.push(Line { start, indent, width: indent + tabs, next, text: content });
        start = next;
    }
    lines
}
