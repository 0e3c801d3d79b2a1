//! HTML tags and comments with the places of names and values.
//!
//! Follows the tokenizer of the HTML standard (section 13.2.5) as far as places need it: entities are
//! left as they are, and text is passed over.

use std::borrow::Cow;

use memchr::memmem;
use pulldown_cmark::{Event, Parser};

use super::{Comment, Flow, Markup};
use crate::text::Span;

/// An HTML tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tag {
    /// From `<` to behind `>`.
    pub span: Span,
    /// Its name as written; HTML does not tell case apart.
    pub name: Span,
    /// Whether it opens or closes.
    pub kind: TagKind,
    /// Where its attributes lie in the list of all; see [`Markup::attributes`].
    pub(super) attributes: (u32, u32),
}

/// Whether a tag opens or closes an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TagKind {
    /// `<name …>`, with or without `/` before `>`.
    Open,
    /// `</name>`
    Close,
}

/// An attribute of a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// Its name as written; HTML does not tell case apart.
    pub name: Span,
    /// Its value as written, without quotes, entities not undone; none in `<x name>`.
    pub value: Option<Span>,
    /// How the value is quoted.
    pub quote: Quote,
}

/// How the value of an attribute is quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Quote {
    /// Not at all, or there is no value.
    None,
    /// `'…'`
    Single,
    /// `"…"`
    Double,
}

/// Elements whose content is text up to their closing tag.
const TEXT_ONLY: [&str; 8] =
    ["script", "style", "textarea", "title", "iframe", "noembed", "noframes", "xmp"];

/// Reads HTML piece by piece, as Markdown hands it out.
#[derive(Debug, Default)]
pub struct Reader {
    /// The element whose content is text only and whose closing tag is still to come.
    text_only: Option<&'static str>,
}

impl Reader {
    /// Adds the tags and comments of one piece.
    pub fn read(&mut self, text: &str, piece: Span, flow: Flow, markup: &mut Markup) {
        let bytes = &text.as_bytes()[..piece.end];
        let mut at = piece.start;
        while let Some(found) = memchr::memchr(b'<', &bytes[at..]) {
            let start = at + found;
            at = match bytes.get(start + 1) {
                Some(b'!' | b'?') if self.text_only.is_none() => {
                    comment(bytes, start, flow, markup)
                }
                Some(b'/') if bytes.get(start + 2).is_some_and(u8::is_ascii_alphabetic) => {
                    self.tag(bytes, start, TagKind::Close, markup)
                }
                Some(byte) if byte.is_ascii_alphabetic() => {
                    self.tag(bytes, start, TagKind::Open, markup)
                }
                _ => start + 1,
            };
        }
    }

    /// Reads the tag at `start` and says where to go on.
    fn tag(&mut self, bytes: &[u8], start: usize, kind: TagKind, markup: &mut Markup) -> usize {
        let name_start = start + 1 + usize::from(kind == TagKind::Close);
        let name_end =
            find(bytes, name_start, |byte| matches!(byte, b'/' | b'>') || is_blank(byte));
        let name = &bytes[name_start..name_end];
        if let Some(open) = self.text_only {
            if kind == TagKind::Open || !name.eq_ignore_ascii_case(open.as_bytes()) {
                return start + 1;
            }
            self.text_only = None;
        }
        let first = markup.attributes.len();
        let Some(end) = attributes(bytes, name_end, &mut markup.attributes) else {
            // The standard drops a tag that does not end, and there is nothing behind it.
            markup.attributes.truncate(first);
            return bytes.len();
        };
        if kind == TagKind::Open {
            let named = |text_only: &&str| name.eq_ignore_ascii_case(text_only.as_bytes());
            self.text_only = TEXT_ONLY.into_iter().find(named);
        }
        // Places are counted in `u32`: what lies behind four thousand million attributes gets none.
        let range = u32::try_from(first).ok().zip(u32::try_from(markup.attributes.len()).ok());
        markup.tags.push(Tag {
            span: Span::new(start, end),
            name: Span::new(name_start, name_end),
            kind,
            attributes: range.unwrap_or_default(),
        });
        end
    }
}

/// Reads attributes from behind a tag's name up to its `>`; the offset behind that, if there is one.
fn attributes(bytes: &[u8], mut at: usize, list: &mut Vec<Attribute>) -> Option<usize> {
    loop {
        at = find(bytes, at, |byte| byte != b'/' && !is_blank(byte));
        if *bytes.get(at)? == b'>' {
            return Some(at + 1);
        }
        let ends_name = |byte| matches!(byte, b'/' | b'>' | b'=') || is_blank(byte);
        let name = Span::new(at, find(bytes, at + 1, ends_name));
        at = find(bytes, name.end, |byte| !is_blank(byte));
        let (value, quote) = if *bytes.get(at)? == b'=' {
            let (value, quote, after) = value(bytes, at + 1)?;
            at = after;
            (Some(value), quote)
        } else {
            (None, Quote::None)
        };
        list.push(Attribute { name, value, quote });
    }
}

/// Reads a value from behind `=`: its place, its quotes and where to go on.
fn value(bytes: &[u8], at: usize) -> Option<(Span, Quote, usize)> {
    let start = find(bytes, at, |byte| !is_blank(byte));
    let quoted = |mark: u8, quote| {
        let end = start + 1 + memchr::memchr(mark, &bytes[start + 1..])?;
        Some((Span::new(start + 1, end), quote, end + 1))
    };
    match bytes.get(start)? {
        b'"' => quoted(b'"', Quote::Double),
        b'\'' => quoted(b'\'', Quote::Single),
        _ => {
            let end = find(bytes, start, |byte| byte == b'>' || is_blank(byte));
            Some((Span::new(start, end), Quote::None, end))
        }
    }
}

/// Reads the comment or declaration at `start` and says where to go on.
fn comment(bytes: &[u8], start: usize, flow: Flow, markup: &mut Markup) -> usize {
    if !bytes[start..].starts_with(b"<!--") {
        return memchr::memchr(b'>', &bytes[start..])
            .map_or(bytes.len(), |found| start + found + 1);
    }
    let inner = start + 4;
    // `<!-->` and `<!--->` are empty comments.
    let empty = [&b">"[..], b"->"].into_iter().find(|end| bytes[inner..].starts_with(end));
    let (inner_end, end) = match empty {
        Some(mark) => (inner, inner + mark.len()),
        None => memmem::find(&bytes[inner..], b"-->")
            .map_or((bytes.len(), bytes.len()), |found| (inner + found, inner + found + 3)),
    };
    markup.comments.push(Comment {
        span: Span::new(start, end),
        inner: Span::new(inner, inner_end),
        flow,
    });
    end
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c')
}

/// The first byte from `at` on that is `wanted`, or the end.
fn find(bytes: &[u8], at: usize, wanted: impl Fn(u8) -> bool) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    rest.iter().position(|&byte| wanted(byte)).map_or(bytes.len(), |found| at + found)
}

/// A value with its character references undone, those by number and those with the names that HTML knows.
#[must_use]
pub fn decode_entities(value: &str) -> Cow<'_, str> {
    if memchr::memchr(b'&', value.as_bytes()).is_none() {
        return Cow::Borrowed(value);
    }
    let mut decoded = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = rest.find('&') {
        decoded.push_str(&rest[..at]);
        rest = &rest[at..];
        let reference = reference(rest);
        match reference.and_then(meaning) {
            Some(meaning) => decoded.push_str(&meaning),
            None => decoded.push_str(reference.unwrap_or("&")),
        }
        rest = &rest[reference.map_or(1, str::len)..];
    }
    decoded.push_str(rest);
    Cow::Owned(decoded)
}

/// What looks like a character reference at the start of a text, from `&` to `;`.
fn reference(text: &str) -> Option<&str> {
    // The longest is `&CounterClockwiseContourIntegral;`.
    let behind = text.bytes().skip(1).take(32);
    let name = behind.take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#').count();
    let end = 1 + name;
    (name > 0 && text.as_bytes().get(end) == Some(&b';')).then(|| &text[..=end])
}

/// The references that next to all texts make do with.
const COMMON: [(&str, &str); 5] =
    [("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'")];

/// What a character reference stands for; none where no such one is known.
fn meaning(reference: &str) -> Option<Cow<'static, str>> {
    if let Some((_, meaning)) = COMMON.iter().find(|(known, _)| *known == reference) {
        return Some(Cow::Borrowed(meaning));
    }
    // The reader of Markdown knows them all.
    let texts = Parser::new(reference).filter_map(|event| match event {
        Event::Text(text) => Some(text.into_string()),
        _ => None,
    });
    let meaning: String = texts.collect();
    (meaning != reference).then_some(Cow::Owned(meaning))
}

/// A value with each `&` that would be read as the start of a character reference written as one.
#[must_use]
pub fn escape_entities(value: &str) -> String {
    let mut written = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = rest.find('&') {
        written.push_str(&rest[..at]);
        rest = &rest[at..];
        written.push_str(if reference(rest).is_some() { "&amp;" } else { "&" });
        rest = &rest[1..];
    }
    written.push_str(rest);
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tags as `name[attribute=value;…]`, with `/` before a closing one's name.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let mut markup = Markup::default();
        Reader::default().read(text, Span::new(0, text.len()), Flow::Block, &mut markup);
        let tags: Vec<String> = markup
            .tags
            .iter()
            .map(|tag| {
                let close = if tag.kind == TagKind::Close { "/" } else { "" };
                let attributes: String = markup
                    .attributes(tag)
                    .iter()
                    .map(|attribute| {
                        let value = attribute.value.map_or("", |value| value.text(text));
                        format!("{}={value};", attribute.name.text(text))
                    })
                    .collect();
                format!("{close}{}[{attributes}]", tag.name.text(text))
            })
            .collect();
        assert_eq!(tags.join(" "), expected, "{text}");
    }

    #[test]
    fn tags_are_read_as_browsers_read_them() {
        check("<p>a</p >", "p[] /p[]");
        check("<img src=a.png alt='b c'/>", "img[src=a.png;alt=b c;]");
        check("<img\nsrc = \"a>b\"\n>", "img[src=a>b;]");
        check("<div onclick><x =a b=c/d e>", "div[onclick=;] x[=a=;b=c/d;e=;]");
        check("<a href=x/><br/>", "a[href=x/;] br[]");
        check("a < b <3 </ x> <>", "");
        check("<!DOCTYPE html><?php a ?><b>", "b[]");
        check("<p><img src=\"a", "p[]");
    }

    #[test]
    fn text_in_scripts_and_comments_is_no_html() {
        check("<script>'<img src=a>'</div></SCRIPT><b>", "script[] /SCRIPT[] b[]");
        check("<!-- <p> --><!--><i>", "i[]");
        check("<style><b>", "style[]");
    }

    #[test]
    fn entities_of_addresses_are_undone() {
        assert_eq!(decode_entities("a?b&amp;c&#38;&#x26;d&e;&"), "a?b&c&&d&e;&");
        assert_eq!(decode_entities("&commat;&colon;&Tab;&&NewLine;&é;"), "@:\t&\n&é;");
        assert_eq!(escape_entities("a&b&c;&;&é;"), "a&b&amp;c;&;&é;");
    }
}
