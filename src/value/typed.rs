//! The reference readers asked for a type of the caller's own, as an engine that is written in Rust asks them:
//! whatever the library's own conversions do (coercions, unknown keys, the words of an error) happens here too.

use serde::de::DeserializeOwned;

pub use serde_json::{Map as JsonMap, Value as JsonValue};
pub use toml::value::{Datetime, Offset};
pub use toml::{Table as TomlTable, Value as TomlValue};

use super::{Unreadable, Value, yaml};

/// YAML as `serde_yaml` reads it into a type.
///
/// # Errors
/// With the error's `Debug` text, which names the place and is what Zola prints; or where nesting or aliases would
/// take all time or memory.
pub fn yaml<T: DeserializeOwned>(text: &str) -> Result<T, Unreadable> {
    if let Some(error) = yaml::explodes(text) {
        return Err(error);
    }
    serde_yaml::from_str(text).map_err(|error| Unreadable {
        at: yaml::place(text, &error),
        message: format!("{error:?}"),
    })
}

/// TOML as the `toml` crate reads it into a type.
///
/// # Errors
/// With the crate's message, without its excerpt.
pub fn toml<T: DeserializeOwned>(text: &str) -> Result<T, Unreadable> {
    toml::from_str(text).map_err(|error: toml::de::Error| Unreadable {
        at: error.span().map_or(0, |span| span.start),
        message: error.message().to_owned(),
    })
}

/// TOML read into a type of which every key may be missing, without the keys that the type refuses. Each
/// of these comes with its path and the reason.
///
/// # Errors
/// When the text is no TOML.
pub fn toml_in_part<T: DeserializeOwned + Default>(
    text: &str,
) -> Result<(T, Vec<RefusedKey>), Unreadable> {
    let mut table: toml::Table = toml(text)?;
    let mut refused = Vec::new();
    prune::<T>(&mut table, &mut Vec::new(), &mut refused);
    Ok((table.try_into().unwrap_or_default(), refused))
}

/// A value of JSON. A date of TOML that went through JSON is one again.
#[must_use]
pub fn from_json(value: &JsonValue) -> Value {
    match value {
        JsonValue::Null => Value::Null,
        JsonValue::Bool(truth) => Value::Bool(*truth),
        JsonValue::Number(number) => match number.as_i128() {
            Some(whole) => Value::Int(whole),
            None => Value::Float(number.as_f64().unwrap_or(f64::NAN)),
        },
        JsonValue::String(text) => Value::String(text.clone()),
        JsonValue::Array(items) => Value::List(items.iter().map(from_json).collect()),
        JsonValue::Object(map) => from_json_map(map),
    }
}

/// A map of JSON.
#[must_use]
pub fn from_json_map(map: &JsonMap<String, JsonValue>) -> Value {
    match map.get("$__toml_private_datetime") {
        Some(JsonValue::String(date)) => Value::Date(date.clone()),
        _ => Value::Map(map.iter().map(|(key, value)| (key.clone(), from_json(value))).collect()),
    }
}

/// A value of TOML.
#[must_use]
pub fn from_toml(value: &TomlValue) -> Value {
    match value {
        TomlValue::String(text) => Value::String(text.clone()),
        TomlValue::Integer(number) => Value::Int((*number).into()),
        TomlValue::Float(number) => Value::Float(*number),
        TomlValue::Boolean(truth) => Value::Bool(*truth),
        TomlValue::Datetime(date) => Value::Date(date.to_string()),
        TomlValue::Array(items) => Value::List(items.iter().map(from_toml).collect()),
        TomlValue::Table(table) => {
            Value::Map(table.iter().map(|(key, value)| (key.clone(), from_toml(value))).collect())
        }
    }
}

/// A key that a type refuses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedKey {
    /// The key, with those that it stands below.
    pub path: Vec<String>,
    /// The reason in the reader's words.
    pub message: String,
}

/// Takes out of `table`, which stands below `path`, each key that `T` refuses where it stands alone.
fn prune<T: DeserializeOwned>(
    table: &mut toml::Table,
    path: &mut Vec<String>,
    refused: &mut Vec<RefusedKey>,
) {
    let keys: Vec<String> = table.keys().cloned().collect();
    for key in keys {
        let Some(message) = table.get(&key).and_then(|value| refusal::<T>(path, &key, value))
        else {
            continue;
        };
        let before = refused.len();
        if let Some(TomlValue::Table(inner)) = table.get_mut(&key) {
            path.push(key.clone());
            prune::<T>(inner, path, refused);
            path.pop();
        }
        let still = table.get(&key).is_some_and(|value| refusal::<T>(path, &key, value).is_some());
        if still {
            refused.truncate(before);
            refused.push(RefusedKey {
                path: [&path[..], std::slice::from_ref(&key)].concat(),
                message,
            });
            table.remove(&key);
        }
    }
}

/// Why `T` refuses a table with this key alone, below `path`.
fn refusal<T: DeserializeOwned>(path: &[String], key: &str, value: &TomlValue) -> Option<String> {
    let alone = toml::Table::from_iter([(key.to_owned(), value.clone())]);
    let nested = path.iter().rev().fold(alone, |inner, name| {
        toml::Table::from_iter([(name.clone(), TomlValue::Table(inner))])
    });
    nested.try_into::<T>().err().map(|error| error.message().to_owned())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Default, PartialEq, Deserialize)]
    #[serde(default, deny_unknown_fields)]
    struct Sample {
        name: String,
        inner: Inner,
        map: BTreeMap<String, u8>,
    }

    #[derive(Debug, Default, PartialEq, Deserialize)]
    #[serde(default, deny_unknown_fields)]
    struct Inner {
        number: u8,
    }

    #[test]
    fn the_yaml_reader_turns_numbers_into_text() {
        assert_eq!(yaml::<Sample>("name: 1.410").unwrap().name, "1.410");
        let error = yaml::<Sample>("name: [a]").unwrap_err();
        assert_eq!(
            error.message,
            "Error(\"name: invalid type: sequence, expected a string\", line: 1, column: 7)"
        );
    }

    #[test]
    fn what_is_refused_goes_and_the_rest_stays() {
        let text = "name = 'a'\nmore = 1\n[inner]\nnumber = 2\nother = 3\n[map]\na = 1\nb = 'x'\n";
        let (sample, refused) = toml_in_part::<Sample>(text).unwrap();
        assert_eq!((&*sample.name, sample.inner.number, sample.map["a"]), ("a", 2, 1));
        let paths: Vec<String> = refused.iter().map(|key| key.path.join(".")).collect();
        assert_eq!(paths, ["more", "inner.other", "map.b"]);
        assert!(toml_in_part::<Sample>("name = ").is_err());
    }
}
