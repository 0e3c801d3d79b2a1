//! The neutral post: what an author wrote, whichever engine reads it.

pub mod moment;
