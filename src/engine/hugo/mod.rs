//! How Hugo reads a post: 0.168, and what its versions since 0.145 took away.
//!
//! | file | what Hugo does there |
//! |---|---|
//! | `fence`, `front_matter` | finds the block and reads it: `yaml`, `toml`, `json`, `org` |
//! | `config` | the site's settings; `cascade`, `permalinks`, `patterns`, `glob` |
//! | `place`, `content_path`, `sections` | what a file is by its name and neighbours |
//! | `page`, `cast` | keys to fields |
//! | `chain`, `dates`, `go_time` | where dates come from and which texts are dates |
//! | `url`, `target_path`, `paths` | the URL |
//! | `body`, `shortcodes`, `references`, `fence_attributes` | what in a body stops a build |

mod address;
mod asset;
mod body;
mod cascade;
mod cast;
mod chain;
mod config;
mod content_name;
mod content_path;
mod dates;
mod fence;
pub(super) mod fence_attributes;
mod front_matter;
mod glob;
mod go_time;
mod json;
mod keys;
mod link;
mod literal;
mod org;
mod page;
mod paths;
mod patterns;
mod permalinks;
mod place;
mod read;
mod references;
mod scalar;
mod sections;
pub mod shortcodes;
mod tags;
mod target_path;
mod taxonomy;
mod toml;
mod url;
mod yaml;

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::asset::Places;
use super::{
    AssetName, AssetQuery, ContentName, DateReading, Place, Reading, Setup, SlugOf, Split,
};
use crate::document::{Document, Format, Node};
use crate::value::Value;

pub use config::{Config, configure};
pub use keys::KEYS;
pub(super) use link::{makes_heading_ids, may_resolve, refused_link, resolves};
pub(super) use literal::show_literally;
pub use sections::Sections;
pub(super) use shortcodes::removed;
pub(super) use tags::tags;
pub(super) use taxonomy::{declares, taxonomies, taxonomy_url};

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

/// Whether a file makes a section: `_index.md` and its like.
pub(super) fn is_section(_setup: &Setup, _config: &Config, path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.len() > 7 && name.as_bytes()[..7].eq_ignore_ascii_case(b"_index.")
}

pub(super) fn read(setup: &Setup, config: &Config, path: &str, document: &Document<'_>) -> Reading {
    read::read(setup, config, path, document)
}

pub(super) fn body_text<'t>(_setup: &Setup, _config: &Config, body: &'t str) -> Cow<'t, str> {
    Cow::Borrowed(body)
}

pub(super) fn split(_setup: &Setup, _config: &Config, text: &str) -> Split {
    match fence::split(text) {
        Ok(fenced) => Split {
            block: fenced.block.and_then(|(language, span)| Some((language.format()?, span))),
            body: fenced.body,
            error: None,
        },
        Err(error) => Split {
            block: None,
            body: crate::text::Span::new(0, text.len()),
            error: Some(error.message.to_owned()),
        },
    }
}

pub(super) fn place(setup: &Setup, config: &Config, path: &str) -> Place {
    place::place(setup, config, path)
}

/// The code of a file's language; none where there is but one.
pub(super) fn tag_names(setup: &Setup) -> Vec<String> {
    let own = match &setup.sections {
        super::Sections::Hugo(sections) => sections.shortcodes.iter().cloned().collect(),
        _ => Vec::new(),
    };
    shortcodes::names().map(str::to_owned).chain(own).collect()
}

pub(super) fn language(setup: &Setup, config: &Config, path: &str) -> Option<String> {
    let located = place::locate(setup, config, path)?;
    (config.languages().built.len() > 1).then_some(located.language)
}

pub(super) fn content_name(setup: &Setup, config: &Config, path: &str) -> Option<ContentName> {
    content_name::content_name(setup, config, path)
}

pub(super) fn asset_name(setup: &Setup, config: &Config, path: &str) -> AssetName {
    content_name::asset_name(setup, config, path)
}

pub(super) fn places(setup: &Setup, config: &Config, query: AssetQuery<'_>) -> Places {
    asset::places(setup, config, query)
}

pub(super) fn value(
    _setup: &Setup,
    _config: &Config,
    node: &Node<'_>,
    format: Format,
) -> Result<Value, String> {
    scalar::value(node, format)
}

pub(super) fn read_date(
    setup: &Setup,
    config: &Config,
    key: &str,
    node: &Node<'_>,
    format: Format,
) -> DateReading {
    let site = config.site(None);
    if !site.chains.has_key(&key.to_lowercase()) {
        return DateReading::Absent;
    }
    let value = match scalar::value(node, format) {
        Ok(value) => value,
        Err(message) => return DateReading::Unreadable(message),
    };
    match &value {
        Value::Null => DateReading::Absent,
        Value::String(text) if text.is_empty() => DateReading::Absent,
        value => match dates::moment(value, read::zones(setup, site)) {
            Some(moment) => DateReading::Instant(moment.instant),
            None => DateReading::Unreadable(format!(
                "the {:?} front matter field is not a parsable date",
                key.to_lowercase()
            )),
        },
    }
}

pub(super) fn write_date(
    setup: &Setup,
    config: &Config,
    instant: DateTime<Utc>,
    format: Format,
) -> Option<String> {
    dates::written(instant, format, read::zones(setup, config.site(None)).site)
}

pub(super) fn zone(setup: &Setup, config: &Config) -> Option<Tz> {
    match config.site(None).zone {
        config::Zone::Unset => None,
        config::Zone::Named(zone) => Some(zone),
        config::Zone::Machine => Some(setup.machine_zone),
    }
}

/// Whether the site's configuration gives a meaning to a key of this name: a taxonomy, its weight, or a source of dates.
pub(super) fn names_key(config: &Config, name: &str) -> bool {
    let name = name.to_lowercase();
    let plural = name.strip_suffix("_weight").unwrap_or(&name);
    config.sites.iter().any(|site| {
        site.chains.has_key(&name) || site.taxonomies.iter().any(|one| one.plural == plural)
    })
}

pub(super) fn slugify(_setup: &Setup, config: &Config, of: SlugOf, text: &str) -> String {
    let spelling = config.site(None).spelling;
    match of {
        SlugOf::Path | SlugOf::Term => {
            let path = if spelling.keep_case { text.to_owned() } else { paths::normalize(text) };
            paths::sanitize(&path, spelling)
        }
        SlugOf::Heading => paths::heading(text),
    }
}
