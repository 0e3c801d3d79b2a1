//! What the path of a file says, in words that all engines share.

/// What a file of content stands for, as far as its path tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameKind {
    /// A post, where the engine keeps posts apart from pages.
    Post,
    /// A page.
    Page,
    /// The page of a folder: `_index.md`, and a Hexo page whose folder holds other pages.
    Section,
}

/// The path of a file of content, taken apart.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ContentName {
    /// What it stands for.
    pub kind: NameKind,
    /// Whether the folder alone makes it a draft.
    pub draft: bool,
    /// The folders below the content root, or below the folder for posts. That of a bundle is not among them.
    pub folders: Vec<String>,
    /// The name without language and extension; of a bundle that of its folder. Empty for a section.
    pub stem: String,
    /// The extension without its dot, as written.
    pub extension: String,
    /// The code of its language, where that is not the site's default.
    pub language: Option<String>,
    /// Whether other files of the folder (or of one with its name) belong to it.
    pub bundle: bool,
}

/// What becomes of a file that is no content.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AssetName {
    /// It is published under this path, whatever the pages are.
    Static(String),
    /// It is published beside a page: the path of that page's file from the site's root, and its own path from that
    /// page.
    OfPage {
        /// The page.
        page: String,
        /// The asset, seen from the page's URL.
        name: String,
    },
    /// Data for templates, by its path in the folder for data.
    Data(String),
    /// The engine does not publish it.
    None,
}
