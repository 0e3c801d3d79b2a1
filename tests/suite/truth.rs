//! An error must be true: where a finding says that an engine drops the post or stops the build, the recording of
//! that engine says so, too.

use std::collections::BTreeMap;
use std::path::Path;

use masthead::check::check;
use masthead::diagnostic::Severity;
use masthead::document::Document;
use masthead::engine::Setup;
use masthead::rules::Settings;
use masthead::text::Source;

use crate::conformance::{Case, lines, shared};
use crate::{conformance_hexo, hugo, zola};

/// Errors that are found in posts of which the engine made a page.
fn false_errors(cases: &[Case], setup: impl Fn(&Case) -> (Setup, String)) -> Vec<String> {
    let settings = Settings::defaults();
    let mut failures = Vec::new();
    for case in cases.iter().filter(|case| is_public(case)) {
        let (setup, path) = setup(case);
        let source = Source::new(&path, &case.content);
        let found = check(&Document::parse(&source), &path, &[setup], &settings);
        let is_false = |rule: &str| rule != "url-escapes-output" || !is_outside(case);
        let errors =
            found.iter().filter(|one| one.severity == Severity::Error && is_false(&one.rule));
        failures.extend(
            errors.map(|one| {
                format!("{}: {} {}\n  {:?}", case.id, one.rule, one.message, case.content)
            }),
        );
    }
    failures
}

/// Whether a normal build shows the page.
fn is_public(case: &Case) -> bool {
    case.expected["outcome"] == "page" && case.expected["draft"] != true
}

/// Whether the page, or a redirect page that was asked for, is not in the output: the error that costs no page.
fn is_outside(case: &Case) -> bool {
    let is_up = case.expected["url"].as_str().is_some_and(|url| url.starts_with("/../"));
    is_up || case.content.contains("aliases") && case.expected["aliases"] == serde_json::json!([])
}

#[track_caller]
fn hold(file: &Path, setup: impl Fn(&Case) -> (Setup, String)) {
    let cases: Vec<Case> = lines(file);
    let failures = false_errors(&cases, setup);
    assert!(!cases.is_empty(), "{} is empty", file.display());
    assert!(failures.is_empty(), "{}:\n{}", file.display(), failures.join("\n"));
}

fn own(path: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

#[test]
fn errors_in_hexo_are_true() {
    let configs = own("tests/engines/hexo/configs");
    hold(&own("fixtures/readings/hexo.jsonl"), |case| conformance_hexo::site(&configs, case));
}

#[test]
fn errors_in_hugo_are_true() {
    hold(&own("fixtures/readings/hugo.jsonl"), hugo::own_site);
}

#[test]
fn errors_in_zola_are_true() {
    let configs = own("tests/engines/zola/configs");
    for (target, file) in [("zola@0.22", "zola.jsonl"), ("zola@0.23", "zola-0.23.jsonl")] {
        let target = target.parse().unwrap();
        let probes = zola::probes();
        hold(&own("fixtures/readings").join(file), |case| {
            zola::site(target, &configs, &probes, case)
        });
    }
}

#[test]
#[ignore = "needs the recorded material: MASTHEAD_SHARED"]
fn shared_errors_are_true() {
    let material = shared().join("conformance");
    let configs = material.join("configs");
    let readings = |name: &str| material.join("readings").join(name);
    hold(&readings("hexo.jsonl"), |case| conformance_hexo::site(&configs.join("hexo"), case));
    hold(&readings("hugo.jsonl"), |case| hugo::shared_site(&configs.join("hugo"), case));
    for (target, file) in [("zola@0.22", "zola.jsonl"), ("zola@0.23", "zola-0.23.jsonl")] {
        let target = target.parse().unwrap();
        let probes = BTreeMap::new();
        hold(&readings(file), |case| zola::site(target, &configs.join("zola"), &probes, case));
    }
}
