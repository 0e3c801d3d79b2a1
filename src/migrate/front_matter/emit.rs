//! Values as source text, for entries that cannot be copied.

use std::fmt::Write as _;

use crate::document::Format;
use crate::document::patch::{Place, Quoting, quote};
use crate::value::Value;

/// Blanks of one level of indentation.
const INDENT: usize = 2;

/// `key: value` lines of YAML, indented by `depth` levels. Lists of scalars and maps are written in block style.
pub fn yaml_entry(key: &str, value: &Value, depth: usize, text: &mut String) {
    pad(text, depth);
    text.push_str(&quote(key, Format::Yaml, Quoting::Minimal, Place::Key));
    text.push(':');
    yaml_value(value, depth, text);
}

/// What follows a YAML key or list mark, newline included.
fn yaml_value(value: &Value, depth: usize, text: &mut String) {
    match value {
        Value::List(items) if !items.is_empty() => {
            text.push('\n');
            for item in items {
                pad(text, depth + 1);
                text.push('-');
                yaml_item(item, depth + 1, text);
            }
        }
        Value::Map(entries) if !entries.is_empty() => {
            text.push('\n');
            for (key, value) in entries {
                yaml_entry(key, value, depth + 1, text);
            }
        }
        scalar => {
            text.push(' ');
            text.push_str(&inline(scalar, Format::Yaml, Place::Block));
            text.push('\n');
        }
    }
}

/// An item of a block list; collections in it are written in brackets, which needs no indentation.
fn yaml_item(item: &Value, _depth: usize, text: &mut String) {
    text.push(' ');
    let place =
        if matches!(item, Value::List(_) | Value::Map(_)) { Place::Flow } else { Place::Block };
    text.push_str(&inline(item, Format::Yaml, place));
    text.push('\n');
}

/// `key = value` of TOML on one line; maps become inline tables. A null has no form and is left out.
pub fn toml_entry(key: &str, value: &Value, text: &mut String) {
    if *value == Value::Null {
        return;
    }
    let key = quote(key, Format::Toml, Quoting::Minimal, Place::Key);
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{key} = {}", inline(value, Format::Toml, Place::Flow));
}

/// A value on one line.
#[must_use]
pub fn inline(value: &Value, format: Format, place: Place) -> String {
    match value {
        Value::Null if format == Format::Toml => "\"\"".to_owned(),
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Int(value) => value.to_string(),
        Value::Float(value) => float(*value, format),
        Value::String(text) => quote(text, format, Quoting::Minimal, place),
        Value::Date(text) => text.clone(),
        Value::List(items) => {
            let items: Vec<String> = items
                .iter()
                .filter(|item| format != Format::Toml || **item != Value::Null)
                .map(|item| inline(item, format, Place::Flow))
                .collect();
            format!("[{}]", items.join(", "))
        }
        Value::Map(entries) => map(entries, format),
    }
}

fn map(entries: &[(String, Value)], format: Format) -> String {
    let separator = if format == Format::Toml { " = " } else { ": " };
    let entries: Vec<String> = entries
        .iter()
        .filter(|(_, value)| format != Format::Toml || *value != Value::Null)
        .map(|(key, value)| {
            let key = quote(key, format, Quoting::Minimal, Place::Key);
            format!("{key}{separator}{}", inline(value, format, Place::Flow))
        })
        .collect();
    if entries.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", entries.join(", ")) }
}

/// A number that every reader takes for one with a fraction.
fn float(value: f64, format: Format) -> String {
    let toml = format == Format::Toml;
    match value {
        _ if value.is_nan() => if toml { "nan" } else { ".nan" }.to_owned(),
        _ if value.is_infinite() => {
            let sign = if value < 0.0 { "-" } else { "" };
            format!("{sign}{}", if toml { "inf" } else { ".inf" })
        }
        _ => format!("{value:?}"),
    }
}

fn pad(text: &mut String, depth: usize) {
    text.extend(std::iter::repeat_n(' ', depth * INDENT));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::text::Source;
    use crate::value;

    fn sample() -> Value {
        let text = |text: &str| Value::String(text.to_owned());
        Value::Map(vec![
            ("title".into(), text("yes: no # 标题")),
            ("n: 1".into(), Value::Int(-3)),
            ("list".into(), Value::List(vec![text("a, b"), text("2024-01-02"), Value::Bool(true)])),
            ("paths".into(), Value::List(vec![Value::List(vec![text("a"), text("b]")]), text("")])),
            (
                "map".into(),
                Value::Map(vec![
                    ("k".into(), Value::Float(1.0)),
                    ("e".into(), Value::List(vec![])),
                ]),
            ),
        ])
    }

    fn entries(value: &Value) -> &[(String, Value)] {
        match value {
            Value::Map(entries) => entries,
            _ => &[],
        }
    }

    #[test]
    fn yaml_reads_back_as_the_same_values() {
        let mut text = String::new();
        for (key, value) in entries(&sample()) {
            yaml_entry(key, value, 0, &mut text);
        }
        assert_eq!(value::yaml::read(&text).ok(), Some(sample()), "{text}");
        let source = Source::new("", format!("---\n{text}---\n"));
        assert_eq!(Document::parse(&source).front_matter.unwrap().tree.root.entries().len(), 5);
    }

    #[test]
    fn toml_reads_back_as_the_same_values() {
        let mut text = String::new();
        for (key, value) in entries(&sample()) {
            toml_entry(key, value, &mut text);
        }
        assert_eq!(value::toml::read(&text).ok(), Some(sample()), "{text}");
    }
}
