//! The commands in groups, help on one screen, and advice where a command line cannot be understood.

use std::ffi::OsString;
use std::fmt::Write as _;
use std::path::Path;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, CommandFactory, Error, FromArgMatches};

use super::args::{Args, GLOBAL};
use super::message::say;
use crate::text::{escape, is_printable};

/// The commands as the help lists them.
const GROUPS: [(&str, &[&str]); 4] = [
    ("Posts", &["lint", "fix", "inspect"]),
    ("Sites", &["migrate", "verify"]),
    ("Rules and settings", &["explain", "init", "config", "schema"]),
    ("Editor and shell", &["lsp", "completions", "man"]),
];

/// What the process was asked to do; where that is not to be understood, the process ends here and says so.
#[must_use]
pub fn parse() -> Args {
    let matches = command().try_get_matches().and_then(|matches| Args::from_arg_matches(&matches));
    matches.unwrap_or_else(|error| end(&advised(error)))
}

/// Says why the command line could not be understood, or the help that it asks for. Where an argument could steer a
/// terminal, as the name of a file from a pattern of the shell, the message is harmless and without colours.
fn end(error: &Error) -> ! {
    let is_harmless = |argument: OsString| is_printable(&argument.to_string_lossy());
    if !error.use_stderr() || std::env::args_os().all(is_harmless) {
        error.exit();
    }
    for line in error.render().to_string().lines() {
        say(&escape(line));
    }
    std::process::exit(error.exit_code())
}

/// The command line as it is shown and read.
#[must_use]
pub fn command() -> Command {
    let command = Args::command().disable_help_flag(true).arg(
        Arg::new("help")
            .short('h')
            .long("help")
            .action(ArgAction::Help)
            .global(true)
            .help_heading(GLOBAL)
            .help("Print help: -h the usual on one screen, --help all"),
    );
    let groups = groups(&command);
    command.help_template(format!(
        "{{about-with-newline}}\n{{usage-heading}} {{usage}}\n{groups}\nOptions:\n{{options}}"
    ))
}

/// The commands with what they do, under the headings of their groups.
fn groups(command: &Command) -> String {
    let (heading, name_style) =
        (command.get_styles().get_header(), command.get_styles().get_literal());
    let names = GROUPS.iter().flat_map(|(_, names)| names.iter());
    let width = names.map(|name| name.len()).max().unwrap_or(0);
    let mut text = String::new();
    for (title, names) in GROUPS {
        let _ = writeln!(text, "\n{heading}{title}:{heading:#}");
        for name in names {
            let about = command.find_subcommand(name).and_then(Command::get_about);
            let about = about.expect("every command of the list is there and is described");
            let _ = writeln!(text, "  {name_style}{name:<width$}{name_style:#}  {about}");
        }
    }
    text
}

/// The same error; who names a post or a folder where a command belongs is told what to write.
fn advised(mut error: Error) -> Error {
    let word = match error.get(ContextKind::InvalidSubcommand) {
        Some(ContextValue::String(word)) if error.kind() == ErrorKind::InvalidSubcommand => word,
        _ => return error,
    };
    if Path::new(word).exists() {
        let advice = format!("to check it, write `masthead lint {word}`");
        error.remove(ContextKind::SuggestedSubcommand);
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![advice.into()]));
    }
    error
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_is_in_one_group() {
        let command = command();
        let all = command.get_subcommands().map(Command::get_name);
        let mut all: Vec<&str> = all.filter(|name| *name != "help").collect();
        let mut listed: Vec<&str> = GROUPS.iter().flat_map(|(_, names)| *names).copied().collect();
        all.sort_unstable();
        listed.sort_unstable();
        assert_eq!(all, listed);
        command.debug_assert();
    }
}
