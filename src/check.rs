//! Runs the rules on one post.

use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::engine::Setup;
use crate::rules::{Context, Findings, RULES, Settings};

/// All findings of the selected rules, sorted by place, then rule.
#[must_use]
pub fn check(
    document: &Document<'_>,
    path: &str,
    setups: &[Setup],
    settings: &Settings,
) -> Vec<Diagnostic> {
    let context = Context::new(document, path, setups, &settings.options);
    let mut diagnostics: Vec<Diagnostic> = RULES
        .iter()
        .filter(|rule| settings.selected.contains(rule.name))
        .flat_map(|rule| {
            let mut findings =
                Findings::new(rule, &context, settings.severities.get(rule.name).copied());
            (rule.check)(&context, &mut findings);
            findings.into_diagnostics()
        })
        .collect();
    diagnostics.sort_by(|a, b| (a.span, &a.rule).cmp(&(b.span, &b.rule)));
    diagnostics
}
