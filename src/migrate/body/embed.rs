//! Videos, gists and the like: calls of what the target brings, or of a small template that the new site gets.

use super::link::rewritten;
use super::output::Output;
use super::resolve::Within;
use super::syntax;
use super::syntax::Dialect;
use super::walk::{Answer, Walk};
use super::wants;
use crate::engine::{Tag, TagKind};

/// A service and what its templates are given, in order.
struct Service {
    name: &'static str,
    keys: &'static [&'static str],
    /// Whether Hugo brings a shortcode of this name with these arguments.
    in_hugo: bool,
    /// Whether that takes its arguments by their place only.
    by_place: bool,
}

const SERVICES: &[Service] = &[
    Service { name: "youtube", keys: &["id"], in_hugo: true, by_place: false },
    Service { name: "vimeo", keys: &["id"], in_hugo: true, by_place: false },
    Service { name: "instagram", keys: &["id"], in_hugo: true, by_place: true },
    Service { name: "gist", keys: &["id", "file"], in_hugo: false, by_place: false },
    Service {
        name: "jsfiddle",
        keys: &["id", "tabs", "skin", "width", "height"],
        in_hugo: false,
        by_place: false,
    },
];

/// Writes a call with the arguments that the service takes, and says which were left out.
fn written(
    walk: &mut Walk<'_>,
    tag: &Tag,
    name: &str,
    given: &[(String, String)],
) -> Option<Answer> {
    let name = name.trim_end_matches("_simple");
    let service = SERVICES.iter().find(|service| service.name == name)?;
    let value =
        |key: &str| given.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str());
    // Arguments by place cannot be left out before one that is given.
    let arguments: Vec<(&str, &str)> =
        service.keys.iter().map_while(|key| Some((*key, value(key)?))).collect();
    if arguments.is_empty() {
        return None;
    }
    let dialect = Dialect::of(walk.around.to);
    let out = match (dialect, service.by_place) {
        (Dialect::Hugo, false) if service.in_hugo && is_bare(&arguments) => {
            Output::run(format!("{{{{< {} {} >}}}}", service.name, arguments[0].1))
        }
        (Dialect::Hugo, true) => {
            let values: Option<Vec<String>> =
                arguments.iter().map(|(_, value)| syntax::go_string(value)).collect();
            Output::run(format!("{{{{< {} {} >}}}}", service.name, values?.join(" ")))
        }
        _ => syntax::call(dialect, service.name, &arguments)?,
    };
    if !(dialect == Dialect::Hugo && service.in_hugo) {
        walk.wants.templates.extend(wants::template(walk.around.to.target, service.name));
    }
    let said = |name: &str| arguments.iter().any(|(key, _)| *key == name);
    let lost: Vec<&str> =
        given.iter().map(|(name, _)| name.as_str()).filter(|name| !said(name)).collect();
    // To Hexo's Markdown a tag at the start of a line makes HTML of the rest of it.
    let makes_html = dialect == Dialect::Hexo && walk.begins_line(tag);
    let out = if makes_html { walk.as_block(tag, &out) } else { out };
    let answer = Answer::changed(out, service.name);
    Some(match lost.is_empty() {
        true => answer,
        false => answer
            .with_note("embed-option", format!("There is no such option: {}.", lost.join(", "))),
    })
}

/// Whether there is only an id, which Hugo takes for a word without quotes, and for no number.
fn is_bare(arguments: &[(&str, &str)]) -> bool {
    let [(_, id)] = arguments else { return false };
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    id.starts_with(|first: char| first.is_ascii_alphanumeric())
        && id.contains(|letter: char| letter.is_ascii_alphabetic())
        && id.bytes().all(is_plain)
        && !["true", "false"].contains(id)
}

/// Hexo: all arguments count by their place.
pub fn positional(walk: &mut Walk<'_>, tag: &Tag) -> Option<Answer> {
    let name = tag.name.text(walk.text);
    let service = SERVICES.iter().find(|service| service.name == name)?;
    let keys = service.keys.iter().copied().chain(["type", "cookie", "option"]);
    let given: Vec<(String, String)> =
        keys.zip(walk.words(tag)).map(|(key, value)| (key.to_owned(), value)).collect();
    if given.iter().any(|(_, value)| value == "playlist") {
        return None;
    }
    written(walk, tag, name, &given)
}

/// Hugo: the id has a name or comes first; a gist has an owner before its id.
pub fn mixed(walk: &mut Walk<'_>, tag: &Tag) -> Option<Answer> {
    let name = tag.name.text(walk.text).to_ascii_lowercase();
    let words = walk.words(tag);
    let mut given = walk.named(tag);
    match (&*name, &*words) {
        ("gist", [owner, id, rest @ ..]) => {
            given.push(("id".to_owned(), format!("{owner}/{id}")));
            given.extend(rest.first().map(|file| ("file".to_owned(), file.clone())));
        }
        ("jsfiddle", _) => {
            let keys = SERVICES.iter().find(|service| service.name == name)?.keys;
            given.extend(keys.iter().map(|key| (*key).to_owned()).zip(words));
        }
        (_, [id, ..]) => given.push(("id".to_owned(), id.clone())),
        _ => {}
    }
    written(walk, tag, &name, &given)
}

/// Zola: all arguments have names.
pub fn named(walk: &mut Walk<'_>, tag: &Tag) -> Option<Answer> {
    if tag.kind == TagKind::Block {
        return None;
    }
    let given = walk.named(tag);
    written(walk, tag, tag.name.text(walk.text), &given)
}

/// Zola's `gist(url="https://gist.github.com/owner/id")`, as its documentation has it, or `gist(id="…")`.
pub fn gist(walk: &mut Walk<'_>, tag: &Tag) -> Option<Answer> {
    let mut given = walk.named(tag);
    for (name, value) in &mut given {
        if name == "url" {
            "id".clone_into(name);
            let path = value
                .split_once("gist.github.com/")
                .map(|(_, path)| path.trim_matches('/').to_owned())?;
            *value = path;
        }
    }
    written(walk, tag, "gist", &given)
}

/// Hugo's `x` and its older names: a link to the post, since only Hugo asks the service for its text.
pub fn tweet(walk: &mut Walk<'_>, tag: &Tag) -> Option<Answer> {
    let words = walk.words(tag);
    let user = walk.argument(tag, "user", usize::MAX).unwrap_or_else(|| "i".to_owned());
    let id = walk.argument(tag, "id", usize::MAX).or_else(|| words.first().cloned())?;
    let address = format!("https://x.com/{user}/status/{id}");
    let out = Output::literal(format!("<{address}>"));
    Some(Answer::changed(out, "a link").with_note("embed-link", "A link stands in its place."))
}

/// Hugo's `qr`: the text that the code says.
pub fn qr(walk: &mut Walk<'_>, tag: &Tag) -> Option<Answer> {
    let text = match walk.argument(tag, "text", usize::MAX) {
        Some(text) => text,
        None => tag.inner?.text(walk.text).trim().to_owned(),
    };
    let out = Output::literal(syntax::code_span(&text));
    Some(Answer::by_hand(
        out,
        "qr-text",
        "Nothing draws the code here; the text that it says stands in its place.",
    ))
}

/// `{% iframe url [width] [height] %}`
pub fn iframe(walk: &mut Walk<'_>, tag: &Tag) -> Option<Answer> {
    let words = walk.words(tag);
    let url = syntax::html_text(words.first()?);
    let size = |at: usize, default: &str| match words.get(at).map(String::as_str) {
        None | Some("default") => default.to_owned(),
        Some(size) => syntax::html_text(size),
    };
    let out = format!(
        "<iframe src=\"{url}\" width=\"{}\" height=\"{}\" frameborder=\"0\" loading=\"lazy\" allowfullscreen></iframe>",
        size(1, "100%"),
        size(2, "300")
    );
    Some(Answer::changed(walk.as_block(tag, &Output::literal(out)), "HTML"))
}

/// Theme tags for films: `{% video url [poster] %}`
pub fn video(walk: &mut Walk<'_>, tag: &Tag) -> Option<Answer> {
    let words = walk.words(tag);
    let address = rewritten(walk, words.first()?, Within::Html);
    let poster = words
        .get(1)
        .map_or(String::new(), |poster| format!(" poster=\"{}\"", syntax::html_text(poster)));
    let out = Output::literal("<video src=\"")
        .then(&address)
        .then_text(&format!("\"{poster} controls preload=\"metadata\"></video>"));
    Some(Answer::changed(walk.as_block(tag, &out), "HTML"))
}
