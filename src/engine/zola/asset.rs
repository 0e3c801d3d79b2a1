//! Which files answer at an address (site/src/lib.rs: copy_assets; markdown/src/markdown.rs: fix_link).

use super::config::Config;
use crate::engine::asset::{Places, base_path, join, without_base};
use crate::engine::{AssetContext, AssetQuery, Setup};

/// Where the file of an address may lie.
pub fn places(setup: &Setup, config: &Config, query: AssetQuery<'_>) -> Places {
    let AssetQuery { post, url, address, within } = query;
    let folder = post.rsplit_once('/').map_or("", |(folder, _)| folder);
    let url = url.unwrap_or("/");
    let Some(target) = join(url, address) else { return Places::default() };
    let target = without_base(&target, base_path(&config.settings.base_url));
    let theme = config.settings.theme.as_deref().map(|theme| format!("themes/{theme}"));
    // Themes take paths in front matter from the folder of static files, with or without a slash before them.
    let may_be_static = address.starts_with('/')
        || within == AssetContext::FrontMatter && address.trim_start_matches("./").contains('/');
    let mut places = Places {
        url: Some(format!("/{target}")),
        certain: within != AssetContext::FrontMatter,
        open: may_be_static && is_unknown(setup, address, theme.as_deref()),
        ..Places::default()
    };
    // The folder of a page is copied to the page's own URL, whatever its slug is.
    let name = post.rsplit('/').next().unwrap_or(post);
    let is_index = name.starts_with("index.") || name.starts_with("_index.");
    if let Some(inside) = format!("/{target}").strip_prefix(url) {
        places.own = url != "/";
        places.copied.extend(is_index.then(|| format!("{folder}/{inside}")));
    }
    places.copied.push(format!("static/{target}"));
    places.copied.push(format!("content/{target}"));
    places.answering.extend(theme.map(|theme| format!("{theme}/static/{target}")));
    let bare = address.trim_start_matches('/');
    places.meant.extend(join(&format!("{folder}/"), bare));
    places.meant.extend([format!("content/{bare}"), format!("static/{bare}"), bare.to_owned()]);
    places
}

/// Whether a path from the root may lead to a file that is not in the site: one of a theme, where the site
/// itself has no folder of that name, or any, where there is nothing to copy at all.
fn is_unknown(setup: &Setup, address: &str, theme: Option<&str>) -> bool {
    let first = address.trim_start_matches('/').split('/').next().unwrap_or_default();
    let is_there = |folder: &str| setup.listing.below(folder).next().is_some();
    match theme {
        Some(theme) if !is_there(theme) => !is_there(&format!("static/{first}")),
        _ => !is_there("static"),
    }
}
