//! The files of a run: posts, each with its site and its settings, and what else is to be told.

use std::collections::{HashMap, HashSet};
use std::fs::canonicalize;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Site, Unreadable};
use crate::check::check_in_site;
use crate::config::Settings;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::engine::{Setup, is_markdown};
use crate::rules::file_name_trap;
use crate::site::Index;
use crate::text::Source;

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
    /// Whether the engine makes no page of it because of its ending, and the user did not name it.
    pub lost: bool,
    /// What the next commit will hold, where that counts instead of the file on the disk.
    pub staged: Option<Vec<u8>>,
    /// The site before a change that did not touch this post: only what is found now and was not then counts.
    pub before: Option<Arc<Site>>,
    pub(super) setups: Range<usize>,
}

/// Something in the list of what a run has to tell about.
#[derive(Debug)]
pub enum Item {
    /// A post.
    Post(Post),
    /// A configuration file of a site, by name, with what is wrong in it: the site, and which of its problems.
    Config(String, Arc<Site>, usize),
    /// What could not be read, by name, with the reason.
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

    /// The post that it is.
    #[must_use]
    pub fn post(&self) -> Option<&Post> {
        match self {
            Self::Post(post) => Some(post),
            Self::Config(..) | Self::Blocked(..) => None,
        }
    }

    pub(super) fn is_explicit(&self) -> bool {
        matches!(self, Self::Post(post) if post.explicit)
    }

    /// The path of a post behind all links, and whether there are any; none for what is no post or is gone.
    /// `folders` are the real paths of folders that are known already, for to ask costs a call for each part.
    fn real_path(
        &self,
        folders: &mut HashMap<PathBuf, Option<PathBuf>>,
    ) -> Option<(bool, PathBuf)> {
        let Self::Post(Post { path, .. }) = self else { return None };
        if path.is_symlink() {
            return Some((true, canonicalize(path).ok()?));
        }
        let (folder, name) = (path.parent()?, path.file_name()?);
        if !folders.contains_key(folder) {
            folders.insert(folder.to_owned(), canonicalize(folder).ok());
        }
        let real = folders[folder].as_ref()?;
        Some((real != folder, real.join(name)))
    }

    /// The folder that holds the file of a post behind all links, in which a new text for it is written.
    #[must_use]
    pub fn real_folder(&self) -> Option<PathBuf> {
        let Self::Post(Post { path, .. }) = self else { return None };
        if path.is_symlink() {
            return Some(canonicalize(path).ok()?.parent()?.to_owned());
        }
        path.parent().map(Path::to_owned)
    }
}

impl Post {
    /// The setups whose reading counts.
    #[must_use]
    pub fn setups(&self) -> &[Setup] {
        &self.site.setups[self.setups.clone()]
    }

    /// Its text, under the name that reports show.
    ///
    /// # Errors
    /// As [`read`](super::read()).
    pub fn source(&self) -> Result<Source, Unreadable> {
        match &self.staged {
            Some(bytes) => Ok(Source::from_bytes(&self.name, bytes)),
            None => super::read(&self.path, &self.name),
        }
    }

    /// All posts of the site for each of [`Self::setups`]; nothing where [`Site::survey`] was not asked for.
    #[must_use]
    pub fn indexes(&self) -> &[Index] {
        self.site.indexes().get(self.setups.clone()).unwrap_or_default()
    }

    /// All findings in a text of this post, by the rules that count for it.
    #[must_use]
    pub fn check(&self, document: &Document<'_>) -> Vec<Diagnostic> {
        let mut rules = self.settings.rules_for(&self.path);
        if self.lost {
            // There is no page, so nothing matters but that.
            rules.to_mut().selected.keep_only(file_name_trap::RULE.name);
        }
        check_in_site(document, &self.in_site, self.setups(), self.indexes(), &rules)
    }

    /// Of the findings in a text of this post those that a change elsewhere caused; all where the post is a part of the
    /// change. [`Site::survey`] is asked for before, of both sites.
    #[must_use]
    pub fn caused(&self, document: &Document<'_>, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let Some(before) = self.before.as_ref().filter(|_| !found.is_empty()) else { return found };
        let old = Self { site: before.clone(), before: None, ..self.clone() }.check(document);
        let is_new = |one: &Diagnostic| {
            !old.iter().any(|other| (&other.rule, other.span) == (&one.rule, one.span))
        };
        found.into_iter().filter(is_new).collect()
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
pub fn distinct(items: Vec<Item>) -> Vec<Item> {
    let mut folders = HashMap::new();
    let mut named: Vec<(Option<(bool, PathBuf)>, Item)> =
        items.into_iter().map(|item| (item.real_path(&mut folders), item)).collect();
    // Files come under their own name first.
    let by_name = |item: &Item| item.name().to_owned();
    named.sort_by_key(|(real, _)| real.as_ref().is_some_and(|(is_link, _)| *is_link));
    let mut seen = HashSet::new();
    named.retain(|(real, _)| real.as_ref().is_none_or(|(_, path)| seen.insert(path.clone())));
    let mut items: Vec<Item> = named.into_iter().map(|(_, item)| item).collect();
    items.sort_by_cached_key(by_name);
    items
}

/// Whether a file outside any site is a post by its name.
pub fn has_ending(path: &Path) -> bool {
    is_markdown(&path.to_string_lossy())
}
