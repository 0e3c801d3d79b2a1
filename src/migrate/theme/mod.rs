//! A minimal plain theme of our own for each engine, so that the new site is seen at once.

use super::plan::Text;
use crate::engine::Engine;

const STYLE: &str = include_str!("style.css");

const HEXO: &[(&str, &str)] = &[
    ("themes/plain/layout/index.njk", include_str!("hexo/index.njk")),
    ("themes/plain/layout/layout.njk", include_str!("hexo/layout.njk")),
    ("themes/plain/layout/post.njk", include_str!("hexo/post.njk")),
    ("themes/plain/source/404.html", include_str!("hexo/404.html")),
    ("themes/plain/source/plain.css", STYLE),
];

const HUGO: &[(&str, &str)] = &[
    ("layouts/404.html", include_str!("hugo/404.html")),
    ("layouts/baseof.html", include_str!("hugo/baseof.html")),
    ("layouts/list.html", include_str!("hugo/list.html")),
    ("layouts/single.html", include_str!("hugo/single.html")),
    ("static/plain.css", STYLE),
];

const ZOLA: &[(&str, &str)] = &[
    ("static/plain.css", STYLE),
    ("templates/404.html", include_str!("zola/404.html")),
    ("templates/base.html", include_str!("zola/base.html")),
    ("templates/index.html", include_str!("zola/section.html")),
    ("templates/made.html", include_str!("zola/made.html")),
    ("templates/page.html", include_str!("zola/page.html")),
    ("templates/section.html", include_str!("zola/section.html")),
    ("templates/taxonomy_list.html", include_str!("zola/taxonomy_list.html")),
    ("templates/taxonomy_single.html", include_str!("zola/taxonomy_single.html")),
];

/// Where the head of a page names the feeds; Hugo's layout asks for them itself.
const FEEDS: &str = "<!-- feeds -->\n";

/// The files of the theme, by path. `feeds` are those of the home page: file and media type.
#[must_use]
pub fn files(engine: Engine, feeds: &[(String, String)]) -> Vec<Text> {
    let files = match engine {
        Engine::Hexo => HEXO,
        Engine::Hugo => HUGO,
        Engine::Zola => ZOLA,
    };
    let links: String = feeds.iter().map(|(file, media)| link(engine, file, media)).collect();
    let text = |(path, text): &(&str, &str)| Text {
        path: (*path).to_owned(),
        text: text.replace(FEEDS, &links),
    };
    files.iter().map(text).collect()
}

/// The line that names a feed.
fn link(engine: Engine, file: &str, media: &str) -> String {
    let address = match engine {
        Engine::Hexo => format!("{{{{ url_for({file:?}) }}}}"),
        Engine::Hugo | Engine::Zola => format!("{{{{ get_url(path={file:?}) | safe }}}}"),
    };
    format!("<link rel=\"alternate\" type=\"{media}\" href=\"{address}\">\n")
}
