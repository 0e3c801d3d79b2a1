//! The links of a body as they are written: in Markdown and in HTML.

use std::borrow::Cow;
use std::collections::HashSet;

use super::super::Context;
use crate::document::body::{LinkForm, LinkKind, TagKind, decode_entities, unescape};
use crate::engine::AssetContext;
use crate::text::Span;

/// A link with its address.
#[derive(Clone, Debug)]
pub struct Written<'a> {
    /// Where the address stands.
    pub span: Span,
    /// The address, escapes and entities undone.
    pub address: Cow<'a, str>,
    /// In what it stands.
    pub within: AssetContext,
}

/// The Markdown links of a post, an address that serves several of them once.
pub(super) fn in_markdown<'c>(context: &'c Context<'_>) -> impl Iterator<Item = Written<'c>> {
    let mut seen = HashSet::new();
    let source = context.document.source;
    let links = context.document.markup().links.iter().filter(move |link| {
        link.kind == LinkKind::Link
            && !link.destination.is_empty()
            && match link.form {
                LinkForm::Autolink | LinkForm::Loose => false,
                // An address inside the brackets serves this link alone.
                LinkForm::Inline | LinkForm::Bracketed => true,
                LinkForm::Reference(_) => seen.insert(link.destination),
            }
    });
    links.map(|link| Written {
        span: link.destination,
        address: unescape(source.slice(link.destination)),
        within: AssetContext::Markdown,
    })
}

/// The `href` of each `<a>` of a post.
pub(super) fn in_html<'c>(context: &'c Context<'_>) -> impl Iterator<Item = Written<'c>> {
    let source = context.document.source;
    let is = |span: Span, name: &str| source.slice(span).eq_ignore_ascii_case(name);
    let tags = context.document.markup().tags.iter();
    let links = tags.filter(move |tag| tag.kind == TagKind::Open && is(tag.name, "a"));
    links.filter_map(move |tag| {
        let attributes = context.document.markup().attributes(tag);
        let span = attributes.iter().find(|attribute| is(attribute.name, "href"))?.value?;
        let address = decode_entities(source.slice(span));
        Some(Written { span, address, within: AssetContext::Html })
    })
}
