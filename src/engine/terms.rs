//! Which taxonomies a site has, and where a post names their terms.

use super::{Config, Role, Setup, hexo, hugo, zola};

/// Whether terms of a taxonomy come to anything on a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Declared {
    /// They get pages.
    Yes,
    /// They get none.
    No,
    /// Nobody can tell: there is no configuration, or the site wants no pages for terms at all.
    Unknown,
}

impl Setup {
    /// Whether terms of the taxonomy `name` come to anything in the post at `path`.
    #[must_use]
    pub fn declares(&self, path: &str, name: &str) -> Declared {
        match &self.config {
            Config::Hexo(_) => match self.key(name).map(|key| key.role) {
                Some(Role::Tags | Role::Categories) => Declared::Yes,
                _ => Declared::No,
            },
            Config::Hugo(config) => hugo::declares(self, config, path, name),
            Config::Zola(config) => zola::declares(config, path, name),
        }
    }

    /// The names of the taxonomies that a post at `path` may have, as its front matter names them.
    #[must_use]
    pub fn taxonomies(&self, path: &str) -> Vec<&str> {
        match &self.config {
            Config::Hexo(_) => vec!["tags", "categories"],
            Config::Hugo(config) => hugo::taxonomies(self, config, path),
            Config::Zola(config) => zola::taxonomies(config, path),
        }
    }

    /// The address of the page of a term, from the site's root; `names` lead from the root to the term, and none of
    /// them means the page that lists the taxonomy. `path` is that of a post with the term, which says the language.
    /// None where there is no such page, or where a pattern of the site's own decides.
    #[must_use]
    pub fn term_url(&self, path: &str, taxonomy: &str, names: &[String]) -> Option<String> {
        let base = match &self.config {
            Config::Hexo(config) => hexo::taxonomy_url(config, taxonomy),
            Config::Hugo(config) => hugo::taxonomy_url(self, config, path, taxonomy),
            Config::Zola(config) => zola::taxonomy_url(config, path, taxonomy),
        }?;
        match names {
            [] if matches!(self.config, Config::Hexo(_)) => None,
            [] => Some(base),
            names => Some(format!("{base}{}/", self.term_slug(taxonomy, names))),
        }
    }

    /// The key whose map holds all taxonomies; none where each is a key of its own.
    #[must_use]
    pub fn terms_key(&self) -> Option<&'static str> {
        self.keys().find(|key| key.role == Role::Taxonomies).map(|key| key.name)
    }
}
