//! From one engine to another and back: every post reads as before, and where nothing had to change, no byte did.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::fixtures::{DIRECTIONS, fixture, masthead};
use super::made::forget_origins;

/// What an engine reads of each page, by address.
fn readings(site: &Path, engine: &str) -> BTreeMap<String, Value> {
    let out = masthead(&["inspect", "--engine", engine], &[site]);
    let text = String::from_utf8(out.stdout).unwrap();
    let lines = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let pages = lines.filter(|one| one["outcome"] == "page" && one["url"].is_string());
    pages.map(|one| (one["url"].as_str().unwrap().to_owned(), one)).collect()
}

/// The rows of a migration by the path of the new file's text in the report.
fn migrate(from: &Path, place: &Path, engines: (&str, &str)) -> Value {
    let report = place.with_extension("json");
    let words =
        ["migrate", "--from", engines.0, "--to", engines.1, "--report", report.to_str().unwrap()];
    let out = masthead(&words, &[from, place]);
    assert_ne!(out.status.code(), Some(2), "{}", String::from_utf8_lossy(&out.stderr));
    serde_json::from_slice(&fs::read(report).unwrap()).unwrap()
}

/// The files that are what they were, but for their path: all their rows say so.
fn untouched(report: &Value) -> BTreeMap<String, String> {
    let rows = report["rows"].as_array().unwrap();
    let is_same = |row: &&Value| row["action"] == "kept" && row["code"] == "same";
    let moves = report["diffs"].as_array().unwrap().iter();
    moves
        .map(|one| (one["old"].as_str().unwrap(), one["new"].as_str().unwrap()))
        .filter(|(old, _)| {
            let own: Vec<&Value> = rows.iter().filter(|row| row["file"] == *old).collect();
            own.iter().all(is_same)
        })
        .map(|(old, new)| (old.to_owned(), new.to_owned()))
        .collect()
}

/// What differs between what was read before and after.
fn differences(before: &BTreeMap<String, Value>, after: &BTreeMap<String, Value>) -> Vec<String> {
    let facts = ["title", "date", "updated", "draft", "tags", "categories"];
    let mut found = Vec::new();
    for (url, one) in before {
        // Zola has no address that ends in `.html`, so it leads to one that has not, from then on.
        let same = |other: &&Value| url.ends_with(".html") && other["title"] == one["title"];
        let Some(other) = after.get(url).or_else(|| after.values().find(same)) else {
            found.push(format!("{url} is gone"));
            continue;
        };
        for fact in facts.iter().filter(|fact| one[**fact] != other[**fact]) {
            found.push(format!("{url}: {fact}: {} became {}", one[fact], other[fact]));
        }
    }
    found
}

/// Takes a site to another engine and back, and does `between` where it is then.
fn check(site: &Path, from: &str, to: &str, between: fn(&Path)) -> Vec<String> {
    let space = tempfile::tempdir().unwrap();
    let [there, back]: [PathBuf; 2] = ["there", "back"].map(|name| space.path().join(name));
    let out = untouched(&migrate(site, &there, (from, to)));
    between(&there);
    let home = untouched(&migrate(&there, &back, (to, from)));
    for (old, new) in &out {
        let texts =
            [site.join(old), there.join(new), back.join(old)].map(|path| fs::read(path).ok());
        let [before, between, after] = texts;
        let fence = |text: &Option<Vec<u8>>| text.as_ref().and_then(|text| text.first().copied());
        // In the language of another engine's front matter it cannot be the same.
        if home.get(new) == Some(old) && fence(&before) == fence(&between) {
            assert_eq!(before, after, "{from} to {to} and back: {old}");
        }
    }
    differences(&readings(site, from), &readings(&back, from))
}

#[test]
fn posts_read_the_same_after_a_way_there_and_back() {
    for (folder, from, targets) in DIRECTIONS {
        for to in targets {
            for between in [|_: &Path| (), forget_origins] {
                let found = check(&fixture(folder), from, to, between);
                assert!(found.is_empty(), "{from} to {to} and back: {found:#?}");
            }
        }
    }
}
