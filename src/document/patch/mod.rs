//! Builds the edits that fixes and migrations are made of.
//!
//! Nothing is written anew that does not have to be: newline style, indentation, the style of lists, quotes,
//! comments and the order of keys stay. Every function gives edits of the original text, and none where it
//! cannot do what is asked without touching more.

mod block;
mod emit;
mod insert;
mod list;
mod places;
mod plain;
mod quote;
mod relocate;
mod remove;
mod set;
mod slot;

#[cfg(test)]
mod tests;

pub use block::{new_block, write_block};
pub use emit::Content;
pub use insert::insert;
pub use list::{ListStyle, restyle};
pub use plain::{is_plain, is_typed};
pub use quote::{Place, Quoting, quote};
pub use relocate::move_to;
pub use remove::{remove, remove_item};
pub use set::{rename, set, set_node};
pub use slot::Position;
