//! Values in quotes, also where the quotes are wrong.

use std::borrow::Cow;

use super::flaw::FlawKind;
use crate::document::Style;
use crate::text::Span;

/// What a value that starts with a quote turned out to be. Spans are relative to the value.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Quoted<'a> {
    /// The text that was meant.
    pub text: Cow<'a, str>,
    /// How it is written.
    pub style: Style,
    /// How much of the value belongs to it; a comment may follow.
    pub len: usize,
    /// What is wrong with it.
    pub flaw: Option<(FlawKind, Span)>,
}

/// What a language allows behind a backslash, and whether a doubled single quote stands for one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Quoting {
    /// Characters that stand for one other character or themselves.
    pub escapes: &'static str,
    /// Letters of escapes that take hexadecimal digits, with their number.
    pub hex: &'static [(char, usize)],
    /// `''` inside single quotes is one `'`.
    pub doubled: bool,
}

/// YAML 1.2, section 5.7.
pub(super) const YAML: Quoting = Quoting {
    escapes: "0abt\tnvfre \"/\\N_LP",
    hex: &[('x', 2), ('u', 4), ('U', 8)],
    doubled: true,
};

/// JSON, RFC 8259.
pub(super) const JSON: Quoting =
    Quoting { escapes: "bfnrt\"/\\", hex: &[('u', 4)], doubled: false };

/// TOML 1.1.
pub(super) const TOML: Quoting =
    Quoting { escapes: "btnfre\"\\", hex: &[('x', 2), ('u', 4), ('U', 8)], doubled: false };

const STRAIGHT: [char; 2] = ['"', '\''];
/// Marks that word processors put where a straight quote was typed.
pub(super) const SMART: [char; 6] =
    ['\u{201c}', '\u{201d}', '\u{201e}', '\u{2018}', '\u{2019}', '\u{201a}'];

/// Reads a value of one line that starts with a straight quote.
pub(super) fn read(value: &str, quoting: Quoting) -> Quoted<'_> {
    let double = value.starts_with('"');
    let style = if double { Style::Double } else { Style::Single };
    let whole =
        |text, kind, span| Quoted { text, style, len: value.len(), flaw: Some((kind, span)) };
    let Some(close) = closing(value, quoting) else {
        let inner = &value[1..];
        if let Some(bare) = inner.strip_suffix(SMART) {
            let last = Span::new(1 + bare.len(), value.len());
            return whole(Cow::Borrowed(bare), FlawKind::QuoteSmart, last);
        }
        if let Some(bare) = inner.strip_suffix("\\\"").filter(|_| double) {
            let last = Span::new(1 + bare.len(), value.len());
            return whole(Cow::Borrowed(&inner[..=bare.len()]), FlawKind::Escape, last);
        }
        return whole(Cow::Borrowed(inner), FlawKind::QuoteOpen, Span::new(0, 1));
    };
    let rest = &value[close + 1..];
    let free = rest.trim_start_matches([' ', '\t']);
    let comment = free.starts_with('#') && free.len() < rest.len();
    if !free.is_empty() && !comment {
        let (text, kind) = meant(value, quoting);
        let piled = value.len() - value.trim_start_matches(STRAIGHT).len();
        return match kind {
            FlawKind::QuotePiled => whole(text, kind, Span::new(0, piled)),
            _ => whole(text, kind, Span::new(close, close + 1)),
        };
    }
    let inner = &value[1..close];
    let (text, bad) = decode(inner, double, quoting);
    let flaw = bad.map(|span| (FlawKind::Escape, span.shifted(1)));
    Quoted { text, style, len: close + 1, flaw }
}

/// Offset of the quote that closes the one with which `value` starts.
pub(super) fn closing(value: &str, quoting: Quoting) -> Option<usize> {
    let bytes = value.as_bytes();
    let double = bytes[0] == b'"';
    let mut at = 1;
    if double {
        loop {
            at += memchr::memchr2(b'"', b'\\', &bytes[at.min(bytes.len())..])?;
            if bytes[at] == b'"' {
                return Some(at);
            }
            at += 2;
        }
    }
    loop {
        at += memchr::memchr(b'\'', &bytes[at..])?;
        if !quoting.doubled || bytes.get(at + 1) != Some(&b'\'') {
            return Some(at);
        }
        at += 2;
    }
}

/// The text that was meant where a quote closes too early, and which way it went wrong.
fn meant(value: &str, quoting: Quoting) -> (Cow<'_, str>, FlawKind) {
    let bare = value.trim_matches(STRAIGHT);
    let head = value.len() - value.trim_start_matches(STRAIGHT).len();
    let tail = value.len() - value.trim_end_matches(STRAIGHT).len();
    if head > 1 && tail > 1 {
        return (Cow::Borrowed(bare), FlawKind::QuotePiled);
    }
    let mark = if value.starts_with('"') { '"' } else { '\'' };
    let inner = value[1..].strip_suffix(mark);
    let text =
        inner.map_or(Cow::Borrowed(value), |inner| match decode(inner, mark == '"', quoting) {
            (text, None) => text,
            (_, Some(_)) => Cow::Borrowed(inner),
        });
    (text, FlawKind::QuoteEarly)
}

/// The text between quotes, and the first escape that does not exist; then the text stays raw.
fn decode(inner: &str, double: bool, quoting: Quoting) -> (Cow<'_, str>, Option<Span>) {
    if !double {
        let doubled = quoting.doubled && inner.contains("''");
        let text = if doubled { inner.replace("''", "'").into() } else { Cow::Borrowed(inner) };
        return (text, None);
    }
    if !inner.contains('\\') {
        return (Cow::Borrowed(inner), None);
    }
    let mut text = String::with_capacity(inner.len());
    let mut rest = inner;
    while let Some(at) = rest.find('\\') {
        text.push_str(&rest[..at]);
        let escape = &rest[at..];
        let Some((character, len)) = unescape(escape, quoting) else {
            let start = inner.len() - escape.len();
            let len = escape.chars().take(2).map(char::len_utf8).sum::<usize>();
            return (Cow::Borrowed(inner), Some(Span::new(start, start + len)));
        };
        text.push(character);
        rest = &escape[len..];
    }
    text.push_str(rest);
    (Cow::Owned(text), None)
}

/// Whether some escape between double quotes is one that exists.
pub(super) fn has_good_escape(inner: &str, quoting: Quoting) -> bool {
    memchr::memchr_iter(b'\\', inner.as_bytes()).any(|at| unescape(&inner[at..], quoting).is_some())
}

/// The character for which the escape at the start of `text` stands, and the escape's length.
fn unescape(text: &str, quoting: Quoting) -> Option<(char, usize)> {
    let mark = text[1..].chars().next()?;
    if let Some(&(_, digits)) = quoting.hex.iter().find(|(letter, _)| *letter == mark) {
        let code = u32::from_str_radix(text.get(2..2 + digits)?, 16).ok()?;
        return Some((char::from_u32(code)?, 2 + digits));
    }
    if !quoting.escapes.contains(mark) {
        return None;
    }
    let character = match mark {
        '0' => '\0',
        'a' => '\u{7}',
        'b' => '\u{8}',
        't' => '\t',
        'n' => '\n',
        'v' => '\u{b}',
        'f' => '\u{c}',
        'r' => '\r',
        'e' => '\u{1b}',
        'N' => '\u{85}',
        '_' => '\u{a0}',
        'L' => '\u{2028}',
        'P' => '\u{2029}',
        other => other,
    };
    Some((character, 1 + mark.len_utf8()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: &str, text: &str, flaw: Option<(FlawKind, usize, usize)>) {
        let quoted = read(value, YAML);
        assert_eq!(quoted.text, text, "{value}");
        let flaw = flaw.map(|(kind, start, end)| (kind, Span::new(start, end)));
        assert_eq!(quoted.flaw, flaw, "{value}");
    }

    #[test]
    fn good_quotes_are_undone() {
        check(r#""a\n\u6807\"""#, "a\n标\"", None);
        check("'It''s'  # so", "It's", None);
        check("''", "", None);
    }

    #[test]
    fn bad_quotes_give_the_text_that_was_meant() {
        check(
            r#""He said "go" and left""#,
            r#"He said "go" and left"#,
            Some((FlawKind::QuoteEarly, 9, 10)),
        );
        check(r#""Hi" he said"#, r#""Hi" he said"#, Some((FlawKind::QuoteEarly, 3, 4)));
        check("'it's'", "it's", Some((FlawKind::QuoteEarly, 3, 4)));
        check(r#""""""'x'"""""#, "x", Some((FlawKind::QuotePiled, 0, 6)));
        check("\"abc”", "abc", Some((FlawKind::QuoteSmart, 4, 7)));
        check("'abc", "abc", Some((FlawKind::QuoteOpen, 0, 1)));
    }

    #[test]
    fn bad_escapes_keep_their_backslash() {
        check(r#""C:\Users\x""#, r"C:\Users\x", Some((FlawKind::Escape, 3, 5)));
        check(r#""C:\dir\""#, r"C:\dir\", Some((FlawKind::Escape, 7, 9)));
        check("\"\\标\"", "\\标", Some((FlawKind::Escape, 1, 5)));
    }
}
