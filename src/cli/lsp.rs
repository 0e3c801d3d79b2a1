//! `masthead lsp`

use std::io::{self, BufReader};

use super::{Exit, Stopped};
use crate::lsp::serve;

pub fn run() -> Result<Exit, Stopped> {
    let said_goodbye = serve(BufReader::new(io::stdin()), io::stdout().lock())?;
    Ok(if said_goodbye { Exit::Clean } else { Exit::Found })
}
