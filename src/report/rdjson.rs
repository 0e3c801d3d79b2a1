//! `rdjson`: reviewdog's diagnostic format, with fixes as suggestions.
//!
//! The shape is `DiagnosticResult` of reviewdog's `proto/rdf`; its columns count UTF-8 bytes from 1.

use serde_json::{Value, json};

use crate::diagnostic::{Diagnostic, Severity};
use crate::text::{Source, Span};

use super::{Found, Shape, Style, Summary};

pub(super) const SHAPE: Shape = Shape {
    head: |_| {
        let source = json!({ "name": "masthead", "url": env!("CARGO_PKG_HOMEPAGE") });
        format!("{{\"source\":{source},\"diagnostics\":[\n")
    },
    file: diagnostics,
    between: ",\n",
    tail: |_: &Summary, _| "\n]}\n".to_owned(),
};

fn diagnostics(found: Found<'_>, _style: Style) -> String {
    let all: Vec<String> = found
        .diagnostics
        .iter()
        .map(|one| super::json_safe(&diagnostic(found.source, one).to_string()).into_owned())
        .collect();
    all.join(",\n")
}

fn diagnostic(source: &Source, one: &Diagnostic) -> Value {
    let edits = one.fix.iter().flat_map(|fix| &fix.edits);
    let suggestions: Vec<Value> = edits
        .map(|edit| json!({ "range": range(source, edit.span), "text": edit.content }))
        .collect();
    json!({
        "message": one.message,
        "severity": severity(one.severity),
        "code": code(&one.rule),
        "location": { "path": source.path, "range": range(source, one.span) },
        "suggestions": suggestions,
    })
}

fn code(rule: &str) -> Value {
    match super::rule_url(rule) {
        Some(url) => json!({ "value": rule, "url": url }),
        None => json!({ "value": rule }),
    }
}

fn range(source: &Source, span: Span) -> Value {
    let [start, end] = [span.start, span.end].map(|offset| {
        let row = source.lines().row(offset);
        json!({ "line": row + 1, "column": offset - source.lines().start(row, &source.text) + 1 })
    });
    json!({ "start": start, "end": end })
}

const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "ERROR",
        Severity::Warning => "WARNING",
        Severity::Info => "INFO",
    }
}
