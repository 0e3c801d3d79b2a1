//! What converted bodies need of the new site: small templates, and settings.

use std::collections::BTreeSet;

/// What the new site must have for a body to be read as meant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wants {
    /// Templates that the new site gets.
    pub templates: BTreeSet<Template>,
    /// Whether HTML stands in the body that Hugo leaves out unless `markup.goldmark.renderer.unsafe` is set.
    pub raw_html: bool,
}

/// A template of ours: a shortcode, a component or a script that registers a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Template {
    /// Where it goes, from the new site's root.
    pub path: &'static str,
    /// What stands in it.
    pub text: &'static str,
}
