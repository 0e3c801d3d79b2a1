//! What the template of a body sees of its page and site, in Zola 0.23 (content/src/ser.rs, config/src/config/mod.rs:
//! SerializedConfig, templates/src/functions).

use crate::value::Value;
use crate::value::typed;

use super::config::Config;
use super::front_matter::{Page, Section};
use super::link;
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

/// What a function gives while bodies are rendered, or why it fails. Pages, sections and taxonomies are not there yet.
pub(super) fn call(
    file: &File<'_>,
    name: &str,
    arguments: &[(&str, Eval)],
) -> Result<Eval, String> {
    let argument =
        |name: &str| arguments.iter().find(|(key, _)| *key == name).map(|(_, value)| value);
    let text = |name: &str| argument(name).and_then(Eval::print);
    match name {
        "throw" => Err(text("message").unwrap_or_default()),
        "super" => Err("super() called outside of a block".to_owned()),
        "get_url" => match text("path") {
            Some(path) if path.starts_with("@/") && argument("lang").is_none() => {
                link::resolve(file, &in_language(file, &path)).map(|()| Eval::Unknown)
            }
            _ => Ok(Eval::Unknown),
        },
        "get_page" | "get_section" => match argument("allow_missing").map(Eval::truth) {
            None | Some(Some(false)) => {
                Err(format!("{} `{}` not found.", &name[4..], text("path").unwrap_or_default()))
            }
            Some(Some(true)) => Ok(Eval::Known(Value::Null)),
            Some(None) => Ok(Eval::Unknown),
        },
        "trans" => translation(file, text("key"), argument("lang")),
        _ => Ok(Eval::Unknown),
    }
}

fn translation(
    file: &File<'_>,
    key: Option<String>,
    language: Option<&Eval>,
) -> Result<Eval, String> {
    let (Some(key), None, true) = (key, language, file.config.given) else {
        return Ok(Eval::Unknown);
    };
    let language = file.info.language;
    let texts = file.config.languages.get(language).map(|options| &options.translations);
    match texts.and_then(|texts| texts.get(&key)) {
        Some(text) => Ok(Eval::text(text)),
        None => Err(format!("Translation key '{key}' for language '{language}' is missing")),
    }
}

/// The file in the language of the page: `@/a.fr.md` for `@/a.md`.
fn in_language(file: &File<'_>, path: &str) -> String {
    match path.rsplit_once('.') {
        Some((stem, extension)) if !file.info.in_default_language => {
            format!("{stem}.{}.{extension}", file.info.language)
        }
        _ => path.to_owned(),
    }
}
