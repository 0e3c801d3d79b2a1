//! A copy of a site in a temporary folder, in which probes may be put.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// Folders that hold what can be made again, or nothing of the site.
const LEFT_OUT: &[&str] = &[".git", "node_modules"];
/// Folders at the root of a site that hold what an earlier build wrote.
const OUTPUT: &[&str] = &["public", ".deploy_git"];

/// A copy that is removed when it is no longer needed.
#[derive(Debug)]
pub struct Copy {
    folder: TempDir,
}

impl Copy {
    /// Copies the site at `root`, links followed. Times of files stay, for engines read some.
    ///
    /// # Errors
    /// When something cannot be read or written.
    pub fn of(root: &Path) -> io::Result<Self> {
        let copy = Self { folder: tempfile::Builder::new().prefix("masthead-").tempdir()? };
        let top = root.to_owned();
        let walk = ignore::WalkBuilder::new(root)
            .standard_filters(false)
            .follow_links(true)
            .filter_entry(move |entry| {
                let is = |names: &[&str]| names.iter().any(|name| entry.file_name() == *name);
                let at_top = entry.path().parent() == Some(&top);
                !(is(LEFT_OUT) || at_top && is(OUTPUT))
            })
            .build();
        // A link that leads nowhere, or in a circle, is nothing that an engine could read either.
        for entry in walk.flatten() {
            let Ok(below) = entry.path().strip_prefix(root) else { continue };
            let to = copy.root().join(below);
            match entry.file_type() {
                Some(kind) if kind.is_dir() => fs::create_dir_all(&to)?,
                Some(kind) if kind.is_file() => copy_file(entry.path(), &to)?,
                _ => {}
            }
        }
        Ok(copy)
    }

    /// The folder of the copy; its name is unique, and links above it are followed.
    #[must_use]
    pub fn root(&self) -> PathBuf {
        self.folder
            .path()
            .canonicalize()
            .unwrap_or_else(|_| self.folder.path().to_owned())
            .join("site")
    }

    /// A path of the copy as it is named from the site's root, with `/` between its parts; any other as it is.
    #[must_use]
    pub fn named(&self, path: &str) -> String {
        let Ok(below) = Path::new(path).strip_prefix(self.root()) else { return path.to_owned() };
        let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
        parts.join("/")
    }

    /// A folder beside the copy for what a build writes.
    #[must_use]
    pub fn beside(&self, name: &str) -> PathBuf {
        self.root().with_file_name(name)
    }

    /// Writes a file of the copy, over one that is there.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn put(&self, name: &str, text: &str) -> io::Result<()> {
        let path = self.root().join(name);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, text)
    }

    /// The paths of all files below a folder of the copy, from the copy's root with `/` between parts, sorted.
    #[must_use]
    pub fn files(&self, below: &str) -> Vec<String> {
        let root = self.root();
        let mut found = Vec::new();
        let mut folders = vec![root.join(below)];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
                let path = entry.path();
                if path.is_dir() {
                    folders.push(path);
                } else if let Ok(below) = path.strip_prefix(&root) {
                    let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
                    found.push(parts.join("/"));
                }
            }
        }
        found.sort();
        found
    }

    /// The text of a file of the copy; empty where there is none.
    #[must_use]
    pub fn text(&self, name: &str) -> String {
        let bytes = fs::read(self.root().join(name)).unwrap_or_default();
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

/// Copies a file with its time, so that it can be written over.
fn copy_file(from: &Path, to: &Path) -> io::Result<()> {
    let mut read = File::open(from)?;
    let mut written = File::create(to)?;
    io::copy(&mut read, &mut written)?;
    if let Ok(modified) = read.metadata().and_then(|metadata| metadata.modified()) {
        written.set_modified(modified)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_holds_the_site_without_what_can_be_made_again() {
        let site = tempfile::tempdir().unwrap();
        for name in
            ["content/a.md", "public/a.html", ".git/x", "node_modules/y", "content/public/b.md"]
        {
            let path = site.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, name).unwrap();
        }
        let copy = Copy::of(site.path()).unwrap();
        assert_eq!(copy.files(""), ["content/a.md", "content/public/b.md"]);
        copy.put("content/a.md", "other").unwrap();
        assert_eq!(copy.text("content/a.md"), "other");
        assert_eq!(fs::read_to_string(site.path().join("content/a.md")).unwrap(), "content/a.md");
    }
}
