//! Zola: the readings of single posts and of whole sites, recorded from 0.22.1 and a build of 0.23.

mod live;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use chrono_tz::Tz;
use masthead::document::Document;
use masthead::engine::{Setup, Target};
use masthead::text::Source;
use serde_json::{Value, json};

use crate::conformance::{Case, check_site, failing_cases, judge, lines, shared, site_of};

/// The folder with cases, configurations and probes.
fn lab() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/engines/zola")
}

/// The site of one post that a case was recorded from; `probes` are the templates that it was given.
pub fn site(
    target: Target,
    configs: &Path,
    probes: &BTreeMap<String, String>,
    case: &Case,
) -> (Setup, String) {
    let config = fs::read_to_string(configs.join(format!("{}.toml", case.config))).unwrap();
    let path = format!("content/{}", case.path);
    let names = case.files.keys().chain(probes.keys()).chain([&path]);
    let files: Vec<&str> = names.map(String::as_str).collect();
    let texts = case.files.iter().chain(probes);
    let templates = texts.filter(|(name, _)| name.starts_with("templates/"));
    let mut sources: Vec<Source> = templates.map(|(name, text)| Source::new(name, text)).collect();
    sources.push(Source::new("config.toml", config));
    let setup = site_of(target, sources, &files, Tz::UTC);
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

fn check_cases(
    target: &str,
    file: &Path,
    configs: &Path,
    probes: &BTreeMap<String, String>,
    least_per_mille: usize,
) {
    let target: Target = target.parse().unwrap();
    let cases: Vec<Case> = lines(file);
    let failures = failing_cases(&cases, |case| site(target, configs, probes, case));
    judge(&file.display().to_string(), cases.len(), &failures, least_per_mille);
}

/// The readings of the project's own cases.
fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/readings").join(name)
}

/// Compares the project's own cases, of which all have to agree.
fn check_own(target: &str, file: &str) {
    check_cases(target, &fixture(file), &lab().join("configs"), &probes(), 1000);
}

/// The templates that the project's own cases were recorded with.
pub fn probes() -> BTreeMap<String, String> {
    let templates = fs::read_dir(lab().join("templates")).unwrap();
    let probe = |path: PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        (format!("templates/{name}"), fs::read_to_string(path).unwrap())
    };
    templates.map(|entry| probe(entry.unwrap().path())).collect()
}

#[test]
fn zola_readings() {
    check_own("zola@0.22", "zola.jsonl");
}

#[test]
fn zola_023_readings() {
    check_own("zola@0.23", "zola-0.23.jsonl");
}

#[test]
#[ignore = "needs the recorded material: MASTHEAD_SHARED"]
fn shared_zola_readings() {
    for (target, file) in [("zola@0.22", "zola.jsonl"), ("zola@0.23", "zola-0.23.jsonl")] {
        let material = shared().join("conformance");
        check_cases(
            target,
            &material.join("readings").join(file),
            &material.join("configs/zola"),
            &BTreeMap::new(),
            990,
        );
    }
}

#[test]
#[ignore = "needs the recorded material: MASTHEAD_SHARED"]
fn shared_zola_sites() {
    for name in ["rust-blog", "rust-osdev", "tabi", "zola-docs"] {
        check_site("zola@0.22", name, 995, as_recorded);
    }
}

/// A reading in the form in which sites are recorded.
fn as_recorded(mut read: Value) -> Value {
    if read["taxonomies"].is_null() && read["kind"].is_string() {
        read["taxonomies"] = json!({});
    }
    read
}
