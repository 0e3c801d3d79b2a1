//! `github`: one workflow command a finding, which GitHub Actions shows beside the line.
//!
//! The form is that of "Workflow commands for GitHub Actions"; what comes from files is percent-escaped,
//! so that no text can begin a command of its own.

use std::fmt::Write as _;

use crate::diagnostic::Severity;
use crate::text::escape;

use super::located::{Place, places};
use super::{Found, Shape, Style, Summary, nothing};

pub(super) const SHAPE: Shape =
    Shape { head: nothing, file: commands, between: "", tail: |_: &Summary, _| String::new() };

fn commands(found: Found<'_>, _style: Style) -> String {
    let mut commands = String::new();
    let file = property(&found.source.path);
    for diagnostic in found.diagnostics {
        let (start, end) = places(found.source, diagnostic.span);
        let level = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "notice",
        };
        let help = diagnostic.help.iter().map(|help| format!("\n{help}")).collect::<String>();
        let message = data(&format!("{}{help}", diagnostic.message));
        let _ = writeln!(
            commands,
            "::{level} title=masthead ({}),file={file},{}::{message}",
            property(&diagnostic.rule),
            range(start, end)
        );
    }
    commands
}

/// GitHub wants columns for places within one line only.
fn range(start: Place, end: Place) -> String {
    if start.row == end.row {
        format!(
            "line={},col={},endLine={},endColumn={}",
            start.row, start.column, end.row, end.column
        )
    } else {
        format!("line={},endLine={}", start.row, end.row)
    }
}

/// A message: newlines stay newlines, all other controls become visible.
fn data(text: &str) -> String {
    let lines: Vec<String> =
        text.split('\n').map(|line| escape(line).replace('%', "%25")).collect();
    lines.join("%0A")
}

/// A property's value, in which `:` and `,` mean something too.
fn property(text: &str) -> String {
    escape(text).replace('%', "%25").replace(':', "%3A").replace(',', "%2C")
}
