//! Faults of disks, names, files and sites, each through the program: nothing is lost, and what was not done is told.
//!
//! `tests/README.md` lists them with their results.

mod disk;
mod killed;
mod large;
mod meanwhile;
mod names;
mod outside;
