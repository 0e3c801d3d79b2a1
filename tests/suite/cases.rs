//! The project's own cases for an engine: `tests/engines/ENGINE/cases/*.toml`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::conformance::Case;

/// The cases of one file.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    cases: Vec<Written>,
}

/// One case, or as many as `with` has texts.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    group: String,
    #[serde(default = "plain")]
    config: String,
    path: Option<String>,
    content: String,
    #[serde(default)]
    with: Vec<String>,
    #[serde(default)]
    files: BTreeMap<String, String>,
}

fn plain() -> String {
    "plain".to_owned()
}

/// All cases below the folder of an engine, in order of the files' names and of their place in them.
pub fn all(lab: &Path) -> Vec<Case> {
    let folder = fs::read_dir(lab.join("cases")).unwrap();
    let mut files: Vec<_> = folder.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut cases = Vec::new();
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let written: Cases =
            toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        for case in written.cases {
            let texts = if case.with.is_empty() { vec!["@".to_owned()] } else { case.with.clone() };
            for text in texts {
                let number = numbers.entry(case.group.clone()).or_default();
                *number += 1;
                cases.push(expand(&case, &text, *number));
            }
        }
    }
    cases
}

fn expand(case: &Written, text: &str, number: usize) -> Case {
    let path = match &case.path {
        Some(path) => path.replace('@', text),
        None => format!("posts/{}-{number}.md", case.group),
    };
    Case {
        id: format!("{}-{number:03}", case.group),
        group: case.group.clone(),
        config: case.config.clone(),
        path,
        content: case.content.replace('@', text),
        files: case.files.clone(),
        expected: serde_json::Value::Null,
    }
}
