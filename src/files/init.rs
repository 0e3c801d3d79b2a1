//! What `masthead init` asks of the disk.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::Machine;
use super::name::{absolute, shown};
use super::project::Failure;
use super::site::Sites;
use crate::engine::Target;

/// The root of the site that a folder belongs to, with its engines; the folder itself outside any site.
///
/// # Errors
/// When it is not there or is no folder.
pub fn site_at(folder: &Path) -> Result<(PathBuf, Vec<Target>), Failure> {
    if !folder.is_dir() {
        let reason = "there is no such folder".to_owned();
        return Err(Failure::Path { path: folder.to_owned(), reason });
    }
    let folder = absolute(folder);
    let site = Sites::new(Machine::here()).of(&folder, None);
    match &site.root {
        Some(root) => Ok((root.clone(), site.setups.iter().map(|setup| setup.target).collect())),
        None => Ok((folder, Vec::new())),
    }
}

/// Makes a file that was not there before.
///
/// # Errors
/// When it is there already, or the system does not let it be.
pub fn create_new(path: &Path, text: &str) -> Result<(), Failure> {
    let write = || std::fs::File::create_new(path)?.write_all(text.as_bytes());
    write().map_err(|error| Failure::Path {
        path: path.to_owned(),
        reason: match error.kind() {
            io::ErrorKind::AlreadyExists => {
                "this file is there already and was left alone".to_owned()
            }
            _ => error.to_string(),
        },
    })
}

/// The name of a file for people, from where they stand.
#[must_use]
pub fn name_from_here(path: &Path) -> String {
    shown(path.strip_prefix(absolute(Path::new("."))).unwrap_or(path))
}
