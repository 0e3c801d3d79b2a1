//! The account as Markdown tables, for a pull request or a note.

use std::fmt::Write as _;

use crate::migrate::{Action, Row};
use crate::text::escape;

use super::Migration;

pub(super) fn tables(migration: &Migration<'_>) -> String {
    let mut text = format!(
        "# Migration from {} to {}\n\n{} posts and pages.\n\n| what became of it | rows |\n|---|---|\n",
        migration.from, migration.to, migration.posts
    );
    for action in Action::ALL {
        let _ = writeln!(text, "| {} | {} |", action.name(), migration.count(action));
    }
    for action in Action::ALL.into_iter().filter(|action| action.is_loss()) {
        let rows: Vec<&Row> = migration.rows.iter().filter(|row| row.action == action).collect();
        if rows.is_empty() {
            continue;
        }
        let _ = writeln!(text, "\n## {}\n\n| where | what | why |\n|---|---|---|", action.name());
        for row in rows {
            let line = row.line.map(|line| format!(":{line}")).unwrap_or_default();
            let _ = writeln!(
                text,
                "| {}{line} | {} | {} |",
                cell(&row.file),
                cell(&row.name),
                cell(&row.reason)
            );
        }
    }
    text
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
