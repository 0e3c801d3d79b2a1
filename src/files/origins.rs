//! What the files of a moved site were before, one line of JSON a file, beside its manifest.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use crate::migrate::origin::{Origin, Origins};

/// Where it lies, from the root of the site.
pub const ORIGINS: &str = ".masthead/origins.jsonl";

/// Beyond, nothing more is read, in bytes: what is not known is converted.
const LIMIT: u64 = 1 << 29;

/// What is known of the site at `root`. What cannot be read is not known.
#[must_use]
pub fn origins(root: &Path) -> Origins {
    let path = root.join(ORIGINS);
    let file = path.is_file().then(|| File::open(path).ok()).flatten();
    let lines = file.map(|file| BufReader::new(file.take(LIMIT)).lines());
    let whole = lines.into_iter().flatten().map_while(Result::ok);
    whole.filter_map(|line| serde_json::from_str(&line).ok()).collect()
}

/// The text of the file.
#[must_use]
pub fn written(origins: &[(String, Origin)]) -> String {
    let lines = origins.iter().filter_map(|line| serde_json::to_string(line).ok());
    lines.fold(String::new(), |text, line| text + &line + "\n")
}
