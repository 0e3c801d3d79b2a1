//! Characters to tokens (`scanner/scanner.go`, `scanner/context.go`).
//!
//! The library keeps two buffers: the text of the scalar that it is in, without blanks at its ends, and
//! the source of what it read since the last token. Nearly all its habits come from what these two hold.

use super::multi_line::MultiLine;
use super::token::{Breaks, Kind, Refusal, Token, breaks, is_reserved_tag, plain_kind};

/// Whether the first character of a line stands right of the last key or dash, or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Indent {
    Up,
    Down,
    Keep,
    Equal,
}

/// The scanner between two characters.
pub(super) struct Scanner {
    pub source: Vec<char>,
    pub at: usize,
    pub line: usize,
    pub column: isize,
    pub tokens: Vec<Token>,
    /// The scalar so far, and the length of it up to its last character that is no blank.
    pub text: Vec<char>,
    pub text_end: usize,
    /// The source since the last token, and its length without blanks at the end.
    pub raw: Vec<char>,
    pub raw_end: usize,
    pub multi_line: Option<MultiLine>,
    /// Column of the last key or dash; 0 before the first.
    pub delimiter_column: isize,
    pub indent: Indent,
    pub at_line_start: bool,
    pub flow_sequences: isize,
    pub flow_maps: isize,
    /// Spaces at the start of the line so far (and, as the library has it, tabs inside it).
    pub indent_spaces: usize,
    pub in_anchor: bool,
    pub in_alias: bool,
    pub in_directive: bool,
    /// Where the scalar began that goes over several lines.
    pub saved: Option<(usize, isize)>,
}

/// The tokens of a block.
pub(super) fn scan(block: &str) -> Result<Vec<Token>, Refusal> {
    let mut scanner = Scanner::new(block);
    while let Some(c) = scanner.current() {
        scanner.step(c)?;
    }
    scanner.end_scalar();
    Ok(scanner.tokens)
}

impl Scanner {
    fn new(block: &str) -> Self {
        Self {
            source: block.chars().collect(),
            at: 0,
            line: 1,
            column: 1,
            tokens: Vec::with_capacity(block.len() / 6),
            text: Vec::new(),
            text_end: 0,
            raw: Vec::new(),
            raw_end: 0,
            multi_line: None,
            delimiter_column: 0,
            indent: Indent::Equal,
            at_line_start: true,
            flow_sequences: 0,
            flow_maps: 0,
            indent_spaces: 0,
            in_anchor: false,
            in_alias: false,
            in_directive: false,
            saved: None,
        }
    }

    fn step(&mut self, c: char) -> Result<(), Refusal> {
        self.update_indent(c);
        if self.indent == Indent::Down {
            self.end_scalar();
        }
        if self.multi_line.is_some() {
            if self.indent != Indent::Down {
                return self.scan_multi_line(c);
            }
            self.close_multi_line()?;
        }
        if self.scan_special(c)? {
            return Ok(());
        }
        self.push_text(c);
        self.push_raw(c);
        self.advance(1);
        Ok(())
    }

    /// What a character that may mean something does; false where it is part of a scalar.
    fn scan_special(&mut self, c: char) -> Result<bool, Refusal> {
        match c {
            '{' | '[' => Ok(self.scan_flow_start(c)),
            '}' => Ok(self.flow_maps > 0 && self.flow_end(Kind::MappingEnd)),
            ']' => {
                Ok(!(self.in_scalar() && self.flow_sequences <= 0)
                    && self.flow_end(Kind::SequenceEnd))
            }
            ',' => Ok(self.in_flow() && self.indicator(Kind::CollectEntry)),
            '.' => Ok(self.scan_document_end()),
            '<' => Ok(self.scan_merge_key()),
            '-' => self.scan_dash(),
            ':' => self.scan_colon(),
            '|' | '>' => self.scan_multi_line_header(c),
            '!' => self.scan_tag(),
            '%' => Ok(self.scan_directive()),
            '?' => Ok(self.scan_question()),
            '&' | '*' => Ok(self.scan_reference(c)),
            '#' => Ok(self.scan_comment()),
            '\'' | '"' => self.scan_quoted(c),
            '\r' | '\n' => {
                self.scan_line_break(c);
                Ok(true)
            }
            ' ' => Ok(self.scan_space()),
            '@' | '`' if !self.in_scalar() => {
                Err(self.refuse(format!("'{c}' is a reserved character")))
            }
            '\t' => self.scan_tab(),
            _ => Ok(false),
        }
    }

    // The two buffers.

    pub fn current(&self) -> Option<char> {
        self.source.get(self.at).copied()
    }

    /// The character behind this one; NUL at the end, as the library has it.
    pub fn next(&self) -> char {
        self.source.get(self.at + 1).copied().unwrap_or('\0')
    }

    pub fn advance(&mut self, count: usize) {
        self.column += count as isize;
        self.at += count;
    }

    pub fn new_line(&mut self) {
        self.column = 1;
        self.line += 1;
        self.indent_spaces = 0;
        self.at_line_start = true;
        self.in_anchor = false;
        self.in_alias = false;
        self.in_directive = false;
        self.at += 1;
    }

    pub fn push_text(&mut self, c: char) {
        let blank = matches!(c, ' ' | '\t');
        if blank && self.text.is_empty() {
            return;
        }
        self.text.push(c);
        if !blank {
            self.text_end = self.text.len();
        }
    }

    pub fn push_raw(&mut self, c: char) {
        self.raw.push(c);
        if !matches!(c, ' ' | '\t') {
            self.raw_end = self.raw.len();
        }
    }

    pub fn reset(&mut self) {
        self.text.clear();
        self.raw.clear();
        self.text_end = 0;
        self.raw_end = 0;
    }

    pub fn clear(&mut self) {
        self.reset();
        self.multi_line = None;
    }

    pub fn in_scalar(&self) -> bool {
        match &self.multi_line {
            None => self.text_end > 0,
            Some(_) => !self.scalar_text().is_empty(),
        }
    }

    pub fn in_flow(&self) -> bool {
        self.flow_sequences > 0 || self.flow_maps > 0
    }

    pub fn is_last(&self) -> bool {
        self.at + 1 >= self.source.len()
    }

    pub fn refuse(&self, message: impl Into<String>) -> Refusal {
        Refusal::new(self.line, self.column, message)
    }

    pub fn push(&mut self, kind: Kind, value: impl Into<String>) {
        let (line, column) = (self.line, self.column);
        self.push_at(kind, value.into(), line, column);
    }

    pub fn push_at(&mut self, kind: Kind, value: String, line: usize, column: isize) {
        let breaks = Breaks::of(&self.raw);
        self.tokens.push(Token { kind, value, line, column, breaks });
    }

    /// The scalar so far as a token, if there is one.
    pub fn end_scalar(&mut self) -> bool {
        let saved = self.saved.take();
        if self.at == 0 {
            return false;
        }
        let text = self.scalar_text().into_owned();
        if text.is_empty() {
            self.text.clear();
            return false;
        }
        let (line, column) = saved.unwrap_or_else(|| self.scalar_place());
        let value: String = text.iter().collect();
        let untagged = self
            .tokens
            .last()
            .is_none_or(|last| last.kind != Kind::Tag || is_reserved_tag(&last.value));
        let kind = match untagged && self.multi_line.is_none() {
            true => plain_kind(&value),
            false => Kind::String,
        };
        self.push_at(kind, value, line, column);
        self.reset();
        true
    }

    fn scalar_place(&self) -> (usize, isize) {
        if self.multi_line.is_none() {
            return (self.line, self.column - self.text.len() as isize);
        }
        let raw: String = self.raw.iter().collect();
        let text: String = self.text.iter().collect();
        let column = raw.find(&text).map_or(0, |at| at as isize + 1);
        (self.line.saturating_sub(breaks(&self.text)), column)
    }

    fn update_indent(&mut self, c: char) {
        if !self.at_line_start {
            self.indent = Indent::Keep;
            return;
        }
        match c {
            '\n' | '\r' | '\t' => {}
            ' ' => self.indent_spaces += 1,
            _ => {
                if self.delimiter_column != 0 {
                    let right = self.delimiter_column < self.column;
                    self.indent = if right { Indent::Up } else { Indent::Down };
                }
                self.at_line_start = false;
            }
        }
    }
}
