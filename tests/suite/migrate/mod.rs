//! Migration: single posts and whole sites.

mod body;
mod body_bugs;
mod body_hostile;
mod body_live;
mod body_shared;
mod post;
mod site;
