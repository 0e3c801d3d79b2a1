//! Writes whole blocks of front matter.

use super::emit::{Content, Habits};
use super::places::newline;
use super::quote::{Place, Quoting, quote};
use crate::document::Format;
use crate::text::Edit;
use crate::value::Value;

/// A new block at the top of a text that has none, behind a byte order mark. The text below stays.
#[must_use]
pub fn new_block(text: &str, format: Format, entries: &[(String, Value)]) -> Vec<Edit> {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    vec![Edit::insert(start, write_block(format, entries, newline(text)))]
}

/// A block with its fences; `newline` stands behind every line.
///
/// In TOML the keys whose value is a map come last, each as a `[table]`; keys without value are left out.
#[must_use]
pub fn write_block(format: Format, entries: &[(String, Value)], newline: &'static str) -> String {
    let habits = Habits::new(format, newline);
    let line = |(key, value): &(String, Value)| {
        habits.entry(key, Content::Value(value), 0, Place::Block) + newline
    };
    match format {
        Format::Yaml => fenced("---", newline, &entries.iter().map(line).collect::<String>()),
        Format::Toml => fenced("+++", newline, &toml(habits, "", entries)),
        Format::Json => {
            format!("{{{newline}{}{newline}}}{newline}", members(habits, entries, "  "))
        }
        Format::HexoJson => {
            let members = members(habits, entries, "");
            let end = if members.is_empty() { "" } else { newline };
            fenced(";;;", newline, &(members + end))
        }
    }
}

fn fenced(marks: &str, newline: &str, lines: &str) -> String {
    format!("{marks}{newline}{lines}{marks}{newline}")
}

fn members(habits: Habits, entries: &[(String, Value)], indent: &str) -> String {
    let member = |(key, value): &(String, Value)| {
        format!("{indent}{}", habits.entry(key, Content::Value(value), 0, Place::Flow))
    };
    entries.iter().map(member).collect::<Vec<_>>().join(&format!(",{}", habits.newline))
}

/// Keys first, then tables, each below its header. `path` is the header of the table around, with a dot.
fn toml(habits: Habits, path: &str, entries: &[(String, Value)]) -> String {
    let mut keys = String::new();
    let mut tables = String::new();
    for (key, value) in entries {
        match value {
            Value::Null => {}
            Value::Map(inner) if !inner.is_empty() => {
                let path =
                    path.to_owned() + &quote(key, Format::Toml, Quoting::Minimal, Place::Key);
                let newline = habits.newline;
                let inside = toml(habits, &format!("{path}."), inner);
                // A table that holds tables only needs no header of its own.
                if inner
                    .iter()
                    .all(|(_, value)| matches!(value, Value::Map(map) if !map.is_empty()))
                {
                    tables += &inside;
                } else {
                    tables += &format!("{newline}[{path}]{newline}{inside}");
                }
            }
            value => {
                keys += &habits.entry(key, Content::Value(value), 0, Place::Block);
                keys += habits.newline;
            }
        }
    }
    keys + &tables
}
