//! The account as Markdown tables, for a pull request or a note.

use std::fmt::Write as _;

use crate::migrate::Action;
use crate::text::escape;

use super::groups::{Group, groups};
use super::{Migration, heading};

/// How many names of things are shown in a cell.
const NAMES: usize = 12;

pub(super) fn tables(migration: &Migration<'_>) -> String {
    let mut text = format!(
        "# Migration from {} to {}\n\n{} posts and pages.\n\n| what became of it | rows |\n|---|---|\n",
        migration.from, migration.to, migration.posts
    );
    for action in Action::ALL {
        let _ = writeln!(text, "| {} | {} |", action.name(), migration.count(action));
    }
    let losses = groups(migration.rows.iter().filter(|row| row.action.is_loss()));
    for action in Action::ALL {
        let own = losses.iter().filter(|group| group.action == action);
        let lines: Vec<String> = own.map(line).collect();
        if !lines.is_empty() {
            let (title, meaning) = heading(action);
            let _ = write!(
                text,
                "\n## {title}\n\n{meaning}\n\n| how many | what | why | where |\n|---:|---|---|---|\n{}",
                lines.concat()
            );
        }
    }
    text
}

/// All rows of one reason.
fn line(group: &Group<'_>) -> String {
    let first = group.rows[0];
    let line = first.line.map(|line| format!(":{line}")).unwrap_or_default();
    let mut place = format!("{}{line}", cell(&first.file));
    let others = group.by_file().len() - 1;
    if others > 0 {
        let _ = write!(place, " and {others} more files");
    }
    format!(
        "| {} | {} | {} | {place} |\n",
        group.rows.len(),
        cell(&group.shown_names(NAMES, ", ")),
        cell(&group.reason)
    )
}

/// A table cell in which nothing of the text is markup.
fn cell(text: &str) -> String {
    let mut cell = String::new();
    for character in escape(text).chars() {
        if character.is_ascii_punctuation() && !matches!(character, '.' | '/' | '-' | ':' | ',') {
            cell.push('\\');
        }
        cell.push(character);
    }
    cell
}
