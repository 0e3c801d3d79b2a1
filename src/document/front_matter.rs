//! The block at the top of a post, read by both readers of its language.

use std::sync::OnceLock;

use super::fence::{self, Fences, Oddity};
use super::recovery::{Flaw, recover};
use super::{Agreement, Format, Tree, agree, json, toml, yaml};
use crate::text::Span;
use crate::value::{self, Unreadable, Value};

/// The block at the top of a post.
#[derive(Debug)]
pub struct FrontMatter<'a> {
    /// Its language.
    pub format: Format,
    /// The opening marks; empty for JSON and where Hexo's old form has none.
    pub opener: Span,
    /// What stands between the fences: whole lines, for JSON from brace to brace.
    pub block: Span,
    /// The closing marks; empty for JSON and where there are none.
    pub closer: Span,
    /// What is odd about the fences, in order of its place.
    pub oddities: Vec<Oddity>,
    /// Its keys and values.
    pub tree: Tree<'a>,
    /// Why the reader of places refuses the block; the tree was then recovered line by line.
    pub refused: Option<Unreadable>,
    /// What the recovery found wrong, in order of its place; empty for a block that can be read.
    pub flaws: Vec<Flaw>,
    pub(super) text: &'a str,
    is_plain: bool,
    values: OnceLock<Result<Value, Unreadable>>,
    agreement: OnceLock<Agreement>,
}

/// The block at the top of `text` and the body below it.
pub(super) fn find(text: &str) -> Option<(FrontMatter<'_>, Span)> {
    let mut fences = fence::find(text)?;
    if fences.format == Format::Yaml
        && let Some(tree) = yaml::parse_plain(text, fences.block)
    {
        let body = fences.body;
        let plain = FrontMatter { is_plain: true, ..FrontMatter::new(text, fences, Ok(tree)) };
        return Some((plain, body));
    }
    let mut tree = parse_block(text, fences.format, fences.block);
    if tree.is_err()
        && let Some(unclosed) = fence::find_unclosed(text, &fences)
    {
        tree = parse_block(text, unclosed.format, unclosed.block);
        fences = unclosed;
    }
    let body = fences.body;
    Some((FrontMatter::new(text, fences, tree), body))
}

/// The tree of a block in any language; see the module of each.
///
/// # Errors
/// Where the reader of that language refuses it; the offset is in bytes of `text`.
pub fn parse_block(text: &str, format: Format, block: Span) -> Result<Tree<'_>, Unreadable> {
    match format {
        Format::Yaml => yaml::parse(text, block),
        Format::Toml => toml::parse(text, block),
        Format::Json => json::parse(text, block),
        Format::HexoJson => json::parse_members(text, block),
    }
}

/// The values of a block as the reference reader of its language types them.
///
/// # Errors
/// Where that reader refuses it; the offset is in bytes of `text`.
pub fn read_block(text: &str, format: Format, block: Span) -> Result<Value, Unreadable> {
    let input = block.text(text);
    let moved = |by: usize| {
        move |refused: Unreadable| Unreadable {
            at: (refused.at + block.start).saturating_sub(by),
            ..refused
        }
    };
    match format {
        Format::Yaml => value::yaml::read(input).map_err(moved(0)),
        Format::Toml => value::toml::read(input).map_err(moved(0)),
        Format::Json => value::json::read(input).map_err(moved(0)),
        Format::HexoJson => value::json::read(&format!("{{{input}}}")).map_err(moved(1)),
    }
}

impl<'a> FrontMatter<'a> {
    /// The block between these fences: its tree, or what can be recovered of it.
    fn new(text: &'a str, fences: Fences, tree: Result<Tree<'a>, Unreadable>) -> Self {
        let (tree, refused, flaws) = match tree {
            Ok(tree) => (tree, None, Vec::new()),
            Err(refused) => {
                let recovered = recover(text, fences.block, fences.format);
                (recovered.tree, Some(refused), recovered.flaws)
            }
        };
        Self {
            format: fences.format,
            opener: fences.opener,
            block: fences.block,
            closer: fences.closer,
            oddities: fences.oddities,
            tree,
            refused,
            flaws,
            text,
            is_plain: false,
            values: OnceLock::new(),
            agreement: OnceLock::new(),
        }
    }

    /// The values as the reference reader of this language types them, or why it refuses the block.
    ///
    /// # Errors
    /// When the reader refuses; the offset is in bytes of the file.
    pub fn values(&self) -> Result<&Value, &Unreadable> {
        let read = || match self.is_plain {
            true => Ok(yaml::plain_value(&self.tree.root)),
            false => read_block(self.text, self.format, self.block),
        };
        self.values.get_or_init(read).as_ref()
    }

    /// Whether both readers of this language read the same values; compared when first asked for.
    pub fn agreement(&self) -> &Agreement {
        let compare = || match self.is_plain {
            true => Agreement::Agree,
            false => agree::compare(self, self.text),
        };
        self.agreement.get_or_init(compare)
    }

    /// The tree of a block in which all readers of YAML find the same keys and scalars, so that none needs to read it
    /// again. `block` is what a reader would get: nothing more or less than this block, but for the newlines around it.
    #[must_use]
    pub fn plain(&self, block: Span) -> Option<&Tree<'a>> {
        let newlines = |span: Span| span.text(self.text).bytes().all(|byte| byte == b'\n');
        let between = |one: usize, other: usize| Span::new(one.min(other), one.max(other));
        let is_same = newlines(between(block.start, self.block.start))
            && newlines(between(block.end, self.block.end));
        (self.is_plain && is_same).then_some(&self.tree)
    }
}
