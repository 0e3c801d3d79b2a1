//! The house rules that can be checked by reading the source.

use std::fs;
use std::path::Path;

/// Every layer in order: a module may use those before it.
const LAYERS: &[&str] = &[
    "text",
    "diagnostic",
    "value",
    "document",
    "post",
    "engine",
    "site",
    "rules",
    "check",
    "fix",
    "migrate",
    "config",
    "files",
    "verify",
    "report",
    "lsp",
    "cli",
];

#[test]
fn layers_are_the_modules() {
    let lib = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    for module in lib.lines().filter_map(|line| line.strip_prefix("pub mod ")) {
        assert!(LAYERS.contains(&module.trim_end_matches(';')), "{module} is no layer");
    }
}
