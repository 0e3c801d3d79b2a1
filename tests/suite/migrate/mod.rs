//! Migration: single posts in all directions.

mod post;
