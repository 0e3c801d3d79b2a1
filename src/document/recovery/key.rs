//! Where the key of a YAML line ends, also where its colon is wrong.

use super::flaw::FlawKind;
use super::quotes;
use crate::text::Span;

/// The key of a line. Spans are relative to the line's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Key {
    /// The key, quotes included.
    pub span: Span,
    /// Where the value may begin: behind the colon.
    pub value: usize,
    /// What is wrong with the colon.
    pub flaw: Option<(FlawKind, Span)>,
}

/// Finds the key of a line; none where the line does not look like an entry at all.
pub(super) fn find(text: &str) -> Option<Key> {
    let word = identifier(text);
    let behind = &text[word..];
    if word > 0 && behind.starts_with('：') {
        return Some(broken(word, '：'.len_utf8(), FlawKind::ColonFullWidth, 0));
    }
    if let Some(key) = proper(text) {
        return Some(key);
    }
    let free = behind.trim_start_matches([' ', '\t']);
    if word == 0 {
        return quoted_without_space(text);
    }
    if let Some(value) = behind.strip_prefix(':') {
        let next = value.chars().next().filter(|_| !value.starts_with("//"))?;
        return Some(match next.is_whitespace() {
            true => Key {
                flaw: Some((FlawKind::OddSpace, Span::new(word + 1, word + 1 + next.len_utf8()))),
                value: word + 1 + next.len_utf8(),
                span: Span::new(0, word),
            },
            false => broken(word, 1, FlawKind::ColonWithoutSpace, 0),
        });
    }
    let gap = behind.len() - free.len();
    (free.starts_with('=') && !free.starts_with("=="))
        .then(|| broken(word, 1, FlawKind::Separator, gap))
}

/// A key whose separator of `len` bytes, `gap` bytes behind the key, is wrong.
fn broken(word: usize, len: usize, kind: FlawKind, gap: usize) -> Key {
    let mark = Span::new(word + gap, word + gap + len);
    Key { span: Span::new(0, word), value: mark.end, flaw: Some((kind, mark)) }
}

/// A key as YAML has it: anything up to a colon before a blank or the end.
fn proper(text: &str) -> Option<Key> {
    let bytes = text.as_bytes();
    let from = match bytes.first()? {
        b'"' | b'\'' => quotes::closing(text, quotes::YAML)? + 1,
        _ => 0,
    };
    let colon = from
        + memchr::memchr_iter(b':', &bytes[from..])
            .find(|&at| matches!(bytes.get(from + at + 1), None | Some(b' ' | b'\t')))?;
    let key = text[..colon].trim_end_matches([' ', '\t']);
    let plain = from == 0 && !key.is_empty() && !key.contains(" #");
    (plain || key.len() == from).then_some(Key {
        span: Span::new(0, key.len()),
        value: colon + 1,
        flaw: None,
    })
}

/// `"key":value`
fn quoted_without_space(text: &str) -> Option<Key> {
    let end = text.starts_with(['"', '\'']).then(|| quotes::closing(text, quotes::YAML))?? + 1;
    let value = text[end..].strip_prefix(':')?;
    (!value.is_empty()).then(|| broken(end, 1, FlawKind::ColonWithoutSpace, 0))
}

/// Length of the ASCII word at the start, as keys are.
pub(super) fn identifier(text: &str) -> usize {
    let bytes = text.as_bytes();
    if !bytes.first().is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'_') {
        return 0;
    }
    bytes
        .iter()
        .position(|byte| !(byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')))
        .unwrap_or(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, key: &str, value: &str, flaw: Option<FlawKind>) {
        let found = find(line).unwrap();
        assert_eq!(found.span.text(line), key, "{line}");
        assert_eq!(&line[found.value..], value, "{line}");
        assert_eq!(found.flaw.map(|(kind, _)| kind), flaw, "{line}");
    }

    #[test]
    fn keys_are_found_whatever_their_colon() {
        check("title: a: b", "title", " a: b", None);
        check("\"a: b\" : c", "\"a: b\"", " c", None);
        check("title:A", "title", "A", Some(FlawKind::ColonWithoutSpace));
        check("title：A: b", "title", "A: b", Some(FlawKind::ColonFullWidth));
        check("title:\u{a0}A", "title", "A", Some(FlawKind::OddSpace));
        check("\"title\":A", "\"title\"", "A", Some(FlawKind::ColonWithoutSpace));
        check("title = A", "title", " A", Some(FlawKind::Separator));
        assert_eq!(find("http://example.org"), None);
        assert_eq!(find("just text"), None);
    }
}
