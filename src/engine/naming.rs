//! What an engine takes from the path of a file, and what becomes of its address on other machines and in links.

use chrono_tz::Tz;

use super::{Config, Engine, Place, Setup, hexo};
use crate::document::Document;

/// The endings by which people know Markdown, in lower case.
const MARKDOWN: &[&str] = &["md", "markdown", "mdown", "mkd", "mkdn", "mdx"];

/// Whether a file is Markdown by its name, in the eyes of people.
#[must_use]
pub fn is_markdown(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
    ending.is_some_and(|ending| MARKDOWN.contains(&ending.as_str()))
}

/// How much of a date a URL shows that hangs on the zone of the machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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

    /// Whether a file is Markdown and lies where posts do, but the engine makes no page of it because of its ending.
    #[must_use]
    pub fn misses(&self, path: &str) -> bool {
        let Some((stem, ending)) = path.rsplit_once('.').filter(|_| is_markdown(path)) else {
            return false;
        };
        // A plugin may well render what the engine itself does not.
        let renders = |plugin: &String| plugin.contains(&ending.to_lowercase());
        let plugins = match &self.config {
            Config::Hexo(config) => config.plugins.as_deref().unwrap_or_default(),
            Config::Hugo(_) | Config::Zola(_) => &[],
        };
        self.place(path) != Place::Content
            && self.place(&format!("{stem}.md")) == Place::Content
            && (ending == "md" || !plugins.iter().any(renders))
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
