//! Every setting of a site's configuration files, with its place.

use crate::document::{Format, Node, parse_block};
use crate::engine::{ConfigFile, Setup};
use crate::text::Span;
use crate::value::Value;

/// One setting: a value that is no map, by the keys that lead to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Leaf {
    /// The file that says it, from the site's root.
    pub file: String,
    /// The line of its key, from 1.
    pub line: usize,
    /// Keys from the root, as written.
    pub keys: Vec<String>,
    /// The same with dots between, as the engine compares them: Hugo's in lower case.
    pub path: String,
    /// What it says; a list is one value.
    pub value: Value,
}

/// The settings of all files that hold the configuration, in the order in which they are read.
#[must_use]
pub fn leaves(setup: &Setup, files: &[ConfigFile]) -> Vec<Leaf> {
    let mut leaves = Vec::new();
    for file in files {
        let Some((format, prefix)) = place(&file.source.path) else { continue };
        let text = &file.source.text;
        let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let whole = Span::new(start, text.len());
        let Ok(tree) = parse_block(text, format, whole) else { continue };
        let reader = Reader { setup, file, format };
        let mut keys = prefix.split('.').map(str::to_owned).filter(|key| !key.is_empty()).collect();
        reader.below(&tree.root, &mut keys, &mut leaves);
    }
    leaves
}

struct Reader<'a> {
    setup: &'a Setup,
    file: &'a ConfigFile,
    format: Format,
}

impl Reader<'_> {
    fn below(&self, node: &Node<'_>, keys: &mut Vec<String>, leaves: &mut Vec<Leaf>) {
        for entry in node.entries() {
            keys.push(entry.name().to_owned());
            let path = keys.join(".");
            let path = if self.setup.folds_keys() { path.to_lowercase() } else { path };
            if entry.value.entries().is_empty() {
                leaves.push(Leaf {
                    file: self.file.source.path.clone(),
                    line: self.file.source.lines().row(entry.key.span.start) + 1,
                    keys: keys.clone(),
                    path,
                    value: self.setup.value(&entry.value, self.format).unwrap_or(Value::Null),
                });
            } else {
                self.below(&entry.value, keys, leaves);
            }
            keys.pop();
        }
    }
}

/// The language of a configuration file, and the keys that all of its own stand below: Hugo takes
/// `config/_default/params.toml` for the map `params`.
fn place(path: &str) -> Option<(Format, String)> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let (stem, extension) = name.rsplit_once('.')?;
    let format = match extension {
        "yml" | "yaml" => Format::Yaml,
        "toml" => Format::Toml,
        "json" if name != "package.json" => Format::Json,
        _ => return None,
    };
    let main = folder.is_empty() || matches!(stem, "hugo" | "config");
    // A theme's own configuration is no setting of the site.
    let of_theme = folder.is_empty() && stem.starts_with("_config.");
    let lower = stem.to_lowercase();
    let prefix = match lower.split_once('.') {
        _ if main => String::new(),
        Some((key @ ("menu" | "menus" | "params"), language)) => {
            format!("languages.{language}.{key}")
        }
        Some((_, language)) => format!("languages.{language}"),
        None => lower,
    };
    (!of_theme).then_some((format, prefix))
}
