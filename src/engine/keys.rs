//! The row of a key table: what an engine knows of a key of front matter.

use super::Version;

/// The type that an engine wants of a key's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyType {
    /// Anything goes.
    Any,
    /// Text.
    String,
    /// A truth value.
    Bool,
    /// A whole number.
    Integer,
    /// A date.
    Date,
    /// A list of texts, or one text that stands for a list of one.
    Strings,
    /// A list of texts and nothing else.
    List,
    /// Keys with values.
    Map,
}

/// What a key is for, so that keys of different engines can be told to mean the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The title.
    Title,
    /// When it was written.
    Date,
    /// When it was last changed.
    Updated,
    /// From when on it is public.
    Publish,
    /// Until when it is public.
    Expire,
    /// That it is not public yet.
    Draft,
    /// That it is public: the opposite of a draft mark.
    Published,
    /// Tags.
    Tags,
    /// Categories.
    Categories,
    /// All taxonomies by name, as one map.
    Taxonomies,
    /// Text about the page.
    Description,
    /// Text that stands for the page in lists.
    Summary,
    /// The last part of the URL.
    Slug,
    /// The whole path of the URL.
    Url,
    /// Old paths that lead here.
    Aliases,
    /// Its order among others.
    Weight,
    /// That it stands on top of lists; higher comes first.
    Sticky,
    /// Who wrote it.
    Authors,
    /// The template.
    Layout,
    /// The template of the pages below.
    LayoutBelow,
    /// The language.
    Language,
    /// Keywords.
    Keywords,
    /// Whether readers may comment.
    Comments,
    /// What templates show and the engine only hands on.
    Shown,
    /// The place for keys of themes.
    Extra,
    /// Anything else.
    Other,
}

/// One key that an engine's core knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// Its name, as written in that engine's documentation.
    pub name: &'static str,
    /// What it is for.
    pub role: Role,
    /// The type that the engine wants.
    pub kind: KeyType,
    /// The first version that knows it; none for always.
    pub since: Option<Version>,
    /// The first version that no longer knows it.
    pub until: Option<Version>,
    /// Its name since then; none where nothing took its place.
    pub renamed: Option<&'static str>,
}

impl Key {
    /// A key that every version knows.
    #[must_use]
    pub const fn new(name: &'static str, role: Role, kind: KeyType) -> Self {
        Self { name, role, kind, since: None, until: None, renamed: None }
    }

    /// A key that versions from `until` on know under another name.
    #[must_use]
    pub const fn renamed(self, until: Version, name: &'static str) -> Self {
        Self { until: Some(until), renamed: Some(name), ..self }
    }
}

/// A key that an engine uses for itself, so that a post must not.
#[derive(Clone, Copy, Debug)]
pub struct Reserved {
    /// Its name.
    pub name: &'static str,
    /// Whether only the key without a value does harm.
    pub only_null: bool,
    /// What happens.
    pub effect: Effect,
}

/// What an engine does with a post that uses a [`Reserved`] key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Effect {
    /// It writes its own value over that of the post.
    Overwrites,
    /// It shows the value in place of the body.
    HidesBody,
    /// It goes on without tags and categories.
    LosesTerms,
    /// It goes on without the post.
    Drops,
    /// Its build fails.
    Fails,
}
