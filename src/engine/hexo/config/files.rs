//! Which files count, and how they are merged.

use std::borrow::Cow;

use crate::document::yaml;
use crate::engine::hexo::js::{self, Heap};
use crate::engine::hexo::js_yaml::{self, types::Schema};
use crate::engine::hexo::{CONFIG_NAMES, fence, json};
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
    /// The plugins that `package.json` asks for; none where there is no such file.
    pub plugins: Option<Vec<String>>,
}

impl Merged<'_> {
    /// A problem at the last place that sets a key, dots between the levels.
    pub fn problem(&self, key: &str, message: String) -> ConfigProblem {
        let place = self.files.iter().rev().find_map(|file| Some((file, place_of(file, key)?)));
        let (path, span) = match (place, self.files.last()) {
            (Some((file, span)), _) => (file.source.path.clone(), span),
            (None, Some(file)) => (file.source.path.clone(), Span::default()),
            (None, None) => (CONFIG_NAMES[0].to_owned(), Span::default()),
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// `_config.yml` and its like: only the best of them counts.
    Main,
    /// Another file of the site, as `hexo --config` takes them.
    More,
    /// `_config.THEME.yml`, or the file of a theme.
    Theme,
    /// `package.json`
    Package,
}

fn role(path: &str) -> Role {
    let name = path.rsplit('/').next().unwrap_or(path);
    match name.strip_prefix("_config.") {
        _ if name == "package.json" => Role::Package,
        _ if path.split('/').any(|folder| folder == "themes") => Role::Theme,
        Some(rest) if rest.contains('.') => Role::Theme,
        Some(_) => Role::Main,
        None => Role::More,
    }
}

/// Reads and merges the files of the site.
pub fn merge<'f>(files: &'f [ConfigFile], problems: &mut Vec<ConfigProblem>) -> Merged<'f> {
    let mut merged = Merged { values: Value::Map(Vec::new()), files: Vec::new(), plugins: None };
    let main = main_file(files, problems);
    for file in files {
        let role = role(&file.source.path);
        if role == Role::Main && !main.is_some_and(|main| std::ptr::eq(main, file)) {
            continue;
        }
        match (role, read(file)) {
            (Role::Package, Ok(values)) => merged.plugins = Some(plugins(&values)),
            (Role::Package | Role::Theme, _) => {}
            (_, Err(reason)) => problems.push(problem(file, format!(
                "Hexo cannot read this file ({reason}) and stops. Masthead goes on as if it were empty: repair it first."
            ))),
            (_, Ok(values @ Value::Map(_))) => {
                merged.values = deep_merge(merged.values, values);
                merged.files.push(file);
            }
            (_, Ok(_)) => problems.push(problem(
                file,
                "This file holds no keys, so Hexo uses its defaults for all of them.".to_owned(),
            )),
        }
    }
    merged
}

fn problem(file: &ConfigFile, message: String) -> ConfigProblem {
    ConfigProblem { path: file.source.path.clone(), span: Span::default(), message }
}

/// The configuration that Hexo takes of several in one folder.
fn main_file<'f>(
    files: &'f [ConfigFile],
    problems: &mut Vec<ConfigProblem>,
) -> Option<&'f ConfigFile> {
    let rank = |file: &ConfigFile| {
        let name = file.source.path.rsplit('/').next().unwrap_or_default();
        CONFIG_NAMES.iter().position(|known| *known == name).unwrap_or(CONFIG_NAMES.len())
    };
    let mains = files.iter().filter(|file| role(&file.source.path) == Role::Main);
    let best = mains.clone().min_by_key(|file| rank(file))?;
    for other in mains.filter(|file| !std::ptr::eq(*file, best)) {
        problems.push(problem(other, format!(
            "Hexo reads `{}` and passes over this file. Move what is still needed there, and delete this one.",
            best.source.path
        )));
    }
    Some(best)
}

/// The names that `package.json` asks for, as Hexo's loader looks for plugins.
fn plugins(package: &Value) -> Vec<String> {
    let lists = ["dependencies", "devDependencies", "optionalDependencies"];
    let mut names = Vec::new();
    for list in lists {
        if let Some(Value::Map(entries)) = package.get(list) {
            names.extend(entries.iter().map(|(name, _)| name.clone()));
        }
    }
    let is_plugin = |name: &String| {
        let own = name.rsplit('/').next().unwrap_or(name);
        own.starts_with("hexo-") && !own.starts_with("hexo-theme-")
    };
    names.retain(is_plugin);
    names
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
    Ok(loaded.root.map_or(Value::Null, |root| js::to_value(&loaded.heap, root)))
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
