//! The keys of front matter that Hexo's core knows.

use crate::engine::{Effect, Key, KeyType, Reserved, Role, Version};

/// All of them; anything else is free and goes to the theme. Those of type `Any` are read by helpers and themes alone.
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
    Key::new("description", Role::Description, KeyType::Any),
    Key::new("keywords", Role::Keywords, KeyType::Any),
    Key::new("author", Role::Authors, KeyType::Any),
    Key::new("lang", Role::Language, KeyType::Any),
    Key::new("language", Role::Language, KeyType::Any),
    Key::new("sticky", Role::Sticky, KeyType::Integer),
    Key::new("tag", Role::Tags, KeyType::Strings),
    Key::new("category", Role::Categories, KeyType::Strings),
    Key::new("photos", Role::Shown, KeyType::Strings),
    Key::new("photo", Role::Shown, KeyType::Strings),
    Key::new("id", Role::Other, KeyType::String),
    Key::new("disableNunjucks", Role::Other, KeyType::Bool),
    Key::new("titlecase", Role::Other, KeyType::Bool),
    Key::new("engine", Role::Other, KeyType::Any),
    Key::new("markdown", Role::Other, KeyType::Map),
    Key::new("content", Role::Other, KeyType::String),
    Key::new("more", Role::Other, KeyType::String),
    Key { until: Some(Version::new(7, 0)), ..Key::new("link", Role::Other, KeyType::String) },
];

/// Names that Hexo computes or calls itself (`lib/plugins/processor/post.ts`, `lib/models`, warehouse's `document.ts`).
/// `slug` is not among them: the rules for addresses look at it.
pub const RESERVED: &[Reserved] = &[
    with("content", true, Effect::Drops),
    with("excerpt", true, Effect::Drops),
    with("more", true, Effect::Drops),
    with("id", true, Effect::Drops),
    with("content", false, Effect::HidesBody),
    with("_content", false, Effect::Overwrites),
    with("source", false, Effect::Overwrites),
    with("full_source", false, Effect::Overwrites),
    with("raw", false, Effect::Overwrites),
    with("path", false, Effect::Overwrites),
    with("asset_dir", false, Effect::Overwrites),
    with("prev", false, Effect::Overwrites),
    with("next", false, Effect::Overwrites),
    with("_id", false, Effect::Drops),
    with("toObject", false, Effect::Drops),
    with("__proto__", false, Effect::Drops),
    with("notPublished", false, Effect::LosesTerms),
    with("setTags", false, Effect::LosesTerms),
    with("setCategories", false, Effect::LosesTerms),
    with("save", false, Effect::Fails),
    with("_model", false, Effect::Fails),
];

const fn with(name: &'static str, only_null: bool, effect: Effect) -> Reserved {
    Reserved { name, only_null, effect }
}
