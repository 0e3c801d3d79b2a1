//! Links: to posts, files and places, as tags and as Markdown.

use super::output::Output;
use super::resolve::Within;
use super::syntax::{self, Dialect};
use super::walk::{Answer, Walk};
use crate::engine::Tag;

const LOST: &str = "link-lost";

/// The path in the source of the post that `post_link` and its sisters name: by slug, then by title.
fn post(walk: &Walk<'_>, name: &str) -> Option<String> {
    let by_slug = walk.around.slugs.get(name).cloned();
    by_slug.or_else(|| {
        let by_title = walk.around.pages.iter().find(|(_, page)| page.title == name);
        by_title.map(|(path, _)| path.clone())
    })
}

fn not_found(walk: &Walk<'_>, tag: &Tag, what: &str) -> Answer {
    let shown = walk.shown(tag, tag.span);
    Answer::by_hand(
        shown,
        LOST,
        format!("The source has no {what}, so that the link leads nowhere."),
    )
}

/// `{% post_link slug#anchor text [true|false] %}`
pub fn post_link(walk: &mut Walk<'_>, tag: &Tag) -> Option<Answer> {
    let mut words = walk.words(tag);
    if words.is_empty() {
        return None;
    }
    let target = words.remove(0);
    if words.last().is_some_and(|last| matches!(&**last, "true" | "false")) {
        words.pop();
    }
    let (slug, fragment) = match target.split_once('#') {
        Some((slug, fragment)) => (slug.to_owned(), Some(fragment.to_owned())),
        None => (target, None),
    };
    let Some(path) = post(walk, &slug) else {
        return Some(not_found(walk, tag, "such post"));
    };
    let text = match words.is_empty() {
        true => walk.around.pages.get(&path)?.title.clone(),
        false => words.join(" "),
    };
    walk.references.insert(path.clone());
    let address = walk.resolver().page(&path, fragment.as_deref(), Within::Markdown)?;
    let text = Output::literal(syntax::markdown_text(&text));
    let out = match walk.is_verbatim(tag.span.start) {
        true => anchor(&text, &walk.resolver().page(&path, fragment.as_deref(), Within::Html)?),
        false => syntax::link(&text, &address, ""),
    };
    Some(Answer::changed(out, "a link"))
}

/// A link in HTML.
fn anchor(text: &Output, address: &Output) -> Output {
    let out = Output::literal("<a href=\"").then(address).then_text("\">");
    out.then(text).then_text("</a>")
}

/// `{% post_path slug %}`
pub fn post_path(walk: &mut Walk<'_>, tag: &Tag) -> Option<Answer> {
    let slug = walk.argument(tag, "", 0)?;
    let Some(path) = post(walk, &slug) else {
        return Some(not_found(walk, tag, "such post"));
    };
    walk.references.insert(path.clone());
    let within = if walk.is_address(tag.span.start) { Within::Markdown } else { Within::Html };
    Some(Answer::changed(walk.resolver().page(&path, None, within)?, "an address"))
}

/// `{% asset_path file %}`
pub fn asset_path(walk: &mut Walk<'_>, tag: &Tag) -> Option<Answer> {
    let file = walk.argument(tag, "", 0)?;
    match walk.resolver().asset(&file, Within::Markdown) {
        Some((path, out)) => {
            walk.references.insert(path);
            Some(Answer::changed(out, "an address"))
        }
        None => Some(Answer::by_hand(
            Output::literal(syntax::address(&file)),
            "asset-missing",
            "The post has no such file.",
        )),
    }
}

/// `{% asset_link file title [escape] %}`
pub fn asset_link(walk: &mut Walk<'_>, tag: &Tag) -> Option<Answer> {
    let mut words = walk.words(tag);
    if words.is_empty() {
        return None;
    }
    let file = words.remove(0);
    if words.last().is_some_and(|last| matches!(&**last, "true" | "false")) {
        words.pop();
    }
    let text = if words.is_empty() { file.clone() } else { words.join(" ") };
    let text = Output::literal(syntax::markdown_text(&text));
    match walk.resolver().asset(&file, Within::Markdown) {
        Some((path, address)) => {
            walk.references.insert(path);
            let out = match walk.is_verbatim(tag.span.start) {
                true => anchor(&text, &address),
                false => syntax::link(&text, &address, ""),
            };
            Some(Answer::changed(out, "a link"))
        }
        None => {
            let out = syntax::link(&text, &Output::literal(syntax::address(&file)), "");
            Some(Answer::by_hand(out, "asset-missing", "The post has no such file."))
        }
    }
}

/// An address as the new body says it.
pub fn rewritten(walk: &mut Walk<'_>, address: &str, within: Within) -> Output {
    let mut named = None;
    let new = walk.resolver().rewrite(address, within, |path| named = Some(path.to_owned()));
    walk.references.extend(named);
    new.map_or_else(|| Output::literal(syntax::address(address)), |new| new.out)
}

/// `{% link text url [external] [title] %}` (`lib/plugins/tag/link.ts`)
pub fn link_tag(walk: &mut Walk<'_>, tag: &Tag) -> Option<Answer> {
    let words = walk.words(tag);
    let is_url = |word: &String| {
        let lower = word.to_ascii_lowercase();
        lower.starts_with("http://") || lower.starts_with("https://") || lower.starts_with('/')
    };
    // Themes write `text, url`.
    let words: Vec<String> = match words.iter().any(is_url) {
        true => words.iter().map(|word| word.trim_end_matches(',').to_owned()).collect(),
        false => return None,
    };
    let at = words.iter().position(is_url)?;
    let text = words[..at].join(" ");
    let text = if text.is_empty() { words[at].clone() } else { text };
    let mut rest = &words[at + 1..];
    let is_external = rest.first().is_some_and(|word| word == "true");
    if rest.first().is_some_and(|word| matches!(&**word, "true" | "false")) {
        rest = &rest[1..];
    }
    let address = rewritten(walk, &words[at], Within::Markdown);
    let out =
        syntax::link(&Output::literal(syntax::markdown_text(&text)), &address, &rest.join(" "));
    let answer = Answer::changed(out, "a link");
    Some(match is_external {
        true => answer.with_note("link-window", "It no longer opens in a window of its own."),
        false => answer,
    })
}

/// `{% url_for text path [relative] %}`
pub fn url_for(walk: &mut Walk<'_>, tag: &Tag) -> Option<Answer> {
    let words = walk.words(tag);
    let text = Output::literal(syntax::markdown_text(words.first()?));
    let path = words.get(1)?.clone();
    let path =
        if path.starts_with('/') || path.contains("://") { path } else { format!("/{path}") };
    let address = rewritten(walk, &path, Within::Markdown);
    Some(Answer::changed(syntax::link(&text, &address, ""), "a link"))
}

/// Theme buttons: `{% btn url, text, icon, title %}`
pub fn button(walk: &mut Walk<'_>, tag: &Tag) -> Option<Answer> {
    let all = walk.words(tag).join(" ");
    let mut parts = all.split(',').map(str::trim);
    let address = parts.next().filter(|address| !address.is_empty())?.to_owned();
    let text = parts.next().filter(|text| !text.is_empty()).unwrap_or(&address).to_owned();
    let address = rewritten(walk, &address, Within::Markdown);
    let out = syntax::link(&Output::literal(syntax::markdown_text(&text)), &address, "");
    Some(
        Answer::changed(out, "a link")
            .with_note("button-look", "It looks like any other link now."),
    )
}

/// Theme tag for a table of browsers: `{% caniuse feature @ past, future %}`
pub fn caniuse(walk: &mut Walk<'_>, tag: &Tag) -> Option<Answer> {
    let words = walk.words(tag);
    let feature = words.first()?.split('@').next()?.trim();
    if feature.is_empty() {
        return None;
    }
    let address = Output::literal(syntax::address(&format!("https://caniuse.com/{feature}")));
    let out = syntax::link(&Output::literal(syntax::markdown_text(feature)), &address, "");
    Some(Answer::changed(out, "a link").with_note("embed-link", "A link stands in its place."))
}

/// Hugo's `ref` and `relref`.
pub fn reference(walk: &mut Walk<'_>, tag: &Tag) -> Option<Answer> {
    let target = walk.argument(tag, "path", 0)?;
    let within = if walk.is_address(tag.span.start) { Within::Markdown } else { Within::Html };
    if target.starts_with('#') {
        return Some(Answer::changed(rewritten(walk, &target, within), "an anchor"));
    }
    let (path, fragment) = match target.split_once('#') {
        Some((path, fragment)) => (path, Some(fragment)),
        None => (&*target, None),
    };
    let Some(found) = find_page(walk, path) else {
        let shown = match walk.is_address(tag.span.start) {
            true => Output::literal(syntax::address(&target)),
            false => walk.shown(tag, tag.span),
        };
        return Some(Answer::by_hand(
            shown,
            LOST,
            "The source has no such page, so that the link leads nowhere.",
        ));
    };
    walk.references.insert(found.clone());
    let is_zola =
        matches!(Dialect::of(walk.around.to), Dialect::ZolaShortcode | Dialect::ZolaComponent);
    let out = match is_zola && within == Within::Html {
        // Outside of Markdown links, `@/` would be shown as it stands.
        true => walk.resolver().page(&found, fragment, Within::Html)?,
        false => walk.resolver().page(&found, fragment, Within::Markdown)?,
    };
    Some(Answer::changed(out, "an address"))
}

/// The page that a reference of Hugo means: from the folder of the post, then from the root of the content, with or
/// without its ending; else the only one of that name.
fn find_page(walk: &Walk<'_>, reference: &str) -> Option<String> {
    let pages = walk.around.pages;
    let own = walk.around.path;
    let language = walk.around.from.content_name(own).and_then(|name| name.language);
    let folder = own.rfind('/').map_or("", |at| &own[..=at]);
    let path = reference.trim_end_matches('/');
    let roots: &[&str] = if path.starts_with('/') { &["content/"] } else { &[folder, "content/"] };
    let path = path.trim_start_matches('/');
    let stem = path.strip_suffix(".md").unwrap_or(path);
    for root in roots {
        let mut base: Vec<&str> = root.trim_end_matches('/').split('/').collect();
        let mut rest = stem;
        while let Some(up) = rest.strip_prefix("../") {
            base.pop();
            rest = up;
        }
        let base = format!("{}/{}", base.join("/"), rest.trim_start_matches("./"));
        let ends = ["", ".md", "/index.md", "/_index.md", ".html", ".markdown"];
        // In a page in another language Hugo means the page in the same.
        let own = language.iter().flat_map(|code| {
            ends.iter().map(move |end| end.replacen(".md", &format!(".{code}.md"), 1))
        });
        let all = own.chain(ends.iter().map(|end| (*end).to_owned()));
        let found = all.map(|end| format!("{base}{end}")).find(|file| pages.contains_key(file));
        if found.is_some() {
            return found;
        }
    }
    let name = stem.rsplit('/').next().filter(|name| !name.is_empty())?;
    let is_named = |file: &&String| {
        file.ends_with(&format!("/{name}.md")) || file.ends_with(&format!("/{name}/index.md"))
    };
    let mut named = pages.keys().filter(is_named);
    let only = named.next().cloned();
    only.filter(|_| named.next().is_none())
}
