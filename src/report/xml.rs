//! `junit` and `checkstyle`: the two XML formats that CI servers read.

use std::fmt::Write as _;

use crate::diagnostic::Severity;

use super::located::places;
use super::{Found, Shape, Style, Summary};

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

pub(super) const JUNIT: Shape = Shape {
    head: |_| format!("{DECLARATION}<testsuites name=\"masthead\">\n"),
    file: suite,
    between: "",
    tail: |summary, _| clean_suite(summary) + "</testsuites>\n",
};

pub(super) const CHECKSTYLE: Shape = Shape {
    head: |_| format!("{DECLARATION}<checkstyle version=\"4.3\">\n"),
    file: checkstyle,
    between: "",
    tail: |_: &Summary, _| "</checkstyle>\n".to_owned(),
};

/// One suite a file, one failed case a finding.
fn suite(found: Found<'_>, _style: Style) -> String {
    let path = attribute(&found.source.path);
    let count = found.diagnostics.len();
    let mut suite = format!(
        "<testsuite name=\"{path}\" package=\"masthead\" tests=\"{count}\" failures=\"{count}\" errors=\"0\" skipped=\"0\">\n"
    );
    for one in found.diagnostics {
        let (start, _) = places(found.source, one.span);
        let (name, message) = (attribute(&one.rule), attribute(&one.message));
        let _ = writeln!(
            suite,
            "<testcase name=\"{name}\" classname=\"{path}\" time=\"0\">\
             <failure type=\"{}\" message=\"{message}\">{path}:{}:{}: {message}</failure></testcase>",
            one.severity.name(),
            start.row,
            start.column
        );
    }
    suite + "</testsuite>\n"
}

/// Readers of JUnit take a report without a case for one that went wrong.
fn clean_suite(summary: &Summary) -> String {
    if summary.files_with_findings > 0 {
        return String::new();
    }
    "<testsuite name=\"masthead\" tests=\"1\" failures=\"0\" errors=\"0\" skipped=\"0\">\
     <testcase name=\"nothing found\" classname=\"masthead\" time=\"0\"/></testsuite>\n"
        .to_owned()
}

fn checkstyle(found: Found<'_>, _style: Style) -> String {
    let mut file = format!("<file name=\"{}\">\n", attribute(&found.source.path));
    for one in found.diagnostics {
        let (start, _) = places(found.source, one.span);
        let severity = if one.severity == Severity::Info { "info" } else { one.severity.name() };
        let _ = writeln!(
            file,
            "<error line=\"{}\" column=\"{}\" severity=\"{severity}\" message=\"{}\" source=\"masthead.{}\"/>",
            start.row,
            start.column,
            attribute(&one.message),
            attribute(&one.rule)
        );
    }
    file + "</file>\n"
}

/// Text for an attribute or an element: what XML 1.0 forbids, and what steers a terminal, becomes visible.
fn attribute(text: &str) -> String {
    let text = crate::text::escape(text);
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            other => escaped.push(other),
        }
    }
    escaped
}
