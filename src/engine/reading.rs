//! What an engine makes of one post.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::fault::{Fault, Stop};
use crate::text::Span;

/// Whether there is a page in the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// There is a page.
    Page,
    /// The build goes on without it.
    Dropped,
    /// The build fails. Hugo still has a page after a bad date: then the other fields are filled.
    Error,
}

/// Whether a page is a post or the page of a section.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum PageKind {
    /// A page of its own.
    #[default]
    Page,
    /// A page that stands for a folder or a term: `_index.md` in Hugo and Zola.
    Section,
}

/// What one engine reads from one file, field by field as `inspect` prints it.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// Whether there is a page.
    pub outcome: Outcome,
    /// Why there is none, in the engine's manner; none for a file that is ignored in silence.
    pub error: Option<String>,
    /// What in the body stops the build, whatever else does.
    pub fault: Option<Fault>,
    /// Values in the body that the engine prints as nothing.
    pub vanishing: Vec<Span>,
    /// The path that another page of the site has already, where that is why the build fails.
    pub collision: Option<String>,
    /// Page or section.
    pub kind: PageKind,
    /// The title as the engine holds it: Hexo and Hugo have `""` where there is none, Zola nothing.
    pub title: Option<String>,
    /// The date; none where there is none, or where the engine falls back to a file time.
    pub date: Option<DateTime<Utc>>,
    /// The date of the last change, only where it is written.
    pub updated: Option<DateTime<Utc>>,
    /// Whether a normal build leaves the page out because of a draft mark.
    pub draft: bool,
    /// Names in the tag taxonomy, sorted.
    pub tags: Vec<String>,
    /// Category paths from parent to leaf, sorted; one name each in Hugo and Zola.
    pub categories: Vec<Vec<String>>,
    /// The other taxonomies by name.
    pub taxonomies: BTreeMap<String, Vec<String>>,
    /// The path as the engine gives it, percent-decoded; none where it hangs on a file time.
    pub url: Option<String>,
    /// Redirect pages that the engine writes; none in Hexo, which has no such thing.
    pub aliases: Option<Vec<String>>,
    /// Where the raw body lies; none where the engine does not keep one.
    pub body: Option<Span>,
    /// Whether the engine finds a summary divider in the body.
    pub summary_divided: bool,
}

impl Reading {
    /// A file that gives no page, with the engine's reason.
    #[must_use]
    pub fn without_page(outcome: Outcome, error: Option<String>) -> Self {
        Self { outcome, error, ..Self::page() }
    }

    /// A file whose body stops the build.
    #[must_use]
    pub(super) fn stopped(Stop { message, fault }: Stop) -> Self {
        Self { fault, ..Self::without_page(Outcome::Error, Some(message)) }
    }

    /// Whether there is a page of which something can be said. Hugo leaves one although a bad date fails its
    /// build.
    #[must_use]
    pub const fn has_page(&self) -> bool {
        match self.outcome {
            Outcome::Page => true,
            Outcome::Dropped => false,
            Outcome::Error => self.url.is_some(),
        }
    }

    /// A page of which nothing is known yet.
    #[must_use]
    pub fn page() -> Self {
        Self {
            outcome: Outcome::Page,
            error: None,
            fault: None,
            vanishing: Vec::new(),
            collision: None,
            kind: PageKind::Page,
            title: None,
            date: None,
            updated: None,
            draft: false,
            tags: Vec::new(),
            categories: Vec::new(),
            taxonomies: BTreeMap::new(),
            url: None,
            aliases: None,
            body: None,
            summary_divided: false,
        }
    }
}
