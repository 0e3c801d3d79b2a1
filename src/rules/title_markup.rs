//! A title with HTML tags or entities.

use super::titles::{titled, with_title};
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::{Applicability, Fix};

/// `title-markup`
pub const RULE: Rule = Rule {
    name: "title-markup",
    group: Group::Title,
    page: include_str!("../../rules/title-markup.md"),
    on: true,
    harm: Harm::of(b"WWW"),
    fix: Some(Applicability::Unsafe),
    check,
};

/// Elements that stand in lines of text. Others in a title are written about, not used.
#[rustfmt::skip]
const ELEMENTS: &[&str] = &[
    "a", "abbr", "b", "big", "br", "cite", "code", "del", "div", "em", "font", "i", "img", "ins", "kbd", "mark",
    "nobr", "p", "s", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "wbr",
];

/// Those of them that need no closing tag.
const VOID: &[&str] = &["br", "img", "wbr"];

/// Entities that exports leave in titles, with what they stand for.
#[rustfmt::skip]
const ENTITIES: &[(&str, &str)] = &[
    ("amp", "&"), ("lt", "<"), ("gt", ">"), ("quot", "\""), ("apos", "'"), ("nbsp", " "),
    ("hellip", "…"), ("mdash", "—"), ("ndash", "–"), ("middot", "·"), ("bull", "•"),
    ("lsquo", "‘"), ("rsquo", "’"), ("ldquo", "“"), ("rdquo", "”"), ("laquo", "«"), ("raquo", "»"),
    ("copy", "©"), ("reg", "®"), ("trade", "™"), ("deg", "°"), ("times", "×"),
];

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(titled) = titled(context) else { return };
    let value = &titled.entry.value;
    let Some(text) = value.text() else { return };
    if memchr::memchr2(b'<', b'&', text.as_bytes()).is_none() {
        return;
    }
    let (untagged, tags) = without_tags(text);
    let (plain, entities) = without_entities(&untagged);
    let message = match (tags, entities) {
        (false, false) => return,
        (true, false) => "the title has HTML tags in it",
        (false, true) => "the title has HTML entities in it",
        (true, true) => "the title has HTML tags and entities in it",
    };
    let fix = with_title(context, titled, plain.trim(), "write the title as plain text");
    findings.add(
        Finding::new(value.span, message)
            .help("feeds, share cards and the head of the page show them as they are written")
            .engines(titled.engines)
            .fix(fix.map(|fix| Fix { applicability: Applicability::Unsafe, ..fix })),
    );
}

/// The text without HTML tags, and whether there were any. An opening tag counts only with its closing one.
fn without_tags(text: &str) -> (String, bool) {
    let lower = text.to_ascii_lowercase();
    let used = ELEMENTS.iter().map(|name| is_used(&lower, name)).collect::<Vec<_>>();
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let (before, from) = rest.split_at(at);
        plain.push_str(before);
        match tag(from).filter(|tag| used[tag.element] || tag.closed && tag.length < text.len()) {
            Some(tag) => rest = &from[tag.length..],
            None => {
                plain.push('<');
                rest = &from[1..];
            }
        }
    }
    plain.push_str(rest);
    let found = plain.len() < text.len();
    (plain, found)
}

/// A tag at the start of a text.
struct Tag {
    /// Place in [`ELEMENTS`].
    element: usize,
    /// In bytes.
    length: usize,
    /// `<br/>`, or an element that has no closing tag.
    closed: bool,
}

/// The tag that a text begins with.
fn tag(text: &str) -> Option<Tag> {
    const LONGEST: usize = 1000;
    let second = text.as_bytes().get(1).copied().unwrap_or_default();
    if !second.is_ascii_alphabetic() && second != b'/' {
        return None;
    }
    let end = text.bytes().take(LONGEST).position(|byte| byte == b'>')?;
    let inner = text[1..end].trim_start_matches('/');
    let name = inner.split(|c: char| !c.is_ascii_alphanumeric()).next()?;
    let element = ELEMENTS.iter().position(|element| name.eq_ignore_ascii_case(element))?;
    let attributes = &inner[name.len()..];
    let clean = attributes.is_empty() || attributes.starts_with([' ', '/']);
    let closed = inner.ends_with('/') || VOID.contains(&ELEMENTS[element]);
    clean.then_some(Tag { element, length: end + 1, closed })
}

/// Whether an element is opened and closed somewhere in a text in small letters.
fn is_used(lower: &str, name: &str) -> bool {
    let opens = |end: &str| lower.contains(&format!("<{name}{end}"));
    (opens(">") || opens(" ")) && lower.contains(&format!("</{name}>"))
}

/// The text with its entities undone, and whether there were any.
fn without_entities(text: &str) -> (String, bool) {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    let mut found = false;
    while let Some(at) = rest.find('&') {
        let (before, from) = rest.split_at(at);
        plain.push_str(before);
        if let Some((meant, length)) = entity(from) {
            plain.push_str(&meant);
            rest = &from[length..];
            found = true;
        } else {
            plain.push('&');
            rest = &from[1..];
        }
    }
    plain.push_str(rest);
    (plain, found)
}

/// What the entity that a text begins with stands for, and its length in bytes.
fn entity(text: &str) -> Option<(String, usize)> {
    let end = text.bytes().take(12).position(|byte| byte == b';')?;
    let name = text.get(1..end)?;
    let meant = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)?.to_string()
        }
        None => ENTITIES.iter().find(|(known, _)| *known == name)?.1.to_owned(),
    };
    Some((meant, end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> String {
        without_entities(&without_tags(text).0).0
    }

    #[test]
    fn only_what_is_markup_goes() {
        for (text, expected) in [
            ("The <b>harbour</b>", "The harbour"),
            ("Line one<br/>two", "Line onetwo"),
            (r#"<span class="x">港口</span>"#, "港口"),
            ("Fish &amp; chips&#39; &#x2014;", "Fish & chips' —"),
            ("Vec<u8>, Box<a>", "Vec<u8>, Box<a>"),
            ("The <b> element", "The <b> element"),
            ("a < b && c > d; e", "a < b && c > d; e"),
            ("AT&T; &unknown;", "AT&T; &unknown;"),
        ] {
            assert_eq!(plain(text), expected);
        }
    }
}
