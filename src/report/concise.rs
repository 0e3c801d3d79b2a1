//! `concise`: one line a finding, `path:row:column: severity[rule] message`.

use std::fmt::Write as _;

use crate::diagnostic::{Applicability, Diagnostic, Severity};
use crate::text::escape;

use super::located::places;
use super::{Found, Shape, Style, Summary, linked, nothing};

pub(super) const SHAPE: Shape = Shape {
    head: nothing,
    file: lines,
    between: "",
    tail: |summary: &Summary, style| summary.text(style),
};

fn lines(found: Found<'_>, style: Style) -> String {
    let mut lines = String::new();
    let path = escape(&found.source.path);
    for diagnostic in found.diagnostics {
        let (start, _) = places(found.source, diagnostic.span);
        let severity = painted(diagnostic.severity, style);
        let mark = if is_available(diagnostic, style) { " [*]" } else { "" };
        let message = escape(&diagnostic.message);
        let _ = writeln!(
            lines,
            "{path}:{}:{}: {severity}[{}]{mark} {message}",
            start.row,
            start.column,
            linked(&diagnostic.rule, style)
        );
    }
    lines
}

/// Whether `fix` as asked for would mend it.
pub(super) fn is_available(diagnostic: &Diagnostic, style: Style) -> bool {
    let wanted = if style.unsafe_fixes { Applicability::Unsafe } else { Applicability::Safe };
    diagnostic.fix.as_ref().is_some_and(|fix| fix.applicability >= wanted)
}

/// The severity's name, coloured where colours are wanted.
pub(super) fn painted(severity: Severity, style: Style) -> String {
    let color = match severity {
        Severity::Error => 31,
        Severity::Warning => 33,
        Severity::Info => 36,
    };
    let name = severity.name();
    if style.color { format!("\u{1b}[{color}m{name}\u{1b}[0m") } else { name.to_owned() }
}
