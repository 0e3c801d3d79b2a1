//! Front matter as the JSON that a schema speaks of.

use serde_json::{Map, Number, Value as Json};

use crate::value::Value;

/// The values of a block without the key that names the schema. Dates are texts as they are written.
pub(super) fn without_schema_key(values: &Value) -> Json {
    let mut json = json(values);
    if let Json::Object(map) = &mut json {
        map.remove("$schema");
    }
    json
}

fn json(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Bool(truth) => Json::Bool(*truth),
        Value::Int(number) => integer(*number),
        Value::Float(number) => Number::from_f64(*number).map_or(Json::Null, Json::Number),
        Value::String(text) | Value::Date(text) => Json::String(text.clone()),
        Value::List(items) => Json::Array(items.iter().map(json).collect()),
        Value::Map(entries) => {
            let entries = entries.iter().map(|(key, value)| (key.clone(), json(value)));
            Json::Object(entries.collect::<Map<_, _>>())
        }
    }
}

fn integer(number: i128) -> Json {
    let signed = i64::try_from(number).map(Number::from);
    let number = signed.or_else(|_| u64::try_from(number).map(Number::from));
    number.map_or(Json::Null, Json::Number)
}
