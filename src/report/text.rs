//! `text`: for people, with the source line and carets at the exact characters.

use std::borrow::Cow;
use std::fmt;

use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode};

use crate::diagnostic::{Applicability, Diagnostic, Severity};
use crate::text::escape;

use super::drawing;
use super::snippet::Snippet;
use super::{Found, Shape, Style, Summary, linked, nothing};

pub(super) const SHAPE: Shape = Shape {
    head: nothing,
    file: graphics,
    between: "",
    tail: |summary: &Summary, style| summary.text(style),
};

/// Columns where the terminal does not say how wide it is.
const USUAL_WIDTH: usize = 100;

/// Bytes that most findings take less than.
const USUAL_LENGTH: usize = 720;

fn graphics(found: Found<'_>, style: Style) -> String {
    if style.color { miette_draws(found, style) } else { hand_draws(found, style) }
}

fn columns(style: Style) -> usize {
    if style.width == 0 { USUAL_WIDTH } else { style.width.max(40) }
}

/// The findings as miette draws them.
pub(super) fn miette_draws(found: Found<'_>, style: Style) -> String {
    let theme =
        if style.color { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let handler =
        GraphicalReportHandler::new_themed(theme).with_links(false).with_width(columns(style));
    let name = escape(&found.source.path);
    let mut text = String::new();
    for diagnostic in found.diagnostics {
        let shown = Shown::new(found, &name, diagnostic, style);
        // Writing to a string cannot fail.
        let _ = handler.render_report(&mut text, &shown);
        text.push('\n');
    }
    text
}

/// The same picture without colours.
pub(super) fn hand_draws(found: Found<'_>, style: Style) -> String {
    let columns = columns(style);
    let name = escape(&found.source.path);
    let mut text = String::with_capacity(found.diagnostics.len() * USUAL_LENGTH);
    for diagnostic in found.diagnostics {
        drawing::draw(&mut text, &Shown::new(found, &name, diagnostic, style), columns);
        text.push('\n');
    }
    text
}

/// What is shown of a diagnostic.
#[derive(Debug)]
pub(super) struct Shown<'a> {
    pub rule: &'a str,
    style: Style,
    pub message: Cow<'a, str>,
    pub help: Option<String>,
    pub severity: Severity,
    pub snippet: Snippet<'a>,
}

impl<'a> Shown<'a> {
    /// `name` is that of the file, fit to be printed.
    fn new(found: Found<'_>, name: &'a str, diagnostic: &'a Diagnostic, style: Style) -> Self {
        Self {
            rule: &diagnostic.rule,
            style,
            message: escape(&diagnostic.message),
            help: help(diagnostic),
            severity: diagnostic.severity,
            snippet: Snippet::new(found.source, name, diagnostic.span),
        }
    }
}

/// What to do, whom it hurts, and what the fix would do.
fn help(diagnostic: &Diagnostic) -> Option<String> {
    let mut help = String::with_capacity(200);
    let mut add = |parts: &[&str]| {
        if !help.is_empty() {
            help.push('\n');
        }
        parts.iter().for_each(|part| help.push_str(part));
    };
    if let Some(text) = &diagnostic.help {
        add(&[&escape(text)]);
    }
    match *diagnostic.engines {
        [one] => add(&["concerns ", one]),
        [one, other] => add(&["concerns ", one, " and ", other]),
        _ => {}
    }
    if let Some(fix) = &diagnostic.fix {
        let how = match fix.applicability {
            Applicability::Safe => "fix",
            Applicability::Unsafe => "fix --unsafe",
        };
        add(&[how, ": ", &escape(&fix.message)]);
    }
    (!help.is_empty()).then_some(help)
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Shown<'_> {}

impl miette::Diagnostic for Shown<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(format!("{}[{}]", self.severity.name(), linked(self.rule, self.style))))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Info => miette::Severity::Advice,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.snippet)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let (start, length) = self.snippet.label;
        Some(Box::new(std::iter::once(LabeledSpan::new(None, start, length))))
    }
}
