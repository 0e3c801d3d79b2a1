//! Images that lie in the site itself: which file answers at an address.

use percent_encoding::percent_decode_str;

use super::address::has_extension;
use super::{Image, Kind, Origin, Path, Role};
use crate::engine::{AssetContext, AssetFate, AssetQuery, Outcome, Setup};
use crate::rules::Context;

/// What becomes of an address in each engine that counts, where it is one of the site itself.
#[must_use]
pub fn fates<'c>(context: &'c Context<'_>, image: &Image<'_>) -> Vec<(&'c Setup, AssetFate)> {
    let Kind::Path(Path { path, .. }) = image.kind() else { return Vec::new() };
    let knows_files = context.setups.iter().any(|setup| !setup.listing.is_empty());
    if !knows_files || !has_extension(path) {
        return Vec::new();
    }
    let Ok(address) = percent_decode_str(path).decode_utf8() else { return Vec::new() };
    let within = match image.origin {
        Origin::FrontMatter { .. } => AssetContext::FrontMatter,
        Origin::Markdown(_) => AssetContext::Markdown,
        // Only scripts know what they do with it.
        Origin::Html { role: Role::Lazy, .. } => AssetContext::FrontMatter,
        Origin::Html { .. } => AssetContext::Html,
    };
    context
        .readings()
        .filter(|(_, reading)| reading.outcome == Outcome::Page)
        .map(|(setup, reading)| {
            let url = reading.url.as_deref();
            let query = AssetQuery { post: context.path, url, address: &address, within };
            (setup, setup.asset(query))
        })
        .collect()
}
