//! `masthead completions SHELL`

use std::io::{self, Write};

use clap::CommandFactory;

use super::args::{Args, Completions};
use super::{Exit, Stopped};

pub fn run(args: &Completions) -> Result<Exit, Stopped> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "masthead", &mut script);
    io::stdout().write_all(&script)?;
    Ok(Exit::Clean)
}
