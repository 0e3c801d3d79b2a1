//! How Hexo reads a post: fences, js-yaml, dates through JavaScript, permalinks, terms, template tags.
//!
//! The facts are those of Hexo 8.1.2 and the packages that it brings; what older versions do otherwise is
//! asked of [`Config::version`].

mod asset;
mod block;
mod body;
pub mod config;
mod content_name;
mod dates;
mod diacritics;
mod fence;
mod heading;
mod item;
mod js;
mod js_yaml;
mod json;
mod keys;
mod link;
mod literal;
mod name;
pub mod nunjucks;
mod page;
mod pattern;
mod permalink;
mod place;
mod post;
mod schema;
mod slug;
mod tags;
mod terms;
mod typing;

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::asset::Places;
use super::{
    AssetName, AssetQuery, ContentName, DateReading, Outcome, Place, Reading, Setup, SlugOf, Split,
    UrlDate,
};
use crate::document::{Document, Format, Node};
use crate::value::Value;

pub(super) use body::FIELDS;
pub use config::{Case, Config, Timezone, UpdatedOption, configure};
pub(super) use heading::{anchor, is_typographic};
pub use keys::{KEYS, RESERVED};
pub(super) use link::{
    has_foreign_addresses, makes_heading_ids, may_resolve_links, post_name, tag_link,
};
pub(super) use literal::show_literally;
pub(super) use tags::tags;
pub(super) use terms::{taxonomy_url, term_slug};

/// Names of the files that hold a site's configuration, best first.
pub const CONFIG_NAMES: &[&str] = &["_config.yml", "_config.yaml", "_config.json"];

pub(super) fn read(setup: &Setup, config: &Config, path: &str, document: &Document<'_>) -> Reading {
    read_on(setup.machine_zone, setup, config, path, document)
}

/// What Hexo makes of a file on a machine whose clock is in this zone.
pub(super) fn read_on(
    machine: Tz,
    setup: &Setup,
    config: &Config,
    path: &str,
    document: &Document<'_>,
) -> Reading {
    let item = item::Item { setup, config, document, machine };
    match place::role(setup, config, path) {
        place::Role::Post(below) => post::read(item, "_posts", below),
        place::Role::Draft(below) => post::read(item, "_drafts", below),
        place::Role::Page(below) => page::read(item, below),
        place::Role::Asset | place::Role::Ignored => Reading::without_page(Outcome::Dropped, None),
    }
}

/// What the path of a post says about it, by `new_post_name`, over its front matter.
pub(super) fn keys_from_path(setup: &Setup, config: &Config, path: &str) -> Vec<(String, String)> {
    let (place::Role::Post(below) | place::Role::Draft(below)) = place::role(setup, config, path)
    else {
        return Vec::new();
    };
    let Some(pattern) = config.new_post_name.as_deref() else { return Vec::new() };
    name::read(pattern, below).keys()
}

/// What `permalink` shows of the date.
pub(super) fn date_in_urls(config: &Config) -> UrlDate {
    permalink::date_in(&config.permalink)
}

pub(super) fn body_text<'t>(_setup: &Setup, _config: &Config, body: &'t str) -> Cow<'t, str> {
    fence::normalize(body)
}

pub(super) fn split(_setup: &Setup, _config: &Config, text: &str) -> Split {
    match fence::split(text) {
        None => Split { block: None, body: fence::whole(text), error: None },
        Some(block) => {
            let format = match block.language {
                fence::Language::Yaml => Format::Yaml,
                fence::Language::Json => Format::HexoJson,
            };
            Split { block: Some((format, block.data)), body: block.content, error: None }
        }
    }
}

pub(super) fn place(setup: &Setup, config: &Config, path: &str) -> Place {
    place::place(setup, config, path)
}

/// Whether a file lies among posts and drafts.
pub(super) fn tag_names(setup: &Setup, config: &Config) -> Vec<String> {
    body::registry(setup, config).names()
}

pub(super) fn is_post(setup: &Setup, config: &Config, path: &str) -> bool {
    matches!(place::role(setup, config, path), place::Role::Post(_) | place::Role::Draft(_))
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
    config: &Config,
    node: &Node<'_>,
    format: Format,
) -> Result<Value, String> {
    typing::value(node, format, block::schema(config))
}

pub(super) fn read_date(
    setup: &Setup,
    config: &Config,
    _key: &str,
    node: &Node<'_>,
    format: Format,
) -> DateReading {
    read_date_on(setup.machine_zone, config, node, format)
}

/// What becomes of a date on a machine whose clock is in this zone.
pub(super) fn read_date_on(
    machine: Tz,
    config: &Config,
    node: &Node<'_>,
    format: Format,
) -> DateReading {
    let zones = dates::Zones { machine, site: &config.timezone };
    typing::date(node, format, block::schema(config), zones)
}

pub(super) fn write_date(
    setup: &Setup,
    config: &Config,
    instant: DateTime<Utc>,
    format: Format,
) -> Option<String> {
    let zones = dates::Zones { machine: setup.machine_zone, site: &config.timezone };
    dates::write(instant, format, zones)
}

pub(super) fn zone(_setup: &Setup, config: &Config) -> Option<Tz> {
    match &config.timezone {
        Timezone::Site(zone) => Some(*zone),
        Timezone::Machine | Timezone::Unknown(_) => None,
    }
}

/// Whether the pattern of addresses asks for a key of this name (`:abbrlink`).
pub(super) fn names_key(config: &Config, name: &str) -> bool {
    let patterns = [Some(&config.permalink), config.new_post_name.as_ref()];
    patterns.into_iter().flatten().any(|pattern| {
        pattern.split(':').skip(1).any(|rest| {
            rest.strip_prefix(name).is_some_and(|rest| {
                !rest.starts_with(|next: char| next.is_alphanumeric() || next == '_')
            })
        })
    })
}

pub(super) fn slugify(_setup: &Setup, config: &Config, of: SlugOf, text: &str) -> String {
    match of {
        // A slug is the file name as it stands, unless `new_post_name` has no `:title` for it.
        SlugOf::Path => text.to_owned(),
        SlugOf::Term => slug::slugize(text, config.filename_case),
        SlugOf::Heading => slug::slugize(text, anchor_case(config)),
    }
}

/// What `marked.modifyAnchors` makes of the case of anchors (hexo-renderer-marked, `lib/renderer.js`: `anchorId`).
fn anchor_case(config: &Config) -> Case {
    match config.values.get("marked").and_then(|marked| marked.get("modifyAnchors")) {
        Some(Value::Int(1)) => Case::Lower,
        Some(Value::Int(2)) => Case::Upper,
        _ => Case::Kept,
    }
}
