//! Moves a whole site from one engine to another: a plan of files, and one row for everything the source holds.
//!
//! Nothing here reads or writes a file. Every converted post is read by both engines' readings, and what
//! differs is mended or stands in the account.

pub mod accepted;
mod assets;
pub mod body;
pub mod census;
mod claims;
mod config;
pub mod convert;
mod crawlers;
mod feed_keys;
mod feeds;
mod front_matter;
pub mod home;
mod key_order;
mod left;
pub mod moving;
mod named;
mod names;
mod options;
pub mod origin;
pub mod path;
pub mod plan;
pub mod redirects;
mod row;
mod sections;
mod skeleton;
mod sum;
mod taxonomy_pages;
mod term_pages;
mod terms;
mod theme;
pub mod unpublished;

pub use assets::{Copy, tell_unnamed};
pub use home::{Habits, Home, Traces};
pub use options::{FrontMatterFormat, Urls};
pub use row::{Action, Kind, Row};
