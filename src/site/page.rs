//! What the index keeps of one post.

use super::kept::Kept;
use super::{TermName, terms_of};
use crate::document::{Document, Entry};
use crate::engine::{Collision, Outcome, PageKind, Reading, Role, Setup};
use crate::text::Source;

/// A post, a page of its own, or the page of a section.
#[derive(Debug)]
pub struct Page {
    /// Path of its file from the site's root.
    pub path: Box<str>,
    /// Whether the engine makes a page of it.
    pub outcome: Outcome,
    /// Whether a normal build leaves it out because of a draft mark.
    pub draft: bool,
    /// Page or section.
    pub kind: PageKind,
    /// Whether it is a post among others, and not a page of its own.
    pub post: bool,
    /// The language that its path says; none where the engine knows none.
    pub language: Option<Box<str>>,
    /// Its title; empty where it has none.
    pub title: Box<str>,
    /// Path of its URL, percent-decoded; none where it hangs on a file time.
    pub url: Option<Box<str>>,
    /// Paths of URLs that lead to it by a redirect.
    pub aliases: Box<[Box<str>]>,
    /// Its aliases as they are written, where the engine compares those with the addresses of other pages.
    pub claims: Box<[Box<str>]>,
    /// Whether no other post has its title.
    pub(super) title_is_alone: bool,
    /// The numbers of its terms in the table of the index.
    pub(super) terms: Box<[u32]>,
    /// What else was read.
    pub(super) kept: Option<Box<Kept>>,
}

/// A post on its way into the index.
#[derive(Debug)]
pub struct Gathered {
    /// The post.
    pub page: Page,
    /// Its terms.
    pub terms: Vec<TermName>,
}

impl Gathered {
    /// What an engine makes of a file, by its path from the site's root.
    #[must_use]
    pub fn read(setup: &Setup, path: &str, document: &Document<'_>) -> Self {
        let reading = setup.read(path, document);
        let language = setup.language(path);
        let terms = terms_of(&reading, language.as_deref());
        let kept = Kept::of(document.source, &reading).map(Box::new);
        let text = |text: String| text.into_boxed_str();
        let page = Page {
            path: path.into(),
            outcome: reading.outcome,
            draft: reading.draft,
            kind: reading.kind,
            post: setup.is_post(path, &reading),
            language: language.map(text),
            title: reading.title.unwrap_or_default().into(),
            url: reading.url.map(text),
            aliases: reading.aliases.unwrap_or_default().into_iter().map(text).collect(),
            claims: claims(setup, document),
            title_is_alone: false,
            terms: Box::default(),
            kept,
        };
        Self { page, terms }
    }
}

/// Aliases as written, for an engine whose build fails where two pages have one address: it compares them before it
/// makes paths of them.
fn claims(setup: &Setup, document: &Document<'_>) -> Box<[Box<str>]> {
    if setup.collision() != Collision::Fails {
        return Box::default();
    }
    let block = document.front_matter.as_ref();
    let entries = block.map(|block| block.tree.root.entries()).unwrap_or_default();
    let is_alias =
        |entry: &&Entry<'_>| setup.key(entry.name()).is_some_and(|key| key.role == Role::Aliases);
    let items = entries.iter().filter(is_alias).flat_map(|entry| entry.value.items());
    items.filter_map(|item| item.text()).map(Box::from).collect()
}

impl Page {
    /// Whether there is an address at which it can be seen.
    #[must_use]
    pub const fn is_served(&self) -> bool {
        self.url.is_some() && !self.draft && !matches!(self.outcome, Outcome::Dropped)
    }

    /// Whether a normal build shows it.
    #[must_use]
    pub fn is_public(&self) -> bool {
        self.outcome == Outcome::Page && !self.draft
    }

    /// What the engine reads, where this is the text that was surveyed, and there is nothing rare about it.
    #[must_use]
    pub fn reading(&self, source: &Source) -> Option<Reading> {
        self.kept.as_ref()?.reading(self, source)
    }

    /// All its addresses: first its own, then those that lead to it.
    pub fn addresses(&self) -> impl Iterator<Item = &str> {
        self.url.iter().chain(&self.aliases).map(|address| &**address)
    }

    /// How many bytes it takes.
    pub(super) fn size(&self) -> usize {
        let lists = self.aliases.iter().chain(&self.claims);
        let aliases: usize = lists.map(|alias| alias.len() + size_of::<Box<str>>()).sum();
        let texts = [self.language.as_deref(), self.url.as_deref()].into_iter().flatten();
        let texts: usize = texts.chain([&*self.path, &*self.title]).map(str::len).sum();
        let kept = self.kept.as_ref().map_or(0, |kept| size_of::<Kept>() + kept.size());
        size_of::<Self>() + texts + aliases + size_of_val(&*self.terms) + kept
    }
}
