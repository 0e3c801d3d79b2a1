//! `--baseline`, `--write-baseline` and `--prune-baseline` of `masthead lint`.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use super::Stopped;
use super::args::Baselines;
use super::message::say;
use crate::check::baseline::{Baseline, Entries, count, entries};
use crate::diagnostic::Diagnostic;
use crate::files::{self, name_from};
use crate::report::number;
use crate::text::{Source, escape};

/// What is done with the baseline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Task {
    /// What it knows stays silent.
    Heed,
    /// The same, and what is there no longer is taken out of it.
    Prune,
    /// All that is found goes into it.
    Write,
}

/// The baseline of a run.
#[derive(Debug)]
pub struct Known {
    file: PathBuf,
    task: Task,
    old: Baseline,
    /// What is still there, or there for the first time, and what is there no longer.
    seen: Mutex<(Baseline, Baseline)>,
}

impl Known {
    /// The baseline that the arguments name; none where they name none.
    pub fn open(args: &Baselines) -> Result<Option<Self>, Stopped> {
        let (file, task) = match (&args.write_baseline, &args.baseline) {
            (Some(file), _) => (file, Task::Write),
            (None, Some(file)) if args.prune_baseline => (file, Task::Prune),
            (None, Some(file)) => (file, Task::Heed),
            (None, None) => return Ok(None),
        };
        let is_new = task == Task::Write && !file.exists();
        let old = if is_new { Baseline::default() } else { read(file)? };
        Ok(Some(Self { file: file.clone(), task, old, seen: Mutex::default() }))
    }

    /// The findings of the file at `path` that count: those that the baseline does not know.
    pub fn sift(
        &self,
        path: &Path,
        source: &Source,
        diagnostics: Vec<Diagnostic>,
    ) -> Vec<Diagnostic> {
        let path = name_from(folder(&self.file), path);
        if self.task == Task::Write {
            self.note(path, entries(source, &diagnostics), Entries::new());
            return Vec::new();
        }
        let sifted = self.old.sift(&path, source, diagnostics);
        self.note(path, sifted.known, sifted.gone);
        sifted.fresh
    }

    fn note(&self, path: String, there: Entries, gone: Entries) {
        let mut seen = self.seen.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if !gone.is_empty() {
            seen.1.files.insert(path.clone(), gone);
        }
        seen.0.files.insert(path, there);
    }

    /// Says what the baseline knew in vain, and writes it where that was asked for.
    pub fn finish(self, quiet: bool) -> Result<(), Stopped> {
        let (mut there, mut gone) =
            self.seen.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
        let folder = folder(&self.file);
        // Files that this run did not look at keep their entries, unless they are no longer there.
        for (path, entries) in self.old.files {
            if there.files.contains_key(&path) {
                continue;
            }
            let kept = if folder.join(&path).exists() { &mut there } else { &mut gone };
            kept.files.insert(path, entries);
        }
        there.files.retain(|_, entries| !entries.is_empty());
        let name = escape(&self.file.to_string_lossy()).into_owned();
        match self.task {
            Task::Heed if !gone.is_empty() && !quiet => say(&in_vain(&name, &gone)),
            Task::Heed => {}
            Task::Prune | Task::Write => {
                files::write_whole(&self.file, &there.text())
                    .map_err(|reason| Stopped::OutputFile { path: self.file.clone(), reason })?;
                if !quiet {
                    let less = match gone.len() {
                        0 => String::new(),
                        less => format!("; {less} that are gone were taken out"),
                    };
                    say(&format!("{name} now knows {}{less}.", number(there.len(), "finding")));
                }
            }
        }
        Ok(())
    }
}

/// What a baseline knows and what is there no longer, file by file.
fn in_vain(name: &str, gone: &Baseline) -> String {
    let mut text = format!(
        "note: gone since {name} was written: {}; `--prune-baseline` takes it out:\n",
        number(gone.len(), "finding")
    );
    for (path, entries) in &gone.files {
        let rules: Vec<String> = entries
            .iter()
            .map(|(rule, words)| format!("{} ({})", escape(rule), words.values().sum::<usize>()))
            .collect();
        text += &format!("  {}: {} in all: {}\n", escape(path), count(entries), rules.join(", "));
    }
    text
}

fn read(file: &Path) -> Result<Baseline, Stopped> {
    let failed = |reason: String| Stopped::Usage(format!("{}: {reason}", file.display()));
    let source = files::read(file, &file.to_string_lossy()).map_err(|error| {
        failed(format!("{error} (`--write-baseline={}` makes one)", file.display()))
    })?;
    Baseline::parse(&source.text).map_err(failed)
}

/// The folder that paths in the baseline start from.
fn folder(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
