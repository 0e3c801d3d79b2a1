//! Which pages `ref` and `relref` can lead to (`hugolib/page__ref.go`, `hugolib/pagecollections.go`).

use std::collections::{HashMap, HashSet};

use super::content_path::{ContentPath, FileKind};
use super::paths::{clean, normalize};

/// The pages of a site by their logical paths.
#[derive(Debug, Default)]
pub(super) struct References {
    /// All pages and folders.
    paths: HashSet<String>,
    /// The same by their last part.
    by_name: HashMap<String, Vec<String>>,
    /// Folders of taxonomies: which terms lie in them depends on all posts.
    taxonomies: HashSet<String>,
    /// Whether templates make pages that no file stands for.
    open: bool,
}

impl References {
    /// Takes in a content file and the folders above it.
    pub fn add(&mut self, content: &ContentPath) {
        match content.kind {
            FileKind::File => return,
            FileKind::Adapter => self.open = true,
            _ => {}
        }
        let base = content.base();
        self.add_path(&base);
        for (at, _) in base.rmatch_indices('/') {
            // A folder that is known brought those above it along.
            if at == 0 || !self.add_path(&base[..at]) {
                break;
            }
        }
    }

    fn add_path(&mut self, path: &str) -> bool {
        let new = self.paths.insert(path.to_owned());
        if new {
            let name = path.rsplit('/').next().unwrap_or_default().to_owned();
            self.by_name.entry(name).or_default().push(path.to_owned());
        }
        new
    }

    /// Takes in a taxonomy.
    pub fn add_taxonomy(&mut self, plural: &str) {
        self.taxonomies.insert(format!("/{plural}"));
    }

    /// Whether a reference from a page in a folder may lead to a page. Lenient where Hugo searches.
    pub fn leads(&self, reference: &str, folder: &str) -> bool {
        let path = reference.split(['#', '?']).next().unwrap_or_default();
        if self.open || path.is_empty() || path.contains("://") {
            return true;
        }
        let path = logical(path);
        if path.starts_with('/') || path.is_empty() {
            return self.has(&path);
        }
        let relative = clean(&format!("{}/{path}", normalize(folder)));
        self.has(&relative) || self.has(&format!("/{path}")) || self.has_ending(&path)
    }

    fn has(&self, path: &str) -> bool {
        let first = path[1.min(path.len())..].find('/').map_or(path, |end| &path[..=end]);
        matches!(path, "" | "/") || self.paths.contains(path) || self.taxonomies.contains(first)
    }

    fn has_ending(&self, path: &str) -> bool {
        let path = path.trim_start_matches("../").trim_start_matches("./");
        let name = path.rsplit('/').next().unwrap_or_default();
        let ending = format!("/{path}");
        self.by_name.get(name).is_some_and(|paths| paths.iter().any(|one| one.ends_with(&ending)))
    }
}

/// The logical path that a reference names: without extension, index file and last slash.
fn logical(path: &str) -> String {
    let path = normalize(path);
    let path = path.trim_end_matches('/');
    let name = path.rsplit('/').next().unwrap_or_default();
    let stem = ["md", "markdown", "mdown", "html", "htm", "org", "adoc", "rst"]
        .iter()
        .find_map(|extension| name.strip_suffix(extension)?.strip_suffix('.'));
    let path = stem.map_or(path, |stem| &path[..path.len() - name.len() + stem.len()]);
    let path = path.strip_suffix("/_index").or_else(|| path.strip_suffix("/index")).unwrap_or(path);
    path.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::hugo::content_path::Languages;

    #[test]
    fn references_lead_to_pages_folders_and_terms() {
        let mut references = References::default();
        references.add_taxonomy("tags");
        for path in ["posts/a.md", "posts/sub/b/index.md", "_index.md"] {
            references.add(&ContentPath::parse(path, Languages { built: &[], disabled: &[] }));
        }
        for (reference, expected) in [
            ("a", true),
            ("a.md#x", true),
            ("/posts/a", true),
            ("b", true),
            ("sub/b/index.md", true),
            ("../posts/a.md", true),
            ("/posts", true),
            ("/tags/x", true),
            ("#x", true),
            ("c", false),
            ("/a", false),
            ("/posts/c.md", false),
        ] {
            assert_eq!(references.leads(reference, "/posts"), expected, "{reference}");
        }
    }
}
