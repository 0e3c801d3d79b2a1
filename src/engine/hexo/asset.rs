//! Which files answer at an address (lib/plugins/processor/asset.ts, post.ts: scanAssetDir;
//! hexo-renderer-marked: lib/renderer.js, image).

use super::config::Config;
use super::place::stem;
use crate::engine::asset::{Places, base_path, join, without_base};
use crate::engine::{AssetContext, AssetQuery, Setup};
use crate::value::Value;

/// Where the file of an address may lie.
///
/// The default renderer puts the site's root before relative addresses in Markdown, others leave them, and
/// plugins look them up beside the post, so there all of these count.
pub fn places(setup: &Setup, config: &Config, query: AssetQuery<'_>) -> Places {
    let AssetQuery { post, url, address, within } = query;
    let folder = post.rsplit_once('/').map_or("", |(folder, _)| folder);
    let own = stem(post);
    // Where the URL hangs on a file time, only paths from the root and files beside the post are known.
    let is_known = url.is_some() || address.starts_with('/');
    let url = url.unwrap_or("/");
    let Some(target) = join(url, address) else { return Places::default() };
    let base = text(config, "root").map_or_else(
        || base_path(text(config, "url").unwrap_or_default()),
        |root| root.trim_matches('/'),
    );
    let target = without_base(&target, base);
    let theme = config.theme.as_deref().map(|theme| format!("themes/{theme}"));
    let below = |path: &str| match config.source_dir.as_str() {
        "" => path.to_owned(),
        source => format!("{source}/{path}"),
    };
    let bare = address.trim_start_matches('/');
    let mut places = Places {
        url: Some(format!("/{target}")),
        certain: is_known && within == AssetContext::Html && !config.post_asset_folder,
        open: !is_known
            || address.starts_with('/')
                && may_be_of_theme(setup, config, address, theme.as_deref()),
        ..Places::default()
    };
    places.copied.push(below(target));
    if let Some(inside) = format!("/{target}").strip_prefix(url.trim_end_matches("index.html")) {
        places.own = url != "/";
        places.copied.push(format!("{own}/{inside}"));
    }
    if within == AssetContext::Markdown {
        places.copied.push(below(bare));
    }
    places.answering.extend(theme.map(|theme| format!("{theme}/source/{target}")));
    places.meant.push(format!("{own}/{bare}"));
    places.meant.extend(join(&format!("{folder}/"), bare));
    places.meant.push(below(bare));
    places
}

fn text<'c>(config: &'c Config, key: &str) -> Option<&'c str> {
    match config.values.get(key) {
        Some(Value::String(text)) => Some(text),
        _ => None,
    }
}

/// Whether a path from the root may lead to a file of a theme that is not in the site: the site itself has no
/// folder of that name.
fn may_be_of_theme(setup: &Setup, config: &Config, address: &str, theme: Option<&str>) -> bool {
    let is_there = |folder: &str| setup.listing.below(folder).next().is_some();
    let first = address.trim_start_matches('/').split('/').next().unwrap_or_default();
    theme.is_some_and(|theme| !is_there(theme))
        && !is_there(&format!("{}/{first}", config.source_dir))
}
