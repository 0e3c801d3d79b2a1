//! How Hugo reads a post.

mod yaml;

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::{
    ConfigFile, ConfigProblem, DateReading, Key, Place, Reading, Setup, SlugOf, Split, Version,
};
use crate::document::{Document, Format, Node};
use crate::text::Span;
use crate::value::Value;

/// Names of the files that hold a site's configuration, best first.
pub const CONFIG_NAMES: &[&str] = &[
    "hugo.toml",
    "hugo.yaml",
    "hugo.yml",
    "hugo.json",
    "config.toml",
    "config.yaml",
    "config.yml",
    "config.json",
    "config/_default",
];

/// The keys that Hugo's core knows.
pub const KEYS: &[Key] = &[];

/// A site's configuration.
#[derive(Debug, Default)]
pub struct Config {}

/// What pages inherit from the sections above them.
#[derive(Debug, Default)]
pub struct Sections {}

impl Sections {
    /// What the section files of a site say.
    #[must_use]
    pub fn read(_setup: &Setup, _config: &Config, _documents: &[(&str, &Document<'_>)]) -> Self {
        Self::default()
    }
}

pub(super) fn is_section(_setup: &Setup, _config: &Config, path: &str) -> bool {
    path.rsplit('/').next().is_some_and(|name| name.starts_with("_index."))
}

/// Reads a site's configuration.
#[must_use]
pub fn configure(_version: Version, _files: &[ConfigFile]) -> (Config, Vec<ConfigProblem>) {
    (Config::default(), Vec::new())
}

pub(super) fn read(
    _setup: &Setup,
    _config: &Config,
    _path: &str,
    _document: &Document<'_>,
) -> Reading {
    Reading::page()
}

pub(super) fn body_text<'t>(_setup: &Setup, _config: &Config, body: &'t str) -> Cow<'t, str> {
    Cow::Borrowed(body)
}

pub(super) fn split(_setup: &Setup, _config: &Config, text: &str) -> Split {
    Split { block: None, body: Span::new(0, text.len()), error: None }
}

pub(super) fn place(_setup: &Setup, _config: &Config, _path: &str) -> Place {
    Place::Content
}

pub(super) fn value(
    _setup: &Setup,
    _config: &Config,
    _node: &Node<'_>,
    _format: Format,
) -> Result<Value, String> {
    Ok(Value::Null)
}

pub(super) fn read_date(
    _setup: &Setup,
    _config: &Config,
    _key: &str,
    _node: &Node<'_>,
    _format: Format,
) -> DateReading {
    DateReading::Absent
}

pub(super) fn write_date(
    _setup: &Setup,
    _config: &Config,
    _instant: DateTime<Utc>,
    _format: Format,
) -> Option<String> {
    None
}

pub(super) fn zone(_setup: &Setup, _config: &Config) -> Option<Tz> {
    None
}

pub(super) fn slugify(_setup: &Setup, _config: &Config, _of: SlugOf, text: &str) -> String {
    text.to_owned()
}
