//! Scalars in single and double quotes.

use std::borrow::Cow;

use super::cursor::{Content, Kind, Loader, Step, is_blank, is_eol};
use super::plain::{append, fold};

/// What stands for a backslash and one character; none for `x`, `u`, `U` and unknown ones.
fn simple_escape(byte: u8) -> Option<&'static str> {
    Some(match byte {
        b'0' => "\0",
        b'a' => "\x07",
        b'b' => "\x08",
        b't' | b'\t' => "\t",
        b'n' => "\n",
        b'v' => "\x0B",
        b'f' => "\x0C",
        b'r' => "\r",
        b'e' => "\x1B",
        b' ' => " ",
        b'"' => "\"",
        b'/' => "/",
        b'\\' => "\\",
        b'N' => "\u{85}",
        b'_' => "\u{A0}",
        b'L' => "\u{2028}",
        b'P' => "\u{2029}",
        _ => return None,
    })
}

/// Code units of the escapes in a text, so that two halves of a surrogate pair find each other.
#[derive(Default)]
struct Surrogate(Option<u16>);

impl Surrogate {
    /// Appends the character of an escape; half a pair waits for its other half.
    fn push(&mut self, text: &mut Cow<'_, str>, code: u32) {
        let text = text.to_mut();
        if let Some(high) = self.0.take() {
            if let 0xDC00..=0xDFFF = code {
                let low = code - 0xDC00;
                let joined = 0x10000 + ((u32::from(high) - 0xD800) << 10) + low;
                text.push(char::from_u32(joined).unwrap_or(char::REPLACEMENT_CHARACTER));
                return;
            }
            text.push(char::REPLACEMENT_CHARACTER);
        }
        match u16::try_from(code) {
            Ok(unit @ 0xD800..=0xDBFF) => self.0 = Some(unit),
            _ => text.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)),
        }
    }

    /// Appends half a pair that stayed alone.
    fn flush(&mut self, text: &mut Cow<'_, str>) {
        if self.0.take().is_some() {
            text.to_mut().push(char::REPLACEMENT_CHARACTER);
        }
    }
}

impl<'t> Loader<'t> {
    /// The text between two positions of a quoted scalar, refused where JSON would not allow it.
    fn json_text(&self, start: usize, end: usize) -> Step<&'t str> {
        let segment = self.slice(start, end.max(start));
        if segment.bytes().any(|byte| byte < 0x20 && byte != b'\t') {
            return self.fail("expected valid JSON character");
        }
        Ok(segment)
    }

    fn finish_quoted(&mut self, text: Cow<'t, str>) -> bool {
        self.kind = Some(Kind::Scalar);
        self.content = Content::Text(text);
        true
    }

    /// One character of a quoted scalar that is nothing special; moves `end` behind visible ones.
    fn step_quoted(&mut self, end: &mut usize, reason: &str) -> Step<()> {
        if self.position == self.line_start && self.at_document_separator() {
            return self.fail(reason);
        }
        let byte = self.peek();
        self.position += 1;
        if !is_blank(byte) {
            *end = self.position;
        }
        Ok(())
    }

    /// Reads `'…'`.
    pub fn read_single_quoted(&mut self) -> Step<bool> {
        if self.peek() != b'\'' {
            return Ok(false);
        }
        self.position += 1;
        let mut text = Cow::Borrowed("");
        let (mut start, mut end) = (self.position, self.position);
        loop {
            match self.peek() {
                0 => {
                    return self.fail("unexpected end of the stream within a single quoted scalar");
                }
                b'\'' => {
                    append(&mut text, self.json_text(start, self.position)?);
                    if self.advance() != b'\'' {
                        return Ok(self.finish_quoted(text));
                    }
                    start = self.position;
                    self.position += 1;
                    end = self.position;
                }
                byte if is_eol(byte) => {
                    append(&mut text, self.json_text(start, end)?);
                    fold(&mut text, self.skip_space()?);
                    (start, end) = (self.position, self.position);
                }
                _ => self.step_quoted(
                    &mut end,
                    "unexpected end of the document within a single quoted scalar",
                )?,
            }
        }
    }

    /// Reads `"…"`.
    pub fn read_double_quoted(&mut self) -> Step<bool> {
        if self.peek() != b'"' {
            return Ok(false);
        }
        self.position += 1;
        let mut text = Cow::Borrowed("");
        let mut half = Surrogate::default();
        let (mut start, mut end) = (self.position, self.position);
        loop {
            let byte = self.peek();
            if byte == 0 {
                return self.fail("unexpected end of the stream within a double quoted scalar");
            }
            if byte == b'"' || byte == b'\\' {
                let segment = self.json_text(start, self.position)?;
                if byte == b'"' || !segment.is_empty() {
                    half.flush(&mut text);
                }
                append(&mut text, segment);
                self.position += 1;
                if byte == b'"' {
                    return Ok(self.finish_quoted(text));
                }
                self.read_escape(&mut text, &mut half)?;
                (start, end) = (self.position, self.position);
            } else if is_eol(byte) {
                half.flush(&mut text);
                append(&mut text, self.json_text(start, end)?);
                fold(&mut text, self.skip_space()?);
                (start, end) = (self.position, self.position);
            } else {
                self.step_quoted(
                    &mut end,
                    "unexpected end of the document within a double quoted scalar",
                )?;
            }
        }
    }

    /// Reads what follows a backslash.
    fn read_escape(&mut self, text: &mut Cow<'t, str>, half: &mut Surrogate) -> Step<()> {
        let byte = self.peek();
        if is_eol(byte) {
            self.skip_space()?;
            return Ok(());
        }
        if let Some(meaning) = simple_escape(byte) {
            half.flush(text);
            text.to_mut().push_str(meaning);
            self.position += 1;
            return Ok(());
        }
        let digits = match byte {
            b'x' => 2,
            b'u' => 4,
            b'U' => 8,
            _ => return self.fail("unknown escape sequence"),
        };
        let mut code: u32 = 0;
        for _ in 0..digits {
            let Some(digit) = char::from(self.advance()).to_digit(16) else {
                return self.fail("expected hexadecimal character");
            };
            code = code.wrapping_shl(4).wrapping_add(digit);
        }
        self.position += 1;
        half.push(text, code);
        Ok(())
    }
}
