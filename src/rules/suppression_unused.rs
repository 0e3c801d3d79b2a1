//! A comment that suppresses nothing, or names no rule.

use super::{Context, Finding, Findings, Group, Harm, RULES, Rule, Settings};
use crate::diagnostic::{Applicability, Change, Fix};
use crate::document::suppression::Suppression;
use crate::text::{Edit, Span};

/// `suppression-unused`
pub const RULE: Rule = Rule {
    name: "suppression-unused",
    group: Group::Body,
    page: include_str!("../../rules/suppression-unused.md"),
    on: true,
    harm: Harm::of(b"WWW"),
    fix: Some(Applicability::Safe),
    // What is unused is known only when all rules have run: `check` calls `report` then.
    check: |_, _| {},
};

/// Reports what one comment names in vain; `used` says for each of its names whether it suppressed something.
pub fn report(
    context: &Context<'_>,
    settings: &Settings,
    suppression: &Suppression,
    used: &[bool],
    findings: &mut Findings<'_>,
) {
    let text = &context.document.source.text;
    if suppression.rules.is_empty() {
        findings.add(
            Finding::new(suppression.span, "this comment names no rule, so it suppresses nothing")
                .help("write the rule in brackets: masthead: ignore[rule-name] reason")
                .fix(removal(context, suppression, &[])),
        );
    }
    let vain = |rule: &Span| {
        let name = rule.text(text);
        let known: Vec<_> = all(settings).filter(|rule| super::covers(name, rule.name)).collect();
        known.is_empty() || known.iter().any(|rule| settings.selected.contains(rule.name))
    };
    let unused: Vec<&Span> = suppression
        .rules
        .iter()
        .zip(used)
        .filter(|(rule, used)| !**used && vain(rule))
        .map(|(rule, _)| rule)
        .collect();
    for rule in &unused {
        let name = rule.text(text);
        let known = all(settings).any(|rule| super::covers(name, rule.name));
        // To look for the nearest name takes longer than all else here.
        let near = if known { None } else { nearest(name) };
        let finding = match (known, near) {
            (true, _) => Finding::new(**rule, format!("nothing here breaks `{name}`"))
                .help("the reason for this comment is gone; remove it, lest it hide something new")
                .fix(removal(context, suppression, &unused)),
            (false, Some(near)) => Finding::new(**rule, format!("there is no rule `{name}`"))
                .help(format!("did you mean `{near}`?")),
            (false, None) => Finding::new(**rule, format!("there is no rule `{name}`"))
                .help("`masthead explain` lists all rules"),
        };
        findings.add(finding);
    }
}

/// The rules that Masthead brings, and those that the configuration states.
fn all(settings: &Settings) -> impl Iterator<Item = &'static Rule> {
    RULES.iter().copied().chain(settings.own.iter().map(|own| own.rule))
}

/// The rule whose name is spelled most like this one.
fn nearest(name: &str) -> Option<&'static str> {
    let names = RULES.iter().map(|rule| rule.name);
    let (likeness, best) = names
        .map(|rule| (strsim::normalized_damerau_levenshtein(name, rule), rule))
        .max_by(|a, b| a.0.total_cmp(&b.0))?;
    (likeness > 0.7).then_some(best)
}

/// Takes the unused names out, and the whole comment with its line where none is left.
fn removal(context: &Context<'_>, suppression: &Suppression, unused: &[&Span]) -> Fix {
    let text = &context.document.source.text;
    let in_body = context.document.body.covers(suppression.span);
    let change = if in_body { Change::Body } else { Change::Layout };
    let kept: Vec<&str> = suppression
        .rules
        .iter()
        .filter(|rule| !unused.contains(rule))
        .map(|rule| rule.text(text))
        .collect();
    let names = suppression.rules.iter().copied().reduce(Span::cover);
    if let Some(all) = names.filter(|_| !kept.is_empty()) {
        let edit = Edit::replace(all, kept.join(", "));
        return Fix::safe("take the name out of the comment", change, vec![edit]);
    }
    let Span { start, end } = suppression.span;
    let before = text[..start].trim_end_matches([' ', '\t']).len();
    let newline = ["\r\n", "\n", "\r"].into_iter().find(|newline| text[end..].starts_with(newline));
    let span = match suppression.own_line {
        true => Span::new(before, end + newline.map_or(0, str::len)),
        false => Span::new(before, end),
    };
    Fix::safe("remove the comment", change, vec![Edit::delete(span)])
}
