//! Asks git which files a change touches.

use std::ffi::OsStr;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use super::Failure;

/// Which change is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// What is not committed yet, new files included.
    Uncommitted,
    /// The same, and all commits since this branch left that commit, branch or tag.
    Since(String),
    /// What the next commit will hold.
    Staged,
}

/// A file that the change added, altered or renamed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Where it lies, as the user would write it.
    pub path: PathBuf,
    /// What the next commit will hold, where that was asked for; else the file on the disk counts.
    pub staged: Option<Vec<u8>>,
}

/// The files at and below `paths` that the change touches, but for those that it removes, in no order.
///
/// # Errors
/// When git is not there, a path is in no repository, or the commit is not known.
pub fn changed(paths: &[PathBuf], change: &Change) -> Result<Vec<Changed>, Failure> {
    let mut all = Vec::new();
    for path in paths {
        let is_file = path.is_file();
        let given = if is_file { path.parent().unwrap_or(Path::new("")) } else { path };
        let folder = if given.as_os_str().is_empty() { Path::new(".") } else { given };
        let found = match change {
            Change::Staged => staged(folder),
            Change::Uncommitted | Change::Since(_) => names(folder, change).map(on_disk),
        };
        let found = found.map_err(|reason| Failure::Path { path: path.clone(), reason })?;
        for Changed { path: name, staged } in found {
            if !is_hidden(&name) && (!is_file || path.file_name() == Some(name.as_os_str())) {
                all.push(Changed { path: given.join(name), staged });
            }
        }
    }
    Ok(all)
}

fn on_disk(names: Vec<PathBuf>) -> Vec<Changed> {
    names.into_iter().map(|path| Changed { path, staged: None }).collect()
}

/// How the names of changed files are asked for: from the folder on, without those that are gone.
const DIFF: [&str; 5] = ["diff", "-z", "--relative", "--diff-filter=d", "--no-ext-diff"];

/// The files of the change from the folder on.
fn names(folder: &Path, change: &Change) -> Result<Vec<PathBuf>, String> {
    let base = match change {
        Change::Since(commit) => merge_base(folder, commit)?,
        Change::Uncommitted | Change::Staged if has_commits(folder)? => "HEAD".to_owned(),
        Change::Uncommitted | Change::Staged => "--cached".to_owned(),
    };
    let mut names = lines(&git(folder, &[&DIFF[..], &["--name-only", &base, "--"]].concat())?);
    names.extend(lines(&git(folder, &["ls-files", "--others", "--exclude-standard", "-z"])?));
    Ok(names)
}

/// Whether there is a commit to compare with.
fn has_commits(folder: &Path) -> Result<bool, String> {
    git(folder, &["rev-parse", "--git-dir"])?;
    Ok(git(folder, &["rev-parse", "--verify", "--quiet", "HEAD"]).is_ok())
}

/// The commit at which this branch left another one.
fn merge_base(folder: &Path, commit: &str) -> Result<String, String> {
    if commit.starts_with('-') {
        return Err(format!("`{commit}` is no name of a commit"));
    }
    git(folder, &["rev-parse", "--verify", "--quiet", &format!("{commit}^{{commit}}")]).map_err(
        |_| format!("git knows no commit `{commit}` here; a shallow clone may lack it (`git fetch --unshallow`)"),
    )?;
    let base = git(folder, &["merge-base", commit, "HEAD"]).map_err(|_| {
        format!("git finds no common commit of `{commit}` and this branch; a shallow clone may lack it (`git fetch --unshallow`)")
    })?;
    Ok(String::from_utf8_lossy(&base).trim().to_owned())
}

/// The files that the next commit changes, each with the text that it will have.
fn staged(folder: &Path) -> Result<Vec<Changed>, String> {
    let raw = ["--cached", "--raw", "--no-abbrev", "--no-renames", "--"];
    let listing = git(folder, &[&DIFF[..], &raw].concat())?;
    let mut parts = listing.split(|byte| *byte == 0).filter(|part| !part.is_empty());
    let mut objects = Vec::new();
    // `:100644 100644 OLD NEW M`, then the name.
    while let (Some(facts), Some(name)) = (parts.next(), parts.next()) {
        let facts = String::from_utf8_lossy(facts);
        let mut facts = facts.split(' ').skip(1);
        let (mode, object) = (facts.next().unwrap_or_default(), facts.nth(1).unwrap_or_default());
        // What is no regular file (a link, a submodule) has no text of its own.
        if mode.starts_with("100") {
            objects.push((path_of(name), object.to_owned()));
        }
    }
    let questions: String = objects.iter().map(|(_, object)| format!("{object}\n")).collect();
    let answers = run(folder, &["cat-file", "--batch"], questions.as_bytes())?;
    let texts = texts(&answers).ok_or("git's answer on what is staged was not understood")?;
    let with_text = |((path, _), text)| Changed { path, staged: Some(text) };
    Ok(objects.into_iter().zip(texts).map(with_text).collect())
}

/// The texts in what `git cat-file --batch` prints: for each a line `OBJECT blob SIZE`, the bytes, a newline.
fn texts(mut answers: &[u8]) -> Option<Vec<Vec<u8>>> {
    let mut texts = Vec::new();
    while !answers.is_empty() {
        let end = memchr::memchr(b'\n', answers)?;
        let head = std::str::from_utf8(&answers[..end]).ok()?;
        let size: usize = head.rsplit(' ').next()?.parse().ok()?;
        let text = answers.get(end + 1..end + 1 + size)?;
        texts.push(text.to_vec());
        answers = answers.get(end + size + 2..)?;
    }
    Some(texts)
}

/// Files that the walk through folders passes over too.
fn is_hidden(name: &Path) -> bool {
    let is_hidden = |part: &OsStr| part.as_encoded_bytes().first() == Some(&b'.');
    name.iter().any(|part| is_hidden(part) || part == "node_modules")
}

/// Names that a NUL ends.
fn lines(output: &[u8]) -> Vec<PathBuf> {
    output.split(|byte| *byte == 0).filter(|name| !name.is_empty()).map(path_of).collect()
}

#[cfg(unix)]
fn path_of(name: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(OsStr::from_bytes(name))
}

/// Git speaks UTF-8 there.
#[cfg(not(unix))]
fn path_of(name: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(name).into_owned())
}

fn git(folder: &Path, arguments: &[&str]) -> Result<Vec<u8>, String> {
    run(folder, arguments, b"")
}

/// What git prints, or its own words on why it did not.
fn run(folder: &Path, arguments: &[&str], input: &[u8]) -> Result<Vec<u8>, String> {
    let ask = || -> io::Result<Output> {
        let mut child = Command::new("git")
            .arg("-C")
            .arg(folder)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let mut stdin = child.stdin.take().expect("it was asked for");
        // Git answers while it is asked, so both must go on at once.
        std::thread::scope(|scope| {
            let writer = scope.spawn(move || stdin.write_all(input));
            let output = child.wait_with_output();
            // Git that ended early wants to hear no more, and says itself why.
            let _ = writer.join();
            output
        })
    };
    let output = ask().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => "git is needed for this and was not found".to_owned(),
        _ => format!("git could not be run: {error}"),
    })?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let words = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    Err(format!("git says: {words}"))
}
