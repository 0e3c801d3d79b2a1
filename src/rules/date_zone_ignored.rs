//! A zone or offset that an engine drops, or shifts by twice.

use super::dates::{DateValue, Dated};
use super::respell::respelling;
use super::verdict::{Verdict, effects, engines, names};
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::Applicability;
use crate::post::moment::{Doubt, Written, Zone};

/// `date-zone-ignored`
pub const RULE: Rule = Rule {
    name: "date-zone-ignored",
    group: Group::Date,
    page: include_str!("../../rules/date-zone-ignored.md"),
    on: true,
    harm: Harm::of(b"WW."),
    fix: Some(Applicability::Safe),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for dated in context.dates() {
        if let DateValue::Written(written) = &dated.value
            && let Some(zone) = written.zone
            && written.impossible.is_none()
            && !matches!(written.doubt, Some(Doubt::DayOrMonth(_) | Doubt::ShortYear))
        {
            report(context, dated, written, zone, findings);
        }
    }
}

fn report(
    context: &Context<'_>,
    dated: &Dated<'_>,
    written: &Written,
    zone: Zone,
    findings: &mut Findings<'_>,
) {
    let mut wrong = dated.wrong();
    wrong.retain(|(_, verdict)| *verdict != Verdict::Unread);
    if wrong.is_empty() {
        return;
    }
    let source = &context.document.source.text;
    let place = dated.place(zone.span, source).unwrap_or(dated.entry.value.span);
    let unsteady = wrong.iter().all(|(_, verdict)| matches!(verdict, Verdict::Unsteady(_)));
    let names = names(engines(&wrong));
    let message = match written.doubt {
        Some(Doubt::ZoneName) => "several zones go by this name".to_owned(),
        _ if unsteady => format!("the machine's zone decides what {names} makes of this one"),
        _ => format!("this zone is not what {names} goes by"),
    };
    let meant = wrong.first().and_then(|(of, _)| of.meant(written));
    let help = match meant {
        Some(meant) => {
            format!("{} is meant; {}", meant.format("%FT%TZ"), effects(context, &wrong))
        }
        None => effects(context, &wrong),
    };
    findings.add(
        Finding::new(place, message)
            .help(help)
            .engines(engines(&wrong))
            .fix(respelling(context, dated, written)),
    );
}
