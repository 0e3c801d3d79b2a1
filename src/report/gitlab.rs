//! `gitlab`: a Code Quality report, whose fingerprints survive moved lines.
//!
//! The shape is that of GitLab's "Code Quality report format".

use std::collections::HashMap;

use serde_json::json;

use crate::diagnostic::Severity;
use crate::text::fingerprint;

use super::located::places;
use super::{Found, Shape, Style, Summary};

pub(super) const SHAPE: Shape = Shape {
    head: |_| "[\n".to_owned(),
    file: issues,
    between: ",\n",
    tail: |_: &Summary, _| "\n]\n".to_owned(),
};

fn issues(found: Found<'_>, _style: Style) -> String {
    let mut seen: HashMap<(&str, &str), usize> = HashMap::new();
    let issues: Vec<String> = found
        .diagnostics
        .iter()
        .map(|one| {
            let words = found.source.slice(one.span);
            let nth = seen.entry((&one.rule, words)).and_modify(|count| *count += 1).or_insert(0);
            let (start, end) = places(found.source, one.span);
            // No line number, so that edits above a finding do not make it a new one.
            let which = [&found.source.path, &*one.rule, words, &nth.to_string()];
            let issue = json!({
                "check_name": one.rule,
                "description": format!("{}: {}", one.rule, one.message),
                "severity": severity(one.severity),
                "fingerprint": fingerprint(&which),
                "location": {
                    "path": found.source.path,
                    "positions": {
                        "begin": { "line": start.row, "column": start.column },
                        "end": { "line": end.row, "column": end.column },
                    },
                },
            });
            super::json_safe(&issue.to_string()).into_owned()
        })
        .collect();
    issues.join(",\n")
}

const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "critical",
        Severity::Warning => "minor",
        Severity::Info => "info",
    }
}
