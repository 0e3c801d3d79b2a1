//! From the given paths to the list of posts, each with its site and its settings.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::init::name_from_here;
use super::name::{absolute, shown, with_slashes};
use super::settings::SettingsOf;
use super::site::Sites;
use super::walk::{Found, walk};
use super::{Machine, Site};
use crate::config::{self, Options, Settings};
use crate::engine::Setup;

/// The endings of posts outside any site; in a site, its engine says what is a post.
const ENDINGS: &[&str] = &["md", "markdown", "mdown", "mkd", "mkdn", "mdx"];

/// Names of files that every repository has and that are posts only if they have front matter.
const PAPERWORK: &[&str] = &[
    "readme",
    "changelog",
    "contributing",
    "license",
    "licence",
    "code_of_conduct",
    "security",
    "authors",
    "architecture",
    "agents",
    "claude",
];

/// Which configuration files count.
#[derive(Clone, Debug, Default)]
pub enum ConfigChoice {
    /// The nearest above each file.
    #[default]
    Nearest,
    /// This one for all.
    File(PathBuf),
    /// None.
    Isolated,
}

/// What a run is asked for.
#[derive(Debug)]
pub struct Request {
    /// Which configuration files count.
    pub config: ConfigChoice,
    /// What the command line says, over all files.
    pub options: Options,
    /// Now and here.
    pub machine: Machine,
}

/// A file to work on.
#[derive(Clone, Debug)]
pub struct Post {
    /// Where it lies.
    pub path: PathBuf,
    /// Its name for reports.
    pub name: String,
    /// Its path from the site's root; outside any site, its name without folders.
    pub in_site: String,
    /// The site that it belongs to.
    pub site: Arc<Site>,
    /// What counts for it.
    pub settings: Arc<Settings>,
    /// Whether the user named this very file.
    pub explicit: bool,
    setups: Range<usize>,
}

/// Something in the list of what a run has to tell about.
#[derive(Debug)]
pub enum Item {
    /// A post.
    Post(Post),
    /// A configuration file of a site, by name, with what is wrong in it: the site, and which of its problems.
    Config(String, Arc<Site>, usize),
    /// A folder that could not be read, by name, with the reason.
    Blocked(String, String),
}

impl Item {
    /// The name that reports show.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Post(post) => &post.name,
            Self::Config(name, ..) | Self::Blocked(name, _) => name,
        }
    }

    /// The folder that holds a post.
    #[must_use]
    pub fn folder(&self) -> Option<&Path> {
        match self {
            Self::Post(post) => post.path.parent(),
            Self::Config(..) | Self::Blocked(..) => None,
        }
    }
}

/// Why a run could not start.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// A path that is not there.
    #[error("{}: {reason}", path.display())]
    Path {
        /// As the user wrote it.
        path: PathBuf,
        /// The system's reason.
        reason: String,
    },
    /// A configuration file is wrong.
    #[error(transparent)]
    Config(#[from] Box<config::Error>),
    /// The input cannot be read.
    #[error(transparent)]
    Input(#[from] super::Unreadable),
}

impl Post {
    /// The setups whose reading counts.
    #[must_use]
    pub fn setups(&self) -> &[Setup] {
        &self.site.setups[self.setups.clone()]
    }

    /// Whether a file without front matter is a post all the same: not the paperwork of a repository.
    #[must_use]
    pub fn counts_without_front_matter(&self) -> bool {
        let stem = self.path.file_stem().unwrap_or_default().to_string_lossy().to_lowercase();
        self.explicit || self.site.root.is_some() || !PAPERWORK.contains(&stem.as_str())
    }
}

/// The same without the second and further names, through links, of one and the same file, so that no
/// file is written twice.
#[must_use]
pub fn distinct(mut items: Vec<Item>) -> Vec<Item> {
    let mut seen = HashSet::new();
    let is_link = |item: &Item| {
        let real =
            |post: &Post| std::fs::canonicalize(&post.path).is_ok_and(|real| real != post.path);
        matches!(item, Item::Post(post) if real(post))
    };
    // Real names first, so that a file is written under its own.
    items.sort_by_cached_key(is_link);
    items.retain(|item| match item {
        Item::Post(post) => {
            std::fs::canonicalize(&post.path).map_or(true, |real| seen.insert(real))
        }
        Item::Config(..) | Item::Blocked(..) => true,
    });
    items.sort_by(|a, b| a.name().cmp(b.name()));
    items
}

/// What is known of folders while posts are looked for.
#[derive(Debug)]
pub struct Project {
    settings: SettingsOf,
    sites: Sites,
    folders: HashMap<PathBuf, (Arc<Site>, Arc<Settings>)>,
}

impl Project {
    /// Nothing is known yet but what the user asks for.
    ///
    /// # Errors
    /// When the configuration file that the user names cannot be read or is wrong.
    pub fn new(request: Request) -> Result<Self, Failure> {
        let settings = SettingsOf::new(request.config, request.options)?;
        Ok(Self { settings, sites: Sites::new(request.machine), folders: HashMap::new() })
    }

    /// All posts at and below the given paths, with what else is to be told, in order of their names.
    ///
    /// # Errors
    /// When a path is not there or a configuration file is wrong.
    pub fn find(&mut self, paths: &[PathBuf]) -> Result<Vec<Item>, Failure> {
        let walked = walk(paths)
            .map_err(|(path, error)| Failure::Path { path, reason: error.to_string() })?;
        let mut items = Vec::with_capacity(walked.files.len());
        for found in walked.files {
            items.extend(self.post(&found)?.map(Item::Post));
        }
        for blocked in walked.blocked {
            items.push(Item::Blocked(shown(&blocked.path), blocked.reason));
        }
        items.extend(self.site_problems());
        items.sort_by(|a, b| a.name().cmp(b.name()));
        items.dedup_by(|a, b| a.name() == b.name());
        Ok(items)
    }

    /// A text that is not on the disk, or not yet, as if it were the file of this name.
    ///
    /// # Errors
    /// When a configuration file is wrong.
    pub fn imagined(&mut self, path: &Path) -> Result<Post, Failure> {
        let found = Found { path: path.to_owned(), explicit: true };
        let post = self.post(&found)?;
        Ok(post.expect("a file that the user names is always a post"))
    }

    /// The file as a post; none where it is not one.
    fn post(&mut self, found: &Found) -> Result<Option<Post>, Failure> {
        let path = absolute(&found.path);
        let (site, settings) = self.folder(path.parent().unwrap_or(&path))?;
        let in_site = match &site.root {
            Some(root) => path.strip_prefix(root).map(with_slashes).unwrap_or_default(),
            None => path.file_name().map(|name| with_slashes(Path::new(name))).unwrap_or_default(),
        };
        let setups = if site.root.is_some() || found.explicit {
            site.setups_for(&in_site, found.explicit)
        } else if settings.includes(&path).unwrap_or_else(|| has_ending(&path)) {
            0..site.setups.len()
        } else {
            0..0
        };
        let wanted = found.explicit
            || !setups.is_empty()
                && !settings.excludes(&path)
                && settings.includes(&path) != Some(false);
        let name = shown(&found.path);
        let explicit = found.explicit;
        Ok(wanted.then_some(Post { path, name, in_site, site, settings, explicit, setups }))
    }

    fn folder(&mut self, folder: &Path) -> Result<(Arc<Site>, Arc<Settings>), Failure> {
        if let Some(known) = self.folders.get(folder) {
            return Ok(known.clone());
        }
        let settings = self.settings.of(folder)?;
        let site = self.sites.of(folder, settings.engine);
        self.folders.insert(folder.to_owned(), (site.clone(), settings.clone()));
        Ok((site, settings))
    }

    /// What is wrong with the configuration of the sites that were seen.
    fn site_problems(&self) -> Vec<Item> {
        let mut problems = Vec::new();
        for (site, _) in self.folders.values() {
            let Some(root) = &site.root else { continue };
            for (at, (source, _)) in site.problems.iter().enumerate() {
                problems.push(Item::Config(
                    name_from_here(&root.join(&source.path)),
                    site.clone(),
                    at,
                ));
            }
        }
        problems
    }
}

fn has_ending(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    ENDINGS.contains(&ending.as_str())
}
