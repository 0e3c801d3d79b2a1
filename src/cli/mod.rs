//! The command line: one file a command. Arguments become [`Settings`](crate::config::Settings) here and
//! go no deeper.

mod args;
mod baseline;
mod completions;
mod config;
mod explain;
mod fix;
mod help;
mod ignore;
mod init;
mod input;
mod inspect;
mod lint;
mod lsp;
mod man;
mod message;
mod migrate;
mod output;
mod progress;
mod schema;
mod terminal;
mod verify;

use std::process::ExitCode;

use args::Command;
use message::Stopped;

/// How a run ends, as the exit code tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Exit {
    /// Nothing was found that counts.
    Clean = 0,
    /// Something was found.
    Found = 1,
}

/// Runs the program with the arguments of the process.
#[must_use]
pub fn run() -> ExitCode {
    let args = help::parse();
    message::keep_panics_quiet();
    let ended = match &args.command {
        Command::Lint(lint) => lint::run(lint, &args.global),
        Command::Fix(fix) => fix::run(fix, &args.global),
        Command::Migrate(migrate) => migrate::run(migrate, &args.global),
        Command::Inspect(inspect) => inspect::run(inspect, &args.global),
        Command::Verify(verify) => verify::run(verify, &args.global),
        Command::Explain(explain) => explain::run(explain, &args.global),
        Command::Init(init) => init::run(init, &args.global),
        Command::Config(config) => config::run(config, &args.global),
        Command::Schema => schema::run(),
        Command::Lsp => lsp::run(),
        Command::Completions(completions) => completions::run(completions),
        Command::Man(man) => man::run(man),
    };
    match ended {
        Ok(exit) => ExitCode::from(exit as u8),
        Err(stopped) => message::report(&stopped, &args.global),
    }
}
