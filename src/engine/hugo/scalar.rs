//! A node of a document as Hugo's readers type it.

use super::yaml;
use crate::document::{Format, Kind, Node, Scalar, Style};
use crate::value::Value;

/// The value of a node in a block of a format. An alias is nothing: its anchor is not at hand here.
///
/// # Errors
/// When Hugo does not take such a value.
pub(super) fn value(node: &Node<'_>, format: Format) -> Result<Value, String> {
    match &node.kind {
        Kind::Scalar(scalar) => scalar_value(scalar, node.is_absent(), format),
        Kind::List(list) => list
            .items
            .iter()
            .map(|item| value(item, format))
            .collect::<Result<_, _>>()
            .map(Value::List),
        Kind::Map(map) => map
            .entries
            .iter()
            .map(|entry| Ok((entry.name().to_owned(), value(&entry.value, format)?)))
            .collect::<Result<_, _>>()
            .map(Value::Map),
        Kind::Alias(_) => Ok(Value::Null),
    }
}

fn scalar_value(scalar: &Scalar<'_>, absent: bool, format: Format) -> Result<Value, String> {
    let text = scalar.text.as_ref();
    if scalar.style != Style::Plain {
        return Ok(Value::String(text.to_owned()));
    }
    match format {
        Format::Yaml if absent => Ok(Value::Null),
        // Tabs inside a plain scalar are lost in Hugo's reader.
        Format::Yaml if text.contains('\t') => Ok(yaml::plain(&text.replace('\t', ""))),
        Format::Yaml => Ok(yaml::plain(text)),
        Format::Json | Format::HexoJson => json_value(text),
        Format::Toml => toml_value(text),
    }
}

fn json_value(text: &str) -> Result<Value, String> {
    match text {
        "null" => Ok(Value::Null),
        "true" | "false" => Ok(Value::Bool(text == "true")),
        number => {
            let float = number.parse().map_err(|_| format!("invalid character in {number:?}"))?;
            Ok(Value::Float(float))
        }
    }
}

fn toml_value(text: &str) -> Result<Value, String> {
    match super::toml::read(&format!("x = {text}")) {
        Ok(map) => Ok(map.get("x").cloned().unwrap_or(Value::Null)),
        Err(refused) => Err(format!("toml: {}", refused.message)),
    }
}
