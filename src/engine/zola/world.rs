//! What the template of a body sees of its page and site, in Zola 0.23 (content/src/ser.rs, config/src/config/mod.rs:
//! SerializedConfig).

use crate::value::Value;
use crate::value::typed;

use super::config::Config;
use super::front_matter::{Page, Section};
use super::read::File;
use super::tera::Eval;

/// The file whose body is looked at.
#[derive(Clone, Copy, Debug)]
pub(super) enum Subject<'r> {
    /// A page with the path of its URL.
    Page(&'r Page, &'r str),
    /// A section with the path of its URL.
    Section(&'r Section, &'r str),
}

/// Fields of a page or section that hang on the rest of the site, on rendering, or on nothing that can fail.
const UNKNOWN_OF_PAGE: [&str; 16] = [
    "ancestors",
    "assets",
    "backlinks",
    "colocated_path",
    "components",
    "content",
    "date",
    "day",
    "month",
    "reading_time",
    "relative_path",
    "toc",
    "translations",
    "updated",
    "word_count",
    "year",
];
const UNKNOWN_OF_SECTION: [&str; 16] = [
    "ancestors",
    "assets",
    "backlinks",
    "colocated_path",
    "components",
    "content",
    "pages",
    "paginate_by",
    "paginate_reversed",
    "reading_time",
    "relative_path",
    "subsections",
    "toc",
    "translations",
    "word_count",
    "transparent",
];
const UNKNOWN_OF_CONFIG: [&str; 12] = [
    "build_search_index",
    "exclude_paginated_pages_in_sitemap",
    "feed_filenames",
    "generate_feed",
    "generate_feeds",
    "generate_robots_txt",
    "generate_sitemap",
    "languages",
    "markdown",
    "mode",
    "search",
    "taxonomies",
];

fn unknown(names: [&'static str; 16]) -> impl Iterator<Item = (&'static str, Eval)> {
    names.into_iter().map(|name| (name, Eval::Unknown))
}

/// The variables of a body.
pub(super) fn variables(file: &File<'_>, subject: Subject<'_>) -> Vec<(&'static str, Eval)> {
    let subject = match subject {
        Subject::Page(page, url) => ("page", page_fields(file, page, url)),
        Subject::Section(section, url) => ("section", section_fields(file, section, url)),
    };
    vec![
        subject,
        ("config", config_fields(file.config, file.info.language)),
        ("lang", Eval::text(file.info.language)),
        ("zola_version", Eval::Unknown),
    ]
}

fn page_fields(file: &File<'_>, page: &Page, url: &str) -> Eval {
    let terms = |(name, terms): (&String, &Vec<String>)| {
        (name.clone(), Value::List(terms.iter().cloned().map(Value::String).collect()))
    };
    let authors = page.authors.iter().cloned().map(Value::String).collect();
    let mut fields = vec![
        ("title", Eval::optional(page.title.as_deref())),
        ("description", Eval::optional(page.description.as_deref())),
        ("slug", Eval::text(file.info.slug(page, file.config))),
        ("path", Eval::text(url)),
        ("permalink", permalink(file.config, url)),
        ("lang", Eval::text(file.info.language)),
        ("draft", Eval::Known(Value::Bool(page.draft))),
        ("extra", Eval::Known(typed::from_json_map(&page.extra.values))),
        ("taxonomies", Eval::Known(Value::Map(page.taxonomies.iter().map(terms).collect()))),
        ("authors", Eval::Known(Value::List(authors))),
        ("summary", Eval::Known(Value::Null)),
        ("lower", Eval::Known(Value::Null)),
        ("higher", Eval::Known(Value::Null)),
    ];
    fields.extend(unknown(UNKNOWN_OF_PAGE));
    Eval::Record(fields)
}

fn section_fields(file: &File<'_>, section: &Section, url: &str) -> Eval {
    let mut fields = vec![
        ("title", Eval::optional(section.title.as_deref())),
        ("description", Eval::optional(section.description.as_deref())),
        ("path", Eval::text(url)),
        ("permalink", permalink(file.config, url)),
        ("lang", Eval::text(file.info.language)),
        ("draft", Eval::Known(Value::Bool(section.draft))),
        ("generate_feeds", Eval::Known(Value::Bool(section.generate_feeds))),
        ("extra", Eval::Known(typed::from_json_map(&section.extra.values))),
    ];
    fields.extend(unknown(UNKNOWN_OF_SECTION));
    Eval::Record(fields)
}

fn config_fields(config: &Config, language: &str) -> Eval {
    if !config.given {
        return Eval::Unknown;
    }
    let settings = &config.settings;
    let options = config.languages.get(language);
    let extra = settings.extra.iter().map(|(key, value)| (key.clone(), typed::from_toml(value)));
    // A theme adds to what the site has.
    let extra = match settings.theme {
        Some(_) => Eval::Unknown,
        None => Eval::Known(Value::Map(extra.collect())),
    };
    let mut fields = vec![
        ("base_url", Eval::text(&settings.base_url)),
        ("title", Eval::optional(options.and_then(|it| it.title.as_deref()))),
        ("description", Eval::optional(options.and_then(|it| it.description.as_deref()))),
        ("default_language", Eval::text(&settings.default_language)),
        ("author", Eval::optional(settings.author.as_deref())),
        ("extra", extra),
    ];
    fields.extend(UNKNOWN_OF_CONFIG.map(|name| (name, Eval::Unknown)));
    Eval::Record(fields)
}

fn permalink(config: &Config, url: &str) -> Eval {
    Eval::text(format!("{}{url}", config.settings.base_url.trim_end_matches('/')))
}
