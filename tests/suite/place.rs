//! A temporary folder with files, in which the program is run.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// A post with one finding that has a safe fix: Zola cannot read the date.
pub const FLAWED: &str = "---\ntitle: Harbour\ndate: 2024/01/02\n---\n\nText.\n";
/// The same after the fix.
pub const MENDED: &str = "---\ntitle: Harbour\ndate: 2024-01-02\n---\n\nText.\n";
/// The rule that finds it, and no other.
pub const ONLY: [&str; 2] = ["--select", "date-not-portable"];

/// A folder that is gone when the test ends.
pub struct Place(TempDir);

/// How a run ended.
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Place {
    pub fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    /// With these files.
    pub fn with(files: &[(&str, &str)]) -> Self {
        let place = Self::new();
        for (path, text) in files {
            place.file(path, text);
        }
        place
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    pub fn root(&self) -> &Path {
        self.0.path()
    }

    /// Writes a file, with the folders above it.
    pub fn file(&self, path: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// The program with these arguments, in this folder.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_masthead"));
        command.args(arguments).current_dir(self.root()).env("TZ", "UTC");
        command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Ran {
        Ran::from(self.command(arguments).stdin(Stdio::null()).output().unwrap())
    }

    /// The same with bytes on standard input.
    pub fn run_with(&self, arguments: &[&str], input: &[u8]) -> Output {
        let mut command = self.command(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(input).unwrap();
        child.wait_with_output().unwrap()
    }

    /// `lint --output-format concise` with the rule for [`FLAWED`] only: the files in which it finds something.
    pub fn found_in(&self, arguments: &[&str]) -> Vec<String> {
        let mut all = vec!["lint", "-q", "--output-format", "concise", "--exit-zero"];
        all.extend(ONLY);
        all.extend(arguments);
        let ran = self.run(&all);
        assert_eq!(ran.code, 0, "{}", ran.err);
        ran.out.lines().map(|line| line.split(':').next().unwrap().to_owned()).collect()
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}
