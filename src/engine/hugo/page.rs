//! The values of one page: its own, those that cascades give it, and what they make of it
//! (`hugolib/page__meta.go`).

use std::collections::HashSet;

use super::cascade::Cascade;
use super::cast;
use super::config::{Config, Site};
use super::content_path::{CONTENT_EXTENSIONS, ContentPath, FileKind};
use super::paths::normalize;
use crate::value::Value;

/// The kinds of pages that come from files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PageKind {
    Page,
    Home,
    Section,
    Taxonomy,
    Term,
}

impl PageKind {
    /// The kind of the page of a content file.
    pub fn of(content: &ContentPath, site: &Site) -> Self {
        if content.kind != FileKind::Branch {
            return Self::Page;
        }
        let base = content.base();
        if base.is_empty() {
            return Self::Home;
        }
        let below = |plural: &str| base[1..].strip_prefix(plural).map(|rest| rest.is_empty());
        match site.taxonomies.iter().find_map(|taxonomy| below(&taxonomy.plural)) {
            Some(true) => Self::Taxonomy,
            Some(false)
                if site.taxonomies.iter().any(|taxonomy| {
                    base[1..]
                        .strip_prefix(&*taxonomy.plural)
                        .is_some_and(|rest| rest.starts_with('/'))
                }) =>
            {
                Self::Term
            }
            _ => Self::Section,
        }
    }

    /// Its name in configurations.
    pub fn name(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Home => "home",
            Self::Section => "section",
            Self::Taxonomy => "taxonomy",
            Self::Term => "term",
        }
    }
}

/// The values of a page.
pub(super) struct Values<'p> {
    /// Front matter, keys in lower case.
    pub own: &'p Value,
    /// The cascades that fit the page, best first.
    pub cascades: Vec<&'p Cascade>,
}

/// When a page is rendered and linked (`build.render`, `headless`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Render {
    Always,
    /// It has a URL but no file.
    Link,
    Never,
}

impl<'p> Values<'p> {
    /// A value of front matter, else of a cascade.
    pub fn get(&self, key: &str) -> Option<&'p Value> {
        let cascaded = || {
            self.cascades.iter().find_map(|cascade| {
                cascade.values.iter().find(|(name, _)| name == key).map(|(_, value)| value)
            })
        };
        self.own.get(key).or_else(cascaded)
    }

    /// A value of `.Params`, where `params:` wins.
    fn param(&self, key: &str) -> Option<&'p Value> {
        self.get("params").and_then(|params| params.get(key)).or_else(|| self.get(key))
    }

    /// A text; empty for what is none.
    pub fn text(&self, key: &str) -> String {
        self.get(key).map(cast::text).unwrap_or_default()
    }

    /// Whether a normal build leaves the page out: `draft`, else the opposite of a `published` that is a
    /// truth value.
    pub fn is_draft(&self) -> bool {
        match self.get("draft") {
            Some(draft) => cast::bool_of(draft).unwrap_or(false),
            None => {
                self.get("published").and_then(cast::bool_of).is_some_and(|published| !published)
            }
        }
    }

    /// The terms of a taxonomy, sorted; those that differ only in spelling once. A list that holds a list or
    /// a map has none.
    pub fn terms(&self, plural: &str) -> Vec<String> {
        let written = match self.param(plural) {
            None | Some(Value::Null) => Vec::new(),
            Some(Value::String(one)) => vec![one.clone()],
            Some(value) => cast::texts(value),
        };
        let mut terms: Vec<String> = Vec::new();
        let mut paths = HashSet::new();
        for term in written.into_iter().filter(|term| !term.is_empty()) {
            if paths.insert(normalize(&term)) {
                terms.push(term);
            }
        }
        terms.sort();
        terms
    }

    /// `build`, or `_build` as it was before 0.123.
    fn build(&self) -> Option<&'p Value> {
        self.get("_build").or_else(|| self.get("build"))
    }

    /// What fails the build, though the page is written.
    pub fn failing(&self) -> Option<String> {
        self.get("_build").map(|_| {
            "the \"_build\" front matter key was deprecated in Hugo 0.145.0 and subsequently removed; use \"build\" instead"
                .to_owned()
        })
    }

    /// Whether and how the page is rendered.
    pub fn render(&self) -> Render {
        if self.get("headless").and_then(cast::bool_of).unwrap_or(false) {
            return Render::Never;
        }
        match self.build().and_then(|build| build.get("render")).map(cast::text).as_deref() {
            Some("never" | "false" | "0") => Render::Never,
            Some("link") => Render::Link,
            _ => Render::Always,
        }
    }

    /// The formats that the page asks for, in lower case.
    pub fn outputs(&self) -> Vec<String> {
        let outputs = self.get("outputs").map(cast::texts).unwrap_or_default();
        outputs.iter().map(|output| output.to_lowercase()).collect()
    }

    /// What stops the build before there is a page.
    pub fn fatal(&self, config: &Config, content: &ContentPath) -> Option<String> {
        self.bad_content(config, content)
            .or_else(|| self.bad_shape())
            .or_else(|| self.bad_url())
            .or_else(|| self.bad_outputs(config))
    }

    fn bad_content(&self, config: &Config, content: &ContentPath) -> Option<String> {
        let markup = self.own.get("markup").map(cast::text).filter(|markup| !markup.is_empty());
        let name = markup.clone().unwrap_or_else(|| content.extension());
        let Some(media_type) = media_type(&name) else {
            return Some(match markup {
                Some(markup) => format!("failed to resolve media type for {markup:?}"),
                None => format!("failed to resolve media type for suffix {name:?}"),
            });
        };
        (!config.allowed_content.allow(media_type)).then(|| {
            format!("access denied: {media_type:?} is not whitelisted in policy \"security.allowContent\"")
        })
    }

    fn bad_shape(&self) -> Option<String> {
        let is_map = |value: &Value| matches!(value, Value::Map(_) | Value::Null);
        if let Some(build) = self.build().and_then(bad_build) {
            return Some(format!("failed to decode build config in front matter: {build}"));
        }
        if self.get("params").is_some_and(|params| !is_map(params)) {
            return Some("front matter field \"params\" must be a map".to_owned());
        }
        if self.own.get("sites").is_some_and(|sites| !is_map(sites)) {
            return Some("failed to decode sites from front matter: expected a map".to_owned());
        }
        let priority = self.get("sitemap").and_then(|sitemap| sitemap.get("priority"));
        if let Some(Value::String(text)) = priority
            && text.parse::<f64>().is_err()
        {
            return Some("failed to decode sitemap config in front matter".to_owned());
        }
        None
    }

    fn bad_url(&self) -> Option<String> {
        let absolute = |url: &str| url.starts_with("http://") || url.starts_with("https://");
        let url = self.text("url");
        if absolute(&url) {
            return Some(format!("URLs with protocol (http*) not supported: {url:?}"));
        }
        let alias = self.aliases().into_iter().find(|alias| absolute(alias))?;
        Some(format!("http* aliases not supported: {alias:?}"))
    }

    /// `aliases` as written.
    pub fn aliases(&self) -> Vec<String> {
        self.get("aliases").map(cast::texts).unwrap_or_default()
    }

    fn bad_outputs(&self, config: &Config) -> Option<String> {
        if !config.themes.is_empty() {
            return None;
        }
        let known = |output: &String| config.output_formats.contains(output);
        let unknown = self.outputs().into_iter().find(|output| !known(output))?;
        Some(format!(
            "failed to resolve output formats: OutputFormat with key {unknown:?} not found"
        ))
    }
}

/// What is wrong with a `build` value (`DecodeBuildConfig`).
fn bad_build(build: &Value) -> Option<String> {
    let Value::Map(entries) = build else {
        let empty = matches!(build, Value::Null) || *build == Value::List(Vec::new());
        return (!empty).then(|| "'' expected a map".to_owned());
    };
    entries.iter().find_map(|(key, value)| match (key.as_str(), value) {
        ("list" | "render", Value::Map(_)) => {
            Some(format!("'{key}' expected type 'string', got a map"))
        }
        ("list" | "render", Value::List(items)) if !items.is_empty() => {
            Some(format!("'{key}' expected type 'string', got a list"))
        }
        ("publishresources", Value::String(text)) => {
            let known = text.is_empty() || cast::bool_of(value).is_some();
            (!known).then(|| format!("cannot parse '{key}' as bool"))
        }
        ("publishresources", Value::List(_) | Value::Map(_)) => {
            Some(format!("'{key}' expected type 'bool'"))
        }
        _ => None,
    })
}

/// Names that `markup` may hold beside the file extensions.
const MARKUP_NAMES: &[(&str, &str)] = &[
    ("goldmark", "text/markdown"),
    ("asciidocext", "text/asciidoc"),
    ("asciidoctor", "text/asciidoc"),
    ("restructuredtext", "text/rst"),
    ("text/markdown", "text/markdown"),
    ("text/html", "text/html"),
    ("text/org", "text/org"),
    ("text/asciidoc", "text/asciidoc"),
    ("text/rst", "text/rst"),
    ("text/pandoc", "text/pandoc"),
];

fn media_type(name: &str) -> Option<&'static str> {
    let name = name.to_lowercase();
    let known = CONTENT_EXTENSIONS.iter().chain(MARKUP_NAMES);
    known.into_iter().find(|(other, _)| *other == name).map(|(_, media_type)| *media_type)
}
