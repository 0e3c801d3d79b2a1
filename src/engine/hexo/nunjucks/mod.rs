//! Template tags in bodies: what Nunjucks 3.2 sees of one, how it reads that, and whether it fails.
//!
//! One tag that fails stops the whole build of a Hexo site, so this follows Hexo's steps one by one: fenced code
//! goes first, then tags and comments, then comes Markdown, and what is code by then is escaped.

pub mod ast;
mod expression;
mod fenced;
mod parser;
mod run;
pub mod source;
mod statement;
mod swig;
pub mod tags;
pub(super) mod token;

pub use ast::{Argument, Node, Tag};
pub use parser::{Failure, parse};
pub use run::{Known, Names, failure, vanishing};
pub use tags::Registry;
