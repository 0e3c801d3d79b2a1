//! The only user of the file system: finds posts and the sites that they belong to, reads them, runs
//! work on them over all cores, and replaces them safely.
//!
//! Everything that is found is in order of its name, whatever the number of threads.

mod detect;
mod earlier;
mod exchange;
mod git;
mod init;
mod machine;
mod migration;
mod name;
mod new_site;
mod old_site;
mod origins;
mod pool;
mod post;
mod project;
mod read;
mod replace;
mod settings;
mod site;
mod walk;

pub use git::Change;
pub use init::{create_new, name_from_here, site_at};
pub use machine::Machine;
pub use migration::{Done, Migrated, Steps, migrate};
pub use name::name_from;
pub use new_site::{MANIFEST, NoPlace, check_place};
pub use old_site::{OldSite, open};
pub use pool::{Pool, for_each, map};
pub use post::{Item, Post, distinct};
pub use project::{ConfigChoice, Failure, Project, Request};
pub use read::{Unreadable, create, read, read_stdin, write_whole};
pub use replace::{Bounds, Refused, remove_stale, replace};
pub use site::Site;
