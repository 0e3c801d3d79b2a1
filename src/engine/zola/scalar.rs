//! What Zola's readers make of a value that stands alone: `serde_yaml` (de.rs: visit_untagged_scalar) or `toml`.

use crate::document::{Entry, Format, Kind, Node, Scalar, Style};
use crate::engine::DateReading;
use crate::value::typed::{self, TomlValue};
use crate::value::{Value, yaml};

use super::date::{self, Moment};

/// A node as the reader of its format types it where it may be anything.
///
/// # Errors
/// When it is an alias, whose anchor this does not know, or no value of TOML.
pub fn value(node: &Node<'_>, format: Format) -> Result<Value, String> {
    match &node.kind {
        Kind::Alias(name) => Err(format!("*{name} stands for a value elsewhere")),
        Kind::List(list) => {
            let items: Result<_, _> = list.items.iter().map(|item| value(item, format)).collect();
            Ok(Value::List(items?))
        }
        Kind::Map(map) => {
            let pair =
                |entry: &Entry<'_>| Ok((entry.name().to_owned(), value(&entry.value, format)?));
            Ok(Value::Map(map.entries.iter().map(pair).collect::<Result<_, String>>()?))
        }
        Kind::Scalar(scalar) if scalar.style != Style::Plain || node.tag.is_some() => {
            Ok(Value::String(scalar.text.clone().into_owned()))
        }
        Kind::Scalar(scalar) => match format {
            Format::Toml => plain_toml(&scalar.text),
            _ => Ok(yaml::plain(&scalar.text)),
        },
    }
}

/// What Zola makes of the value of `date` or `updated`.
#[must_use]
pub fn date(key: &str, node: &Node<'_>, format: Format) -> DateReading {
    let moment = match &node.kind {
        Kind::Scalar(scalar) if is_date_or_text(scalar, node, format) => date::parse(&scalar.text),
        Kind::Alias(_) => return DateReading::Unreadable("the value stands elsewhere".to_owned()),
        _ => {
            let reason = "data did not match any variant of untagged enum MaybeDatetime";
            return DateReading::Unreadable(reason.to_owned());
        }
    };
    match moment {
        Some(Moment::Instant(instant)) => DateReading::Instant(instant),
        Some(Moment::Nowhere) if key == "updated" => DateReading::Absent,
        Some(Moment::Nowhere) => DateReading::Unreadable(format!("`{key}` could not be parsed")),
        None => DateReading::Unreadable("Unable to parse datetime".to_owned()),
    }
}

/// Whether a scalar is a text, or a date of TOML.
fn is_date_or_text(scalar: &Scalar<'_>, node: &Node<'_>, format: Format) -> bool {
    scalar.style != Style::Plain
        || node.tag.is_none()
            && match format {
                Format::Toml => matches!(plain_toml(&scalar.text), Ok(Value::Date(_))),
                _ => matches!(yaml::plain(&scalar.text), Value::String(_)),
            }
}

fn plain_toml(text: &str) -> Result<Value, String> {
    let mut table: Vec<(String, TomlValue)> =
        typed::toml::<typed::TomlTable>(&format!("v = {text}"))
            .map_err(|error| error.message)?
            .into_iter()
            .collect();
    match table.pop() {
        Some((_, TomlValue::Boolean(value))) => Ok(Value::Bool(value)),
        Some((_, TomlValue::Integer(value))) => Ok(Value::Int(value.into())),
        Some((_, TomlValue::Float(value))) => Ok(Value::Float(value)),
        Some((_, TomlValue::Datetime(_))) => Ok(Value::Date(text.to_owned())),
        _ => Ok(Value::String(text.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_scalars_of_toml() {
        assert_eq!(plain_toml("1_000"), Ok(Value::Int(1000)));
        assert_eq!(plain_toml("2021-01-01"), Ok(Value::Date("2021-01-01".to_owned())));
        assert_eq!(plain_toml("true"), Ok(Value::Bool(true)));
        assert!(plain_toml("2021/01/01").is_err());
    }
}
