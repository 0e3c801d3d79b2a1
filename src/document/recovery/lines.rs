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

    /// Whether nothing but a comment stands on it.
    pub fn is_comment(&self) -> bool {
        self.text.starts_with('#')
    }
}

/// The lines of `block`, blank ones included.
pub(super) fn lines(text: &str, block: Span) -> Vec<Line<'_>> {
    let mut start = block.start;
    block
        .text(text)
        .split_inclusive('\n')
        .map(|raw| {
            let bare = raw.trim_end_matches(['\n', '\r', ' ', '\t']);
            let text = bare.trim_start_matches([' ', '\t']);
            let indent = bare.len() - text.len();
            let tabs = bare[..indent].bytes().filter(|byte| *byte == b'\t').count();
            let line = Line { start, indent, width: indent + tabs, text };
            start += raw.len();
            line
        })
        .collect()
}
