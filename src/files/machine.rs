//! What a run takes from the machine that it runs on: the time, the zone and the cores.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

/// The moment that counts as now, the zone of the machine, and how much of it the run may use.
#[derive(Clone, Copy, Debug)]
pub struct Machine {
    /// Now.
    pub now: DateTime<Utc>,
    /// The zone in which an engine started here would read a date without one.
    pub zone: Tz,
    /// How many threads look for files and read them; one for every core where nothing is said.
    pub threads: Option<usize>,
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
        let zone = named.or_else(system).unwrap_or(Tz::UTC);
        Self { now: Utc::now(), zone, threads: None }
    }
}
