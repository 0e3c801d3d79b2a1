//! Front matter from one engine's keys to another's: what does not change is copied, comments included.
//!
//! Each field is decided by what it is for (`engine::Role`); what only the source engine understands is kept in a
//! map with its name, so that the way back finds it.

mod address;
mod aliases;
mod assemble;
mod dates;
mod decide;
pub(super) mod emit;
mod field;
mod order;
mod segment;
mod summary;
mod terms;

pub use assemble::{Content, Out, assemble, in_order, path};
pub use decide::{Conversion, name};
pub use field::{Place, take};
pub use segment::rest;
