//! How Hexo keeps template tags away from Markdown (`escapeAllSwigTags` in `lib/hexo/post.ts`).
//!
//! Tags, whole blocks where an end tag follows anywhere, and HTML comments are taken out; inline code and
//! whatever is not closed stays.

use std::collections::HashMap;

use crate::text::{Span, holds};

/// What a piece of a body is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Left to Markdown.
    Text,
    /// A tag, or a block with everything in it.
    Tag,
    /// An HTML comment.
    Comment,
    /// `{# … #}`, which vanishes.
    Nothing,
}

/// Where the scanner is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Plain,
    Code { ticks: usize },
    Variable,
    Comment,
    Tag,
    Block,
    HtmlComment,
}

/// Whether there is anything like a tag at all.
pub fn has_tags(text: &str) -> bool {
    let bytes = text.as_bytes();
    // What ends no tag behind one opening mark ends none behind a later one.
    let mut vain: Vec<&str> = Vec::new();
    memchr::memchr_iter(b'{', bytes).any(|at| {
        let close = match bytes.get(at + 1) {
            Some(b'{') => "}}",
            Some(b'#') => "#}",
            Some(b'%') => "%}",
            _ => return false,
        };
        if vain.contains(&close) {
            return false;
        }
        vain.push(close);
        // At least one character stands between the marks.
        let inner = bytes.get(at + 3..).unwrap_or_default();
        memchr::memmem::find(inner, close.as_bytes()).is_some()
    })
}

/// Steps that are taken for each byte at most; a text of nothing but unclosed marks would need far more.
const STEPS_PER_BYTE: usize = 200;

struct Scanner<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    state: State,
    /// Where what is read now began.
    start: usize,
    /// Where plain text began that is not cut yet.
    plain: usize,
    /// Behind the opening tag of a block.
    body: usize,
    quote: u8,
    name: String,
    name_state: NameState,
    pieces: Vec<(Piece, Span)>,
    /// Whether `end` with a name stands anywhere in the text.
    ends: HashMap<String, bool>,
    steps: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum NameState {
    Before,
    Within,
    Behind,
}

/// Cuts a body into pieces; none where that would take too long.
pub fn cut(text: &str) -> Option<Vec<(Piece, Span)>> {
    let mut scanner = Scanner {
        text,
        bytes: text.as_bytes(),
        at: 0,
        state: State::Plain,
        start: 0,
        plain: 0,
        body: 0,
        quote: 0,
        name: String::new(),
        name_state: NameState::Before,
        pieces: Vec::new(),
        ends: HashMap::new(),
        steps: 0,
    };
    while scanner.at < text.len() {
        scanner.run()?;
        scanner.back_out();
    }
    scanner.push(Piece::Text, text.len(), text.len());
    Some(scanner.pieces)
}

impl Scanner<'_> {
    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    /// Ends the plain text at `start`, adds a piece up to `end`, and begins plain text behind it.
    fn push(&mut self, piece: Piece, start: usize, end: usize) {
        if self.plain < start {
            self.pieces.push((Piece::Text, Span::new(self.plain, start)));
        }
        if start < end {
            self.pieces.push((piece, Span::new(start, end)));
        }
        self.plain = end;
    }

    fn run(&mut self) -> Option<()> {
        while self.at < self.bytes.len() {
            self.steps += 1;
            if self.steps > self.bytes.len().saturating_mul(STEPS_PER_BYTE) {
                return None;
            }
            self.skip();
            if self.at == self.bytes.len() {
                break;
            }
            match self.state {
                State::Plain => self.plain(),
                State::Code { ticks } => self.code(ticks),
                State::Variable => self.variable(),
                State::Comment => self.comment(),
                State::Tag => self.tag(),
                State::Block => self.block(),
                State::HtmlComment => self.html_comment(),
            }
            self.at += 1;
        }
        Some(())
    }

    /// Goes to the next byte that means something where the scanner is.
    fn skip(&mut self) {
        let rest = &self.bytes[self.at..];
        let found = match self.state {
            State::Plain => memchr::memchr3(b'`', b'{', b'<', rest),
            State::Variable => memchr::memchr3(b'}', b'"', b'\'', rest),
            State::Comment => memchr::memchr(b'#', rest),
            State::HtmlComment => memchr::memchr(b'-', rest),
            State::Code { .. } => {
                rest.iter().position(|byte| matches!(byte, b'`' | b'{' | b'\n' | b'\r'))
            }
            State::Tag | State::Block => return,
        };
        let skipped = found.unwrap_or(rest.len());
        self.at += skipped;
        self.steps += skipped;
    }

    fn ticks(&self) -> usize {
        self.bytes[self.at..].iter().take_while(|byte| **byte == b'`').count()
    }

    fn plain(&mut self) {
        match (self.byte(self.at), self.byte(self.at + 1)) {
            (b'`', _) if self.at == 0 || self.byte(self.at - 1) != b'\\' => {
                let ticks = self.ticks();
                self.start = self.at;
                self.state = State::Code { ticks };
                self.at += ticks - 1;
            }
            (b'{', mark @ (b'{' | b'#' | b'%')) => {
                self.start = self.at;
                self.at += 1;
                self.state = match mark {
                    b'{' => State::Variable,
                    b'#' => State::Comment,
                    _ => State::Tag,
                };
                self.name.clear();
                self.name_state = NameState::Before;
            }
            (b'<', b'!') if self.bytes[self.at..].starts_with(b"<!--") => {
                self.start = self.at;
                self.state = State::HtmlComment;
                self.at += 3;
            }
            _ => {}
        }
    }

    fn code(&mut self, ticks: usize) {
        let rest = &self.bytes[self.at..];
        if [&b"\n\n"[..], b"\r\n\r\n", b"\r\n\n", b"\n\r\n"].iter().any(|gap| rest.starts_with(gap))
        {
            // An empty line ends the paragraph: the backticks were none.
            self.at = self.start + ticks - 1;
            self.state = State::Plain;
        } else if rest.starts_with(b"{%") {
            if let Some(end) = raw_block(&self.text[self.at..]) {
                let end = self.at + end;
                self.push(Piece::Tag, self.at, end);
                self.start = end;
                self.at = end - 1;
            }
        } else if rest.first() == Some(&b'`') {
            let found = self.ticks();
            if found == ticks {
                self.at += ticks - 1;
                self.state = State::Plain;
            }
        }
    }

    fn toggle_quote(&mut self, byte: u8) {
        if matches!(byte, b'"' | b'\'') {
            if self.quote == 0 {
                self.quote = byte;
            } else if self.quote == byte {
                self.quote = 0;
            }
        }
    }

    fn variable(&mut self) {
        let byte = self.byte(self.at);
        self.toggle_quote(byte);
        if byte != b'}' || self.quote != 0 {
            return;
        }
        if self.byte(self.at + 1) == b'}' {
            self.push(Piece::Tag, self.start, self.at + 2);
            self.at += 1;
        }
        self.state = State::Plain;
    }

    fn comment(&mut self) {
        if self.bytes[self.at..].starts_with(b"#}") {
            self.at += 1;
            self.push(Piece::Nothing, self.start, self.at + 1);
            self.state = State::Plain;
        }
    }

    fn tag(&mut self) {
        let byte = self.byte(self.at);
        self.toggle_quote(byte);
        if byte == b'%' && self.byte(self.at + 1) == b'}' && self.quote == 0 {
            self.at += 1;
            if !self.name.is_empty() && self.has_end() {
                self.state = State::Block;
                self.body = self.at + 1;
            } else {
                self.push(Piece::Tag, self.start, self.at + 1);
                self.state = State::Plain;
            }
        } else if !matches!(byte, b'\r' | b'\n' | b'\t' | 0x0C | 0x0B | b' ') {
            if self.name_state == NameState::Before {
                self.name_state = NameState::Within;
            }
            if self.name_state == NameState::Within {
                let character = self.text[self.at..].chars().next().unwrap_or_default();
                self.name.push(character);
                self.at += character.len_utf8() - 1;
            }
        } else if self.name_state == NameState::Within {
            self.name_state = NameState::Behind;
        }
    }

    fn has_end(&mut self) -> bool {
        if let Some(known) = self.ends.get(&self.name) {
            return *known;
        }
        let found = holds(self.text, &format!("end{}", self.name));
        self.ends.insert(self.name.clone(), found);
        found
    }

    fn block(&mut self) {
        // Only another tag can end it; the next one is looked for at once.
        let Some(found) = memchr::memmem::find(&self.bytes[self.at..], b"{%") else {
            self.at = self.bytes.len();
            return;
        };
        self.at += found;
        let inner = &self.text[self.at + 2..];
        let Some(length) = inner.find("%}") else {
            self.at = self.bytes.len();
            return;
        };
        if holds(&inner[..length], &format!("end{}", self.name)) {
            let end = self.at + 2 + length + 2;
            self.push(Piece::Tag, self.start, end);
            self.at = end - 1;
            self.state = State::Plain;
        }
    }

    fn html_comment(&mut self) {
        if self.bytes[self.at..].starts_with(b"-->") {
            self.push(Piece::Comment, self.start, self.at + 3);
            self.at += 2;
            self.state = State::Plain;
        }
    }

    /// At the end of the text: what is not closed was plain text after all, and is read again.
    fn back_out(&mut self) {
        match self.state {
            State::Plain => return,
            State::HtmlComment => {
                self.push(Piece::Comment, self.start, self.bytes.len());
                self.at = self.bytes.len();
                return;
            }
            State::Code { ticks } => self.at = self.start + ticks,
            State::Block => self.at = self.body - 1,
            State::Variable | State::Comment | State::Tag => self.at = self.start + 1,
        }
        self.quote = 0;
        self.state = State::Plain;
    }
}

/// The length of `{% raw %}…{% endraw %}` at the start of a text.
fn raw_block(text: &str) -> Option<usize> {
    let mark = |text: &str, name: &str| {
        let inner = text.strip_prefix("{%")?.trim_start_matches(' ').strip_prefix(name)?;
        let behind = inner.trim_start_matches(' ').strip_prefix("%}")?;
        Some(text.len() - behind.len())
    };
    mark(text, "raw")?;
    memchr::memmem::find_iter(text.as_bytes(), "{%")
        .find_map(|at| mark(&text[at..], "endraw").map(|length| at + length))
}
