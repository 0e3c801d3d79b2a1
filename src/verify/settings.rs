//! Takes settings out of the configuration files of a copy where the engine could not build with them, because what they
//! name (a theme, a module) is not there, or because they would garble what probes print.

use std::io;

use super::copy::Copy;
use crate::value::typed::{self, JsonValue, TomlTable, TomlValue};

/// A configuration file, so far as it is looked through.
#[derive(Clone, Debug)]
pub enum Settings {
    /// TOML.
    Toml(TomlTable),
    /// JSON, or YAML, which is written as JSON, for that is YAML too.
    Json(JsonValue),
}

type JsonObject = typed::JsonMap<String, JsonValue>;

impl Settings {
    /// The settings of a file of the copy; none where it cannot be read, which the engine will say better.
    #[must_use]
    pub fn read(copy: &Copy, name: &str) -> Option<Self> {
        let text = copy.text(name);
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        match name.rsplit('.').next()? {
            "toml" => typed::toml(text).ok().map(Self::Toml),
            "json" | "yaml" | "yml" => typed::yaml(text).ok().map(Self::Json),
            _ => None,
        }
    }

    /// Writes them back.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn write(&self, copy: &Copy, name: &str) -> io::Result<()> {
        match self {
            Self::Toml(table) => copy.put(name, &table.to_string()),
            Self::Json(value) => copy.put(name, &value.to_string()),
        }
    }

    /// What stands at a path of keys, in whatever case they are written.
    #[must_use]
    pub fn get(&self, path: &[&str]) -> Option<JsonValue> {
        let found = path.iter().try_fold(self.clone(), |at, key| at.child(key));
        found.map(|found| match found {
            Self::Toml(table) => from_toml(TomlValue::Table(table)),
            Self::Json(value) => value,
        })
    }

    /// Takes out what stands at a path of keys, or everything at the empty path; whether there was something.
    pub fn remove(&mut self, path: &[&str]) -> bool {
        let Some((last, above)) = path.split_last() else {
            *self = match self {
                Self::Toml(_) => Self::Toml(TomlTable::new()),
                Self::Json(_) => Self::Json(JsonValue::Object(typed::JsonMap::new())),
            };
            return true;
        };
        match self {
            Self::Toml(table) => toml_at(table, above).is_some_and(|table| {
                same_key(table.keys(), last).is_some_and(|name| table.remove(&name).is_some())
            }),
            Self::Json(value) => json_at(value, above).is_some_and(|map| {
                same_key(map.keys(), last).is_some_and(|name| map.remove(&name).is_some())
            }),
        }
    }

    /// Takes texts out of all lists in the map at a path of keys, unless they are to be kept; whether there were some.
    pub fn retain_texts(&mut self, path: &[&str], keep: impl Fn(&str) -> bool) -> bool {
        let mut gone = 0;
        match self {
            Self::Toml(table) => {
                let table = toml_at(table, path);
                let lists = table.into_iter().flat_map(|table| table.iter_mut());
                for list in lists.filter_map(|(_, value)| value.as_array_mut()) {
                    gone += list.len();
                    list.retain(|item| item.as_str().is_none_or(&keep));
                    gone -= list.len();
                }
            }
            Self::Json(value) => {
                let lists = json_at(value, path).into_iter().flat_map(|map| map.values_mut());
                for list in lists.filter_map(JsonValue::as_array_mut) {
                    gone += list.len();
                    list.retain(|item| item.as_str().is_none_or(&keep));
                    gone -= list.len();
                }
            }
        }
        gone > 0
    }

    fn child(self, key: &str) -> Option<Self> {
        match self {
            Self::Toml(mut table) => match table.remove(&same_key(table.keys(), key)?)? {
                TomlValue::Table(table) => Some(Self::Toml(table)),
                value => Some(Self::Json(from_toml(value))),
            },
            Self::Json(mut value) => {
                let map = value.as_object_mut()?;
                map.remove(&same_key(map.keys(), key)?).map(Self::Json)
            }
        }
    }
}

/// The table at a path of keys.
fn toml_at<'t>(table: &'t mut TomlTable, path: &[&str]) -> Option<&'t mut TomlTable> {
    path.iter().try_fold(table, |table, key| {
        let name = same_key(table.keys(), key)?;
        table.get_mut(&name)?.as_table_mut()
    })
}

/// The map at a path of keys.
fn json_at<'v>(value: &'v mut JsonValue, path: &[&str]) -> Option<&'v mut JsonObject> {
    path.iter().try_fold(value.as_object_mut()?, |map, key| {
        let name = same_key(map.keys(), key)?;
        map.get_mut(&name)?.as_object_mut()
    })
}

fn from_toml(value: TomlValue) -> JsonValue {
    serde_json::to_value(value).unwrap_or(JsonValue::Null)
}

fn same_key<'k>(mut keys: impl Iterator<Item = &'k String>, wanted: &str) -> Option<String> {
    keys.find(|key| key.eq_ignore_ascii_case(wanted)).cloned()
}

/// The texts of a value: itself, or those of a list.
#[must_use]
pub fn texts(value: &JsonValue) -> Vec<String> {
    match value {
        JsonValue::String(text) => vec![text.clone()],
        JsonValue::Array(items) => items.iter().flat_map(texts).collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_taken_out_and_the_rest_stays() {
        let site = tempfile::tempdir().unwrap();
        let copy = Copy::of(site.path()).unwrap();
        copy.put(
            "a.toml",
            "Theme = 'x'\ndate = 2024-01-02\n[module]\n[[module.imports]]\npath='p'\n",
        )
        .unwrap();
        copy.put("b.yml", "# note\ntheme: [x, y]\nmodule: {imports: [{path: p}], other: 1}\n")
            .unwrap();
        for (name, rest) in
            [("a.toml", "date = 2024-01-02\n\n[module]\n"), ("b.yml", "{\"module\":{\"other\":1}}")]
        {
            let mut settings = Settings::read(&copy, name).unwrap();
            assert!(!texts(&settings.get(&["theme"]).unwrap()).is_empty());
            assert!(settings.remove(&["theme"]) && settings.remove(&["module", "Imports"]));
            assert!(!settings.remove(&["module", "none"]));
            settings.write(&copy, name).unwrap();
            assert_eq!(copy.text(name), rest);
        }
    }

    #[test]
    fn lists_lose_the_texts_that_are_not_to_be_kept() {
        let site = tempfile::tempdir().unwrap();
        let copy = Copy::of(site.path()).unwrap();
        copy.put("a.toml", "_merge = 'deep'\nhome = ['html', 'x', 'rss']\npage = ['x']\n").unwrap();
        copy.put("b.yml", "outputs: {_merge: deep, home: [html, x, rss], page: [x]}\n").unwrap();
        for (name, path) in [("a.toml", &[][..]), ("b.yml", &["outputs"])] {
            let mut settings = Settings::read(&copy, name).unwrap();
            assert!(settings.retain_texts(path, |text| text != "x"));
            let left = settings.get(path).unwrap();
            let expected =
                serde_json::json!({"_merge": "deep", "home": ["html", "rss"], "page": []});
            assert_eq!(left, expected, "{name}");
            assert!(!settings.retain_texts(path, |text| text != "x"), "{name}");
            assert!(!settings.retain_texts(&["none"], |_| false), "{name}");
        }
    }
}
