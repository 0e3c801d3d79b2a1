//! Which files answer at an address (hugolib/content_map_page.go; hugolib/filesystems/basefs.go).

use super::config::Config;
use super::content_path::FileKind;
use super::link::may_have_hook;
use super::place::locate;
use crate::engine::asset::{Places, base_path, join, without_base};
use crate::engine::{AssetContext, AssetQuery, Setup};

/// Where the file of an address may lie.
pub(super) fn places(setup: &Setup, config: &Config, query: AssetQuery<'_>) -> Places {
    let AssetQuery { post, url, address, within } = query;
    let folder = post.rsplit_once('/').map_or("", |(folder, _)| folder);
    let url = url.unwrap_or("/");
    let Some(target) = join(url, address) else { return Places::default() };
    let target = without_base(&target, base_path(config.base_url()));
    let located = locate(setup, config, post);
    let is_bundle = located
        .as_ref()
        .is_some_and(|at| matches!(at.content.kind, FileKind::Leaf | FileKind::Branch));
    let prefix = &config.site(located.as_ref().map(|at| &*at.language)).prefix;
    let bare = address.trim_start_matches('/');
    let mut places = Places { url: Some(format!("/{target}")), ..Places::default() };
    if let Some(inside) = format!("/{target}").strip_prefix(url) {
        places.own = url != "/";
        places.copied.extend(is_bundle.then(|| format!("{folder}/{inside}")));
    }
    for target in [target, without_base(target, prefix)] {
        let statics = config.static_folders.iter().map(|root| format!("{root}/{target}"));
        let themes = theme_names(config).map(|theme| format!("themes/{theme}/static/{target}"));
        places.answering.extend(statics.chain(themes));
        places.copied.extend(config.mounts.iter().map(|it| below(&it.source, target)));
    }
    places.meant.extend(join(&format!("{folder}/"), bare));
    places.meant.push(format!("assets/{bare}"));
    places.meant.extend(config.static_folders.iter().map(|root| format!("{root}/{bare}")));
    places.meant.extend(config.mounts.iter().map(|mount| below(&mount.source, bare)));
    let is_there = |files: &[String]| files.iter().any(|file| setup.listing.has(file));
    if !is_there(&places.answering) && !is_there(&places.copied) {
        let unseen = has_unseen_theme(setup, config);
        places.open = address.starts_with('/') && is_unknown(setup, config, address, unseen);
        places.certain = match within {
            AssetContext::FrontMatter => false,
            AssetContext::Markdown => !may_have_hook(setup, config, "render-image"),
            AssetContext::Html => true,
        };
    }
    places
}

/// The folders below `themes` that the themes of the site would have.
fn theme_names(config: &Config) -> impl Iterator<Item = &str> {
    config.themes().iter().map(|theme| theme.rsplit('/').next().unwrap_or(theme))
}

/// Whether the site uses a theme whose files are not in the site.
pub(super) fn has_unseen_theme(setup: &Setup, config: &Config) -> bool {
    let is_seen = |theme: &str| setup.listing.below(&format!("themes/{theme}")).next().is_some();
    theme_names(config).any(|theme| !is_seen(theme))
}

/// Whether a path from the root may lead to a file that is not in the site: one of a theme, where the site
/// itself has no folder of that name, or any, where there is nothing to copy at all.
fn is_unknown(setup: &Setup, config: &Config, address: &str, has_unseen_theme: bool) -> bool {
    let first = address.trim_start_matches('/').split('/').next().unwrap_or_default();
    let is_there = |folder: &str| setup.listing.below(folder).next().is_some();
    let mut roots = config.static_folders.iter();
    if has_unseen_theme {
        !roots.any(|root| is_there(&format!("{root}/{first}")))
    } else {
        !roots.any(|root| is_there(root))
    }
}

fn below(folder: &str, path: &str) -> String {
    if folder.is_empty() { path.to_owned() } else { format!("{folder}/{path}") }
}
