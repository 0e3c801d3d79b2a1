//! The body of a post from one engine to another: template tags, links, code and HTML that the target reads in another
//! way. Outside converted constructs it stays byte for byte the same.

mod surroundings;
mod wants;

use crate::document::Document;
use crate::text::Span;

use super::Row;

pub use surroundings::{AssetMove, PageMove, Surroundings};
pub use wants::{Template, Wants};

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
    /// Addresses of the site's own pages and files that the old body names, sorted and each once: paths of the
    /// source from its root.
    pub references: Vec<String>,
}

/// Converts the part of a document that the source engine takes for its body.
#[must_use]
pub fn convert_body(surroundings: &Surroundings<'_>, document: &Document<'_>, body: Span) -> Body {
    let _ = surroundings;
    Body { text: body.text(&document.source.text).to_owned(), ..Body::default() }
}
