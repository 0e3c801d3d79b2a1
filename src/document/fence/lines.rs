//! The lines of a text, one after the other.

use crate::text::Span;

/// One line and where the next starts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// Without its newline.
    pub span: Span,
    /// Start of the next line; the end of the text behind the last.
    pub next: usize,
}

impl Line {
    /// The line of which nothing is there.
    pub(super) fn empty(at: usize) -> Self {
        Self { span: Span::at(at), next: at }
    }

    /// Its text without the newline.
    pub(super) fn content(self, text: &str) -> &str {
        self.span.text(text)
    }

    /// Whether it could close a block, judged by its first bytes.
    pub(super) fn may_close(self, text: &str) -> bool {
        matches!(
            self.content(text).as_bytes().first(),
            Some(b'-' | b'+' | b';' | b'.' | b' ' | b'\t')
        )
    }
}

/// The lines from byte `start` on; `\n`, `\r\n` and a lone `\r` end one.
pub(super) fn lines(text: &str, start: usize) -> impl Iterator<Item = Line> {
    let bytes = text.as_bytes();
    let mut at = start;
    std::iter::from_fn(move || {
        if at >= bytes.len() {
            return None;
        }
        let end =
            memchr::memchr2(b'\n', b'\r', &bytes[at..]).map_or(bytes.len(), |found| at + found);
        let newline = match bytes.get(end..) {
            Some([b'\r', b'\n', ..]) => 2,
            Some([_, ..]) => 1,
            _ => 0,
        };
        let line = Line { span: Span::new(at, end), next: end + newline };
        at = line.next;
        Some(line)
    })
}
