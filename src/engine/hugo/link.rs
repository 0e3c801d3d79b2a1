//! Who makes links of the paths of Markdown files, and who the ids of headings (`markup/goldmark`; `hugolib/page.go`).

use super::config::Config;
use crate::engine::Setup;

/// Whether a hook for links may make URLs of the paths of Markdown files: the one that Hugo brings, which works in
/// sites of several languages, or one of the site or its theme.
pub fn may_resolve_links(setup: &Setup, config: &Config) -> bool {
    config.has_unseen_templates
        || config.languages().built.len() > 1
        || has_hook(setup, "render-link")
}

/// Whether the ids of headings are Hugo's own: a hook may write others.
pub fn makes_heading_ids(setup: &Setup) -> bool {
    !has_hook(setup, "render-heading")
}

fn has_hook(setup: &Setup, name: &str) -> bool {
    let is_hook = |path: &str| path.rsplit('/').next().is_some_and(|file| file.starts_with(name));
    ["layouts", "themes"].iter().any(|folder| setup.listing.below(folder).any(is_hook))
}
