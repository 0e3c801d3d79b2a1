//! Hexo's configuration: `_config.yml` over the defaults, typed as Hexo uses it.
//!
//! The defaults are those of `lib/hexo/default_config.ts`; how files are merged is `load_config.ts` and
//! `multi_config_path.ts`.

mod files;
mod glob;
mod typed;

use std::collections::HashMap;

use chrono_tz::Tz;

use crate::engine::{ConfigFile, ConfigProblem, Version};
use crate::value::Value;

pub use glob::Globs;

/// A site's configuration.
#[derive(Clone, Debug)]
pub struct Config {
    /// The version that reads it.
    pub version: Version,
    /// Whether there is a configuration file at all.
    pub found: bool,
    /// Everything that the files hold, merged, without Hexo's defaults.
    pub values: Value,
    /// `timezone`
    pub timezone: Timezone,
    /// `updated_option`
    pub updated_option: UpdatedOption,
    /// `permalink`: the pattern of post URLs.
    pub permalink: String,
    /// `permalink_defaults`: variables for posts that do not have them.
    pub permalink_defaults: Vec<(String, String)>,
    /// `new_post_name`, from which dates and slugs are read back; none where it is no text.
    pub new_post_name: Option<String>,
    /// `source_dir` without slashes around it.
    pub source_dir: String,
    /// `skip_render`
    pub skip_render: Globs,
    /// `include`
    pub include: Globs,
    /// `exclude`
    pub exclude: Globs,
    /// `ignore`
    pub ignore: Globs,
    /// `render_drafts`
    pub render_drafts: bool,
    /// `post_asset_folder`
    pub post_asset_folder: bool,
    /// `future`: whether posts of the future are published.
    pub future: bool,
    /// `filename_case`
    pub filename_case: Case,
    /// `default_category`
    pub default_category: String,
    /// `category_map`
    pub category_map: HashMap<String, String>,
    /// `tag_map`
    pub tag_map: HashMap<String, String>,
    /// `tag_dir`
    pub tag_dir: String,
    /// `category_dir`
    pub category_dir: String,
    /// `use_slug_as_post_title` (7.3 and later)
    pub slug_as_title: bool,
    /// Whether fenced code is highlighted before Markdown is read.
    pub highlights: bool,
    /// Whether the Markdown renderer is told to leave template tags alone.
    pub plain_markdown: bool,
    /// `theme`; none for `false` or nothing.
    pub theme: Option<String>,
    /// The plugins that `package.json` asks for; none where there is no such file.
    pub plugins: Option<Vec<String>>,
}

/// The zone in which dates without one are meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Timezone {
    /// None is named: that of the machine.
    Machine,
    /// A zone that moment-timezone knows.
    Site(Tz),
    /// Something else, for which Hexo drops every post with a date.
    Unknown(String),
}

/// What stands in for a date of change that is not written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UpdatedOption {
    /// `mtime`, and any word that Hexo does not know: when the file was changed.
    FileTime,
    /// `date`: the date of the post.
    Date,
    /// `empty`: nothing.
    Nothing,
}

/// What is done to the case of file names, tags and categories on their way into URLs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// 0: nothing.
    Kept,
    /// 1
    Lower,
    /// 2
    Upper,
}

/// Reads a site's configuration. Theme configurations (`_config.NAME.yml`) are only checked; of several files
/// of the site, the later ones override the earlier ones.
#[must_use]
pub fn configure(version: Version, files: &[ConfigFile]) -> (Config, Vec<ConfigProblem>) {
    let mut problems = Vec::new();
    let merged = files::merge(files, &mut problems);
    let config = typed::read(version, &merged, &mut problems);
    (config, problems)
}
