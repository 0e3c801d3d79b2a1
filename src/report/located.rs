//! A diagnostic with its places as rows and columns: ruff's JSON shape, which other formats read too.

use std::borrow::Cow;

use serde::Serialize;

use crate::diagnostic::{Diagnostic, Fix};
use crate::text::{Position, Source, Span};

/// A place: row and column from 1, columns in characters.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Place {
    /// Line.
    pub row: usize,
    /// Character in the line.
    pub column: usize,
}

/// A replacement.
#[derive(Debug, Serialize)]
pub struct LocatedEdit<'a> {
    /// What comes.
    pub content: &'a str,
    /// Where the text that goes starts.
    pub location: Place,
    /// Where it ends, exclusive.
    pub end_location: Place,
}

/// A fix.
#[derive(Debug, Serialize)]
pub struct LocatedFix<'a> {
    /// `safe` or `unsafe`.
    pub applicability: &'static str,
    /// What it does.
    pub message: &'a str,
    /// Its edits.
    pub edits: Vec<LocatedEdit<'a>>,
}

/// A finding.
#[derive(Debug, Serialize)]
pub struct Located<'a> {
    /// The rule's name.
    pub code: &'a str,
    /// `error`, `warning` or `info`.
    pub severity: &'static str,
    /// What is wrong.
    pub message: &'a str,
    /// Why it hurts or what to do.
    pub help: Option<&'a str>,
    /// The file.
    pub filename: Cow<'a, str>,
    /// Where it starts.
    pub location: Place,
    /// Where it ends, exclusive.
    pub end_location: Place,
    /// How to mend it.
    pub fix: Option<LocatedFix<'a>>,
    /// Whom it hurts.
    pub engines: &'a [&'static str],
    /// The rule's page, where it comes from a rule.
    pub url: Option<String>,
}

impl<'a> Located<'a> {
    /// Turns the byte ranges of a diagnostic into rows and columns of its file.
    #[must_use]
    pub fn new(source: &'a Source, diagnostic: &'a Diagnostic) -> Self {
        let (location, end_location) = places(source, diagnostic.span);
        Self {
            code: &diagnostic.rule,
            severity: diagnostic.severity.name(),
            message: &diagnostic.message,
            help: diagnostic.help.as_deref(),
            filename: Cow::Borrowed(&source.path),
            location,
            end_location,
            fix: diagnostic.fix.as_ref().map(|fix| located_fix(source, fix)),
            engines: &diagnostic.engines,
            url: super::rule_url(&diagnostic.rule),
        }
    }
}

fn located_fix<'a>(source: &Source, fix: &'a Fix) -> LocatedFix<'a> {
    let edits = fix.edits.iter().map(|edit| {
        let (location, end_location) = places(source, edit.span);
        LocatedEdit { content: &edit.content, location, end_location }
    });
    LocatedFix {
        applicability: fix.applicability.name(),
        message: &fix.message,
        edits: edits.collect(),
    }
}

/// Start and end of a span as rows and columns.
pub fn places(source: &Source, span: Span) -> (Place, Place) {
    let [start, end] = [span.start, span.end].map(|offset| {
        let Position { row, column } = source.lines().position(offset, &source.text);
        Place { row, column }
    });
    (start, end)
}
