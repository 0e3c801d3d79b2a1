//! What pages take from the `_index.md` files above them, and which folders are pages themselves.

use std::collections::{HashMap, HashSet};

use super::cascade::{Cascade, cascades};
use super::cast;
use super::config::Config;
use super::content_path::{ContentPath, FileKind};
use super::front_matter;
use super::place::{Located, is_ignored, locate};
use super::references::References;
use crate::document::Document;
use crate::engine::Setup;

/// What pages inherit from the sections above them.
#[derive(Debug, Default)]
pub struct Sections {
    /// Folders of the site that hold an `index.md`: all else in them belongs to that page.
    pub(super) leaf_folders: HashSet<String>,
    /// Sections by their logical path, one for each language.
    branches: HashMap<String, Vec<Branch>>,
    /// Names of the shortcodes that the site has templates for, in lower case.
    pub(super) shortcodes: HashSet<String>,
    /// Whether the site has templates at all, and is not just content for a theme.
    pub(super) has_templates: bool,
    /// The pages that references can lead to.
    pub(super) references: References,
}

/// The page of a section in one language.
#[derive(Debug)]
pub(super) struct Branch {
    language: String,
    /// Its `slug`, which takes the place of the folder's name in URLs; empty for none.
    pub slug: String,
    pub title: String,
    pub cascades: Vec<Cascade>,
}

impl Sections {
    /// Reads the files that make sections: `_index.md` and its like, by their path from the site's root.
    #[must_use]
    pub fn read(setup: &Setup, config: &Config, files: &[(&str, &Document<'_>)]) -> Self {
        let mut sections = Self {
            shortcodes: own_shortcodes(setup),
            has_templates: setup.listing.below("layouts").next().is_some(),
            ..Self::default()
        };
        sections.add_listing(setup, config);
        for (path, document) in files {
            let Some(Located { content, language }) = locate(setup, config, path) else { continue };
            if content.kind != FileKind::Branch || content.disabled {
                continue;
            }
            let Ok(read) = front_matter::read(document) else { continue };
            let text = |key: &str| read.values.get(key).map(cast::text).unwrap_or_default();
            let branch = Branch {
                language,
                slug: text("slug").trim_matches('-').to_owned(),
                title: text("title"),
                cascades: read
                    .values
                    .get("cascade")
                    .and_then(|value| cascades(value).ok())
                    .unwrap_or_default(),
            };
            sections.branches.entry(content.base()).or_default().push(branch);
        }
        sections
    }

    /// Takes in which files there are.
    fn add_listing(&mut self, setup: &Setup, config: &Config) {
        for taxonomy in config.sites.iter().flat_map(|site| &site.taxonomies) {
            self.references.add_taxonomy(&taxonomy.plural);
        }
        for mount in &config.mounts {
            for path in setup.listing.below(&mount.source) {
                let Some(below) = mount.below(path) else { continue };
                if is_ignored(config, path) {
                    continue;
                }
                let content = ContentPath::parse(&below, config.languages());
                if content.kind == FileKind::Leaf {
                    let folder = path.rfind('/').map_or("", |at| &path[..at]);
                    self.leaf_folders.insert(folder.to_owned());
                }
                self.references.add(&content);
            }
        }
    }

    /// The section with this logical path in a language.
    pub(super) fn branch(&self, path: &str, language: &str) -> Option<&Branch> {
        self.branches.get(path)?.iter().find(|branch| branch.language == language)
    }

    /// The sections above a logical path, nearest first, the home page last; not the path itself.
    pub(super) fn above<'s>(
        &'s self,
        path: &'s str,
        language: &'s str,
    ) -> impl Iterator<Item = &'s Branch> {
        let ends = path.rmatch_indices('/').map(|(at, _)| at);
        ends.filter_map(move |end| self.branch(&path[..end], language))
    }

    /// The logical path of the section that a page lies in: the nearest folder with an `_index.md`, else the
    /// first folder, else the home page (empty).
    pub(super) fn current<'p>(&self, path: &'p str, language: &str) -> &'p str {
        let mut ends: Vec<usize> = path.match_indices('/').map(|(at, _)| at).collect();
        while let Some(end) = ends.pop() {
            let folder = &path[..end];
            let is_first = ends.len() == 1;
            if is_first || self.branch(folder, language).is_some() {
                return folder;
            }
        }
        ""
    }

    /// A folder with the slugs of its sections in their places; `folder` begins with a slash.
    pub(super) fn with_slugs(&self, folder: &str, language: &str) -> String {
        if self.branches.is_empty() {
            return folder.to_owned();
        }
        let mut out = String::with_capacity(folder.len());
        let mut end = 0;
        for part in folder.split('/').skip(1) {
            end += 1 + part.len();
            let path = super::paths::normalize(&folder[..end]);
            let slug = self.branch(&path, language).map(|branch| branch.slug.as_str());
            out.push('/');
            out.push_str(slug.filter(|slug| !slug.is_empty()).unwrap_or(part));
        }
        out
    }
}

/// The names of templates below `layouts/…/_shortcodes/`, or `layouts/shortcodes/` as it was before 0.146.
fn own_shortcodes(setup: &Setup) -> HashSet<String> {
    let name = |path: &str| {
        let inside = ["/_shortcodes/", "/shortcodes/"]
            .iter()
            .find_map(|folder| path.find(folder).map(|at| &path[at + folder.len()..]))?;
        let stem = inside.rsplit('/').next().and_then(|name| name.find('.'));
        let folder = inside.rfind('/').map_or(0, |at| at + 1);
        Some(inside[..folder + stem?].to_lowercase())
    };
    setup.listing.below("layouts").filter_map(name).collect()
}
