//! What a run takes from the machine that it runs on: the time and the zone.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

/// The moment that counts as now, and the zone of the machine.
#[derive(Clone, Copy, Debug)]
pub struct Machine {
    /// Now.
    pub now: DateTime<Utc>,
    /// The zone in which an engine started here would read a date without one.
    pub zone: Tz,
}

impl Machine {
    /// Asks the machine: `TZ` first, as Node, Go and libc do, then the system's setting, then UTC.
    #[must_use]
    pub fn here() -> Self {
        let variable = std::env::var("TZ").ok();
        let named = variable
            .as_deref()
            .map(|zone| zone.trim_start_matches(':'))
            .filter(|zone| !zone.is_empty())
            .and_then(|zone| zone.parse().ok());
        let system = || iana_time_zone::get_timezone().ok()?.parse().ok();
        Self { now: Utc::now(), zone: named.or_else(system).unwrap_or(Tz::UTC) }
    }
}
