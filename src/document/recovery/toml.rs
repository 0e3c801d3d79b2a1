//! Reads broken TOML entry by entry: what a reader accepts on its own is read by it, the rest line by line.

use super::Parts;
use super::flaw::{Flaw, FlawKind};
use super::key;
use super::lines::{Line, lines};
use super::quotes::{self, SMART};
use super::value::{self, node, scalar};
use super::yaml::is_conflict;
use crate::document::{Entry, Kind, Map, Node, Style, toml};
use crate::text::Span;

/// Reads the entries of `block` and the tables around them.
pub(super) fn recover(text: &str, block: Span) -> Parts<'_> {
    let lines = lines(text, block);
    let mut reader = Reader { text, flaws: Vec::new() };
    let mut comments = Vec::new();
    let mut root = Vec::new();
    let mut table: Option<Entry<'_>> = None;
    let mut at = 0;
    while at < lines.len() {
        let line = &lines[at];
        let taken = line_count(&lines[at..]);
        let chunk = &lines[at..at + taken];
        at += taken;
        if line.is_comment() {
            comments.push(line.span());
        } else if is_conflict(line) {
            reader.flaw(FlawKind::Conflict, line.span(), line.span());
        } else if let Some(header) = header(line) {
            root.extend(table.replace(header));
        } else if line.is_filled() {
            let entries = reader.entries(chunk, &mut comments);
            match &mut table {
                Some(table) => extend(&mut table.value, entries),
                None => root.extend(entries),
            }
        }
    }
    root.extend(table);
    let map = Kind::Map(Map { entries: root, flow: false, header: None });
    (node(block, map), comments, reader.flaws)
}

/// Puts entries into a table, which then reaches to the last of them.
fn extend<'a>(table: &mut Node<'a>, entries: Vec<Entry<'a>>) {
    table.span = entries.iter().map(Entry::span).fold(table.span, Span::cover);
    if let Kind::Map(map) = &mut table.kind {
        map.entries.extend(entries);
    }
}

/// How many lines the first entry takes: more than one where a bracket or a long string stays open.
fn line_count(lines: &[Line<'_>]) -> usize {
    let first = lines[0].text;
    let Some((_, value)) = first.split_once('=') else { return 1 };
    let value = value.trim_start_matches([' ', '\t']);
    let long = ["\"\"\"", "'''"].into_iter().find(|mark| value.starts_with(mark));
    let closes = |line: &Line<'_>| match long {
        Some(mark) => line.text.contains(mark),
        None => line.text.starts_with([']', '}']) || header(line).is_some() || has_key(line.text),
    };
    let open = match long {
        Some(mark) => !value[mark.len()..].contains(mark),
        None => value.starts_with(['[', '{']) && !value.contains([']', '}']),
    };
    let last = lines.iter().skip(1).position(closes).filter(|_| open);
    match last.map(|nth| nth + 1) {
        Some(last) if long.is_none() && !lines[last].text.starts_with([']', '}']) => last,
        Some(last) => last + 1,
        None => 1,
    }
}

fn has_key(text: &str) -> bool {
    let word = key::identifier(text);
    word > 0 && text[word..].trim_start_matches([' ', '\t']).starts_with('=')
}

/// The table that a `[name]` line opens.
fn header<'a>(line: &Line<'a>) -> Option<Entry<'a>> {
    let (name, rest) = line.text.strip_prefix('[')?.split_once(']')?;
    if name.contains(['"', '\'', ',']) || rest.starts_with(',') {
        return None;
    }
    let start = line.at() + 1;
    let bare = name.trim_matches([' ', '[']);
    let key = scalar(Span::new(start, start + name.len()), bare, Style::Plain);
    let map = Map { entries: Vec::new(), flow: false, header: Some(line.span()) };
    Some(Entry { key, value: node(line.span(), Kind::Map(map)) })
}

struct Reader<'a> {
    text: &'a str,
    flaws: Vec<Flaw>,
}

impl<'a> Reader<'a> {
    /// The entries of one chunk; more than one only for dotted keys.
    fn entries(&mut self, chunk: &[Line<'a>], comments: &mut Vec<Span>) -> Vec<Entry<'a>> {
        let span = Span::new(chunk[0].start, chunk[chunk.len() - 1].next);
        let refused = match toml::parse(self.text, span) {
            Ok(tree) => {
                comments.extend(tree.comments);
                return match tree.root.kind {
                    Kind::Map(map) => map.entries,
                    _ => Vec::new(),
                };
            }
            Err(refused) => refused.at,
        };
        let known = self.flaws.len();
        let entry = self.entry(&chunk[0]);
        if self.flaws.len() == known {
            let line = chunk.iter().find(|line| refused < line.next).unwrap_or(&chunk[0]);
            let start = refused.clamp(line.at(), line.end());
            let len = self.text[start..line.end()].chars().next().map_or(0, char::len_utf8);
            self.flaw(FlawKind::Other, Span::new(start, start + len), line.span());
        }
        entry.into_iter().collect()
    }

    /// A key with its value, on one line.
    fn entry(&mut self, line: &Line<'a>) -> Option<Entry<'a>> {
        let equals = line.text.find('=');
        let word = key::identifier(line.text);
        let behind = line.text[word..].trim_start_matches([' ', '\t']);
        if word > 0 && behind.starts_with([':', '：']) && equals.is_none_or(|at| at > word) {
            let at = line.end() - behind.len();
            let len = behind.chars().next().map_or(0, char::len_utf8);
            self.flaw(FlawKind::Separator, Span::new(at, at + len), line.span());
            let raw = behind[len..].trim_matches([' ', '\t']);
            return Some(pair(line, word, scalar(Span::of(raw, self.text), raw, Style::Plain)));
        }
        let Some(equals) = equals else {
            let template = value::template(line.text).is_some();
            let kind = if template { FlawKind::Template } else { FlawKind::NoKey };
            self.flaw(kind, line.span(), line.span());
            return None;
        };
        let raw = line.text[equals + 1..].trim_matches([' ', '\t']);
        let key = line.text[..equals].trim_end_matches([' ', '\t']).len();
        Some(pair(line, key, self.value(raw)))
    }

    /// A value on one line.
    fn value(&mut self, raw: &'a str) -> Node<'a> {
        let whole = Span::of(raw, self.text);
        let at = whole.start;
        let first = Span::new(at, at + raw.chars().next().map_or(0, char::len_utf8));
        if raw.starts_with("\"\"\"") || raw.starts_with("'''") {
            return scalar(whole, raw.trim_matches(['"', '\'']), Style::MultiDouble);
        }
        if raw.starts_with(['"', '\'']) {
            let quoted = quotes::read(raw, quotes::TOML);
            let span = Span::new(at, at + quoted.len);
            if let Some((kind, place)) = quoted.flaw {
                self.flaw(kind, place.shifted(at), span);
            }
            return scalar(span, quoted.text, quoted.style);
        }
        if let Some(len) = value::template(raw) {
            self.flaw(FlawKind::Template, Span::new(at, at + len), whole);
        } else if raw.starts_with(SMART) {
            self.flaw(FlawKind::QuoteSmart, first, whole);
            return scalar(whole, raw.trim_matches(SMART), Style::Plain);
        } else if raw.starts_with('[') && !raw.contains(']') {
            self.flaw(FlawKind::BracketOpen, first, whole);
        } else if is_bare_text(raw) {
            self.flaw(FlawKind::Unquoted, whole, whole);
        }
        scalar(whole, raw, Style::Plain)
    }

    fn flaw(&mut self, kind: FlawKind, span: Span, value: Span) {
        self.flaws.push(Flaw { kind, span, value });
    }
}

fn pair<'a>(line: &Line<'a>, key: usize, value: Node<'a>) -> Entry<'a> {
    let span = Span::new(line.at(), line.at() + key);
    let name = line.text[..key].trim_matches(['"', '\'']);
    Entry { key: scalar(span, name, Style::Plain), value }
}

/// Whether a bare value is text that lacks quotes, rather than a number, date or truth value.
fn is_bare_text(raw: &str) -> bool {
    let word = raw.split([' ', '\t', '#']).next().unwrap_or_default();
    let known = matches!(word, "true" | "false" | "inf" | "nan");
    let typed = |first: char| first.is_ascii_digit() || "+-.#[{".contains(first);
    !raw.is_empty() && !known && !raw.starts_with(typed)
}
