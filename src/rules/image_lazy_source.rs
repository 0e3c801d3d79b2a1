//! An image whose real address only scripts of lazy loading read.

use super::images::{Image, Kind, Origin, Role, is_lazy_name, siblings};
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::{Applicability, Change, Fix};
use crate::document::body::{Attribute, Quote, Tag};
use crate::text::{Edit, Span};

/// `image-lazy-source`
pub const RULE: Rule = Rule {
    name: "image-lazy-source",
    group: Group::Image,
    page: include_str!("../../rules/image-lazy-source.md"),
    on: true,
    harm: Harm::of(b"WWW"),
    fix: Some(Applicability::Unsafe),
    check,
};

/// Parts of the names of files that stand in for an image until a script loads it.
const PLACEHOLDERS: [&str; 9] = [
    "loading",
    "placeholder",
    "lazy",
    "blank",
    "spacer",
    "transparent",
    "1x1",
    "pixel",
    "grey.gif",
];

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let images = context.images();
    for (index, image) in images.iter().enumerate() {
        let Some((tag, attribute)) = lazy(context, image) else { continue };
        let is_second = siblings(images, index)
            .take_while(|other| other.span < image.span)
            .any(|other| lazy(context, other).is_some());
        if is_second {
            continue;
        }
        let shown = siblings(images, index).find(|other| is_shown(context, other));
        if let Some((message, help)) = flaw(context, image, shown) {
            let fix = fix(context, image, tag, attribute, shown);
            findings.add(Finding::new(whole(attribute), message).help(help).fix(fix));
        }
    }
}

/// Tag and attribute of an image that only a script loads.
fn lazy<'a>(context: &Context<'a>, image: &Image<'a>) -> Option<(&'a Tag, &'a Attribute)> {
    let Origin::Html { tag, attribute, role: Role::Lazy } = image.origin else { return None };
    let name = context.document.source.slice(attribute.name);
    let is_img = context.document.source.slice(tag.name).eq_ignore_ascii_case("img");
    let is_set = name.len() > 3 && name.to_ascii_lowercase().ends_with("set");
    let is_address = matches!(image.kind(), Kind::Web(_) | Kind::Path(_));
    (is_img && is_address && !is_set && is_lazy_name(name)).then_some((tag, attribute))
}

/// Whether an address is the `src` of its tag.
fn is_shown(context: &Context<'_>, image: &Image<'_>) -> bool {
    let Origin::Html { attribute, role: Role::Source, .. } = image.origin else { return false };
    context.document.source.slice(attribute.name).eq_ignore_ascii_case("src")
}

/// What is wrong, and whom it hurts.
fn flaw<'a>(
    context: &Context<'a>,
    lazy: &Image<'a>,
    shown: Option<&Image<'a>>,
) -> Option<(String, &'static str)> {
    let Origin::Html { attribute, .. } = lazy.origin else { return None };
    let name = context.document.source.slice(attribute.name);
    match shown {
        None => Some((
            format!("this image has its address in `{name}` alone"),
            "without the script that knows it, in feeds and for search engines, there is no image",
        )),
        Some(shown) if is_placeholder(shown) => Some((
            format!("`src` is a placeholder for the address in `{name}`"),
            "without the script that knows it, in feeds and for search engines, readers see the placeholder",
        )),
        Some(shown) if is_same(context, shown, lazy) => Some((
            format!("`{name}` says again what `src` says"),
            "scripts of lazy loading put it in the place of `src`, whatever you change there",
        )),
        // A small and a large image are two images.
        Some(_) => None,
    }
}

fn is_placeholder(image: &Image<'_>) -> bool {
    let address = match image.kind() {
        Kind::Empty | Kind::Inline => return true,
        Kind::Scheme(scheme) => return scheme.eq_ignore_ascii_case("about"),
        Kind::Web(web) => web.rest,
        Kind::Path(path) => path.path,
        Kind::Template => return false,
    };
    let file = address.split(['?', '#']).next().and_then(|path| path.rsplit('/').next());
    let file = file.unwrap_or_default().to_ascii_lowercase();
    PLACEHOLDERS.iter().any(|word| file.contains(word))
}

/// Whether two addresses lead to one image, whatever proxy or scheme stands before it.
fn is_same<'a>(context: &Context<'_>, one: &Image<'a>, other: &Image<'a>) -> bool {
    if one.address == other.address {
        return true;
    }
    let [one, other] =
        [one, other].map(|image| image.inside(context).unwrap_or_else(|| image.address.trim()));
    without_scheme(one) == without_scheme(other)
}

fn without_scheme(address: &str) -> &str {
    address.split_once("//").map_or(address, |(_, rest)| rest)
}

fn fix(
    context: &Context<'_>,
    lazy: &Image<'_>,
    tag: &Tag,
    attribute: &Attribute,
    shown: Option<&Image<'_>>,
) -> Option<Fix> {
    if !lazy.is_editable(context) {
        return None;
    }
    let source = context.document.source;
    let Some(shown) = shown else {
        let edit = Edit::replace(attribute.name, "src");
        return Some(Fix::guess("make it the `src`", Change::Body, vec![edit]));
    };
    let before = &source.text[tag.span.start..attribute.name.start];
    let kept = before.trim_end().len();
    let removal = Edit::delete(Span::new(tag.span.start + kept, whole(attribute).end));
    if !is_placeholder(shown) {
        return Some(Fix::guess("take the attribute out", Change::Body, vec![removal]));
    }
    let Origin::Html { attribute: src, .. } = shown.origin else { return None };
    let written = source.slice(attribute.value?);
    let place = whole(src);
    let name = source.slice(src.name);
    let text = match attribute.quote {
        Quote::Double => format!("{name}=\"{written}\""),
        Quote::Single => format!("{name}='{written}'"),
        Quote::None => format!("{name}=\"{}\"", source.slice(lazy.span)),
    };
    let edits = vec![Edit::replace(place, text), removal];
    Some(Fix::guess("make it the `src`", Change::Body, edits))
}

/// An attribute from its name to behind its value's closing quote.
fn whole(attribute: &Attribute) -> Span {
    let quote = if attribute.quote == Quote::None { 0 } else { 1 };
    let end = attribute.value.map_or(attribute.name.end, |value| value.end + quote);
    Span::new(attribute.name.start, end)
}
