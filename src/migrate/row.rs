//! The account of a migration: one row for every key, tag, asset, URL and setting of the source.

use serde::Serialize;

/// What a row accounts for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A file of the source that becomes no page of its own: templates, scaffolds, data.
    File,
    /// A value of front matter, by its path: `title`, `extra.cover`.
    Key,
    /// A template tag, shortcode or component of a body.
    Tag,
    /// Markdown or HTML of a body that the target reads in another way.
    Markup,
    /// A link to a page of the site.
    Link,
    /// A file that is copied.
    Asset,
    /// The address of a page, or an old one that leads to it.
    Url,
    /// A setting of the site's configuration.
    Setting,
    /// A feed that the source publishes, by its address; not a part of the sum.
    Feed,
    /// What the target reads in another way than the source; not a part of the sum.
    Page,
}

/// What became of it. Ordered from harmless to grave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// The same, in the same place.
    Kept,
    /// The same, in another place or under another name.
    Moved,
    /// Said in another way; the target reads the same.
    Changed,
    /// The value stands in the new site, where templates can read it. The old engine did nothing with it by itself
    /// either, or what it did has a row of its own, so nothing is lost.
    KeptAsData,
    /// Not done: a person has to look at it.
    NeedsHand,
    /// Lost: the target has no way to say it.
    Dropped,
}

impl Kind {
    /// Its name in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Key => "key",
            Self::Tag => "tag",
            Self::Markup => "markup",
            Self::Link => "link",
            Self::Asset => "asset",
            Self::Url => "url",
            Self::Setting => "setting",
            Self::Feed => "feed",
            Self::Page => "page",
        }
    }
}

impl Action {
    /// All of them, the gravest first.
    pub const ALL: [Self; 6] =
        [Self::Dropped, Self::NeedsHand, Self::KeptAsData, Self::Changed, Self::Moved, Self::Kept];

    /// Whether something of the source is missing in the target until somebody acts.
    #[must_use]
    pub const fn is_loss(self) -> bool {
        matches!(self, Self::Dropped | Self::NeedsHand)
    }

    /// Its name in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Moved => "moved",
            Self::Changed => "changed",
            Self::KeptAsData => "kept-as-data",
            Self::NeedsHand => "needs-hand",
            Self::Dropped => "dropped",
        }
    }
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Row {
    /// The file of the source, from its root.
    pub file: String,
    /// The line in it, from 1; none where the whole file is meant.
    pub line: Option<usize>,
    /// What it accounts for.
    pub kind: Kind,
    /// The key, tag, path or setting as the source names it.
    pub name: String,
    /// What became of it.
    pub action: Action,
    /// Where it is now, or what it says now.
    pub to: Option<String>,
    /// Why, as a sentence; empty where nothing needs saying.
    pub reason: String,
    /// A short name of the reason that stays the same between versions, for `--accept`.
    pub code: &'static str,
}
