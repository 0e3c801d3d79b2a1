//! What paths say, in the words of all engines (common/paths/pathparser.go; hugolib/content_map_page.go).

use super::config::Config;
use super::content_path::{FileKind, Languages};
use super::place::{is_ignored, is_resource, locate};
use crate::engine::{AssetName, ContentName, NameKind, Setup};

/// The path of a page or a section, taken apart.
pub(super) fn content_name(setup: &Setup, config: &Config, path: &str) -> Option<ContentName> {
    let located = locate(setup, config, path)?;
    let content = &located.content;
    let kind = match content.kind {
        FileKind::File | FileKind::Adapter => return None,
        FileKind::Branch => NameKind::Section,
        FileKind::Leaf | FileKind::Single => NameKind::Page,
    };
    if content.disabled || is_resource(setup, path, content) {
        return None;
    }
    let mut folders = parts(content.dir());
    let bundle = content.kind == FileKind::Leaf;
    let stem = match content.kind {
        FileKind::Leaf => folders.pop().unwrap_or_else(|| "index".to_owned()),
        FileKind::Branch => String::new(),
        _ => content.base_name().to_owned(),
    };
    let default = config.default_language();
    Some(ContentName {
        kind,
        draft: false,
        folders,
        stem,
        extension: content.extension(),
        language: Some(located.language).filter(|code| *code != default),
        bundle,
    })
}

fn parts(folder: &str) -> Vec<String> {
    folder.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// What becomes of a file that is no content.
pub(super) fn asset_name(setup: &Setup, config: &Config, path: &str) -> AssetName {
    if is_ignored(config, path) && !is_static(config, path) {
        return AssetName::None;
    }
    if let Some(data) = path.strip_prefix("data/") {
        return AssetName::Data(data.to_owned());
    }
    let folder = config.static_folders.iter().find_map(|folder| path.strip_prefix(folder.as_str()));
    if let Some(below) = folder.and_then(|below| below.strip_prefix('/')) {
        return AssetName::Static(below.to_owned());
    }
    let Some(located) = locate(setup, config, path) else { return AssetName::None };
    if located.content.kind != FileKind::File {
        return AssetName::None;
    }
    match bundle_of(setup, config, path) {
        Some(page) => {
            let folder = page.rsplit_once('/').map_or(0, |(folder, _)| folder.len() + 1);
            AssetName::OfPage { name: path[folder..].to_owned(), page }
        }
        None => AssetName::Static(located.content.path.trim_start_matches('/').to_owned()),
    }
}

fn is_static(config: &Config, path: &str) -> bool {
    config.static_folders.iter().any(|folder| path.starts_with(&format!("{folder}/")))
}

/// The `index.md` of the nearest folder above a file that is a page, in the default language where there are several.
fn bundle_of(setup: &Setup, config: &Config, path: &str) -> Option<String> {
    let Languages { built, .. } = config.languages();
    path.rmatch_indices('/').find_map(|(at, _)| {
        let folder = &path[..at];
        let plain =
            ["md", "markdown", "html"].map(|extension| format!("{folder}/index.{extension}"));
        let named = built.iter().map(|code| format!("{folder}/index.{code}.md"));
        plain.into_iter().chain(named).find(|page| setup.listing.has(page))
    })
}
