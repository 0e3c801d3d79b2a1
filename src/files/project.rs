//! From the given paths to the list of posts, each with its site and its settings.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::earlier::Earlier;
use super::git::{Before, Change, Changed, before, changed};
use super::init::name_from_here;
use super::name::{absolute, shown, with_slashes};
use super::post::has_ending;
use super::settings::SettingsOf;
use super::site::Sites;
use super::walk::{Found, walk};
use super::{Item, Machine, Pool, Post, Site, for_each};
use crate::config::{self, Options, Settings};
use crate::engine::Setup;

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
    /// A new site cannot be written.
    #[error(transparent)]
    Place(#[from] super::NoPlace),
}

/// What is known of folders while posts are looked for.
#[derive(Debug)]
pub struct Project {
    settings: SettingsOf,
    sites: Sites,
    folders: HashMap<PathBuf, Folder>,
    threads: Option<usize>,
}

/// What counts for the files of one folder.
#[derive(Clone, Debug)]
struct Folder {
    /// The folder, absolute.
    path: PathBuf,
    /// Its path from the site's root with a `/` at its end, unless it is the root; empty outside any site.
    in_site: String,
    site: Arc<Site>,
    settings: Arc<Settings>,
}

impl Project {
    /// Nothing is known yet but what the user asks for.
    ///
    /// # Errors
    /// When the configuration file that the user names cannot be read or is wrong.
    pub fn new(request: Request) -> Result<Self, Failure> {
        let settings = SettingsOf::new(request.config, request.options)?;
        let threads = request.machine.threads;
        Ok(Self { settings, sites: Sites::new(request.machine), folders: HashMap::new(), threads })
    }

    /// All posts at and below the given paths, with what else is to be told, in order of their names.
    ///
    /// # Errors
    /// When a path is not there or a configuration file is wrong.
    pub fn find(&mut self, paths: &[PathBuf]) -> Result<Vec<Item>, Failure> {
        let walked = walk(paths, self.threads)
            .map_err(|(path, error)| Failure::Path { path, reason: error.to_string() })?;
        let mut last = None;
        for Found { path, .. } in &walked.files {
            // Nearly all files lie in the folder of the one before; to look that up takes longer than to compare.
            let folder = path.file_name().and(path.parent()).map(Path::as_os_str);
            if folder.is_none() || folder != last {
                self.know_folder(&named(path))?;
                last = folder;
            }
        }
        let pool = Pool::new(self.threads, walked.files.len());
        let post = |found: &Found| self.post_in_known_folder(found).map(Item::Post);
        let failed = |found: &Found, reason: &str| {
            Some(Item::Blocked(shown(&found.path), reason.to_owned()))
        };
        let mut items = Vec::with_capacity(walked.files.len());
        for_each(&pool, &walked.files, post, failed, |item| items.extend(item));
        for blocked in walked.blocked {
            items.push(Item::Blocked(shown(&blocked.path), blocked.reason));
        }
        items.extend(self.site_problems());
        // Of two finds of one file the one that the user named stays.
        items.sort_by(|a, b| {
            a.name().cmp(b.name()).then_with(|| b.is_explicit().cmp(&a.is_explicit()))
        });
        items.dedup_by(|a, b| a.name() == b.name());
        Ok(items)
    }

    /// The posts at and below the given paths that a change touches, with what is wrong in configuration files
    /// that it touches, in order of their names.
    ///
    /// # Errors
    /// When git cannot say what changed, or a configuration file is wrong.
    pub fn find_changed(
        &mut self,
        paths: &[PathBuf],
        change: &Change,
    ) -> Result<Vec<Item>, Failure> {
        let changed = changed(paths, change)?;
        let names: HashSet<String> = changed.iter().map(|one| shown(&one.path)).collect();
        let mut items = Vec::new();
        for Changed { path, staged } in changed {
            // A folder's configuration and site are asked for whatever the file is.
            let post = self.post(&Found { path, explicit: false })?;
            items.extend(post.map(|post| Item::Post(Post { staged, ..post })));
        }
        let problems = self.site_problems();
        items.extend(problems.into_iter().filter(|item| names.contains(item.name())));
        items.sort_by(|a, b| a.name().cmp(b.name()));
        items.dedup_by(|a, b| a.name() == b.name());
        Ok(items)
    }

    /// The posts at and below the given paths that a change does not touch, of the sites that it touches; each with its
    /// site as it was before.
    ///
    /// # Errors
    /// As [`Self::find_changed`].
    pub fn find_around(
        &mut self,
        paths: &[PathBuf],
        change: &Change,
    ) -> Result<Vec<Item>, Failure> {
        let mut sites: HashMap<PathBuf, (Arc<Site>, Earlier)> = HashMap::new();
        for Before { path, text } in before(paths, change)? {
            let Some(name) = path.file_name() else { continue };
            let folder = self.folder(path.parent().unwrap_or(Path::new("")))?;
            if let Some(root) = &folder.site.root {
                let in_site = format!("{}{}", folder.in_site, with_slashes(Path::new(name)));
                let (_, earlier) = sites
                    .entry(root.clone())
                    .or_insert_with(|| (folder.site.clone(), Earlier::default()));
                earlier.add(in_site, text);
            }
        }
        let old = |(root, (site, earlier)): (PathBuf, (Arc<Site>, Earlier))| {
            let before = Arc::new(self.sites.before(&site, earlier.clone()));
            (root, (before, earlier))
        };
        let sites: HashMap<PathBuf, (Arc<Site>, Earlier)> = sites.into_iter().map(old).collect();
        let around = |item: Item| {
            let Item::Post(post) = item else { return None };
            let (before, earlier) = sites.get(post.site.root.as_ref()?)?;
            let before = Some(before.clone());
            let is_around = !earlier.touches(&post.in_site) && !post.lost;
            is_around.then_some(Item::Post(Post { before, ..post }))
        };
        Ok(self.find(paths)?.into_iter().filter_map(around).collect())
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

    /// The file at this path as a post, whether or not it is on the disk yet; none where no walk would take it.
    ///
    /// # Errors
    /// When a configuration file is wrong.
    pub fn post_at(&mut self, path: &Path) -> Result<Option<Post>, Failure> {
        self.post(&Found { path: path.to_owned(), explicit: false })
    }

    /// The file as a post; none where it is not one.
    fn post(&mut self, found: &Found) -> Result<Option<Post>, Failure> {
        self.know_folder(&named(&found.path))?;
        Ok(self.post_in_known_folder(found))
    }

    /// The same of a file in a folder that was looked at.
    fn post_in_known_folder(&self, found: &Found) -> Option<Post> {
        let given = named(&found.path);
        let name = given.file_name()?;
        let Folder { path, in_site, site, settings } =
            self.folders.get(given.parent().unwrap_or(Path::new("")))?;
        let path = path.join(name);
        let in_site = format!("{in_site}{}", with_slashes(Path::new(name)));
        let explicit = found.explicit;
        let included = settings.includes(&path);
        let setups = match (&site.root, explicit) {
            (Some(_), _) | (None, true) => site.setups_for(&in_site, explicit),
            (None, false) if included.unwrap_or_else(|| has_ending(&path)) => 0..site.setups.len(),
            (None, false) => 0..0,
        };
        let misses = |setup: &Setup| setup.misses(&in_site);
        let lost = setups.is_empty() && site.root.is_some() && site.setups.iter().any(misses);
        let setups = if lost { 0..site.setups.len() } else { setups };
        let is_wanted = !setups.is_empty() && included != Some(false) && !settings.excludes(&path);
        let (site, settings) = (site.clone(), settings.clone());
        let post = Post {
            path,
            name: shown(&given),
            in_site,
            site,
            settings,
            explicit,
            lost,
            staged: None,
            before: None,
            setups,
        };
        (explicit || is_wanted).then_some(post)
    }

    /// Looks at the folder of a file.
    fn know_folder(&mut self, given: &Path) -> Result<(), Failure> {
        self.folder(given.parent().unwrap_or(Path::new(""))).map(drop)
    }

    /// What counts in a folder, named as the user would.
    fn folder(&mut self, given: &Path) -> Result<&Folder, Failure> {
        if !self.folders.contains_key(given) {
            let path = absolute(if given.as_os_str().is_empty() { Path::new(".") } else { given });
            let settings = self.settings.of(&path)?;
            let site = self.sites.of(&path, settings.engine);
            let below = site.root.as_ref().and_then(|root| path.strip_prefix(root).ok());
            let in_site = match below.map(with_slashes) {
                Some(below) if !below.is_empty() => below + "/",
                _ => String::new(),
            };
            self.folders.insert(given.to_owned(), Folder { path, in_site, site, settings });
        }
        Ok(&self.folders[given])
    }

    /// What is wrong with the configuration of the sites that were seen.
    fn site_problems(&self) -> Vec<Item> {
        let mut problems = Vec::new();
        for Folder { site, .. } in self.folders.values() {
            let Some(root) = &site.root else { continue };
            for (at, (source, _)) in site.problems.iter().enumerate() {
                let name = name_from_here(&root.join(&source.path));
                problems.push(Item::Config(name, site.clone(), at));
            }
        }
        problems
    }
}

/// A path that ends in a name: it may end in `..`, and only the whole path says then which folder it is in.
fn named(path: &Path) -> Cow<'_, Path> {
    match path.file_name() {
        Some(_) => Cow::Borrowed(path),
        None => Cow::Owned(absolute(path)),
    }
}
