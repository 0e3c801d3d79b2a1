//! The account of a migration, as JSON, as a page for people, and as Markdown.

mod groups;
mod html;
mod markdown;
mod markup;
mod sides;

use std::collections::BTreeMap;

use serde::Serialize;
use similar::{ChangeTag, TextDiff};

use super::patch::PATIENCE;
use crate::migrate::{Action, Kind, Row};

pub use groups::{Group, groups};

/// Everything that a report of a migration says.
#[derive(Debug, Serialize)]
pub struct Migration<'a> {
    /// The engine that the site comes from, as `hexo@8.1`.
    pub from: String,
    /// The engine that it goes to.
    pub to: String,
    /// Number of posts and pages that were converted.
    pub posts: usize,
    /// Rows by action and kind.
    pub counts: BTreeMap<&'static str, BTreeMap<Kind, usize>>,
    /// All rows, by file and line.
    pub rows: &'a [Row],
    /// What changed in each file.
    pub diffs: &'a [FileDiff],
}

/// What changed between a file of the source and the file that it became.
#[derive(Debug, Serialize)]
pub struct FileDiff {
    /// Its path in the source.
    pub old: String,
    /// Its path in the new site.
    pub new: String,
    /// The lines that differ with some around them: `=` both, `-` old, `+` new, `…` something is left out before the
    /// line of the old file with this number.
    pub lines: Vec<(char, String)>,
}

/// How the account is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AccountFormat {
    /// One JSON object.
    Json,
    /// One page that needs no network.
    Html,
    /// Tables for a pull request.
    Markdown,
}

impl<'a> Migration<'a> {
    /// Counts the rows.
    #[must_use]
    pub fn new(
        from: String,
        to: String,
        posts: usize,
        rows: &'a [Row],
        diffs: &'a [FileDiff],
    ) -> Self {
        let mut counts: BTreeMap<&'static str, BTreeMap<Kind, usize>> =
            Action::ALL.into_iter().map(|action| (action.name(), BTreeMap::new())).collect();
        for row in rows {
            *counts.entry(row.action.name()).or_default().entry(row.kind).or_default() += 1;
        }
        Self { from, to, posts, counts, rows, diffs }
    }

    /// Rows with this action.
    #[must_use]
    pub fn count(&self, action: Action) -> usize {
        self.counts[action.name()].values().sum()
    }

    /// The report's text.
    #[must_use]
    pub fn write(&self, format: AccountFormat) -> String {
        match format {
            AccountFormat::Json => {
                let json =
                    serde_json::to_string_pretty(self).expect("texts and numbers are always JSON");
                super::json_safe(&json).into_owned() + "\n"
            }
            AccountFormat::Html => html::page(self),
            AccountFormat::Markdown => markdown::tables(self),
        }
    }
}

/// What an action is called in a report for people, and what it means.
#[must_use]
pub const fn heading(action: Action) -> (&'static str, &'static str) {
    match action {
        Action::Dropped => ("Lost", "The new engine has no way to say it."),
        Action::NeedsHand => {
            ("Needs a hand", "Not done, or not surely right: somebody has to look at it.")
        }
        Action::KeptAsData => (
            "Kept as data",
            "It stands in the new site, where templates can read it; the engine itself does nothing with it.",
        ),
        Action::Changed => (
            "Changed",
            "Said in another way; the new engine reads the same but for what is told here.",
        ),
        Action::Moved => ("Moved", "The same, in another place or under another name."),
        Action::Kept => ("Kept", "The same, in the same place."),
    }
}

/// Lines that stand around a change, for orientation.
const AROUND: usize = 2;

impl FileDiff {
    /// Compares two texts line by line.
    #[must_use]
    pub fn new(old_path: String, new_path: String, old: &str, new: &str) -> Self {
        let diff = TextDiff::configure().timeout(PATIENCE).diff_lines(old, new);
        let mut lines = Vec::new();
        for group in &diff.grouped_ops(AROUND) {
            let first = group[0].old_range().start;
            if first > 0 {
                lines.push(('…', (first + 1).to_string()));
            }
            for change in group.iter().flat_map(|op| diff.iter_changes(op)) {
                let mark = match change.tag() {
                    ChangeTag::Equal => '=',
                    ChangeTag::Delete => '-',
                    ChangeTag::Insert => '+',
                };
                lines.push((mark, change.value().trim_end_matches(['\r', '\n']).to_owned()));
            }
        }
        Self { old: old_path, new: new_path, lines }
    }
}
