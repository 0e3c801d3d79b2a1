//! Template constructs of a body — Hexo's tags, Hugo's shortcodes, Zola's calls and components — in one shape,
//! each read by its own engine's grammar.

use std::collections::HashMap;

use super::{Config, Setup, hexo, hugo, zola};
use crate::document::{Document, Markup};
use crate::text::Span;
use crate::value::Value;

/// One construct. Spans are in bytes of the whole file.
#[derive(Clone, Debug, PartialEq)]
pub struct Tag {
    /// What it is.
    pub kind: TagKind,
    /// All of it, from the first opening mark to behind the last closing one.
    pub span: Span,
    /// Its opening tag; all of it where it has no end tag.
    pub opening: Span,
    /// What stands between its opening and its end tag, or between the marks of what is escaped, raw or a comment.
    pub inner: Option<Span>,
    /// Its name; empty where it has none.
    pub name: Span,
    /// What it is given, in order.
    pub arguments: Vec<TagArgument>,
    /// The nearest construct with an end tag that it stands in, as a place in the list.
    pub parent: Option<usize>,
    /// Whether Markdown takes its first byte for code. Engines that render templates first run it all the same.
    pub in_code: bool,
}

/// What a construct is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TagKind {
    /// A tag, shortcode or component that stands alone.
    Call,
    /// One with an end tag.
    Block,
    /// An end tag that ends nothing.
    End,
    /// A statement of the template language itself: `{% if %}`, `{% set %}`.
    Statement,
    /// `{{ … }}` that prints a value.
    Expression,
    /// A tag that is shown and not run: `{{</* x */>}}`, `{{/* x() */}}`.
    Escaped,
    /// `{% raw %}…{% endraw %}`
    Raw,
    /// `{# … #}`
    Comment,
}

/// One argument.
#[derive(Clone, Debug, PartialEq)]
pub struct TagArgument {
    /// Its name; none for one that counts by its place.
    pub name: Option<Span>,
    /// Its value as written, quotes included.
    pub span: Span,
    /// The value; none where only a build can compute it.
    pub value: Option<Value>,
}

impl Tag {
    /// A construct without name and arguments.
    pub(super) const fn plain(kind: TagKind, span: Span, inner: Option<Span>) -> Self {
        Self {
            kind,
            span,
            opening: span,
            inner,
            name: Span::at(span.start),
            arguments: Vec::new(),
            parent: None,
            in_code: false,
        }
    }

    /// The argument of this name, or the one at this place among those without a name.
    #[must_use]
    pub fn argument(&self, text: &str, name: &str, place: usize) -> Option<&TagArgument> {
        let named = |one: &&TagArgument| one.name.is_some_and(|span| span.text(text) == name);
        let mut unnamed = self.arguments.iter().filter(|one| one.name.is_none());
        self.arguments.iter().find(named).or_else(|| unnamed.nth(place))
    }
}

impl Setup {
    /// The template constructs that the engine sees in a post, in order of place, each before those in it.
    ///
    /// What the engine never runs, such as a Hexo tag in code, is none. A body that fails the build is read as
    /// far as its constructs can be told.
    #[must_use]
    pub fn tags(&self, path: &str, document: &Document<'_>) -> Vec<Tag> {
        let mut tags = match &self.config {
            Config::Hexo(config) => hexo::tags(self, config, path, document),
            Config::Hugo(config) => hugo::tags(self, config, document),
            Config::Zola(config) => zola::tags(self, config, path, document),
        };
        if !tags.is_empty() {
            mark_code(&mut tags, self.split(&document.source.text).body, document);
        }
        tags
    }
}

fn mark_code(tags: &mut [Tag], body: Span, document: &Document<'_>) {
    let own;
    let markup = if document.body == body {
        document.markup()
    } else {
        own = Markup::read(&document.source.text, body);
        &own
    };
    for tag in tags {
        tag.in_code = markup.code_at(tag.span.start).is_some();
    }
}

/// A tag as it stands in the text, before end tags are joined with those that they end.
#[derive(Debug)]
pub(super) enum Piece {
    /// Not an end tag; the key says what an end tag calls it, none where it cannot have one.
    Tag(Tag, Option<String>),
    /// An end tag: all of it, its name, and its key.
    End(Span, Span, String),
}

/// Joins tags with their end tags. An end tag ends the nearest open tag with its key; what is open within that
/// has no end.
pub(super) fn join(pieces: Vec<Piece>) -> Vec<Tag> {
    let mut tags: Vec<Tag> = Vec::with_capacity(pieces.len());
    let mut open: Vec<(usize, String)> = Vec::new();
    let mut count: HashMap<String, usize> = HashMap::new();
    for piece in pieces {
        match piece {
            Piece::Tag(tag, key) => {
                if let Some(key) = key {
                    *count.entry(key.clone()).or_default() += 1;
                    open.push((tags.len(), key));
                }
                tags.push(tag);
            }
            Piece::End(span, name, key) if count.get(&key).copied().unwrap_or_default() == 0 => {
                tags.push(Tag { name, ..Tag::plain(TagKind::End, span, None) });
            }
            Piece::End(span, _, key) => {
                while let Some((at, other)) = open.pop() {
                    count.entry(other.clone()).and_modify(|count| *count -= 1);
                    if other == key {
                        let tag = &mut tags[at];
                        tag.inner = Some(Span::new(tag.opening.end, span.start));
                        tag.span = tag.opening.cover(span);
                        if tag.kind == TagKind::Call {
                            tag.kind = TagKind::Block;
                        }
                        break;
                    }
                }
            }
        }
    }
    nest(&mut tags);
    tags
}

/// Finds for each tag the one around it. Tags come in order of place.
pub(super) fn nest(tags: &mut [Tag]) {
    let mut around: Vec<(usize, Span)> = Vec::new();
    for (at, tag) in tags.iter_mut().enumerate() {
        while around.last().is_some_and(|(_, span)| !span.contains(tag.span.start)) {
            around.pop();
        }
        tag.parent = around.last().map(|(parent, _)| *parent);
        if let Some(inner) = tag.inner.filter(|_| tag.kind != TagKind::Escaped) {
            around.push((at, inner));
        }
    }
}

#[cfg(test)]
mod tests;
