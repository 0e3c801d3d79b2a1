//! The `toml` crate: what Zola reads, and the reference for TOML.

use toml::Spanned;
use toml::de::{DeInteger, DeTable, DeValue};

use super::{Unreadable, Value};

/// The values of a TOML document. Dates are kept as written.
///
/// # Errors
/// When `toml` refuses the text, or a number fits nowhere.
pub fn read(text: &str) -> Result<Value, Unreadable> {
    match DeTable::parse(text) {
        Ok(table) => map(table.get_ref(), text),
        Err(error) => Err(Unreadable {
            at: error.span().map_or(0, |span| span.start.min(text.len())),
            message: error.message().to_owned(),
        }),
    }
}

fn map(table: &DeTable<'_>, text: &str) -> Result<Value, Unreadable> {
    table
        .iter()
        .map(|(key, node)| Ok((key.get_ref().to_string(), value(node, text)?)))
        .collect::<Result<_, _>>()
        .map(Value::Map)
}

fn value(node: &Spanned<DeValue<'_>>, text: &str) -> Result<Value, Unreadable> {
    let refuse = |what: &str| Unreadable { at: node.span().start, message: what.to_owned() };
    Ok(match node.get_ref() {
        DeValue::String(string) => Value::String(string.to_string()),
        DeValue::Integer(number) => {
            Value::Int(integer(number).ok_or_else(|| refuse("the number is too large"))?)
        }
        DeValue::Float(number) => {
            Value::Float(number.as_str().parse().map_err(|_| refuse("this is no number"))?)
        }
        DeValue::Boolean(truth) => Value::Bool(*truth),
        DeValue::Datetime(_) => Value::Date(text.get(node.span()).unwrap_or_default().to_owned()),
        DeValue::Array(items) => {
            Value::List(items.iter().map(|item| value(item, text)).collect::<Result<_, _>>()?)
        }
        DeValue::Table(table) => map(table, text)?,
    })
}

fn integer(number: &DeInteger<'_>) -> Option<i128> {
    i64::from_str_radix(number.as_str(), number.radix()).ok().map(i128::from)
}
