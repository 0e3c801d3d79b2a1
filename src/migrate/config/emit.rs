//! Settings as the text of a configuration file.

use crate::document::Format;
use crate::document::patch::{Place, Quoting, quote};
use crate::migrate::front_matter::emit::{toml_entry, yaml_entry};
use crate::value::Value;

/// Sets a value below maps that are made where they are missing. A value that is there already stays.
pub fn set(root: &mut Vec<(String, Value)>, keys: &[&str], value: Value) {
    let [first, rest @ ..] = keys else { return };
    let known = root.iter().position(|(name, _)| name == first);
    if rest.is_empty() {
        if known.is_none() {
            root.push(((*first).to_owned(), value));
        }
        return;
    }
    let at = known.unwrap_or_else(|| {
        root.push(((*first).to_owned(), Value::Map(Vec::new())));
        root.len() - 1
    });
    if let Value::Map(inner) = &mut root[at].1 {
        set(inner, rest, value);
    }
}

/// The whole file.
#[must_use]
pub fn emit(root: &[(String, Value)], format: Format) -> String {
    let mut text = String::new();
    if format == Format::Toml {
        toml(root, "", &mut text);
    } else {
        for (key, value) in root {
            yaml_entry(key, value, 0, &mut text);
        }
    }
    text
}

/// In TOML every plain entry of a table stands before the tables in it.
fn toml(entries: &[(String, Value)], prefix: &str, text: &mut String) {
    let is_table = |value: &Value| matches!(value, Value::Map(inner) if !inner.is_empty());
    for (key, value) in entries.iter().filter(|(_, value)| !is_table(value)) {
        toml_entry(key, value, text);
    }
    for (key, value) in entries {
        let Value::Map(inner) = value else { continue };
        if inner.is_empty() {
            continue;
        }
        let path = format!("{prefix}{}", quote(key, Format::Toml, Quoting::Minimal, Place::Key));
        if inner.iter().any(|(_, value)| !is_table(value)) {
            let gap = if text.is_empty() || text.ends_with("\n\n") { "" } else { "\n" };
            text.push_str(&format!("{gap}[{path}]\n"));
        }
        toml(inner, &format!("{path}."), text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value;

    #[test]
    fn both_forms_read_back_as_the_same_settings() {
        let mut root = Vec::new();
        let text = |text: &str| Value::String(text.to_owned());
        set(&mut root, &["markup", "goldmark", "unsafe"], Value::Bool(true));
        set(&mut root, &["title"], text("A: b"));
        set(&mut root, &["title"], text("later"));
        set(&mut root, &["params", "a.b", "c"], Value::List(vec![Value::Int(1)]));
        let toml = emit(&root, Format::Toml);
        assert_eq!(
            toml,
            "title = \"A: b\"\n\n[markup.goldmark]\nunsafe = true\n\n[params.\"a.b\"]\nc = [1]\n"
        );
        let yaml = emit(&root, Format::Yaml);
        assert_eq!(value::yaml::read(&yaml).ok(), Some(Value::Map(root)), "{yaml}");
    }
}
