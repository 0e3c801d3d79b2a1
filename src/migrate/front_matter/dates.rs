//! Dates: the same text where the target reads the same instant from it, else the instant in a form that it reads.

use chrono::{DateTime, SecondsFormat, Utc};
use chrono_tz::Tz;

use crate::document::Format;
use crate::engine::{DateReading, Engine};
use crate::migrate::Action;

use super::assemble::{Content, path};
use super::decide::{Conversion, Decision, name};
use super::field::{Field, Place};

/// What becomes of a date.
pub fn date(
    conversion: &Conversion<'_>,
    field: &Field<'_>,
    instant: Option<DateTime<Utc>>,
) -> Decision {
    let Some(instant) = instant else {
        if field.entry.value.is_absent() {
            return Decision::left_out(
                Action::Changed,
                "empty",
                "It held nothing, so it is left out.",
            );
        }
        let reason = format!("{} reads no date in it.", name(conversion.from.target.engine));
        return conversion.set_aside(field).because(Action::NeedsHand, "date-unreadable", reason);
    };
    let Some(key) = conversion.key(field.role) else { return conversion.other(field) };
    let same = conversion.to.read_date(key, &field.entry.value, conversion.format)
        == DateReading::Instant(instant);
    if let Some(source) = as_at_home(conversion, field, instant) {
        let out = conversion.out(field, Place::Top, key, Content::Raw(source));
        let decision = conversion.keep(field, Place::Top, key);
        return Decision { outs: vec![out], ..decision };
    }
    if same && conversion.copies(field) {
        return conversion.keep(field, Place::Top, key);
    }
    match date_source(conversion, instant) {
        Some(source) => {
            let out = conversion.out(field, Place::Top, key, Content::Raw(source.clone()));
            let reason = "The same instant, in the form that the engine reads.".to_owned();
            let to = Some(format!("{}: {source}", path(conversion.to, Place::Top, key)));
            Decision { action: Action::Changed, to, reason, code: "date-form", outs: vec![out] }
        }
        None => Decision::left_out(
            Action::Dropped,
            "date-form",
            "The engine has no way to write this date.",
        ),
    }
}

/// A time without its zone, which only the engine in between needed.
fn as_at_home(
    conversion: &Conversion<'_>,
    field: &Field<'_>,
    instant: DateTime<Utc>,
) -> Option<String> {
    let zoneless = conversion.home.is_some_and(|home| home.habits.zoneless);
    let zone = conversion.to.zone().filter(|_| zoneless && conversion.format == Format::Yaml)?;
    let local = instant.with_timezone(&zone);
    let ours = match conversion.from.target.engine {
        Engine::Zola if conversion.from.zone().is_none() => Some(zoned(local)),
        Engine::Hugo => conversion.from.write_date(instant, conversion.source_format),
        _ => None,
    };
    let is_ours = ours.as_deref() == field.entry.value.text();
    is_ours.then(|| local.format("%Y-%m-%d %H:%M:%S").to_string())
}

/// An instant as the target reads it: in the zone in which the author wrote, where the target has none of its own.
fn date_source(conversion: &Conversion<'_>, instant: DateTime<Utc>) -> Option<String> {
    let zone = conversion.from.zone().unwrap_or(conversion.from.machine_zone);
    if conversion.to.zone().is_none() && conversion.is_strict() {
        return Some(zoned(instant.with_timezone(&zone)));
    }
    conversion.to.write_date(instant, conversion.format)
}

/// A time with its zone, as TOML and so Zola reads it. Hardly anybody writes a blank before it by hand, so that the way
/// back knows what had none.
fn zoned(time: DateTime<Tz>) -> String {
    time.to_rfc3339_opts(SecondsFormat::AutoSi, true).replace('T', " ")
}
