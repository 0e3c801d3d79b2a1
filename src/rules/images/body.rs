//! Images in Markdown and HTML.

use super::address::{Kind, has_extension};
use super::{Image, Origin, Role};
use crate::document::Document;
use crate::document::body::{
    Attribute, LinkForm, LinkKind, Tag, TagKind, decode_entities, unescape,
};
use crate::text::Span;

/// Attributes that browsers load an image by: element (`*` for any), attribute, role.
const ATTRIBUTES: [(&str, &str, Role); 13] = [
    ("img", "src", Role::Source),
    ("img", "srcset", Role::Candidate),
    ("source", "srcset", Role::Candidate),
    ("video", "poster", Role::Source),
    ("input", "src", Role::Source),
    ("image", "href", Role::Source),
    ("image", "xlink:href", Role::Source),
    ("amp-img", "src", Role::Source),
    ("body", "background", Role::Source),
    ("table", "background", Role::Source),
    ("tr", "background", Role::Source),
    ("td", "background", Role::Source),
    ("*", "style", Role::Style),
];

/// Attributes in which the scripts of lazy loading keep the address.
const LAZY: [&str; 19] = [
    "data-src",
    "data-original",
    "data-original-src",
    "data-lazy-src",
    "data-lazy",
    "data-lazyload",
    "data-lazyload-src",
    "data-actualsrc",
    "data-echo",
    "data-real-src",
    "data-realsrc",
    "data-origin",
    "data-origin-src",
    "data-raw-src",
    "data-srcset",
    "data-lazy-srcset",
    "data-poster",
    "data-bg",
    "data-background-image",
];

/// Adds the images of the body.
pub fn read<'a>(document: &'a Document<'a>, images: &mut Vec<Image<'a>>) {
    let first = images.len();
    markdown(document, images);
    html(document, images);
    images[first..].sort_by_key(|image| image.span);
}

fn markdown<'a>(document: &'a Document<'a>, images: &mut Vec<Image<'a>>) {
    let markup = document.markup();
    let mut seen = vec![false; markup.definitions.len()];
    for link in markup.links.iter().filter(|link| link.kind == LinkKind::Image) {
        if let LinkForm::Reference(definition) = link.form
            && seen.get_mut(definition).is_none_or(|seen| std::mem::replace(seen, true))
        {
            continue;
        }
        let written = document.source.slice(link.destination);
        let address = unescape(written);
        images.push(Image::new(link.destination, address, Origin::Markdown(link)));
    }
}

fn html<'a>(document: &'a Document<'a>, images: &mut Vec<Image<'a>>) {
    let markup = document.markup();
    for tag in markup.tags.iter().filter(|tag| tag.kind == TagKind::Open) {
        for attribute in markup.attributes(tag) {
            if let Some(role) = role(document, tag, attribute) {
                // `<img src>` has an address that is empty.
                let value = attribute.value.unwrap_or(Span::at(attribute.name.end));
                let origin = |role| Origin::Html { tag, attribute, role };
                each_address(document, value, attribute, role, |span, role| {
                    let address = decode_entities(document.source.slice(span));
                    images.push(Image::new(span, address, origin(role)));
                });
            }
        }
    }
}

/// What an attribute is for, if it holds addresses of images.
fn role(document: &Document<'_>, tag: &Tag, attribute: &Attribute) -> Option<Role> {
    let name = document.source.slice(attribute.name);
    if name.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("data-")) {
        return is_lazy(document, attribute).then_some(Role::Lazy);
    }
    let element = document.source.slice(tag.name);
    let fits = |(wanted, known, _): &&(&str, &str, Role)| {
        name.eq_ignore_ascii_case(known) && (*wanted == "*" || element.eq_ignore_ascii_case(wanted))
    };
    ATTRIBUTES.iter().find(fits).map(|(_, _, role)| *role)
}

/// Whether a `data-*` attribute holds the address of an image: by its name, or by what it holds.
fn is_lazy(document: &Document<'_>, attribute: &Attribute) -> bool {
    let value = attribute.value.map_or("", |value| document.source.slice(value));
    is_lazy_name(document.source.slice(attribute.name))
        || has_extension(value) && matches!(Kind::of(value), Kind::Web(_))
}

/// Whether scripts of lazy loading know an attribute of this name.
#[must_use]
pub fn is_lazy_name(name: &str) -> bool {
    LAZY.iter().any(|lazy| lazy.eq_ignore_ascii_case(name))
}

/// Calls `take` with each address in the value of an attribute.
fn each_address(
    document: &Document<'_>,
    value: Span,
    attribute: &Attribute,
    role: Role,
    mut take: impl FnMut(Span, Role),
) {
    let text = document.source.slice(value);
    let name = document.source.slice(attribute.name).as_bytes();
    let is_set = name.len() >= 6 && name[name.len() - 6..].eq_ignore_ascii_case(b"srcset");
    match role {
        Role::Style => style_addresses(text, |at| take(at.shifted(value.start), role)),
        _ if is_set => candidates(text, |at| take(at.shifted(value.start), role)),
        _ => take(Span::of(text.trim(), text).shifted(value.start), role),
    }
}

/// The addresses of a `srcset` (HTML standard, section 4.8.4.2.2).
fn candidates(text: &str, mut take: impl FnMut(Span)) {
    let is_gap = |character: char| character.is_ascii_whitespace() || character == ',';
    let mut rest = text.trim_start_matches(is_gap);
    while !rest.is_empty() {
        let end =
            rest.find(|character: char| character.is_ascii_whitespace()).unwrap_or(rest.len());
        let address = rest[..end].trim_end_matches(',');
        take(Span::of(address, text));
        if address.len() == end {
            // Width or density stand up to the next comma.
            rest = &rest[end..];
            rest = &rest[rest.find(',').unwrap_or(rest.len())..];
        } else {
            rest = &rest[end..];
        }
        rest = rest.trim_start_matches(is_gap);
    }
}

/// The addresses in `url(…)` of a style.
fn style_addresses(text: &str, mut take: impl FnMut(Span)) {
    const QUOTES: [&str; 4] = ["\"", "'", "&quot;", "&#39;"];
    let mut from = 0;
    while let Some(found) = text[from..].find("url(") {
        let start = from + found + 4;
        let Some(length) = text[start..].find(')') else { return };
        from = start + length + 1;
        let mut address = text[start..start + length].trim();
        for quote in QUOTES {
            address = address.strip_prefix(quote).unwrap_or(address);
            address = address.strip_suffix(quote).unwrap_or(address);
        }
        take(Span::of(address, text));
    }
}
