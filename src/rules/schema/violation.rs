//! What a value violates, and where, in the words of front matter.

use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind as Kind;
use serde_json::Value as Json;

use super::meant;

/// One violation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The keys and indexes that lead to the value.
    pub path: Vec<String>,
    /// What of it is meant.
    pub place: Place,
    /// What is wrong, in one line.
    pub message: String,
    /// What to do, where that is clear.
    pub help: Option<String>,
}

/// What a violation is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The value.
    Value,
    /// The key of the value: something inside it is missing.
    Key,
    /// This key inside the value.
    Inside(String),
}

/// How many allowed values are listed.
const LISTED: usize = 12;

/// A violation; for a map with several keys too many, one for each.
pub(super) fn of(error: &ValidationError<'_>) -> Vec<Violation> {
    let path = steps(error.instance_path().as_str());
    let name = if path.is_empty() { "the front matter".to_owned() } else { path.join(".") };
    let one =
        |place, message: String, help| vec![Violation { path: path.clone(), place, message, help }];
    match error.kind() {
        Kind::Required { property } => {
            let key = property.as_str().unwrap_or_default();
            let inner: Vec<&str> = path.iter().map(String::as_str).chain([key]).collect();
            let message = format!("`{}` is missing", inner.join("."));
            one(Place::Key, message, Some("the schema requires it".to_owned()))
        }
        Kind::AdditionalProperties { unexpected } | Kind::UnevaluatedProperties { unexpected } => {
            let violation = |key: &String| Violation {
                path: path.clone(),
                place: Place::Inside(key.clone()),
                message: format!("the schema has no key `{key}` here"),
                help: None,
            };
            unexpected.iter().map(violation).collect()
        }
        // `additionalProperties: false` alone is told of the value that it forbids.
        Kind::FalseSchema if !path.is_empty() => {
            one(Place::Key, format!("the schema has no key `{name}` here"), None)
        }
        Kind::Enum { options } => {
            let options = options.as_array().map_or(&[][..], Vec::as_slice);
            let near = error.instance().as_str().and_then(|text| meant(text, options));
            let help = near.map_or_else(
                || format!("allowed are {}", listed(options)),
                |near| format!("did you mean `{near}`?"),
            );
            let message = format!("`{name}` has none of the values that the schema allows");
            one(Place::Value, message, Some(help))
        }
        _ => {
            let what = error.masked_with("the value").to_string();
            one(Place::Value, format!("`{name}` violates the schema: {what}"), None)
        }
    }
}

fn listed(options: &[Json]) -> String {
    let texts: Vec<String> = options.iter().take(LISTED).map(Json::to_string).collect();
    let more = if options.len() > LISTED { " and others" } else { "" };
    texts.join(", ") + more
}

/// The parts of a JSON pointer.
fn steps(pointer: &str) -> Vec<String> {
    let part = |part: &str| part.replace("~1", "/").replace("~0", "~");
    pointer.split('/').skip(1).map(part).collect()
}
