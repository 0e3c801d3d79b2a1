//! Which files count, and how they are merged.

use std::borrow::Cow;

use crate::document::yaml;
use crate::engine::hexo::fence;
use crate::engine::hexo::js::{self, Heap};
use crate::engine::hexo::js_yaml::{self, types::Schema};
use crate::engine::hexo::json;
use crate::engine::{ConfigFile, ConfigProblem};
use crate::text::Span;
use crate::value::Value;

/// The merged values of a site's own files.
#[derive(Debug)]
pub struct Merged<'f> {
    /// All values; a map.
    pub values: Value,
    /// The files that were read, in the order in which they override each other.
    pub files: Vec<&'f ConfigFile>,
}

impl Merged<'_> {
    /// A problem at the last place that sets a key, dots between the levels.
    pub fn problem(&self, key: &str, message: String) -> ConfigProblem {
        let place = self.files.iter().rev().find_map(|file| Some((file, place_of(file, key)?)));
        let (path, span) = match (place, self.files.last()) {
            (Some((file, span)), _) => (file.source.path.clone(), span),
            (None, Some(file)) => (file.source.path.clone(), Span::default()),
            (None, None) => ("_config.yml".to_owned(), Span::default()),
        };
        ConfigProblem { path, span, message }
    }
}

/// Where a file sets a key: the place of its value.
fn place_of(file: &ConfigFile, key: &str) -> Option<Span> {
    let text = &file.source.text;
    let tree = yaml::parse(text, fence::whole(text)).ok()?;
    let mut node = &tree.root;
    for name in key.split('.') {
        node = &node.entry(name)?.value;
    }
    Some(node.span)
}

/// What a file is by its name.
enum Role {
    Site,
    Theme,
}

fn role(path: &str) -> Role {
    let name = path.rsplit('/').next().unwrap_or(path);
    let inner = name.strip_prefix("_config.").and_then(|rest| rest.rsplit_once('.'));
    if inner.is_some() { Role::Theme } else { Role::Site }
}

/// Reads and merges the files of the site.
pub fn merge<'f>(files: &'f [ConfigFile], problems: &mut Vec<ConfigProblem>) -> Merged<'f> {
    let mut merged = Merged { values: Value::Map(Vec::new()), files: Vec::new() };
    for file in files {
        let values = match read(file) {
            Ok(values) => values,
            Err(reason) => {
                problems.push(ConfigProblem {
                    path: file.source.path.clone(),
                    span: Span::default(),
                    message: format!(
                        "Hexo cannot read this file ({reason}) and stops. Masthead goes on as if it were empty: repair it first."
                    ),
                });
                continue;
            }
        };
        match (role(&file.source.path), values) {
            (Role::Theme, _) => {}
            (Role::Site, values @ Value::Map(_)) => {
                merged.values = deep_merge(merged.values, values);
                merged.files.push(file);
            }
            (Role::Site, _) => {
                problems.push(ConfigProblem {
                    path: file.source.path.clone(),
                    span: Span::default(),
                    message: "This file holds no keys, so Hexo uses its defaults for all of them."
                        .to_owned(),
                });
            }
        }
    }
    merged
}

fn read(file: &ConfigFile) -> Result<Value, String> {
    let text = fence::whole(&file.source.text).text(&file.source.text);
    if file.source.path.ends_with(".json") {
        let mut heap = Heap::default();
        let root = json::parse(&fence::normalize(text), &mut heap).ok_or("it is not valid JSON")?;
        return Ok(js::to_value(&heap, root));
    }
    let text: Cow<'_, str> = fence::escape(text);
    let loaded = js_yaml::load(&text, Schema::Configuration)?;
    Ok(match loaded.root {
        Some(root) => js::to_value(&loaded.heap, root),
        None => Value::Null,
    })
}

/// One configuration over another, as hexo-util's `deepMerge` does it: maps are merged, lists joined.
fn deep_merge(under: Value, over: Value) -> Value {
    match (under, over) {
        (Value::Map(mut entries), Value::Map(more)) => {
            for (key, value) in more {
                match entries.iter_mut().find(|(name, _)| *name == key) {
                    Some((_, slot)) => {
                        let old = std::mem::replace(slot, Value::Null);
                        *slot = deep_merge(old, value);
                    }
                    None => entries.push((key, value)),
                }
            }
            Value::Map(entries)
        }
        (Value::List(mut items), Value::List(more)) => {
            let before = items.clone();
            for (at, item) in more.into_iter().enumerate() {
                match before.get(at) {
                    None => items.push(item),
                    Some(old) if matches!(item, Value::Map(_) | Value::List(_)) => {
                        items[at] = deep_merge(old.clone(), item);
                    }
                    Some(_) if !before.contains(&item) => items.push(item),
                    Some(_) => {}
                }
            }
            Value::List(items)
        }
        (_, over) => over,
    }
}
