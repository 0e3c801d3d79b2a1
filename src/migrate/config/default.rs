//! What each engine does when nothing is said: a setting that says just that is no loss where the target has no such key.

use crate::engine::Engine;
use crate::value::Value;

/// A default in words of this table.
#[derive(Clone, Copy)]
enum Is {
    True,
    False,
    Int(i128),
    Text(&'static str),
}

/// Hexo: lib/hexo/default_config.ts, and the `_config.yml` of a new site. Hugo: config/allconfig. Zola:
/// config/src/config/mod.rs. Only keys that have no place elsewhere.
const DEFAULTS: &[(Engine, &str, Is)] = &[
    (Engine::Hexo, "tag_dir", Is::Text("tags")),
    (Engine::Hexo, "category_dir", Is::Text("categories")),
    (Engine::Hexo, "pagination_dir", Is::Text("page")),
    (Engine::Hexo, "render_drafts", Is::False),
    (Engine::Hexo, "archive_generator.enabled", Is::True),
    (Engine::Hexo, "archive_generator.per_page", Is::Int(10)),
    (Engine::Hexo, "archive_generator.yearly", Is::True),
    (Engine::Hexo, "archive_generator.monthly", Is::True),
    (Engine::Hexo, "archive_generator.daily", Is::False),
    (Engine::Hexo, "marked.gfm", Is::True),
    (Engine::Hexo, "marked.pedantic", Is::False),
    (Engine::Hexo, "marked.breaks", Is::True),
    (Engine::Hexo, "marked.smartLists", Is::True),
    (Engine::Hexo, "marked.smartypants", Is::True),
    (Engine::Hexo, "marked.autolink", Is::True),
    (Engine::Hugo, "buildDrafts", Is::False),
    (Engine::Hugo, "enableEmoji", Is::False),
    (Engine::Hugo, "enableRobotsTXT", Is::False),
    (Engine::Hugo, "summaryLength", Is::Int(70)),
    (Engine::Hugo, "markup.goldmark.parser.autoHeadingID", Is::True),
    (Engine::Hugo, "markup.goldmark.parser.autoHeadingIDType", Is::Text("github")),
    (Engine::Hugo, "markup.goldmark.parser.wrapStandAloneImageWithinParagraph", Is::True),
    (Engine::Hugo, "markup.goldmark.parser.attribute.title", Is::True),
    (Engine::Hugo, "markup.goldmark.parser.attribute.block", Is::False),
    (Engine::Hugo, "markup.goldmark.extensions.definitionList", Is::True),
    (Engine::Hugo, "markup.goldmark.extensions.footnote", Is::True),
    (Engine::Hugo, "markup.goldmark.extensions.linkify", Is::True),
    (Engine::Hugo, "markup.goldmark.extensions.strikethrough", Is::True),
    (Engine::Hugo, "markup.goldmark.extensions.table", Is::True),
    (Engine::Hugo, "markup.goldmark.extensions.taskList", Is::True),
    (Engine::Hugo, "markup.goldmark.renderer.hardWraps", Is::False),
    (Engine::Hugo, "markup.goldmark.renderer.unsafe", Is::False),
    (Engine::Hugo, "markup.goldmark.renderer.xhtml", Is::False),
    (Engine::Zola, "generate_robots_txt", Is::True),
    (Engine::Zola, "markdown.render_emoji", Is::False),
    (Engine::Zola, "markdown.smart_punctuation", Is::False),
];

/// Whether a setting, by its path, says what the engine does anyway.
#[must_use]
pub fn is_default(engine: Engine, path: &str, value: &Value) -> bool {
    let row =
        DEFAULTS.iter().find(|(one, key, _)| *one == engine && key.eq_ignore_ascii_case(path));
    row.is_some_and(|(_, _, is)| match (is, value) {
        (Is::True, Value::Bool(value)) => *value,
        (Is::False, Value::Bool(value)) => !value,
        (Is::Int(is), Value::Int(value)) => is == value,
        (Is::Text(is), Value::String(value)) => is == value,
        _ => false,
    })
}
