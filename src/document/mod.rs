//! One post: fences, the block between them as a tree with byte ranges, and the body as events.
//!
//! A [`Document`] is what the author meant, read as tolerantly as possible: a broken block still gives
//! keys. What one engine makes of the same bytes is that engine's business (`engine`).

mod agree;
pub mod anchors;
pub mod body;
pub mod fence;
mod front_matter;
pub mod json;
pub mod patch;
pub mod proof;
pub mod recovery;
pub mod suppression;
pub mod toml;
pub mod tree;
pub mod yaml;

use std::sync::OnceLock;

pub use agree::Agreement;
pub use anchors::Anchors;
pub use body::Markup;
pub use fence::{Oddity, OddityKind};
pub use front_matter::{FrontMatter, parse_block, read_block};
pub use tree::{Entry, Kind, List, MAX_DEPTH, Map, Node, Scalar, Style, Tree};

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
    /// Reads a post. Never fails: what cannot be read is recovered, and [`FrontMatter::agreement`] says so.
    #[must_use]
    pub fn parse(source: &'a Source) -> Self {
        let whole = Span::new(0, source.text.len());
        match front_matter::find(&source.text) {
            Some((front_matter, body)) => Self::new(source, Some(front_matter), body),
            None => Self::new(source, None, whole),
        }
    }

    /// A post from its parts.
    #[must_use]
    pub fn new(source: &'a Source, front_matter: Option<FrontMatter<'a>>, body: Span) -> Self {
        Self { source, front_matter, body, markup: OnceLock::new() }
    }

    /// The tree of the block, where it is this one; see [`FrontMatter::plain`].
    #[must_use]
    pub fn plain(&self, block: Span) -> Option<&Tree<'a>> {
        self.front_matter.as_ref()?.plain(block)
    }

    /// What the body is made of; read when first asked for.
    pub fn markup(&self) -> &Markup {
        self.markup.get_or_init(|| Markup::read(&self.source.text, self.body))
    }
}
