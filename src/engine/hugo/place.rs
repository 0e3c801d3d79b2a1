//! Where a file stands: in which content folder, in which language, as what.

use super::config::Config;
use super::content_path::{ContentPath, FileKind};
use crate::engine::{self, Place, Setup};

/// A file of a content folder.
#[derive(Debug)]
pub(super) struct Located {
    /// Its path below the content root, taken apart.
    pub content: ContentPath,
    /// The code of its language.
    pub language: String,
}

/// Finds a file in the content folders by its path from the site's root. Outside any site every path counts
/// as one below the content root.
pub(super) fn locate(setup: &Setup, config: &Config, path: &str) -> Option<Located> {
    let path = path.trim_start_matches("./");
    let mounted = config
        .mounts
        .iter()
        .filter_map(|mount| Some((mount, mount.below(path)?)))
        .max_by_key(|(mount, _)| mount.source.len());
    let (mount, below) = match mounted {
        Some((mount, below)) => (Some(mount), below),
        None if setup.listing.is_empty() => (None, path.trim_start_matches('/').to_owned()),
        None => return None,
    };
    let content = ContentPath::parse(&below, config.languages());
    let named = content.language.clone().filter(|_| !content.disabled);
    let language = named
        .or_else(|| mount.and_then(|mount| mount.language.clone()))
        .unwrap_or_else(|| config.sites[config.default_site].code.clone());
    Some(Located { content, language })
}

/// Whether Hugo passes over a file for its name or that of a folder above it (`source/sourceSpec.go`).
pub(super) fn is_ignored(config: &Config, path: &str) -> bool {
    let hidden = |name: &str| name.starts_with(['.', '#']) || name.ends_with('~');
    path.trim_start_matches("./").split('/').any(hidden) || config.ignored.find(&format!("/{path}"))
}

/// Whether a file belongs to the page of a folder above it, or to that of its own folder.
pub(super) fn is_resource(setup: &Setup, path: &str, content: &ContentPath) -> bool {
    let engine::Sections::Hugo(sections) = &setup.sections else { return false };
    let leaf_folders = &sections.leaf_folders;
    let mut folders = path.rmatch_indices('/').map(|(at, _)| &path[..at]);
    let own = folders.next().unwrap_or("");
    let above = folders.any(|folder| leaf_folders.contains(folder)) || {
        !own.is_empty() && leaf_folders.contains("")
    };
    above || content.kind != FileKind::Leaf && leaf_folders.contains(own)
}

/// What a file is before it is read.
pub(super) fn place(setup: &Setup, config: &Config, path: &str) -> Place {
    if is_ignored(config, path) {
        return Place::Ignored;
    }
    let Some(Located { content, .. }) = locate(setup, config, path) else {
        let copied = path.starts_with("static/") || path.starts_with("assets/");
        return if copied { Place::Asset } else { Place::Ignored };
    };
    match content.kind {
        FileKind::File => Place::Asset,
        FileKind::Adapter => Place::Ignored,
        _ if content.disabled => Place::Ignored,
        _ if is_resource(setup, path, &content) => Place::Asset,
        _ => Place::Content,
    }
}
