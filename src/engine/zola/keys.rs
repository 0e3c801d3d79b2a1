//! The keys that Zola knows in the front matter of a page (content/src/front_matter/page.rs, 0.22 and 0.23).

use crate::engine::{Key, KeyType, Role, Version};

/// The keys of a page. It passes over all others in silence.
pub const PAGE: &[Key] = &[
    Key::new("title", Role::Title, KeyType::String),
    Key::new("description", Role::Description, KeyType::String),
    Key::new("date", Role::Date, KeyType::Date),
    Key::new("updated", Role::Updated, KeyType::Date),
    Key::new("weight", Role::Weight, KeyType::Integer),
    Key::new("draft", Role::Draft, KeyType::Bool),
    Key::new("render", Role::Other, KeyType::Bool),
    Key::new("slug", Role::Slug, KeyType::String),
    Key::new("path", Role::Url, KeyType::String),
    Key::new("aliases", Role::Aliases, KeyType::List),
    Key::new("authors", Role::Authors, KeyType::List),
    Key::new("taxonomies", Role::Taxonomies, KeyType::Map),
    Key::new("template", Role::Layout, KeyType::String),
    Key::new("in_search_index", Role::Other, KeyType::Bool),
    Key::new("extra", Role::Extra, KeyType::Map),
    // CHANGELOG.md, 0.2.0 and 0.4.0.
    Key::new("url", Role::Url, KeyType::String).renamed(Version::new(0, 2), "path"),
    Key::new("order", Role::Weight, KeyType::Integer).renamed(Version::new(0, 4), "weight"),
];

/// The keys of `_index.md`, which refuses all others (content/src/front_matter/section.rs).
pub const SECTION: &[Key] = &[
    Key::new("title", Role::Title, KeyType::String),
    Key::new("description", Role::Description, KeyType::String),
    Key::new("sort_by", Role::Other, KeyType::String),
    Key::new("weight", Role::Weight, KeyType::Integer),
    Key::new("draft", Role::Draft, KeyType::Bool),
    Key::new("template", Role::Layout, KeyType::String),
    Key::new("paginate_by", Role::Other, KeyType::Integer),
    Key::new("paginate_reversed", Role::Other, KeyType::Bool),
    Key::new("paginate_path", Role::Other, KeyType::String),
    Key::new("insert_anchor_links", Role::Other, KeyType::String),
    Key::new("render", Role::Other, KeyType::Bool),
    Key::new("redirect_to", Role::Other, KeyType::String),
    Key::new("in_search_index", Role::Other, KeyType::Bool),
    Key::new("transparent", Role::Other, KeyType::Bool),
    Key::new("page_template", Role::LayoutBelow, KeyType::String),
    Key::new("aliases", Role::Aliases, KeyType::List),
    Key::new("generate_feeds", Role::Other, KeyType::Bool),
    Key::new("extra", Role::Extra, KeyType::Map),
    // CHANGELOG.md, 0.2.0, 0.11.0 and 0.19.0.
    Key::new("insert_anchor", Role::Other, KeyType::String)
        .renamed(Version::new(0, 2), "insert_anchor_links"),
    Key::new("generate_rss", Role::Other, KeyType::Bool)
        .renamed(Version::new(0, 11), "generate_feeds"),
    Key::new("generate_feed", Role::Other, KeyType::Bool)
        .renamed(Version::new(0, 19), "generate_feeds"),
];
