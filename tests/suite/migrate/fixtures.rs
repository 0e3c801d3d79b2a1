//! Three sites that use every row of the mapping between engines, in all six directions.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use masthead::engine::Engine;
use masthead::migrate::body::constructs;
use serde_json::Value;

/// Each source as the program has to be told, with its folder and its targets.
pub const DIRECTIONS: [(&str, &str, &[&str]); 3] = [
    ("hexo", "hexo", &["hugo", "zola@0.22", "zola@0.23"]),
    ("hugo", "hugo", &["hexo", "zola@0.22", "zola@0.23"]),
    ("zola", "zola@0.22", &["hexo", "hugo"]),
];

/// What front matter can say, and the keys for it in each engine; none where it has no way to say it.
const KEYS: &[(&str, [&[&str]; 3])] = &[
    ("title", [&["title"], &["title"], &["title"]]),
    ("date", [&["date"], &["date"], &["date"]]),
    ("updated", [&["updated"], &["lastmod", "modified"], &["updated"]]),
    ("publish and expiry date", [&[], &["publishDate", "expiryDate"], &[]]),
    ("tags", [&["tags", "tag"], &["tags"], &["taxonomies.tags"]]),
    ("categories", [&["categories", "category"], &["categories"], &["taxonomies.categories"]]),
    ("other taxonomies", [&[], &["series"], &["taxonomies.series"]]),
    ("description", [&["description"], &["description"], &["description"]]),
    ("summary", [&["excerpt"], &["summary"], &["extra.summary"]]),
    ("slug", [&[], &["slug"], &["slug"]]),
    ("path", [&["permalink"], &["url"], &["path"]]),
    ("abbrlink", [&["abbrlink"], &[], &[]]),
    ("aliases", [&["alias", "aliases"], &["aliases"], &["aliases"]]),
    ("draft", [&["published"], &["draft"], &["draft"]]),
    ("hidden", [&["hidden"], &["build"], &["render"]]),
    ("order", [&["sticky"], &["weight"], &["weight"]]),
    ("authors", [&["author"], &["author", "authors"], &["authors"]]),
    (
        "cover",
        [&["cover", "thumbnail", "top_img", "photos"], &["images", "cover"], &["extra.cover"]],
    ),
    ("comments", [&["comments"], &["comments"], &["extra.comments"]]),
    ("toc", [&["toc"], &["toc"], &["extra.toc"]]),
    ("math", [&["mathjax"], &["math"], &["extra.math"]]),
    ("layout", [&["layout"], &["layout", "type"], &["template"]]),
    ("language", [&["lang", "language"], &[], &[]]),
    ("keywords", [&["keywords"], &["keywords"], &["extra.keywords"]]),
    ("series", [&["series"], &["series"], &["taxonomies.series"]]),
    (
        "keys of Hugo alone",
        [&[], &["menu", "outputs", "resources", "sitemap", "headless", "markup"], &[]],
    ),
    (
        "keys of Zola alone",
        [
            &[],
            &[],
            &[
                "in_search_index",
                "sort_by",
                "paginate_by",
                "page_template",
                "transparent",
                "insert_anchor_links",
                "generate_feeds",
            ],
        ],
    ),
    ("unknown keys", [&["weather"], &["params.weather"], &["extra.weather"]]),
    ("empty keys", [&["subtitle"], &["nothing"], &[]]),
];

/// What bodies hold beside tags, and a text that shows it, one for each engine.
const MARKUP: &[(&str, [&str; 3])] = &[
    ("excerpt marker", ["<!-- more -->", "<!--more-->", "<!-- more -->"]),
    ("literal braces", ["{% raw %}", "{{ braces }}", "{{ braces }}"]),
    ("code fence options", ["line_number:false", "hl_lines=[1", "hl_lines=1 2-3"]),
    ("link to a file", ["(keys.md)", "(first.md)", "(@/posts/keys.md)"]),
    ("raw HTML", ["<div class=\"box\">", "<div class=\"box\">", "<div class=\"box\">"]),
    ("heading id", ["## Part two", "{#own}", "{#own}"]),
    ("footnotes", ["", "[^note]:", "[^note]:"]),
    ("task lists", ["- [x]", "- [x]", "- [x]"]),
    ("tables", ["| ----: |", "| ----: |", "| ----: |"]),
    ("strikethrough", ["~~a~~", "~~a~~", "~~a~~"]),
    ("math", ["E = mc^2", "E = mc^2", "E = mc^2"]),
    ("emoji", [":smile:", ":smile:", ":smile:"]),
    ("typography", ["dots...", "dots...", "dots..."]),
    ("an unknown tag", ["unheard_of", "unheard of", "unheard(of"]),
];

/// The folder of a fixture.
pub fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/migrate").join(name)
}

pub fn masthead(words: &[&str], paths: &[&Path]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_masthead"));
    command.arg(words[0]).args(paths).args(&words[1..]).env("TZ", "UTC").output().unwrap()
}

/// The rows of a migration of which nothing is written.
fn rows(folder: &str, from: &str, to: &str) -> Vec<Value> {
    let space = tempfile::tempdir().unwrap();
    let report = space.path().join("report.json");
    let words =
        ["migrate", "--from", from, "--to", to, "--dry-run", "--report", report.to_str().unwrap()];
    let out = masthead(&words, &[&fixture(folder), &space.path().join("new")]);
    assert_eq!(out.status.code(), Some(1), "{}", String::from_utf8_lossy(&out.stderr));
    let report: Value = serde_json::from_slice(&fs::read(report).unwrap()).unwrap();
    report["rows"].as_array().unwrap().clone()
}

fn names(rows: &[Value], kind: &str) -> BTreeSet<String> {
    let own = rows.iter().filter(|row| row["kind"] == kind);
    own.map(|row| row["name"].as_str().unwrap().to_owned()).collect()
}

/// All text of a site's Markdown.
fn bodies(folder: &Path) -> String {
    let mut text = String::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "md") {
                text.push_str(&fs::read_to_string(path).unwrap());
            }
        }
    }
    text
}

#[test]
fn every_row_of_the_mapping_is_used() {
    let engines = [Engine::Hexo, Engine::Hugo, Engine::Zola];
    for ((nth, (folder, from, targets)), engine) in DIRECTIONS.iter().enumerate().zip(engines) {
        let rows = rows(folder, from, targets[0]);
        let (keys, tags) = (names(&rows, "key"), names(&rows, "tag"));
        for (canonical, of_engines) in KEYS {
            for key in of_engines[nth] {
                let is_there =
                    keys.iter().any(|one| one == key || one.starts_with(&format!("{key}.")));
                assert!(is_there, "{folder}: {canonical}: no post has `{key}`: {keys:?}");
            }
        }
        for construct in constructs(engine) {
            assert!(tags.contains(construct), "{folder}: no post calls `{construct}`: {tags:?}");
        }
        let text = bodies(&fixture(folder));
        for (canonical, of_engines) in MARKUP {
            assert!(text.contains(of_engines[nth]), "{folder}: {canonical}");
        }
    }
}

/// How many rows there are of each action and kind, for what stands in posts.
fn counts(rows: &[Value]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    let of_posts = ["key", "tag", "markup", "link"];
    for row in rows.iter().filter(|row| of_posts.contains(&row["kind"].as_str().unwrap())) {
        let name = format!("{} {}", row["action"].as_str().unwrap(), row["kind"].as_str().unwrap());
        *counts.entry(name).or_default() += 1;
    }
    counts
}

/// `MASTHEAD_UPDATE=1 cargo test --test suite counts_of_rows` writes them anew.
#[test]
fn counts_of_rows_are_as_recorded() {
    let mut found: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    for (folder, from, targets) in DIRECTIONS {
        for to in targets {
            found.insert(format!("{folder} to {to}"), counts(&rows(folder, from, to)));
        }
    }
    let text = serde_json::to_string_pretty(&found).unwrap() + "\n";
    let path = fixture("counts.json");
    if std::env::var_os("MASTHEAD_UPDATE").is_some() {
        fs::write(&path, &text).unwrap();
    }
    let known = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(known, text, "see the test for how to record them anew");
}

/// What is compared; lists depend on the theme of the old site.
const ASPECTS: [&str; 11] = [
    "renders",
    "urls",
    "titles",
    "instants",
    "terms",
    "drafts",
    "summaries",
    "text",
    "images",
    "links",
    "feeds",
];

/// The kinds of rows that can be the reason for a difference.
fn reasons(aspect: &str) -> &'static [&'static str] {
    match aspect {
        "renders" => &["tag", "markup", "file"],
        "urls" => &["url", "page", "file"],
        "text" | "images" | "links" => &["tag", "markup", "link", "asset", "page"],
        "summaries" => &["key", "page", "tag", "markup"],
        _ => &["key", "page"],
    }
}

/// Whether an address fits a pattern in which `*` is any text.
fn is_like(pattern: &str, address: &str) -> bool {
    let mut rest = Some(address);
    for part in pattern.split('*') {
        rest = rest.and_then(|rest| rest.find(part).map(|at| &rest[at + part.len()..]));
    }
    rest.is_some()
}

/// Migrates a fixture, has both built, and holds that the account explains every difference.
fn check(folder: &str, from: &str, to: &str) {
    let space = tempfile::tempdir().unwrap();
    let place = space.path().join("new");
    let paths = [fixture(folder), place];
    let paths = [paths[0].as_path(), paths[1].as_path()];
    let out = masthead(&["migrate", "--from", from, "--to", to], &paths);
    assert_eq!(out.status.code(), Some(1), "{}", String::from_utf8_lossy(&out.stderr));
    let out = masthead(&["verify", "--from", from, "--to", to, "--output-format", "json"], &paths);
    assert_ne!(
        out.status.code(),
        Some(2),
        "{from} to {to}: {}",
        String::from_utf8_lossy(&out.stderr)
    );
    let report: Value = serde_json::from_slice(&out.stdout).unwrap();
    let rows = rows(folder, from, to);
    for found in report["differences"].as_array().unwrap() {
        let aspect = found["aspect"].as_str().unwrap();
        let file = &found["file"];
        let url = found["url"].as_str().unwrap();
        let is_explained = rows.iter().any(|row| {
            if aspect == "feeds" {
                return row["kind"] == "feed" && is_like(row["name"].as_str().unwrap(), url);
            }
            row["file"] == *file
                && reasons(aspect).contains(&row["kind"].as_str().unwrap())
                && !row["reason"].as_str().unwrap().is_empty()
        });
        assert!(is_explained || !ASPECTS.contains(&aspect), "{from} to {to}: {found:#}");
    }
    let mut aspects = report["aspects"].as_array().unwrap().iter();
    let urls = aspects.find(|count| count["aspect"] == "urls").unwrap();
    assert!(urls["equal"].as_u64().unwrap() >= 14, "{from} to {to}: {urls}");
}

fn has(variable: &str) -> bool {
    std::env::var_os(variable).is_some_and(|value| !value.is_empty())
}

/// Checks a fixture with each target whose engine is at hand.
fn check_all(nth: usize) {
    let variable = |target: &str| match target {
        "hexo" => "MASTHEAD_HEXO",
        "hugo" => "MASTHEAD_HUGO",
        "zola@0.23" => "MASTHEAD_ZOLA_023",
        _ => "MASTHEAD_ZOLA",
    };
    let (folder, from, targets) = DIRECTIONS[nth];
    assert!(has(variable(from)), "{} names no engine", variable(from));
    let at_hand: Vec<_> = targets.iter().filter(|target| has(variable(target))).collect();
    assert!(!at_hand.is_empty(), "there is no engine to compare with");
    at_hand.into_iter().for_each(|to| check(folder, from, to));
}

#[test]
#[ignore = "needs Hexo: MASTHEAD_HEXO, and others to compare with"]
fn live_hexo_fixture_is_the_same_or_its_account_says_why() {
    check_all(0);
}

#[test]
#[ignore = "needs Hugo: MASTHEAD_HUGO, and others to compare with"]
fn live_hugo_fixture_is_the_same_or_its_account_says_why() {
    check_all(1);
}

#[test]
#[ignore = "needs Zola: MASTHEAD_ZOLA, and others to compare with"]
fn live_zola_fixture_is_the_same_or_its_account_says_why() {
    check_all(2);
}
