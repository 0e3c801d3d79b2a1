//! Names of files as reports show them and as engines take them: relative, with `/` on every platform.

use std::path::{Component, Path, PathBuf};

/// The name of a file for reports: as the user wrote it, without a leading `./`.
///
/// Bytes that are not UTF-8 become U+FFFD; controls stay and are escaped when printed.
pub fn shown(path: &Path) -> String {
    let shown = with_slashes(path.strip_prefix(".").unwrap_or(path));
    if shown.is_empty() { ".".to_owned() } else { shown }
}

/// A path with `/` between its parts.
pub fn with_slashes(path: &Path) -> String {
    let text = path.to_string_lossy();
    if cfg!(windows) { text.replace('\\', "/") } else { text.into_owned() }
}

/// The absolute path, so that the folders above it can be asked for.
///
/// Links stay as they are, because an engine too sees the content through them; only in front of a `..`
/// they are followed, for there the name alone would lead elsewhere.
pub fn absolute(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let parts: Vec<Component<'_>> = whole.components().collect();
    let Some(last) = parts.iter().rposition(|part| *part == Component::ParentDir) else {
        return whole;
    };
    let above: PathBuf = parts[..=last].iter().collect();
    let rest: PathBuf = parts[last + 1..].iter().collect();
    std::fs::canonicalize(&above).map_or(whole, |above| above.join(rest))
}

/// The path of a file from a folder on, with `/`; the whole path where it lies elsewhere.
pub fn name_from(folder: &Path, path: &Path) -> String {
    let (folder, path) = (absolute(folder), absolute(path));
    with_slashes(path.strip_prefix(folder).unwrap_or(&path))
}
