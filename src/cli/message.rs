//! What goes to standard error: why a run could not be, and remarks beside the result.

use std::cell::RefCell;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use miette::{GraphicalReportHandler, GraphicalTheme};

use super::args::Global;
use crate::files;
use crate::text::escape;

/// Why a run ended before it had a result.
#[derive(Debug, thiserror::Error)]
pub enum Stopped {
    /// Paths or configuration.
    #[error(transparent)]
    Files(#[from] files::Failure),
    /// The report cannot be written.
    #[error("the report cannot be written: {0}")]
    Output(#[from] io::Error),
    /// The file for the report cannot be made.
    #[error("{}: {reason}", path.display())]
    OutputFile {
        /// Its path.
        path: PathBuf,
        /// The system's reason.
        reason: io::Error,
    },
    /// Sites could not be compared; harmless for a terminal already.
    #[error("{0}")]
    Engine(String),
    /// What was asked for does not fit together.
    #[error("{0}")]
    Usage(String),
}

/// Tells why the run could not be: exit code 2. Whoever closed the pipe wants to hear nothing.
pub fn report(stopped: &Stopped, global: &Global) -> ExitCode {
    if let Stopped::Output(error) = stopped
        && error.kind() == io::ErrorKind::BrokenPipe
    {
        return ExitCode::SUCCESS;
    }
    let color = global.colors(&io::stderr());
    let text = match stopped {
        Stopped::Files(files::Failure::Config(error)) => pretty(error.as_ref(), color),
        Stopped::Engine(told) => format!("error: {told}"),
        other => format!("error: {}", escape(&other.to_string())),
    };
    say(&text);
    ExitCode::from(2)
}

/// A line on standard error. That it cannot be written hurts nobody who could be told.
pub fn say(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{}", line.trim_end());
}

/// A mistake in a configuration file with the line that it stands in.
fn pretty(error: &dyn miette::Diagnostic, color: bool) -> String {
    let theme = if color { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let mut text = String::new();
    match GraphicalReportHandler::new_themed(theme).render_report(&mut text, error) {
        Ok(()) => text,
        Err(_) => format!("error: {}", escape(&error.to_string())),
    }
}

thread_local! {
    static PANICKED_AT: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// A panic becomes a finding of its file, which is enough; only the place in the program is kept for it.
pub fn keep_panics_quiet() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        PANICKED_AT.with(|last| *last.borrow_mut() = place);
    }));
}

/// Where in the program this thread panicked last.
pub fn panicked_at() -> String {
    PANICKED_AT.with(|last| last.borrow_mut().take()).unwrap_or_default()
}
