//! Folders of a site that lie outside of it, of which a migration takes nothing along.

use super::leaf::Leaf;
use crate::engine::Setup;
use crate::value::Value;

/// Settings that name folders whose files belong to the site, in the case in which leaves are compared.
const FOLDERS: [&str; 4] = ["source_dir", "contentdir", "staticdir", "module.mounts"];

/// The first folder that a setting takes files from and that does not lie in the site.
#[must_use]
pub fn folder(leaf: &Leaf, from: &Setup) -> Option<String> {
    let path = leaf.path.as_str();
    // A language of Hugo may have folders of its own.
    let own = path.strip_prefix("languages.").and_then(|rest| rest.split_once('.'));
    let key = own.map_or(path, |(_, key)| key);
    if !FOLDERS.contains(&key) {
        return None;
    }
    let items = match &leaf.value {
        Value::List(items) => items.as_slice(),
        one => std::slice::from_ref(one),
    };
    let named = items.iter().filter_map(|item| match item {
        Value::String(folder) => Some(folder),
        mount => mount.get("source").and_then(|source| match source {
            Value::String(folder) => Some(folder),
            _ => None,
        }),
    });
    named.into_iter().find(|folder| lies_outside(folder, from)).cloned()
}

/// Whether a path leads out of the site. One from the root of the disk may name a folder of the site in whole, which
/// cannot be known here: then it lies outside if nothing of the site lies below that name.
fn lies_outside(folder: &str, from: &Setup) -> bool {
    let folder = folder.replace('\\', "/");
    if folder.starts_with('/') {
        let name = folder.trim_matches('/');
        return !name.is_empty() && from.listing.below(name).next().is_none();
    }
    let mut depth = 0_i32;
    folder.split('/').any(|part| {
        depth += match part {
            "" | "." => 0,
            ".." => -1,
            _ => 1,
        };
        depth < 0
    })
}
