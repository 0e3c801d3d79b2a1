//! A Hugo site's configuration: every language's settings, and the folders that content comes from.

mod decode;
mod languages;
mod load;
mod markdown;
mod mounts;

use chrono_tz::Tz;

use super::cascade::Cascade;
use super::chain::Chains;
use super::content_path::Languages;
use super::paths::Spelling;
use super::patterns::Patterns;
use super::permalinks::PermalinkRule;
use crate::engine::{ConfigFile, ConfigProblem, Version};
use crate::value::Value;

pub(super) use load::lower_keys;
pub use markdown::Markdown;
pub(super) use mounts::Mount;

/// A site's configuration.
#[derive(Debug)]
pub struct Config {
    /// The languages that are built, best first; there is always one.
    pub(super) sites: Vec<Site>,
    /// Their codes in the same order.
    pub(super) codes: Vec<String>,
    /// Codes of languages that are declared but not built.
    pub(super) disabled: Vec<String>,
    /// Place of the default language in `sites`.
    pub(super) default_site: usize,
    /// Whether the configuration names languages at all, be it one alone or one that is not built.
    pub(super) names_languages: bool,
    /// Whether languages have hosts of their own.
    pub(super) multihost: bool,
    /// The folders that content comes from.
    pub(super) mounts: Vec<Mount>,
    /// `ignoreFiles`
    pub(super) ignored: Patterns,
    /// `security.allowContent`
    pub(super) allowed_content: Patterns,
    /// The themes and modules, which may bring shortcodes, formats and settings that are not seen here.
    pub(super) themes: Vec<String>,
    /// Whether there may be templates that are not seen here: those of a theme, a module or a mount.
    pub(super) has_unseen_templates: bool,
    /// `buildFuture`: whether pages of the future are built.
    pub build_future: bool,
    /// `markup.goldmark.renderer.unsafe`: whether HTML in a body reaches the page.
    pub shows_html: bool,
    /// How Markdown is read.
    pub markdown: Markdown,
    /// `baseURL`, as written; empty where there is none.
    pub(super) base_url: String,
    /// `staticDir`: the folders whose files are copied as they are.
    pub(super) static_folders: Vec<String>,
    /// The names of output formats that pages may ask for, in lower case.
    pub(super) output_formats: Vec<String>,
}

/// One language of a site with its settings.
#[derive(Clone, Debug)]
pub(super) struct Site {
    /// Its code, in lower case.
    pub code: String,
    /// What its URLs begin with, without slashes; empty for none.
    pub prefix: String,
    /// `timeZone`
    pub zone: Zone,
    /// `taxonomies`, by the name in front matter.
    pub taxonomies: Vec<Taxonomy>,
    /// `permalinks` in the order in which they are tried.
    pub permalinks: Vec<PermalinkRule>,
    /// `frontmatter`: where dates come from.
    pub chains: Chains,
    /// `uglyURLs`
    pub ugly: Ugly,
    /// `disablePathToLower`, `removePathAccents`
    pub spelling: Spelling,
    /// `disableKinds`, in lower case.
    pub disabled_kinds: Vec<String>,
    /// `disableAliases`
    pub disable_aliases: bool,
    /// `cascade`
    pub cascades: Vec<Cascade>,
    /// `params`, with keys in lower case.
    pub params: Value,
    /// Whether a reference to a page that is not there stops the build (`refLinksErrorLevel`).
    pub ref_errors: bool,
    /// `outputs.page`: the formats that pages are written in, in lower case.
    pub page_formats: Vec<String>,
    /// Whether `/` leads to the default language, where that has a folder.
    pub home_redirect: bool,
}

/// The zone in which dates without one are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Zone {
    /// None is set: UTC.
    Unset,
    /// A zone by name.
    Named(Tz),
    /// `Local`: that of the machine.
    Machine,
}

/// A taxonomy: `tag = "tags"`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Taxonomy {
    /// The key in front matter and the folder in URLs, in lower case.
    pub plural: String,
}

/// Which pages get a file of their own name instead of a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Ugly {
    /// `uglyURLs = true` or `false`
    All(bool),
    /// Only those of these sections.
    Sections(Vec<String>),
}

impl Default for Config {
    fn default() -> Self {
        configure(Version::new(0, 168), &[]).0
    }
}

impl Config {
    /// `baseURL`, as written; empty where there is none.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// The code of the language that files have without saying so.
    #[must_use]
    pub fn default_language(&self) -> &str {
        &self.sites[self.default_site].code
    }

    /// What the site names as its themes and modules.
    #[must_use]
    pub fn themes(&self) -> &[String] {
        &self.themes
    }

    /// The site of a language by its code.
    pub(super) fn site(&self, code: Option<&str>) -> &Site {
        let found = code.and_then(|code| self.sites.iter().find(|site| site.code == code));
        found.unwrap_or(&self.sites[self.default_site])
    }

    /// The language codes that file names may hold.
    pub(super) fn languages(&self) -> Languages<'_> {
        Languages { built: &self.codes, disabled: &self.disabled }
    }
}

impl Site {
    /// Whether pages of a section are ugly.
    pub(super) fn is_ugly(&self, section: &str) -> bool {
        match &self.ugly {
            Ugly::All(all) => *all,
            Ugly::Sections(sections) => sections.iter().any(|one| one == section),
        }
    }

    /// Whether pages of a kind are built at all.
    pub(super) fn builds(&self, kind: &str) -> bool {
        !self.disabled_kinds.iter().any(|disabled| disabled == kind)
    }
}

/// Reads a site's configuration from all its files. What is wrong is a problem, and the default counts.
#[must_use]
pub fn configure(_version: Version, files: &[ConfigFile]) -> (Config, Vec<ConfigProblem>) {
    let mut problems = Vec::new();
    let settings = load::load(files, &mut problems);
    let path = load::main_path(files);
    let config = decode::decode(&settings, &path, &mut problems);
    (config, problems)
}
