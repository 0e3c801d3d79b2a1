//! Migration: single posts and whole sites.

mod body;
mod post;
mod site;
