//! The keys of front matter that Hexo's core knows.

use crate::engine::{Key, KeyType, Role, Version};

/// All of them; anything else is free and goes to the theme.
pub const KEYS: &[Key] = &[
    Key::new("title", Role::Title, KeyType::String),
    Key::new("date", Role::Date, KeyType::Date),
    Key::new("updated", Role::Updated, KeyType::Date),
    Key::new("tags", Role::Tags, KeyType::Strings),
    Key::new("categories", Role::Categories, KeyType::Strings),
    Key::new("published", Role::Published, KeyType::Bool),
    Key::new("permalink", Role::Url, KeyType::String),
    Key::new("layout", Role::Layout, KeyType::String),
    Key::new("excerpt", Role::Summary, KeyType::String),
    Key::new("comments", Role::Comments, KeyType::Bool),
    Key::new("description", Role::Description, KeyType::String),
    Key::new("keywords", Role::Keywords, KeyType::Strings),
    Key::new("author", Role::Authors, KeyType::String),
    Key::new("lang", Role::Language, KeyType::String),
    Key::new("language", Role::Language, KeyType::String),
    Key::new("sticky", Role::Sticky, KeyType::Integer),
    Key::new("tag", Role::Tags, KeyType::Strings),
    Key::new("category", Role::Categories, KeyType::Strings),
    Key::new("photos", Role::Other, KeyType::Strings),
    Key::new("photo", Role::Other, KeyType::Strings),
    Key::new("id", Role::Other, KeyType::String),
    Key::new("disableNunjucks", Role::Other, KeyType::Bool),
    Key::new("titlecase", Role::Other, KeyType::Bool),
    Key::new("engine", Role::Other, KeyType::String),
    Key::new("markdown", Role::Other, KeyType::Map),
    Key::new("content", Role::Other, KeyType::String),
    Key::new("more", Role::Other, KeyType::String),
    Key { until: Some(Version::new(7, 0)), ..Key::new("link", Role::Other, KeyType::String) },
];
