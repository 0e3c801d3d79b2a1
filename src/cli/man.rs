//! `masthead man [COMMAND]`

use std::io::{self, Write};

use super::args::Man;
use super::help::command;
use super::{Exit, Stopped};

pub fn run(args: &Man) -> Result<Exit, Stopped> {
    // Only a built command knows what all commands take.
    let mut whole = command();
    whole.build();
    let shown = match &args.command {
        None => &whole,
        Some(name) => whole.find_subcommand(name).ok_or_else(|| {
            Stopped::Usage(format!("there is no command named `{}`", name.escape_debug()))
        })?,
    };
    let named = shown.get_display_name().unwrap_or_else(|| shown.get_name()).to_owned();
    let mut page = Vec::new();
    let source = concat!("masthead ", env!("CARGO_PKG_VERSION"));
    clap_mangen::Man::new(shown.clone()).title(named).source(source).render(&mut page)?;
    io::stdout().write_all(&page)?;
    Ok(Exit::Clean)
}
