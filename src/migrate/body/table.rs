//! Which construct of which engine is converted by what: the whole mapping in one place.

use super::walk::{Answer, Walk};
use super::{code, embed, image, link, note, quote, raw};
use crate::engine::Engine::{self, Hexo, Hugo, Zola};
use crate::engine::{Tag, TagKind};

/// Converts one construct; none where it cannot, so that it stays visible.
pub type Convert = fn(&mut Walk<'_>, &Tag) -> Option<Answer>;

/// Constructs by name.
const NAMED: &[(Engine, &[&str], Convert)] = &[
    (Hexo, &["blockquote", "quote"], quote::blockquote),
    (Hexo, &["pullquote", "centerquote", "cq"], quote::plain),
    (Hexo, &["codeblock", "code"], code::codeblock),
    (Hexo, &["include_code"], code::include_code),
    (Hexo, &["mermaid", "wavedrom"], code::diagram),
    (Hexo, &["img", "image"], image::img),
    (Hexo, &["asset_img", "asset_image"], image::asset_img),
    (Hexo, &["inlineImg", "inlineimg"], image::inline_img),
    (Hexo, &["gp", "grouppicture", "gi", "groupimage", "gallery"], image::group),
    (Hexo, &["asset_path"], link::asset_path),
    (Hexo, &["asset_link"], link::asset_link),
    (Hexo, &["post_path"], link::post_path),
    (Hexo, &["post_link"], link::post_link),
    (Hexo, &["link", "a", "anchor"], link::link_tag),
    (Hexo, &["url_for", "full_url_for"], link::url_for),
    (Hexo, &["btn", "button"], link::button),
    (Hexo, &["label"], note::label),
    (Hexo, &["note", "subnote", "noteblock"], note::note),
    (Hexo, &["p", "span", "u", "emp", "wavy", "del", "kbd", "psw", "mark"], note::styled),
    (Hexo, &["checkbox", "cb", "radio"], note::checkbox),
    (Hexo, &["caniuse", "can"], link::caniuse),
    (Hexo, &["tabs", "subtabs", "subsubtabs"], note::tabs),
    (Hexo, &["hideToggle", "hideBlock", "hideInline", "fold", "folding"], note::fold),
    (Hexo, &["youtube", "vimeo", "jsfiddle", "gist"], embed::positional),
    (Hexo, &["iframe"], embed::iframe),
    (Hexo, &["video"], embed::video),
    (Hugo, &["figure"], image::figure),
    (Hugo, &["img", "image"], image::by_names),
    (Hugo, &["highlight"], code::highlight),
    (Hugo, &["details"], note::details),
    (Hugo, &["ref", "relref"], link::reference),
    (Hugo, &["param"], raw::param),
    (Hugo, &["comment"], raw::hidden),
    (Hugo, &["literal"], raw::literal),
    (Zola, &["literal"], raw::literal),
    (
        Hugo,
        &["youtube", "vimeo", "vimeo_simple", "instagram", "instagram_simple", "gist"],
        embed::mixed,
    ),
    (Hugo, &["x", "x_simple", "tweet", "twitter", "twitter_simple"], embed::tweet),
    (Hugo, &["qr"], embed::qr),
    (Hugo, &["jsfiddle"], embed::mixed),
    (Hugo, &["admonition", "notice", "alert", "callout"], note::admonition),
    (Hugo, &["mermaid"], code::diagram),
    (Zola, &["admonition", "notice", "alert", "callout"], note::admonition),
    (Zola, &["mermaid"], code::diagram),
    (Zola, &["image", "img", "full_width_image"], image::by_source),
    (Zola, &["figure"], image::figure),
    (Zola, &["youtube", "vimeo", "instagram", "jsfiddle"], embed::named),
    (Zola, &["gist"], embed::gist),
];

/// Constructs by what they are.
const BY_KIND: &[(Engine, TagKind, Convert)] = &[
    (Hexo, TagKind::Raw, raw::html),
    (Hexo, TagKind::Expression, raw::printed_html),
    (Hexo, TagKind::Comment, raw::comment),
    (Hugo, TagKind::Escaped, raw::escaped),
    (Zola, TagKind::Escaped, raw::escaped),
    (Zola, TagKind::Raw, raw::markdown),
    (Zola, TagKind::Expression, raw::printed),
    (Zola, TagKind::Comment, raw::comment),
];

/// The names of an engine's constructs that are converted.
#[must_use]
pub fn constructs(engine: Engine) -> Vec<&'static str> {
    let own = NAMED.iter().filter(|(of, ..)| *of == engine);
    own.flat_map(|(_, names, _)| names.iter().copied()).collect()
}

/// What converts a construct of this kind and name.
pub fn find(engine: Engine, kind: TagKind, name: &str) -> Option<Convert> {
    let by_kind = BY_KIND.iter().find(|(of, own, _)| *of == engine && *own == kind);
    if let Some((.., convert)) = by_kind {
        return Some(*convert);
    }
    if !matches!(kind, TagKind::Call | TagKind::Block) {
        return None;
    }
    let same = |known: &str| match engine {
        Hugo => known.eq_ignore_ascii_case(name),
        Hexo | Zola => known == name,
    };
    let named =
        NAMED.iter().find(|(of, names, _)| *of == engine && names.iter().any(|one| same(one)));
    named.map(|(.., convert)| *convert)
}
