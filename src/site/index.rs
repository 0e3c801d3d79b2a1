//! All posts of a site, found by what rules ask for.

use super::lookup::Lookup;
use super::term::Terms;
use super::{Gathered, Page, Term, TermName, fold_title};
use crate::engine::Setup;

/// All posts of a site as one engine reads them.
#[derive(Debug, Default)]
pub struct Index {
    /// In order of their paths.
    pages: Vec<Page>,
    by_title: Lookup,
    terms: Terms,
}

impl Index {
    /// Takes in what was read, in any order.
    #[must_use]
    pub fn new(setup: &Setup, mut gathered: Vec<Gathered>) -> Self {
        gathered.sort_unstable_by(|a, b| a.page.path.cmp(&b.page.path));
        let mut pages = Vec::with_capacity(gathered.len());
        let mut uses = Vec::new();
        for (number, Gathered { page, terms }) in (0..).zip(gathered) {
            // A page that nobody sees gives its terms no place in a list.
            if page.is_public() {
                uses.extend(terms.into_iter().map(|term| (number, term)));
            }
            pages.push(page);
        }
        let titled = (0..).zip(&pages).filter(|(_, page): &(u32, &Page)| !page.title.is_empty());
        let by_title = Lookup::new(titled.map(|(number, page)| (fold_title(&page.title), number)));
        Self { by_title, terms: Terms::new(setup, uses.into_iter()), pages }
    }

    /// All posts, in order of their paths.
    #[must_use]
    pub fn pages(&self) -> &[Page] {
        &self.pages
    }

    /// The post of a file, by its path from the site's root.
    #[must_use]
    pub fn page(&self, path: &str) -> Option<&Page> {
        let at = self.pages.binary_search_by(|page| (*page.path).cmp(path)).ok()?;
        Some(&self.pages[at])
    }

    /// The posts with this title, as [`fold_title`] leaves it, in order of their paths.
    pub fn titled(&self, title: &str) -> impl Iterator<Item = &Page> {
        let folded = fold_title(title);
        let found = self.by_title.get(&folded).collect::<Vec<_>>();
        let pages = found.into_iter().filter_map(|number| self.pages.get(number as usize));
        pages.filter(move |page| fold_title(&page.title) == folded)
    }

    /// All spellings of a term over the site, this one too where a post has it.
    #[must_use]
    pub fn spellings(&self, name: &TermName) -> Vec<&Term> {
        self.terms.spellings(name)
    }

    /// All terms that share the page of this one, itself too.
    #[must_use]
    pub fn sharing_page(&self, term: &Term) -> Vec<&Term> {
        self.terms.sharing_page(term)
    }

    /// All spellings of all terms, in order of the first post that has them.
    #[must_use]
    pub fn terms(&self) -> &[Term] {
        &self.terms.all
    }

    /// The first post that has a term.
    #[must_use]
    pub fn first_with(&self, term: &Term) -> Option<&Page> {
        self.pages.get(term.first as usize)
    }

    /// How many bytes the index takes, without what the allocator adds.
    #[must_use]
    pub fn size(&self) -> usize {
        self.pages.iter().map(Page::size).sum::<usize>() + self.by_title.size() + self.terms.size()
    }
}
