//! Masthead reads Markdown posts with front matter the way Hexo, Hugo and Zola really read them, says
//! what is wrong, repairs it without touching anything else, and moves whole sites between the three.
//!
//! # Layers
//!
//! A module uses only modules above it in this list; a test holds it.
//!
//! | module | what it is |
//! |---|---|
//! | [`text`] | bytes, ranges, rows and columns, edits |
//! | [`diagnostic`] | one finding, and its fix |
//! | [`value`] | typed values and the three reference readers |
//! | [`document`] | fences, the block as a tree with places, the body as events, edit builders |
//! | [`post`] | the neutral post: moments, terms, losses |
//! | [`engine`] | how each engine reads a post: one folder each |
//! | [`site`] | the whole site: posts by path, title and address, terms |
//! | [`rules`] | the table of rules, and one file a rule |
//! | [`check`] | runs the rules on one post |
//! | [`fix`] | applies fixes round by round, each proved |
//! | [`migrate`] | moves a whole site: a plan and its account |
//! | [`config`] | `masthead.toml` and options, in layers |
//! | [`files`] | the only user of the disk: walk, read, sites, threads |
//! | [`verify`] | builds sites by their real engines and compares them |
//! | [`report`] | output formats, one a file |
//! | [`lsp`] | the language server |
//! | [`cli`] | one file a command |
//!
//! # Flow
//!
//! lint: files → [`text::Source`] → [`document::Document`] → [`site::Index`] → rules → [`diagnostic::Diagnostic`] → report, or → fix →
//! proof → atomic write.
//!
//! # Invariants
//!
//! - The core does no IO and cannot fail: parsing returns a value and its problems.
//! - Edits are byte ranges in the original text; rows and columns exist only at the edges.
//! - "Now" and the machine's zone come in from outside, in [`engine::Setup`].
//! - Output is ordered by path, then offset, for any number of threads.
//! - Nothing is written that was not read again and proved to hold the same values but for what the fix declares.

pub mod check;
pub mod cli;
pub mod config;
pub mod diagnostic;
pub mod document;
pub mod engine;
pub mod files;
pub mod fix;
pub mod lsp;
pub mod migrate;
pub mod post;
pub mod report;
pub mod rules;
pub mod site;
pub mod text;
pub mod value;
pub mod verify;
