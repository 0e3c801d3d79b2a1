//! What an engine takes from the path of a file, and what becomes of its address on other machines and in links.

use chrono_tz::Tz;

use super::{Config, Engine, Setup, hexo};
use crate::document::Document;

/// How much of a date a URL shows that hangs on the zone of the machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UrlDate {
    /// Nothing.
    None,
    /// Year, month or day.
    Day,
    /// The time, too.
    Time,
}

impl Setup {
    /// Keys that the engine takes from the path of a post, over what front matter says, with their values.
    #[must_use]
    pub fn keys_from_path(&self, path: &str) -> Vec<(String, String)> {
        match &self.config {
            Config::Hexo(config) => hexo::keys_from_path(self, config, path),
            Config::Hugo(_) | Config::Zola(_) => Vec::new(),
        }
    }

    /// What addresses on this site show of a date, by the clock of the machine that builds.
    #[must_use]
    pub fn date_in_urls(&self) -> UrlDate {
        match &self.config {
            Config::Hexo(config) => hexo::date_in_urls(config),
            Config::Hugo(_) | Config::Zola(_) => UrlDate::None,
        }
    }

    /// The path of a post's URL when it is built on a machine whose clock is in this zone.
    #[must_use]
    pub fn url_on(&self, machine: Tz, path: &str, document: &Document<'_>) -> Option<String> {
        match &self.config {
            Config::Hexo(config) => hexo::read_on(machine, self, config, path, document).url,
            Config::Hugo(_) | Config::Zola(_) => self.read(path, document).url,
        }
    }

    /// Whether nothing that a post says about its address leads out of the output folder. Hugo cleans every path
    /// against its root (`page_paths.go`, `alias.go`); Hexo and Zola join it as it is written.
    #[must_use]
    pub const fn keeps_to_output(&self) -> bool {
        matches!(self.target.engine, Engine::Hugo)
    }

    /// Characters of an address that the engine writes into links as they are, where browsers take them for something
    /// else: the end of the path, or the start of an escape.
    ///
    /// Hexo's `encodeURI` leaves `#` and `?` (`encode_url.ts`), Go's `URL.EscapedPath` is fed a path that ends at `?`
    /// (`page_paths.go`), Zola's permalinks are not encoded at all (`config/mod.rs`: `make_permalink`).
    #[must_use]
    pub const fn raw_in_links(&self) -> &'static [char] {
        match self.target.engine {
            Engine::Hexo => &['#', '?'],
            Engine::Hugo => &['?'],
            Engine::Zola => &['#', '?', '%'],
        }
    }

    /// Whether the name of a file may say its language, between its stem and its extension.
    #[must_use]
    pub const fn reads_languages_in_names(&self) -> bool {
        !matches!(self.target.engine, Engine::Hexo)
    }

    /// Whether each folder right below the content folder gets a page of its own that lists what is in it.
    #[must_use]
    pub const fn lists_folders(&self) -> bool {
        matches!(self.target.engine, Engine::Hugo)
    }
}
