//! Migration: single posts and whole sites.

mod post;
mod site;
