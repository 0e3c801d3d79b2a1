//! Which languages are built, and in which order (`langs/config.go`).

use super::load::merge;
use crate::engine::hugo::cast;
use crate::value::Value;

/// A language as it is declared, with all settings that count for it.
pub(super) struct Language {
    pub code: String,
    pub weight: i128,
    pub settings: Value,
}

/// The languages of a site.
pub(super) struct Declared {
    /// Those that are built, by weight, then by name.
    pub built: Vec<Language>,
    /// Codes of the others.
    pub disabled: Vec<String>,
    /// The code of the default language.
    pub default: String,
    /// Whether the configuration names any.
    pub is_named: bool,
    /// Whether one has a `baseURL` of its own.
    pub multihost: bool,
    /// Where each language's files lie, if it says so.
    pub content_dirs: Vec<(String, String)>,
}

/// Settings that a language cannot have for itself.
const ROOT_ONLY: &[&str] = &["languages", "module", "security", "ignorefiles"];

pub(super) fn declared(settings: &Value) -> Declared {
    let named =
        settings.get("defaultcontentlanguage").map(cast::text).filter(|code| !code.is_empty());
    let empty = Vec::new();
    let entries = match settings.get("languages") {
        Some(Value::Map(entries)) => entries,
        _ => &empty,
    };
    let off = settings.get("disablelanguages").map(cast::texts).unwrap_or_default();
    let is_off = |code: &str, own: &Value| {
        own.get("disabled").and_then(cast::bool_of).unwrap_or(false)
            || off.iter().any(|one| one.to_lowercase() == code)
    };
    let mut declared = Declared {
        built: Vec::new(),
        disabled: Vec::new(),
        default: String::new(),
        is_named: entries.iter().any(|(code, _)| code != "_merge"),
        multihost: false,
        content_dirs: Vec::new(),
    };
    for (code, own) in entries.iter().filter(|(code, _)| code != "_merge") {
        if is_off(code, own) {
            declared.disabled.push(code.clone());
            continue;
        }
        declared.multihost |= own.get("baseurl").is_some();
        if let Some(dir) = own.get("contentdir") {
            declared.content_dirs.push((code.clone(), cast::text(dir)));
        }
        declared.built.push(language(code, own, settings));
    }
    if declared.built.is_empty() {
        let code = named.clone().unwrap_or_else(|| "en".to_owned());
        declared.built.push(language(&code, &Value::Map(Vec::new()), settings));
    }
    declared.multihost &= declared.built.len() > 1;
    // A weight of 0 is none and comes last.
    declared.built.sort_by(|one, other| {
        let rank = |language: &Language| (language.weight == 0, language.weight);
        rank(one).cmp(&rank(other)).then_with(|| one.code.cmp(&other.code))
    });
    declared.default = default_code(&declared.built, named);
    declared
}

fn default_code(built: &[Language], named: Option<String>) -> String {
    let has = |code: &str| built.iter().any(|language| language.code == code);
    match named {
        Some(code) if has(&code) => code,
        _ if has("en") => "en".to_owned(),
        _ => built.first().map_or_else(String::new, |language| language.code.clone()),
    }
}

fn language(code: &str, own: &Value, settings: &Value) -> Language {
    let mut all = match settings {
        Value::Map(entries) => {
            let kept = entries.iter().filter(|(key, _)| !ROOT_ONLY.contains(&key.as_str()));
            Value::Map(kept.cloned().collect())
        }
        _ => Value::Map(Vec::new()),
    };
    merge(&mut all, own.clone());
    let weight = match own.get("weight") {
        Some(Value::Int(weight)) => *weight,
        _ => 0,
    };
    Language { code: code.to_owned(), weight, settings: all }
}
