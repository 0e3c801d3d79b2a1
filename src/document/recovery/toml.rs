//! Reads broken TOML line by line.

use super::Parts;
use super::flaw::{Flaw, FlawKind};
use super::key;
use super::lines::{Line, lines};
use super::quotes::{self, SMART};
use super::value::{self, node, scalar};
use super::yaml::is_conflict;
use crate::document::{Entry, Kind, Map, Node, Style};
use crate::text::Span;

/// Finds the keys with values that stand on one line each, and the tables around them.
pub(super) fn recover(text: &str, block: Span) -> Parts<'_> {
    let mut root = Vec::new();
    let mut comments = Vec::new();
    let mut flaws = Vec::new();
    let mut table: Option<Entry<'_>> = None;
    for line in lines(text, block) {
        if line.is_comment() {
            comments.push(line.span());
        } else if is_conflict(&line) {
            flaws.push(Flaw { kind: FlawKind::Conflict, span: line.span(), value: line.span() });
        } else if let Some(header) = header(&line) {
            root.extend(table.replace(header));
        } else if !line.is_blank() {
            let entry = entry(&line, text, &mut flaws);
            match table.as_mut().map(|table| &mut table.value.kind) {
                Some(Kind::Map(map)) => map.entries.extend(entry),
                _ => root.extend(entry),
            }
        }
    }
    root.extend(table);
    let map = Kind::Map(Map { entries: root, flow: false, header: None });
    (node(block, map), comments, flaws)
}

/// The table that a `[name]` line opens.
fn header<'a>(line: &Line<'a>) -> Option<Entry<'a>> {
    let name = line.text.strip_prefix('[')?.split_once(']')?.0;
    let start = line.at() + 1;
    let bare = name.trim_matches([' ', '[']);
    let key = scalar(Span::new(start, start + name.len()), bare, Style::Plain);
    let map = Map { entries: Vec::new(), flow: false, header: Some(line.span()) };
    Some(Entry { key, value: node(line.span(), Kind::Map(map)) })
}

/// A key with its value.
fn entry<'a>(line: &Line<'a>, text: &'a str, flaws: &mut Vec<Flaw>) -> Option<Entry<'a>> {
    let mut add = |kind, span, value| flaws.push(Flaw { kind, span, value });
    let equals = line.text.find('=');
    let word = key::identifier(line.text);
    let behind = line.text[word..].trim_start_matches([' ', '\t']);
    if word > 0 && behind.starts_with([':', '：']) && equals.is_none_or(|at| at > word) {
        let at = line.end() - behind.len();
        let len = behind.chars().next().map_or(0, char::len_utf8);
        add(FlawKind::Separator, Span::new(at, at + len), line.span());
        let raw = behind[len..].trim_matches([' ', '\t']);
        return Some(pair(line, word, value(raw, text, &mut |_, _, _| {})));
    }
    let Some(equals) = equals else {
        let kind = match value::template(line.text) {
            Some(_) => FlawKind::Template,
            None => FlawKind::NoKey,
        };
        add(kind, line.span(), line.span());
        return None;
    };
    let raw = line.text[equals + 1..].trim_matches([' ', '\t']);
    Some(pair(
        line,
        line.text[..equals].trim_end_matches([' ', '\t']).len(),
        value(raw, text, &mut add),
    ))
}

fn pair<'a>(line: &Line<'a>, key: usize, value: Node<'a>) -> Entry<'a> {
    let span = Span::new(line.at(), line.at() + key);
    let name = line.text[..key].trim_matches(['"', '\'']);
    Entry { key: scalar(span, name, Style::Plain), value }
}

/// A value on one line.
fn value<'a>(raw: &'a str, text: &'a str, add: &mut impl FnMut(FlawKind, Span, Span)) -> Node<'a> {
    let at = Span::of(raw, text).start;
    let whole = Span::new(at, at + raw.len());
    if raw.starts_with("\"\"\"") || raw.starts_with("'''") {
        return scalar(whole, raw.trim_matches(['"', '\'']), Style::MultiDouble);
    }
    if raw.starts_with(['"', '\'']) {
        let quoted = quotes::read(raw, quotes::TOML);
        let span = Span::new(at, at + quoted.len);
        if let Some((kind, place)) = quoted.flaw {
            add(kind, place.shifted(at), span);
        }
        return scalar(span, quoted.text, quoted.style);
    }
    if let Some(len) = value::template(raw) {
        add(FlawKind::Template, Span::new(at, at + len), whole);
        return scalar(whole, raw, Style::Plain);
    }
    if raw.starts_with(SMART) {
        let len = raw.chars().next().map_or(0, char::len_utf8);
        add(FlawKind::QuoteSmart, Span::new(at, at + len), whole);
        return scalar(whole, raw.trim_matches(SMART), Style::Plain);
    }
    if !raw.starts_with(['[', '{']) && is_bare_text(raw) {
        add(FlawKind::Unquoted, whole, whole);
    }
    scalar(whole, raw, Style::Plain)
}

/// Whether a bare value is text that lacks quotes, rather than a number, date or truth value.
fn is_bare_text(raw: &str) -> bool {
    let word = raw.split([' ', '\t', '#']).next().unwrap_or_default();
    let known = matches!(word, "true" | "false" | "inf" | "nan");
    !known && !raw.starts_with(|first: char| first.is_ascii_digit() || "+-.#".contains(first))
}
