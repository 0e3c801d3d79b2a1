//! Asks a real Hugo: builds one site a case and reads what the probes printed.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Mutex;

use percent_encoding::percent_decode_str;
use serde_json::{Value, json};

use super::{MACHINE_ZONE, config, fixture, lab};
use crate::cases;
use crate::conformance::{Case, lines};

#[test]
#[ignore = "needs a Hugo: MASTHEAD_HUGO"]
fn live_hugo() {
    let binary = std::env::var_os("MASTHEAD_HUGO").expect("MASTHEAD_HUGO names a binary");
    let binary = PathBuf::from(binary);
    let version = Command::new(&binary).arg("version").output().unwrap();
    let version = String::from_utf8_lossy(&version.stdout).into_owned();
    assert!(version.contains("v0.168.0"), "there are no readings for {version}");
    let cases = cases::all(&lab(), "0.168", |group, number| format!("posts/{group}-{number}.md"));
    cases::record_or_compare(&fixture(), "hugo", &cases, &ask_all(&binary, &cases));
}

/// What Hugo reads from all cases, two sites at a time.
fn ask_all(binary: &Path, cases: &[Case]) -> Vec<Value> {
    let jobs = Mutex::new(jobs(cases));
    let read = Mutex::new(BTreeMap::new());
    let work = || {
        while let Some(job) = { jobs.lock().unwrap().pop() } {
            let together: Vec<&Case> = job.iter().map(|index| &cases[*index]).collect();
            match ask(binary, &together) {
                Some(values) => read.lock().unwrap().extend(job.into_iter().zip(values)),
                // One stops the build: each by itself.
                None => jobs.lock().unwrap().extend(job.into_iter().map(|index| vec![index])),
            }
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(work);
        work();
    });
    read.into_inner().unwrap().into_values().collect()
}

/// The cases of each site, as places in the list. Those that were pages when they were recorded, and share nothing
/// with other pages, stand together with others of their configuration. For a recording each stands alone.
fn jobs(cases: &[Case]) -> Vec<Vec<usize>> {
    let recording = std::env::var_os("MASTHEAD_RECORD").is_some();
    let recorded: Vec<Case> = if recording { Vec::new() } else { lines(&fixture()) };
    let recorded: BTreeMap<&str, &Case> =
        recorded.iter().map(|one| (one.id.as_str(), one)).collect();
    let was_page = |case: &Case| {
        recorded.get(case.id.as_str()).is_some_and(|one| {
            let shares = |field: &str| one.expected[field] != json!([]);
            one.content == case.content
                && one.expected["outcome"] == "page"
                && !["tags", "categories", "aliases"].into_iter().any(shares)
        })
    };
    let mut together: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut jobs = Vec::new();
    for (index, case) in cases.iter().enumerate() {
        let own_name = case.path.starts_with(&format!("posts/{}-", case.group));
        if case.files.is_empty() && own_name && was_page(case) {
            together.entry(&case.config).or_default().push(index);
        } else {
            jobs.push(vec![index]);
        }
    }
    jobs.extend(together.into_values());
    jobs
}

/// What Hugo reads from some cases of one configuration; none where one of several stops the build.
fn ask(binary: &Path, cases: &[&Case]) -> Option<Vec<Value>> {
    let site = tempfile::tempdir().unwrap();
    let root = site.path();
    put(root, "hugo.toml", &config(cases[0]));
    for entry in fs::read_dir(lab().join("layouts")).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("layouts/{}", path.file_name().unwrap().to_string_lossy());
        put(root, &name, &fs::read_to_string(&path).unwrap());
    }
    for case in cases {
        for (name, text) in &case.files {
            put(root, name, text);
        }
        put(root, &format!("content/{}", case.path), &case.content);
    }
    let output = build(binary, root, "hugo.toml");
    let built = output.status.success();
    if !built && cases.len() > 1 {
        return None;
    }
    let error = error_of(&output, root);
    if stopped(&output) {
        return Some(vec![json!({ "outcome": "error", "error": error })]);
    }
    let outcome = if built { "page" } else { "error" };
    let found: Vec<Option<(Value, Vec<String>)>> = cases
        .iter()
        .map(|case| page(&root.join("public"), &case.path))
        .map(|page| page.map(|page| (page.clone(), aliases(&root.join("public"), &page))))
        .collect();
    let changed = cases.iter().any(|case| names_a_change(case));
    let changes =
        if changed { changes(binary, root, cases) } else { vec![Value::Null; cases.len()] };
    let readings = found.into_iter().zip(changes).map(|(found, updated)| match found {
        None => json!({ "outcome": "dropped", "error": null }),
        Some((page, aliases)) => reading(&page, outcome, &error, &aliases, &updated),
    });
    Some(readings.collect())
}

/// Whether there are no pages in the end: Hugo goes on after errors that it only logs.
fn stopped(output: &Output) -> bool {
    let text = String::from_utf8_lossy(&output.stderr);
    let last = text.lines().rev().find(|line| line.contains("error building site"));
    !output.status.success() && !last.is_some_and(|line| line.contains("logged"))
}

fn put(root: &Path, name: &str, text: &str) {
    let path = root.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn build(binary: &Path, root: &Path, config: &str) -> Output {
    Command::new(binary)
        .current_dir(root)
        .args(["--buildDrafts", "--buildFuture", "--buildExpired", "--cleanDestinationDir"])
        .args(["--config", config])
        .env("TZ", MACHINE_ZONE.name())
        .env("HUGO_CACHEDIR", root.join("cache"))
        .output()
        .unwrap()
}

/// The first reason that Hugo prints, without the folder.
fn error_of(output: &Output, root: &Path) -> Value {
    let folders = [root.to_owned(), root.canonicalize().unwrap()];
    let text = String::from_utf8_lossy(&output.stderr);
    let told = text.lines().find(|line| line.starts_with("ERROR") || line.starts_with("panic"));
    let Some(line) = told.filter(|_| !output.status.success()) else { return Value::Null };
    let line = folders
        .iter()
        .fold(line.to_owned(), |line, folder| line.replace(&format!("{}/", folder.display()), ""));
    json!(line.trim_start_matches("ERROR ").chars().take(200).collect::<String>())
}

/// Files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(folder) else { continue };
        for entry in entries {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files
}

/// What the probe printed of a file, in the home page of any language.
fn page(public: &Path, path: &str) -> Option<Value> {
    let probes = files(public);
    let probes = probes.iter().filter(|file| file.ends_with("index.html"));
    let printed: Vec<Value> = probes
        .filter_map(|file| fs::read_to_string(file).ok())
        .flat_map(|text| {
            let lines = text.lines().filter_map(|line| serde_json::from_str(line).ok());
            lines.collect::<Vec<Value>>()
        })
        .collect();
    printed.into_iter().find(|page| page["path"] == path)
}

/// The redirect pages that lead to a page, as they are served.
fn aliases(public: &Path, page: &Value) -> Vec<String> {
    let leads = |file: &&PathBuf| {
        let printed = fs::read_to_string(file).unwrap_or_default();
        serde_json::from_str::<Value>(&printed)
            .is_ok_and(|alias| alias["alias"] == page["permalink"])
    };
    let mut served: Vec<String> = files(public)
        .iter()
        .filter(leads)
        .map(|file| format!("/{}", file.strip_prefix(public).unwrap().display()))
        .map(|path| match path.strip_suffix("/index.html") {
            Some(folder) => format!("{folder}/"),
            None => path,
        })
        .collect();
    served.sort();
    served
}

/// Whether a date of the last change may be written.
fn names_a_change(case: &Case) -> bool {
    let text = case.content.to_lowercase();
    ["lastmod", "modified", "updated"].iter().any(|key| text.contains(key))
}

/// The dates of the last change, asked for without their fall-backs.
fn changes(binary: &Path, root: &Path, cases: &[&Case]) -> Vec<Value> {
    let own = lab().join(format!("configs/{}.lastmod", cases[0].config));
    let plain = lab().join("configs/plain.lastmod");
    let text = fs::read_to_string(own).or_else(|_| fs::read_to_string(plain)).unwrap();
    put(root, "lastmod.toml", &text);
    fs::remove_dir_all(root.join("public")).unwrap();
    build(binary, root, "hugo.toml,lastmod.toml");
    let lastmod = |case: &&Case| {
        let page = page(&root.join("public"), &case.path).unwrap_or_default();
        if names_a_change(case) { instant(&page["lastmod"]) } else { Value::Null }
    };
    cases.iter().map(lastmod).collect()
}

/// None for Go's zero time.
fn instant(date: &Value) -> Value {
    match date.as_str() {
        Some("0001-01-01T00:00:00Z") | None => Value::Null,
        Some(date) => json!(date),
    }
}

fn terms(page: &Value, names: &[&str]) -> Vec<String> {
    let lists = names.iter().filter_map(|name| page["terms"][name].as_array());
    let mut terms: Vec<String> =
        lists.flatten().map(|term| term.as_str().unwrap().to_owned()).collect();
    terms.sort();
    terms
}

fn reading(
    page: &Value,
    outcome: &str,
    error: &Value,
    aliases: &[String],
    updated: &Value,
) -> Value {
    let url = percent_decode_str(page["url"].as_str().unwrap()).decode_utf8_lossy().into_owned();
    let categories = terms(page, &["category", "categories"]);
    json!({
        "outcome": outcome,
        "error": error,
        "kind": page["kind"],
        "title": page["title"],
        "date": instant(&page["date"]),
        "updated": updated,
        "draft": page["draft"],
        "tags": terms(page, &["tag", "tags"]),
        "categories": categories.into_iter().map(|term| vec![term]).collect::<Vec<_>>(),
        "url": if url.is_empty() { Value::Null } else { json!(url) },
        "aliases": aliases,
        "body": page["body"],
        "summary_divided": page["summary"] == "manual",
    })
}
