//! A place in the text of a date.

use crate::text::Span;

/// The rest of a text that is still to be read. Trying costs nothing: a copy keeps the old place.
#[derive(Clone, Copy, Debug)]
pub struct Cursor<'t> {
    text: &'t str,
    /// Bytes already read.
    pub at: usize,
    end: usize,
}

/// A run of digits.
#[derive(Clone, Copy, Debug)]
pub struct Number {
    /// Its value; digits behind the eighteenth are not counted in.
    pub value: u64,
    /// How many digits.
    pub digits: usize,
    /// Where it stands.
    pub span: Span,
}

impl Number {
    /// The value as a part of a date, all of which are small.
    pub fn part(self) -> u32 {
        u32::try_from(self.value).unwrap_or(u32::MAX)
    }
}

fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r' | '\u{a0}' | '\u{3000}')
}

impl<'t> Cursor<'t> {
    /// The text without blanks around it.
    pub fn new(text: &'t str) -> Self {
        let end = text.trim_end_matches(is_blank).len();
        let at = end - text[..end].trim_start_matches(is_blank).len();
        Self { text, at, end }
    }

    /// What is still to be read.
    pub fn rest(&self) -> &'t str {
        &self.text[self.at..self.end]
    }

    /// Whether all is read.
    pub fn is_done(&self) -> bool {
        self.at == self.end
    }

    /// The next character.
    pub fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Reads exactly this text, ASCII letters in any case.
    pub fn eat(&mut self, what: &str) -> bool {
        let found =
            self.rest().get(..what.len()).is_some_and(|next| next.eq_ignore_ascii_case(what));
        if found {
            self.at += what.len();
        }
        found
    }

    /// Reads the first of these characters that stands here.
    pub fn eat_any(&mut self, of: &[char]) -> Option<char> {
        let next = self.peek().filter(|next| of.contains(next))?;
        self.at += next.len_utf8();
        Some(next)
    }

    /// Reads blanks, and says whether there were any.
    pub fn blanks(&mut self) -> bool {
        let rest = self.rest();
        let length = rest.len() - rest.trim_start_matches(is_blank).len();
        self.at += length;
        length > 0
    }

    /// Reads a run of ASCII digits.
    pub fn number(&mut self) -> Option<Number> {
        let digits = self.rest().bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 {
            return None;
        }
        let span = self.advance(digits);
        let value = self.text[span.start..span.end]
            .bytes()
            .take(18)
            .fold(0, |value, digit| value * 10 + u64::from(digit - b'0'));
        Some(Number { value, digits, span })
    }

    /// Reads a number of one or two digits.
    pub fn small(&mut self) -> Option<Number> {
        let before = *self;
        let number = self.number().filter(|number| number.digits <= 2);
        if number.is_none() {
            *self = before;
        }
        number
    }

    /// Reads a run of ASCII letters and says where it stands.
    pub fn word(&mut self) -> Option<(&'t str, Span)> {
        let length = self.rest().bytes().take_while(u8::is_ascii_alphabetic).count();
        if length == 0 {
            return None;
        }
        let span = self.advance(length);
        Some((span.text(self.text), span))
    }

    /// The text that a span covers.
    pub fn slice(&self, span: Span) -> &'t str {
        span.text(self.text)
    }

    /// The text from `start` up to here.
    pub fn since(&self, start: usize) -> Span {
        Span::new(start, self.at)
    }

    /// Reads the next `length` bytes, which must end on a character.
    pub fn advance(&mut self, length: usize) -> Span {
        self.at += length;
        Span::new(self.at - length, self.at)
    }
}
