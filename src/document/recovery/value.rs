//! One YAML value that stands on one line.

use std::borrow::Cow;

use super::flaw::{Flaw, FlawKind};
use super::quotes;
use crate::document::{Kind, List, Node, Scalar, Style};
use crate::text::Span;

/// Brackets deeper than this are taken as plain text.
const DEEPEST: usize = 32;

/// A node with nothing before it.
pub(super) fn node(span: Span, kind: Kind<'_>) -> Node<'_> {
    Node { span, kind, tag: None, anchor: None }
}

/// A scalar node.
pub(super) fn scalar<'a>(span: Span, text: impl Into<Cow<'a, str>>, style: Style) -> Node<'a> {
    node(span, Kind::Scalar(Scalar { text: text.into(), style }))
}

/// Reads `text`, which starts at byte `at` of the file and has no blanks around it.
pub(super) fn read(text: &str, at: usize) -> (Node<'_>, Option<Flaw>) {
    nested(text, at, 0)
}

fn nested(text: &str, at: usize, depth: usize) -> (Node<'_>, Option<Flaw>) {
    let whole = Span::new(at, at + text.len());
    let flawed = |kind, span: Span| Some(Flaw { kind, span: span.shifted(at), value: whole });
    let plain = |text| scalar(whole, text, Style::Plain);
    if text.starts_with(['"', '\'']) {
        let quoted = quotes::read(text, quotes::YAML);
        let span = Span::new(at, at + quoted.len);
        let flaw =
            quoted.flaw.map(|(kind, place)| Flaw { kind, span: place.shifted(at), value: span });
        return (scalar(span, quoted.text, quoted.style), flaw);
    }
    if let Some(len) = template(text) {
        return (plain(text), flawed(FlawKind::Template, Span::new(0, len)));
    }
    if text.starts_with('[') && depth < DEEPEST {
        if let Some(len) = balanced(text) {
            return list(&text[..len], at, depth);
        }
        let open = !text.ends_with(']') && text.contains(',');
        let kind = if open { FlawKind::BracketOpen } else { FlawKind::Indicator };
        return (plain(text), flawed(kind, Span::new(0, 1)));
    }
    let text = before_comment(text);
    let whole = Span::new(at, at + text.len());
    let flaw =
        plain_flaw(text).map(|(kind, span)| Flaw { kind, span: span.shifted(at), value: whole });
    let meant = match flaw {
        Some(Flaw { kind: FlawKind::QuoteSmart, .. }) => text.trim_matches(quotes::SMART),
        _ => text,
    };
    (scalar(whole, meant, Style::Plain), flaw)
}

/// A plain value up to a comment.
fn before_comment(text: &str) -> &str {
    let cut = memchr::memchr_iter(b'#', text.as_bytes())
        .find(|&at| at > 0 && matches!(text.as_bytes()[at - 1], b' ' | b'\t'));
    cut.map_or(text, |at| text[..at].trim_end_matches([' ', '\t']))
}

/// What keeps a plain value from being read. Spans are relative to it.
fn plain_flaw(text: &str) -> Option<(FlawKind, Span)> {
    let first = text.chars().next()?;
    let alone = text[first.len_utf8()..].chars().next().is_none_or(|next| next == ' ');
    let marks = match first {
        '@' | '`' | '%' | ']' | '}' | '{' | ',' | '*' | '|' | '>' => true,
        '&' | '!' | '-' | '?' | ':' => alone,
        _ => false,
    };
    if marks {
        return Some((FlawKind::Indicator, Span::new(0, first.len_utf8())));
    }
    let colon = memchr::memchr_iter(b':', text.as_bytes())
        .find(|&at| matches!(text.as_bytes().get(at + 1), None | Some(b' ' | b'\t')))?;
    let smart = quotes::SMART.contains(&first) && text.ends_with(quotes::SMART);
    Some(match smart {
        true => (FlawKind::QuoteSmart, Span::new(0, first.len_utf8())),
        false => (FlawKind::ColonInValue, Span::new(colon, colon + 1)),
    })
}

/// Length of the placeholder at the start of `text`, if it starts with one.
pub(super) fn template(text: &str) -> Option<usize> {
    let (open, close) = [("{{", "}}"), ("{%", "%}"), ("<%", "%>")]
        .into_iter()
        .find(|(open, _)| text.starts_with(open))?;
    text[open.len()..].find(close).map(|at| open.len() + at + close.len())
}

/// Length up to the bracket that closes the one at the start, if nothing but a comment follows it.
fn balanced(text: &str) -> Option<usize> {
    let close = find_bare(text, |byte, depth| matches!(byte, b']' | b'}') && depth == 0)?;
    let rest = text[close + 1..].trim_start_matches([' ', '\t']);
    (rest.is_empty() || rest.starts_with('#')).then_some(close + 1)
}

/// A list in brackets that are balanced.
fn list(text: &str, at: usize, depth: usize) -> (Node<'_>, Option<Flaw>) {
    let mut items = Vec::new();
    let mut flaw = None;
    let end = text.len() - 1;
    let mut start = 1;
    while start < end {
        let rest = &text[start..end];
        let raw = &rest
            [..find_bare(rest, |byte, depth| byte == b',' && depth == 0).unwrap_or(rest.len())];
        let item = raw.trim_matches([' ', '\t']);
        if !item.is_empty() {
            let blanks = raw.len() - raw.trim_start_matches([' ', '\t']).len();
            let (node, found) = nested(item, at + start + blanks, depth + 1);
            items.push(node);
            flaw = flaw.or(found);
        }
        start += raw.len() + 1;
    }
    (node(Span::new(at, at + text.len()), Kind::List(List { items, flow: true })), flaw)
}

/// The first byte outside quotes that `wanted` takes, given it and how many brackets are still open behind it.
fn find_bare(text: &str, wanted: impl Fn(u8, usize) -> bool) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut depth = 0_usize;
    let mut at = 0;
    // A quote opens only where a value begins; elsewhere it is an apostrophe.
    let mut fresh = true;
    while at < bytes.len() {
        let byte = bytes[at];
        match byte {
            b'"' | b'\'' if fresh => at += quotes::closing(&text[at..], quotes::YAML)?,
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.checked_sub(1)?,
            _ => {}
        }
        if wanted(byte, depth) {
            return Some(at);
        }
        fresh = matches!(byte, b'[' | b'{' | b',' | b':') || fresh && matches!(byte, b' ' | b'\t');
        at += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: &str, expected: Option<(FlawKind, usize, usize)>) {
        let (_, flaw) = read(value, 0);
        let found = flaw.map(|flaw| (flaw.kind, flaw.span.start, flaw.span.end));
        assert_eq!(found, expected, "{value}");
    }

    #[test]
    fn one_value_names_its_flaw() {
        check("plain text", None);
        check("Symphonies 7 & 9: \"From\"", Some((FlawKind::ColonInValue, 16, 17)));
        check("标题:", Some((FlawKind::ColonInValue, 6, 7)));
        check("@港口", Some((FlawKind::Indicator, 0, 1)));
        check("- x", Some((FlawKind::Indicator, 0, 1)));
        check("-x", None);
        check("[Emacs] Write", Some((FlawKind::Indicator, 0, 1)));
        check("[a, b", Some((FlawKind::BracketOpen, 0, 1)));
        check("[a, @b, \"c, ]\"]", Some((FlawKind::Indicator, 4, 5)));
        check("{{ title }}", Some((FlawKind::Template, 0, 11)));
        check("“a: b”", Some((FlawKind::QuoteSmart, 0, 3)));
        check("C# x # a: b", None);
    }
}
