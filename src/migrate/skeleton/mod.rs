//! Files that a site needs to be one, beside its content and its configuration.

use super::plan::Text;
use crate::engine::{Engine, Target};

/// The plugins without which Hexo writes neither lists nor Markdown.
const PACKAGE: &str = include_str!("package.json");

/// Hexo has no aliases; this makes them of the key that the other engines use.
const ALIASES_SCRIPT: &str = include_str!("aliases.js");

/// The key of old addresses in Hugo and Zola, and that of this script.
pub const ALIASES: &str = "aliases";

/// The path of the script that makes redirects of `aliases` in Hexo.
pub const ALIASES_PATH: &str = "scripts/aliases.js";

/// Hexo has pages of tags and categories only, and lists neither; this makes the others.
const TAXONOMIES: &str = include_str!("taxonomies.js");

/// The path of the script that makes pages of taxonomies in Hexo.
pub const TAXONOMIES_PATH: &str = "scripts/taxonomies.js";

/// The setting that tells that script what to make.
pub const TAXONOMIES_KEY: &str = "taxonomy_pages";

/// The files of a new site; `aliases` is how many old addresses lead to its pages, `taxonomies` how many taxonomies there are
/// that the engine makes no pages of.
#[must_use]
pub fn files(to: Target, aliases: usize, taxonomies: usize) -> Vec<Text> {
    if to.engine != Engine::Hexo {
        return Vec::new();
    }
    let version = format!("{}.0", to.version);
    let package = PACKAGE.replace("{{version}}", &version);
    let mut files = vec![Text { path: "package.json".to_owned(), text: package }];
    for (count, path, text) in
        [(aliases, ALIASES_PATH, ALIASES_SCRIPT), (taxonomies, TAXONOMIES_PATH, TAXONOMIES)]
    {
        if count > 0 {
            files.push(Text { path: path.to_owned(), text: text.to_owned() });
        }
    }
    files
}
