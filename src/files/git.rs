//! Asks git which files a change touches.

use std::ffi::OsStr;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use super::Failure;
use crate::rules::images::address::has_extension;

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
    let found = below(paths, |folder| match change {
        Change::Staged => staged(folder),
        Change::Uncommitted | Change::Since(_) => names(folder, change).map(on_disk),
    })?;
    Ok(found.into_iter().map(|(path, staged)| Changed { path, staged }).collect())
}

/// A file that the change touches, also one that it removes, as it was before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Before {
    /// Where it lay, as the user would write it.
    pub path: PathBuf,
    /// What stood in it; none where it was not there, and nothing where it is an image.
    pub text: Option<Vec<u8>>,
}

/// The files at and below `paths` that the change touches, as they were before, in no order.
///
/// # Errors
/// As [`changed`].
pub fn before(paths: &[PathBuf], change: &Change) -> Result<Vec<Before>, Failure> {
    let found = below(paths, |folder| old(folder, change))?;
    Ok(found.into_iter().map(|(path, text)| Before { path, text }).collect())
}

/// A file by its path, with a text that is not that on the disk.
type WithText = (PathBuf, Option<Vec<u8>>);

/// Asks about each folder, and of a file's folder about that file alone.
fn below(
    paths: &[PathBuf],
    ask: impl Fn(&Path) -> Result<Vec<WithText>, String>,
) -> Result<Vec<WithText>, Failure> {
    let mut all = Vec::new();
    for path in paths {
        let is_file = path.is_file();
        let given = if is_file { path.parent().unwrap_or(Path::new("")) } else { path };
        let folder = if given.as_os_str().is_empty() { Path::new(".") } else { given };
        let found = ask(folder).map_err(|reason| Failure::Path { path: path.clone(), reason })?;
        for (name, text) in found {
            if !is_hidden(&name) && (!is_file || path.file_name() == Some(name.as_os_str())) {
                all.push((given.join(name), text));
            }
        }
    }
    Ok(all)
}

fn on_disk(names: Vec<PathBuf>) -> Vec<WithText> {
    names.into_iter().map(|path| (path, None)).collect()
}

/// How changed files are asked for: from the folder on.
const DIFF: [&str; 4] = ["diff", "-z", "--relative", "--no-ext-diff"];

/// The same with the objects before and after.
const RAW: [&str; 3] = ["--raw", "--no-abbrev", "--no-renames"];

/// Without files that are gone.
const THERE: &str = "--diff-filter=d";

/// What the change is compared with: a commit, or the option for what will be committed.
fn base(folder: &Path, change: &Change) -> Result<String, String> {
    match change {
        Change::Since(commit) => merge_base(folder, commit),
        Change::Uncommitted if has_commits(folder)? => Ok("HEAD".to_owned()),
        Change::Uncommitted | Change::Staged => Ok("--cached".to_owned()),
    }
}

/// The files of the change from the folder on.
fn names(folder: &Path, change: &Change) -> Result<Vec<PathBuf>, String> {
    let base = base(folder, change)?;
    let asked = [&DIFF[..], &[THERE, "--name-only", &base, "--"]].concat();
    let mut names = lines(&git(folder, &asked)?);
    names.extend(untracked(folder)?);
    Ok(names)
}

/// The files that git does not know yet.
fn untracked(folder: &Path) -> Result<Vec<PathBuf>, String> {
    Ok(lines(&git(folder, &["ls-files", "--others", "--exclude-standard", "-z"])?))
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
fn staged(folder: &Path) -> Result<Vec<WithText>, String> {
    let asked = [&DIFF[..], &RAW[..], &["--cached", THERE, "--"]].concat();
    let entries = entries(&git(folder, &asked)?);
    // What is no regular file (a link, a submodule) has no text of its own.
    let files = entries.into_iter().filter(|entry| entry.new.mode.starts_with("100"));
    with_texts(folder, files.map(|entry| (entry.path, entry.new.object)).collect())
}

/// The files of the change from the folder on, as they were before.
fn old(folder: &Path, change: &Change) -> Result<Vec<WithText>, String> {
    let base = base(folder, change)?;
    let asked = [&DIFF[..], &RAW[..], &[&base, "--"]].concat();
    let (mut wanted, mut all) = (Vec::new(), Vec::new());
    for Entry { path, old, .. } in entries(&git(folder, &asked)?) {
        match old.mode.starts_with("100") {
            false => all.push((path, None)),
            true if has_extension(&path.to_string_lossy()) => all.push((path, Some(Vec::new()))),
            true => wanted.push((path, old.object)),
        }
    }
    all.extend(with_texts(folder, wanted)?);
    if *change != Change::Staged {
        all.extend(on_disk(untracked(folder)?));
    }
    Ok(all)
}

/// A file of a difference.
struct Entry {
    path: PathBuf,
    old: Side,
    new: Side,
}

/// One side of a difference: `100644` for a file, and the name of its object.
struct Side {
    mode: String,
    object: String,
}

/// What `git diff --raw -z` prints: `:100644 100644 OLD NEW M`, then the name.
fn entries(listing: &[u8]) -> Vec<Entry> {
    let mut parts = listing.split(|byte| *byte == 0).filter(|part| !part.is_empty());
    let mut entries = Vec::new();
    while let (Some(facts), Some(name)) = (parts.next(), parts.next()) {
        let facts = String::from_utf8_lossy(facts);
        let facts: Vec<&str> = facts.trim_start_matches(':').split(' ').collect();
        if let [old_mode, new_mode, old, new, ..] = facts[..] {
            let side = |mode: &str, object: &str| Side { mode: mode.into(), object: object.into() };
            let (old, new) = (side(old_mode, old), side(new_mode, new));
            entries.push(Entry { path: path_of(name), old, new });
        }
    }
    entries
}

/// Files with the texts that these objects hold.
fn with_texts(folder: &Path, objects: Vec<(PathBuf, String)>) -> Result<Vec<WithText>, String> {
    let questions: String = objects.iter().map(|(_, object)| format!("{object}\n")).collect();
    let answers = run(folder, &["cat-file", "--batch"], questions.as_bytes())?;
    let texts = texts(&answers).ok_or("git's answer on what files held was not understood")?;
    Ok(objects.into_iter().zip(texts).map(|((path, _), text)| (path, Some(text))).collect())
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
