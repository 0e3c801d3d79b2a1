//! Builds the edits that fixes and migrations are made of.
//!
//! Nothing is written anew that does not have to be: newline style, indentation, the style of lists, quotes,
//! comments and the order of keys stay. Every function gives edits of the original text.

mod plain;
mod quote;

pub use plain::{is_plain, is_typed};
pub use quote::{Place, Quoting, quote};
