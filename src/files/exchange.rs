//! Two files or folders change their names at one moment, where the system can do that.

use std::io;
use std::path::Path;

/// Gives each of the two the name of the other.
///
/// # Errors
/// When one is not there, or the system or the file system cannot exchange names; nothing is done then.
#[cfg(any(target_os = "linux", target_os = "macos"))]
pub fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

/// The systems that cannot.
#[cfg(not(any(target_os = "linux", target_os = "macos")))]
pub fn exchange(_one: &Path, _other: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}
