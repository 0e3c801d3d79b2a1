//! Reading a file whole, within bounds.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

use crate::text::Source;

/// The largest file that is read: far more than any post, and so little that even what readers make of the worst such
/// file fits the memory.
const LIMIT: u64 = 64 << 20;

/// Why a file could not be read, as a sentence.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// The system's reason.
    #[error("this file cannot be read: {0}")]
    Io(#[from] io::Error),
    /// It is a folder.
    #[error("this is a folder, not a file")]
    Folder,
    /// It is too large.
    #[error("this file is larger than 64 MiB, which no post is; it was not read")]
    TooLarge,
}

/// The text of a file under the name that reports show.
///
/// # Errors
/// When the file is not there, may not be read, is a folder, or is larger than 64 MiB.
pub fn read(path: &Path, name: &str) -> Result<Source, Unreadable> {
    let file = File::open(path)?;
    let metadata = file.metadata()?;
    if metadata.is_dir() {
        return Err(Unreadable::Folder);
    }
    Ok(Source::from_bytes(name, bounded(file, metadata.len())?))
}

/// What stands on standard input.
///
/// # Errors
/// When it cannot be read or is larger than 64 MiB.
pub fn read_stdin() -> Result<Vec<u8>, Unreadable> {
    bounded(io::stdin().lock(), 0)
}

/// Makes a file for a report, or empties the one that is there.
///
/// # Errors
/// When the system does not let it be.
pub fn create(path: &Path) -> io::Result<impl Write + Send + use<>> {
    File::create(path)
}

/// Writes a file so that whoever looks sees the old text or the new one, never a part of it.
///
/// # Errors
/// When the system does not let it be; the file is as it was then.
pub fn write_whole(path: &Path, text: &str) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut temporary = tempfile::Builder::new()
        .prefix(super::replace::PREFIX)
        .suffix(super::replace::SUFFIX)
        .tempfile_in(folder.unwrap_or(Path::new(".")))?;
    temporary.as_file().lock()?;
    temporary.write_all(text.as_bytes())?;
    // A temporary file is for its owner alone; this one is for all who may see the folder.
    super::replace::open_to_all(temporary.as_file())?;
    temporary.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// All bytes, unless there are more than [`LIMIT`]; `expected` is how many there seem to be.
fn bounded(reader: impl Read, expected: u64) -> Result<Vec<u8>, Unreadable> {
    if expected > LIMIT {
        return Err(Unreadable::TooLarge);
    }
    let mut bytes = Vec::with_capacity(usize::try_from(expected).unwrap_or(0));
    // As many bytes as the file is said to have are the file; the system need not be asked whether more follow.
    let most = if expected == 0 { LIMIT + 1 } else { expected };
    reader.take(most).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LIMIT { Err(Unreadable::TooLarge) } else { Ok(bytes) }
}
