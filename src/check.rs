//! Runs the rules on one post, and leaves out what its comments suppress.

pub mod baseline;

use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::document::suppression::{self, Suppression};
use crate::engine::Setup;
use crate::rules::{self, Context, Findings, Rule, Settings, suppression_unused};
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
    let mut diagnostics = Vec::new();
    let severity = |rule: &Rule| settings.severities.get(rule.name).copied();
    for rule in settings.selected.rules() {
        let mut findings = Findings::new(rule, &context, severity(rule), &mut diagnostics);
        (rule.check)(&context, &mut findings);
    }
    for own in settings.own.iter().filter(|own| settings.selected.contains(own.rule.name)) {
        let severity = severity(own.rule);
        own.check(&context, &mut Findings::new(own.rule, &context, severity, &mut diagnostics));
    }
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
    let by_place = ByPlace::new(suppressions);
    let mut is_free = |diagnostic: &Diagnostic| {
        let mut free = true;
        for nth in by_place.holding_at(suppressions, diagnostic.span.start) {
            for (rule, used) in suppressions[nth].rules.iter().zip(&mut used[nth]) {
                if rules::covers(rule.text(text), &diagnostic.rule) {
                    (*used, free) = (true, false);
                }
            }
        }
        free
    };
    diagnostics.retain(&mut is_free);
    let rule = &suppression_unused::RULE;
    if settings.selected.contains(rule.name) {
        let severity = settings.severities.get(rule.name).copied();
        let mut findings = Findings::new(rule, context, severity, diagnostics);
        for (suppression, used) in suppressions.iter().zip(&used) {
            suppression_unused::report(context, settings, suppression, used, &mut findings);
        }
    }
}

/// Suppressions in the order in which what they cover begins, so that those that hold at a place are found without
/// looking at all.
struct ByPlace {
    /// Each with how far it and those before it reach.
    order: Vec<(usize, usize)>,
}

impl ByPlace {
    fn new(suppressions: &[Suppression]) -> Self {
        let mut order: Vec<usize> = (0..suppressions.len()).collect();
        order.sort_by_key(|nth| suppressions[*nth].covers.start);
        let reaching = order.into_iter().scan(0, |reach, nth| {
            *reach = suppressions[nth].covers.end.max(*reach);
            Some((nth, *reach))
        });
        Self { order: reaching.collect() }
    }

    fn holding_at(&self, suppressions: &[Suppression], at: usize) -> impl Iterator<Item = usize> {
        let begun = self.order.partition_point(|(nth, _)| suppressions[*nth].covers.start <= at);
        let near = self.order[..begun].iter().rev().take_while(move |(_, reach)| *reach >= at);
        near.map(|(nth, _)| *nth).filter(move |nth| suppressions[*nth].holds_at(at))
    }
}
