//! `text`: for people, with the source line and carets at the exact characters.

use std::fmt;
use std::fmt::Write as _;

use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode};

use crate::diagnostic::{Applicability, Diagnostic, Severity};
use crate::text::escape;

use super::snippet::Snippet;
use super::{Found, Shape, Style, Summary, nothing};

pub(super) const SHAPE: Shape = Shape {
    head: nothing,
    file: graphics,
    between: "",
    tail: |summary: &Summary, style| summary.text(style),
};

/// Columns where the terminal does not say how wide it is.
const USUAL_WIDTH: usize = 100;

fn graphics(found: Found<'_>, style: Style) -> String {
    let theme =
        if style.color { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let width = if style.width == 0 { USUAL_WIDTH } else { style.width.max(40) };
    let handler =
        GraphicalReportHandler::new_themed(theme).with_links(style.color).with_width(width);
    let mut text = String::new();
    for diagnostic in found.diagnostics {
        let shown = Shown::new(found, diagnostic, style);
        // Writing to a string cannot fail.
        let _ = handler.render_report(&mut text, &shown);
        text.push('\n');
    }
    text
}

/// A diagnostic as miette wants it.
#[derive(Debug)]
struct Shown {
    code: String,
    /// The rule's page, where the terminal can make a link of it.
    url: Option<String>,
    message: String,
    help: Option<String>,
    severity: miette::Severity,
    snippet: Snippet,
}

impl Shown {
    fn new(found: Found<'_>, diagnostic: &Diagnostic, style: Style) -> Self {
        Self {
            code: format!("{}[{}]", diagnostic.severity.name(), diagnostic.rule),
            url: if style.color { super::rule_url(&diagnostic.rule) } else { None },
            message: escape(&diagnostic.message).into_owned(),
            help: help(diagnostic),
            severity: match diagnostic.severity {
                Severity::Error => miette::Severity::Error,
                Severity::Warning => miette::Severity::Warning,
                Severity::Info => miette::Severity::Advice,
            },
            snippet: Snippet::new(found.source, diagnostic.span),
        }
    }
}

/// What to do, whom it hurts, and what the fix would do.
fn help(diagnostic: &Diagnostic) -> Option<String> {
    let mut help = String::new();
    if let Some(text) = &diagnostic.help {
        let _ = write!(help, "{}", escape(text));
    }
    if !diagnostic.engines.is_empty() && diagnostic.engines.len() < 3 {
        let _ = write!(help, "{}concerns {}", line(&help), diagnostic.engines.join(" and "));
    }
    if let Some(fix) = &diagnostic.fix {
        let how = match fix.applicability {
            Applicability::Safe => "fix",
            Applicability::Unsafe => "fix --unsafe",
        };
        let _ = write!(help, "{}{how}: {}", line(&help), escape(&fix.message));
    }
    (!help.is_empty()).then_some(help)
}

/// A newline before every line but the first.
const fn line(before: &str) -> &'static str {
    if before.is_empty() { "" } else { "\n" }
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Shown {}

impl miette::Diagnostic for Shown {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(&self.code))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(self.severity)
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn url<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.url.as_ref().map(|url| Box::new(url) as Box<dyn fmt::Display + 'a>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.snippet)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let (start, length) = self.snippet.label;
        Some(Box::new(std::iter::once(LabeledSpan::new(None, start, length))))
    }
}
