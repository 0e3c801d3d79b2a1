//! TOML as go-toml 2.4.3 reads it: the reference reader, and where the two differ.

use crate::value::{self, Unreadable, Value};

/// Reads a block into a map.
///
/// # Errors
/// What go-toml refuses, with the byte at which it stops.
pub(super) fn read(block: &str) -> Result<Value, Unreadable> {
    if block.starts_with('\u{feff}') {
        let message = "invalid character at start of key: U+FEFF".to_owned();
        return Err(Unreadable { at: 0, message });
    }
    let value = value::toml::read(block)?;
    match bad_date(&value) {
        None => Ok(value),
        Some((date, message)) => {
            let at = block.find(date).unwrap_or(0);
            Err(Unreadable { at, message: message.to_owned() })
        }
    }
}

/// A date that TOML allows and Go does not: a 60th second, an offset of a day or more.
fn bad_date(value: &Value) -> Option<(&str, &'static str)> {
    match value {
        Value::Date(text) => date_error(text).map(|message| (text.as_str(), message)),
        Value::List(items) => items.iter().find_map(bad_date),
        Value::Map(entries) => entries.iter().find_map(|(_, value)| bad_date(value)),
        _ => None,
    }
}

fn date_error(text: &str) -> Option<&'static str> {
    if text.contains(":60") {
        return Some("seconds cannot be greater than 59");
    }
    let time = text.get(10..)?;
    let (hours, minutes) = time[time.rfind(['+', '-'])? + 1..].split_once(':')?;
    match (hours.parse::<u8>(), minutes.parse::<u8>()) {
        (Ok(0..=23), Ok(0..=59)) => None,
        (Ok(0..=23), _) => Some("invalid timezone offset minutes"),
        _ => Some("invalid timezone offset hours"),
    }
}
