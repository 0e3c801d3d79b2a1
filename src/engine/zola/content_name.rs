//! What paths say, in the words of all engines (content/src/file_info.rs; content/src/utils.rs).

use super::config::Config;
use super::path::FileInfo;
use super::place;
use super::section;
use crate::engine::{AssetName, ContentName, NameKind, Place, Setup};

/// The path of a page or a section, taken apart.
pub(super) fn content_name(setup: &Setup, config: &Config, path: &str) -> Option<ContentName> {
    if place::place(path, config, &setup.listing) != Place::Content {
        return None;
    }
    let info = FileInfo::new(path, config).ok()?;
    let is_section = section::is_section(path, config);
    let stem = match (is_section, info.own_folder) {
        (true, _) => "",
        (false, Some(folder)) => folder,
        (false, None) => info.name,
    };
    Some(ContentName {
        kind: if is_section { NameKind::Section } else { NameKind::Page },
        draft: false,
        folders: info.folders.iter().map(|folder| (*folder).to_owned()).collect(),
        stem: stem.to_owned(),
        extension: "md".to_owned(),
        language: (!info.in_default_language).then(|| info.language.to_owned()),
        bundle: info.colocated,
    })
}

/// What becomes of a file that is no content.
pub(super) fn asset_name(setup: &Setup, config: &Config, path: &str) -> AssetName {
    if place::place(path, config, &setup.listing) != Place::Asset {
        let data = path.strip_prefix("data/").map(|data| AssetName::Data(data.to_owned()));
        return data.unwrap_or(AssetName::None);
    }
    if let Some(below) = path.strip_prefix("static/") {
        return AssetName::Static(below.to_owned());
    }
    let Some(below) = path.strip_prefix("content/") else { return AssetName::None };
    let page = path.rmatch_indices('/').find_map(|(at, _)| {
        let folder = &path[..at];
        let plain = std::iter::once(format!("{folder}/index.md"));
        let named = config.languages.keys().map(|code| format!("{folder}/index.{code}.md"));
        let page = plain.chain(named).find(|page| setup.listing.has(page))?;
        Some((page, path[at + 1..].to_owned()))
    });
    match page {
        Some((page, name)) => AssetName::OfPage { page, name },
        None => AssetName::Static(below.to_owned()),
    }
}
