//! Plain scalars, and how the text of any scalar is put together from segments.

use std::borrow::Cow;

use super::cursor::{Content, Kind, Loader, Step, is_blank, is_eol, is_flow_indicator, is_space};
use super::node::Context;

/// Characters that js-yaml does not allow anywhere in content.
fn is_unprintable(character: char) -> bool {
    matches!(character,
        '\0'..='\x08' | '\x0B' | '\x0C' | '\x0E'..='\x1F' | '\x7F'..='\u{84}' | '\u{86}'..='\u{9F}'
        | '\u{FFFE}' | '\u{FFFF}')
}

/// Appends, without copying while there was nothing before.
pub fn append<'t>(text: &mut Cow<'t, str>, more: &'t str) {
    if text.is_empty() {
        *text = Cow::Borrowed(more);
    } else {
        text.to_mut().push_str(more);
    }
}

/// Appends what so many line breaks fold into: a blank for one, one newline less for more.
pub fn fold(text: &mut Cow<'_, str>, breaks: usize) {
    match breaks {
        0 => {}
        1 => text.to_mut().push(' '),
        _ => newlines(text, breaks - 1),
    }
}

/// Appends newlines.
pub fn newlines(text: &mut Cow<'_, str>, count: usize) {
    if count > 0 {
        text.to_mut().extend(std::iter::repeat_n('\n', count));
    }
}

impl<'t> Loader<'t> {
    /// The text between two positions, refused where it holds control characters.
    pub fn printable(&self, start: usize, end: usize) -> Step<&'t str> {
        let segment = self.slice(start, end.max(start));
        let suspicious = |byte: &u8| {
            *byte < 0x20 && !matches!(*byte, b'\t' | b'\n' | b'\r')
                || *byte == 0x7F
                || *byte >= 0xC2 && (*byte == 0xC2 || *byte == 0xEF)
        };
        if segment.as_bytes().iter().any(suspicious) && segment.chars().any(is_unprintable) {
            return self.fail("the stream contains non-printable characters");
        }
        Ok(segment)
    }

    /// Reads a scalar without quotes.
    pub fn read_plain(&mut self, indent: i64, context: Context) -> Step<bool> {
        let in_flow = context == Context::FlowIn;
        if !self.starts_plain(in_flow) {
            return Ok(false);
        }
        let mut text = Cow::Borrowed("");
        let mut start = self.position;
        let mut end = start;
        let mut folded_since = None;
        loop {
            let byte = self.peek();
            if byte == 0 || self.ends_plain(byte, in_flow) {
                break;
            }
            if is_eol(byte) {
                let (line, line_start, line_indent) =
                    (self.line, self.line_start, self.line_indent);
                self.skip_space()?;
                if self.line_indent >= indent {
                    folded_since = Some(line);
                    continue;
                }
                self.position = end;
                self.line = line;
                self.line_start = line_start;
                self.line_indent = line_indent;
                break;
            }
            if let Some(line) = folded_since.take() {
                append(&mut text, self.printable(start, end)?);
                fold(&mut text, self.line - line);
                start = self.position;
                end = start;
            }
            if !is_blank(byte) {
                end = self.position + 1;
            }
            self.position += 1;
        }
        append(&mut text, self.printable(start, end)?);
        if text.is_empty() {
            return Ok(false);
        }
        self.kind = Some(Kind::Scalar);
        self.content = Content::Text(text);
        Ok(true)
    }

    fn starts_plain(&self, in_flow: bool) -> bool {
        let first = self.peek();
        if first == 0
            || is_space(first)
            || is_flow_indicator(first)
            || b"#&*!|>'\"%@`".contains(&first)
        {
            return false;
        }
        let next = self.at(self.position + 1);
        !matches!(first, b'?' | b'-') || !(is_space(next) || in_flow && is_flow_indicator(next))
    }

    fn ends_plain(&self, byte: u8, in_flow: bool) -> bool {
        match byte {
            b':' => {
                let next = self.at(self.position + 1);
                is_space(next) || in_flow && is_flow_indicator(next)
            }
            b'#' => self.position > 0 && is_space(self.at(self.position - 1)),
            _ => {
                self.position == self.line_start && self.at_document_separator()
                    || in_flow && is_flow_indicator(byte)
            }
        }
    }
}
