//! A date that one engine reads as it was meant, and another not.

use super::dates::{DateValue, Dated};
use super::respell::respelling;
use super::verdict::{Verdict, effects, engines, names, severity};
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::Applicability;
use crate::document::Style;
use crate::post::moment::{Doubt, Written};

/// `date-not-portable`
pub const RULE: Rule = Rule {
    name: "date-not-portable",
    group: Group::Date,
    page: include_str!("../../rules/date-not-portable.md"),
    on: true,
    harm: Harm::of(b"WEE"),
    fix: Some(Applicability::Safe),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for dated in context.dates() {
        if let DateValue::Written(written) = &dated.value
            && written.impossible.is_none()
            && !matches!(written.doubt, Some(Doubt::DayOrMonth(_) | Doubt::ShortYear))
        {
            report(context, dated, written, findings);
        }
    }
}

fn report(
    context: &Context<'_>,
    dated: &Dated<'_>,
    written: &Written,
    findings: &mut Findings<'_>,
) {
    let mut wrong = dated.wrong();
    // A written zone that an engine reads otherwise is the business of `date-zone-ignored`.
    wrong.retain(|(_, verdict)| *verdict == Verdict::Unread || written.zone.is_none());
    if wrong.is_empty() {
        return;
    }
    let unread: Vec<_> =
        wrong.iter().filter(|(_, verdict)| *verdict == Verdict::Unread).copied().collect();
    let form = written.form.name();
    let quoted = dated.entry.value.scalar().is_some_and(|scalar| scalar.style != Style::Plain);
    let message = if !unread.is_empty() {
        format!("this is {form}, which {} cannot read", names(engines(&unread)))
    } else if quoted {
        format!("in quotes this is another date to {}", names(engines(&wrong)))
    } else {
        format!("this is {form}, which is another date to {}", names(engines(&wrong)))
    };
    findings.add(
        Finding::new(dated.entry.value.span, message)
            .help(effects(context, &wrong))
            .engines(engines(&wrong))
            .severity(severity(context, RULE.harm, &wrong))
            .fix(respelling(context, dated, written)),
    );
}
