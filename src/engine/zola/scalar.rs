//! What Zola's readers make of a value that stands alone: `serde_yaml` (de.rs: visit_untagged_scalar) or `toml`.

use crate::document::{Entry, Format, Kind, Node, Scalar, Style};
use crate::engine::DateReading;
use crate::value::Value;
use crate::value::typed::{self, TomlValue};

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
            _ => Ok(plain_yaml(&scalar.text)),
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
                _ => matches!(plain_yaml(&scalar.text), Value::String(_)),
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

fn plain_yaml(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Value::Null,
        "true" | "True" | "TRUE" => return Value::Bool(true),
        "false" | "False" | "FALSE" => return Value::Bool(false),
        _ => {}
    }
    integer(text)
        .map(Value::Int)
        .or_else(|| float(text).map(Value::Float))
        .unwrap_or_else(|| Value::String(text.to_owned()))
}

/// Sign and number of an integer: decimal without leading zeros, or with `0x`, `0o`, `0b`.
fn integer(text: &str) -> Option<i128> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let based = [("0x", 16), ("0o", 8), ("0b", 2)]
        .into_iter()
        .find_map(|(prefix, radix)| Some((digits.strip_prefix(prefix)?, radix)));
    let (digits, radix) = based.unwrap_or((digits, 10));
    if !digits.starts_with(|first: char| first.is_digit(radix)) || is_padded(text) {
        return None;
    }
    i128::from_str_radix(&format!("{sign}{digits}"), radix).ok()
}

/// Whether a number begins with a zero that makes it a text.
fn is_padded(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    digits.len() > 1 && digits.starts_with('0') && digits[1..].bytes().all(|b| b.is_ascii_digit())
}

fn float(text: &str) -> Option<f64> {
    let unsigned = text.strip_prefix('+').unwrap_or(text);
    match unsigned {
        ".inf" | ".Inf" | ".INF" => return Some(f64::INFINITY),
        "-.inf" | "-.Inf" | "-.INF" if unsigned == text => return Some(f64::NEG_INFINITY),
        ".nan" | ".NaN" | ".NAN" if unsigned == text => return Some(f64::NAN),
        _ => {}
    }
    let digit = |byte: u8| byte.is_ascii_digit();
    let signed_twice = unsigned != text && unsigned.starts_with(['+', '-']);
    let numeric = unsigned.bytes().any(digit) && !is_padded(text) && !signed_twice;
    unsigned.parse().ok().filter(|value: &f64| numeric && value.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_scalars_of_yaml() {
        let string = |text: &str| Value::String(text.to_owned());
        for (text, expected) in [
            ("", Value::Null),
            ("~", Value::Null),
            ("yes", string("yes")),
            ("True", Value::Bool(true)),
            ("12", Value::Int(12)),
            ("-0x1F", Value::Int(-31)),
            ("0o10", Value::Int(8)),
            ("010", string("010")),
            ("1_000", string("1_000")),
            ("1.50", Value::Float(1.5)),
            ("33e3", Value::Float(33000.0)),
            ("22:30", string("22:30")),
            ("2021-01-01", string("2021-01-01")),
            ("-", string("-")),
            ("inf", string("inf")),
            ("+-1", string("+-1")),
        ] {
            assert_eq!(plain_yaml(text), expected, "{text:?}");
        }
    }

    #[test]
    fn plain_scalars_of_toml() {
        assert_eq!(plain_toml("1_000"), Ok(Value::Int(1000)));
        assert_eq!(plain_toml("2021-01-01"), Ok(Value::Date("2021-01-01".to_owned())));
        assert_eq!(plain_toml("true"), Ok(Value::Bool(true)));
        assert!(plain_toml("2021/01/01").is_err());
    }
}
