//! Tokens of the scanner and the words that it knows (`token/token.go`).

use super::number::number;

/// What a token is. The library's four kinds of integers are one here: nothing tells them apart later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    DocumentHeader,
    DocumentEnd,
    SequenceEntry,
    MappingKey,
    MappingValue,
    MergeKey,
    CollectEntry,
    SequenceStart,
    SequenceEnd,
    MappingStart,
    MappingEnd,
    Comment,
    Anchor,
    Alias,
    Tag,
    Literal,
    Folded,
    SingleQuote,
    DoubleQuote,
    Directive,
    Null,
    Infinity,
    Nan,
    Integer,
    Float,
    String,
    Bool,
}

/// A token with its place inside the block: lines and columns from 1, in characters.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub kind: Kind,
    pub value: String,
    pub line: usize,
    /// Below 1 where the library counts itself out of the line.
    pub column: isize,
    /// Line breaks inside the source of the token, behind its leading blanks and breaks.
    pub breaks: Breaks,
}

/// Line breaks in the source of a token, once with and once without those at its end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Breaks {
    pub to_end: usize,
    pub inside: usize,
}

/// Why the library refuses a text, and where: line and column from 1 inside the block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) struct Refusal {
    pub line: usize,
    pub column: usize,
    pub message: String,
}

impl Refusal {
    pub fn new(line: usize, column: isize, message: impl Into<String>) -> Self {
        Self { line, column: usize::try_from(column).unwrap_or(0), message: message.into() }
    }

    pub(super) fn at(token: &Token, message: impl Into<String>) -> Self {
        Self::new(token.line, token.column, message)
    }

    /// The byte of the block at which it lies.
    pub fn offset(&self, block: &str) -> usize {
        let line_at = match self.line.checked_sub(2) {
            None => 0,
            Some(before) => line_starts(block).nth(before).unwrap_or(block.len()),
        };
        let line = &block[line_at..];
        let column = line.char_indices().nth(self.column.saturating_sub(1));
        line_at + column.map_or(line.len(), |(at, _)| at)
    }

    /// The message with its place, as the library prints it.
    pub fn shown(&self) -> String {
        format!("[{}:{}] {}", self.line, self.column, self.message)
    }
}

impl Breaks {
    /// Counts in the source of a token; `\r\n` is one break.
    pub fn of(source: &[char]) -> Self {
        let blank = |c: &char| matches!(c, ' ' | '\r' | '\n');
        let Some(start) = source.iter().position(|c| !blank(c)) else { return Self::default() };
        let end = source.iter().rposition(|c| !blank(c)).map_or(start, |at| at + 1);
        Self { to_end: breaks(&source[start..]), inside: breaks(&source[start..end]) }
    }
}

/// The number of line breaks, `\r\n` counted once.
pub(super) fn breaks(source: &[char]) -> usize {
    let ends = |(at, c): (usize, &char)| match c {
        '\n' => true,
        '\r' => source.get(at + 1) != Some(&'\n'),
        _ => false,
    };
    source.iter().enumerate().filter(|pair| ends(*pair)).count()
}

/// Where the lines behind the first begin; `\r\n` is one break.
fn line_starts(block: &str) -> impl Iterator<Item = usize> {
    let bytes = block.as_bytes();
    let breaks = memchr::memchr2_iter(b'\n', b'\r', bytes);
    breaks.filter(|at| bytes[*at] == b'\n' || bytes.get(at + 1) != Some(&b'\n')).map(|at| at + 1)
}

/// The kind of a plain scalar: words first, then numbers, then text.
pub(super) fn plain_kind(text: &str) -> Kind {
    match text {
        "null" | "Null" | "NULL" | "~" => Kind::Null,
        "true" | "True" | "TRUE" | "false" | "False" | "FALSE" => Kind::Bool,
        ".inf" | ".Inf" | ".INF" | "-.inf" | "-.Inf" | "-.INF" => Kind::Infinity,
        ".nan" | ".NaN" | ".NAN" => Kind::Nan,
        _ => match number(text) {
            Some(super::number::Number::Int(_)) => Kind::Integer,
            Some(super::number::Number::Float(_)) => Kind::Float,
            None => Kind::String,
        },
    }
}

/// Whether a tag is one that the library gives a meaning.
pub(super) fn is_reserved_tag(tag: &str) -> bool {
    matches!(
        tag,
        "!!int"
            | "!!float"
            | "!!null"
            | "!!seq"
            | "!!map"
            | "!!str"
            | "!!binary"
            | "!!omap"
            | "!!set"
            | "!!timestamp"
            | "!!bool"
            | "!!merge"
    )
}
