//! Hugo: the readings of single posts and of whole sites, recorded from 0.168.0.

use std::fs;
use std::path::Path;

use chrono_tz::Tz;
use masthead::engine::{Engine, Setup};
use masthead::text::Source;
use serde_json::{Value, json};

use crate::conformance::{Case, check_site, failing_cases, judge, lines, shared, site_of_one};

/// The site of one post that a case was recorded from, with its probe template; the machine stands in the zone of
/// the site.
pub fn site(configs: &Path, case: &Case) -> (Setup, String) {
    let config = fs::read_to_string(configs.join(format!("{}.toml", case.config))).unwrap();
    let path = format!("content/{}", case.path);
    let config = Source::new("hugo.toml", config);
    let mut setup =
        site_of_one(Engine::Hugo.into(), config, &[&path, "layouts/home.html"], Tz::UTC);
    setup.machine_zone = setup.zone().unwrap_or(Tz::UTC);
    (setup.with_sections(&[]), path)
}

#[test]
#[ignore = "needs the recorded material: MASTHEAD_SHARED"]
fn shared_hugo_readings() {
    let cases: Vec<Case> = lines(&shared().join("conformance/readings/hugo.jsonl"));
    let configs = shared().join("conformance/configs/hugo");
    let failures = failing_cases(&cases, |case| site(&configs, case));
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
