//! The body of a post from one engine to another: template tags, links, code and HTML that the target reads in another
//! way. Outside converted constructs it stays byte for byte the same.
//!
//! [`table`] says which construct is converted by what; a file is one family of constructs. What the source shows as
//! text and the target would run is written so that the target shows it too.

mod address;
mod autolink;
mod block;
mod caption;
mod code;
mod definition;
mod embed;
mod extension;
mod finish;
mod footnote;
mod heading;
mod image;
mod label;
mod lines;
mod link;
mod note;
mod output;
mod query;
mod quote;
mod raw;
mod resolve;
mod summary;
mod surroundings;
mod syntax;
mod table;
mod walk;
pub mod wants;

use std::collections::{BTreeMap, BTreeSet};

use crate::document::{Document, Markup};
use crate::engine::Tag;
use crate::text::Span;

use super::Row;
use resolve::Resolver;
use walk::{Change, Walk};

pub use code::code_folder;
pub use definition::reads_definition_lists;
pub use heading::{anchor_moves, headings};
pub use surroundings::{Addresses, AssetMove, PageMove, Surroundings};
pub use table::constructs;
pub use wants::{Template, Wants, templates};

/// A converted body.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Body {
    /// The new body.
    pub text: String,
    /// The account: one row of [`super::Kind::Tag`] for each of [`crate::engine::Setup::tags`], and one for
    /// everything else that was converted.
    pub rows: Vec<Row>,
    /// What the new site must have for it.
    pub wants: Wants,
    /// The site's own pages and files that the old body names, sorted and each once: paths of the source from its
    /// root.
    pub references: Vec<String>,
}

/// Converts the part of a document that the source engine takes for its body.
#[must_use]
pub fn convert_body(surroundings: &Surroundings<'_>, document: &Document<'_>, body: Span) -> Body {
    let text = document.source.text.as_str();
    let tags = surroundings.from.tags(surroundings.path, document);
    let own;
    let markup = if document.body == body {
        document.markup()
    } else {
        own = Markup::read(text, body);
        &own
    };
    let anchors = own_anchors(surroundings, body.text(text), markup);
    let in_html = ids(text, markup);
    let resolver = Resolver { around: surroundings, anchors: &anchors, in_html: &in_html };
    let (changes, named) = changes(&resolver, document, body, markup, &tags);
    let mut walk = Walk::new(&resolver, document, body, markup, &tags, &changes);
    walk.references.extend(named);
    let out = walk.convert(body);
    walk.account_for_rest();
    let mut references: BTreeSet<String> = std::mem::take(&mut walk.references);
    references.remove(surroundings.path);
    let mut rows = std::mem::take(&mut walk.rows);
    let mut wants = std::mem::take(&mut walk.wants);
    if body.text(text).contains("[!") && extension::shows_alerts(surroundings.from) {
        wants.templates.extend(wants::template(surroundings.to.target, wants::ALERT));
    }
    let text = finish::finish(&walk, out, &mut wants, &mut rows);
    rows.sort_by_key(|row| row.line);
    Body { text, rows, wants, references: references.into_iter().collect() }
}

/// All changes of Markdown in order of place; of two that overlap the first counts.
fn changes(
    resolver: &Resolver<'_>,
    document: &Document<'_>,
    body: Span,
    markup: &Markup,
    tags: &[Tag],
) -> (Vec<Change>, Vec<String>) {
    let around = resolver.around;
    let text = document.source.text.as_str();
    let (mut changes, references) = address::changes(resolver, text, markup, tags);
    changes.extend(autolink::changes(around, text, body, markup, tags));
    changes.extend(footnote::changes(around, text, body, markup));
    changes.extend(code::changes(around, text, markup, tags));
    changes.extend(summary::changes(around, document, markup));
    changes.extend(heading::changes(around, text, markup));
    changes.extend(definition::changes(around, text, body));
    changes.extend(extension::changes(around, text, body, markup));
    changes.extend(label::changes(around, text, markup));
    changes.extend(label::numbers(around, text, body));
    changes.extend(query::changes(around, text, markup));
    changes.sort_by_key(|change| change.span);
    let mut end = 0;
    changes.retain(|change| {
        let is_free = change.span.start >= end;
        end = end.max(change.span.end);
        is_free
    });
    (changes, references)
}

/// The anchors of the post's own headings, where anything names one.
fn own_anchors(around: &Surroundings<'_>, body: &str, markup: &Markup) -> BTreeMap<String, String> {
    if (markup.headings.is_empty() && !around.from.has_term_anchors())
        || !(body.contains("](#") || body.contains("\"#") || body.contains(": #"))
    {
        return BTreeMap::new();
    }
    anchor_moves(around.from, around.to, body).into_iter().collect()
}

/// Values of `id` and `name` in the post's HTML.
fn ids(text: &str, markup: &Markup) -> BTreeSet<String> {
    let is_id = |name: &str| ["id", "name"].iter().any(|known| known.eq_ignore_ascii_case(name));
    let attributes = markup.tags.iter().flat_map(|tag| markup.attributes(tag));
    let ids = attributes.filter(|attribute| is_id(attribute.name.text(text)));
    ids.filter_map(|attribute| Some(attribute.value?.text(text).to_owned())).collect()
}
