//! What the build of a site gave: its pages as the probes printed them, its redirects, and its files.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Timelike, Utc};
use percent_encoding::percent_decode_str;
use serde::Deserialize;

use super::address::{Address, Base};
use super::feed::{self, Feed};
use super::html::{Seen, fold, refresh, see};

/// How the output of a probe begins.
pub const MARK: &str = "masthead:";

/// A site as its engine built it.
#[derive(Debug, Default)]
pub struct Built {
    /// The engine with its version, as it says itself.
    pub engine: String,
    /// Where the site says that it stands.
    pub base: Base,
    /// The pages by their path from the site's root, percent-decoded, without a final `index.html`.
    pub pages: BTreeMap<String, Page>,
    /// Paths that only lead elsewhere, with the path or the whole address that they lead to.
    pub redirects: BTreeMap<String, String>,
    /// The feeds by their path.
    pub feeds: BTreeMap<String, Feed>,
    /// The paths of all files that were written.
    pub files: BTreeSet<String>,
    /// Tags, shortcodes and templates that are not there, so that a stand-in was used.
    pub stand_ins: BTreeSet<String>,
    /// Pages that the engine cannot render: their addresses, where nothing answers.
    pub broken: BTreeMap<String, Broken>,
    /// What else was changed in the copy before it was built, as sentences.
    pub notes: Vec<String>,
}

/// What a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A page of its own.
    Page,
    /// The page of a section, with a file.
    Section,
    /// A list without a file of its own: home, section, taxonomy, term, archive.
    List,
}

/// A page that the engine read and cannot render.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Broken {
    /// Its file, as the engine names it.
    pub file: String,
    /// What the engine says.
    pub reason: String,
}

/// One page.
#[derive(Debug)]
pub struct Page {
    /// What it is.
    pub kind: Kind,
    /// Its file, from the site's root; empty where it has none.
    pub file: String,
    /// Its title; empty where it has none.
    pub title: String,
    /// Its date, where one is written.
    pub date: Option<DateTime<Utc>>,
    /// The date of its last change, where one is written and differs from the date.
    pub updated: Option<DateTime<Utc>>,
    /// Whether a normal build leaves it out as a draft.
    pub draft: bool,
    /// Its terms by taxonomy; of a path of categories each part is one.
    pub terms: BTreeMap<String, BTreeSet<String>>,
    /// The text of its summary, where the author marked or wrote one.
    pub summary: Option<String>,
    /// What a reader sees of its content.
    pub seen: Seen,
}

/// What a probe prints of a page.
#[derive(Debug, Deserialize)]
pub struct Record {
    kind: Kind,
    #[serde(default)]
    file: String,
    title: Option<String>,
    date: Option<String>,
    updated: Option<String>,
    #[serde(default)]
    draft: bool,
    #[serde(default)]
    terms: BTreeMap<String, Option<Vec<serde_json::Value>>>,
    summary: Option<String>,
    #[serde(default)]
    content: String,
    #[serde(default)]
    base: String,
    /// The number of a page of a list that is cut into several.
    pager: Option<u32>,
}

impl Built {
    /// Reads the output folder of a build.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn read(output: &Path) -> io::Result<Self> {
        let mut built = Self::default();
        let mut folders = vec![output.to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder)? {
                let path = entry?.path();
                if path.is_dir() {
                    folders.push(path);
                } else if let Ok(below) = path.strip_prefix(output) {
                    let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
                    let name = format!("/{}", parts.join("/"));
                    let is_page = [".html", ".htm", ".xhtml"].iter().any(|end| name.ends_with(end));
                    if is_page {
                        built.add_page(&name, &String::from_utf8_lossy(&fs::read(&path)?));
                    } else if feed::may_be_feed(&name) {
                        built.add_feed(&name, &String::from_utf8_lossy(&fs::read(&path)?));
                    } else if name == "/_redirects" {
                        built.add_redirects(&String::from_utf8_lossy(&fs::read(&path)?));
                    }
                    built.files.insert(name);
                }
            }
        }
        Ok(built)
    }

    /// Takes in what stands in an HTML file.
    pub fn add_page(&mut self, file: &str, text: &str) {
        let url = served(file);
        if let Some(printed) = text.trim_start().strip_prefix(MARK) {
            match serde_json::from_str::<Record>(printed) {
                Ok(record) => self.add(&url, record),
                Err(error) => {
                    self.notes.push(format!("{url}: the probe printed no record: {error}"));
                }
            }
        } else if let Some(target) = refresh(text) {
            self.redirects.insert(url, target);
        }
    }

    /// Takes in what a probe printed of the page at `url`.
    pub fn add(&mut self, url: &str, record: Record) {
        if self.base.is_unknown() && !record.base.is_empty() {
            self.base = Base::new(&record.base);
        }
        // The second and later pages of a list repeat what is known.
        if record.pager.is_none_or(|number| number <= 1) {
            self.pages.insert(url.to_owned(), Page::from(record));
        }
    }

    /// Takes in a file if it is a feed.
    pub fn add_feed(&mut self, file: &str, text: &str) {
        self.feeds.extend(feed::read(text).map(|feed| (file.to_owned(), feed)));
    }

    /// Takes in a list of which nothing but its path is known.
    pub fn add_list(&mut self, url: &str) {
        if !self.pages.contains_key(url) && !self.redirects.contains_key(url) {
            self.pages.insert(url.to_owned(), Page::list());
        }
    }

    /// Takes in the redirects of a `_redirects` file.
    fn add_redirects(&mut self, text: &str) {
        for line in text.lines() {
            let mut words = line.split_whitespace();
            if let (Some(old), Some(new)) = (words.next(), words.next())
                && old.starts_with('/')
                && !old.contains(['*', ':'])
            {
                let old = percent_decode_str(old).decode_utf8_lossy().into_owned();
                self.redirects.entry(served(&old)).or_insert_with(|| new.to_owned());
            }
        }
    }

    /// The path at which a request for `path` ends, after all redirects; none where nothing answers.
    #[must_use]
    pub fn answer(&self, path: &str) -> Option<String> {
        let mut path = path.to_owned();
        // A chain that is longer than this goes in a circle.
        for _ in 0..10 {
            let url = served(&path);
            let with_slash = format!("{url}/");
            for candidate in [&url, &with_slash] {
                if self.pages.contains_key(candidate) {
                    return Some(candidate.clone());
                }
            }
            let target = [&url, &with_slash].into_iter().find_map(|url| self.redirects.get(url));
            match target {
                Some(target) => match self.base.resolve(&url, target) {
                    Address::Internal { path: next, .. } => path = next,
                    // Hosts take the paths of `_redirects` from the root of the site.
                    _ if target.starts_with('/') => path = target.clone(),
                    // It leads to another site, as the author wanted.
                    _ => return Some(url),
                },
                None => return self.file(&url),
            }
        }
        None
    }

    /// The file that a host serves for a path.
    fn file(&self, path: &str) -> Option<String> {
        let tail = if path.ends_with('/') { "index.html" } else { "/index.html" };
        [path.to_owned(), format!("{path}{tail}")]
            .into_iter()
            .find(|file| self.files.contains(file))
    }
}

/// The path that a file answers at: a final `index.html` is not written.
pub fn served(file: &str) -> String {
    match file.strip_suffix("index.html") {
        Some(folder) if folder.ends_with('/') => folder.to_owned(),
        _ => file.to_owned(),
    }
}

impl Page {
    /// A list of which nothing is known.
    fn list() -> Self {
        Self {
            kind: Kind::List,
            file: String::new(),
            title: String::new(),
            date: None,
            updated: None,
            draft: false,
            terms: BTreeMap::new(),
            summary: None,
            seen: Seen::default(),
        }
    }
}

impl From<Record> for Page {
    fn from(record: Record) -> Self {
        let date = record.date.as_deref().and_then(instant);
        let updated = record.updated.as_deref().and_then(instant);
        Self {
            kind: record.kind,
            file: record.file,
            title: record.title.unwrap_or_default(),
            date,
            updated: updated.filter(|updated| Some(*updated) != date),
            draft: record.draft,
            terms: terms(record.terms),
            summary: record
                .summary
                .map(|summary| see(&summary).text)
                .filter(|text| !text.is_empty()),
            seen: see(&record.content),
        }
    }
}

/// Terms by taxonomy, under the usual names of the two usual taxonomies, without empty ones.
fn terms(
    printed: BTreeMap<String, Option<Vec<serde_json::Value>>>,
) -> BTreeMap<String, BTreeSet<String>> {
    let mut terms: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (taxonomy, names) in printed {
        let taxonomy = match taxonomy.as_str() {
            "tag" => "tags".to_owned(),
            "category" => "categories".to_owned(),
            _ => taxonomy,
        };
        for name in names.into_iter().flatten() {
            let name = name.as_str().map_or_else(|| name.to_string(), fold);
            terms.entry(taxonomy.clone()).or_default().insert(name);
        }
    }
    terms
}

/// An instant as engines print it: RFC 3339, or a date and time or a day without a zone, which Zola holds in UTC. The year 1
/// is Go's word for none.
fn instant(text: &str) -> Option<DateTime<Utc>> {
    let zoned = || DateTime::parse_from_rfc3339(text).ok().map(|date| date.to_utc());
    let local =
        || Some(NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f").ok()?.and_utc());
    let day = || {
        let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
        Some(day.and_hms_opt(0, 0, 0)?.and_utc())
    };
    let instant = zoned().or_else(local).or_else(day)?;
    let is_zero = text.starts_with("0001-01-01T00:00:00");
    let whole = instant.with_nanosecond(instant.nanosecond().min(999_999_999));
    whole.filter(|_| !is_zero)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(files: &[(&str, &str)]) -> Built {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        Built::read(folder.path()).unwrap()
    }

    #[test]
    fn pages_redirects_and_files_answer() {
        let page = "masthead:{\"kind\":\"page\",\"file\":\"a.md\",\"title\":\"A\",\"base\":\"https://a.example/sub/\"}";
        let built = site(&[
            ("a/index.html", page),
            ("old.html", "<meta http-equiv=refresh content='0; url=https://a.example/sub/a/'>"),
            ("far/index.html", "<meta http-equiv=refresh content='0; url=https://b.example/'>"),
            ("_redirects", "/x /old.html 301\n/w/* /a/\n"),
            ("i.png", ""),
        ]);
        let check = |path: &str, expected: Option<&str>| {
            assert_eq!(built.answer(path).as_deref(), expected, "{path}");
        };
        check("/a/", Some("/a/"));
        check("/a", Some("/a/"));
        check("/a/index.html", Some("/a/"));
        check("/old.html", Some("/a/"));
        check("/x", Some("/a/"));
        check("/far/", Some("/far/"));
        check("/i.png", Some("/i.png"));
        check("/w/b", None);
    }

    #[test]
    fn dates_are_read_as_engines_print_them() {
        let shown = |text| instant(text).map(|date| date.to_rfc3339());
        assert_eq!(shown("2024-01-02").as_deref(), Some("2024-01-02T00:00:00+00:00"));
        assert_eq!(shown("2024-01-02T03:04:05").as_deref(), Some("2024-01-02T03:04:05+00:00"));
        assert_eq!(
            shown("2024-01-02T03:04:05+08:00").as_deref(),
            Some("2024-01-01T19:04:05+00:00")
        );
        assert_eq!(shown("0001-01-01T00:00:00Z"), None);
        assert_eq!(shown("soon"), None);
    }
}
