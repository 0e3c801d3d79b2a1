//! Runs the rules on one post, and leaves out what its comments suppress.

pub mod baseline;

use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::document::suppression::{self, Suppression};
use crate::engine::Setup;
use crate::rules::{self, Context, Findings, RULES, Settings, suppression_unused};
use crate::site::Index;

/// All findings of the selected rules in a post of which no neighbours are known, sorted by place, then rule.
#[must_use]
pub fn check(
    document: &Document<'_>,
    path: &str,
    setups: &[Setup],
    settings: &Settings,
) -> Vec<Diagnostic> {
    check_in_site(document, path, setups, &[], settings)
}

/// The same among the other posts of the site: one index for each of `setups`, or none at all.
#[must_use]
pub fn check_in_site(
    document: &Document<'_>,
    path: &str,
    setups: &[Setup],
    indexes: &[Index],
    settings: &Settings,
) -> Vec<Diagnostic> {
    let context = Context::new(document, path, setups, &settings.options).among(indexes);
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
    let suppressions = suppression::find(document);
    if !suppressions.is_empty() {
        silence(&context, settings, &suppressions, &mut diagnostics);
    }
    diagnostics.sort_by(|a, b| (a.span, &a.rule).cmp(&(b.span, &b.rule)));
    diagnostics
}

/// Takes out what the comments suppress, and reports those that suppress nothing.
fn silence(
    context: &Context<'_>,
    settings: &Settings,
    suppressions: &[Suppression],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let text = &context.document.source.text;
    let mut used: Vec<Vec<bool>> =
        suppressions.iter().map(|suppression| vec![false; suppression.rules.len()]).collect();
    let mut is_free = |diagnostic: &Diagnostic| {
        let mut free = true;
        for (suppression, used) in suppressions.iter().zip(&mut used) {
            for (rule, used) in suppression.rules.iter().zip(used) {
                if suppression.holds_at(diagnostic.span.start)
                    && rules::covers(rule.text(text), &diagnostic.rule)
                {
                    (*used, free) = (true, false);
                }
            }
        }
        free
    };
    diagnostics.retain(&mut is_free);
    let rule = &suppression_unused::RULE;
    if settings.selected.contains(rule.name) {
        let mut findings =
            Findings::new(rule, context, settings.severities.get(rule.name).copied());
        for (suppression, used) in suppressions.iter().zip(&used) {
            suppression_unused::report(context, settings, suppression, used, &mut findings);
        }
        diagnostics.extend(findings.into_diagnostics());
    }
}
