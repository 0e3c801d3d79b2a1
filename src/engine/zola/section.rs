//! What the `_index.md` files of a site mean for the pages below them
//! (content/src/library.rs: populate_sections, sort_section_pages; site/src/lib.rs: load).

use std::collections::{BTreeMap, HashSet};

use crate::document::Document;
use crate::engine::Setup;

use super::config::Config;
use super::fence;
use super::front_matter::{self, Page, Section, SortBy};
use super::path::FileInfo;

/// The sections of a site that could be read, by the path of their file below `content`.
#[derive(Debug, Default)]
pub struct Sections {
    known: BTreeMap<String, Known>,
    /// The URLs of all of them, without the slashes around them.
    urls: HashSet<String>,
}

/// A section.
#[derive(Debug)]
struct Known {
    url: String,
    keys: Section,
}

impl Sections {
    /// Reads the sections among the documents of a site, which come with their path from its root.
    #[must_use]
    pub fn read(setup: &Setup, config: &Config, documents: &[(&str, &Document<'_>)]) -> Self {
        let version = setup.target.version;
        let known: BTreeMap<String, Known> = documents
            .iter()
            .filter(|(path, _)| is_section(path, config))
            .filter_map(|(path, document)| {
                let file = FileInfo::new(path, config).ok()?;
                let text = document.source.text.as_str();
                let fences = fence::find(text, version)?;
                let block = front_matter::Block {
                    text: fences.block.text(text),
                    format: fences.format,
                    plain: document.plain(fences.block),
                };
                let keys = front_matter::section(block, version).ok()?;
                Some((file.relative.to_owned(), Known { url: file.section_url(), keys }))
            })
            .collect();
        let urls = known.values().map(|section| section.url.trim_matches('/').to_owned());
        Self { urls: urls.collect(), known }
    }

    /// Whether a folder above the file is a draft, so that a build leaves it out.
    #[must_use]
    pub fn is_in_draft(&self, relative: &str) -> bool {
        self.known
            .iter()
            .filter(|(_, section)| section.keys.draft)
            .any(|(path, _)| relative.starts_with(folder_of(path)))
    }

    /// Whether the page is written: it stands in no section, or in one that can sort it.
    #[must_use]
    pub fn writes(&self, file: &FileInfo<'_>, page: &Page, dated: bool) -> bool {
        let mut folders = file.folders.as_slice();
        while !folders.is_empty() {
            let Some(section) = self.above(folders, file) else {
                // An orphan is written, but not what a section below could not sort.
                return folders.len() == file.folders.len();
            };
            if is_sortable(section.sort_by, page, dated) {
                return true;
            }
            if !section.transparent {
                return false;
            }
            folders = &folders[..folders.len() - 1];
        }
        // The root always is a section, and sorts nothing where it has no file.
        self.above(&[], file).is_none_or(|root| is_sortable(root.sort_by, page, dated))
    }

    /// The template that sections give the page: the one nearest above that gives any.
    #[must_use]
    pub fn page_template(&self, file: &FileInfo<'_>) -> Option<&str> {
        self.above(&file.folders, file)?;
        (0..=file.folders.len())
            .rev()
            .filter_map(|depth| self.above(&file.folders[..depth], file))
            .find_map(|section| section.page_template.as_deref())
    }

    /// The file of another section whose URL or alias is one of `paths`, to the letter.
    #[must_use]
    pub fn collision<'p>(
        &self,
        relative: &str,
        mut paths: impl Iterator<Item = &'p str>,
    ) -> Option<(&'p str, &str)> {
        paths.find_map(|path| {
            let (file, _) = self.known.iter().find(|(file, section)| {
                *file != relative
                    && section.keys.render
                    && (section.url == path || section.keys.aliases.iter().any(|it| it == path))
            })?;
            Some((path, file.as_str()))
        })
    }

    /// Whether an `index.md` at this URL stands in the way of a section: Zola compares without the slashes.
    #[must_use]
    pub fn is_folder_of_section(&self, url: &str) -> bool {
        self.urls.contains(url.trim_matches('/'))
    }

    /// The URLs of sections that are nothing but a redirect to `url`.
    pub fn redirects_to<'s>(&'s self, url: &'s str) -> impl Iterator<Item = &'s str> {
        let leads_there = move |section: &&Known| {
            let target = section.keys.redirect_to.as_deref().filter(|to| is_inside(to));
            section.keys.render
                && target.is_some_and(|to| to.trim_matches('/') == url.trim_matches('/'))
        };
        self.known.values().filter(leads_there).map(|section| section.url.as_str())
    }

    /// The same with the URLs of sections that redirect to one of these, and so on.
    #[must_use]
    pub fn leading_to<'s>(&'s self, url: &'s str) -> Vec<&'s str> {
        let mut found = vec![url];
        let mut next = 0;
        while let Some(goal) = found.get(next).copied() {
            let new: Vec<&str> =
                self.redirects_to(goal).filter(|section| !found.contains(section)).collect();
            found.extend(new);
            next += 1;
        }
        found.split_off(1)
    }

    /// The URL of a section that only leads elsewhere, by its path from the folder of content.
    #[must_use]
    pub fn redirecting(&self, relative: &str) -> Option<&str> {
        let section = self.known.get(relative)?;
        section.keys.redirect_to.is_some().then_some(section.url.as_str())
    }

    /// Whether the site has a home page, which it always has unless its section says no.
    #[must_use]
    pub fn has_home(&self) -> bool {
        self.known.get("_index.md").is_none_or(|home| home.keys.render)
    }

    /// The templates that sections name.
    pub fn templates(&self) -> impl Iterator<Item = &str> {
        let keys = self.known.values().map(|section| &section.keys);
        keys.flat_map(|keys| [&keys.template, &keys.page_template]).filter_map(Option::as_deref)
    }

    /// The section of a folder in the language of a file.
    fn above(&self, folders: &[&str], file: &FileInfo<'_>) -> Option<&Section> {
        if self.known.is_empty() {
            return None;
        }
        let name = file.index_name();
        let path = folders.iter().chain([&&*name]).copied().collect::<Vec<_>>().join("/");
        self.known.get(&path).map(|section| &section.keys)
    }
}

/// Whether a path is that of a section: `_index.md`, or `_index.CODE.md` with a language of the site.
#[must_use]
pub fn is_section(path: &str, config: &Config) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let code = match name.strip_prefix("_index.").and_then(|rest| rest.strip_suffix("md")) {
        None => return false,
        Some("") => return true,
        Some(code) => code.trim_end_matches('.'),
    };
    code != config.settings.default_language && config.languages.contains_key(code)
}

/// Whether a redirect stays in the site (utils/src/net.rs: is_external_link).
fn is_inside(target: &str) -> bool {
    !target.starts_with("http:") && !target.starts_with("https:")
}

/// The folder of a file, with a `/` behind unless it is the root.
fn folder_of(path: &str) -> &str {
    &path[..path.rfind('/').map_or(0, |at| at + 1)]
}

/// Whether a page has the key that its section sorts by (content/src/sorting.rs).
fn is_sortable(by: SortBy, page: &Page, dated: bool) -> bool {
    match by {
        SortBy::Date => dated,
        SortBy::UpdateDate => dated || page.updated.is_some_and(|it| it.instant().is_some()),
        SortBy::Title | SortBy::TitleBytes => page.title.is_some(),
        SortBy::Weight => page.weight.is_some(),
        SortBy::Slug | SortBy::Permalink | SortBy::None => true,
    }
}
