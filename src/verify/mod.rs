//! Builds two sites with their real engines and compares them page by page.
//!
//! Nothing of the sites themselves is touched: each is copied to a temporary folder, where layouts, templates or scripts that
//! print what the engine holds of each page take the place of the theme's. What a site calls but does not bring gets a
//! stand-in, and that is told. This layer and `files` are the only users of the disk.

mod address;
mod built;
mod compare;
mod copy;
mod feed;
mod find;
mod hexo;
mod html;
mod hugo;
mod process;
mod renders;
mod settings;
mod stand_in;
mod texts;
mod zola;
mod zola_calls;

use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

pub use compare::{Aspect, Comparison, Count, Difference, Verdict, compare};
pub use find::{Missing, Program};

pub use built::Built;
use copy::Copy;
use process::{Broken, Ran};
pub use texts::write_texts;

use crate::engine::{Engine, Target};
use crate::files;
use crate::text::escape;

/// A site that is to be compared.
#[derive(Clone, Debug)]
pub struct Site {
    /// Its folder, or one below it.
    pub folder: PathBuf,
    /// Its engine, where the user names it; else it is found from the site's configuration.
    pub target: Option<Target>,
}

/// What is allowed while a site is built.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How long one run of an engine may take.
    pub time: Duration,
    /// Whether the engine may ask other hosts.
    pub online: bool,
}

/// Why two sites could not be compared.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// A folder that is not there.
    #[error(transparent)]
    Files(#[from] files::Failure),
    /// A folder that is no site.
    #[error(
        "{0} is no site of Hexo, Hugo or Zola: there is no configuration file in it. Name its engine if it is one all the same"
    )]
    NoSite(String),
    /// A folder with configurations of several engines.
    #[error("{0} could be a site of {1}: name its engine")]
    Ambiguous(String, String),
    /// An engine is not there.
    #[error(transparent)]
    Missing(#[from] Missing),
    /// An engine was not run to its end.
    #[error("{engine} on {folder}: {broken}")]
    Broken {
        /// Its name.
        engine: String,
        /// The site.
        folder: String,
        /// What happened.
        broken: Broken,
    },
    /// An engine refuses the site.
    #[error("{engine} does not build {folder}:\n{told}")]
    Build {
        /// Its name with its version.
        engine: String,
        /// The site.
        folder: String,
        /// What it said, each line made harmless for a terminal.
        told: String,
    },
    /// The copy could not be made or read.
    #[error("the copy of the site: {0}")]
    Copy(#[from] io::Error),
}

/// How much of what an engine says about its failure is told, in lines.
const TOLD: usize = 12;

/// One build of one copy.
struct Build<'b> {
    program: &'b Program,
    copy: &'b Copy,
    folder: &'b Path,
    limits: Limits,
    online: bool,
}

impl Build<'_> {
    /// Runs the engine.
    fn run(&self, command: &mut Command) -> Result<Ran, Failure> {
        process::run(command, self.limits.time).map_err(|broken| Failure::Broken {
            engine: self.engine(),
            folder: files::name_from_here(self.folder),
            broken,
        })
    }

    fn engine(&self) -> String {
        format!("{} {}", self.program.target.engine.title(), self.program.version)
    }

    /// What the engine says about its failure, of which the lines count that are `telling`.
    fn failure(&self, told: &str, telling: impl Fn(&str) -> bool) -> Failure {
        let place = format!("{}/", self.copy.root().display());
        let lines = told.lines().map(str::trim).filter(|line| !line.is_empty());
        let all: Vec<String> =
            lines.map(|line| escape(&line.replace(&place, "")).into_owned()).collect();
        let mut best: Vec<String> = all.iter().filter(|line| telling(line)).cloned().collect();
        if best.is_empty() {
            best = all;
        }
        best.truncate(TOLD);
        let folder = escape(&files::name_from_here(self.folder)).into_owned();
        Failure::Build { engine: self.engine(), folder, told: best.join("\n") }
    }

    /// Lets whoever asks other hosts fail at once.
    fn keep_offline(&self, command: &mut Command) {
        const NOBODY: &str = "http://127.0.0.1:9";
        for name in
            ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"]
        {
            command.env(name, NOBODY);
        }
        command.env_remove("NO_PROXY").env_remove("no_proxy");
    }
}

/// A site with the engine that builds it.
#[derive(Debug)]
pub struct Ready {
    /// The site's root.
    pub root: PathBuf,
    /// The engine.
    pub program: Program,
}

/// Finds the root of a site and the engine for it, so that what is missing is told before anything is built.
///
/// # Errors
/// When the folder is no site, or its engine is not on this machine.
pub fn prepare(site: &Site) -> Result<Ready, Failure> {
    let (root, targets) = files::site_at(&site.folder)?;
    let name = || files::name_from_here(&root);
    let target = match (site.target, targets.as_slice()) {
        (Some(target), _) => target,
        (None, [target]) => *target,
        (None, []) => return Err(Failure::NoSite(name())),
        (None, several) => {
            let titles: Vec<&str> = several.iter().map(|target| target.engine.title()).collect();
            return Err(Failure::Ambiguous(name(), titles.join(" or ")));
        }
    };
    // Where another engine is named than the one that is found, the folder itself is meant.
    let is_found = targets.iter().any(|found| found.engine == target.engine);
    let root = if is_found { root } else { site.folder.clone() };
    let program = find::find(target, site.target.is_some(), &root)?;
    Ok(Ready { root, program })
}

/// Builds a copy of a site.
///
/// # Errors
/// When the copy cannot be made or the engine fails on it.
pub fn build(site: &Ready, limits: Limits) -> Result<Built, Failure> {
    let copy = Copy::of(&site.root)?;
    let job = Build {
        program: &site.program,
        copy: &copy,
        folder: &site.root,
        limits,
        online: limits.online,
    };
    match site.program.target.engine {
        Engine::Hexo => hexo::build(&job),
        Engine::Hugo => hugo::build(&job),
        Engine::Zola => zola::build(&job),
    }
}
