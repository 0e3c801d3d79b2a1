//! Quoted scalars (`scanner/scanner.go`, `scanSingleQuote` and `scanDoubleQuote`).

use super::scan::Scanner;
use super::token::{Breaks, Kind, Refusal, Token};

/// A quoted scalar that the scanner is in.
struct Quoted {
    mark: char,
    line: usize,
    column: isize,
    value: String,
    /// Whether only blanks stood in this line so far, and it is not the first.
    at_line_start: bool,
    /// Whether the column was already set by a line break.
    broken: bool,
    /// The place of the last character that is no blank in the line asked about last.
    last_text: Option<(usize, Option<usize>)>,
}

impl Scanner {
    pub fn scan_quoted(&mut self, mark: char) -> Result<bool, Refusal> {
        if self.in_scalar() {
            return Ok(false);
        }
        let mut quoted = Quoted {
            mark,
            line: self.line,
            column: self.column,
            value: String::new(),
            at_line_start: false,
            broken: false,
            last_text: None,
        };
        let opened = self.at;
        let mut at = self.at + 1;
        while at < self.source.len() {
            if !std::mem::take(&mut quoted.broken) {
                self.advance(1);
            }
            let c = self.source[at];
            if c == mark && !(mark == '\'' && self.source.get(at + 1) == Some(&'\'')) {
                self.advance(1);
                self.push_quoted(quoted, opened, at);
                return Ok(true);
            }
            at = self.quoted_character(&mut quoted, c, at)?;
        }
        let kind = if mark == '\'' { "single" } else { "double" };
        let message = format!("could not find end character of {kind}-quoted text");
        Err(Refusal::new(quoted.line, quoted.column, message))
    }

    fn push_quoted(&mut self, quoted: Quoted, opened: usize, closed: usize) {
        let kind = if quoted.mark == '\'' { Kind::SingleQuote } else { Kind::DoubleQuote };
        let breaks = Breaks::of(&self.source[opened..=closed]);
        self.tokens.push(Token {
            kind,
            value: quoted.value,
            line: quoted.line,
            column: quoted.column,
            breaks,
        });
        self.clear();
    }

    /// Reads one character of a quoted scalar and tells where the next stands.
    fn quoted_character(
        &mut self,
        quoted: &mut Quoted,
        c: char,
        at: usize,
    ) -> Result<usize, Refusal> {
        match c {
            '\n' | '\r' => {
                quoted.fold();
                self.new_line();
                if self.is_separator(at + 1) {
                    return Err(self.refuse("found unexpected document separator"));
                }
                Ok(at + 1)
            }
            ' ' if quoted.at_line_start => Ok(at + 1),
            '\t' if quoted.at_line_start => {
                if self.delimiter_column < self.column {
                    return Ok(at + 1);
                }
                let kind = if quoted.mark == '\'' { "single" } else { "double" };
                Err(self.refuse(format!(
                    "tab character cannot be used for indentation in {kind}-quoted text"
                )))
            }
            '\'' if quoted.mark == '\'' => {
                quoted.value.push('\'');
                self.advance(1);
                Ok(at + 2)
            }
            '\\' if quoted.mark == '"' => self.escape(quoted, at),
            '\t' if quoted.mark == '"' => Ok(self.quoted_tab(quoted, at)),
            _ => {
                quoted.value.push(c);
                quoted.at_line_start = false;
                Ok(at + 1)
            }
        }
    }

    /// A tab inside double quotes: kept before text, dropped at the end of a line.
    fn quoted_tab(&mut self, quoted: &mut Quoted, at: usize) -> usize {
        let line_end = match quoted.last_text {
            Some((end, _)) if at < end => end,
            _ => {
                let rest = &self.source[at..];
                let length = rest.iter().position(|c| matches!(c, '\n' | '\r'));
                let end = at + length.unwrap_or(rest.len());
                let text = |c: &char| !matches!(c, ' ' | '\t');
                let last = self.source[at..end].iter().rposition(text).map(|last| at + last);
                quoted.last_text = Some((end, last));
                end
            }
        };
        if quoted.last_text.is_some_and(|(_, last)| last.is_some_and(|last| last > at)) {
            quoted.value.push('\t');
            if self.source[at + 1] != '"' {
                self.advance(1);
            }
            return at + 1;
        }
        self.advance(line_end - at - 1);
        line_end
    }

    fn escape(&mut self, quoted: &mut Quoted, at: usize) -> Result<usize, Refusal> {
        quoted.at_line_start = false;
        let Some(&next) = self.source.get(at + 1) else {
            quoted.value.push('\\');
            return Ok(at + 1);
        };
        let taken = match next {
            'x' | 'u' | 'U' => self.code_escape(quoted, next, at)?,
            '\n' => {
                quoted.at_line_start = true;
                quoted.broken = true;
                self.advance(1);
                self.new_line();
                return Ok(at + 2);
            }
            '\r' => {
                quoted.at_line_start = true;
                quoted.broken = true;
                self.new_line();
                if self.source.get(at + 2) == Some(&'\n') { 2 } else { 1 }
            }
            _ => match escaped(next) {
                Some(c) => {
                    quoted.value.push(c);
                    1
                }
                None => {
                    self.advance(1);
                    let shown = if next == '\'' { "'\\''".to_owned() } else { format!("'{next}'") };
                    return Err(self.refuse(format!("found unknown escape character {shown}")));
                }
            },
        };
        self.advance(taken);
        Ok(at + 1 + taken)
    }

    /// `\xHH`, `\uHHHH` (with a second one for a surrogate pair) and `\UHHHHHHHH`.
    fn code_escape(&self, quoted: &mut Quoted, mark: char, at: usize) -> Result<usize, Refusal> {
        let size = self.source.len();
        let (digits, name) = match mark {
            'x' => (2, ""),
            'u' => (4, "UTF-16"),
            _ => (8, "UTF-32"),
        };
        if at + 1 + digits >= size {
            if mark == 'x' {
                quoted.value.push('x');
                return Ok(1);
            }
            return Err(self.refuse(format!("not enough length for escaped {name} character")));
        }
        let mut code = hex(&self.source[at + 2..at + 2 + digits]);
        let mut taken = 1 + digits;
        if mark == 'u' && (0xD800..=0xDBFF).contains(&code) {
            code = self.surrogate_pair(code, at)?;
            taken += 6;
        }
        quoted.value.push(char::from_u32(code).unwrap_or('\u{fffd}'));
        Ok(taken)
    }

    fn surrogate_pair(&self, high: u32, at: usize) -> Result<u32, Refusal> {
        if at + 11 >= self.source.len() {
            return Err(self.refuse("not enough length for escaped UTF-16 surrogate pair"));
        }
        if self.source[at + 6..at + 8] != ['\\', 'u'] {
            let message =
                "found unexpected character after high surrogate for UTF-16 surrogate pair";
            return Err(self.refuse(message));
        }
        let low = hex(&self.source[at + 8..at + 12]);
        if !(0xDC00..=0xDFFF).contains(&low) {
            return Err(self.refuse("found unexpected low surrogate after high surrogate"));
        }
        Ok((high - 0xD800) * 0x400 + (low - 0xDC00) + 0x10000)
    }
}

impl Quoted {
    /// A line break: spaces before it go, the first is a space, each further one a break.
    fn fold(&mut self) {
        let kept = self.value.trim_end_matches(' ').len();
        self.value.truncate(kept);
        self.value.push(if self.at_line_start { '\n' } else { ' ' });
        self.at_line_start = true;
        self.broken = true;
    }
}

fn escaped(c: char) -> Option<char> {
    Some(match c {
        '0' => '\0',
        'a' => '\u{7}',
        'b' => '\u{8}',
        't' | '\t' => '\t',
        'n' => '\n',
        'v' => '\u{b}',
        'f' => '\u{c}',
        'r' => '\r',
        'e' => '\u{1b}',
        ' ' | '"' | '/' | '\\' => c,
        'N' => '\u{85}',
        '_' => '\u{a0}',
        'L' => '\u{2028}',
        'P' => '\u{2029}',
        _ => return None,
    })
}

/// The library adds up whatever stands there, digits or not.
fn hex(digits: &[char]) -> u32 {
    digits.iter().fold(0, |sum: u32, c| {
        let digit = match c {
            'A'..='F' => u32::from(*c) - u32::from('A') + 10,
            'a'..='f' => u32::from(*c) - u32::from('a') + 10,
            _ => u32::from(*c).wrapping_sub(u32::from('0')),
        };
        sum.wrapping_mul(16).wrapping_add(digit)
    })
}
