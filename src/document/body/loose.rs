//! Links and images that are none to CommonMark, because blanks stand in the address:
//! `![photo](my photo.png)`.

use super::{Link, LinkForm, LinkKind, Markup};
use crate::text::{Span, holds};

/// Parentheses inside an address are followed as deep as this, so that a line of them stays linear.
const MAX_NESTING: usize = 8;

/// Text of a link longer than this, in bytes, is not looked for.
const MAX_TEXT: usize = 1_000;

/// Adds what was meant as a link or image to the links.
pub fn read(text: &str, body: Span, markup: &mut Markup) {
    let mut found: Vec<Link> = Vec::new();
    let bytes = &text.as_bytes()[..body.end];
    for at in memchr::memmem::find_iter(&bytes[body.start..], "](") {
        let close = body.start + at;
        if found.last().is_some_and(|link| close < link.span.end) {
            continue;
        }
        found.extend(link_at(text, body, close).filter(|link| is_in_text(markup, link)));
    }
    if !found.is_empty() {
        markup.links.append(&mut found);
        markup.links.sort_by_key(|link| (link.span.start, std::cmp::Reverse(link.span.end)));
    }
}

/// The link whose text ends with the `]` at `close`, if its address holds blanks.
fn link_at(text: &str, body: Span, close: usize) -> Option<Link> {
    let bytes = &text.as_bytes()[..body.end];
    let inside = Span::new(close + 2, address_end(bytes, close + 2)?);
    let (destination, title) = split(text, inside);
    let address = destination.text(text);
    let has_blank = memchr::memchr2(b' ', b'\t', address.as_bytes()).is_some();
    if !has_blank || is_something_else(address) {
        return None;
    }
    let open = text_start(bytes, body.start, close)?;
    let is_image = open > body.start && bytes[open - 1] == b'!';
    if !is_image && !looks_like_address(address) {
        return None;
    }
    Some(Link {
        span: Span::new(open - usize::from(is_image), inside.end + 1),
        kind: if is_image { LinkKind::Image } else { LinkKind::Link },
        form: LinkForm::Loose,
        text: Span::new(open + 1, close),
        destination,
        title,
    })
}

/// Where the `)` stands that belongs to an address, in the same line.
fn address_end(bytes: &[u8], start: usize) -> Option<usize> {
    let mut depth = 0;
    for at in memchr::memchr3_iter(b'(', b')', b'\n', &bytes[start..]) {
        match bytes[start + at] {
            b'(' if depth < MAX_NESTING => depth += 1,
            b')' if depth == 0 => return Some(start + at),
            b')' => depth -= 1,
            _ => return None,
        }
    }
    None
}

/// Where the `[` stands that belongs to the `]` at `close`, in the same line.
fn text_start(bytes: &[u8], body_start: usize, close: usize) -> Option<usize> {
    let from = close.saturating_sub(MAX_TEXT).max(body_start);
    let mut depth = 0;
    if bytes[from..close].ends_with(b"\\") {
        return None;
    }
    for at in memchr::memrchr3_iter(b'[', b']', b'\n', &bytes[from..close]) {
        let at = from + at;
        let is_escaped = at > from && bytes[at - 1] == b'\\';
        match bytes[at] {
            _ if is_escaped => {}
            b']' => depth += 1,
            b'[' if depth > 0 => depth -= 1,
            b'[' => return Some(at),
            _ => return None,
        }
    }
    None
}

/// Address and title, without blanks and quotes around them.
fn split(text: &str, inside: Span) -> (Span, Option<Span>) {
    let whole = inside.text(text);
    let is_quoted = |at: &usize| matches!(whole.as_bytes().get(at + 1), Some(b'"' | b'\''));
    let title = memchr::memchr_iter(b' ', whole.as_bytes()).find(is_quoted);
    let address = whole[..title.unwrap_or(whole.len())].trim();
    let title = title.map(|at| whole[at..].trim().trim_matches(['"', '\'']));
    (Span::of(address, text), title.map(|title| Span::of(title, text)))
}

/// Whether it is an address in `<` and `>`, has a template tag in it, or a size (`a.png =100x20`), which
/// some renderers know.
fn is_something_else(address: &str) -> bool {
    let is_size = |word: &str| {
        let size = word.strip_prefix('=').and_then(|size| size.split_once('x'));
        size.is_some_and(|(width, height)| {
            [width, height].iter().all(|side| side.bytes().all(|b| b.is_ascii_digit() || b == b'%'))
        })
    };
    address.starts_with('<')
        || holds(address, "{{")
        || holds(address, "{%")
        || address.rsplit([' ', '\t']).next().is_some_and(is_size)
}

/// Whether words in parentheses behind a bracket can only be an address, since `[1](see below)` is prose.
fn looks_like_address(address: &str) -> bool {
    const STARTS: [&str; 7] = ["http:", "https:", "/", "./", "../", "@/", "mailto:"];
    STARTS.iter().any(|start| address.starts_with(start))
}

fn is_in_text(markup: &Markup, link: &Link) -> bool {
    let at = link.span.start;
    let in_block = super::holding(&markup.html_blocks, at, |block| *block);
    let in_tag = super::holding(&markup.tags, at, |tag| tag.span);
    let behind = markup.links.partition_point(|other| other.span.start <= at);
    let in_address = markup.links[..behind].last().is_some_and(|other| {
        other.destination.contains(at) || other.title.is_some_and(|title| title.contains(at))
    });
    in_block.is_none()
        && in_tag.is_none()
        && !in_address
        && markup.code_at(at).is_none()
        && markup.comment_at(at).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The loose links of a text as `kind text|address|title`.
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let markup = Markup::read(text, Span::new(0, text.len()));
        let found: Vec<String> = markup
            .links
            .iter()
            .filter(|link| link.form == LinkForm::Loose)
            .map(|link| {
                let title = link.title.map_or("", |title| title.text(text));
                let [kind, address] = [link.text, link.destination].map(|span| span.text(text));
                format!("{:?} {kind}|{address}|{title}", link.kind)
            })
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn blanks_in_an_address_are_forgiven() {
        check("x ![a b](c d.png) y", &["Image a b|c d.png|"]);
        check("![a](c d (1).png \"t\")", &["Image a|c d (1).png|t"]);
        check("[![a](b c.png)](d)", &["Image a|b c.png|"]);
        check("[a](/b c/) [1](see below)", &["Link a|/b c/|"]);
    }

    #[test]
    fn what_is_no_loose_link_is_left_alone() {
        check("![a](b.png) ![a](<b c.png>) ![a](b.png \"t u\") ![a](b.png =10x20)", &[]);
        check("`![a](b c.png)` <!-- ![a](b c.png) -->", &[]);
        check("    ![a](b c.png)\n\n<div>\n![a](b c.png)\n</div>\n", &[]);
        check("\\![a\\](b c.png) ![a]({{ x y }}.png) ![a](b c\n.png)", &[]);
    }
}
