//! What the user asks for: `masthead.toml` and the options of the command line, in layers with their
//! origin, resolved to [`Settings`].
//!
//! Here is no IO: texts come in, and `files` finds them.

mod account;
mod error;
mod options;
mod own;
mod schema;
mod select;
mod settings;
mod template;

pub use account::{Account, By, RuleAccount, Setting};
pub use error::Error;
pub use options::{Options, parse};
pub use schema::schema;
pub use select::{Selector, UnknownSelector, own_among};
pub use settings::{Layer, Origin, Settings, resolve};
pub use template::template;

/// The name of the configuration file, which counts for its folder and all below.
pub const FILE_NAME: &str = "masthead.toml";
