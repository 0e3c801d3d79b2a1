//! Texts that differ, as files for a diff.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::built::Built;
use super::compare::{Aspect, Comparison};
use super::stand_in::without_marks;
use crate::files::write_whole;
use crate::migrate::path::mended;

/// Writes what a reader sees of each page whose text differs, a word a line: of the source below `source` in the folder, of the
/// other site below `dest`, each under the page's address in the source.
///
/// # Errors
/// When a file cannot be written: which one, and why.
pub fn write_texts(
    folder: &Path,
    comparison: &Comparison,
    source: &Built,
    dest: &Built,
) -> Result<(), (PathBuf, io::Error)> {
    for found in comparison.differences.iter().filter(|one| one.aspect == Aspect::Text) {
        let name = mended(&format!("{}.txt", found.url));
        let other = dest.answer(&found.url).unwrap_or_default();
        let sides = [("source", source.pages.get(&found.url)), ("dest", dest.pages.get(&other))];
        for (side, page) in sides {
            let Some(page) = page else { continue };
            let path = folder.join(side).join(&name);
            let text = without_marks(&page.seen.text).replace(' ', "\n") + "\n";
            let made = path.parent().map_or(Ok(()), fs::create_dir_all);
            made.and_then(|()| write_whole(&path, &text)).map_err(|error| (path, error))?;
        }
    }
    Ok(())
}
