//! The tags of Hexo and of what is often added to it: which have an end tag, which arguments fail.

use super::ast::Tag;
use crate::engine::{FaultKind, Version};

/// A tag of Hexo's core.
struct Core {
    name: &'static str,
    has_body: bool,
    since: Version,
    until: Version,
}

const ALWAYS: Version = Version::new(0, 0);
const NEVER: Version = Version::new(u16::MAX, 0);
/// Tags for services moved to a plugin, and tags for URLs came, with 7.0.
const SEVEN: Version = Version::new(7, 0);
/// The first version in which a link to a missing post fails the build.
pub const STRICT_POST_LINK: Version = Version::new(6, 3);

const fn core(name: &'static str, has_body: bool) -> Core {
    Core { name, has_body, since: ALWAYS, until: NEVER }
}

/// The tags that a version registers (`lib/plugins/tag/index.ts`).
const CORE: &[Core] = &[
    core("quote", true),
    core("blockquote", true),
    core("code", true),
    core("codeblock", true),
    core("pullquote", true),
    core("iframe", false),
    core("img", false),
    core("image", false),
    core("include_code", false),
    core("include-code", false),
    core("a", false),
    core("link", false),
    core("anchor", false),
    core("post_path", false),
    core("post_link", false),
    core("asset_path", false),
    core("asset_link", false),
    core("asset_img", false),
    core("asset_image", false),
    Core { since: SEVEN, ..core("url_for", false) },
    Core { since: SEVEN, ..core("full_url_for", false) },
    Core { until: SEVEN, ..core("youtube", false) },
    Core { until: SEVEN, ..core("vimeo", false) },
    Core { until: SEVEN, ..core("gist", false) },
    Core { until: SEVEN, ..core("jsfiddle", false) },
];

/// Tags that plugins register.
const BY_PLUGIN: &[(&str, &[(&str, bool)])] = &[
    (
        "hexo-tag-embed",
        &[("youtube", false), ("vimeo", false), ("gist", false), ("jsfiddle", false)],
    ),
    (
        "hexo-tag-aplayer",
        &[("aplayer", false), ("aplayerlrc", true), ("aplayerlist", false), ("meting", false)],
    ),
    ("hexo-tag-dplayer", &[("dplayer", false)]),
    ("hexo-math", &[("math", true), ("katex", true), ("mathjax", true)]),
    ("hexo-tag-cloud", &[]),
];

/// Tags that themes register: of some it matters that they must be closed.
const BY_THEME: &[(&str, &[(&str, bool)])] = &[
    ("next", NEXT),
    ("hexo-theme-next", NEXT),
    ("butterfly", BUTTERFLY),
    ("hexo-theme-butterfly", BUTTERFLY),
    ("fluid", FLUID),
    ("hexo-theme-fluid", FLUID),
    ("landscape", &[]),
];

const NEXT: &[(&str, bool)] = &[
    ("note", true),
    ("subnote", true),
    ("tabs", true),
    ("subtabs", true),
    ("subsubtabs", true),
    ("btn", false),
    ("button", false),
    ("label", false),
    ("mermaid", true),
    ("video", false),
    ("centerquote", true),
    ("cq", true),
    ("grouppicture", true),
    ("gp", true),
    ("linkgrid", true),
    ("lg", true),
    ("pdf", false),
    ("caniuse", false),
    ("can", false),
    ("wavedrom", true),
    ("link_grid", true),
];

const BUTTERFLY: &[(&str, bool)] = &[
    ("note", true),
    ("tabs", true),
    ("subtabs", true),
    ("subsubtabs", true),
    ("btn", false),
    ("label", false),
    ("mermaid", true),
    ("hideInline", false),
    ("hideBlock", true),
    ("hideToggle", true),
    ("gallery", true),
    ("galleryGroup", false),
    ("timeline", true),
    ("flink", true),
    ("inlineImg", false),
    ("chartjs", true),
    ("score", true),
    ("series", false),
];

const FLUID: &[(&str, bool)] = &[
    ("note", true),
    ("btn", false),
    ("button", false),
    ("label", false),
    ("cb", false),
    ("checkbox", false),
    ("fold", true),
    ("gi", true),
    ("groupimages", true),
    ("mermaid", true),
];

/// Plugins that register no tags, by how their names begin.
const WITHOUT_TAGS: &[&str] = &[
    "hexo-cli",
    "hexo-server",
    "hexo-generator-",
    "hexo-renderer-",
    "hexo-deployer-",
    "hexo-abbrlink",
    "hexo-permalink-",
    "hexo-asset-",
    "hexo-theme-landscape",
    "hexo-tag-embed",
];

/// What is known of the tags of a site.
#[derive(Clone, Debug)]
pub struct Registry<'c> {
    /// The version of Hexo.
    pub version: Version,
    /// The site's theme.
    pub theme: Option<&'c str>,
    /// The plugins of the site; none where nothing says which there are.
    pub plugins: Option<&'c [String]>,
    /// Whether scripts of the site or its theme may register tags that nobody here knows.
    pub has_scripts: bool,
    /// Whether nothing is known of the site, so that any well-known theme or plugin may be there.
    pub is_anywhere: bool,
}

fn of<'l>(list: &'l [(&str, bool)], name: &str) -> Option<&'l bool> {
    list.iter().find(|(known, _)| *known == name).map(|(_, has_body)| has_body)
}

impl Registry<'_> {
    /// Whether a tag has an end tag; none where there surely is no such tag.
    ///
    /// A tag of which nobody knows whether it must be closed has an end tag where one follows in `text`
    /// behind `at`.
    pub fn kind(&self, name: &str, text: &str, at: usize) -> Option<bool> {
        let core = CORE
            .iter()
            .find(|tag| tag.name == name && tag.since <= self.version && self.version < tag.until);
        if let Some(tag) = core {
            return Some(tag.has_body);
        }
        let theme = self.theme.unwrap_or_default();
        let themes = BY_THEME.iter().filter(|(known, _)| self.is_anywhere || *known == theme);
        let plugins =
            BY_PLUGIN.iter().filter(|(plugin, _)| self.is_anywhere || self.has_plugin(plugin));
        if let Some(has_body) = themes.chain(plugins).find_map(|(_, tags)| of(tags, name)) {
            return Some(*has_body);
        }
        let may_be_known = self.may_have_more() && !name.starts_with("end");
        may_be_known.then(|| is_closed(name, text, at))
    }

    /// The names of all tags that are known to be there.
    pub fn names(&self) -> Vec<String> {
        let core = CORE.iter().filter(|tag| tag.since <= self.version && self.version < tag.until);
        let theme = self.theme.unwrap_or_default();
        let themes = BY_THEME.iter().filter(|(known, _)| *known == theme);
        let plugins = BY_PLUGIN.iter().filter(|(plugin, _)| self.has_plugin(plugin));
        let more = themes.chain(plugins).flat_map(|(_, tags)| tags.iter().map(|(name, _)| *name));
        core.map(|tag| tag.name).chain(more).map(str::to_owned).collect()
    }

    /// What is wrong with a tag of this name, where there is none.
    pub fn fault(&self, name: &str) -> FaultKind {
        if name.starts_with("end") {
            FaultKind::OpenTag
        } else if CORE.iter().any(|tag| tag.name == name) {
            FaultKind::RemovedTag
        } else {
            FaultKind::UnknownTag
        }
    }

    fn has_plugin(&self, name: &str) -> bool {
        self.plugins.is_some_and(|plugins| plugins.iter().any(|plugin| plugin == name))
    }

    /// Whether a theme, plugin or script may bring tags that are not in the tables.
    fn may_have_more(&self) -> bool {
        let harmless = |plugin: &String| WITHOUT_TAGS.iter().any(|start| plugin.starts_with(start));
        self.has_scripts
            || self.theme.is_some_and(|theme| theme != "landscape")
            || self.plugins.is_some_and(|plugins| !plugins.iter().all(harmless))
    }

    /// Why running a tag fails for certain.
    pub fn failure(&self, tag: &Tag<'_>) -> Option<String> {
        let replaced = self.theme.is_some_and(|theme| theme != "landscape");
        let argument = |at: usize| tag.arguments.get(at).map(|argument| &*argument.value);
        match tag.name {
            "post_link" if self.version >= STRICT_POST_LINK && tag.arguments.is_empty() => {
                Some("Post not found: \"undefined\" doesn't exist for {% post_link %}".to_owned())
            }
            // Only a host that is missing is sure not to be an address.
            "iframe" if !replaced && matches!(argument(0), Some("http://" | "https://")) => {
                Some("TypeError: Invalid URL".to_owned())
            }
            _ => None,
        }
    }
}

/// Whether `{% endNAME` stands in the text behind `at`.
fn is_closed(name: &str, text: &str, at: usize) -> bool {
    let needle = format!("end{name}");
    memchr::memmem::find_iter(&text.as_bytes()[at..], &needle).any(|found| {
        let before = text[..at + found].trim_end();
        let behind = &text[at + found + needle.len()..];
        (before.ends_with("{%") || before.ends_with("{%-"))
            && behind.starts_with(|next: char| next.is_whitespace() || matches!(next, '%' | '-'))
    })
}
