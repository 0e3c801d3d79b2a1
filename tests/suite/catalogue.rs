//! The table of rules against the catalogue that the project started from.

use std::collections::BTreeMap;
use std::path::PathBuf;

use masthead::diagnostic::{Applicability, Severity};
use masthead::engine::Engine;
use masthead::rules::{RULES, Rule};

/// Rules that say something else than the catalogue, and why.
const DEPARTURES: &[(&str, &str)] = &[
    ("front-matter-no-opener", "Hugo stops at nothing: it shows the keys as text"),
    ("toml-invalid", "Hexo knows no TOML"),
    ("toml-1-1-only", "the engines read it at their newest, older ones are told apart by version"),
    ("json-invalid", "Hexo takes a broken block for text, Zola knows no JSON"),
    ("tab-indentation", "Hexo drops the post where blanks stand before the tab"),
    ("encoding-invalid", "Hexo shows replacement characters"),
    ("newlines-mixed", "the engines read LF and CR LF alike"),
    ("date-invalid", "Hexo goes on without the date: that is no error"),
    ("date-zone-ignored", "Zola takes no zone that it does not heed"),
    ("image-unreachable", "not there: no rule asks the network"),
    ("key-empty", "off: the star of the row stands behind both of its rules"),
    ("key-reserved", "Hugo's `_build` is a renamed key: `key-deprecated`; Zola reserves none"),
    ("key-refused", "the part of `key-unknown` that stops the build, so always on"),
    ("url-escapes-output", "Hugo cleans every path against its root, so nothing leaves the output"),
    ("url-not-string", "Hugo writes numbers out, Zola stops at TOML numbers"),
    ("url-with-scheme", "Hexo makes folders of it: the post is there"),
];

/// Groups whose rules are all there.
const COMPLETE: &[&str] =
    &["syntax", "title", "date", "image", "taxonomy", "url", "draft", "schema", "body"];

/// A row of the catalogue, for each of its rules.
struct Row {
    group: String,
    on: bool,
    harm: [String; 3],
    fix: String,
}

fn shared() -> PathBuf {
    std::env::var_os("MASTHEAD_SHARED").map_or_else(|| PathBuf::from("../shared"), PathBuf::from)
}

/// All rules of the catalogue by name.
fn catalogue(text: &str) -> BTreeMap<String, Row> {
    let mut rows = BTreeMap::new();
    let mut group = String::new();
    for line in text.lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            group = heading.split_whitespace().next().unwrap_or_default().to_owned();
        }
        let cells: Vec<&str> =
            line.replace("\\|", "\u{0}").leak().split('|').map(str::trim).collect();
        let [_, names, _, hexo, hugo, zola, fix, _] = cells[..] else { continue };
        if names == "rule" || names.starts_with('-') {
            continue;
        }
        for name in names.split(',').map(str::trim) {
            let (name, on) = name.strip_suffix(" *").map_or((name, true), |name| (name, false));
            let harm = [hexo, hugo, zola].map(str::to_owned);
            rows.insert(
                name.to_owned(),
                Row { group: group.clone(), on, harm, fix: fix.to_owned() },
            );
        }
    }
    rows
}

const fn letter(severity: Option<Severity>) -> &'static str {
    match severity {
        Some(Severity::Error) => "E",
        Some(Severity::Warning) => "W",
        Some(Severity::Info) => "I",
        None => "·",
    }
}

/// What of a rule is not as the catalogue says. A cell with several letters, or with words, leaves it open.
fn differences(rule: &Rule, row: &Row) -> Vec<String> {
    let mut found = Vec::new();
    if rule.group.name() != row.group {
        found.push(format!("it is in group {}, not {}", rule.group.name(), row.group));
    }
    if rule.on != row.on {
        found.push(format!("on: {}, catalogue {}", rule.on, row.on));
    }
    for (engine, cell) in Engine::ALL.into_iter().zip(&row.harm) {
        let own = letter(rule.harm.to(engine));
        let open = !["E", "W", "I", "·"].contains(&cell.as_str());
        if !open && own != cell {
            found.push(format!("{}: {own}, catalogue {cell}", engine.name()));
        }
    }
    let own = match rule.fix {
        Some(Applicability::Safe) => "S",
        Some(Applicability::Unsafe) => "U",
        None => "–",
    };
    if !row.fix.contains(own) && !row.fix.is_empty() {
        found.push(format!("fix {own}, catalogue {}", row.fix));
    }
    found
}

#[test]
#[ignore = "needs the shared material"]
fn shared_catalogue_agrees_with_the_table() {
    let text = std::fs::read_to_string(shared().join("rules.md")).expect("the catalogue");
    let catalogue = catalogue(&text);
    assert!(catalogue.len() > 90, "the catalogue was not understood: {} rules", catalogue.len());
    let departs = |name: &str| DEPARTURES.iter().any(|(known, _)| *known == name);
    let mut report = Vec::new();
    for rule in RULES {
        match catalogue.get(rule.name) {
            None if !departs(rule.name) => {
                report.push(format!("{} is not in the catalogue", rule.name));
            }
            Some(row) if !departs(rule.name) => {
                report.extend(
                    differences(rule, row).into_iter().map(|why| format!("{}: {why}", rule.name)),
                );
            }
            _ => {}
        }
    }
    for (name, row) in &catalogue {
        let known = RULES.iter().any(|rule| rule.name == name) || departs(name);
        if !known && COMPLETE.contains(&row.group.as_str()) {
            report.push(format!("{name} is missing"));
        }
    }
    assert!(report.is_empty(), "\n{}", report.join("\n"));
}
