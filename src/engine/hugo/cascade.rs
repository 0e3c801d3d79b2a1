//! `cascade`: values that a page takes from the sections above it (`resources/page/page_matcher.go`).

use super::cast;
use super::config::lower_keys;
use super::glob::Glob;
use crate::value::Value;

/// Values for all pages that fit a target.
#[derive(Clone, Debug)]
pub(super) struct Cascade {
    pub target: Target,
    /// Keys in lower case; they count where the page has none of its own.
    pub values: Vec<(String, Value)>,
}

/// Which pages are meant; what is missing fits all.
#[derive(Clone, Debug, Default)]
pub(super) struct Target {
    pub kind: Option<Glob>,
    pub path: Option<Glob>,
    environment: Option<Glob>,
    languages: Vec<Glob>,
}

/// Keys that shape the tree of pages and cannot be handed down.
const REFUSED: &[&str] = &["kind", "path", "lang", "cascade"];

impl Target {
    /// Reads a target; its patterns are matched in lower case.
    pub fn new(value: &Value) -> Self {
        let text = |key: &str| {
            let text = value.get(key).map(cast::text).filter(|text| !text.is_empty());
            text.map(|text| text.to_lowercase())
        };
        let matrix = value.get("sites").and_then(|sites| sites.get("matrix"));
        let languages = matrix.and_then(|matrix| matrix.get("languages")).or(value.get("lang"));
        let languages = languages.map(cast::texts).unwrap_or_default();
        Self {
            kind: text("kind").map(|kind| Glob::new(&kind)),
            path: text("path").map(|path| Glob::new(&path)),
            environment: text("environment").map(|environment| Glob::new(&environment)),
            languages: languages.iter().map(|code| Glob::new(&code.to_lowercase())).collect(),
        }
    }

    /// A section and all below it, for pages of one kind.
    pub fn section(kind: &str, section: &str) -> Self {
        let path = match section.trim_matches([' ', '/']) {
            "" => "/*".to_owned(),
            section => format!("/{{{section},{section}/**}}"),
        };
        Self { kind: Some(Glob::new(kind)), path: Some(Glob::new(&path)), ..Self::default() }
    }

    /// Whether a page is meant: its kind, logical path and language, in a build for production.
    pub fn fits(&self, kind: &str, path: &str, language: &str) -> bool {
        let path = if path.is_empty() { "/" } else { path };
        let fits =
            |glob: &Option<Glob>, text: &str| glob.as_ref().is_none_or(|one| one.matches(text));
        fits(&self.kind, kind)
            && fits(&self.path, path)
            && fits(&self.environment, "production")
            && (self.languages.is_empty() || self.languages.iter().any(|one| one.matches(language)))
    }
}

/// Reads a `cascade`: a map or a list of maps.
///
/// # Errors
/// What Hugo says about a value of another type or a key that cannot be handed down.
pub(super) fn cascades(value: &Value) -> Result<Vec<Cascade>, String> {
    let maps = match value {
        Value::Null => Vec::new(),
        Value::Map(_) => vec![value],
        Value::List(items) => items.iter().collect(),
        _ => return Err("unable to cast cascade to a list of maps".to_owned()),
    };
    maps.into_iter().map(cascade).filter_map(Result::transpose).collect()
}

fn cascade(map: &Value) -> Result<Option<Cascade>, String> {
    // Anything but a map in a list is passed over.
    let Value::Map(entries) = map else { return Ok(None) };
    let mut target = Target::default();
    let mut values = Vec::new();
    let mut fields = Vec::new();
    for (key, value) in entries {
        let key = key.to_lowercase();
        match key.as_str() {
            "target" | "_target" => target = Target::new(&lower_keys(value.clone())),
            "params" => {
                if let Value::Map(params) = lower_keys(value.clone()) {
                    values.extend(params);
                }
            }
            "_merge" => {}
            refused if REFUSED.contains(&refused) => {
                return Err(format!("key {refused:?} not allowed in cascade config"));
            }
            _ => fields.push((key, lower_keys(value.clone()))),
        }
    }
    values.extend(fields);
    Ok((!values.is_empty()).then_some(Cascade { target, values }))
}
