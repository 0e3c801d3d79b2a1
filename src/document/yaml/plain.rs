//! Blocks so plain that all readers of YAML find the same keys and scalars in them.
//!
//! Most front matter is a list of `key: value` lines, whose values are texts without YAML's marks, quoted texts without
//! escapes, lists of those, and maps of all these. One look at such a block serves everybody: the tree, the reference
//! reader, and each engine, which types the scalars by its own table. Whatever is not surely of this kind is left to the
//! readers themselves; a test holds both ways to the same result.

use std::borrow::Cow;

use crate::document::tree::{Entry, Kind, List, Map, Node, Scalar, Style, Tree};
use crate::text::Span;
use crate::value::{self, Value};

/// A block with more keys is left to the readers: here each key is compared with those before it.
const MOST_KEYS: usize = 32;

/// Most posts have fewer keys.
const USUAL_KEYS: usize = 12;

/// Keys that some reader takes for something else than text.
const WORDS: [&str; 9] = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];

/// How many maps stand in each other at most.
const MOST_MAPS: usize = 8;

/// The tree of a plain block; none where the block is not surely plain.
pub fn parse(text: &str, block: Span) -> Option<Tree<'_>> {
    let root = Open { indent: 0, entries: Vec::with_capacity(USUAL_KEYS), items: None };
    let mut reader = Reader { text, outer: Vec::new(), map: root };
    let mut at = block.start;
    while at < block.end {
        let rest = &text.as_bytes()[at..block.end];
        let end = at + memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        if at < end {
            reader.line(at, end)?;
        }
        at = end + 1;
    }
    while !reader.outer.is_empty() {
        reader.close()?;
    }
    Some(Tree { root: reader.map.into_node()?, comments: Vec::new() })
}

/// The values of a plain tree as the reference reader types them.
pub fn value(node: &Node<'_>) -> Value {
    match &node.kind {
        Kind::Scalar(scalar) if scalar.style == Style::Plain => value::yaml::plain(&scalar.text),
        Kind::Scalar(scalar) => Value::String(scalar.text.to_string()),
        Kind::List(list) => Value::List(list.items.iter().map(value).collect()),
        Kind::Map(map) => {
            let pairs = map.entries.iter();
            Value::Map(pairs.map(|one| (one.name().to_owned(), value(&one.value))).collect())
        }
        Kind::Alias(_) => Value::Null,
    }
}

/// What was read so far.
struct Reader<'a> {
    text: &'a str,
    /// The maps around the innermost one, outermost first; each waits for the value of its last key.
    outer: Vec<Open<'a>>,
    /// The innermost map.
    map: Open<'a>,
}

/// A map that may go on.
struct Open<'a> {
    /// How many blanks stand before its keys.
    indent: usize,
    entries: Vec<Entry<'a>>,
    /// How deep the items of the last entry's list are indented; none where it takes none.
    items: Option<usize>,
}

impl<'a> Open<'a> {
    fn into_node(self) -> Option<Node<'a>> {
        let (first, last) = (self.entries.first()?, self.entries.last()?);
        let span = first.key.span.cover(last.value.span);
        Some(node(span, Kind::Map(Map { entries: self.entries, flow: false, header: None })))
    }

    /// Whether the last key has no value yet.
    fn waits(&self) -> bool {
        self.entries.last().is_some_and(|entry| entry.value.is_absent())
    }
}

impl<'a> Reader<'a> {
    /// A line from `at` to `end`, which is not empty.
    fn line(&mut self, at: usize, end: usize) -> Option<()> {
        let line = &self.text.as_bytes()[at..end];
        let indent = line.iter().take_while(|byte| **byte == b' ').count();
        while indent < self.map.indent {
            self.close()?;
        }
        if line.get(indent) == Some(&b'-') {
            return self.item(at + indent, end, indent);
        }
        if indent > self.map.indent {
            if !self.map.waits() || self.outer.len() + 1 == MOST_MAPS {
                return None;
            }
            let inner = Open { indent, entries: Vec::new(), items: None };
            self.outer.push(std::mem::replace(&mut self.map, inner));
        }
        self.entry(at + indent, end)
    }

    /// Ends the innermost map: it is the value of the last key of the one around it.
    fn close(&mut self) -> Option<()> {
        let inner = std::mem::replace(&mut self.map, self.outer.pop()?);
        self.map.entries.last_mut()?.value = inner.into_node()?;
        Some(())
    }

    /// A key at `at` with what stands behind it up to `end`.
    fn entry(&mut self, at: usize, end: usize) -> Option<()> {
        let line = &self.text.as_bytes()[at..end];
        let is_of_key = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
        let length = line.iter().take_while(is_of_key).count();
        let key = &self.text[at..at + length];
        let known = |entry: &Entry<'_>| entry.name().eq_ignore_ascii_case(key);
        if !line.first().is_some_and(u8::is_ascii_alphabetic)
            || length > 64
            || line.get(length) != Some(&b':')
            || !matches!(line.get(length + 1), None | Some(b' '))
            || WORDS.iter().any(|word| word.eq_ignore_ascii_case(key))
            || self.map.entries.len() == MOST_KEYS
            || self.map.entries.iter().any(known)
        {
            return None;
        }
        let colon = at + length;
        let value = match self.trimmed(colon + 1, end) {
            span if span.is_empty() => scalar(Span::at(colon + 1), "", Style::Plain),
            span => self.value(span)?,
        };
        let key = scalar(Span::new(at, colon), key, Style::Plain);
        self.map.items = None;
        self.map.entries.push(Entry { key, value });
        Some(())
    }

    /// A dash at `dash` with what stands behind it up to `end`: an item of the list of the last key.
    fn item(&mut self, dash: usize, end: usize, indent: usize) -> Option<()> {
        if self.text.as_bytes()[dash..end].get(1) != Some(&b' ') {
            return None;
        }
        let span = self.trimmed(dash + 1, end);
        let item = self.value(span)?;
        let begins = self.map.waits();
        let value = &mut self.map.entries.last_mut()?.value;
        if begins {
            let list = List { items: Vec::new(), flow: false };
            *value = node(Span::at(dash), Kind::List(list));
            self.map.items = Some(indent);
        }
        let Kind::List(list) = &mut value.kind else { return None };
        if self.map.items != Some(indent) {
            return None;
        }
        value.span.end = item.span.end;
        list.items.push(item);
        Some(())
    }

    /// A scalar or a list in brackets that takes all of `span`.
    fn value(&self, span: Span) -> Option<Node<'a>> {
        match span.text(self.text).starts_with('[') {
            true => self.list(span),
            false => self.scalar(span, is_plain),
        }
    }

    /// A list in brackets on one line.
    fn list(&self, span: Span) -> Option<Node<'a>> {
        let inner = span.text(self.text).strip_prefix('[')?.strip_suffix(']')?;
        let mut items = Vec::new();
        let mut at = span.start + 1;
        if !inner.trim_start_matches(' ').is_empty() {
            for piece in inner.split(',') {
                items.push(self.scalar(self.trimmed(at, at + piece.len()), is_plain_in_list)?);
                at += piece.len() + 1;
            }
        }
        Some(node(span, Kind::List(List { items, flow: true })))
    }

    /// A scalar that takes all of `span`; where it is not quoted, `is_plain` must hold.
    fn scalar(&self, span: Span, is_plain: fn(&str) -> bool) -> Option<Node<'a>> {
        let text = span.text(self.text);
        let (mark, style) = match text.as_bytes().first()? {
            b'\'' => ('\'', Style::Single),
            b'"' => ('"', Style::Double),
            _ if is_plain(text) => return Some(scalar(span, text, Style::Plain)),
            _ => return None,
        };
        let inner = text.strip_prefix(mark)?.strip_suffix(mark)?;
        let is_simple = !inner.contains([mark, '\\']) && are_ordinary(inner);
        is_simple.then(|| scalar(span, inner, style))
    }

    /// What stands between two places, without the blanks around it.
    fn trimmed(&self, start: usize, end: usize) -> Span {
        let bytes = &self.text.as_bytes()[start..end];
        let before = bytes.iter().take_while(|byte| **byte == b' ').count();
        let behind = bytes[before..].iter().rev().take_while(|byte| **byte == b' ').count();
        Span::new(start + before, end - behind)
    }
}

fn node(span: Span, kind: Kind<'_>) -> Node<'_> {
    Node { span, kind, tag: None, anchor: None }
}

fn scalar(span: Span, text: &str, style: Style) -> Node<'_> {
    node(span, Kind::Scalar(Scalar { text: Cow::Borrowed(text), style }))
}

/// Whether a text without blanks around it is a plain scalar to everybody.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_mark = |(at, byte): (usize, &u8)| match byte {
        b':' => matches!(bytes.get(at + 1), None | Some(b' ')),
        b'#' => bytes[at - 1] == b' ',
        _ => false,
    };
    starts_plain(text)
        && !is_long_number(text)
        && are_ordinary(text)
        && !bytes.iter().enumerate().skip(1).any(is_mark)
}

/// The same between the brackets and commas of a list.
fn is_plain_in_list(text: &str) -> bool {
    let is_mark = |c| matches!(c, '[' | ']' | '{' | '}' | ':' | '#' | '"' | '\'' | '?');
    starts_plain(text)
        && !is_long_number(text)
        && text.chars().all(|c| is_ordinary(c) && !is_mark(c))
}

/// Whether a text may be a number beyond those that every reader can hold.
fn is_long_number(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() > 18 && bytes[0].is_ascii_digit() && bytes.iter().all(u8::is_ascii_alphanumeric)
}

/// Whether a text begins with none of the characters that mean something to YAML.
fn starts_plain(text: &str) -> bool {
    let is_free = |byte: &u8| byte.is_ascii_alphanumeric() || !byte.is_ascii() || *byte == b'/';
    text.as_bytes().first().is_some_and(is_free)
}

/// Whether all characters are ordinary.
fn are_ordinary(text: &str) -> bool {
    // Bytes of ASCII are looked at many at a time.
    match text.is_ascii() {
        true => text.bytes().fold(true, |all, byte| all & matches!(byte, b' '..=b'~')),
        false => text.chars().all(is_ordinary),
    }
}

/// Whether a character is printable to every reader, and no blank or line break to any but for the space.
fn is_ordinary(c: char) -> bool {
    matches!(c,
        ' '..='~'
        | '\u{a1}'..='\u{167f}'
        | '\u{1681}'..='\u{1fff}'
        | '\u{2010}'..='\u{2027}'
        | '\u{2030}'..='\u{205e}'
        | '\u{2070}'..='\u{2fff}'
        | '\u{3001}'..='\u{d7ff}'
        | '\u{f900}'..='\u{fdcf}'
        | '\u{fdf0}'..='\u{fefe}'
        | '\u{ff00}'..='\u{ffef}'
        | '\u{1f000}'..='\u{1fbff}'
        | '\u{20000}'..='\u{2fffd}'
        | '\u{30000}'..='\u{3fffd}')
}

#[cfg(test)]
mod tests {
    use super::super::{blocks_for_tests, parse_whole};
    use super::*;

    fn check(block: &str, plain: bool) {
        let span = Span::new(0, block.len());
        let Some(tree) = parse(block, span) else {
            return assert!(!plain, "{block:?} is not taken for plain");
        };
        assert!(plain, "{block:?} is taken for plain");
        let whole = parse_whole(block, span).expect("readable");
        assert_eq!(format!("{tree:?}"), format!("{whole:?}"), "{block:?}");
        assert_eq!(value(&tree.root), value::yaml::read(block).expect("readable"), "{block:?}");
    }

    #[test]
    fn plain_blocks_are_read_like_any_others() {
        for block in [
            "title: a\n",
            "title: a",
            "title: 灯塔：守望 者！\ndate: 2021-09-27 21:07:48\n",
            "title:   a b  \nthumbnail: \nauthor:\n",
            "title: 'a: b # c'   \nb: \"[x] {y}\"\nc: ''\n",
            "tags: [a, 'b c', \"d\" , C++,2021]\nempty: []\nspaces: [ ]\n",
            "categories:\n - a\n - 'b'\ntags:\n- x\n-   y z  \n",
            "categories:\n\n  - a\n\n  - b\n\ntitle: x\n",
            "a: http://x.example/a#b?c=d&e=f\nb: a:b\n",
            "a: /b/c\nd:\n- [e, /f]\n- []\n- g\n",
            "a:\n  b: c\n",
            "a: 1\nb:\n  c: 2\n  d:\n     e: [x, 'y']\n     f:\n\n     - z\n     - y\n  g: ' '\nh:\n",
            "a:\n b:\n  c:\n   - d\ne:\n b:\n   - f\n a: 2021-09-27\n",
            "a: 12\nb: 1.5\nc: 0x1F\nd: 0o17\ne: 010\nf: true\ng: ",
            "a: True\nb: null\nc: yes\nd: 1e3\ne: 1_000\n",
        ] {
            check(block, true);
        }
    }

    proptest::proptest! {
        #[test]
        fn what_is_taken_for_plain_is(block in blocks_for_tests::blocks()) {
            check(&block, parse(&block, Span::new(0, block.len())).is_some());
        }
    }

    #[test]
    fn what_may_be_read_in_two_ways_is_left_to_the_readers() {
        for block in [
            "",
            "\n",
            "a: b: c\n",
            "a: b:\n",
            "a: b #c\n",
            "a:b\n",
            "a:\tb\n",
            "a: b\tc\n",
            "a: b\r\n",
            "a: 'b''c'\n",
            "a: \"b\\n\"\n",
            "a: 'b' c\n",
            "a: |\n  b\n",
            "a: &b c\n",
            "a: *b\n",
            "a: @b\n",
            "a: -b\n",
            "a: .5\n",
            "a: ~\n",
            "a: {b: c}\n",
            "a: [b, c: d]\n",
            "a: [b,]\n",
            "a: [b\n",
            "a: ['b, c']\n",
            "a: b\n  c\n",
            "a:\n  b: c\n d: e\n",
            "a:\n  b: c\n   d: e\n",
            "a: b\n  c: d\n",
            "a:\n  b: c\n- d\n",
            "a:\n  - b\n  c: d\n",
            "a:\n  b: c\n  B: d\n",
            "a:\n  {b: c}\n",
            "a:\n  [b]\n",
            "a:\n - b: c\n   d: e\n",
            "  a: b\n",
            "a:\n  - b\n - c\n",
            "a:\n - b: c\n",
            "a:\n -\n",
            "a: b\n- c\n",
            "- a\n",
            "A: b\na: c\n",
            "Yes: b\n",
            "1: b\n",
            "# c\na: b\n",
            "a: b\u{a0}\n",
            "a: \u{feff}b\n",
            "---\na: b\n",
        ] {
            check(block, false);
        }
    }
}
