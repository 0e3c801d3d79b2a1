//! A new site on the disk: everything goes into a folder beside its place, which then takes its name, whole or not at
//! all.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::name::absolute;
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

/// A site that is being written.
#[derive(Debug)]
pub struct NewSite {
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
    /// Begins a site that will stand at `place`, which was checked.
    ///
    /// # Errors
    /// When nothing can be written beside `place`.
    pub fn begin(place: &Path) -> Result<Self, NoPlace> {
        let place = real(place);
        let above = place.parent().unwrap_or(Path::new("/"));
        fs::create_dir_all(above).map_err(io_at(above))?;
        let mut builder = tempfile::Builder::new();
        let staging = builder.prefix(".masthead-").suffix(".tmp");
        #[cfg(unix)]
        let staging = {
            use std::os::unix::fs::PermissionsExt;
            // The umask takes its share; a temporary folder would be for this user only.
            staging.permissions(fs::Permissions::from_mode(0o777))
        };
        let staging = staging.tempdir_in(above).map_err(io_at(above))?;
        Ok(Self { staging, place })
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
        Ok(self.staging.path().join(path))
    }

    /// Gives the site its name. What an earlier run wrote there goes only when the new site stands.
    ///
    /// # Errors
    /// With the system's reason; then the place is as it was.
    pub fn finish(self) -> io::Result<()> {
        let above = self.place.parent().unwrap_or(Path::new("/"));
        let old = tempfile::Builder::new().prefix(".masthead-").suffix(".old").tempdir_in(above)?;
        let kept = old.path().join("site");
        let was_there = self.place.exists();
        if was_there {
            fs::rename(&self.place, &kept)?;
        }
        let new = self.staging.keep();
        fs::rename(&new, &self.place).inspect_err(|_| {
            if was_there {
                let _ = fs::rename(&kept, &self.place);
            }
            let _ = fs::remove_dir_all(&new);
        })
    }
}
