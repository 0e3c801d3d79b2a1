//! What makes a block unreadable, with its place.

use crate::text::Span;

/// One cause for which readers refuse a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// What is wrong.
    pub kind: FlawKind,
    /// The exact characters at fault.
    pub span: Span,
    /// The whole value (as in the recovered tree) or line that has to be written anew.
    pub value: Span,
}

/// Everything that [`recover`](super::recover) can tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FlawKind {
    /// A colon before a blank or at the end of a plain value: `title: a: b`.
    ColonInValue,
    /// A plain value that starts with a mark that means something else: `title: @name`.
    Indicator,
    /// A value that needs quotes in this language at all: TOML's `title = Hello`.
    Unquoted,
    /// A quote that is never closed.
    QuoteOpen,
    /// A quote that closes before the end of the value: `'it's'`.
    QuoteEarly,
    /// Quotes around quotes around quotes, as a script leaves them that quotes again on every run.
    QuotePiled,
    /// Typographic quotes where straight ones belong.
    QuoteSmart,
    /// A backslash before a character that no escape begins with.
    Escape,
    /// `key:value`
    ColonWithoutSpace,
    /// `key：value`
    ColonFullWidth,
    /// A no-break space, or another blank that readers do not take for one, after the colon or before a key.
    OddSpace,
    /// A tab in the indentation.
    Tab,
    /// A line that version control left in a conflict.
    Conflict,
    /// A template's placeholder: `{{ title }}`.
    Template,
    /// A list or map in brackets that is never closed.
    BracketOpen,
    /// A line that is indented like none of its neighbours.
    Indentation,
    /// A control character.
    Control,
    /// TOML's key with a colon, or YAML's with an equals sign.
    Separator,
    /// A line that holds no key at all.
    NoKey,
    /// Something that only the reader of the language can name.
    Other,
}
