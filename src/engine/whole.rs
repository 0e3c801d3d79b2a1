//! What an engine says of a post among the others of its site.

use super::{Config, PageKind, Reading, Sections, Setup, SlugOf, hexo, hugo, zola};

/// What becomes of two pages with one address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Collision {
    /// The build fails.
    Fails,
    /// A post stays before a page of its own, and of posts the one with the oldest date
    /// (`hexo-generator-*`: later writes replace).
    OldestStays,
    /// One of them stays; which one may change from build to build.
    AnyStays,
}

impl Setup {
    /// The language that a post is written in, as far as its path says; none where the engine knows no languages.
    #[must_use]
    pub fn language(&self, path: &str) -> Option<String> {
        match &self.config {
            Config::Hexo(_) => None,
            Config::Hugo(config) => hugo::language(self, config, path),
            Config::Zola(config) => zola::language(config, path),
        }
    }

    /// Whether a page is a post, one of those that are listed by date, and not a page of its own such as a chapter or
    /// "About". Hexo tells by the folder; elsewhere posts are the pages that have a date.
    #[must_use]
    pub fn is_post(&self, path: &str, reading: &Reading) -> bool {
        match &self.config {
            Config::Hexo(config) => hexo::is_post(self, config, path),
            Config::Hugo(_) | Config::Zola(_) => {
                reading.kind == PageKind::Page && reading.date.is_some()
            }
        }
    }

    /// Whether a page stands in lists and feeds, as all do but for Hexo's pages outside its folder of posts.
    #[must_use]
    pub fn is_listed(&self, path: &str) -> bool {
        match &self.config {
            Config::Hexo(config) => hexo::is_post(self, config, path),
            Config::Hugo(_) | Config::Zola(_) => true,
        }
    }

    /// The path of a term's page below that of its taxonomy. `names` lead from the root to the term; only where
    /// categories are paths is there more than one.
    #[must_use]
    pub fn term_slug(&self, taxonomy: &str, names: &[String]) -> String {
        match &self.config {
            Config::Hexo(config) => hexo::term_slug(config, taxonomy, names),
            Config::Hugo(_) | Config::Zola(_) => {
                let slugs = names.iter().map(|name| self.slugify(SlugOf::Term, name));
                slugs.collect::<Vec<_>>().join("/")
            }
        }
    }

    /// Whether terms that share a page share their posts, too; elsewhere the posts of one of them are not on it.
    #[must_use]
    pub const fn merges_terms(&self) -> bool {
        !matches!(self.config, Config::Hexo(_))
    }

    /// The address of a section file that stands for no page but leads to one, which has that address among its aliases.
    #[must_use]
    pub fn redirecting(&self, path: &str) -> Option<&str> {
        match &self.sections {
            Sections::Zola(sections) => sections.redirecting(path.strip_prefix("content/")?),
            Sections::None | Sections::Hugo(_) => None,
        }
    }

    /// The addresses of sections that stand for no page but lead to this one, also by way of each other; a reading names
    /// those that lead there themselves.
    #[must_use]
    pub fn leading_to<'s>(&'s self, url: &'s str) -> Vec<&'s str> {
        match &self.sections {
            Sections::Zola(sections) => sections.leading_to(url),
            Sections::None | Sections::Hugo(_) => Vec::new(),
        }
    }

    /// What becomes of two pages with one address.
    #[must_use]
    pub const fn collision(&self) -> Collision {
        match self.config {
            Config::Hexo(_) => Collision::OldestStays,
            Config::Hugo(_) => Collision::AnyStays,
            Config::Zola(_) => Collision::Fails,
        }
    }
}
