//! Configuration files to one tree of settings (`config/configLoader.go`).

use crate::engine::hugo::{toml, yaml};
use crate::engine::{ConfigFile, ConfigProblem};
use crate::text::Span;
use crate::value::{self, Value};

/// The names of the main file, best first; only one counts.
const MAIN_NAMES: &[&str] = &["hugo", "config"];
const EXTENSIONS: &[&str] = &["toml", "yaml", "yml", "json"];

/// The main file's path, for problems that no file can be blamed for.
pub(super) fn main_path(files: &[ConfigFile]) -> String {
    let path = files.iter().map(|file| file.source.path.as_str()).find(|path| !path.contains('/'));
    let first = files.first().map(|file| file.source.path.as_str());
    path.or(first).unwrap_or("hugo.toml").to_owned()
}

/// All settings, with keys in lower case. A later folder's file wins over an earlier one.
pub(super) fn load(files: &[ConfigFile], problems: &mut Vec<ConfigProblem>) -> Value {
    let mut settings = Value::Map(Vec::new());
    if let Some(main) = main_file(files) {
        merge(&mut settings, read(main, problems));
    }
    for folder in ["config/_default/", "config/production/"] {
        let mut inside: Vec<&ConfigFile> =
            files.iter().filter(|file| file.source.path.starts_with(folder)).collect();
        inside.sort_by(|one, other| one.source.path.cmp(&other.source.path));
        for file in inside {
            let value = read(file, problems);
            merge(&mut settings, placed(&file.source.path, value));
        }
    }
    settings
}

fn main_file(files: &[ConfigFile]) -> Option<&ConfigFile> {
    let wanted = MAIN_NAMES
        .iter()
        .flat_map(|name| EXTENSIONS.iter().map(move |extension| format!("{name}.{extension}")));
    wanted.into_iter().find_map(|name| files.iter().find(|file| file.source.path == name))
}

fn read(file: &ConfigFile, problems: &mut Vec<ConfigProblem>) -> Value {
    let text = file.source.text.strip_prefix('\u{feff}').unwrap_or(&file.source.text);
    let extension = file.source.path.rsplit('.').next().unwrap_or_default();
    let read = match extension {
        "toml" => toml::read(text).map_err(|refused| (refused.at, refused.message)),
        "json" => value::json::read(text).map_err(|refused| (refused.at, refused.message)),
        "yaml" | "yml" => {
            yaml::read(text).map_err(|refusal| (refusal.offset(text), refusal.message))
        }
        _ => return Value::Map(Vec::new()),
    };
    match read {
        Ok(value) => lower_keys(value),
        Err((at, message)) => {
            problems.push(ConfigProblem {
                path: file.source.path.clone(),
                span: Span::at(file.source.text.len() - text.len() + at.min(text.len())),
                message: format!(
                    "Hugo cannot read this file: {message}. It is passed over and defaults are assumed."
                ),
            });
            Value::Map(Vec::new())
        }
    }
}

/// A file in `config/…/` stands for the key of its name, `languages.en` for a key inside another.
fn placed(path: &str, value: Value) -> Value {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_lowercase();
    if MAIN_NAMES.contains(&stem.as_str()) {
        return value;
    }
    let (key, language) = match stem.split_once('.') {
        Some((key, language)) => (key, Some(language)),
        None => (stem.as_str(), None),
    };
    // A file may repeat its name as the only key inside.
    let inner = match value {
        Value::Map(mut entries) if entries.len() == 1 && entries[0].0 == key => entries.remove(0).1,
        other => other,
    };
    let keys: Vec<&str> = match (language, key) {
        (None, key) => vec![key],
        (Some(language), "menu" | "menus") => vec!["languages", language, "menus"],
        (Some(language), "params") => vec!["languages", language, "params"],
        (Some(language), _) => vec!["languages", language],
    };
    keys.into_iter().rev().fold(inner, |inner, key| Value::Map(vec![(key.to_owned(), inner)]))
}

/// Puts settings on top of others, map by map.
pub(super) fn merge(under: &mut Value, over: Value) {
    let (Value::Map(entries), Value::Map(new)) = (&mut *under, &over) else {
        *under = over;
        return;
    };
    if new.is_empty() {
        return;
    }
    let Value::Map(new) = over else { return };
    for (key, value) in new {
        match entries.iter_mut().find(|(name, _)| *name == key) {
            Some((_, old)) => merge(old, value),
            None => entries.push((key, value)),
        }
    }
}

/// The same with every key in lower case, as Hugo keeps settings and front matter.
pub(in super::super) fn lower_keys(value: Value) -> Value {
    match value {
        Value::Map(entries) => Value::Map(
            entries.into_iter().map(|(key, value)| (lower(key), lower_keys(value))).collect(),
        ),
        Value::List(items) => Value::List(items.into_iter().map(lower_keys).collect()),
        other => other,
    }
}

fn lower(key: String) -> String {
    let is_lower = key.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_lower { key } else { key.to_lowercase() }
}
