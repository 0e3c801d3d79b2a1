//! The sum of the account: as many rows as the source has keys, files and settings, counted here once more.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use masthead::value::{self, Value};

use super::made::{Moved, command, moved_from, tree};
use crate::conformance::shared;

/// Number of values in a block whose containers are opened as far as their names say.
fn values(map: &Value, opened: &[&str]) -> usize {
    let Value::Map(entries) = map else { return 0 };
    let count = |(key, value): &(String, Value)| match value {
        Value::Map(inner) if !inner.is_empty() && opened.contains(&key.as_str()) => {
            values(value, &["hexo", "hugo", "zola"])
        }
        _ => 1,
    };
    entries.iter().map(count).sum()
}

/// The values of a post's front matter; none where it has none that strict readers take.
fn keys(text: &str, opened: &[&str]) -> Option<usize> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n");
    let (fence, rest) = text.split_at_checked(4)?;
    let end = rest.find(&format!("\n{fence}"))? + 1;
    let map = match fence {
        "---\n" => value::yaml::read(&rest[..end]),
        "+++\n" => value::toml::read(&rest[..end]),
        _ => return None,
    };
    map.ok().map(|map| values(&map, opened))
}

/// Rows of a kind by file.
fn told(moved: &Moved, kind: &str) -> BTreeMap<String, usize> {
    let mut told = BTreeMap::new();
    for row in moved.rows.iter().filter(|row| row["kind"] == kind) {
        *told.entry(row["file"].as_str().unwrap().to_owned()).or_default() += 1;
    }
    told
}

/// Moves a site, and returns how many keys were compared.
#[track_caller]
fn check(source: &Path, from: &str, to: &str) -> usize {
    let moved = moved_from(source, to, &["--from", from]);
    let wrong: Vec<_> = moved.rows.iter().filter(|row| row["code"] == "internal-error").collect();
    assert!(wrong.is_empty(), "{} to {to}: {wrong:#?}", source.display());
    let opened: &[&str] = match from.split('@').next() {
        Some("hexo") => &["hugo", "zola"],
        Some("hugo") => &["params", "hexo", "zola"],
        _ => &["extra", "taxonomies", "hexo", "hugo"],
    };
    let (by_key, by_url) = (told(&moved, "key"), told(&moved, "url"));
    let named: Vec<&str> = moved.rows.iter().filter_map(|row| row["file"].as_str()).collect();
    let mut compared = 0;
    for (path, bytes) in tree(source).iter().filter(|(path, _)| !path.starts_with(".git/")) {
        let top = path.split('/').next().unwrap();
        let is_named = named.iter().any(|name| name == path || *name == format!("{top}/"));
        let is_config =
            path.contains("config") || path.starts_with("hugo.") || path.starts_with("zola.");
        assert!(is_named || is_config, "{}: no row for {path}", source.display());
        let text = String::from_utf8_lossy(bytes);
        if let Some(keys) = keys(&text, opened).filter(|_| by_url.contains_key(path)) {
            assert_eq!(keys, by_key.get(path).copied().unwrap_or_default(), "{path} to {to}");
            compared += keys;
        }
    }
    compared
}

const TARGETS: [&str; 4] = ["hexo", "hugo", "zola@0.22", "zola@0.23"];

fn check_all(source: &Path, from: &str) -> usize {
    let others = TARGETS.into_iter().filter(|to| to.split('@').next() != from.split('@').next());
    others.map(|to| check(source, from, to)).sum()
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

#[test]
fn every_key_and_file_of_the_fixtures_has_its_row() {
    assert!(check_all(&fixtures().join("hexo-site"), "hexo") >= 30);
    for from in ["hexo", "hugo", "zola@0.22", "zola@0.23"] {
        let source = fixtures().join("bodies").join(from.replace('@', "-"));
        assert!(check_all(&source, from) >= 10, "{from}");
    }
}

#[test]
#[ignore = "needs the shared material"]
fn shared_every_key_and_file_of_the_corpus_has_its_row() {
    let mut compared = 0;
    for (engine, from) in [("hexo", "hexo"), ("hugo", "hugo"), ("zola", "zola@0.22")] {
        for site in std::fs::read_dir(shared().join("corpus").join(engine)).unwrap() {
            compared += check_all(&site.unwrap().path(), from);
        }
    }
    assert!(compared > 20_000, "only {compared} keys");
}

#[test]
fn a_second_account_of_the_same_site_is_the_same() {
    let space = tempfile::tempdir().unwrap();
    let reports = ["1", "8"].map(|threads| {
        let report = space.path().join(format!("{threads}.json"));
        let place = space.path().join("new");
        let mut run = command(&fixtures().join("hexo-site"), &place, "hugo");
        run.args(["--dry-run", "--threads", threads, "--report"]).arg(&report).output().unwrap();
        std::fs::read_to_string(report).unwrap()
    });
    assert_eq!(reports[0], reports[1]);
}
