//! Keys that tell the new site's feeds what the address and the place of a post told the old ones.

use super::convert::{Job, added};
use super::feeds;
use super::front_matter::{Content, Out, Place};
use crate::engine::{Engine, Reading};
use crate::value::Value;

/// The entries that a post gets for feeds.
pub fn feed_keys(job: &Job<'_>, old: &Reading, new: &Reading) -> Vec<Out> {
    [feed_id(job, old, new), no_entry(job, old)].into_iter().flatten().collect()
}

/// The id that feeds gave to a post, where its new address does not tell it.
fn feed_id(job: &Job<'_>, old: &Reading, new: &Reading) -> Option<Out> {
    let is_entry = job.has_feeds && old.date.is_some() && !job.to.is_section(job.new_path);
    let url = old.url.as_deref().filter(|url| is_entry && new.url.as_deref() != Some(url))?;
    let id = feeds::id_path(job.from.target.engine, url);
    let place = if job.to.target.engine == Engine::Zola { Place::Extra } else { Place::Top };
    Some(added(place, feeds::ID_KEY, Content::Value(Value::String(id))))
}

/// An entry that keeps a section with a date out of the feeds of posts, for Hexo takes it for a page.
fn no_entry(job: &Job<'_>, old: &Reading) -> Option<Out> {
    let is_page = job.has_feeds && job.to.target.engine == Engine::Hexo;
    let is_left_out = is_page && old.date.is_some() && job.from.is_section(job.path);
    is_left_out.then(|| added(Place::Top, feeds::ENTRY_KEY, Content::Value(Value::Bool(false))))
}
