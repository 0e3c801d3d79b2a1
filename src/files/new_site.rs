//! A new site on the disk: everything goes into a folder beside its place, which then takes its name, whole or not at
//! all.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::exchange::exchange;
use super::name::absolute;
use super::replace::{PREFIX, SUFFIX};
use crate::migrate::path::check;

/// The file by which a site that this program wrote is known, from its root.
pub const MANIFEST: &str = ".masthead/manifest.json";

/// Why a site cannot be written where the user wants it.
#[derive(Debug, thiserror::Error)]
pub enum NoPlace {
    /// One folder lies in the other.
    #[error("{} lies inside {}; choose a place for the new site outside the old one, and the other way round", inner.display(), outer.display())]
    Nested {
        /// The folder inside.
        inner: PathBuf,
        /// The folder around it.
        outer: PathBuf,
    },
    /// Somebody else's files are there.
    #[error("{} is not empty; choose a new or empty folder", .0.display())]
    NotEmpty(PathBuf),
    /// An earlier migration is there.
    #[error("{} holds a site that masthead wrote; `--force` writes it anew", .0.display())]
    Earlier(PathBuf),
    /// It is a file.
    #[error("{} is a file; choose a folder", .0.display())]
    File(PathBuf),
    /// It began and could not be finished.
    #[error("{}: the new site cannot be written, and the place is as it was: {reason}", path.display())]
    Unfinished {
        /// Where.
        path: PathBuf,
        /// Why not.
        reason: io::Error,
    },
    /// The system's reason.
    #[error("{}: {reason}", path.display())]
    Io {
        /// Where.
        path: PathBuf,
        /// Why not.
        reason: io::Error,
    },
}

fn io_at(path: &Path) -> impl FnOnce(io::Error) -> NoPlace {
    let path = path.to_owned();
    move |reason| NoPlace::Io { path, reason }
}

/// What lies in the folder beside the new site's place: the lock, the new site, and, where two folders cannot exchange
/// their names, for a moment the site that was there. A folder with that one is never removed by another run.
const LOCK: &str = "lock";
const SITE: &str = "site";
const OLD: &str = "old";

/// What the lock says, so that nobody else's folder is taken for ours.
const MARK: &str = "A new site of masthead migrate, not finished.\n";

/// A site that is being written.
#[derive(Debug)]
pub struct NewSite {
    /// Stands before the folder, so that it is closed when that goes.
    _lock: File,
    staging: TempDir,
    place: PathBuf,
}

/// Checks that a new site may be written at `place` for the old one at `source`.
///
/// # Errors
/// When one lies in the other, or something is there that must not be touched.
pub fn check_place(source: &Path, place: &Path, force: bool) -> Result<(), NoPlace> {
    let old = fs::canonicalize(source).map_err(io_at(source))?;
    let new = real(place);
    for (inner, outer) in [(&new, &old), (&old, &new)] {
        if inner.starts_with(outer) {
            return Err(NoPlace::Nested { inner: inner.clone(), outer: outer.clone() });
        }
    }
    if !new.exists() {
        return Ok(());
    }
    if !new.is_dir() {
        return Err(NoPlace::File(place.to_owned()));
    }
    let empty = fs::read_dir(&new).map_err(io_at(place))?.next().is_none();
    match (empty, new.join(MANIFEST).is_file(), force) {
        (true, ..) | (_, true, true) => Ok(()),
        (false, true, false) => Err(NoPlace::Earlier(place.to_owned())),
        (false, false, _) => Err(NoPlace::NotEmpty(place.to_owned())),
    }
}

/// The path behind all links of the part of a path that is there already.
fn real(path: &Path) -> PathBuf {
    let whole = absolute(path);
    for above in whole.ancestors() {
        if let (Ok(real), Ok(rest)) = (fs::canonicalize(above), whole.strip_prefix(above)) {
            return if rest.as_os_str().is_empty() { real } else { real.join(rest) };
        }
    }
    whole
}

impl NewSite {
    /// Begins a site that will stand at `place`, which was checked. What killed runs left beside `place` goes.
    ///
    /// # Errors
    /// When nothing can be written beside `place`.
    pub fn begin(place: &Path) -> Result<Self, NoPlace> {
        let place = real(place);
        let above = place.parent().unwrap_or(Path::new("/"));
        fs::create_dir_all(above).map_err(io_at(above))?;
        remove_abandoned(above);
        let (lock, staging) = claim(above).map_err(io_at(above))?;
        fs::create_dir(staging.path().join(SITE)).map_err(io_at(above))?;
        Ok(Self { _lock: lock, staging, place })
    }

    /// Makes the folders that files with these paths lie in.
    ///
    /// # Errors
    /// With the system's reason.
    pub fn make_folders<'p>(&self, paths: impl Iterator<Item = &'p str>) -> io::Result<()> {
        let folders: BTreeSet<&str> =
            paths.filter_map(|path| Some(path.rsplit_once('/')?.0)).collect();
        folders.into_iter().try_for_each(|folder| fs::create_dir_all(self.inside(folder)?))
    }

    /// Writes a file; its folder is there already.
    ///
    /// # Errors
    /// When the path leads out of the site, or with the system's reason.
    pub fn write(&self, path: &str, text: &str) -> io::Result<()> {
        fs::write(self.inside(path)?, text)
    }

    /// Copies a file from elsewhere; its folder is there already. The file system shares the bytes where it can.
    ///
    /// # Errors
    /// When the path leads out of the site, or with the system's reason.
    pub fn copy(&self, from: &Path, path: &str) -> io::Result<()> {
        fs::copy(from, self.inside(path)?).map(drop)
    }

    /// The one door to the disk: no path leads out of the site.
    fn inside(&self, path: &str) -> io::Result<PathBuf> {
        check(path).map_err(|reason| {
            io::Error::new(
                io::ErrorKind::InvalidInput,
                format!("`{path}` is not written: {reason}"),
            )
        })?;
        Ok(self.staging.path().join(SITE).join(path))
    }

    /// Gives the site its name. What an earlier run wrote there goes only when the new site stands.
    ///
    /// # Errors
    /// With the system's reason; then the place is as it was.
    pub fn finish(mut self) -> io::Result<()> {
        let new = self.staging.path().join(SITE);
        if !self.place.exists() {
            return fs::rename(&new, &self.place);
        }
        if exchange(&new, &self.place).is_ok() {
            return Ok(());
        }
        let old = self.staging.path().join(OLD);
        fs::rename(&self.place, &old)?;
        let Err(reason) = fs::rename(&new, &self.place) else {
            let _ = fs::remove_dir_all(old);
            return Ok(());
        };
        if fs::rename(&old, &self.place).is_err() {
            // Under the wrong name it is better off than deleted.
            self.staging.disable_cleanup(true);
        }
        Err(reason)
    }
}

impl Drop for NewSite {
    /// What was not finished goes, or the site that was there before; the lock goes last, with the folder.
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(self.staging.path().join(SITE));
    }
}

/// Makes a folder for a new site with a lock in it, which ends with this process.
fn claim(above: &Path) -> io::Result<(File, TempDir)> {
    // A run that cleans up may take the folder for an abandoned one before it is locked.
    const TRIES: usize = 8;
    let mut gone = io::Error::from(io::ErrorKind::NotFound);
    for _ in 0..TRIES {
        let staging = tempfile::Builder::new().prefix(PREFIX).suffix(SUFFIX).tempdir_in(above)?;
        let path = staging.path().join(LOCK);
        let locked = File::create_new(&path).and_then(|mut lock| {
            match lock.lock() {
                // Where there are no locks, nobody takes one for abandoned.
                Err(reason) if reason.kind() != io::ErrorKind::Unsupported => return Err(reason),
                _ => lock.write_all(MARK.as_bytes())?,
            }
            // The lock may have been waited for, and the folder be gone.
            fs::symlink_metadata(&path)?;
            Ok(lock)
        });
        match locked {
            Ok(lock) => return Ok((lock, staging)),
            Err(reason) if reason.kind() == io::ErrorKind::NotFound => gone = reason,
            Err(reason) => return Err(reason),
        }
    }
    Err(gone)
}

/// Removes the folders that killed runs left beside a new site.
fn remove_abandoned(above: &Path) {
    for entry in fs::read_dir(above).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if is_folder && name.starts_with(PREFIX) && name.ends_with(SUFFIX) {
            // What cannot be removed now is nobody's loss.
            let _ = remove_if_abandoned(&entry.path());
        }
    }
}

/// Removes a folder whose lock says that a run of this program made it, and that this run is over.
fn remove_if_abandoned(folder: &Path) -> io::Result<()> {
    let path = folder.join(LOCK);
    match fs::symlink_metadata(&path) {
        Ok(metadata) if metadata.is_file() => {}
        // Killed before there was a lock, it is empty; nothing else can be removed in this way.
        Err(reason) if reason.kind() == io::ErrorKind::NotFound => return fs::remove_dir(folder),
        _ => return Ok(()),
    }
    let mut lock = File::options().read(true).write(true).open(&path)?;
    if lock.try_lock().is_err() {
        return Ok(());
    }
    let mut mark = String::new();
    (&mut lock).take(MARK.len() as u64 + 1).read_to_string(&mut mark)?;
    if mark.is_empty() {
        // Killed before it was marked, there is nothing but the lock.
        if fs::read_dir(folder)?.count() == 1 {
            fs::remove_file(&path)?;
            fs::remove_dir(folder)?;
        }
    } else if mark == MARK && !folder.join(OLD).exists() {
        // The lock goes last, so that a run that is killed meanwhile leaves a folder that is known again.
        fs::remove_dir_all(folder.join(SITE)).or_else(|reason| {
            if reason.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(reason) }
        })?;
        drop(lock);
        fs::remove_file(&path)?;
        fs::remove_dir(folder)?;
    }
    Ok(())
}
