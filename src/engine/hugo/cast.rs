//! Values forced into a type as spf13/cast 1.10.0 does it: most bad types quietly become the empty value.

use super::dates;
use crate::value::Value;

/// Text (`cast.ToString`): lists and maps are empty.
pub(super) fn text(value: &Value) -> String {
    text_of(value).unwrap_or_default()
}

/// Text, or none for what cast refuses.
pub(super) fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::Null => Some(String::new()),
        Value::Bool(truth) => Some(truth.to_string()),
        Value::Int(int) => Some(int.to_string()),
        Value::Float(float) => Some(float_text(*float)),
        Value::String(text) => Some(text.clone()),
        Value::Date(text) => Some(dates::printed(text)),
        Value::List(_) | Value::Map(_) => None,
    }
}

/// A number as `strconv.FormatFloat(f, 'f', -1, 64)` writes it.
fn float_text(float: f64) -> String {
    match float {
        f64::INFINITY => "+Inf".to_owned(),
        f64::NEG_INFINITY => "-Inf".to_owned(),
        _ => float.to_string(),
    }
}

/// A truth value (`cast.ToBoolE`); none for what cast refuses.
pub(super) fn bool_of(value: &Value) -> Option<bool> {
    match value {
        Value::Null => Some(false),
        Value::Bool(truth) => Some(*truth),
        Value::Int(int) => Some(*int != 0),
        Value::Float(float) => Some(*float != 0.0),
        Value::String(text) => match text.as_str() {
            "1" | "t" | "T" | "true" | "TRUE" | "True" => Some(true),
            "0" | "f" | "F" | "false" | "FALSE" | "False" => Some(false),
            _ => None,
        },
        Value::Date(_) | Value::List(_) | Value::Map(_) => None,
    }
}

/// A list of texts (`cast.ToStringSlice`): a text is cut at blanks, any other scalar is a list of one.
/// A list with anything that is no scalar is empty as a whole.
pub(super) fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Null | Value::Map(_) => Vec::new(),
        Value::String(text) => text.split_whitespace().map(str::to_owned).collect(),
        Value::List(items) => {
            items.iter().map(text_of).collect::<Option<Vec<_>>>().unwrap_or_default()
        }
        scalar => vec![text(scalar)],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_forced_as_cast_does() {
        let list = Value::List(vec![Value::Int(1), Value::Null]);
        assert_eq!(texts(&list), ["1", ""]);
        assert_eq!(texts(&Value::List(vec![list])), Vec::<String>::new());
        assert_eq!(texts(&Value::String(" a  b ".into())), ["a", "b"]);
        assert_eq!(text(&Value::Float(1e21)), "1000000000000000000000");
        assert_eq!(text(&Value::Float(1.10)), "1.1");
        assert_eq!(bool_of(&Value::String("yes".into())), None);
        assert_eq!(bool_of(&Value::String("T".into())), Some(true));
    }
}
