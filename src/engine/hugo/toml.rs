//! TOML as go-toml 2.4.3 reads it: the reference reader, and where the two differ.

use crate::value::{self, Unreadable, Value};

/// Reads a block into a map.
///
/// # Errors
/// What go-toml refuses, with the byte at which it stops.
pub(super) fn read(block: &str) -> Result<Value, Unreadable> {
    value::toml::read(block)
}
