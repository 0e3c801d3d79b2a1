//! How to tell an engine the address of a page, in the key that takes a whole path.

use super::{Engine, Setup};

impl Setup {
    /// The value of the key with [`super::Role::Url`] with which the engine serves a page at `url`, a percent-decoded
    /// path from the site's root. None where no value does: then an alias has to lead there.
    ///
    /// Hexo takes `permalink` literally (`post_permalink.ts`); Hugo expands `:token`s in `url` and reads percent
    /// escapes (`page_paths.go`); Zola's `path` always makes a folder (`page.rs`).
    #[must_use]
    pub fn write_url(&self, url: &str) -> Option<String> {
        if url.split('/').any(|part| part == "..") || url.contains(['\\', '\0', '\n', '\r']) {
            return None;
        }
        match self.target.engine {
            Engine::Hexo => Some(url.to_owned()),
            Engine::Hugo if url.contains('%') => None,
            Engine::Hugo => Some(url.replace(':', "\\:")),
            Engine::Zola => {
                let path = url.strip_prefix('/')?.strip_suffix('/')?;
                (!path.is_empty()).then(|| path.to_owned())
            }
        }
    }
}
