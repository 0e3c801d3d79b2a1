//! Hexo: the readings of single posts and of whole sites, recorded from 8.1.2.

use std::fs;
use std::path::Path;

use chrono_tz::Tz;
use masthead::engine::{Engine, Setup};
use masthead::text::Source;
use serde_json::{Value, json};

use crate::conformance::{Case, check_site, failing_cases, judge, lines, shared, site_of_one};

/// The site of one post that a case was recorded from; the machine stands in the zone of the site.
fn site(configs: &Path, case: &Case) -> (Setup, String) {
    let config = fs::read_to_string(configs.join(format!("{}.yml", case.config))).unwrap();
    let path = format!("source/{}", case.path);
    let config = Source::new("_config.yml", config);
    let mut setup = site_of_one(Engine::Hexo.into(), config, &[&path], Tz::UTC);
    setup.machine_zone = setup.zone().unwrap_or(Tz::UTC);
    (setup, path)
}

#[test]
#[ignore = "needs the recorded material: MASTHEAD_SHARED"]
fn shared_hexo_readings() {
    let cases: Vec<Case> = lines(&shared().join("conformance/readings/hexo.jsonl"));
    let configs = shared().join("conformance/configs/hexo");
    let failures = failing_cases(&cases, |case| site(&configs, case));
    judge("hexo.jsonl", cases.len(), &failures, 1000);
}

#[test]
#[ignore = "needs the recorded material: MASTHEAD_SHARED"]
fn shared_hexo_sites() {
    for name in ["blinkfox", "theme-next", "theme-unit-test", "volantis", "vue2"] {
        check_site("hexo", name, 1000, without_index);
    }
}

/// A whole site is recorded without any last `index.html`, and with a map of other taxonomies.
fn without_index(mut read: Value) -> Value {
    let url = read["url"].as_str().and_then(|url| url.strip_suffix("/index.html"));
    if let Some(folder) = url.map(|folder| format!("{folder}/")) {
        read["url"] = json!(folder);
    }
    read
}
