//! Finds the engines on this machine.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use super::process::run;
use crate::engine::{Engine, Target, Version};

/// An engine that can be run.
#[derive(Clone, Debug)]
pub struct Program {
    /// Which engine, at the version that it says it has.
    pub target: Target,
    /// The program; for Hexo the folder with its `node_modules`.
    pub path: PathBuf,
    /// Its version in full.
    pub version: String,
}

/// An engine that is not there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what} is not on this machine: {advice}")]
pub struct Missing {
    /// Which engine, with its version where that matters.
    pub what: String,
    /// How to get it.
    pub advice: &'static str,
}

/// How long an engine may take to say its version.
const PATIENCE: Duration = Duration::from_secs(60);

/// The variables that name an engine, the command on the PATH, and how to ask it for its version.
struct Source {
    variables: &'static [&'static str],
    command: &'static str,
    question: &'static str,
    advice: &'static str,
}

const HUGO: Source = Source {
    variables: &["MASTHEAD_HUGO"],
    command: "hugo",
    question: "version",
    advice: "install it (https://gohugo.io/installation/) so that `hugo` can be run, or name its program in the environment variable MASTHEAD_HUGO",
};
const ZOLA: Source = Source {
    variables: &["MASTHEAD_ZOLA", "MASTHEAD_ZOLA_023"],
    command: "zola",
    question: "--version",
    advice: "install it (https://www.getzola.org/documentation/getting-started/installation/) so that `zola` can be run, or name its program in the environment variable MASTHEAD_ZOLA or, for 0.23, MASTHEAD_ZOLA_023",
};
const HEXO: &str = "install Node.js and run `npm install` in the site's folder, or `npm install --global hexo`, or name a folder whose node_modules hold hexo in the environment variable MASTHEAD_HEXO";

/// Finds the engine for a site. Versions of Zola up to 0.22 and from 0.23 on read bodies differently, so there the
/// version has to be on the right side; `insists` says that the user named it.
///
/// # Errors
/// When there is none.
pub fn find(target: Target, insists: bool, site: &Path) -> Result<Program, Missing> {
    let missing = |advice| Missing { what: target.engine.title().to_owned(), advice };
    match target.engine {
        Engine::Hexo => hexo(site).ok_or_else(|| missing(HEXO)),
        Engine::Hugo => {
            all(Engine::Hugo, &HUGO).into_iter().next().ok_or_else(|| missing(HUGO.advice))
        }
        Engine::Zola => {
            let found = all(Engine::Zola, &ZOLA);
            let reads_alike = |program: &&Program| {
                const COMPONENTS: Version = Version::new(0, 23);
                (program.target.version >= COMPONENTS) == (target.version >= COMPONENTS)
            };
            let best = found.iter().find(reads_alike);
            let any = found.first().filter(|_| !insists);
            best.or(any).cloned().ok_or_else(|| Missing {
                what: format!("Zola {}", target.version),
                advice: ZOLA.advice,
            })
        }
    }
}

/// All programs of an engine: those that variables name, then the one on the PATH.
fn all(engine: Engine, source: &Source) -> Vec<Program> {
    let named =
        source.variables.iter().filter_map(std::env::var_os).filter(|name| !name.is_empty());
    let names: Vec<OsString> = named.chain([source.command.into()]).collect();
    names.into_iter().filter_map(|name| ask(engine, name.into(), source.question)).collect()
}

/// A program that says its version.
fn ask(engine: Engine, path: PathBuf, question: &str) -> Option<Program> {
    let ran = run(Command::new(&path).arg(question), PATIENCE).ok().filter(|ran| ran.success)?;
    let version = version_in(&ran.stdout)?;
    let target = format!("{}@{version}", engine.name()).parse().ok()?;
    Some(Program { target, path, version })
}

/// The first `1.2.3` in a text.
fn version_in(text: &str) -> Option<String> {
    let is_part = |c: char| c.is_ascii_digit() || c == '.';
    let words = text.split(|c: char| !is_part(c));
    let mut versions = words.filter(|word| word.matches('.').count() >= 2);
    versions.next().map(|word| word.trim_matches('.').to_owned())
}

/// The folder with Hexo: the site or one above it, the one that is named, or where npm keeps what is installed for all or was
/// run by `npx`.
fn hexo(site: &Path) -> Option<Program> {
    let site = site.canonicalize().ok()?;
    let named =
        std::env::var_os("MASTHEAD_HEXO").filter(|name| !name.is_empty()).map(PathBuf::from);
    let mut near = site.ancestors().map(Path::to_owned).chain(named);
    near.find_map(|folder| hexo_in(&folder))
        .or_else(|| folders_of_npm().iter().find_map(|folder| hexo_in(folder)))
}

/// Hexo below the `node_modules` of a folder.
fn hexo_in(folder: &Path) -> Option<Program> {
    let folder = folder.canonicalize().ok()?;
    let package = std::fs::read(folder.join("node_modules/hexo/package.json")).ok()?;
    let package: serde_json::Value = serde_json::from_slice(&package).ok()?;
    let version = package["version"].as_str()?.to_owned();
    let target = format!("hexo@{version}").parse().ok()?;
    Some(Program { target, path: folder, version })
}

/// Folders with `node_modules` that npm itself keeps: that of global packages, and those of `npx`.
fn folders_of_npm() -> Vec<PathBuf> {
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let ask = |words: &[&str]| {
        let ran = run(Command::new(npm).args(words), PATIENCE).ok().filter(|ran| ran.success)?;
        Some(PathBuf::from(ran.stdout.trim()))
    };
    let global = ask(&["root", "--global"]).and_then(|root| root.parent().map(Path::to_owned));
    let cache = ask(&["config", "get", "cache"]).map(|cache| cache.join("_npx"));
    let mut of_npx: Vec<PathBuf> = cache
        .and_then(|cache| std::fs::read_dir(cache).ok())
        .map_or_else(Vec::new, |entries| entries.flatten().map(|entry| entry.path()).collect());
    of_npx.sort();
    global.into_iter().chain(of_npx).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_found_in_what_engines_say() {
        assert_eq!(version_in("zola 0.22.1\n").as_deref(), Some("0.22.1"));
        let hugo = "hugo v0.168.0-abc+extended linux/amd64 BuildDate=2026-01-01 VendorInfo=x";
        assert_eq!(version_in(hugo).as_deref(), Some("0.168.0"));
        assert_eq!(version_in("no version 1.2"), None);
    }
}
