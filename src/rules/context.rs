//! What a rule may look at.

use std::cell::OnceCell;

use crate::document::{Document, FrontMatter};
use crate::engine::{EngineSet, Reading, Setup};
use crate::site::{Index, Page};
use crate::text::{self, Edit, Source};

use super::addresses::{self, Address};
use super::dates::{self, Dated};
use super::faults::{self, Found};
use super::images::{self, Image};
use super::keys::{self, Stranger};
use super::terms::{self, TermList, WrittenTerm};
use super::titles::{self, Titled};
use super::{Options, Rule};

/// One post with everything that rules ask about it. What costs something is made when first asked for.
#[derive(Debug)]
pub struct Context<'a> {
    /// The post.
    pub document: &'a Document<'a>,
    /// Its path from the site's root; outside any site, its name.
    pub path: &'a str,
    /// The engines whose reading counts: one in a site, all three outside.
    pub setups: &'a [Setup],
    /// The options of the rules.
    pub options: &'a Options,
    indexes: &'a [Index],
    own_pages: OnceCell<Vec<Option<&'a Page>>>,
    readings: OnceCell<Vec<(Reading, Option<&'a Page>)>>,
    images: OnceCell<Vec<Image<'a>>>,
    titled: OnceCell<Option<Titled<'a>>>,
    dates: OnceCell<Vec<Dated<'a>>>,
    strangers: OnceCell<Vec<Stranger<'a>>>,
    terms: OnceCell<Vec<TermList<'a>>>,
    written: OnceCell<Vec<Vec<WrittenTerm<'a, 'a>>>>,
    faults: OnceCell<Vec<Found<'a>>>,
    addresses: OnceCell<Vec<Address<'a>>>,
}

impl<'a> Context<'a> {
    /// A context in which nothing has been asked yet.
    #[must_use]
    pub fn new(
        document: &'a Document<'a>,
        path: &'a str,
        setups: &'a [Setup],
        options: &'a Options,
    ) -> Self {
        Self {
            document,
            path,
            setups,
            options,
            indexes: &[],
            own_pages: OnceCell::new(),
            readings: OnceCell::new(),
            images: OnceCell::new(),
            titled: OnceCell::new(),
            dates: OnceCell::new(),
            strangers: OnceCell::new(),
            terms: OnceCell::new(),
            written: OnceCell::new(),
            faults: OnceCell::new(),
            addresses: OnceCell::new(),
        }
    }

    /// The same among the other posts of its site: one index for each setup, or none at all.
    #[must_use]
    pub fn among(self, indexes: &'a [Index]) -> Self {
        Self { indexes, ..self }
    }

    /// What each engine that counts makes of this post and of the whole site. The site's index may know an older
    /// text of this very post. Nothing outside any site; and only rules of [`super::OF_SITE`] may ask, for the index
    /// is made for them alone.
    pub fn sites(&self) -> impl Iterator<Item = (&'a Setup, &Reading, &'a Index)> {
        let readings = (!self.indexes.is_empty()).then(|| self.readings());
        let indexes = self.indexes;
        readings
            .into_iter()
            .flatten()
            .zip(indexes)
            .map(|((setup, reading), index)| (setup, reading, index))
    }

    /// The engines that count here.
    #[must_use]
    pub fn engines(&self) -> EngineSet {
        self.setups.iter().map(|setup| setup.target.engine).collect()
    }

    /// The engines that count here and to which this rule names a harm.
    pub(super) fn harmed(&self, rule: &Rule) -> impl Iterator<Item = &'a Setup> {
        self.setups.iter().filter(|setup| rule.harm.to(setup.target.engine).is_some())
    }

    /// What each engine that counts makes of this post, in the order of `setups`.
    pub fn readings(&self) -> impl Iterator<Item = (&'a Setup, &Reading)> {
        self.setups.iter().zip(self.read().iter().map(|(reading, _)| reading))
    }

    /// Each reading, with the page of the index that it came from; none where the index saw another text or none.
    fn read(&self) -> &[(Reading, Option<&'a Page>)] {
        let read = |(nth, setup): (usize, &Setup)| {
            // The survey of the site may have read this very text already.
            let page = self.own_pages().get(nth).copied().flatten();
            let known =
                page.and_then(|page| Some((page.reading(self.document.source)?, Some(page))));
            known.unwrap_or_else(|| (setup.read(self.path, self.document), None))
        };
        self.readings.get_or_init(|| self.setups.iter().enumerate().map(read).collect())
    }

    /// This post as the index of each of [`Self::sites`] knows it, where that saw this very text: then what the index
    /// knows of it need not be found out again.
    pub(super) fn surveyed(&self) -> impl Iterator<Item = Option<&'a Page>> {
        self.sites().zip(self.read()).map(|(_, (_, page))| *page)
    }

    /// This post as the index of each of [`Self::sites`] knows it; looked up once, for that takes long in a large site.
    pub(super) fn own_pages(&self) -> &[Option<&'a Page>] {
        let page = |index: &'a Index| index.page(self.path);
        self.own_pages.get_or_init(|| self.indexes.iter().map(page).collect())
    }

    /// Every address of an image in this post, in order of place.
    pub fn images(&self) -> &[Image<'a>] {
        self.images.get_or_init(|| images::read(self))
    }

    /// What the engines that count would make of this post after these edits, in the order of `setups`.
    /// None where the edits cannot be done.
    #[must_use]
    pub fn readings_after(&self, edits: &[Edit]) -> Option<Vec<Reading>> {
        let text = text::apply(&self.document.source.text, edits).ok()?;
        let source = Source::new(self.document.source.path.clone(), text);
        let document = Document::parse(&source);
        Some(self.setups.iter().map(|setup| setup.read(self.path, &document)).collect())
    }

    /// The entries of this post that have a say in its addresses.
    pub fn addresses(&self) -> &[Address<'a>] {
        self.addresses.get_or_init(|| addresses::find(self))
    }

    /// The title of this post.
    pub(super) fn titled(&self) -> Option<Titled<'a>> {
        *self.titled.get_or_init(|| titles::find(self))
    }

    /// The dates of this post, with what each engine that counts reads from them.
    pub fn dates(&self) -> &[Dated<'a>] {
        self.dates.get_or_init(|| dates::find(self))
    }

    /// The keys of this post that an engine that counts does not know.
    pub(super) fn strangers(&self) -> &[Stranger<'a>] {
        self.strangers.get_or_init(|| keys::strangers(self))
    }

    /// The lists of terms of this post, with the engines that take terms from them.
    pub(super) fn terms(&self) -> &[TermList<'a>] {
        self.terms.get_or_init(|| terms::find(self))
    }

    /// The terms that are written in this post and have a namesake or neighbour in the site, or may have one, for each
    /// of [`Self::sites`]; none for an engine that does not make a page of it, for then nobody knows what they would be.
    pub(super) fn written_terms(&self) -> &[Vec<WrittenTerm<'a, 'a>>] {
        self.written.get_or_init(|| {
            let sites = self.sites().zip(self.surveyed());
            let written =
                |((setup, reading, index), page): ((&Setup, &Reading, &Index), Option<&Page>)| {
                    // Spellings that an engine makes one within a post are not all known to the index.
                    let known = |page: &Page| !setup.merges_terms() && index.has_terms_alone(page);
                    match reading.has_page() && !page.is_some_and(known) {
                        true => terms::written(self, setup, reading),
                        false => Vec::new(),
                    }
                };
            sites.map(written).collect()
        })
    }

    /// What in the body stops the engines that count, engine by engine.
    pub(super) fn faults(&self) -> &[Found<'a>] {
        self.faults.get_or_init(|| faults::find(self))
    }

    /// The block, where there is one.
    #[must_use]
    pub fn front_matter(&self) -> Option<&'a FrontMatter<'a>> {
        self.document.front_matter.as_ref()
    }
}
