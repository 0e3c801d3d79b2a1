//! The address and title of a Markdown link as CommonMark writes them
//! (sections "Links" and "Link reference definitions").

use std::borrow::Cow;

use super::decode_entities;
use crate::text::Span;

/// Parentheses in an address may nest as deep as this in CommonMark's reference readers.
const MAX_NESTING: usize = 32;

/// An address with what may follow it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    /// The address without `<` and `>`.
    pub destination: Span,
    /// Whether it stands in `<` and `>`.
    pub bracketed: bool,
    /// The title without its quotes.
    pub title: Option<Span>,
}

/// Reads address and title from `start` on, as far as `end`.
pub fn read(text: &str, start: usize, end: usize) -> Target {
    let start = skip_blanks(text, start, end);
    let (destination, bracketed, after) = address(text, start, end);
    let title = title(text, skip_blanks(text, after, end), end);
    Target { destination, bracketed, title }
}

/// Skips blanks and newlines, and the marks of a quote around the link that begin a line.
fn skip_blanks(text: &str, mut at: usize, end: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at_line_start = false;
    while at < end {
        match bytes[at] {
            b'\n' | b'\r' => at_line_start = true,
            b' ' | b'\t' => {}
            b'>' if at_line_start => {}
            _ => break,
        }
        at += 1;
    }
    at
}

fn address(text: &str, start: usize, end: usize) -> (Span, bool, usize) {
    let bytes = &text.as_bytes()[..end];
    if bytes.get(start) == Some(&b'<') {
        let close = find_unescaped(bytes, start + 1, b'>').unwrap_or(end);
        return (Span::new(start + 1, close), true, (close + 1).min(end));
    }
    let mut depth = 0;
    let mut at = start;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' if bytes.get(at + 1).is_some_and(u8::is_ascii_punctuation) => at += 1,
            b'(' if depth < MAX_NESTING => depth += 1,
            b')' if depth == 0 => break,
            b')' => depth -= 1,
            0..=b' ' | 0x7f => break,
            _ => {}
        }
        at += 1;
    }
    let at = at.min(end);
    (Span::new(start, at), false, at)
}

fn title(text: &str, start: usize, end: usize) -> Option<Span> {
    let bytes = &text.as_bytes()[..end];
    let close = match bytes.get(start)? {
        b'(' => b')',
        quote @ (b'"' | b'\'') => *quote,
        _ => return None,
    };
    let at = find_unescaped(bytes, start + 1, close)?;
    Some(Span::new(start + 1, at))
}

/// The first `wanted` from `at` on that no backslash escapes.
fn find_unescaped(bytes: &[u8], mut at: usize, wanted: u8) -> Option<usize> {
    loop {
        at += memchr::memchr2(wanted, b'\\', bytes.get(at..)?)?;
        if bytes[at] == wanted {
            return Some(at);
        }
        at += 2;
    }
}

/// An address as a reader of Markdown takes it: escapes and entities undone.
#[must_use]
pub fn unescape(written: &str) -> Cow<'_, str> {
    if memchr::memchr(b'\\', written.as_bytes()).is_none() {
        return decode_entities(written);
    }
    let mut plain = String::with_capacity(written.len());
    let mut rest = written;
    while let Some(at) = rest.find('\\') {
        plain.push_str(&decode_entities(&rest[..at]));
        let behind = &rest[at + 1..];
        let escaped = behind.starts_with(|sign: char| sign.is_ascii_punctuation());
        let (sign, next) = behind.split_at(usize::from(escaped));
        plain.push_str(if escaped { sign } else { "\\" });
        rest = next;
    }
    plain.push_str(&decode_entities(rest));
    plain.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, destination: &str, title: Option<&str>) {
        let target = read(text, 0, text.len());
        assert_eq!(target.destination.text(text), destination, "{text}");
        assert_eq!(target.title.map(|span| span.text(text)), title, "{text}");
    }

    #[test]
    fn addresses_and_titles_are_taken_as_written() {
        check("a.png)", "a.png", None);
        check(" a(b)c.png 'x')", "a(b)c.png", Some("x"));
        check("<a b.png> \"say \\\"x\\\"\")", "a b.png", Some("say \\\"x\\\""));
        check("a\\)b\\ c)", "a\\)b\\", None);
        check("\n> a.png\n> (t))", "a.png", Some("t"));
        check("", "", None);
        check("<", "", None);
        check("a\\", "a\\", None);
    }

    #[test]
    fn escapes_and_entities_are_undone() {
        for (written, plain) in [
            ("a/b", "a/b"),
            ("a\\_b&amp;c", "a_b&c"),
            ("\\&amp;\\é\\", "&amp;\\é\\"),
            ("&#64;/a\\\\b", "@/a\\b"),
        ] {
            assert_eq!(unescape(written), plain, "{written}");
        }
    }
}
