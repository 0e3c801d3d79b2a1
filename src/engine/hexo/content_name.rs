//! What paths say, in the words of all engines (lib/plugins/processor/post.ts, asset.ts, data.ts).

use super::config::Config;
use super::place::{Role, extension, role, stem};
use crate::engine::{AssetName, ContentName, NameKind, Setup};

/// The path of a post, draft or page, taken apart.
pub fn content_name(setup: &Setup, config: &Config, path: &str) -> Option<ContentName> {
    let (below, kind, draft) = match role(setup, config, path) {
        Role::Post(below) => (below, NameKind::Post, false),
        Role::Draft(below) => (below, NameKind::Post, true),
        Role::Page(below) => (below, NameKind::Page, false),
        Role::Asset | Role::Ignored => return None,
    };
    let mut folders: Vec<String> = stem(below).split('/').map(str::to_owned).collect();
    let name = folders.pop().unwrap_or_default();
    let extension = extension(below).trim_start_matches('.').to_owned();
    let whole = ContentName {
        kind,
        draft,
        folders,
        stem: name,
        extension,
        language: None,
        bundle: kind == NameKind::Post && has_asset_folder(setup, config, path),
    };
    Some(if kind == NameKind::Page && whole.stem == "index" {
        page_of_folder(setup, config, path, whole)
    } else {
        whole
    })
}

/// `about/index.md` is the page `about`, or a section where other pages lie in its folder.
fn page_of_folder(
    setup: &Setup,
    config: &Config,
    path: &str,
    mut name: ContentName,
) -> ContentName {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let is_page = |other: &str| matches!(role(setup, config, other), Role::Page(_));
    let alone = !setup.listing.below(folder).any(|other| other != path && is_page(other));
    match name.folders.pop().filter(|_| alone) {
        Some(last) => ContentName { stem: last, bundle: true, ..name },
        None => ContentName {
            kind: NameKind::Section,
            folders: stem_folders(config, path),
            stem: String::new(),
            ..name
        },
    }
}

/// The folders below the source folder.
fn stem_folders(config: &Config, path: &str) -> Vec<String> {
    let below = path.strip_prefix(&*config.source_dir).unwrap_or(path).trim_start_matches('/');
    let folder = below.rsplit_once('/').map_or("", |(folder, _)| folder);
    folder.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

fn has_asset_folder(setup: &Setup, config: &Config, path: &str) -> bool {
    config.post_asset_folder && setup.listing.below(stem(path)).next().is_some()
}

/// What becomes of a file that is no content.
pub fn asset_name(setup: &Setup, config: &Config, path: &str) -> AssetName {
    let prefix = if config.source_dir.is_empty() {
        String::new()
    } else {
        format!("{}/", config.source_dir)
    };
    let Some(below) = path.strip_prefix(&prefix) else { return AssetName::None };
    if let Some(data) = below.strip_prefix("_data/") {
        return AssetName::Data(data.to_owned());
    }
    match role(setup, config, path) {
        Role::Asset if below.starts_with("_posts/") || below.starts_with("_drafts/") => {
            of_post(setup, config, path).unwrap_or(AssetName::None)
        }
        Role::Asset | Role::Page(_) => AssetName::Static(below.to_owned()),
        Role::Post(_) | Role::Draft(_) | Role::Ignored => AssetName::None,
    }
}

/// The post whose asset folder a file lies in.
fn of_post(setup: &Setup, config: &Config, path: &str) -> Option<AssetName> {
    let pattern = config.new_post_name.as_deref().unwrap_or(":title.md");
    path.rmatch_indices('/').find_map(|(at, _)| {
        let page = format!("{}{}", &path[..at], extension(pattern));
        let name = path[at + 1..].to_owned();
        setup.listing.has(&page).then_some(AssetName::OfPage { page, name })
    })
}
