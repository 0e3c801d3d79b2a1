//! Moves a whole site from one engine to another: a plan of files, and one row for everything the source holds.
//!
//! Nothing here reads or writes a file. Every converted post is read by both engines' readings, and what
//! differs is mended or stands in the account.

pub mod body;
pub mod convert;
mod front_matter;
mod options;
pub mod path;
pub mod redirects;
mod row;

pub use options::FrontMatterFormat;
pub use row::{Action, Kind, Row};
