//! A bar on standard error for runs that take long.

use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::args::Global;

/// How long a run may take before it shows how far it is.
const PATIENCE: Duration = Duration::from_secs(1);

/// Something that takes long and does not say how far it is.
pub struct Waiting(ProgressBar);

impl Waiting {
    /// From now on, on a terminal only.
    #[must_use]
    pub fn start(what: String, global: &Global) -> Self {
        if global.quiet || !io::stderr().is_terminal() {
            return Self(ProgressBar::hidden());
        }
        let bar = ProgressBar::new_spinner().with_message(what);
        bar.enable_steady_tick(Duration::from_millis(120));
        Self(bar)
    }

    /// It is over.
    pub fn end(&self) {
        self.0.finish_and_clear();
    }
}

/// How far a run is. Shown on a terminal only, and not before it takes long.
pub struct Progress {
    bar: ProgressBar,
    started: Instant,
    shown: bool,
}

impl Progress {
    /// At the start of a run over so many files.
    #[must_use]
    pub fn start(files: usize, global: &Global) -> Option<Self> {
        if global.quiet || !io::stderr().is_terminal() {
            return None;
        }
        let bar = ProgressBar::with_draw_target(Some(files as u64), ProgressDrawTarget::hidden());
        let style = ProgressStyle::with_template("{bar:30} {pos}/{len} posts, {eta} left");
        bar.set_style(style.expect("the template is a constant that indicatif knows"));
        Some(Self { bar, started: Instant::now(), shown: false })
    }

    /// One more file is done.
    pub fn step(&mut self) {
        if !self.shown && self.started.elapsed() > PATIENCE {
            self.shown = true;
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.inc(1);
    }

    /// Does something that prints, with the bar out of its way.
    pub fn aside<T>(&self, print: impl FnOnce() -> T) -> T {
        self.bar.suspend(print)
    }

    /// Takes the bar away.
    pub fn end(&self) {
        self.bar.finish_and_clear();
    }
}
