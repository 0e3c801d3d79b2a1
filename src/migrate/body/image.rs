//! Images: Markdown where nothing but an address, a text and a title is said, else HTML.

use super::link::rewritten;
use super::output::Output;
use super::resolve::Within;
use super::syntax::{self, Dialect};
use super::walk::{Answer, Walk};
use super::wants;
use crate::engine::{Tag, TagKind};

/// What a tag says of an image beside its address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Image {
    classes: Vec<String>,
    width: String,
    height: String,
    title: String,
    alt: String,
}

impl Image {
    /// What stands behind the address in Hexo's tags: sizes, then a title, or a title and a text each in quotes.
    fn read(words: &[String]) -> Self {
        let is_size =
            |word: &&String| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
        let mut rest = words;
        let mut size = || match rest.split_first() {
            Some((word, behind)) if is_size(&word) => {
                rest = behind;
                word.clone()
            }
            _ => String::new(),
        };
        let width = size();
        let height = if width.is_empty() { String::new() } else { size() };
        let meta = rest.join(" ");
        let (title, alt) = titles(&meta);
        Self { classes: Vec::new(), width, height, title, alt }
    }

    fn is_plain(&self) -> bool {
        self.classes.is_empty() && self.width.is_empty() && self.height.is_empty()
    }

    fn written(&self, walk: &Walk<'_>, tag: &Tag, markdown: &Output, html: &Output) -> Output {
        if self.is_plain() && !walk.is_verbatim(tag.span.start) {
            let alt = Output::literal(syntax::markdown_text(&self.alt));
            return Output::literal("!").then(&syntax::link(&alt, markdown, &self.title));
        }
        let mut out = Output::literal("<img src=\"").then(html).then_text("\"");
        let classes = self.classes.join(" ");
        let attributes = [
            ("class", &classes),
            ("width", &self.width),
            ("height", &self.height),
            ("title", &self.title),
        ];
        for (name, value) in attributes.into_iter().filter(|(_, value)| !value.is_empty()) {
            out.push(&format!(" {name}=\"{}\"", syntax::html_text(value)));
        }
        out.then_text(&format!(" alt=\"{}\">", syntax::html_text(&self.alt)))
    }
}

/// `"title" "alt"`, `title "alt"` or `title` (`rMeta` of `lib/plugins/tag/img.ts`).
fn titles(meta: &str) -> (String, String) {
    let is_quote = |c: char| matches!(c, '"' | '\'');
    let mut parts = meta.split(is_quote).map(str::trim).filter(|part| !part.is_empty());
    let title = parts.next().unwrap_or_default().to_owned();
    (title, parts.next().unwrap_or_default().to_owned())
}

/// `{% img [classes] src [width] [height] [title [alt]] %}`
pub fn img(walk: &mut Walk<'_>, tag: &Tag) -> Option<Answer> {
    let words = walk.words(tag);
    let is_address = |word: &String| word.starts_with('/') || word.contains("://");
    let at = words.iter().position(is_address)?;
    let image = Image { classes: words[..at].to_vec(), ..Image::read(&words[at + 1..]) };
    let markdown = rewritten(walk, &words[at], Within::Image);
    let html = rewritten(walk, &words[at], Within::Html);
    Some(Answer::changed(image.written(walk, tag, &markdown, &html), "an image"))
}

/// `{% asset_img [classes] file [width] [height] [title [alt]] %}`: the first word that names a file of the post is it.
pub fn asset_img(walk: &mut Walk<'_>, tag: &Tag) -> Option<Answer> {
    let words = walk.words(tag);
    let found = words
        .iter()
        .enumerate()
        .find_map(|(at, word)| Some((at, walk.resolver().asset(word, Within::Image)?)));
    let Some((at, (path, address))) = found else {
        let at = words.iter().position(|word| word.contains('.'))?;
        let image = Image { classes: words[..at].to_vec(), ..Image::read(&words[at + 1..]) };
        let address = Output::literal(syntax::address(&words[at]));
        let out = image.written(walk, tag, &address, &address);
        return Some(Answer::by_hand(out, "asset-missing", "The post has no such file."));
    };
    walk.references.insert(path);
    let image = Image { classes: words[..at].to_vec(), ..Image::read(&words[at + 1..]) };
    Some(Answer::changed(image.written(walk, tag, &address, &address), "an image"))
}

/// `{% inlineImg src height %}`
pub fn inline_img(walk: &mut Walk<'_>, tag: &Tag) -> Option<Answer> {
    let words = walk.words(tag);
    let (address, rest) = words.split_first()?;
    let out = rewritten(walk, address, Within::Image);
    let answer = Answer::changed(Image::default().written(walk, tag, &out, &out), "an image");
    Some(match rest.is_empty() {
        true => answer,
        false => answer.with_note("image-size", "Its height is gone."),
    })
}

/// Shortcodes of themes for an image: `image`, `img`, `full_width_image`, with `src` and perhaps `alt`.
pub fn by_source(walk: &mut Walk<'_>, tag: &Tag) -> Option<Answer> {
    if tag.kind == TagKind::Block {
        return None;
    }
    let src = walk.argument(tag, "src", 0)?;
    let alt = walk.argument(tag, "alt", 1).unwrap_or_default();
    let lost = tag.arguments.len() > 2;
    let address = rewritten(walk, &src, Within::Image);
    let answer = Answer::changed(
        Image { alt, ..Image::default() }.written(walk, tag, &address, &address),
        "an image",
    );
    Some(match lost {
        true => answer.with_note("image-look", "What the theme made of its look is gone."),
        false => answer,
    })
}

/// Shortcodes of sites and themes for an image, where their arguments have the names of HTML's attributes.
pub fn by_names(walk: &mut Walk<'_>, tag: &Tag) -> Option<Answer> {
    let given = walk.named(tag);
    let is_known = |(name, _): &(String, String)| {
        matches!(&**name, "src" | "alt" | "title" | "class" | "width" | "height")
    };
    let is_plain = tag.kind != TagKind::Block && given.len() == tag.arguments.len();
    if !is_plain || !given.iter().all(is_known) {
        return None;
    }
    let get = |wanted: &str| {
        let found = given.iter().find(|(name, _)| name == wanted);
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let (src, image) = (
        get("src"),
        Image {
            classes: get("class").split_whitespace().map(str::to_owned).collect(),
            width: get("width"),
            height: get("height"),
            title: get("title"),
            alt: get("alt"),
        },
    );
    if src.is_empty() {
        return None;
    }
    let markdown = rewritten(walk, &src, Within::Image);
    let html = rewritten(walk, &src, Within::Html);
    let answer = Answer::changed(image.written(walk, tag, &markdown, &html), "an image");
    Some(answer.with_note("image-look", "What its template made of its look is gone."))
}

/// Theme tags around images: the images stay.
pub fn group(walk: &mut Walk<'_>, tag: &Tag) -> Option<Answer> {
    if tag.kind != TagKind::Block {
        return None;
    }
    let inner = walk.inner(tag).trimmed();
    let answer = Answer::changed(walk.as_block(tag, &inner), "the images alone");
    Some(answer.with_note("image-group", "They stand one below the other."))
}

/// Arguments that Hugo's `figure` knows.
const FIGURE: &[&str] = &[
    "src", "alt", "caption", "title", "link", "target", "rel", "class", "width", "height",
    "loading", "attr", "attrlink",
];

/// `figure` of Hugo and of many Zola sites, whose own templates know more than Hugo's.
pub fn figure(walk: &mut Walk<'_>, tag: &Tag) -> Option<Answer> {
    if tag.kind == TagKind::Block {
        return None;
    }
    let (given, others): (Vec<_>, Vec<_>) =
        walk.named(tag).into_iter().partition(|(name, _)| FIGURE.contains(&name.as_str()));
    let answer = known_figure(walk, tag, &given)?;
    if others.is_empty() {
        return Some(answer);
    }
    let names: Vec<String> = others.iter().map(|(name, _)| format!("`{name}`")).collect();
    let reason = format!("What the template of the site made of {} is gone.", names.join(", "));
    Some(Answer::by_hand(answer.out, "image-look", reason))
}

fn known_figure(walk: &mut Walk<'_>, tag: &Tag, given: &[(String, String)]) -> Option<Answer> {
    let get =
        |name: &str| given.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
    let src = get("src")?;
    let is_plain = given.iter().all(|(name, _)| matches!(&**name, "src" | "alt"));
    if is_plain && walk.is_block(tag) {
        let address = rewritten(walk, &src, Within::Image);
        let image = Image { alt: get("alt").unwrap_or_default(), ..Image::default() };
        return Some(Answer::changed(image.written(walk, tag, &address, &address), "an image"));
    }
    let address = rewritten(walk, &src, Within::Html);
    let dialect = Dialect::of(walk.around.to);
    if dialect == Dialect::Hexo || !address.run.is_empty() {
        return Some(Answer::changed(walk.as_block(tag, &html_figure(given, &address)), "HTML"));
    }
    let arguments: Vec<(&str, &str)> = given
        .iter()
        .map(|(name, value)| (&**name, if name == "src" { &*address.text } else { &**value }))
        .collect();
    let out = syntax::call(dialect, "figure", &arguments)?;
    if dialect != Dialect::Hugo {
        walk.wants.templates.extend(wants::template(walk.around.to.target, "figure"));
    }
    Some(Answer::changed(out, "figure"))
}

/// A figure as Hugo writes it (`_shortcodes/figure.html`).
fn html_figure(given: &[(String, String)], address: &Output) -> Output {
    let get = |name: &str| {
        given.iter().find(|(key, _)| key == name).map(|(_, value)| syntax::html_text(value))
    };
    let attribute =
        |name: &str| get(name).map_or(String::new(), |value| format!(" {name}=\"{value}\""));
    let mut out = Output::literal(format!("<figure{}>", attribute("class")));
    if let Some(link) = get("link") {
        out.push(&format!("<a href=\"{link}\"{}{}>", attribute("target"), attribute("rel")));
    }
    out.push("<img src=\"");
    out.append(address);
    let alt = get("alt").or_else(|| get("caption")).unwrap_or_default();
    out.push(&format!(
        "\" alt=\"{alt}\"{}{}{}>",
        attribute("width"),
        attribute("height"),
        attribute("loading")
    ));
    if get("link").is_some() {
        out.push("</a>");
    }
    let title = get("title").map_or(String::new(), |title| format!("<h4>{title}</h4>"));
    let attr = get("attr").map_or(String::new(), |attr| match get("attrlink") {
        Some(link) => format!(" <a href=\"{link}\">{attr}</a>"),
        None => format!(" {attr}"),
    });
    let caption = get("caption").unwrap_or_default();
    if !format!("{title}{caption}{attr}").is_empty() {
        let text = format!("{caption}{attr}");
        let text = match text.contains(['*', '_', '`', '[']) {
            // Markdown is read between empty lines.
            true => format!("\n\n{}\n\n", text.trim()),
            false if text.is_empty() => text,
            false => format!("<p>{}</p>", text.trim()),
        };
        out.push(&format!("<figcaption>{title}{text}</figcaption>"));
    }
    out.then_text("</figure>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_and_titles_are_read_as_hexo_reads_them() {
        let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let read = Image::read(&words("200 300 A title"));
        assert_eq!((&*read.width, &*read.height, &*read.title), ("200", "300", "A title"));
        let read = Image::read(&["\"a b\" \"c d\"".to_owned()]);
        assert_eq!((&*read.title, &*read.alt), ("a b", "c d"));
        assert!(read.is_plain());
    }
}
