//! Bodies of Zola 0.23, which are templates of Tera 2.
//!
//! A template is read as Tera reads it, then followed as far as its values are known from the page and the site: what
//! is certain to fail is a problem, and what cannot be known is passed over. What is rendered stands for the body in
//! which Markdown is looked for.

pub mod ast;
pub mod component;
mod evaluate;
mod expression;
pub mod names;
pub mod parser;
pub mod render;
mod statement;
pub mod token;
mod value;

#[cfg(test)]
mod tests;

use memchr::memchr_iter;

use crate::engine::FaultKind;

pub use render::{World, render};
pub use value::Eval;

/// Why a body cannot be rendered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The byte of the body at which it fails.
    pub at: usize,
    /// The reason, in Tera's words where they are known.
    pub message: String,
    /// What is wrong there.
    pub kind: FaultKind,
}

impl Problem {
    /// Something that Tera cannot read or run.
    fn new(at: usize, message: impl Into<String>) -> Self {
        Self { at, message: message.into(), kind: FaultKind::Template }
    }
}

/// Whether a body is rendered as a template at all (site/src/md_render.rs: needs_templating).
#[must_use]
pub fn is_template(body: &str) -> bool {
    let bytes = body.as_bytes();
    memchr_iter(b'{', bytes).any(|at| matches!(bytes.get(at + 1), Some(b'{' | b'%')))
}
