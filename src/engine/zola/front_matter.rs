//! The block, typed as Zola types it (content/src/front_matter/{page,section,extra}.rs).
//!
//! Zola gives the block to `serde_yaml` or `toml` with a type of its own; the same type here makes the same of every
//! scalar, unknown key and duplicate. Pages pass over unknown keys, sections refuse them.

use std::collections::BTreeMap;

use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer};

use crate::document::{Format, Tree};
use crate::engine::Version;
use crate::value::typed::{self, Datetime, JsonMap, JsonValue, TomlValue};

use super::config::settings::InsertAnchor;
use super::date::{self, Moment};
use super::plain;

/// The keys of a page.
#[derive(Clone, Debug, Deserialize)]
#[serde(default)]
pub struct Page {
    /// The title.
    pub title: Option<String>,
    /// About the page.
    pub description: Option<String>,
    /// When it was last changed.
    #[serde(deserialize_with = "moment")]
    pub updated: Option<Moment>,
    /// When it was written.
    #[serde(deserialize_with = "moment")]
    pub date: Option<Moment>,
    /// Whether a build leaves it out.
    pub draft: bool,
    /// Whether it is written.
    pub render: bool,
    /// The last part of the URL.
    pub slug: Option<String>,
    /// The whole path of the URL.
    pub path: Option<String>,
    /// Terms by the name of their taxonomy.
    pub taxonomies: BTreeMap<String, Vec<String>>,
    /// Its order among others.
    pub weight: Option<usize>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Old paths.
    pub aliases: Vec<String>,
    /// The template.
    pub template: Option<String>,
    /// Whether the search finds it.
    pub in_search_index: bool,
    /// The site's own keys.
    pub extra: Extra,
}

/// The keys of `_index.md`.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Section {
    /// The title.
    pub title: Option<String>,
    /// About the section.
    pub description: Option<String>,
    /// How its pages are sorted.
    pub sort_by: SortBy,
    /// Its order among other sections.
    pub weight: usize,
    /// Whether a build leaves its whole folder out.
    pub draft: bool,
    /// The template.
    pub template: Option<String>,
    /// How many pages stand on one page.
    pub paginate_by: Option<usize>,
    /// Whether the order is turned round first.
    pub paginate_reversed: bool,
    /// The path of further pages.
    pub paginate_path: String,
    /// Where headings of its pages get a link to themselves.
    pub insert_anchor_links: Option<InsertAnchor>,
    /// Whether it is written.
    pub render: bool,
    /// Where it leads instead.
    pub redirect_to: Option<String>,
    /// Whether the search finds it.
    pub in_search_index: bool,
    /// Whether its pages stand in the section above too.
    pub transparent: bool,
    /// The template of pages below.
    pub page_template: Option<String>,
    /// Old paths.
    pub aliases: Vec<String>,
    /// Whether it has feeds.
    pub generate_feeds: bool,
    /// The site's own keys.
    pub extra: Extra,
}

/// `sort_by`
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SortBy {
    /// The newest first.
    Date,
    /// The newest by its last change.
    UpdateDate,
    /// By title, in natural order.
    Title,
    /// By title, in order of bytes.
    TitleBytes,
    /// The lightest first.
    Weight,
    /// By slug.
    Slug,
    /// By URL.
    Permalink,
    /// Not at all.
    #[default]
    None,
}

/// `extra` as Zola 0.22 reads it: anything that JSON can hold.
#[derive(Clone, Debug, Default)]
pub struct Extra {
    /// Whether the key is there at all.
    pub given: bool,
    /// What it holds.
    pub values: JsonMap<String, JsonValue>,
}

impl<'de> Deserialize<'de> for Extra {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self { given: true, values: JsonMap::deserialize(deserializer)? })
    }
}

/// `extra` as Zola 0.23 reads it: a table of anything that TOML can hold, so no null.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct OnlyExtra {
    #[serde(deserialize_with = "toml_table")]
    extra: (),
}

fn toml_table<'de, D: Deserializer<'de>>(deserializer: D) -> Result<(), D::Error> {
    match TomlValue::deserialize(deserializer)? {
        TomlValue::Table(_) => Ok(()),
        _ => Err(D::Error::custom("extra must be a map/table")),
    }
}

/// The first version whose `extra` cannot hold a null.
const EXTRA_WITHOUT_NULL: Version = Version::new(0, 23);

/// A block to be read.
#[derive(Clone, Copy, Debug)]
pub struct Block<'b> {
    /// Its text.
    pub text: &'b str,
    /// Its language.
    pub format: Format,
    /// Its tree, where no reader finds anything else in it.
    pub plain: Option<&'b Tree<'b>>,
}

/// Reads the block of a page.
///
/// # Errors
/// Why Zola refuses it, in its words.
pub fn page(block: Block<'_>, version: Version) -> Result<Page, String> {
    let page: Page = read(block)?;
    check_extra(&page.extra, block, version)?;
    refusal(&page).map_or(Ok(page), Err)
}

/// Reads the block of a section.
///
/// # Errors
/// Why Zola refuses it, in its words.
pub fn section(block: Block<'_>, version: Version) -> Result<Section, String> {
    let section: Section = read(block)?;
    check_extra(&section.extra, block, version)?;
    Ok(section)
}

fn check_extra(extra: &Extra, block: Block<'_>, version: Version) -> Result<(), String> {
    if extra.given && block.format == Format::Yaml && version >= EXTRA_WITHOUT_NULL {
        read::<OnlyExtra>(block)?;
    }
    Ok(())
}

fn read<T: DeserializeOwned>(Block { text: block, format, plain }: Block<'_>) -> Result<T, String> {
    if let Some(value) = plain.and_then(|tree| plain::read(&tree.root)) {
        return Ok(value);
    }
    if format == Format::Toml {
        return typed::toml(block).map_err(|error| {
            let before = block.get(..error.at).unwrap_or(block);
            let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
            let column = before.rsplit('\n').next().map_or(0, |last| last.chars().count()) + 1;
            format!("TOML parse error at line {line}, column {column}: {}", error.message)
        });
    }
    typed::yaml(block).map_err(|error| format!("YAML deserialize error: {}", error.message))
}

/// What Zola refuses of a page whose types are right (PageFrontMatter::parse).
fn refusal(page: &Page) -> Option<String> {
    let empty = |text: &Option<String>| text.as_ref().is_some_and(String::is_empty);
    if empty(&page.slug) {
        return Some("`slug` can't be empty if present".to_owned());
    }
    if empty(&page.path) {
        return Some("`path` can't be empty if present".to_owned());
    }
    if page.taxonomies.values().flatten().any(|term| term.trim().is_empty()) {
        return Some("A taxonomy term cannot be an empty string".to_owned());
    }
    if page.date == Some(Moment::Nowhere) {
        return Some("`date` could not be parsed".to_owned());
    }
    None
}

/// A date of TOML, or a text that reads as one.
fn moment<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Moment>, D::Error> {
    // The name stands in the message for what is neither.
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum MaybeDatetime {
        Datetime(Datetime),
        String(String),
    }

    match MaybeDatetime::deserialize(deserializer)? {
        MaybeDatetime::Datetime(value) => Ok(Some(date::from_toml(&value))),
        MaybeDatetime::String(text) => match date::parse(&text) {
            Some(moment) => Ok(Some(moment)),
            None => Err(D::Error::custom("Unable to parse datetime")),
        },
    }
}

impl Default for Page {
    fn default() -> Self {
        Self {
            title: None,
            description: None,
            updated: None,
            date: None,
            draft: false,
            render: true,
            slug: None,
            path: None,
            taxonomies: BTreeMap::new(),
            weight: None,
            authors: Vec::new(),
            aliases: Vec::new(),
            template: None,
            in_search_index: true,
            extra: Extra::default(),
        }
    }
}

impl Default for Section {
    fn default() -> Self {
        Self {
            title: None,
            description: None,
            sort_by: SortBy::default(),
            weight: 0,
            draft: false,
            template: None,
            paginate_by: None,
            paginate_reversed: false,
            paginate_path: "page".to_owned(),
            insert_anchor_links: None,
            render: true,
            redirect_to: None,
            in_search_index: true,
            transparent: false,
            page_template: None,
            aliases: Vec::new(),
            generate_feeds: false,
            extra: Extra::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks the title of a page, or the start of the reason why there is none.
    fn check(format: Format, block: &str, expected: &str) {
        let block = Block { text: block, format, plain: None };
        let read = match page(block, Version::new(0, 22)) {
            Ok(page) => page.title.unwrap_or_default(),
            Err(reason) => reason,
        };
        assert!(read.starts_with(expected), "{block:?}: {read}");
        assert_eq!(read.is_empty(), expected.is_empty(), "{block:?}: {read}");
    }

    #[test]
    fn yaml_turns_scalars_into_text_and_toml_does_not() {
        check(Format::Yaml, "\ntitle: 1.410\n", "1.410");
        check(Format::Yaml, "\ntitle: 2021-01-01\n", "2021-01-01");
        check(Format::Yaml, "\ntitle:\n", "");
        check(Format::Yaml, "\nTitle: x\n", "");
        check(
            Format::Toml,
            "\ntitle = 2021\n",
            "TOML parse error at line 2, column 9: invalid type: integer `2021`, expected a string",
        );
    }

    #[test]
    fn wrong_values() {
        check(
            Format::Yaml,
            "\ndraft: yes\n",
            "YAML deserialize error: Error(\"draft: invalid type",
        );
        check(Format::Yaml, "\ndate: 2021\n", "YAML deserialize error: Error(\"data did not match");
        check(Format::Yaml, "\ndate: 2021/1/1\n", "YAML deserialize error: Error(\"Unable");
        check(Format::Yaml, "\ndate: 10:11:12\n", "`date` could not be parsed");
        check(Format::Yaml, "\nupdated: 10:11:12\ntitle: a\n", "a");
        check(Format::Yaml, "\nslug: ''\n", "`slug` can't be empty");
        check(Format::Yaml, "\ntaxonomies: {a: [' ']}\n", "A taxonomy term");
        check(
            Format::Toml,
            "\n[taxonomies]\ntags = ['a']\ntitle = 'b'\n",
            "TOML parse error at line 4",
        );
    }

    #[test]
    fn extra_without_nulls_since_0_23() {
        let reads = |text: &str, minor| {
            let block = Block { text, format: Format::Yaml, plain: None };
            page(block, Version::new(0, minor)).is_ok()
        };
        for block in ["\nextra: {a: }\n", "\nextra:\n", "\nextra: {1: a}\n"] {
            assert!(reads(block, 22) && !reads(block, 23), "{block:?}");
        }
        assert!(reads("\nextra: {a: [1, b]}\n", 23) && !reads("\nextra: a\n", 22));
    }

    #[test]
    fn sections_refuse_unknown_keys() {
        let read =
            |text| section(Block { text, format: Format::Toml, plain: None }, Version::new(0, 22));
        assert!(read("\nsort_by = 'update_date'\n").is_ok());
        assert!(read("\ndate = 2021-01-01\n").unwrap_err().contains("unknown field `date`"));
    }
}
