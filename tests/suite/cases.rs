//! The project's own cases for an engine, `tests/engines/ENGINE/cases/*.toml`, and their recorded readings.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::conformance::{CASE_FIELDS, Case, differences, judge, lines};

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
    /// Only for versions that begin so.
    #[serde(default)]
    version: String,
}

fn plain() -> String {
    "plain".to_owned()
}

/// All cases below the folder of an engine for a version of it, in order of the files' names and of their place in them.
/// `path` makes the path of a post from its group and number where a case says none.
pub fn all(lab: &Path, version: &str, path: impl Fn(&str, usize) -> String) -> Vec<Case> {
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
                if version.starts_with(&case.version) {
                    let path = match &case.path {
                        Some(path) => path.replace('@', &text),
                        None => path(&case.group, *number),
                    };
                    cases.push(expand(&case, &text, *number, path));
                }
            }
        }
    }
    cases
}

fn expand(case: &Written, text: &str, number: usize, path: String) -> Case {
    Case {
        id: format!("{}-{number:03}", case.group),
        group: case.group.clone(),
        config: case.config.clone(),
        path,
        content: case.content.replace('@', text),
        files: case.files.clone(),
        expected: Value::Null,
    }
}

/// Records what was read, where `MASTHEAD_RECORD` asks for it; else it has to be what was recorded.
pub fn record_or_compare(file: &Path, engine: &str, cases: &[Case], read: &[Value]) {
    if std::env::var_os("MASTHEAD_RECORD").is_some() {
        write(file, engine, cases, read);
    } else {
        compare(file, cases, read);
    }
}

fn write(file: &Path, engine: &str, cases: &[Case], read: &[Value]) {
    let mut text = String::new();
    for (case, expected) in cases.iter().zip(read) {
        let mut line = json!({
            "id": case.id,
            "group": case.group,
            "engine": engine,
            "config": case.config,
            "path": case.path,
            "content": case.content,
        });
        if !case.files.is_empty() {
            line["files"] = json!(case.files);
        }
        line["expected"] = expected.clone();
        text.push_str(&line.to_string());
        text.push('\n');
    }
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, text).unwrap();
}

/// The recording has to hold the same cases and what was read now.
fn compare(file: &Path, cases: &[Case], read: &[Value]) {
    let recorded: Vec<Case> = lines(file);
    let ids = |cases: &[Case]| cases.iter().map(|case| case.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&recorded), ids(cases), "{} was recorded from other cases", file.display());
    let mut failures = Vec::new();
    for ((case, recorded), read) in cases.iter().zip(&recorded).zip(read) {
        let mut different = differences(&recorded.expected, read, CASE_FIELDS);
        if case.content != recorded.content || case.files != recorded.files {
            different.push("another text".to_owned());
        }
        if !different.is_empty() {
            failures.push(format!("{}: {}", case.id, different.join("; ")));
        }
    }
    judge(&file.display().to_string(), cases.len(), &failures, 1000);
}
