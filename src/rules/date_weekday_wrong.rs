//! A weekday that contradicts the date behind it.

use chrono::{Datelike, Weekday};

use super::dates::Dated;
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::{Applicability, Change, Fix};
use crate::text::{Edit, Span};

/// `date-weekday-wrong`
pub const RULE: Rule = Rule {
    name: "date-weekday-wrong",
    group: Group::Date,
    page: include_str!("../../rules/date-weekday-wrong.md"),
    on: true,
    harm: Harm::of(b"WWW"),
    fix: Some(Applicability::Safe),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let source = &context.document.source.text;
    for dated in context.dates() {
        let Some(written) = dated.value.written().filter(|written| written.weekday_contradicts())
        else {
            continue;
        };
        let (Some(weekday), Some(date)) = (written.weekday, written.day.date()) else { continue };
        let place = dated.place(weekday.span, source);
        let right = date.weekday();
        let message = format!("{} is a {}", date.format("%-d %B %Y"), long(right));
        findings.add(
            Finding::new(place.unwrap_or(dated.entry.value.span), message)
                .help("every engine goes by the date and passes over the weekday; one of them is wrong")
                .fix(place.and_then(|place| correction(context, dated, place, right))),
        );
    }
}

/// Writes the weekday that the date has, in the form of the one that is there.
fn correction(
    context: &Context<'_>,
    dated: &Dated<'_>,
    place: Span,
    right: Weekday,
) -> Option<Fix> {
    if context.front_matter()?.refused.is_some() {
        return None;
    }
    let old = context.document.source.slice(place);
    let new = like(old, right);
    let change = Change::Key(dated.entry.name().to_owned());
    Some(Fix::safe(format!("write {new}"), change, vec![Edit::replace(place, new)]))
}

/// The name of a weekday, as long as `model` and in its letters and script.
fn like(model: &str, weekday: Weekday) -> String {
    const CHINESE: [char; 7] = ['一', '二', '三', '四', '五', '六', '日'];
    if !model.is_ascii() {
        let prefix = model.char_indices().next_back().map_or(model, |(at, _)| &model[..at]);
        let index = weekday.num_days_from_monday();
        let name = CHINESE.get(usize::try_from(index).unwrap_or_default()).copied();
        return format!("{prefix}{}", name.unwrap_or('日'));
    }
    let name = if model.len() == 3 { &long(weekday)[..3] } else { long(weekday) };
    if model.bytes().all(|byte| byte.is_ascii_uppercase()) {
        name.to_ascii_uppercase()
    } else if model.bytes().all(|byte| byte.is_ascii_lowercase()) {
        name.to_ascii_lowercase()
    } else {
        name.to_owned()
    }
}

const fn long(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_new_name_looks_like_the_old() {
        for (model, expected) in [
            ("Mon", "Wed"),
            ("Monday", "Wednesday"),
            ("MON", "WED"),
            ("monday", "wednesday"),
            ("星期一", "星期三"),
            ("周日", "周三"),
        ] {
            assert_eq!(like(model, Weekday::Wed), expected);
        }
    }
}
