//! The neutral post: what an author wrote, whichever engine reads it.

pub mod file_name;
pub mod moment;
