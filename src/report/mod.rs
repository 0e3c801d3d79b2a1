//! Output formats, one a file, all made from the same list of diagnostics.
//!
//! A report is written as it grows: a head, the findings of one file after the other, a tail. So the
//! memory it takes does not depend on the number of files, and [`Format::file`] can run on any thread.
//! Each format has its own serial types; nothing inside the program knows how it is printed.

mod concise;
mod drawing;
mod github;
mod gitlab;
mod json;
mod located;
pub mod migration;
mod page;
mod patch;
mod rdjson;
mod reading;
mod sarif;
mod snippet;
mod statistics;
mod summary;
mod text;
mod verification;
mod xml;

use std::borrow::Cow;

use crate::diagnostic::Diagnostic;
use crate::rules::own::Own;
use crate::rules::{Rule, by_name};
use crate::text::{Source, is_unprintable};

pub use page::page_for_people;
pub use patch::{patch, patch_for_people};
pub use reading::reading;
pub use statistics::statistics;
pub use summary::{Counts, Summary, number};
pub use verification::Verification;

/// How findings are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Format {
    /// For people: each finding with its source line.
    #[default]
    Text,
    /// One line a finding.
    Concise,
    /// One array in ruff's shape.
    Json,
    /// One object a line, in ruff's shape.
    Jsonl,
    /// Commands that GitHub Actions turns into annotations.
    Github,
    /// GitLab's Code Quality report.
    Gitlab,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// JUnit's XML.
    Junit,
    /// Checkstyle's XML.
    Checkstyle,
    /// reviewdog's JSON.
    Rdjson,
}

/// What the reader's side can show, and which fixes count as available.
#[derive(Clone, Copy, Debug, Default)]
pub struct Style {
    /// Whether to use colours.
    pub color: bool,
    /// Whether names of rules lead to their pages, by the escape sequence OSC 8.
    pub links: bool,
    /// Columns of the terminal; 0 where unknown.
    pub width: usize,
    /// Whether unsafe fixes were asked for, so that they are marked as available.
    pub unsafe_fixes: bool,
}

/// The findings of one file.
#[derive(Clone, Copy, Debug)]
pub struct Found<'a> {
    /// The file.
    pub source: &'a Source,
    /// What was found in it, by place.
    pub diagnostics: &'a [Diagnostic],
}

/// The four pieces of which a report is put together.
struct Shape {
    head: fn(&[Own]) -> String,
    file: fn(Found<'_>, Style) -> String,
    between: &'static str,
    tail: fn(&Summary, Style) -> String,
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 10] = [
        Self::Text,
        Self::Concise,
        Self::Json,
        Self::Jsonl,
        Self::Github,
        Self::Gitlab,
        Self::Sarif,
        Self::Junit,
        Self::Checkstyle,
        Self::Rdjson,
    ];

    /// Its name as `--output-format` takes it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Concise => "concise",
            Self::Json => "json",
            Self::Jsonl => "jsonl",
            Self::Github => "github",
            Self::Gitlab => "gitlab",
            Self::Sarif => "sarif",
            Self::Junit => "junit",
            Self::Checkstyle => "checkstyle",
            Self::Rdjson => "rdjson",
        }
    }

    /// Whether people read it rather than programs.
    #[must_use]
    pub const fn is_for_people(self) -> bool {
        matches!(self, Self::Text | Self::Concise)
    }

    /// What comes before the first file. `own` are the rules of the user's that the run knows besides those that
    /// Masthead brings.
    #[must_use]
    pub fn head(self, own: &[Own]) -> String {
        (self.shape().head)(own)
    }

    /// The findings of one file; empty where there are none.
    #[must_use]
    pub fn file(self, found: Found<'_>, style: Style) -> String {
        if found.diagnostics.is_empty() { String::new() } else { (self.shape().file)(found, style) }
    }

    /// What stands between two files that both have findings.
    #[must_use]
    pub const fn between(self) -> &'static str {
        self.shape().between
    }

    /// What comes behind the last file.
    #[must_use]
    pub fn tail(self, summary: &Summary, style: Style) -> String {
        (self.shape().tail)(summary, style)
    }

    const fn shape(self) -> Shape {
        match self {
            Self::Text => text::SHAPE,
            Self::Concise => concise::SHAPE,
            Self::Json => json::ARRAY,
            Self::Jsonl => json::LINES,
            Self::Github => github::SHAPE,
            Self::Gitlab => gitlab::SHAPE,
            Self::Sarif => sarif::SHAPE,
            Self::Junit => xml::JUNIT,
            Self::Checkstyle => xml::CHECKSTYLE,
            Self::Rdjson => rdjson::SHAPE,
        }
    }
}

/// The head of a format that has none.
fn nothing(_: &[Own]) -> String {
    String::new()
}

/// Where the page of a rule can be read; none for a remark that comes from no rule.
#[must_use]
pub fn rule_url(rule: &str) -> Option<String> {
    let page = |rule: &Rule| format!("{}/rules/{}", env!("CARGO_PKG_HOMEPAGE"), rule.name);
    by_name(rule).map(page)
}

/// The name of a rule, where it can be as a link to its page.
fn linked(rule: &str, style: Style) -> Cow<'_, str> {
    match rule_url(rule).filter(|_| style.links) {
        Some(url) => format!("\u{1b}]8;;{url}\u{1b}\\{rule}\u{1b}]8;;\u{1b}\\").into(),
        None => rule.into(),
    }
}

/// JSON in which every character that could steer a terminal is written as a `\u` escape.
///
/// Such characters stand in strings only, where the escape means the same.
fn json_safe(json: &str) -> Cow<'_, str> {
    let steers = |character: char| character != '\n' && is_unprintable(character);
    if !json.contains(steers) {
        return Cow::Borrowed(json);
    }
    let mut safe = String::with_capacity(json.len() + 16);
    for character in json.chars() {
        if steers(character) {
            for unit in character.encode_utf16(&mut [0; 2]) {
                safe.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            safe.push(character);
        }
    }
    Cow::Owned(safe)
}
