//! `masthead schema`

use std::io::{self, Write};

use super::{Exit, Stopped};
use crate::config::schema;

pub fn run() -> Result<Exit, Stopped> {
    io::stdout().write_all(schema().as_bytes())?;
    Ok(Exit::Clean)
}
