//! `masthead man`

use std::io::{self, Write};

use clap::CommandFactory;

use super::args::Args;
use super::{Exit, Stopped};

pub fn run() -> Result<Exit, Stopped> {
    let mut page = Vec::new();
    clap_mangen::Man::new(Args::command()).render(&mut page)?;
    io::stdout().write_all(&page)?;
    Ok(Exit::Clean)
}
