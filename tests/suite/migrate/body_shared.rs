//! All recorded and collected bodies: where the source engine makes a page, the target makes one, and each tag has its
//! row.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use chrono::DateTime;
use chrono_tz::Tz;
use masthead::document::Document;
use masthead::engine::{Outcome, Setup};
use masthead::migrate::Kind;
use masthead::migrate::body::{Addresses, Surroundings, convert_body};
use masthead::text::Source;

use super::body::{TARGETS, post_path};
use crate::conformance::shared;

/// Posts of one engine, with their paths.
fn collected(engine: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![shared().join("corpus").join(engine)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "md")
                && let Ok(text) = fs::read_to_string(&path)
            {
                found.push((path.display().to_string(), text));
            }
        }
    }
    found.extend(recorded(engine));
    found.sort();
    found
}

fn recorded(engine: &str) -> Vec<(String, String)> {
    #[derive(serde::Deserialize)]
    struct Line {
        id: String,
        content: String,
    }
    let path = shared().join("conformance/readings").join(format!("{engine}.jsonl"));
    let lines: Vec<Line> = crate::conformance::lines(Path::new(&path));
    lines.into_iter().map(|line| (line.id, line.content)).collect()
}

/// Outside any site, so that no template is missing.
fn anywhere(target: &str) -> Setup {
    Setup::standalone(target.parse().unwrap(), Tz::UTC, DateTime::UNIX_EPOCH)
}

/// Why the target makes no page of a converted body.
fn failure(from: (&str, &Setup), to: (&str, &Setup), text: &str) -> Option<String> {
    let (path, new_path) = (post_path(from.0, "one"), post_path(to.0, "one"));
    let source = Source::new(path.clone(), text);
    let document = Document::parse(&source);
    let reading = from.1.read(&path, &document);
    if reading.outcome != Outcome::Page {
        return None;
    }
    let empty = BTreeMap::new();
    let surroundings = Surroundings {
        from: from.1,
        to: to.1,
        path: &path,
        new_path: &new_path,
        pages: &BTreeMap::new(),
        slugs: &empty,
        assets: &BTreeMap::new(),
        addresses: &Addresses::default(),
        texts: &empty,
        home: None,
    };
    let body = convert_body(&surroundings, &document, reading.body.unwrap_or(document.body));
    let rows = body.rows.iter().filter(|row| row.kind == Kind::Tag).count();
    if rows != from.1.tags(&path, &document).len() {
        return Some("a tag has no row".to_owned());
    }
    if !body.wants.templates.is_empty() {
        // Outside any site there are no templates of ours; the real engines are asked about these.
        return None;
    }
    let new = Source::new(new_path.clone(), format!("---\ntitle: x\n---\n{}", body.text));
    let reading = to.1.read(&new_path, &Document::parse(&new));
    (reading.outcome != Outcome::Page).then(|| reading.error.unwrap_or_default())
}

#[test]
#[ignore = "needs the shared material"]
fn shared_bodies_give_pages_in_every_target() {
    let mut failures = Vec::new();
    let mut count = 0;
    for from in ["hexo", "hugo", "zola"] {
        let old = anywhere(from);
        let posts = collected(from);
        for to in TARGETS.into_iter().filter(|to| !to.starts_with(from)) {
            let new = anywhere(to);
            for (name, text) in &posts {
                count += 1;
                let failure = failure((from, &old), (to, &new), text);
                failures.extend(failure.map(|why| format!("{from} to {to}: {name}: {why}")));
            }
        }
    }
    assert!(count > 5_000, "only {count} bodies");
    assert!(failures.is_empty(), "{} of {count}:\n{}", failures.len(), failures.join("\n"));
}
