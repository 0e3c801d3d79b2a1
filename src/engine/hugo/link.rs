//! Who makes links of the paths of pages, and who the ids of headings (`markup/goldmark`; `hugolib/page.go`;
//! `tpl/tplimpl/embedded/templates/_markup`).

use super::address::refusal;
use super::asset::has_unseen_theme;
use super::config::Config;
use super::place::locate;
use crate::engine::{Sections, Setup};

/// Where the templates of a site lie.
const FOLDERS: [&str; 2] = ["layouts", "themes"];

/// Whether a hook may make a URL of an address that names a page, as by its file or by its name alone.
pub fn may_resolve(setup: &Setup, config: &Config, post: &str, address: &str) -> bool {
    if address.contains("://") || !may_have_hook(setup, config, "render-link") {
        return false;
    }
    let (Sections::Hugo(sections), Some(located)) = (&setup.sections, locate(setup, config, post))
    else {
        return true;
    };
    sections.references.leads(address, located.content.dir())
}

/// Whether the hook that Hugo brings makes a URL of it, as far as templates are seen.
pub fn resolves(setup: &Setup, config: &Config, post: &str, address: &str) -> bool {
    let is_own = config.names_languages && !has_hook(setup, "render-link");
    is_own && may_resolve(setup, config, post, address)
}

/// Whether something else than Markdown's own renderer may write links or images: the hook that Hugo brings, which
/// works where the configuration names languages, one of the site or its theme, or one of templates that are not
/// in the site.
pub(super) fn may_have_hook(setup: &Setup, config: &Config, name: &str) -> bool {
    let is_there = |folder: &&str| setup.listing.below(folder).next().is_some();
    let is_unseen = match config.themes() {
        [] => config.has_unseen_templates || !FOLDERS.iter().any(is_there),
        _ => has_unseen_theme(setup, config),
    };
    is_unseen || config.names_languages || has_hook(setup, name)
}

/// Why the hook that Hugo brings stops the build at the address of a link; none where another one may be in its place.
pub fn refused_link(setup: &Setup, config: &Config, address: &str) -> Option<String> {
    let is_own = config.names_languages
        && !config.has_unseen_templates
        && !has_unseen_theme(setup, config)
        && !has_hook(setup, "render-link");
    refusal(address).filter(|_| is_own)
}

/// Whether the ids of headings are Hugo's own: a hook may write others.
pub fn makes_heading_ids(setup: &Setup) -> bool {
    !has_hook(setup, "render-heading")
}

fn has_hook(setup: &Setup, name: &str) -> bool {
    let is_hook = |path: &str| path.rsplit('/').next().is_some_and(|file| file.starts_with(name));
    FOLDERS.iter().any(|folder| setup.listing.below(folder).any(is_hook))
}
