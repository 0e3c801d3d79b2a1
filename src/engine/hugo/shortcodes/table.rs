//! The shortcodes that Hugo 0.168 brings (`tpl/tplimpl/embedded/templates/_shortcodes`).

/// One of them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    pub name: &'static str,
    pub content: Content,
    pub needs: Needs,
}

/// Whether it takes content between two tags. Hugo stops where one that does is not closed, and where one that
/// does not is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    None,
    Inner,
    /// Not known: its template is not at hand.
    Unknown,
}

/// What it must be given; else the build fails, though the page is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Needs {
    Nothing,
    /// One positional argument.
    Positional,
    /// A first positional argument, or one by this name.
    FirstOr(&'static str),
    /// All of these names.
    Names(&'static [&'static str]),
    /// A page that is there.
    Page,
    /// It was taken away, with the version that did and what to use instead.
    Removed(&'static str, &'static str),
}

const fn known(name: &'static str, content: Content, needs: Needs) -> Known {
    Known { name, content, needs }
}

const X: &str = "the \"x\" shortcode";

/// By name, which is not case sensitive.
pub(super) const KNOWN: &[Known] = &[
    known("1__h_simple_assets", Content::None, Needs::Nothing),
    known("comment", Content::Inner, Needs::Nothing),
    known("details", Content::Inner, Needs::Nothing),
    known("figure", Content::None, Needs::Nothing),
    known("gist", Content::None, Needs::Removed("0.156.0", "a link")),
    known("highlight", Content::Inner, Needs::Nothing),
    known("instagram", Content::None, Needs::Positional),
    known("instagram_simple", Content::None, Needs::Removed("0.123.0", "\"instagram\"")),
    known("param", Content::None, Needs::Positional),
    known("qr", Content::Inner, Needs::Nothing),
    known("ref", Content::None, Needs::Page),
    known("relref", Content::None, Needs::Page),
    known("tweet", Content::None, Needs::Removed("0.156.0", X)),
    known("twitter", Content::None, Needs::Removed("0.156.0", X)),
    known("twitter_simple", Content::None, Needs::Removed("0.156.0", X)),
    known("vimeo", Content::None, Needs::FirstOr("id")),
    known("vimeo_simple", Content::None, Needs::Positional),
    known("x", Content::None, Needs::Names(&["user", "id"])),
    known("x_simple", Content::None, Needs::Names(&["user", "id"])),
    known("youtube", Content::None, Needs::FirstOr("id")),
];

/// A shortcode that Hugo brings.
pub(super) fn by_name(name: &str) -> Option<&'static Known> {
    KNOWN.iter().find(|known| known.name.eq_ignore_ascii_case(name))
}

/// The names of those that are there still.
pub fn names() -> impl Iterator<Item = &'static str> {
    let is_there = |known: &&Known| !matches!(known.needs, Needs::Removed(..));
    KNOWN.iter().filter(is_there).map(|known| known.name)
}

/// The version that took a shortcode of Hugo's away, and what to use instead.
pub fn removed(name: &str) -> Option<(&'static str, &'static str)> {
    match by_name(name)?.needs {
        Needs::Removed(version, instead) => Some((version, instead)),
        _ => None,
    }
}
