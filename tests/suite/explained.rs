//! What the rules claim beside what the real engines did with the same post: no error is claimed of a post that the
//! engine reads, and where fences or block stop an engine, some rule says that they do.

use std::fs;

use chrono_tz::Tz;
use masthead::check::check;
use masthead::diagnostic::{Diagnostic, Severity};
use masthead::document::Document;
use masthead::engine::Target;
use masthead::rules::Settings;
use masthead::text::Source;

use crate::conformance::{Case, judge, lines, shared, site_of_one};

/// Groups of cases in which nothing but the syntax of the block is wrong.
const SYNTAX: &[&str] = &["delimiters"];

/// How a recording is laid out: its file, the engine, its folder of posts, its configuration's name and extension.
const RECORDINGS: [(&str, &str, &str, &str, &str); 4] = [
    ("hexo.jsonl", "hexo@8", "source", "_config.yml", "yml"),
    ("hugo.jsonl", "hugo@0.168", "content", "hugo.toml", "toml"),
    ("zola.jsonl", "zola@0.22", "content", "config.toml", "toml"),
    ("zola-0.23.jsonl", "zola@0.23", "content", "config.toml", "toml"),
];

#[test]
#[ignore = "needs the recorded material: MASTHEAD_SHARED"]
fn shared_readings_bear_out_every_error() {
    for (file, target, folder, config, extension) in RECORDINGS {
        let target: Target = target.parse().unwrap();
        let cases: Vec<Case> = lines(&shared().join("conformance/readings").join(file));
        let configs = shared().join("conformance/configs").join(target.engine.name());
        let failures: Vec<String> = cases
            .iter()
            .filter_map(|case| {
                let text = fs::read_to_string(configs.join(&case.config).with_extension(extension));
                let path = format!("{folder}/{}", case.path);
                let config = Source::new(config, text.unwrap());
                let mut setup = site_of_one(target, config, &[&path], Tz::UTC);
                setup.machine_zone = setup.zone().unwrap_or(Tz::UTC);
                let source = Source::new(&path, &case.content);
                let found = check(
                    &Document::parse(&source),
                    &path,
                    &[setup.with_sections(&[])],
                    &Settings::defaults(),
                );
                contradiction(case, &found)
            })
            .collect();
        judge(file, cases.len(), &failures, 1000);
    }
}

/// Where the findings say something else than the recording.
fn contradiction(case: &Case, found: &[Diagnostic]) -> Option<String> {
    let id = &case.id;
    let reason = case.expected["error"].as_str();
    let stopped = case.expected["outcome"] != "page" && reason.is_some();
    let error = found.iter().find(|diagnostic| diagnostic.severity == Severity::Error);
    match (stopped, error) {
        (false, Some(error)) => {
            Some(format!("{id}: {} claims an error, but the post is read", error.rule))
        }
        (true, None) if SYNTAX.iter().any(|group| id.contains(group)) => {
            Some(format!("{id}: no rule explains {}", reason.unwrap_or_default()))
        }
        _ => None,
    }
}
