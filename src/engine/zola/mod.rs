//! How Zola reads a post, at version 0.22 and 0.23.
//!
//! Facts come from the sources of both versions; each module names the file that it follows.

mod alias;
pub mod anchor;
mod asset;
mod body;
pub mod config;
mod content_name;
pub mod date;
pub mod fence;
pub mod front_matter;
mod function;
mod keys;
mod link;
pub mod literal;
mod path;
mod place;
mod plain;
mod read;
mod scalar;
mod section;
pub mod shortcode;
pub mod slug;
mod tags;
mod taxonomy;
mod template;
pub mod tera;
mod version;
mod world;

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::asset::Places;
use super::{
    AssetName, AssetQuery, ContentName, DateReading, Place, Reading, Setup, SlugOf, Split,
};
use crate::document::{Document, Format, Node};
use crate::text::Span;
use crate::value::Value;

pub(super) use anchor::in_html as ids_in_html;
pub use config::{Config, NAMES as CONFIG_NAMES, configure};
pub use keys::{PAGE as KEYS, SECTION as SECTION_KEYS};
pub(super) use literal::show_literally;
pub(super) use read::unpublished;
pub use section::Sections;
pub use shortcode::read as shortcodes;
pub(super) use tags::tags;
pub(super) use taxonomy::{declares, names as taxonomies, taxonomy_url};
pub(in crate::engine) use version::COMPONENTS;
pub use version::{detect as detect_version, template_files};

pub(super) fn read(setup: &Setup, config: &Config, path: &str, document: &Document<'_>) -> Reading {
    read::read(setup, config, path, document)
}

pub(super) fn is_section(_setup: &Setup, config: &Config, path: &str) -> bool {
    path.starts_with("content/") && section::is_section(path, config)
}

/// Zola's body is the text as it stands.
pub(super) fn body_text<'t>(_setup: &Setup, _config: &Config, body: &'t str) -> Cow<'t, str> {
    Cow::Borrowed(body)
}

pub(super) fn split(setup: &Setup, _config: &Config, text: &str) -> Split {
    match fence::find(text, setup.target.version) {
        None => Split {
            block: None,
            body: Span::new(0, text.len()),
            error: Some(
                "Couldn't find front matter. Did you forget to add `+++` or `---`?".to_owned(),
            ),
        },
        Some(fences) => {
            let newline = if fences.block.text(text).starts_with('\r') { 2 } else { 1 };
            let start = (fences.block.start + newline).min(fences.block.end);
            Split {
                block: Some((fences.format, Span::new(start, fences.block.end))),
                body: fences.body,
                error: None,
            }
        }
    }
}

pub(super) fn place(setup: &Setup, config: &Config, path: &str) -> Place {
    place::place(path, config, &setup.listing)
}

/// The code of a file's language; none where there is but one.
pub(super) fn tag_names(setup: &Setup, config: &Config) -> Vec<String> {
    if setup.target.version >= version::COMPONENTS {
        return config.components.iter().flat_map(|known| known.keys().cloned()).collect();
    }
    let theme = config.settings.theme.as_deref().unwrap_or_default();
    let folders =
        ["templates/shortcodes".to_owned(), format!("themes/{theme}/templates/shortcodes")];
    let files = folders.iter().flat_map(|folder| setup.listing.below(folder));
    let stem =
        |path: &str| path.rsplit('/').next()?.rsplit_once('.').map(|(stem, _)| stem.to_owned());
    files.filter_map(stem).collect()
}

pub(super) fn language(config: &Config, path: &str) -> Option<String> {
    let info = path::FileInfo::new(path, config).ok()?;
    config.has_other_languages().then(|| info.language.to_owned())
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
    _setup: &Setup,
    _config: &Config,
    key: &str,
    node: &Node<'_>,
    format: Format,
) -> DateReading {
    scalar::date(key, node, format)
}

/// RFC 3339 in UTC stands without quotes in both formats; Zola reads no other.
pub(super) fn write_date(
    _setup: &Setup,
    _config: &Config,
    instant: DateTime<Utc>,
    format: Format,
) -> Option<String> {
    match format {
        Format::Yaml | Format::Toml => date::write(instant),
        Format::Json | Format::HexoJson => None,
    }
}

/// Zola has no setting for a zone: what names none is UTC.
pub(super) fn zone(_setup: &Setup, _config: &Config) -> Option<Tz> {
    None
}

pub(super) fn slugify(_setup: &Setup, config: &Config, of: SlugOf, text: &str) -> String {
    let slugify = config.settings.slugify;
    match of {
        SlugOf::Path => slug::path(text, slugify.paths),
        SlugOf::Term => slug::path(text, slugify.taxonomies),
        SlugOf::Heading => slug::anchor(text, slugify.anchors),
    }
}

/// Whether a link that leads nowhere stops the build.
pub(super) fn fails_at_links(config: &Config) -> bool {
    config.settings.link_checker.internal_level == config::settings::Level::Error
}

/// The ids of a body's headings.
pub(super) fn heading_ids(
    config: &Config,
    outline: &crate::document::body::outline::Outline,
) -> Vec<String> {
    anchor::of_headings(outline, config.settings.slugify.anchors)
}
