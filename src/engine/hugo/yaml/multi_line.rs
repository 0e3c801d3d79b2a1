//! Block scalars, and what the library takes for one (`scanner/context.go`, `MultiLineState`).

use std::borrow::Cow;

use super::scan::{Indent, Scanner};
use super::token::{Kind, Refusal};

/// A block scalar that the scanner is in. Columns count from 1; 0 is not known yet.
#[derive(Default)]
pub(super) struct MultiLine {
    /// What stands behind `|` or `>`.
    header: String,
    style: Style,
    first_column: isize,
    previous_column: isize,
    line_column: isize,
    last_text_column: isize,
    blank_column: isize,
    folded_break: bool,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Style {
    Literal,
    Folded,
    /// A plain scalar that goes on in a line that begins with a dash.
    #[default]
    RawFolded,
}

impl MultiLine {
    pub fn raw_folded(column: isize) -> Self {
        Self { first_column: column, line_column: column, ..Self::default() }
    }

    fn new(style: Style, header: &str, delimiter_column: isize) -> Self {
        let indent = indent_of(header);
        let first_column = if indent > 0 { delimiter_column + indent } else { 0 };
        Self { style, header: header.to_owned(), first_column, ..Self::default() }
    }

    fn trims_end(&self) -> bool {
        self.style == Style::RawFolded || self.header.starts_with('-') || self.header.ends_with('-')
    }

    fn keeps_end(&self) -> bool {
        self.header.starts_with('+') || self.header.ends_with('+')
    }

    fn update_column(&mut self, column: isize) {
        if self.first_column == 0 {
            self.first_column = column;
        }
        if self.line_column == 0 {
            self.line_column = column;
        }
    }

    fn is_indent_column(&self, column: isize) -> bool {
        match self.first_column {
            0 => column == 1,
            first => first > column,
        }
    }

    fn header_error(&self) -> Option<&'static str> {
        (indent_of(&self.header) != 0 && self.first_column > self.line_column)
            .then_some("invalid number of indent is specified in the multi-line header")
    }

    fn end_line(&mut self) {
        self.previous_column = self.line_column;
        if self.line_column != 0 {
            self.last_text_column = self.line_column;
        }
        self.folded_break = true;
        self.line_column = 0;
    }
}

/// The header without its chomping marks, one at each end.
fn digits_of(header: &str) -> &str {
    let header = header.strip_prefix('-').unwrap_or(header);
    let header = header.strip_prefix('+').unwrap_or(header);
    let header = header.strip_suffix('-').unwrap_or(header);
    header.strip_suffix('+').unwrap_or(header)
}

fn indent_of(header: &str) -> isize {
    digits_of(header).parse().unwrap_or(0)
}

fn is_valid(header: &str) -> bool {
    let digits = digits_of(header);
    digits.is_empty() || digits != "0" && digits.parse::<i64>().is_ok_and(|indent| indent <= 9)
}

impl Scanner {
    /// The text of the scalar so far, chomped as its header says.
    pub fn scalar_text(&self) -> Cow<'_, [char]> {
        // After an empty block scalar the library forgets the text but not how long it was.
        let text = self.text.get(..self.text_end).unwrap_or(&['\n']);
        let Some(state) = &self.multi_line else { return Cow::Borrowed(text) };
        let without = |text: &[char], c: char| {
            text.len() - text.iter().rev().take_while(|other| **other == c).count()
        };
        let mut kept = text;
        if state.trims_end() {
            kept = &kept[..without(kept, '\n')];
            kept = &kept[..without(kept, ' ')];
        } else if !state.keeps_end() {
            kept = &kept[..(without(kept, '\n') + 1).min(kept.len())];
        }
        if kept == ['\n'] {
            kept = &[];
        }
        if state.keeps_end() && kept.is_empty() {
            return Cow::Borrowed(&['\n']);
        }
        Cow::Borrowed(kept)
    }

    pub fn scan_multi_line_header(&mut self, mark: char) -> Result<bool, Refusal> {
        if self.in_scalar() {
            return Ok(false);
        }
        self.push_raw(mark);
        self.at += 1;
        let rest = &self.source[self.at.min(self.source.len())..];
        let is_break = |c: &char| matches!(c, '\n' | '\r');
        let broken = rest.iter().position(is_break);
        // Without a line break the last character of the text does not count as header.
        let length = broken.unwrap_or(rest.len().saturating_sub(1));
        let value: String = rest[..length].iter().collect();
        let crlf = broken.is_some_and(|at| rest[at] == '\r' && rest.get(at + 1) == Some(&'\n'));
        let taken = length + usize::from(crlf);
        let value = value.trim_end_matches(' ');
        let comment = value.find('#').filter(|at| *at > 0);
        let header = value[..comment.unwrap_or(value.len())].trim_end_matches([' ', '\t']);
        if !is_valid(header) {
            return Err(self.refuse(format!("invalid header option: {header:?}")));
        }
        if self.column == 1 {
            self.delimiter_column = 1;
        }
        let (kind, style) = match mark {
            '|' => (Kind::Literal, Style::Literal),
            _ => (Kind::Folded, Style::Folded),
        };
        let state = MultiLine::new(style, header, self.delimiter_column);
        let header = format!("{mark}{header}");
        self.push(kind, header);
        self.multi_line = Some(state);
        if comment.is_some() {
            self.column += 1;
            self.push(Kind::Comment, "");
        }
        self.indent = Indent::Keep;
        self.reset();
        self.advance(taken);
        self.new_line();
        Ok(true)
    }

    /// A line that stands left of the block scalar ends it.
    pub fn close_multi_line(&mut self) -> Result<(), Refusal> {
        let last = self.tokens.last().map(|token| (token.column, token.kind));
        if let Some((column, kind)) = last {
            if column == 1 {
                return Err(self.refuse("could not find multi-line content"));
            }
            if kind != Kind::String {
                self.push(Kind::String, "");
            }
        }
        self.multi_line = None;
        Ok(())
    }

    pub fn scan_multi_line(&mut self, c: char) -> Result<(), Refusal> {
        let mut state = self.multi_line.take().expect("the scanner is in a block scalar");
        let result = self.scan_in(&mut state, c);
        // The scalar may have ended here; a fresh `clear` leaves none.
        if let Ok(true) = result {
            self.multi_line = Some(state);
        }
        result.map(|_| ())
    }

    /// One character of a block scalar; whether it goes on behind it.
    fn scan_in(&mut self, state: &mut MultiLine, c: char) -> Result<bool, Refusal> {
        self.push_raw(c);
        let mut c = c;
        if c == '\r' {
            if self.next() == '\n' {
                self.push_raw('\n');
                self.at += 1;
            }
            c = '\n';
        }
        if self.is_last() {
            return self.end_multi_line(state, c);
        }
        match c {
            '\n' => return Ok(self.break_multi_line(state)),
            ' ' if self.at_line_start => self.add_indent(state),
            '\t' if self.at_line_start && state.is_indent_column(self.column) => {
                let message = "found a tab character where an indentation space is expected";
                return Err(self.refuse(message));
            }
            '\t' if !state.is_indent_column(self.column) => self.push_multi_line_text(c),
            _ => self.add_multi_line_text(state, c)?,
        }
        self.advance(1);
        Ok(true)
    }

    fn end_multi_line(&mut self, state: &mut MultiLine, c: char) -> Result<bool, Refusal> {
        if self.at_line_start && c == ' ' {
            self.add_indent(state);
        } else {
            self.push_text(c);
        }
        state.update_column(self.column);
        if let Some(message) = state.header_error() {
            return Err(self.refuse(message));
        }
        let value = self.chomped(state);
        self.push(Kind::String, value);
        self.clear();
        self.advance(1);
        Ok(false)
    }

    fn break_multi_line(&mut self, state: &mut MultiLine) -> bool {
        self.push_text('\n');
        if state.first_column == 0 {
            state.blank_column = self.column - 1;
        }
        state.end_line();
        self.new_line();
        if self.is_separator(self.at) {
            let value = self.chomped(state);
            self.push(Kind::String, value);
            self.clear();
            return false;
        }
        true
    }

    fn add_multi_line_text(&mut self, state: &mut MultiLine, c: char) -> Result<(), Refusal> {
        if state.first_column == 0 && state.blank_column > self.column {
            return Err(self.refuse("invalid number of indent is specified after space only"));
        }
        state.update_column(self.column);
        if let Some(message) = state.header_error() {
            return Err(self.refuse(message));
        }
        if state.first_column > 1 {
            self.delimiter_column = state.first_column - 1;
        }
        self.fold(state);
        self.push_multi_line_text(c);
        Ok(())
    }

    /// Inside a block scalar a tab counts as text.
    fn push_multi_line_text(&mut self, c: char) {
        if self.text.is_empty() && c == ' ' {
            return;
        }
        self.text.push(c);
        if c != ' ' {
            self.text_end = self.text.len();
        }
    }

    fn add_indent(&mut self, state: &mut MultiLine) {
        if state.first_column == 0 || self.column < state.first_column {
            return;
        }
        if state.style != Style::Literal {
            state.folded_break = false;
        }
        self.text.push(' ');
        self.text_end = self.text.len();
    }

    fn fold(&mut self, state: &mut MultiLine) {
        if state.style == Style::Literal || !state.folded_break {
            return;
        }
        let length = self.text.len();
        let broken = self.text.last() == Some(&'\n');
        if state.line_column == state.previous_column {
            if broken {
                self.text[length - 1] = ' ';
            }
        } else if state.previous_column == 0
            && state.last_text_column == self.column
            && broken
            && length > 1
            && self.text[length - 2] == '\n'
        {
            self.text.pop();
            self.text_end = self.text.len();
        }
        state.folded_break = false;
    }

    fn chomped(&mut self, state: &mut MultiLine) -> String {
        self.multi_line = Some(std::mem::take(state));
        let value = self.scalar_text().iter().collect();
        *state = self.multi_line.take().unwrap_or_default();
        value
    }

    /// Whether `---` or `...` stands here with nothing but a blank or break behind.
    pub fn is_separator(&self, at: usize) -> bool {
        let Some(marker) = self.source.get(at..at + 3) else { return false };
        (marker == ['-'; 3] || marker == ['.'; 3])
            && self.source.get(at + 3).is_none_or(|c| matches!(c, ' ' | '\t' | '\n' | '\r'))
    }
}
