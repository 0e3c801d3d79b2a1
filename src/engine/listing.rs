//! The files of a site, known by name only.

use std::collections::BTreeSet;

/// Paths of all files of a site from its root, with `/`, hidden ones included.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    files: BTreeSet<String>,
}

impl Listing {
    /// Whether exactly this file is there.
    #[must_use]
    pub fn has(&self, path: &str) -> bool {
        self.files.contains(path)
    }

    /// The files below a folder, at any depth, in order of their path.
    pub fn below<'l>(&'l self, folder: &'l str) -> impl Iterator<Item = &'l str> {
        let prefix = if folder.is_empty() {
            String::new()
        } else {
            format!("{}/", folder.trim_end_matches('/'))
        };
        self.files
            .range(prefix.clone()..)
            .take_while(move |path| path.starts_with(&prefix))
            .map(String::as_str)
    }

    /// Whether there is no file at all, as outside any site.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

impl FromIterator<String> for Listing {
    fn from_iter<I: IntoIterator<Item = String>>(paths: I) -> Self {
        Self { files: paths.into_iter().collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn below_lists_one_folder_only() {
        let listing: Listing =
            ["a/b.md", "a/c/d.md", "ab/e.md"].map(String::from).into_iter().collect();
        assert_eq!(listing.below("a").collect::<Vec<_>>(), ["a/b.md", "a/c/d.md"]);
        assert!(listing.has("ab/e.md") && !listing.has("ab"));
    }
}
