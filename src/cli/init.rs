//! `masthead init`

use std::io::{self, Write};
use std::path::Path;

use super::args::{Global, Init};
use super::{Exit, Stopped};
use crate::config::{FILE_NAME, template};
use crate::files::{create_new, name_from_here, site_at};
use crate::text::escape;

pub fn run(args: &Init, global: &Global) -> Result<Exit, Stopped> {
    let folder = args.folder.as_deref().unwrap_or(Path::new("."));
    let (root, targets) = site_at(folder)?;
    let path = root.join(FILE_NAME);
    create_new(&path, &template(&targets))?;
    if !global.quiet {
        let names: Vec<String> = targets.iter().map(ToString::to_string).collect();
        let found = match names.len() {
            0 => "no site was found here, so it is for all three engines".to_owned(),
            1 => format!("for the {} site that was found", names[0]),
            _ => format!("several engines were found ({}), so choose one in it", names.join(", ")),
        };
        writeln!(io::stdout(), "{} was written: {found}.", escape(&name_from_here(&path)))?;
    }
    Ok(Exit::Clean)
}
