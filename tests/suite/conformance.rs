//! What is read here beside what the real engines read: single posts and whole sites, recorded line by line.
//!
//! The recorded material lies outside the project (`MASTHEAD_SHARED`, or `../shared` beside the checkout), so these
//! tests are ignored unless asked for. The comparison serves the project's own recordings too.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use masthead::document::Document;
use masthead::engine::{
    ConfigFile, Listing, Outcome, PageKind, Reading, Sections, Setup, Target, configure,
};
use masthead::files::{Machine, Site};
use masthead::text::Source;
use serde_json::{Value, json};

/// A post with what its engine read, one line of `readings/ENGINE.jsonl`.
#[derive(Debug, serde::Deserialize)]
pub struct Case {
    pub id: String,
    pub group: String,
    pub config: String,
    /// Below the content folder.
    pub path: String,
    pub content: String,
    /// Other files of the site by their path from its root.
    #[serde(default)]
    pub files: BTreeMap<String, String>,
    pub expected: Value,
}

/// The folder with the recorded material.
pub fn shared() -> PathBuf {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    std::env::var_os("MASTHEAD_SHARED").map_or(beside, PathBuf::from)
}

/// The lines of a file, each as JSON.
pub fn lines<T: serde::de::DeserializeOwned>(path: &Path) -> Vec<T> {
    let text =
        fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// A site with one post and one configuration, and the files besides.
pub fn site_of_one(target: Target, config: Source, files: &[&str], zone: Tz) -> Setup {
    site_of(target, vec![config], files, zone)
}

/// A site with these configuration files, and the files besides.
pub fn site_of(target: Target, configs: Vec<Source>, files: &[&str], zone: Tz) -> Setup {
    let names = configs.iter().map(|config| config.path.as_str());
    let listing: Listing = names.chain(files.iter().copied()).map(str::to_owned).collect();
    let configs: Vec<ConfigFile> =
        configs.into_iter().map(|source| ConfigFile { source }).collect();
    let (config, _) = configure(target, &configs);
    let now = DateTime::UNIX_EPOCH;
    Setup { target, config, listing, sections: Sections::None, machine_zone: zone, now }
}

/// What a reading looks like in the recorded form.
pub fn recorded(reading: &Reading) -> Value {
    let outcome = match reading.outcome {
        Outcome::Page => "page",
        Outcome::Dropped => "dropped",
        Outcome::Error => "error",
    };
    let has_page = match reading.outcome {
        Outcome::Page => true,
        Outcome::Dropped => false,
        // Hugo's date errors leave a page.
        Outcome::Error => reading.url.is_some(),
    };
    if !has_page {
        return json!({ "outcome": outcome });
    }
    json!({
        "outcome": outcome,
        "kind": match reading.kind { PageKind::Page => "page", PageKind::Section => "section" },
        "title": reading.title,
        "date": reading.date.map(instant),
        "updated": reading.updated.map(instant),
        "draft": reading.draft,
        "tags": reading.tags,
        "categories": reading.categories,
        "taxonomies": reading.taxonomies,
        "url": reading.url,
        "aliases": reading.aliases,
        "summary_divided": reading.summary_divided,
    })
}

/// RFC 3339 in UTC, with a fraction only if there is one, and any year.
pub fn instant(instant: DateTime<Utc>) -> String {
    let whole = instant.format("%Y-%m-%dT%H:%M:%S").to_string();
    let fraction = instant.format("%.9f").to_string();
    let fraction = fraction.trim_end_matches('0').trim_end_matches('.');
    format!("{}{fraction}Z", whole.trim_start_matches('+'))
}

/// The fields in which two recorded forms differ; a field that is missing is null.
pub fn differences(expected: &Value, read: &Value, fields: &[&str]) -> Vec<String> {
    // Without a page there is nothing else to say.
    let fields = if expected["outcome"] == read["outcome"] { fields } else { &["outcome"] };
    let differing = fields.iter().filter(|field| expected[**field] != read[**field]);
    differing
        .map(|field| format!("{field}: {} here, {} there", read[*field], expected[*field]))
        .collect()
}

/// Fails where fewer than so many of 1000 agree; says in any case which do not.
#[allow(clippy::print_stdout, reason = "the count is what such a test is run for")]
pub fn judge(name: &str, total: usize, failures: &[String], least_per_mille: usize) {
    let agreed = total - failures.len();
    let list = format!("{name}: {agreed} of {total} agree\n{}", failures.join("\n"));
    assert!(total > 0, "{name} is empty");
    assert!(agreed * 1000 >= total * least_per_mille, "{list}");
    println!("{list}");
}

/// The fields of a single post.
pub const CASE_FIELDS: &[&str] = &[
    "outcome",
    "title",
    "date",
    "updated",
    "draft",
    "tags",
    "categories",
    "url",
    "aliases",
    "body",
    "summary_divided",
];

/// Reads each case in a site of its own, as `setup` makes it from the case; the differences, by case.
pub fn failing_cases(cases: &[Case], setup: impl Fn(&Case) -> (Setup, String)) -> Vec<String> {
    let failing = |case: &Case| {
        let (setup, path) = setup(case);
        let source = Source::new(&path, &case.content);
        let document = Document::parse(&source);
        let reading = setup.read(&path, &document);
        let mut read = recorded(&reading);
        // Zola does not show its bodies, so none are recorded.
        if !case.expected["body"].is_null() {
            read["body"] = json!(reading.body.map(|body| setup.body_text(&document, body)));
        }
        let differences = differences(&case.expected, &read, CASE_FIELDS);
        let error = reading.error.unwrap_or_default();
        (!differences.is_empty()).then(|| {
            let theirs = &case.expected["error"];
            format!(
                "{}: {}\n  here: {error}\n  there: {theirs}\n  {:?}",
                case.id,
                differences.join("; "),
                case.content
            )
        })
    };
    cases.iter().filter_map(failing).collect()
}

/// The fields of a page of a site.
pub const PAGE_FIELDS: &[&str] = &[
    "outcome",
    "kind",
    "title",
    "date",
    "updated",
    "draft",
    "tags",
    "categories",
    "taxonomies",
    "url",
    "aliases",
    "summary_divided",
];

/// Compares every file of a real site with what its engine read, as `sites/ENGINE-NAME.jsonl` has it. `normal` brings
/// what is read here into the recorded form.
pub fn check_site(target: &str, name: &str, least_per_mille: usize, normal: fn(Value) -> Value) {
    let target: Target = target.parse().unwrap();
    let engine = target.engine.name();
    let root = shared().join("corpus").join(engine).join(name);
    let machine = Machine { zone: Tz::UTC, now: DateTime::UNIX_EPOCH, threads: None };
    let site = Site::open(&root, &[target], machine);
    let setup = &site.setups[0];
    let recordings: Vec<Value> =
        lines(&shared().join(format!("conformance/sites/{engine}-{name}.jsonl")));
    let mut failures = Vec::new();
    let mut seen = BTreeSet::new();
    for mut expected in recordings.iter().cloned() {
        let Some(path) = expected["path"].as_str().map(str::to_owned) else { continue };
        seen.insert(path.clone());
        if expected["outcome"].is_null() {
            expected["outcome"] = json!("page");
        }
        let read = read_file(setup, &root, &path);
        let differences = differences(&expected, &normal(recorded(&read)), PAGE_FIELDS);
        if !differences.is_empty() {
            let error = read.error.unwrap_or_default();
            failures.push(format!("{path}: {} ({error})", differences.join("; ")));
        }
    }
    let extra =
        setup.listing.below("").filter(|path| !seen.contains(*path) && path.ends_with(".md"));
    for path in extra {
        if read_file(setup, &root, path).outcome == Outcome::Page {
            failures.push(format!("{path}: a page here, nothing there"));
        }
    }
    judge(&format!("{engine}/{name}"), recordings.len(), &failures, least_per_mille);
}

fn read_file(setup: &Setup, root: &Path, path: &str) -> Reading {
    let bytes = fs::read(root.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    let source = Source::from_bytes(path, &bytes);
    setup.read(path, &Document::parse(&source))
}
