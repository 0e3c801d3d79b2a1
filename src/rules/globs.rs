//! Globs in the configuration: which files are meant.

use globset::{GlobBuilder, GlobMatcher};
use serde::Deserialize;
use std::path::Path;

/// The files that some globs name; without any glob, all files.
#[derive(Clone, Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(try_from = "Vec<String>")]
#[schemars(with = "Vec<String>")]
pub struct Globs(Vec<GlobMatcher>);

impl TryFrom<Vec<String>> for Globs {
    type Error = String;

    fn try_from(patterns: Vec<String>) -> Result<Self, String> {
        patterns.iter().map(|pattern| matcher(pattern)).collect::<Result<_, _>>().map(Self)
    }
}

impl Globs {
    /// Whether a file or a folder above it is meant, by its path from the site's root.
    #[must_use]
    pub fn name(&self, path: &str) -> bool {
        let parts = || Path::new(path).ancestors().filter(|part| !part.as_os_str().is_empty());
        self.0.is_empty() || self.0.iter().any(|glob| parts().any(|part| glob.is_match(part)))
    }
}

/// A glob of the user's: `*` stays within one folder, `**` does not, and a pattern without `/` counts in every
/// folder, as in `.gitignore`.
///
/// # Errors
/// Why it is no glob, as a sentence.
pub fn matcher(pattern: &str) -> Result<GlobMatcher, String> {
    let text = pattern.trim_end_matches('/');
    let anchored = match text.strip_prefix('/') {
        Some(from_here) => from_here.to_owned(),
        None if text.contains('/') => text.to_owned(),
        None => format!("**/{text}"),
    };
    GlobBuilder::new(&anchored)
        .literal_separator(true)
        .build()
        .map(|glob| glob.compile_matcher())
        .map_err(|error| format!("`{pattern}` is not a glob: {}", error.kind()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_names_all_that_is_below_it() {
        let globs = |patterns: &[&str]| {
            Globs::try_from(patterns.iter().map(|&it| it.to_owned()).collect::<Vec<_>>()).unwrap()
        };
        assert!(globs(&[]).name("a.md"));
        assert!(globs(&["content/posts"]).name("content/posts/2024/a.md"));
        assert!(globs(&["*.draft.md", "/x/*.md"]).name("deep/er/a.draft.md"));
        assert!(!globs(&["/x/*.md"]).name("y/x/a.md"));
    }
}
