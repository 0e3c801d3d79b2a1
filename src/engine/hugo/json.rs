//! JSON as Go's `encoding/json` reads it: every number is a float, and the last of equal keys counts.

use crate::value::{self, Unreadable, Value};

/// Reads a block into a map.
///
/// # Errors
/// What `encoding/json` refuses.
pub(super) fn read(block: &str) -> Result<Value, Unreadable> {
    value::json::read(block).map(floats)
}

fn floats(value: Value) -> Value {
    match value {
        Value::Int(number) => Value::Float(number as f64),
        Value::List(items) => Value::List(items.into_iter().map(floats).collect()),
        Value::Map(entries) => {
            Value::Map(entries.into_iter().map(|(key, value)| (key, floats(value))).collect())
        }
        other => other,
    }
}
