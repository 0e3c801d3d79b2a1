//! The loader's state, and how it moves over blanks, comments and line breaks.

use std::borrow::Cow;
use std::collections::HashMap;

use super::properties::Tag;
use super::types::Schema;
use crate::engine::hexo::js::{Heap, Id};

/// What a reading step answers: js-yaml throws, this returns.
pub type Step<T> = Result<T, String>;

/// The kind of node that was read last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Scalar,
    Sequence,
    Mapping,
}

/// What was read last, before or after its type was resolved.
#[derive(Clone, Debug)]
pub enum Content<'t> {
    /// `null` in js-yaml: nothing was read.
    Nothing,
    /// A scalar's text, still a string.
    Text(Cow<'t, str>),
    /// A value in the heap.
    Value(Id),
}

/// Where the loader is and what it read last.
#[derive(Debug)]
pub struct Loader<'t> {
    pub text: &'t str,
    /// Length with the newline that js-yaml adds at the end.
    pub length: usize,
    pub position: usize,
    pub line: usize,
    pub line_start: usize,
    /// Blanks at the start of the line.
    pub line_indent: i64,
    /// The first tab among the blanks of this line.
    pub first_tab: Option<usize>,
    pub depth: usize,
    pub tag: Option<Tag>,
    pub anchor: Option<&'t str>,
    pub kind: Option<Kind>,
    pub content: Content<'t>,
    pub heap: Heap<'t>,
    pub anchors: HashMap<&'t str, Id>,
    /// What anchors were before they were set, so that a failed attempt can be undone.
    pub anchor_log: Vec<(&'t str, Option<Id>)>,
    pub handles: HashMap<String, String>,
    pub merged_keys: usize,
    pub schema: Schema,
}

/// A place to go back to when an attempt fails.
#[derive(Clone, Debug)]
pub struct Snapshot<'t> {
    pub position: usize,
    pub line: usize,
    pub line_start: usize,
    line_indent: i64,
    first_tab: Option<usize>,
    tag: Option<Tag>,
    anchor: Option<&'t str>,
    kind: Option<Kind>,
    content: Content<'t>,
}

/// Space or tab.
pub fn is_blank(byte: u8) -> bool {
    matches!(byte, b'\t' | b' ')
}

/// Line feed or carriage return.
pub fn is_eol(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

/// Blank or line break.
pub fn is_space(byte: u8) -> bool {
    is_blank(byte) || is_eol(byte)
}

/// One of `,[]{}`.
pub fn is_flow_indicator(byte: u8) -> bool {
    matches!(byte, b',' | b'[' | b']' | b'{' | b'}')
}

impl<'t> Loader<'t> {
    pub fn new(text: &'t str, schema: Schema) -> Self {
        let added = usize::from(!text.is_empty() && !text.ends_with(['\n', '\r']));
        Self {
            text,
            length: text.len() + added,
            position: 0,
            line: 0,
            line_start: 0,
            line_indent: 0,
            first_tab: None,
            depth: 0,
            tag: None,
            anchor: None,
            kind: None,
            content: Content::Nothing,
            heap: Heap::default(),
            anchors: HashMap::new(),
            anchor_log: Vec::new(),
            handles: HashMap::new(),
            merged_keys: 0,
            schema,
        }
    }

    /// The byte at a position: the added newline behind the text, then 0.
    pub fn at(&self, position: usize) -> u8 {
        match self.text.as_bytes().get(position) {
            Some(byte) => *byte,
            None if position < self.length => b'\n',
            None => 0,
        }
    }

    /// The byte here.
    pub fn peek(&self) -> u8 {
        self.at(self.position)
    }

    /// One byte further, and the byte there.
    pub fn advance(&mut self) -> u8 {
        self.position += 1;
        self.peek()
    }

    /// The text between two positions.
    pub fn slice(&self, start: usize, end: usize) -> &'t str {
        &self.text[start.min(self.text.len())..end.min(self.text.len())]
    }

    /// A reason with the place where the loader stands.
    pub fn error(&self, reason: &str) -> String {
        // Only the added newline lies behind the text, and it may begin a line of its own.
        let end = self.position.clamp(self.line_start, self.text.len().max(self.line_start));
        let column = match self.text.get(self.line_start..end) {
            Some(line) => line.encode_utf16().count() + self.position.saturating_sub(end),
            None => end - self.line_start,
        };
        format!("{reason} ({}:{})", self.line + 1, column + 1)
    }

    /// The error of a reading step.
    pub fn fail<T>(&self, reason: &str) -> Step<T> {
        Err(self.error(reason))
    }

    pub fn snapshot(&self) -> Snapshot<'t> {
        Snapshot {
            position: self.position,
            line: self.line,
            line_start: self.line_start,
            line_indent: self.line_indent,
            first_tab: self.first_tab,
            tag: self.tag.clone(),
            anchor: self.anchor,
            kind: self.kind,
            content: self.content.clone(),
        }
    }

    pub fn restore(&mut self, snapshot: Snapshot<'t>) {
        self.position = snapshot.position;
        self.line = snapshot.line;
        self.line_start = snapshot.line_start;
        self.line_indent = snapshot.line_indent;
        self.first_tab = snapshot.first_tab;
        self.tag = snapshot.tag;
        self.anchor = snapshot.anchor;
        self.kind = snapshot.kind;
        self.content = snapshot.content;
    }

    pub fn read_line_break(&mut self) -> Step<()> {
        match self.peek() {
            b'\n' => self.position += 1,
            b'\r' => {
                self.position += 1;
                if self.peek() == b'\n' {
                    self.position += 1;
                }
            }
            _ => return self.fail("a line break is expected"),
        }
        self.line += 1;
        self.line_start = self.position;
        self.first_tab = None;
        Ok(())
    }

    /// Skips blanks, line breaks and comments before content; answers how many line breaks there were.
    pub fn skip_space_and_comments(&mut self) -> Step<usize> {
        let mut breaks = 0;
        loop {
            self.skip_blanks();
            if self.peek() == b'#' {
                self.skip_to_eol();
            }
            if !self.skip_break(&mut breaks)? {
                return Ok(breaks);
            }
        }
    }

    /// Skips blanks and line breaks inside a scalar, where `#` starts no comment.
    pub fn skip_space(&mut self) -> Step<usize> {
        let mut breaks = 0;
        loop {
            self.skip_blanks();
            if !self.skip_break(&mut breaks)? {
                return Ok(breaks);
            }
        }
    }

    fn skip_blanks(&mut self) {
        while is_blank(self.peek()) {
            if self.peek() == b'\t' && self.first_tab.is_none() {
                self.first_tab = Some(self.position);
            }
            self.position += 1;
        }
    }

    /// Goes to the end of the line, as over a comment.
    pub fn skip_to_eol(&mut self) {
        let rest = self.text.as_bytes().get(self.position..).unwrap_or_default();
        self.position += memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
    }

    fn skip_break(&mut self, breaks: &mut usize) -> Step<bool> {
        if !is_eol(self.peek()) {
            return Ok(false);
        }
        self.read_line_break()?;
        *breaks += 1;
        self.line_indent = 0;
        while self.peek() == b' ' {
            self.line_indent += 1;
            self.position += 1;
        }
        Ok(true)
    }

    /// Whether the line that starts here is `---` or `...`.
    pub fn at_document_separator(&self) -> bool {
        let first = self.peek();
        matches!(first, b'-' | b'.')
            && self.at(self.position + 1) == first
            && self.at(self.position + 2) == first
            && matches!(self.at(self.position + 3), 0 | b'\t' | b' ' | b'\n' | b'\r')
    }

    /// The column of the current position, in bytes.
    pub fn column(&self) -> i64 {
        i64::try_from(self.position - self.line_start).unwrap_or(i64::MAX)
    }

    /// Puts what was read into the heap.
    pub fn intern(&mut self, content: Content<'t>) -> Id {
        use crate::engine::hexo::js::Js;
        match content {
            Content::Nothing => self.heap.add(Js::Null),
            Content::Text(text) => self.heap.add(Js::String(text)),
            Content::Value(id) => id,
        }
    }

    /// Takes what was read last into the heap.
    pub fn take(&mut self) -> Id {
        let content = std::mem::replace(&mut self.content, Content::Nothing);
        let id = self.intern(content);
        self.content = Content::Value(id);
        id
    }
}
