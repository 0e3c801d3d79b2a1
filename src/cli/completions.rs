//! `masthead completions SHELL`

use std::io::{self, Write};

use super::args::Completions;
use super::help::command;
use super::{Exit, Stopped};

pub fn run(args: &Completions) -> Result<Exit, Stopped> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command(), "masthead", &mut script);
    io::stdout().write_all(&script)?;
    Ok(Exit::Clean)
}
