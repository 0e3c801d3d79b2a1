//! `sarif`: SARIF 2.1.0, with all rules declared, so that code scanning can close what is mended.

use serde::Serialize;
use serde_json::{Value, json};

use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::own::Own;
use crate::rules::{RULES, Rule};
use crate::text::{Edit, Source, Span};

use super::located::places;
use super::{Found, Shape, Style, Summary};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

pub(super) const SHAPE: Shape = Shape {
    head,
    file: results,
    between: ",\n",
    tail: |_: &Summary, _: Style| "\n]}]}\n".to_owned(),
};

/// Everything before the first result; the object stays open.
fn head(own: &[Own]) -> String {
    let brought = RULES.iter().map(|rule| declaration(rule));
    let rules: Vec<Value> = brought.chain(own.iter().map(declaration_of_own)).collect();
    let driver = json!({
        "name": "masthead",
        "version": env!("CARGO_PKG_VERSION"),
        "informationUri": env!("CARGO_PKG_HOMEPAGE"),
        "rules": rules,
    });
    // A message of the user's may hold what steers a terminal.
    let driver = driver.to_string();
    let driver = super::json_safe(&driver);
    format!(
        "{{\"$schema\":\"{SCHEMA}\",\"version\":\"2.1.0\",\"runs\":[{{\"tool\":{{\"driver\":{driver}}},\
         \"columnKind\":\"unicodeCodePoints\",\"results\":[\n"
    )
}

fn declaration(rule: &Rule) -> Value {
    json!({
        "id": rule.name,
        "shortDescription": { "text": rule.summary() },
        "fullDescription": { "text": rule.summary() },
        "help": { "text": rule.page, "markdown": rule.page },
        "helpUri": super::rule_url(rule.name),
        "properties": { "tags": [rule.group.name()] },
    })
}

fn declaration_of_own(own: &Own) -> Value {
    let page = own.page();
    json!({
        "id": own.rule.name,
        "shortDescription": { "text": own.message },
        "fullDescription": { "text": own.message },
        "help": { "text": page, "markdown": page },
        "properties": { "tags": ["own"] },
    })
}

fn results(found: Found<'_>, _style: Style) -> String {
    let results: Vec<String> = found
        .diagnostics
        .iter()
        .map(|diagnostic| {
            super::json_safe(&result(found.source, diagnostic).to_string()).into_owned()
        })
        .collect();
    results.join(",\n")
}

fn result(source: &Source, diagnostic: &Diagnostic) -> Value {
    let location = json!({ "uri": uri(&source.path) });
    let help = diagnostic.help.iter().map(|help| format!("\n{help}")).collect::<String>();
    let mut result = json!({
        "ruleId": diagnostic.rule,
        "level": level(diagnostic.severity),
        "message": { "text": format!("{}{help}", diagnostic.message) },
        "locations": [{ "physicalLocation": {
            "artifactLocation": location,
            "region": Region::new(source, diagnostic.span),
        }}],
        "properties": { "engines": diagnostic.engines },
    });
    if let Some(index) = RULES.iter().position(|rule| rule.name == diagnostic.rule) {
        result["ruleIndex"] = index.into();
    }
    if let Some(fix) = &diagnostic.fix {
        let replacements: Vec<Value> =
            fix.edits.iter().map(|edit| replacement(source, edit)).collect();
        result["fixes"] = json!([{
            "description": { "text": fix.message },
            "artifactChanges": [{ "artifactLocation": location, "replacements": replacements }],
        }]);
    }
    result
}

fn replacement(source: &Source, edit: &Edit) -> Value {
    json!({
        "deletedRegion": Region::new(source, edit.span),
        "insertedContent": { "text": edit.content },
    })
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// A place: from 1, columns in characters, the end exclusive.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

impl Region {
    fn new(source: &Source, span: Span) -> Self {
        let (start, end) = places(source, span);
        Self {
            start_line: start.row,
            start_column: start.column,
            end_line: end.row,
            end_column: end.column,
        }
    }
}

/// A path as a relative URI reference: what is no path character of RFC 3986 is percent-encoded.
pub(super) fn uri(path: &str) -> String {
    let kept = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=@".contains(&byte);
    path.bytes()
        .map(|byte| if kept(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}
