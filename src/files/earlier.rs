//! A site as it was before a change, by what stood in the files that the change touched.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::read;
use crate::engine::Listing;
use crate::text::Source;

/// The files that a change touched, by their paths from the site's root: what stood in each before; none where it was
/// not there. Without any, the site is as it is.
#[derive(Clone, Debug, Default)]
pub struct Earlier(BTreeMap<String, Option<Vec<u8>>>);

impl Earlier {
    /// Adds a file.
    pub fn add(&mut self, path: String, text: Option<Vec<u8>>) {
        self.0.insert(path, text);
    }

    /// Whether the change touched a file.
    #[must_use]
    pub fn touches(&self, path: &str) -> bool {
        self.0.contains_key(path)
    }

    /// What a file of the site at `root` says; none where it cannot be read or was not there.
    #[must_use]
    pub fn read(&self, root: &Path, path: &str) -> Option<Source> {
        match self.0.get(path) {
            Some(text) => text.as_ref().map(|bytes| Source::from_bytes(path, bytes)),
            None => read(&root.join(path), path).ok(),
        }
    }

    /// The files that were there, of those that are there now.
    #[must_use]
    pub fn listing(&self, now: Listing) -> Listing {
        if self.0.is_empty() {
            return now;
        }
        let touched = self.0.clone();
        Listing::later(move || {
            let kept = now.below("").filter(|path| !touched.contains_key(*path));
            let mut all: BTreeSet<String> = kept.map(str::to_owned).collect();
            let there = touched.iter().filter(|(_, text)| text.is_some());
            all.extend(there.map(|(path, _)| path.clone()));
            all
        })
    }
}
