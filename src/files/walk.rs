//! Finds the files below the given paths.

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc;

use ignore::{DirEntry, WalkBuilder, WalkState};

use super::post::has_ending;

/// A file as it was found.
#[derive(Clone, Debug)]
pub struct Found {
    /// Its path as the user would write it.
    pub path: PathBuf,
    /// Whether the user named this very file, so that no exclusion holds for it.
    pub explicit: bool,
}

/// Something below the given paths that could not be looked at.
#[derive(Debug)]
pub struct Blocked {
    /// Where.
    pub path: PathBuf,
    /// The system's reason.
    pub reason: String,
}

/// What was found below the given paths.
#[derive(Debug, Default)]
pub struct Walked {
    /// Files, in no order.
    pub files: Vec<Found>,
    /// What could not be read.
    pub blocked: Vec<Blocked>,
}

/// All files below `paths` that `.gitignore` and its like do not exclude and that are not hidden.
///
/// # Errors
/// When one of `paths` is not there: that is the user's mistake and no finding.
pub fn walk(paths: &[PathBuf], threads: Option<usize>) -> Result<Walked, (PathBuf, io::Error)> {
    let mut walked = Walked::default();
    for path in paths {
        let metadata = std::fs::metadata(path).map_err(|error| (path.clone(), error))?;
        if metadata.is_dir() {
            below(path, threads, &mut walked);
        } else {
            walked.files.push(Found { path: path.clone(), explicit: true });
        }
    }
    Ok(walked)
}

fn below(folder: &Path, threads: Option<usize>, walked: &mut Walked) {
    let mut walker = WalkBuilder::new(folder);
    walker.require_git(false).follow_links(true).filter_entry(|entry| {
        entry.depth() == 0 || entry.file_name() != OsStr::new("node_modules")
    });
    for file in files(&mut walker, threads) {
        match file {
            Ok(file) => walked.files.push(Found { path: file.into_path(), explicit: false }),
            Err(error) => walked.blocked.extend(blocked(folder, &error)),
        }
    }
}

/// The files that a walk finds, in no order, with several threads at work.
pub fn files(
    walker: &mut WalkBuilder,
    threads: Option<usize>,
) -> impl Iterator<Item = Result<DirEntry, ignore::Error>> + use<> {
    let (sender, found) = mpsc::channel();
    walker.threads(threads.unwrap_or(0)).build_parallel().run(|| {
        let sender = sender.clone();
        Box::new(move |entry| {
            let is_file = |entry: &DirEntry| entry.file_type().is_some_and(|kind| kind.is_file());
            if entry.as_ref().map_or(true, is_file) {
                // Whoever asked waits for the end of the walk.
                let _ = sender.send(entry);
            }
            WalkState::Continue
        })
    });
    drop(sender);
    found.into_iter()
}

/// A loop of links hides nothing, for what it leads to is seen by its real name, and of links that lead
/// nowhere only those matter that look like a post; all else is told.
fn blocked(folder: &Path, error: &ignore::Error) -> Option<Blocked> {
    match error {
        ignore::Error::Loop { .. } => None,
        ignore::Error::Io(error) => {
            let reason = match error.kind() {
                io::ErrorKind::NotFound if has_ending(folder) => {
                    "the link leads nowhere".to_owned()
                }
                io::ErrorKind::NotFound => return None,
                kind => kind.to_string(),
            };
            Some(Blocked { path: folder.to_owned(), reason })
        }
        ignore::Error::WithPath { path, err } => {
            blocked(path, err).map(|inner| Blocked { path: path.clone(), ..inner })
        }
        ignore::Error::WithDepth { err, .. } => blocked(folder, err),
        other => Some(Blocked { path: folder.to_owned(), reason: other.to_string() }),
    }
}
