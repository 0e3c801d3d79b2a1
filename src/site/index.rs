//! All posts of a site, found by what rules ask for.

use std::panic::resume_unwind;
use std::sync::Arc;
use std::thread::{self, ScopedJoinHandle};

use super::linked::{Linked, ReadPost};
use super::lookup::{Lookup, hash};
use super::term::Terms;
use super::{Gathered, Page, Term, TermName, fold_address, fold_title};
use crate::engine::{AnchorIds, Setup};

/// All posts of a site as one engine reads them.
#[derive(Debug, Default)]
pub struct Index {
    /// In order of their paths.
    pages: Vec<Page>,
    by_path: Lookup,
    by_title: Lookup,
    /// By all addresses, aliases too, in lower case.
    by_address: Lookup,
    /// By the names that tags of the engine call them by.
    by_name: Lookup,
    /// The folders that addresses lie in.
    folders: Lookup,
    terms: Terms,
    linked: Linked,
}

impl Index {
    /// Takes in what was read, in any order.
    #[must_use]
    pub fn new(setup: &Setup, mut gathered: Vec<Gathered>) -> Self {
        gathered.sort_unstable_by(|a, b| a.page.path.cmp(&b.page.path));
        // A page that nobody sees gives its terms no place in a list.
        let seen = |one: &mut Gathered| match one.page.is_public() {
            true => std::mem::take(&mut one.terms),
            false => Vec::new(),
        };
        let names: Vec<Vec<TermName>> = gathered.iter_mut().map(seen).collect();
        let mut pages: Vec<Page> = gathered.into_iter().map(|one| one.page).collect();
        // In a large site each part takes long, and nobody else has anything to do meanwhile.
        let ((by_address, folders), [by_path, by_title, by_name], (terms, numbers)) =
            thread::scope(|scope| {
                let addresses = scope.spawn(|| addresses(&pages));
                let names_of = || [paths(&pages), titles(&pages), names_in_tags(setup, &pages)];
                let by_names = scope.spawn(names_of);
                let terms = Terms::new(setup, names);
                (joined(addresses), joined(by_names), terms)
            });
        for (page, numbers) in pages.iter_mut().zip(numbers) {
            page.terms = numbers;
            page.title_is_alone = true;
        }
        for number in by_title.shared() {
            pages[number as usize].title_is_alone = false;
        }
        let linked = Linked::default();
        Self { pages, by_path, by_title, by_address, by_name, folders, terms, linked }
    }

    /// The same with a way to read a post by its path from the site's root, for what only its body says.
    #[must_use]
    pub fn reading_with(self, read: ReadPost) -> Self {
        Self { linked: Linked::new(read), ..self }
    }

    /// The anchors of another page; none where they are not known. A page is read when it is first asked for.
    #[must_use]
    pub fn anchors(&self, setup: &Setup, path: &str) -> Option<Arc<AnchorIds>> {
        self.linked.anchors(setup, path)
    }

    /// The posts that tags of the engine call by this name.
    pub fn called(&self, name: &str) -> impl Iterator<Item = &Page> {
        let found = self.by_name.get(&name.to_owned()).collect::<Vec<_>>();
        found.into_iter().filter_map(|number| self.pages.get(number as usize))
    }

    /// Whether addresses of pages lie below this one, which ends with a slash.
    #[must_use]
    pub fn has_below(&self, folder: &str) -> bool {
        self.folders.get(&fold_address(folder)).next().is_some()
    }

    /// All posts, in order of their paths.
    #[must_use]
    pub fn pages(&self) -> &[Page] {
        &self.pages
    }

    /// The post of a file, by its path from the site's root.
    #[must_use]
    pub fn page(&self, path: &str) -> Option<&Page> {
        let found = self.by_path.get(path).filter_map(|number| self.pages.get(number as usize));
        { found }.find(|page| *page.path == *path)
    }

    /// The posts with this title, as [`fold_title`] leaves it, in order of their paths.
    pub fn titled(&self, title: &str) -> impl Iterator<Item = &Page> {
        let folded = fold_title(title);
        let found = self.by_title.get(&folded).collect::<Vec<_>>();
        let pages = found.into_iter().filter_map(|number| self.pages.get(number as usize));
        let title = title.to_owned();
        pages.filter(move |page| *page.title == *title || fold_title(&page.title) == folded)
    }

    /// Whether no other post has the title of this one, as [`Self::titled`] would say after a longer search.
    #[must_use]
    pub const fn has_title_alone(&self, page: &Page) -> bool {
        page.title_is_alone
    }

    /// Whether each term that the engine knows of a post has one spelling and a page of its own in the whole site, as
    /// [`Self::spellings`] and [`Self::terms_at`] would say after a longer search. Of a post whose terms do not count
    /// nobody knows.
    #[must_use]
    pub fn has_terms_alone(&self, page: &Page) -> bool {
        page.is_public()
            && page.terms.iter().all(|number| self.terms.all[*number as usize].is_alone)
    }

    /// The pages that can be seen at an address or lead on from there, upper and lower case not told apart, in order of
    /// their paths.
    pub fn at(&self, address: &str) -> impl Iterator<Item = &Page> {
        let folded = fold_address(address);
        let mut numbers: Vec<u32> = self.by_address.get(&folded).collect();
        numbers.dedup();
        let pages = numbers.into_iter().filter_map(|number| self.pages.get(number as usize));
        pages.filter(move |page| {
            page.is_served() && page.addresses().any(|other| fold_address(other) == folded)
        })
    }

    /// All spellings of a term that posts other than `except` have, with the number of those. `folded` is what
    /// [`TermName::folded`] says.
    #[must_use]
    pub fn spellings(
        &self,
        name: &TermName,
        folded: &str,
        except: Option<&Page>,
    ) -> Vec<(&Term, u32)> {
        self.of_others(self.terms.spellings(name, folded), except)
    }

    /// All terms of the same taxonomy that posts other than `except` have and whose page is at this slug, with the
    /// number of those posts.
    #[must_use]
    pub fn terms_at(
        &self,
        name: &TermName,
        slug: &str,
        except: Option<&Page>,
    ) -> Vec<(&Term, u32)> {
        self.of_others(self.terms.at_slug(name, slug), except)
    }

    fn of_others(&self, numbers: Vec<u32>, except: Option<&Page>) -> Vec<(&Term, u32)> {
        let own = except.map_or(&[][..], |page| &page.terms);
        let counted = numbers.into_iter().map(|number| {
            let term = &self.terms.all[number as usize];
            (term, term.posts - u32::from(own.contains(&number)))
        });
        counted.filter(|(_, others)| *others > 0).collect()
    }

    /// All spellings of all terms, in order of the first post that has them.
    #[must_use]
    pub fn terms(&self) -> &[Term] {
        &self.terms.all
    }

    /// How many bytes the index takes, without what the allocator adds.
    #[must_use]
    pub fn size(&self) -> usize {
        self.pages.iter().map(Page::size).sum::<usize>()
            + self.by_path.size()
            + self.by_title.size()
            + self.by_address.size()
            + self.by_name.size()
            + self.folders.size()
            + self.terms.size()
    }
}

/// What a thread made; where it panicked, so does this one.
fn joined<T>(thread: ScopedJoinHandle<'_, T>) -> T {
    thread.join().unwrap_or_else(|panic| resume_unwind(panic))
}

/// The numbers of pages by path.
fn paths(pages: &[Page]) -> Lookup {
    Lookup::new((0..).zip(pages).map(|(number, page)| (&*page.path, number)))
}

/// The numbers of pages by title.
fn titles(pages: &[Page]) -> Lookup {
    let titled = (0..).zip(pages).filter(|(_, page): &(u32, &Page)| !page.title.is_empty());
    Lookup::new(titled.map(|(number, page)| (fold_title(&page.title), number)))
}

/// The numbers of pages by the names that tags of the engine call them by.
fn names_in_tags(setup: &Setup, pages: &[Page]) -> Lookup {
    let name = |(number, page): (u32, &Page)| Some((setup.post_name(&page.path)?, number));
    Lookup::new((0..).zip(pages).filter_map(name))
}

/// The numbers of pages by address, and the folders that addresses lie in.
fn addresses(pages: &[Page]) -> (Lookup, Lookup) {
    let (mut numbers, mut folders) = (Vec::with_capacity(pages.len()), Vec::new());
    let mut last = String::new();
    for (number, page) in (0..).zip(pages) {
        for address in page.addresses().map(fold_address) {
            // Neighbours nearly always lie in the same folders.
            let same = address.bytes().zip(last.bytes()).take_while(|(a, b)| a == b).count();
            let ends = memchr::memchr_iter(b'/', &address.as_bytes()[same..]);
            folders.extend(ends.map(|end| (hash(&address[..=same + end]), 0)));
            numbers.push((hash(&*address), number));
            last = address;
        }
    }
    (Lookup::of_hashes(numbers), Lookup::of_hashes(folders))
}
