//! All integration tests in one binary: one module a topic.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod addresses;
mod baseline;
mod cases;
mod catalogue;
mod changed;
mod complexity;
mod config;
mod conformance;
mod conformance_hexo;
mod dependencies;
mod document;
mod explained;
mod faults;
mod files;
mod fix;
mod help;
mod hostile;
mod house;
mod hugo;
mod ignore;
mod images;
mod init;
mod invariants;
mod lint;
mod lsp;
mod migrate;
mod own;
mod page;
mod pages;
mod place;
mod properties;
mod readme;
mod report;
mod schema;
mod site;
mod texts;
mod truth;
mod verify;
mod zola;
