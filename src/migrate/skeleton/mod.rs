//! Files that a site needs to be one, beside its content and its configuration.

use super::plan::Text;
use crate::engine::{Engine, Target};

/// The plugins without which Hexo writes neither lists nor Markdown.
const PACKAGE: &str = include_str!("package.json");

/// Hexo has no aliases; this makes them of the key that the other engines use.
const ALIASES: &str = include_str!("aliases.js");

/// The path of the script that makes redirects of `aliases` in Hexo.
pub const ALIASES_PATH: &str = "scripts/aliases.js";

/// The files of a new site; `aliases` is how many old addresses lead to its pages.
#[must_use]
pub fn files(to: Target, aliases: usize) -> Vec<Text> {
    if to.engine != Engine::Hexo {
        return Vec::new();
    }
    let version = format!("{}.0", to.version);
    let package = PACKAGE.replace("{{version}}", &version);
    let mut files = vec![Text { path: "package.json".to_owned(), text: package }];
    if aliases > 0 {
        files.push(Text { path: ALIASES_PATH.to_owned(), text: ALIASES.to_owned() });
    }
    files
}
