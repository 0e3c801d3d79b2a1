//! Migration: single posts and whole sites.

mod addresses;
mod body;
mod body_bugs;
mod body_extension;
mod body_hostile;
mod body_live;
mod body_shared;
mod bug_classes;
mod feeds;
mod fixtures;
pub mod made;
mod origins;
mod post;
mod renderer;
mod round_trip;
mod safety;
mod settings;
mod site;
mod sum;
mod taxonomies;
mod way_back;
