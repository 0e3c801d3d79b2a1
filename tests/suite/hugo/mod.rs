//! Hugo: the readings of single posts and of whole sites, recorded from 0.168.0.

mod live;

use std::fs;
use std::path::{Path, PathBuf};

use chrono_tz::Tz;
use masthead::document::Document;
use masthead::engine::{Engine, Setup};
use masthead::text::Source;
use serde_json::{Value, json};

use crate::conformance::{Case, check_site, failing_cases, judge, lines, shared, site_of};

/// The zone of the machine in which the project's own cases are built.
const MACHINE_ZONE: Tz = Tz::America__New_York;

/// The folder with cases, configurations and probes.
fn lab() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/engines/hugo")
}

/// The readings of the project's own cases.
fn fixture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/readings/hugo.jsonl")
}

/// The configuration of a case.
fn config(case: &Case) -> String {
    fs::read_to_string(lab().join(format!("configs/{}.toml", case.config))).unwrap()
}

/// The site of one post that a case was recorded from, with a probe template.
fn site(config: String, case: &Case, zone: Tz) -> (Setup, String) {
    let path = format!("content/{}", case.path);
    let names = case.files.keys().map(String::as_str);
    let names: Vec<&str> = names.chain([path.as_str(), "layouts/home.html"]).collect();
    let config = Source::new("hugo.toml", config);
    let setup = site_of(Engine::Hugo.into(), vec![config], &names, zone);
    let all = case.files.iter().chain([(&path, &case.content)]);
    let sections: Vec<Source> = all
        .filter(|(name, _)| setup.is_section(name))
        .map(|(name, text)| Source::new(name, text))
        .collect();
    let documents: Vec<Document<'_>> = sections.iter().map(Document::parse).collect();
    let pairs: Vec<_> =
        documents.iter().map(|document| (document.source.path.as_str(), document)).collect();
    (setup.with_sections(&pairs), path)
}

/// The site of one of our own cases.
pub fn own_site(case: &Case) -> (Setup, String) {
    site(config(case), case, MACHINE_ZONE)
}

/// The site of a case of the recorded material; the machine stood in the zone of the site.
pub fn shared_site(configs: &Path, case: &Case) -> (Setup, String) {
    let config = fs::read_to_string(configs.join(format!("{}.toml", case.config))).unwrap();
    let (mut setup, path) = site(config, case, Tz::UTC);
    setup.machine_zone = setup.zone().unwrap_or(Tz::UTC);
    (setup, path)
}

#[test]
fn hugo_readings() {
    let cases: Vec<Case> = lines(&fixture());
    let failures = failing_cases(&cases, own_site);
    judge("hugo.jsonl", cases.len(), &failures, 1000);
}

#[test]
#[ignore = "needs the recorded material: MASTHEAD_SHARED"]
fn shared_hugo_readings() {
    let cases: Vec<Case> = lines(&shared().join("conformance/readings/hugo.jsonl"));
    let configs = shared().join("conformance/configs/hugo");
    let failures = failing_cases(&cases, |case| shared_site(&configs, case));
    judge("hugo.jsonl", cases.len(), &failures, 1000);
}

#[test]
#[ignore = "needs the recorded material: MASTHEAD_SHARED"]
fn shared_hugo_sites() {
    for name in ["burntsushi", "hugo-docs", "linkerd", "lruihao", "redox"] {
        check_site("hugo", name, 1000, without_index);
    }
}

/// A whole site is recorded without any last `index.html`.
fn without_index(mut read: Value) -> Value {
    let url = read["url"].as_str().and_then(|url| url.strip_suffix("/index.html"));
    if let Some(folder) = url.map(|folder| format!("{folder}/")) {
        read["url"] = json!(folder);
    }
    read
}
