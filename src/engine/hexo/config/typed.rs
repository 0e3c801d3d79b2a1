//! The keys that a reading depends on, with Hexo's defaults and its ideas of truth and text.

use super::files::Merged;
use super::glob::Globs;
use super::{Case, Config, Timezone, UpdatedOption};
use crate::engine::hexo::dates::zone;
use crate::engine::hexo::js::{self, Heap};
use crate::engine::{ConfigProblem, Version};
use crate::value::Value;

/// The first version that has `syntax_highlighter`.
const SYNTAX_HIGHLIGHTER: Version = Version::new(7, 0);
/// The first version that has `use_slug_as_post_title`.
const SLUG_AS_TITLE: Version = Version::new(7, 3);

/// Reads single keys and notes what is wrong with them.
struct Reader<'m, 'f> {
    merged: &'m Merged<'f>,
    problems: &'m mut Vec<ConfigProblem>,
}

impl Reader<'_, '_> {
    fn value(&self, key: &str) -> Option<&Value> {
        let mut value = &self.merged.values;
        for name in key.split('.') {
            value = value.get(name)?;
        }
        Some(value)
    }

    fn report(&mut self, key: &str, message: String) {
        self.problems.push(self.merged.problem(key, message));
    }

    /// A text; what is set to something else is reported.
    fn text(&mut self, key: &str, default: &str) -> String {
        match self.value(key) {
            None => default.to_owned(),
            Some(Value::String(text)) => text.clone(),
            Some(_) => {
                self.report(
                    key,
                    format!("`{key}` is no text, and Hexo stops at it. Masthead assumes its default, `{default}`."),
                );
                default.to_owned()
            }
        }
    }

    /// A switch, by JavaScript's idea of truth.
    fn switch(&self, key: &str, default: bool) -> bool {
        self.value(key).map_or(default, truthy)
    }

    /// A folder name without slashes around it.
    fn folder(&mut self, key: &str, default: &str) -> String {
        self.text(key, default).trim_matches('/').to_owned()
    }

    /// A map of texts; other values become texts as JavaScript writes them.
    fn texts(&self, key: &str) -> Vec<(String, String)> {
        match self.value(key) {
            Some(Value::Map(entries)) => {
                entries.iter().map(|(name, value)| (name.clone(), text_of(value))).collect()
            }
            _ => Vec::new(),
        }
    }

    /// One glob or a list of globs.
    fn globs(&mut self, key: &str) -> Globs {
        let patterns: Vec<String> = match self.value(key) {
            Some(Value::String(pattern)) => vec![pattern.clone()],
            Some(Value::List(items)) => items
                .iter()
                .filter_map(|item| match item {
                    Value::String(pattern) => Some(pattern.clone()),
                    _ => None,
                })
                .collect(),
            _ => Vec::new(),
        };
        if patterns.iter().any(String::is_empty) {
            self.report(
                key,
                format!("An empty pattern stands in `{key}`; Hexo fails on it. Masthead reads as if it were not there: take it out."),
            );
        }
        Globs::new(patterns.into_iter().filter(|pattern| !pattern.is_empty()))
    }

    fn timezone(&mut self) -> Timezone {
        let name = match self.value("timezone") {
            None => return Timezone::Machine,
            Some(value) if !truthy(value) => return Timezone::Machine,
            Some(value) => text_of(value),
        };
        if let Some(zone) = zone::by_name(&name) {
            return Timezone::Site(zone);
        }
        self.report(
            "timezone",
            format!(
                "`{name}` is no time zone that Hexo knows, so it drops every post that has a date. Write a name such as `Asia/Shanghai`."
            ),
        );
        Timezone::Unknown(name)
    }

    fn updated_option(&self) -> UpdatedOption {
        match self.value("updated_option") {
            Some(Value::String(word)) if word == "date" => UpdatedOption::Date,
            Some(Value::String(word)) if word == "empty" => UpdatedOption::Nothing,
            _ => UpdatedOption::FileTime,
        }
    }

    fn case(&self) -> Case {
        match self.value("filename_case") {
            Some(Value::Int(1)) => Case::Lower,
            Some(Value::Int(2)) => Case::Upper,
            _ => Case::Kept,
        }
    }

    /// Whether a highlighter takes fenced code: one name since 7.0, two switches before.
    fn highlights(&self, version: Version) -> bool {
        if version >= SYNTAX_HIGHLIGHTER {
            return match self.value("syntax_highlighter") {
                None => true,
                Some(value) => matches!(&*text_of(value), "highlight.js" | "prismjs"),
            };
        }
        self.switch("highlight.enable", true) || self.switch("prismjs.enable", false)
    }

    fn permalink(&mut self) -> String {
        let default = ":year/:month/:day/:title/";
        let pattern = self.text("permalink", default);
        if pattern.is_empty() {
            self.report(
                "permalink",
                format!("`permalink` is empty, so Hexo drops every post (`rule is required!`). Write a pattern, as its default `{default}`."),
            );
        }
        pattern
    }
}

/// JavaScript's idea of truth.
fn truthy(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(truth) => *truth,
        Value::Int(number) => *number != 0,
        Value::Float(number) => *number != 0.0 && !number.is_nan(),
        Value::String(text) => !text.is_empty(),
        Value::Date(_) | Value::List(_) | Value::Map(_) => true,
    }
}

fn text_of(value: &Value) -> String {
    let mut heap = Heap::default();
    let id = js::from_value(&mut heap, value);
    js::text::to_string(&heap, id, chrono_tz::UTC).into_owned()
}

/// Whether the Markdown renderer is told to leave tags alone; which one it is depends on the plugins.
fn plain_markdown(reader: &Reader<'_, '_>) -> bool {
    let plugins = reader.merged.plugins.as_deref().unwrap_or_default();
    let markdown_it = plugins.iter().any(|plugin| plugin.starts_with("hexo-renderer-markdown-it"));
    reader.switch(
        if markdown_it { "markdown.disableNunjucks" } else { "marked.disableNunjucks" },
        false,
    )
}

/// The configuration as Hexo uses it.
pub fn read(version: Version, merged: &Merged<'_>, problems: &mut Vec<ConfigProblem>) -> Config {
    let mut reader = Reader { merged, problems };
    let new_post_name = match reader.value("new_post_name") {
        None => Some(":title.md".to_owned()),
        Some(Value::String(pattern)) => Some(pattern.clone()),
        Some(_) => {
            reader.report(
                "new_post_name",
                "`new_post_name` is no text, so Hexo drops every post. Write a pattern, as its default `:title.md`.".to_owned(),
            );
            None
        }
    };
    let theme = match reader.value("theme") {
        None => Some("landscape".to_owned()),
        Some(value) if !truthy(value) => None,
        Some(value) => Some(text_of(value)),
    };
    Config {
        version,
        found: !merged.files.is_empty(),
        values: merged.values.clone(),
        timezone: reader.timezone(),
        updated_option: reader.updated_option(),
        permalink: reader.permalink(),
        permalink_defaults: reader.texts("permalink_defaults"),
        new_post_name,
        source_dir: reader.folder("source_dir", "source"),
        skip_render: reader.globs("skip_render"),
        include: reader.globs("include"),
        exclude: reader.globs("exclude"),
        ignore: reader.globs("ignore"),
        render_drafts: reader.switch("render_drafts", false),
        post_asset_folder: reader.switch("post_asset_folder", false),
        future: reader.switch("future", true),
        filename_case: reader.case(),
        default_category: reader
            .value("default_category")
            .map_or_else(|| "uncategorized".to_owned(), text_of),
        category_map: reader.texts("category_map").into_iter().collect(),
        tag_map: reader.texts("tag_map").into_iter().collect(),
        tag_dir: reader.text("tag_dir", "tags"),
        category_dir: reader.text("category_dir", "categories"),
        slug_as_title: version >= SLUG_AS_TITLE && reader.switch("use_slug_as_post_title", false),
        highlights: reader.highlights(version),
        plain_markdown: plain_markdown(&reader),
        theme,
        plugins: merged.plugins.clone(),
    }
}
