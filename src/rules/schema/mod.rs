//! JSON Schemas of the user's, and what of a block violates them.

mod instance;
mod violation;

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use jsonschema::{Retrieve, Uri, Validator};

pub use violation::{Place, Violation};

use super::near::nearest;
use crate::value::Value;

/// Gives the text of a file that the configuration or a schema names, or why there is none. The path is relative to
/// the folder of the configuration, or absolute.
pub type Open = Arc<dyn Fn(&str) -> Result<String, String> + Send + Sync>;

/// A schema that is ready for use.
pub struct Schema(Validator);

impl fmt::Debug for Schema {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Schema")
    }
}

/// What an address in a schema begins with that stands for a file.
const FILES: &str = "file:///";

impl Schema {
    /// Reads a schema by its path. Other files that it refers to are read in the same way; what is not a file is
    /// never fetched.
    ///
    /// # Errors
    /// Why it cannot be used, as a sentence without a full stop.
    pub fn open(path: &str, open: &Open) -> Result<Self, String> {
        let text = open(path)?;
        let schema: serde_json::Value =
            serde_json::from_str(&text).map_err(|error| format!("it is no JSON: {error}"))?;
        jsonschema::options()
            .with_base_uri(format!("{FILES}{}", escaped(path)))
            .with_retriever(Files { open: open.clone(), read: AtomicUsize::new(0) })
            .should_validate_formats(true)
            .build(&schema)
            .map(Self)
            .map_err(|error| error.to_string())
    }

    /// All violations in the values of a block, in no order that matters.
    pub fn violations(&self, values: &Value) -> Vec<Violation> {
        let instance = instance::without_schema_key(values);
        self.0.iter_errors(&instance).take(MOST).flat_map(|error| violation::of(&error)).collect()
    }
}

/// How many violations are told of one post.
const MOST: usize = 100;

/// How many files a schema may consist of. Through links a file can lead to itself by ever longer paths.
const MOST_FILES: usize = 200;

/// Reads the files that schemas refer to, and nothing else.
struct Files {
    open: Open,
    /// How many were read.
    read: AtomicUsize,
}

impl Retrieve for Files {
    fn retrieve(
        &self,
        uri: &Uri<String>,
    ) -> Result<serde_json::Value, Box<dyn std::error::Error + Send + Sync>> {
        let address = uri.as_str();
        let Some(path) = address.strip_prefix(FILES) else {
            return Err(format!("`{address}` is not fetched: only files are read").into());
        };
        if self.read.fetch_add(1, Ordering::Relaxed) >= MOST_FILES {
            return Err(format!("it refers to more than {MOST_FILES} files").into());
        }
        let path = percent_decoded(path);
        let text = (self.open)(&path)?;
        Ok(serde_json::from_str(&text)?)
    }
}

/// A path as a part of an address.
fn escaped(path: &str) -> String {
    let mut address = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => {
                address.push(char::from(byte));
            }
            other => address.push_str(&format!("%{other:02X}")),
        }
    }
    address
}

fn percent_decoded(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let code = tail.get(..2).filter(|_| first == b'%');
        let byte = code.and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
        bytes.push(byte.unwrap_or(first));
        rest = if byte.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The allowed text that is meant by another, if one is near.
fn meant<'o>(text: &str, options: &'o [serde_json::Value]) -> Option<&'o str> {
    let texts = || options.iter().filter_map(serde_json::Value::as_str);
    let same = texts().find(|option| option.to_lowercase() == text.to_lowercase());
    same.or_else(|| nearest(text, texts()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schema(files: &'static [(&'static str, &'static str)]) -> Result<Schema, String> {
        let open: Open = Arc::new(move |path: &str| {
            let file = files.iter().find(|(name, _)| *name == path);
            file.map(|(_, text)| (*text).to_owned()).ok_or_else(|| format!("no {path}"))
        });
        Schema::open(files[0].0, &open)
    }

    #[test]
    fn files_are_read_and_nothing_is_fetched() {
        let ours = [
            ("schemas/a b.json", r#"{"$ref": "parts/title.json"}"#),
            ("schemas/parts/title.json", r#"{"required": ["title"]}"#),
        ];
        let found = schema(Box::leak(Box::new(ours))).unwrap().violations(&Value::Map(Vec::new()));
        assert_eq!(found.len(), 1);
        let remote = [("a.json", r#"{"$ref": "https://example.org/title.json"}"#)];
        let error = schema(Box::leak(Box::new(remote))).unwrap_err();
        assert!(error.contains("not fetched"), "{error}");
        assert!(schema(&[("a.json", "{")]).unwrap_err().contains("no JSON"));
        assert!(schema(&[("a.json", r#"{"type": "strin"}"#)]).is_err());
    }

    #[test]
    fn a_schema_that_leads_to_itself_by_longer_and_longer_paths_ends() {
        for (text, why) in [
            (r#"{"$ref": "a/b.json"}"#, "more than 200 files"),
            (r#"{"$schema": "a/b.json"}"#, "a/b.json"),
        ] {
            let open: Open = Arc::new(move |_: &str| Ok(text.to_owned()));
            let error = Schema::open("b.json", &open).unwrap_err();
            assert!(error.contains(why), "{error}");
        }
    }

    #[test]
    fn each_draft_has_its_own_keywords() {
        let value = Value::Map(vec![("tags".to_owned(), Value::List(vec![Value::Int(1)]))]);
        let check = |draft: &'static str, rule: &'static str| {
            let text = format!(r#"{{"$schema": "{draft}", "properties": {{"tags": {rule}}}}}"#);
            let files = [("a.json", &*Box::leak(text.into_boxed_str()))];
            schema(Box::leak(Box::new(files))).unwrap().violations(&value).len()
        };
        let tuple = r#"{"prefixItems": [{"type": "string"}]}"#;
        let old = r#"{"items": [{"type": "string"}]}"#;
        assert_eq!(check("https://json-schema.org/draft/2020-12/schema", tuple), 1);
        assert_eq!(check("https://json-schema.org/draft/2019-09/schema", old), 1);
        assert_eq!(check("http://json-schema.org/draft-07/schema#", old), 1);
        assert_eq!(check("http://json-schema.org/draft-07/schema#", tuple), 0);
    }
}
