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
            Self::Toml(table) => {
                let mut at = Some(table);
                for key in above {
                    at = at.and_then(|table| {
                        let name = same_key(table.keys(), key)?;
                        table.get_mut(&name)?.as_table_mut()
                    });
                }
                at.is_some_and(|table| {
                    same_key(table.keys(), last).is_some_and(|name| table.remove(&name).is_some())
                })
            }
            Self::Json(value) => {
                let mut at = Some(value);
                for key in above {
                    at = at.and_then(|value| {
                        let map = value.as_object_mut()?;
                        let name = same_key(map.keys(), key)?;
                        map.get_mut(&name)
                    });
                }
                at.and_then(JsonValue::as_object_mut).is_some_and(|map| {
                    same_key(map.keys(), last).is_some_and(|name| map.remove(&name).is_some())
                })
            }
        }
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
}
