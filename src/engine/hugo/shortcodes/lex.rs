//! A body as Hugo's lexer cuts it: shortcodes and the summary divider, wherever they stand, code and
//! comments included (`parser/pageparser/pagelexer.go`, `pagelexer_shortcode.go`).

use std::collections::HashSet;

use super::super::paths::{is_digit, is_letter};
use crate::text::Span;

/// A piece that means something; spans are in bytes of the lexed text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Item {
    pub kind: ItemKind,
    pub span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ItemKind {
    /// `{{<`
    Left,
    /// `{{%`
    LeftMarkdown,
    /// `>}}` or `%}}`
    Right,
    /// `/`
    Close,
    Name,
    InlineName,
    Param,
    Value,
    /// `{{</* … */>}}`
    Escaped,
    Divider,
}

/// Where the lexer gives up, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LexError {
    pub at: usize,
    pub message: String,
    /// Whether a closing tag is wrong for what is open.
    pub is_open: bool,
}

/// Cuts a body. Items before an error are kept.
pub(super) fn lex(body: &str, divider: &str) -> (Vec<Item>, Option<LexError>) {
    let mut lexer = Lexer {
        text: body,
        at: 0,
        start: 0,
        items: Vec::new(),
        markdown: false,
        inline: false,
        name: None,
        closing: false,
        steps: 0,
        params: 0,
        open: HashSet::new(),
    };
    let error = lexer.main(divider).err();
    (lexer.items, error)
}

struct Lexer<'t> {
    text: &'t str,
    at: usize,
    /// Where the current item begins.
    start: usize,
    items: Vec<Item>,
    /// Whether the shortcode at hand is written with `%`.
    markdown: bool,
    /// Whether an inline shortcode is open.
    inline: bool,
    name: Option<&'t str>,
    closing: bool,
    /// Names in the shortcode at hand.
    steps: usize,
    /// 1: positional parameters, 2: named ones.
    params: usize,
    open: HashSet<&'t str>,
}

type Lexed = Result<(), LexError>;

impl<'t> Lexer<'t> {
    fn main(&mut self, divider: &str) -> Lexed {
        let find = |mark: &str, from: usize| {
            let found = memchr::memmem::find(&self.text.as_bytes()[from..], mark.as_bytes());
            found.map(|length| from + length)
        };
        // The divider is looked for again only where a shortcode held it, and only the first one counts.
        let mut division = find(divider, self.at);
        loop {
            if division.is_some_and(|at| at < self.at) {
                division = find(divider, self.at);
            }
            let shortcode = find("{{", self.at);
            let Some(next) = shortcode.into_iter().chain(division).min() else { return Ok(()) };
            self.at = next;
            self.start = self.at;
            if self.has("{{%") || self.has("{{<") {
                self.shortcode()?;
            } else if division == Some(next) {
                division = None;
                self.at += divider.len();
                self.emit(ItemKind::Divider);
            } else {
                self.at += 1;
            }
        }
    }

    fn has(&self, prefix: &str) -> bool {
        self.text[self.at..].starts_with(prefix)
    }

    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    fn current(&self) -> &'t str {
        &self.text[self.start..self.at]
    }

    fn emit(&mut self, kind: ItemKind) {
        self.items.push(Item { kind, span: Span::new(self.start, self.at) });
        self.start = self.at;
    }

    fn fail_open<T>(&self, message: impl Into<String>) -> Result<T, LexError> {
        self.fail(message).map_err(|error| LexError { is_open: true, ..error })
    }

    fn fail<T>(&self, message: impl Into<String>) -> Result<T, LexError> {
        Err(LexError { at: self.start, message: message.into(), is_open: false })
    }

    fn right(&self) -> &'static str {
        if self.markdown { "%}}" } else { ">}}" }
    }

    fn shortcode(&mut self) -> Lexed {
        if self.inline && !self.closes_inline() {
            return self.fail("inline shortcodes do not support nesting");
        }
        self.markdown = self.has("{{%");
        self.at += 3;
        if self.has("/*") {
            return self.escaped();
        }
        self.emit(if self.markdown { ItemKind::LeftMarkdown } else { ItemKind::Left });
        self.steps = 0;
        self.params = 0;
        self.inside()
    }

    fn closes_inline(&self) -> bool {
        let rest = self.text[self.at + 3..].trim_start_matches(is_space);
        let name = rest.strip_prefix('/').map(str::trim_start);
        name.and_then(|name| name.strip_prefix(self.name.unwrap_or_default()))
            .is_some_and(|behind| behind.starts_with(' '))
    }

    fn escaped(&mut self) -> Lexed {
        let end = format!("*/{}", self.right());
        match self.text[self.at..].find(&end) {
            Some(length) if length > 1 => {
                self.at += length + end.len();
                self.emit(ItemKind::Escaped);
                Ok(())
            }
            _ => self.fail("comment must be closed"),
        }
    }

    /// The elements between the delimiters.
    fn inside(&mut self) -> Lexed {
        loop {
            if self.has(self.right()) {
                self.closing = false;
                self.at += 3;
                self.emit(ItemKind::Right);
                return Ok(());
            }
            self.start = self.at;
            let Some(c) = self.next() else { return self.fail("unclosed shortcode action") };
            match c {
                _ if is_space(c) => {}
                '=' => self.value()?,
                '/' => {
                    if self.name.is_none() {
                        return self.fail_open("got closing shortcode, but none is open");
                    }
                    self.closing = true;
                    self.inline = false;
                    self.steps = 0;
                    self.emit(ItemKind::Close);
                }
                '\\' => {
                    if matches!(self.peek(), Some('"' | '`')) {
                        self.start = self.at;
                        self.param(true)?;
                    }
                }
                '"' | '`' if self.steps > 0 => {
                    self.at = self.start;
                    self.param(false)?;
                }
                _ if self.steps > 0 && is_word_or_hyphen(c) => {
                    self.at = self.start;
                    self.param(false)?;
                }
                _ if is_word(c) => {
                    self.at = self.start;
                    if self.identifier()? {
                        return self.end_of_closing();
                    }
                }
                _ => {
                    return self.fail(format!(
                        "unrecognized character in shortcode action: U+{:04X} '{c}'. Note: Parameters with non-alphanumeric args must be quoted",
                        u32::from(c)
                    ));
                }
            }
        }
    }

    /// A name; true where it is that of a closing tag.
    fn identifier(&mut self) -> Result<bool, LexError> {
        loop {
            match self.peek() {
                Some(c) if is_word_or_hyphen(c) || c == '/' => self.at += c.len_utf8(),
                Some('.') => {
                    self.at += 1;
                    self.inline = self.has("inline ");
                    if !self.inline {
                        return self
                            .fail("period in shortcode name only allowed for inline identifiers");
                    }
                }
                _ => break,
            }
        }
        let word = self.current();
        let closing = std::mem::take(&mut self.closing);
        if closing && !self.open.contains(word) {
            return self
                .fail_open(format!("closing tag for shortcode '{word}' does not match start tag"));
        }
        self.name = Some(word);
        // Hugo opens the name again that it has just closed.
        self.open.insert(word);
        self.steps += 1;
        self.emit(if self.inline { ItemKind::InlineName } else { ItemKind::Name });
        Ok(closing)
    }

    fn end_of_closing(&mut self) -> Lexed {
        self.inline = false;
        loop {
            if self.has(self.right()) {
                self.closing = false;
                self.at += 3;
                self.emit(ItemKind::Right);
                return Ok(());
            }
            match self.next() {
                Some(c) if is_space(c) => self.start = self.at,
                _ => return self.fail("unclosed shortcode"),
            }
        }
    }

    /// What stands behind `=`.
    fn value(&mut self) -> Lexed {
        while self.peek().is_some_and(is_space) {
            self.at += 1;
        }
        self.start = self.at;
        match self.peek() {
            Some(c @ ('"' | '\\')) => self.quoted(c != '\\', ItemKind::Value),
            Some('`') => self.raw(ItemKind::Value),
            _ => {
                while self.peek().is_some_and(|c| !is_space(c)) {
                    self.next();
                }
                self.emit(ItemKind::Value);
                Ok(())
            }
        }
    }

    fn param(&mut self, escaped: bool) -> Lexed {
        let mut named = false;
        match self.peek() {
            Some('`') if escaped => return self.fail("unrecognized escape character"),
            Some(c @ ('"' | '`')) => {
                if self.params == 2 {
                    return self.fail(
                        "got quoted positional parameter. Cannot mix named and positional parameters",
                    );
                }
                self.params = 1;
                return match c {
                    '"' => self.quoted(!escaped, ItemKind::Param),
                    _ => self.raw(ItemKind::Param),
                };
            }
            _ => {}
        }
        while let Some(c) = self.peek() {
            if c == '=' {
                named = self.at > self.start;
                break;
            }
            if !is_word_or_hyphen(c) && c != '.' {
                break;
            }
            self.at += c.len_utf8();
        }
        let word = self.current();
        let mixed = |kind: &str| {
            format!("got {kind} parameter '{word}'. Cannot mix named and positional parameters")
        };
        match (self.params, named) {
            (0, named) => self.params = if named { 2 } else { 1 },
            (1, true) => return self.fail(mixed("named")),
            (2, false) => return self.fail(mixed("positional")),
            _ => {}
        }
        self.emit(ItemKind::Param);
        Ok(())
    }

    fn raw(&mut self, kind: ItemKind) -> Lexed {
        self.at += 1;
        self.start = self.at;
        match self.text[self.at..].find('`') {
            None => self.fail("unterminated raw string in shortcode parameter-argument"),
            Some(length) => {
                self.at += length;
                self.emit(kind);
                self.at += 1;
                self.start = self.at;
                Ok(())
            }
        }
    }

    /// A text in quotes, or in escaped quotes, as shortcodes inside other languages have it.
    fn quoted(&mut self, escapes: bool, kind: ItemKind) -> Lexed {
        let (mut open, mut escaped) = (false, false);
        loop {
            let before = self.at;
            match self.next() {
                Some('\\') => match self.peek() {
                    Some('"') if open && !escapes => {
                        self.at = before;
                        break;
                    }
                    Some('"') if open => escaped = true,
                    Some('`') => return self.fail("unrecognized escape character"),
                    _ => {}
                },
                None | Some('\n') => {
                    return self.fail("unterminated quoted string in shortcode parameter-argument");
                }
                Some('"') if std::mem::take(&mut escaped) => {}
                Some('"') if open => {
                    self.at = before;
                    break;
                }
                Some('"') => {
                    open = true;
                    self.start = self.at;
                }
                Some(_) => {}
            }
        }
        self.emit(kind);
        match self.next() {
            Some('\\') if self.peek() == Some('"') => self.at += 1,
            _ => {}
        }
        self.start = self.at;
        Ok(())
    }
}

fn is_space(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\u{b}' | '\u{c}' | '\r' | ' ')
}

fn is_word(c: char) -> bool {
    c == '_' || c.is_ascii_alphanumeric() || !c.is_ascii() && (is_letter(c) || is_digit(c))
}

fn is_word_or_hyphen(c: char) -> bool {
    c == '-' || is_word(c)
}
