//! Zola: the readings of single posts and of whole sites, recorded from 0.22.1 and a build of 0.23.

use std::fs;

use chrono_tz::Tz;
use masthead::engine::{Setup, Target};
use masthead::text::Source;
use serde_json::{Value, json};

use crate::conformance::{Case, check_site, failing_cases, judge, lines, shared};

/// The site of one post that a case was recorded from.
fn site(target: Target, configs: &std::path::Path, case: &Case) -> (Setup, String) {
    let config = fs::read_to_string(configs.join(format!("{}.toml", case.config))).unwrap();
    let path = format!("content/{}", case.path);
    let config = Source::new("config.toml", config);
    let setup = crate::conformance::site_of_one(target, config, &[&path], Tz::UTC);
    (setup, path)
}

fn check_shared(target: &str, file: &str) {
    let target: Target = target.parse().unwrap();
    let cases: Vec<Case> = lines(&shared().join("conformance/readings").join(file));
    let configs = shared().join("conformance/configs/zola");
    let failures = failing_cases(&cases, |case| site(target, &configs, case));
    judge(file, cases.len(), &failures, 990);
}

#[test]
#[ignore = "needs the recorded material: MASTHEAD_SHARED"]
fn shared_zola_readings() {
    check_shared("zola@0.22", "zola.jsonl");
}

#[test]
#[ignore = "needs the recorded material: MASTHEAD_SHARED"]
fn shared_zola_023_readings() {
    check_shared("zola@0.23", "zola-0.23.jsonl");
}

#[test]
#[ignore = "needs the recorded material: MASTHEAD_SHARED"]
fn shared_zola_sites() {
    for name in ["rust-blog", "rust-osdev", "tabi", "zola-docs"] {
        check_site("zola@0.22", name, 995, without_base_path);
    }
}

/// URLs are recorded below the base URL, without a last `index.html`.
fn without_base_path(mut read: Value) -> Value {
    if read["taxonomies"].is_null() && read["kind"].is_string() {
        read["taxonomies"] = json!({});
    }
    read
}
