//! How an engine's reading of a date compares to what was meant, and what follows from the difference.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use super::dates::DateUse;
use super::{Context, Harm};
use crate::diagnostic::Severity;
use crate::document::{Format, Node};
use crate::engine::{DateReading, Engine, EngineSet, Outcome, Role, Setup};
use crate::post::moment::Written;

/// How a reading compares to what was meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is what was meant.
    Right,
    /// The engine cannot read it, or passes over it.
    Unread,
    /// The engine reads this instant, which was not meant.
    Misread(DateTime<Utc>),
    /// The engine reads what was meant on this machine, and this instant on one whose clock is in another zone.
    Unsteady(DateTime<Utc>),
}

/// Zones of machines on which a reading is tried. Clocks in them never agree, so one always differs from the machine at
/// hand.
const ELSEWHERE: [Tz; 2] = [Tz::UTC, Tz::Asia__Shanghai];

/// Compares what an engine reads from `node`, the value of the key `name`, to what was meant by it.
pub(super) fn judge(
    setup: &Setup,
    name: &str,
    node: &Node<'_>,
    format: Format,
    written: Option<&Written>,
    reading: &DateReading,
) -> Verdict {
    let (DateReading::Instant(read), Some(written)) = (reading, written) else {
        return Verdict::Unread;
    };
    let read = *read;
    if !means(setup, written, read) {
        return Verdict::Misread(read);
    }
    // Where neither the date nor the site names a zone, the machine's is the one that is meant.
    if !(is_zone_known(setup, written) && setup.reads_dates_by_machine()) {
        return Verdict::Right;
    }
    let elsewhere =
        ELSEWHERE.into_iter().filter(|machine| !is_one_clock(*machine, setup.machine_zone));
    let elsewhere = elsewhere.map(|machine| setup.read_date_on(machine, name, node, format));
    let other = { elsewhere }.find_map(|reading| match reading {
        DateReading::Instant(read) if means(setup, written, read) => None,
        DateReading::Instant(read) => Some(Verdict::Unsteady(read)),
        DateReading::Absent | DateReading::Unreadable(_) => Some(Verdict::Unread),
    });
    other.unwrap_or(Verdict::Right)
}

/// Whether two names stand for one zone, as those do by which machines call UTC.
pub(super) fn is_one_clock(one: Tz, other: Tz) -> bool {
    let is_utc = |zone: Tz| matches!(zone, Tz::UTC | Tz::Etc__UTC);
    one == other || is_utc(one) && is_utc(other)
}

fn is_zone_known(setup: &Setup, written: &Written) -> bool {
    written.zone.is_some() || setup.zone().is_some()
}

/// Whether an instant is what was meant on the site of `setup`.
pub(super) fn means(setup: &Setup, written: &Written, read: DateTime<Utc>) -> bool {
    zones(setup).into_iter().any(|zone| written.allows(read, zone))
}

/// The zones in which a time without one may be meant. A site that names none is read in UTC or in the zone of
/// the machine, and its author can have meant no other.
fn zones(setup: &Setup) -> [Tz; 2] {
    match setup.zone() {
        Some(zone) => [zone; 2],
        None => [setup.machine_zone, Tz::UTC],
    }
}

/// The engines that make these uses.
pub(super) fn engines(wrong: &[(&DateUse<'_>, Verdict)]) -> EngineSet {
    wrong.iter().map(|(of, _)| of.setup.target.engine).collect()
}

/// The worst that follows in any of these engines: what `harm` says where it costs the page, else a warning.
pub(super) fn severity(
    context: &Context<'_>,
    harm: Harm,
    wrong: &[(&DateUse<'_>, Verdict)],
) -> Severity {
    let of_use = |(of, verdict): &(&DateUse<'_>, Verdict)| {
        let costs_page = *verdict == Verdict::Unread && of.outcome(context) != Outcome::Page;
        harm.to(of.setup.target.engine).filter(|_| costs_page)
    };
    wrong.iter().filter_map(of_use).max().unwrap_or(Severity::Warning)
}

/// What each of these engines does instead of reading what was meant, as one line.
pub(super) fn effects(context: &Context<'_>, wrong: &[(&DateUse<'_>, Verdict)]) -> String {
    let effects: Vec<String> =
        wrong.iter().map(|(of, verdict)| of.effect(context, *verdict)).collect();
    effects.join("; ")
}

/// Names as a sentence lists them: "Hexo, Hugo and Zola".
pub(super) fn names(engines: EngineSet) -> String {
    let names: Vec<&str> = engines.iter().map(Engine::title).collect();
    match names.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [others @ .., last] => format!("{} and {last}", others.join(", ")),
    }
}

impl DateUse<'_> {
    /// Whether machines in all zones are known to read this instant: [`judge`] tried two that never agree on the time, and
    /// in both it is the one that was meant.
    pub(super) fn is_steady(&self, written: Option<&Written>) -> bool {
        !self.setup.reads_dates_by_machine()
            || self.verdict == Verdict::Right
                && written.is_some_and(|written| is_zone_known(self.setup, written))
    }

    /// What the engine makes of the post.
    fn outcome(&self, context: &Context<'_>) -> Outcome {
        context.readings().nth(self.index).map_or(Outcome::Page, |(_, reading)| reading.outcome)
    }

    /// What the engine does with the date: "Zola stops the build".
    fn effect(&self, context: &Context<'_>, verdict: Verdict) -> String {
        let name = self.setup.target.engine.title();
        let shown = |read: DateTime<Utc>| read.format("%FT%T%.fZ");
        match (verdict, self.outcome(context)) {
            (Verdict::Right, _) => format!("{name} reads it right"),
            (Verdict::Misread(read), _) => format!("{name} reads {}", shown(read)),
            (Verdict::Unsteady(read), _) => {
                format!("on a machine in another zone {name} reads {}", shown(read))
            }
            (Verdict::Unread, Outcome::Error) => format!("{name} stops the build"),
            (Verdict::Unread, Outcome::Dropped) => format!("{name} drops the post"),
            (Verdict::Unread, Outcome::Page) if self.role == Role::Date => {
                format!("{name} passes over it, and the post takes the time of its file or none")
            }
            (Verdict::Unread, Outcome::Page) => format!("{name} passes over it"),
        }
    }

    /// What was meant on this engine's site; none where that cannot be told.
    #[must_use]
    pub fn meant(&self, written: &Written) -> Option<DateTime<Utc>> {
        written.instant(Some(zones(self.setup)[0]))
    }

    /// The day that the engine's reading falls on at its site.
    #[must_use]
    pub fn day_read(&self) -> Option<NaiveDate> {
        match self.reading {
            DateReading::Instant(read) => {
                Some(read.with_timezone(&zones(self.setup)[0]).date_naive())
            }
            DateReading::Absent | DateReading::Unreadable(_) => None,
        }
    }
}
