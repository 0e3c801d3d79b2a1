//! The files of a site, known by name only.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, LazyLock, OnceLock};

/// Makes the list of a site's files when it is first asked for.
type Lister = Box<dyn FnOnce() -> BTreeSet<String> + Send>;

/// Paths of all files of a site from its root, with `/`, hidden ones included.
#[derive(Clone, Debug, Default)]
pub struct Listing(Option<Arc<Files>>);

#[derive(Debug)]
struct Files {
    paths: LazyLock<BTreeSet<String>, Lister>,
    /// Paths by file name in lower case, made when first asked for.
    by_name: OnceLock<HashMap<String, Vec<String>>>,
}

impl Listing {
    /// The files that `list` gives, which is called once at most: to know all files of a large site costs
    /// more than to read one post.
    #[must_use]
    pub fn later(list: impl FnOnce() -> BTreeSet<String> + Send + 'static) -> Self {
        let list: Lister = Box::new(list);
        Self(Some(Arc::new(Files { paths: LazyLock::new(list), by_name: OnceLock::new() })))
    }

    /// Whether exactly this file is there.
    #[must_use]
    pub fn has(&self, path: &str) -> bool {
        self.files().is_some_and(|files| files.contains(path))
    }

    /// The files below a folder, at any depth, in order of their path.
    pub fn below<'l>(&'l self, folder: &'l str) -> impl Iterator<Item = &'l str> {
        let prefix = if folder.is_empty() {
            String::new()
        } else {
            format!("{}/", folder.trim_end_matches('/'))
        };
        let above = prefix.clone();
        self.files()
            .into_iter()
            .flat_map(move |files| files.range(prefix.clone()..))
            .take_while(move |path| path.starts_with(&above))
            .map(String::as_str)
    }

    /// Whether there is no list at all, as outside any site.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// The files of this name in any folder; upper and lower case are not told apart.
    #[must_use]
    pub fn named(&self, name: &str) -> &[String] {
        let Some(files) = self.0.as_deref() else { return &[] };
        let by_name = files.by_name.get_or_init(|| {
            let mut by_name: HashMap<String, Vec<String>> = HashMap::new();
            for path in &*files.paths {
                let name = path.rsplit('/').next().unwrap_or(path);
                by_name.entry(name.to_lowercase()).or_default().push(path.clone());
            }
            by_name
        });
        by_name.get(&name.to_lowercase()).map_or(&[], Vec::as_slice)
    }

    fn files(&self) -> Option<&BTreeSet<String>> {
        self.0.as_deref().map(|files| &*files.paths)
    }
}

impl FromIterator<String> for Listing {
    fn from_iter<I: IntoIterator<Item = String>>(paths: I) -> Self {
        let files: BTreeSet<String> = paths.into_iter().collect();
        if files.is_empty() { Self::default() } else { Self::later(|| files) }
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
        assert_eq!(listing.named("E.md"), ["ab/e.md"]);
    }
}
