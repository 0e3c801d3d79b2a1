//! Hexo: the readings of single posts and of whole sites, recorded from 8.1.2.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use chrono_tz::Tz;
use masthead::engine::{Engine, Setup};
use masthead::text::Source;
use serde_json::{Value, json};

use crate::conformance::{Case, check_site, failing_cases, judge, lines, shared, site_of_one};

/// The site of one post that a case was recorded from. The machine stands in the zone that the first line of the
/// configuration names, else in that of the site.
pub fn site(configs: &Path, case: &Case) -> (Setup, String) {
    let name = |kind: &str| configs.join(format!("{}.{kind}", case.config));
    let kind = if name("json").exists() { "json" } else { "yml" };
    let config = fs::read_to_string(name(kind)).unwrap();
    let machine = config.lines().next().and_then(|line| line.strip_prefix("# machine: "));
    let machine: Option<Tz> = machine.map(|name| name.parse().unwrap());
    let path = format!("source/{}", case.path);
    let config = Source::new(format!("_config.{kind}"), config);
    let mut setup = site_of_one(Engine::Hexo.into(), config, &[&path], Tz::UTC);
    setup.machine_zone = machine.or(setup.zone()).unwrap_or(Tz::UTC);
    (setup, path)
}

/// The project's own folder of that name.
fn own(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)
}

#[test]
fn hexo_readings_agree() {
    let cases: Vec<Case> = lines(&own("fixtures/readings/hexo.jsonl"));
    let configs = own("tests/engines/hexo/configs");
    let failures = failing_cases(&cases, |case| site(&configs, case));
    judge("fixtures/readings/hexo.jsonl", cases.len(), &failures, 1000);
}

/// A wrong recording cannot survive: what it says is compared with the engine itself.
#[test]
#[ignore = "needs Node and an installed Hexo: tests/engines/install, MASTHEAD_HEXO"]
fn live_hexo_agrees_with_the_recording() {
    let script = own("tests/engines/hexo/record.js");
    let output = Command::new("node").arg(script).arg("--check").output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let failed = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}{failed}");
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
