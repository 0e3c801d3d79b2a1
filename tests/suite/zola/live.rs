//! Asks a real Zola: builds one site a case and reads what the probes printed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, Timelike, Utc};
use serde_json::{Value, json};

use super::{fixture, lab};
use crate::cases;
use crate::conformance::Case;

#[test]
#[ignore = "needs a Zola: MASTHEAD_ZOLA, or MASTHEAD_ZOLA_023"]
fn live_zola() {
    let named = ["MASTHEAD_ZOLA", "MASTHEAD_ZOLA_023"].map(std::env::var_os);
    let binaries: Vec<PathBuf> = named.into_iter().flatten().map(PathBuf::from).collect();
    assert!(!binaries.is_empty(), "MASTHEAD_ZOLA names no binary");
    for binary in binaries {
        let version = version(&binary);
        let file = match version.get(..5) {
            Some("0.22.") => fixture("zola.jsonl"),
            Some("0.23.") => fixture("zola-0.23.jsonl"),
            _ => panic!("there are no readings for Zola {version}"),
        };
        let cases = cases::all(&lab(), &version, |_, number| format!("posts/case-{number}.md"));
        cases::record_or_compare(&file, "zola", &cases, &ask_all(&binary, &cases));
    }
}

fn version(binary: &Path) -> String {
    let output = Command::new(binary).arg("--version").output().unwrap();
    String::from_utf8_lossy(&output.stdout).trim().trim_start_matches("zola ").to_owned()
}

/// What one Zola reads from all cases, two at a time.
fn ask_all(binary: &Path, cases: &[Case]) -> Vec<Value> {
    let ask_half = |half: &[Case]| half.iter().map(|case| ask(binary, case)).collect::<Vec<_>>();
    let (first, second) = cases.split_at(cases.len() / 2);
    std::thread::scope(|scope| {
        let second = scope.spawn(|| ask_half(second));
        let mut read = ask_half(first);
        read.extend(second.join().unwrap());
        read
    })
}

/// What one Zola reads from a case.
fn ask(binary: &Path, case: &Case) -> Value {
    let site = tempfile::tempdir().unwrap();
    let root = site.path();
    put(
        root,
        "config.toml",
        &fs::read_to_string(lab().join(format!("configs/{}.toml", case.config))).unwrap(),
    );
    for entry in fs::read_dir(lab().join("templates")).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("templates/{}", path.file_name().unwrap().to_string_lossy());
        put(root, &name, &fs::read_to_string(&path).unwrap());
    }
    for (name, text) in &case.files {
        put(root, name, text);
    }
    put(root, &format!("content/{}", case.path), &case.content);
    let pages = match build(binary, root, &["--drafts"]) {
        Ok(pages) => pages,
        Err(error) => return json!({ "outcome": "error", "error": error }),
    };
    let Some(page) = pages.page(&case.path) else { return json!({ "outcome": "dropped" }) };
    let mut reading = pages.reading(&page);
    // A section that is a draft takes its pages with it.
    let may_be_hidden = case.files.values().any(|text| text.contains("draft"));
    if may_be_hidden && let Ok(pages) = build(binary, root, &[]) {
        reading["draft"] = pages.page(&case.path).is_none().into();
    }
    reading
}

/// What a build writes, or why it fails.
fn build(binary: &Path, root: &Path, options: &[&str]) -> Result<Published, String> {
    let mut command = Command::new(binary);
    let output = command.arg("--root").arg(root).arg("build").args(options).output().unwrap();
    if output.status.success() {
        return Ok(Published::read(&root.join("public")));
    }
    Err(error_of(&String::from_utf8_lossy(&output.stderr), root))
}

fn put(root: &Path, name: &str, text: &str) {
    let path = root.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// The reasons that Zola prints, without what is not one and without the folder.
fn error_of(stderr: &str, root: &Path) -> String {
    let folder = format!("{}/", root.canonicalize().unwrap().display());
    let lines = stderr.lines().map(|line| line.trim().trim_start_matches("ERROR ").trim());
    let noise = ["Failed to build", "Building site", "-> Creating"];
    let told =
        lines.filter(|line| !line.is_empty() && !noise.iter().any(|start| line.starts_with(start)));
    told.take(4).collect::<Vec<_>>().join(" ").replace(&folder, "")
}

/// What a build wrote.
#[derive(Default)]
struct Published {
    /// What the probes printed.
    printed: Vec<Value>,
    /// Redirect pages: where they are served, and where they lead.
    redirects: Vec<(String, String)>,
}

impl Published {
    fn read(public: &Path) -> Self {
        let mut published = Self::default();
        let mut folders = vec![public.to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.to_string_lossy().ends_with(".html") {
                    published.take(&path, public);
                }
            }
        }
        published
    }

    fn take(&mut self, path: &Path, public: &Path) {
        let text = fs::read_to_string(path).unwrap();
        if let Some((_, rest)) = text.split_once("content=\"0; url=") {
            let served = path.strip_prefix(public).unwrap().to_str().unwrap();
            let served = match served.strip_suffix("index.html") {
                Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
                _ => served,
            };
            let target = rest.split('"').next().unwrap_or_default().to_owned();
            self.redirects.push((format!("/{served}"), target));
        } else {
            let printed = serde_json::from_str(&text)
                .unwrap_or_else(|error| panic!("{}: {error}\n{text}", path.display()));
            self.printed.push(printed);
        }
    }

    fn page(&self, path: &str) -> Option<Value> {
        self.printed.iter().find(|page| page["file"] == path).cloned()
    }

    /// The names in the taxonomies of this name that list the page.
    fn terms(&self, file: &Value, names: &[&str]) -> Vec<String> {
        let lists = |term: &&Value| {
            term["kind"] == "term"
                && names.iter().any(|name| term["taxonomy"] == *name)
                && term["pages"].as_array().is_some_and(|pages| pages.contains(file))
        };
        let mut terms: Vec<String> = self
            .printed
            .iter()
            .filter(lists)
            .map(|term| term["name"].as_str().unwrap().to_owned())
            .collect();
        terms.sort();
        terms
    }

    fn reading(&self, page: &Value) -> Value {
        let file = &page["file"];
        let categories = self.terms(file, &["category", "categories"]);
        let mut aliases: Vec<&String> = self
            .redirects
            .iter()
            .filter(|(_, target)| page["permalink"] == *target)
            .map(|(served, _)| served)
            .collect();
        aliases.sort();
        // An impossible day in a file name is kept as a text.
        let date = if page["has_day"].is_null() { None } else { page["date"].as_str() };
        json!({
            "outcome": "page",
            "error": null,
            "kind": page["kind"],
            "title": page["title"],
            "date": date.and_then(instant),
            "updated": page["updated"].as_str().and_then(instant),
            "draft": page["draft"],
            "tags": self.terms(file, &["tag", "tags"]),
            "categories": categories.into_iter().map(|name| vec![name]).collect::<Vec<_>>(),
            "url": page["url"],
            "aliases": aliases,
            "body": null,
            "summary_divided": !page["summary"].is_null(),
        })
    }
}

/// An instant as Zola holds it: RFC 3339, a date and time without a zone, or a day, which are both in UTC.
fn instant(text: &str) -> Option<String> {
    let zoned = || DateTime::parse_from_rfc3339(text).ok().map(|date| date.to_utc());
    let local =
        || Some(NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f").ok()?.and_utc());
    let day = || {
        let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
        Some(day.and_hms_opt(0, 0, 0)?.and_utc())
    };
    let instant: DateTime<Utc> = zoned().or_else(local).or_else(day)?;
    if instant.nanosecond() < 1_000_000_000 {
        return Some(crate::conformance::instant(instant));
    }
    // Zola holds a leap second, which only ends a month, as the last moment of the second before.
    let ends_month = (instant + Days::new(1)).month() != instant.month();
    let held = instant.with_nanosecond(999_999_999).filter(|_| ends_month && instant.hour() == 23);
    held.map(crate::conformance::instant)
}
