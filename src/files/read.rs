//! Reading a file whole, within bounds.

use std::cell::RefCell;
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
    #[error("this file is larger than 64 MiB, more than any post or settings; it was not read")]
    TooLarge,
}

/// Bytes that nearly every post fits.
const USUAL: usize = 64 << 10;

thread_local! {
    /// What a thread reads one file after the other into: memory that was just used is fast, and new one is not.
    static BUFFER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// The text of a file under the name that reports show.
///
/// # Errors
/// When the file is not there, may not be read, is a folder, or is larger than 64 MiB.
pub fn read(path: &Path, name: &str) -> Result<Source, Unreadable> {
    let mut file = File::open(path)?;
    BUFFER.with_borrow_mut(|buffer| {
        buffer.resize(USUAL, 0);
        let mut length = fill(&mut file, buffer)?;
        if length == USUAL {
            if file.metadata()?.len() > LIMIT {
                return Err(Unreadable::TooLarge);
            }
            length += file.take(LIMIT + 1).read_to_end(buffer)?;
        }
        let read = within_limit(&buffer[..length]).map(|bytes| Source::from_bytes(name, bytes));
        buffer.truncate(USUAL);
        buffer.shrink_to_fit();
        read
    })
}

/// Reads until the buffer is full or the file ends, and says how far that is.
fn fill(file: &mut File, buffer: &mut [u8]) -> Result<usize, Unreadable> {
    let mut length = 0;
    while length < buffer.len() {
        match file.read(&mut buffer[length..]) {
            Ok(0) => break,
            Ok(more) => length += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) if error.kind() == io::ErrorKind::IsADirectory => {
                return Err(Unreadable::Folder);
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(length)
}

/// What stands on standard input.
///
/// # Errors
/// When it cannot be read or is larger than 64 MiB.
pub fn read_stdin() -> Result<Vec<u8>, Unreadable> {
    let mut bytes = Vec::new();
    io::stdin().lock().take(LIMIT + 1).read_to_end(&mut bytes)?;
    within_limit(&bytes)?;
    Ok(bytes)
}

fn within_limit(bytes: &[u8]) -> Result<&[u8], Unreadable> {
    if bytes.len() as u64 > LIMIT { Err(Unreadable::TooLarge) } else { Ok(bytes) }
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
