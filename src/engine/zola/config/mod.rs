//! A site's `config.toml` or `zola.toml`, and what follows from it.
//!
//! Zola refuses a configuration with one wrong key and builds nothing. Here that is a problem, and the
//! rest still counts.

mod checks;
pub mod settings;

use std::collections::BTreeMap;

use globset::{Glob, GlobSet, GlobSetBuilder};

use crate::document::{Format, Tree, parse_block};
use crate::engine::{ConfigFile, ConfigProblem, Version};
use crate::text::Span;
use crate::value::typed;

use super::slug::{self, Strategy};
use super::tera::component::{self, Component};
use settings::{Language, Settings};

/// Names of the files that hold a site's configuration, best first.
pub const NAMES: &[&str] = &["zola.toml", "config.toml"];

/// A site's configuration.
#[derive(Debug, Default)]
pub struct Config {
    /// The keys as they are written, with Zola's defaults.
    pub settings: Settings,
    /// Whether there was a file. Where not, nobody knows which taxonomies and languages the site has.
    pub given: bool,
    /// All languages by their code, the default one included.
    pub languages: BTreeMap<String, Language>,
    /// Files below `content` that are passed over.
    pub ignored_content: GlobSet,
    /// Files below `static` that are not copied.
    pub ignored_static: GlobSet,
    /// Files whose body is no template.
    pub skip_templating: GlobSet,
    /// The components that the templates of the site and its theme define; none where these were not read.
    pub components: Option<BTreeMap<String, Component>>,
}

impl Config {
    /// The languages besides the default one.
    #[must_use]
    pub fn has_other_languages(&self) -> bool {
        self.languages.keys().any(|code| *code != self.settings.default_language)
    }

    /// Whether a taxonomy is declared for a language. Outside any site, every taxonomy may be.
    #[must_use]
    pub fn has_taxonomy(&self, name: &str, language: &str) -> bool {
        !self.given
            || self
                .languages
                .get(language)
                .is_some_and(|options| options.taxonomies.iter().any(|it| it.name == name))
    }

    /// How a strategy of `[slugify]` turns a taxonomy or a term into a part of a path.
    #[must_use]
    pub fn term_slug(&self, name: &str) -> String {
        slug::path(name, self.settings.slugify.taxonomies)
    }

    /// How file names and `slug` become parts of a path.
    #[must_use]
    pub fn path_strategy(&self) -> Strategy {
        self.settings.slugify.paths
    }
}

/// Reads a site's configuration.
#[must_use]
pub fn configure(version: Version, files: &[ConfigFile]) -> (Config, Vec<ConfigProblem>) {
    let named = |name: &&str| files.iter().find(|file| file.source.path == **name);
    let Some(file) = NAMES.iter().find_map(named) else {
        return (finish(Settings::default(), &mut Vec::new()), Vec::new());
    };
    let (settings, mut messages) = read(&file.source.text);
    messages.extend(checks::check(&settings, version));
    let components = components(&settings, files);
    let config = Config { given: true, components, ..finish(settings, &mut messages) };
    let at = |message: Message| ConfigProblem {
        path: file.source.path.clone(),
        span: message.span,
        message: message.text,
    };
    (config, messages.into_iter().map(at).collect())
}

/// The components in the templates among the files, if there are any templates.
fn components(settings: &Settings, files: &[ConfigFile]) -> Option<BTreeMap<String, Component>> {
    let of_theme = format!("themes/{}/templates/", settings.theme.as_deref().unwrap_or_default());
    let is_template = |file: &&ConfigFile| {
        file.source.path.starts_with("templates/") || file.source.path.starts_with(&of_theme)
    };
    let mut templates = files.iter().filter(is_template).peekable();
    templates.peek()?;
    let found = templates.flat_map(|file| component::definitions(&file.source.text));
    Some(found.map(|component| (component.name.clone(), component)).collect())
}

/// A problem before it has a file.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Message {
    span: Span,
    text: String,
}

impl Message {
    /// A problem whose place is not known.
    fn new(text: impl Into<String>) -> Self {
        Self { span: Span::at(0), text: text.into() }
    }
}

/// The settings in a text, without what Zola refuses.
fn read(text: &str) -> (Settings, Vec<Message>) {
    let strict = match typed::toml::<Settings>(text) {
        Ok(settings) => return (settings, Vec::new()),
        Err(error) => error,
    };
    let place = Span::at(strict.at.min(text.len()));
    match typed::toml_in_part::<Settings>(text) {
        Err(_) => {
            let text = format!(
                "Zola cannot read this file and builds nothing: {}. Its defaults are assumed.",
                strict.message.trim_end_matches('.')
            );
            (Settings::default(), vec![Message { span: place, text }])
        }
        Ok((settings, refused)) => {
            let tree = parse_block(text, Format::Toml, Span::new(0, text.len())).ok();
            let written = |path: &[String]| key_place(tree.as_ref()?, path);
            let messages = refused
                .iter()
                .map(|key| Message {
                    span: written(&key.path).unwrap_or(place),
                    text: format!(
                        "Zola refuses `{}` and builds nothing: {}. It is assumed not to be there.",
                        key.path.join("."),
                        key.message
                    ),
                })
                .collect();
            (settings, messages)
        }
    }
}

/// Where a key is written.
fn key_place(tree: &Tree<'_>, path: &[String]) -> Option<Span> {
    let mut entry = tree.root.entry(path.first()?)?;
    for name in &path[1..] {
        entry = entry.value.entry(name)?;
    }
    Some(entry.key.span)
}

/// What follows from the settings.
fn finish(settings: Settings, messages: &mut Vec<Message>) -> Config {
    let languages = checks::languages(&settings, messages);
    let mut globs = |key: &str, patterns: &[String]| {
        let mut set = GlobSetBuilder::new();
        for pattern in patterns {
            match Glob::new(pattern) {
                Ok(glob) => drop(set.add(glob)),
                Err(error) => messages.push(Message::new(format!(
                    "Zola refuses the pattern `{pattern}` in `{key}` and builds nothing: {}. \
                     It is assumed not to be there.",
                    error.kind()
                ))),
            }
        }
        set.build().unwrap_or_default()
    };
    let skip = settings.skip_content_templating.as_deref().unwrap_or_default();
    let (content, fixed, skip) = (
        globs("ignored_content", &settings.ignored_content),
        globs("ignored_static", &settings.ignored_static),
        globs("skip_content_templating", skip),
    );
    Config {
        given: false,
        languages,
        ignored_content: content,
        ignored_static: fixed,
        skip_templating: skip,
        components: None,
        settings,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refused_key_has_its_place() {
        let text = "base_url = 'x'\nfeed_filename = 'a'\n[markdown]\nhighlight_code = true\n";
        let places: Vec<&str> =
            read(text).1.iter().map(|message| message.span.text(text)).collect();
        assert_eq!(places, ["feed_filename", "highlight_code"]);
    }
}
