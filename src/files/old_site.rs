//! A site that is to be moved, as it lies on the disk: its files by name, its engine, and its configuration.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use super::detect::engines_of;
use super::earlier::Earlier;
use super::name::with_slashes;
use super::new_site::MANIFEST;
use super::read;
use super::site::{config_files, version_of, with_sections};
use super::{Failure, Machine};
use crate::engine::{
    ConfigFile, ConfigProblem, Engine, Listing, Sections, Setup, Target, configure,
};
use crate::migrate::Home;
use crate::migrate::origin::Origins;

/// A site that is read and never written.
#[derive(Debug)]
pub struct OldSite {
    /// Its folder.
    pub root: PathBuf,
    /// How its engine is set up.
    pub setup: Setup,
    /// The files that hold its configuration.
    pub config: Vec<ConfigFile>,
    /// What is wrong with that.
    pub problems: Vec<ConfigProblem>,
    /// All its files by their path from the root, sorted. `.git` and `node_modules` do not count.
    pub files: Vec<String>,
    /// Links that lead out of it or to folders, which are not followed, and what cannot be read, with the reason.
    pub passed_over: Vec<(String, String)>,
    /// Where it came from, if an earlier migration wrote it.
    pub home: Option<Home>,
}

/// Opens the site at `root`; `from` is its engine where the user says it.
///
/// # Errors
/// When there is no site there, or one of two engines.
pub fn open(root: &Path, from: Option<Target>, machine: Machine) -> Result<OldSite, Failure> {
    let fail = |reason: String| Failure::Path { path: root.to_owned(), reason };
    if !root.is_dir() {
        return Err(fail("this is no folder".to_owned()));
    }
    let target = match from {
        Some(target) => target,
        None => match engines_of(root).as_slice() {
            [engine] => version_of(*engine, root, machine.threads),
            [] => {
                return Err(fail(
                    "no site of Hexo, Hugo or Zola has its root here; name its engine with --from"
                        .to_owned(),
                ));
            }
            several => {
                let names: Vec<&str> =
                    several.iter().map(|engine| Engine::title(*engine)).collect();
                return Err(fail(format!(
                    "this may be a site of {}; say which with --from",
                    names.join(" or ")
                )));
            }
        },
    };
    let (files, passed_over) = files(root);
    let listing: Listing = files.iter().cloned().collect();
    let config = config_files(target, root, &listing, &Earlier::default());
    let (typed, problems) = configure(target, &config);
    let setup = Setup {
        target,
        config: typed,
        listing,
        sections: Sections::None,
        machine_zone: machine.zone,
        now: machine.now,
    };
    let setup = with_sections(setup, root, &Earlier::default());
    Ok(OldSite {
        root: root.to_owned(),
        setup,
        config,
        problems,
        files: files.into_iter().collect(),
        passed_over,
        home: home(root),
    })
}

/// Where a site came from, as its manifest says.
fn home(root: &Path) -> Option<Home> {
    let source = read(&root.join(MANIFEST), MANIFEST).ok()?;
    let manifest: serde_json::Value = serde_json::from_str(&source.text).ok()?;
    let from: Target = manifest["from"].as_str()?.parse().ok()?;
    let habits = serde_json::from_value(manifest["habits"].clone()).unwrap_or_default();
    let traces = serde_json::from_value(manifest["traces"].clone()).unwrap_or_default();
    Some(Home { target: from, habits, traces, origins: Origins::new() })
}

/// The files below a folder, and what is passed over.
fn files(root: &Path) -> (BTreeSet<String>, Vec<(String, String)>) {
    let (mut files, mut passed_over) = (BTreeSet::new(), Vec::new());
    let real_root = std::fs::canonicalize(root).unwrap_or_else(|_| root.to_owned());
    let walker = WalkBuilder::new(root)
        .standard_filters(false)
        .follow_links(false)
        .filter_entry(|entry| {
            entry.depth() == 0 || entry.file_name() != ".git" && entry.file_name() != "node_modules"
        })
        .build();
    for entry in walker {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                passed_over.push((String::new(), error.to_string()));
                continue;
            }
        };
        let Ok(path) = entry.path().strip_prefix(root).map(with_slashes) else { continue };
        let Some(kind) = entry.file_type() else { continue };
        if entry.path().to_str().is_none() {
            let reason = "Its name is not valid UTF-8, so it is not moved.".to_owned();
            passed_over.push((path, reason));
            continue;
        }
        if kind.is_file() {
            files.insert(path);
        } else if kind.is_symlink() {
            match linked(&real_root, entry.path()) {
                Ok(()) => drop(files.insert(path)),
                Err(reason) => passed_over.push((path, reason)),
            }
        }
    }
    passed_over.sort();
    (files, passed_over)
}

/// Whether a link leads to a file of the site, or why it is not followed.
fn linked(real_root: &Path, link: &Path) -> Result<(), String> {
    let target = std::fs::canonicalize(link).map_err(|_| "The link leads nowhere.".to_owned())?;
    if !target.starts_with(real_root) {
        return Err("The link leads out of the site, so it is not followed.".to_owned());
    }
    match target.is_file() {
        true => Ok(()),
        false => {
            Err("The link leads to a folder of the site, which is moved under its own name."
                .to_owned())
        }
    }
}
