//! One post: fences, the block between them as a tree with byte ranges, and the body as events.
//!
//! A [`Document`] is what the author meant, read as tolerantly as possible: a broken block still gives
//! keys. What one engine makes of the same bytes is that engine's business (`engine`).

pub mod body;
pub mod recovery;
pub mod suppression;
pub mod tree;

use std::sync::OnceLock;

pub use body::Markup;
pub use tree::{Entry, Kind, List, Map, Node, Scalar, Style, Tree};

use crate::text::{Source, Span};

/// The language of a block of front matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Between `---` lines.
    Yaml,
    /// Between `+++` lines.
    Toml,
    /// A JSON object at the start of the file.
    Json,
    /// Hexo's JSON members between `;;;` lines, without braces.
    HexoJson,
}

/// A post with its front matter and body.
#[derive(Debug)]
pub struct Document<'a> {
    /// The text that all spans point into.
    pub source: &'a Source,
    /// The block, as the author meant it; none where no block is meant.
    pub front_matter: Option<FrontMatter<'a>>,
    /// Everything below the block (the whole text where there is none).
    pub body: Span,
    markup: OnceLock<Markup>,
}

impl<'a> Document<'a> {
    /// A post from its parts.
    #[must_use]
    pub fn new(source: &'a Source, front_matter: Option<FrontMatter<'a>>, body: Span) -> Self {
        Self { source, front_matter, body, markup: OnceLock::new() }
    }

    /// What the body is made of; read when first asked for.
    pub fn markup(&self) -> &Markup {
        self.markup.get_or_init(|| Markup::read(&self.source.text, self.body))
    }
}

/// The block at the top of a post.
#[derive(Debug)]
pub struct FrontMatter<'a> {
    /// Its language.
    pub format: Format,
    /// The opening line without its newline; empty where Hexo's old form has none.
    pub opener: Span,
    /// What stands between the fences, whole lines.
    pub block: Span,
    /// The closing line without its newline; empty at the end of the text where there is none.
    pub closer: Span,
    /// Its keys and values.
    pub tree: Tree<'a>,
    /// Whether the two readers of this language read the same values.
    pub agreement: Agreement,
}

/// What comparing the span tree with the typed reader found.
#[derive(Clone, Debug, PartialEq)]
pub enum Agreement {
    /// Both read the same values.
    Agree,
    /// Neither reads it: the tree was recovered line by line. The reason with its place.
    Broken(Span, String),
    /// One reads it, the other not, or they differ at this place: no fix is offered for this file.
    Differ(Span, String),
}
