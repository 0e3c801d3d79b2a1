//! How to write an instant so that Hexo reads the same one.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::{Reading, Zones, adjust, to_date, zone};
use crate::document::Format;
use crate::engine::hexo::config::Timezone;
use crate::engine::hexo::js::{Heap, Js};
use crate::engine::hexo::js_yaml::types;

/// The source text of a date; none where no spelling gives this instant.
///
/// In a site with a `timezone` it is the wall clock time there, which every machine reads alike. Without
/// one it is a quoted text with `Z`, which goes through JavaScript's `Date` and so is right on any machine.
pub fn write(instant: DateTime<Utc>, format: Format, zones: Zones<'_>) -> Option<String> {
    let quoted = |text: String| format!("\"{text}\"");
    let text = match zones.site {
        Timezone::Unknown(_) => return None,
        Timezone::Machine => quoted(utc(instant)),
        Timezone::Site(site) => {
            let plain = wall_clock(instant, *site);
            if format == Format::Yaml { plain } else { quoted(plain) }
        }
    };
    let fits = matches!(format, Format::Yaml | Format::HexoJson) && reads_as(&text, instant, zones);
    fits.then_some(text)
}

fn fraction(instant: DateTime<Utc>) -> String {
    match instant.timestamp_subsec_millis() {
        0 => String::new(),
        millis => format!(".{millis:03}"),
    }
}

fn utc(instant: DateTime<Utc>) -> String {
    format!("{}{}Z", instant.format("%Y-%m-%dT%H:%M:%S"), fraction(instant))
}

fn wall_clock(instant: DateTime<Utc>, site: Tz) -> String {
    let local = zone::to_local(instant.timestamp_millis() as f64, site);
    let [year, month, day, hour, minute, second] = zone::fields(local);
    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}{}", fraction(instant))
}

/// Whether a spelling really gives the instant: not beside a change of clocks, nor below a millisecond.
fn reads_as(text: &str, instant: DateTime<Utc>, zones: Zones<'_>) -> bool {
    let mut heap = Heap::default();
    let value = match text.trim_matches('"') {
        inner if inner.len() < text.len() => Js::String(inner.to_owned().into()),
        plain => match types::timestamp(plain) {
            Some(instant) => Js::Date(zone::shift_to_machine(instant, zones.machine)),
            None => return false,
        },
    };
    let id = heap.add(value);
    let reading = adjust(to_date(&heap, Some(id), zones.machine), zones);
    reading == Reading::Instant(instant.timestamp_millis() as f64)
        && instant.timestamp_subsec_nanos().is_multiple_of(1_000_000)
}
