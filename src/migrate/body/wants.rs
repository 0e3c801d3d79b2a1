//! What converted bodies need of the new site: small templates, and settings.

use std::collections::BTreeSet;

use crate::engine::{Engine, LITERAL, Target, Version};

/// What the new site must have for a body to be read as meant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wants {
    /// Templates that the new site gets.
    pub templates: BTreeSet<Template>,
    /// Whether HTML stands in the body that Hugo leaves out unless `markup.goldmark.renderer.unsafe` is set.
    pub raw_html: bool,
}

/// A template of ours: a shortcode, a component or a script that registers tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Template {
    /// Where it goes, from the new site's root.
    pub path: &'static str,
    /// What stands in it.
    pub text: &'static str,
}

/// The name of what draws quotes such as `> [!NOTE]`, which nobody calls.
pub const ALERT: &str = "[!]";

const fn template_of(path: &'static str, text: &'static str) -> Template {
    Template { path, text }
}

/// The templates for an engine by the names that bodies call.
type Templates = &'static [(&'static [&'static str], Template)];

const HEXO: Templates = &[(
    &["youtube", "vimeo", "instagram", "gist", "jsfiddle"],
    template_of("scripts/embed.js", include_str!("../template/hexo/embed.js")),
)];

const HUGO: Templates = &[
    (
        &["gist"],
        template_of("layouts/_shortcodes/gist.html", include_str!("../template/hugo/gist.html")),
    ),
    (
        &["jsfiddle"],
        template_of(
            "layouts/_shortcodes/jsfiddle.html",
            include_str!("../template/hugo/jsfiddle.html"),
        ),
    ),
    (
        &[ALERT],
        template_of(
            "layouts/_markup/render-blockquote-alert.html",
            include_str!("../template/hugo/alert.html"),
        ),
    ),
    (
        &[LITERAL],
        template_of(
            "layouts/_shortcodes/literal.html",
            include_str!("../template/hugo/literal.html"),
        ),
    ),
];

const ZOLA_SHORTCODES: Templates = &[
    (
        &["youtube"],
        template_of(
            "templates/shortcodes/youtube.html",
            include_str!("../template/zola/shortcodes/youtube.html"),
        ),
    ),
    (
        &["vimeo"],
        template_of(
            "templates/shortcodes/vimeo.html",
            include_str!("../template/zola/shortcodes/vimeo.html"),
        ),
    ),
    (
        &["instagram"],
        template_of(
            "templates/shortcodes/instagram.html",
            include_str!("../template/zola/shortcodes/instagram.html"),
        ),
    ),
    (
        &["gist"],
        template_of(
            "templates/shortcodes/gist.html",
            include_str!("../template/zola/shortcodes/gist.html"),
        ),
    ),
    (
        &["jsfiddle"],
        template_of(
            "templates/shortcodes/jsfiddle.html",
            include_str!("../template/zola/shortcodes/jsfiddle.html"),
        ),
    ),
    (
        &["figure"],
        template_of(
            "templates/shortcodes/figure.html",
            include_str!("../template/zola/shortcodes/figure.html"),
        ),
    ),
    (
        &[LITERAL],
        template_of(
            "templates/shortcodes/literal.md",
            include_str!("../template/zola/shortcodes/literal.md"),
        ),
    ),
];

const ZOLA_COMPONENTS: Templates = &[
    (
        &["youtube"],
        template_of(
            "templates/components/youtube.html",
            include_str!("../template/zola/components/youtube.html"),
        ),
    ),
    (
        &["vimeo"],
        template_of(
            "templates/components/vimeo.html",
            include_str!("../template/zola/components/vimeo.html"),
        ),
    ),
    (
        &["instagram"],
        template_of(
            "templates/components/instagram.html",
            include_str!("../template/zola/components/instagram.html"),
        ),
    ),
    (
        &["gist"],
        template_of(
            "templates/components/gist.html",
            include_str!("../template/zola/components/gist.html"),
        ),
    ),
    (
        &["jsfiddle"],
        template_of(
            "templates/components/jsfiddle.html",
            include_str!("../template/zola/components/jsfiddle.html"),
        ),
    ),
    (
        &["figure"],
        template_of(
            "templates/components/figure.html",
            include_str!("../template/zola/components/figure.html"),
        ),
    ),
];

/// The first Zola with components.
const COMPONENTS: Version = Version::new(0, 23);

fn all(target: Target) -> Templates {
    match target.engine {
        Engine::Hexo => HEXO,
        Engine::Hugo => HUGO,
        Engine::Zola if target.version < COMPONENTS => ZOLA_SHORTCODES,
        Engine::Zola => ZOLA_COMPONENTS,
    }
}

/// All templates that a site for this target may get. What a body calls is known only once it is converted, so a
/// [`crate::engine::Setup`] that shall read converted bodies takes them all for there.
pub fn templates(target: Target) -> impl Iterator<Item = Template> {
    all(target).iter().map(|(_, template)| *template)
}

/// The template by which a site for this target answers to a name.
#[must_use]
pub fn template(target: Target, name: &str) -> Option<Template> {
    all(target).iter().find(|(names, _)| names.contains(&name)).map(|(_, template)| *template)
}
