//! Puts a new text in the place of a file, whole or not at all.
//!
//! The text is written to a temporary file in the same folder, which then takes the file's name: whoever
//! looks sees the old text or the new one, also after a power cut, because the new bytes are on the disk
//! before the name is. (The folder is not synchronised: then the old name would be there, whole.) Other names of the file (hard links) keep the old text.

use std::fs::{self, File, Metadata};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::exchange::exchange;

/// How the temporary files begin and end, so that those of a run that was killed can be known.
pub(super) const PREFIX: &str = ".masthead-";
pub(super) const SUFFIX: &str = ".tmp";

/// Why a file was left as it was, as a sentence.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// The system's reason.
    #[error("the new text cannot be written, so the file is as it was: {0}")]
    Io(#[from] io::Error),
    /// A link leads out of what the user named.
    #[error("this link leads outside the given folders, to {}; it was left alone", .0.display())]
    Outside(PathBuf),
    /// Someone else wrote it.
    #[error("this file was changed by something else meanwhile, so it was left alone; run again")]
    Changed,
    /// It may not be written.
    #[error("this file is read-only, so it was left alone")]
    ReadOnly,
}

/// The folders below which files may be replaced.
#[derive(Clone, Debug)]
pub struct Bounds(Vec<PathBuf>);

impl Bounds {
    /// The given folders, and those that hold the given files.
    #[must_use]
    pub fn of(paths: &[PathBuf]) -> Self {
        let folder = |path: &PathBuf| {
            let is_file = path.is_file();
            let folder = if is_file { path.parent().unwrap_or(Path::new("")) } else { path };
            let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
            fs::canonicalize(folder).ok()
        };
        Self(paths.iter().filter_map(folder).collect())
    }

    /// The file itself behind all links.
    ///
    /// # Errors
    /// When it lies outside, or is not there.
    fn target(&self, path: &Path) -> Result<PathBuf, Refused> {
        let target = fs::canonicalize(path)?;
        if self.0.iter().any(|folder| target.starts_with(folder)) {
            Ok(target)
        } else {
            Err(Refused::Outside(target))
        }
    }
}

/// Writes `new` to the file that holds `old`.
///
/// # Errors
/// When the file lies outside `bounds`, is read-only, no longer holds `old`, or cannot be written.
/// It is as it was then.
pub fn replace(path: &Path, old: &str, new: &str, bounds: &Bounds) -> Result<(), Refused> {
    let target = bounds.target(path)?;
    let metadata = fs::metadata(&target)?;
    if metadata.permissions().readonly() {
        return Err(Refused::ReadOnly);
    }
    let folder = target.parent().expect("a file lies in a folder");
    let mut temporary =
        tempfile::Builder::new().prefix(PREFIX).suffix(SUFFIX).tempfile_in(folder)?;
    // The lock tells a temporary file of a run that lives from one that was left behind.
    temporary.as_file().lock()?;
    temporary.write_all(new.as_bytes())?;
    take_over(temporary.as_file(), &metadata)?;
    temporary.as_file().sync_all()?;
    if fs::read(&target)? != old.as_bytes() {
        return Err(Refused::Changed);
    }
    take_place(temporary, &target, old)
}

/// Gives the new file its name, if what bears that name is still the old text.
///
/// Both files change names at one moment where that can be done, so that what was there can be looked at afterwards:
/// what somebody else wrote since the last look goes back to its place.
fn take_place(temporary: NamedTempFile, target: &Path, old: &str) -> Result<(), Refused> {
    match exchange(temporary.path(), target) {
        Ok(()) if is_still(temporary.path(), old) => Ok(()),
        Ok(()) => {
            let back = exchange(temporary.path(), target);
            if back.is_err_and(|reason| reason.kind() != io::ErrorKind::NotFound) {
                // Under the wrong name it is better off than deleted.
                let _ = temporary.keep();
            }
            Err(Refused::Changed)
        }
        Err(reason) if reason.kind() == io::ErrorKind::NotFound => Err(Refused::Changed),
        Err(_) => rename(temporary, target),
    }
}

fn rename(temporary: NamedTempFile, target: &Path) -> Result<(), Refused> {
    temporary.persist(target).map_err(|error| error.error)?;
    Ok(())
}

/// Whether there is a file, and no link to one, with this text.
fn is_still(path: &Path, old: &str) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_file())
        && fs::read(path).is_ok_and(|text| text == old.as_bytes())
}

/// Permissions as the old file had them, and its owner where the system lets us.
#[cfg(unix)]
fn take_over(new: &File, old: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, fchown};
    let is = new.metadata()?;
    if (is.uid(), is.gid()) != (old.uid(), old.gid()) {
        // Only root may give a file away; without that it is ours, which the user asked for by running us.
        let _ = fchown(new, Some(old.uid()), Some(old.gid()));
    }
    // After the owner, for a change of owner takes some bits away.
    new.set_permissions(old.permissions())
}

/// The permissions of a file that everyone may read and its owner write.
#[cfg(unix)]
pub(super) fn open_to_all(new: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    new.set_permissions(fs::Permissions::from_mode(0o644))
}

/// On Windows the folder decides.
#[cfg(not(unix))]
pub(super) fn open_to_all(_new: &File) -> io::Result<()> {
    Ok(())
}

/// Windows files inherit their access list from the folder, and a read-only one is never replaced.
#[cfg(not(unix))]
fn take_over(_new: &File, _old: &Metadata) -> io::Result<()> {
    Ok(())
}

/// Removes the temporary files that a killed run left in a folder; says how many.
pub fn remove_stale(folder: &Path) -> usize {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let ours = entries.filter(|entry| {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        name.starts_with(PREFIX) && name.ends_with(SUFFIX)
    });
    ours.filter(|entry| is_abandoned(&entry.path()) && fs::remove_file(entry.path()).is_ok())
        .count()
}

/// Whether no living run holds the file: a lock ends with the process that took it.
fn is_abandoned(path: &Path) -> bool {
    File::options().write(true).open(path).is_ok_and(|file| file.try_lock().is_ok())
}
