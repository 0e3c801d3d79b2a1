//! The names of all tags, shortcodes and components that bodies may use, for who misspells one.

use super::{Config, Setup, hexo, hugo, zola};

impl Setup {
    /// Names of the tags that the engine, the known plugins and themes and the site itself bring. There may be more.
    #[must_use]
    pub fn tag_names(&self) -> Vec<String> {
        match &self.config {
            Config::Hexo(config) => hexo::tag_names(self, config),
            Config::Hugo(_) => hugo::tag_names(self),
            Config::Zola(config) => zola::tag_names(self, config),
        }
    }
}
