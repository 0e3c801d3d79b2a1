//! Small sites that a test writes itself, moved by the program.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// A site that was moved, and the account of it.
pub struct Moved {
    pub files: BTreeMap<String, Vec<u8>>,
    pub rows: Vec<Value>,
}

impl Moved {
    /// The text of a file of the new site.
    #[track_caller]
    pub fn text(&self, path: &str) -> String {
        let known = || self.files.keys().collect::<Vec<_>>();
        let bytes = self.files.get(path).unwrap_or_else(|| panic!("no {path} in {:#?}", known()));
        String::from_utf8(bytes.clone()).unwrap()
    }

    /// What became of the thing with this kind and name.
    #[track_caller]
    pub fn row(&self, kind: &str, name: &str) -> &Value {
        let found = self.rows.iter().find(|row| row["kind"] == kind && row["name"] == name);
        found.unwrap_or_else(|| panic!("no row for {kind} {name} in {:#?}", self.rows))
    }

    /// The same as `action code`.
    #[track_caller]
    pub fn fate(&self, kind: &str, name: &str) -> String {
        let row = self.row(kind, name);
        format!("{} {}", row["action"].as_str().unwrap(), row["code"].as_str().unwrap())
    }
}

/// A folder with these files.
pub fn site(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

/// The program on its way from `source` to `place`.
pub fn command(source: &Path, place: &Path, to: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_masthead"));
    command.arg("migrate").args([source, place]).args(["--to", to]).env("TZ", "UTC");
    command
}

/// Moves a site that is made of these files.
#[track_caller]
pub fn moved(files: &[(&str, &str)], to: &str, more: &[&str]) -> Moved {
    moved_from(site(files).path(), to, more)
}

/// Moves a site that is there.
#[track_caller]
pub fn moved_from(source: &Path, to: &str, more: &[&str]) -> Moved {
    let space = tempfile::tempdir().unwrap();
    let (place, report) = (space.path().join("new"), space.path().join("report.json"));
    let out = command(source, &place, to).args(more).arg("--report").arg(&report).output().unwrap();
    let told = String::from_utf8_lossy(&out.stderr).into_owned();
    assert!(matches!(out.status.code(), Some(0 | 1)), "{told}");
    let report: Value = serde_json::from_slice(&fs::read(&report).unwrap()).unwrap();
    let rows = report["rows"].as_array().unwrap().clone();
    Moved { files: tree(&place), rows }
}

/// Lets a site forget what its files were before, so that the way home has to convert them.
pub fn forget_origins(site: &Path) {
    fs::remove_file(site.join(".masthead/origins.jsonl")).unwrap();
}

/// All files below a folder with their bytes; none where there is no folder.
pub fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders: Vec<PathBuf> = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        let Ok(entries) = fs::read_dir(&next) else { continue };
        for entry in entries {
            let path = entry.unwrap().path();
            if path.is_dir() && !path.is_symlink() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
                files.insert(name, fs::read(&path).unwrap_or_default());
            }
        }
    }
    files
}
