//! Reads broken YAML entry by entry: what a reader accepts on its own is read by it, the rest line by line.

use super::Parts;
use super::flaw::{Flaw, FlawKind};
use super::key::{self, Key};
use super::lines::{Line, lines};
use super::value::{self, node, scalar};
use crate::document::{Entry, Kind, List, Map, Node, Style, Tree};
use crate::text::Span;

/// Entries nested deeper than this are left out: every level is read again.
const DEEPEST: usize = 8;

/// Reads the entries of `block`.
pub(super) fn recover(text: &str, block: Span) -> Parts<'_> {
    let lines = lines(text, block);
    let mut reader = Reader { text, comments: Vec::new(), flaws: Vec::new() };
    let root = reader.block(&lines, block.start, 0);
    (root, reader.comments, reader.flaws)
}

/// Whether version control left this line.
pub(super) fn is_conflict(line: &Line<'_>) -> bool {
    let marks = ["<<<<<<<", "=======", ">>>>>>>", "|||||||"];
    line.indent == 0
        && marks.iter().any(|mark| {
            line.text
                .strip_prefix(mark)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        })
}

struct Reader<'a> {
    text: &'a str,
    comments: Vec<Span>,
    flaws: Vec<Flaw>,
}

impl<'a> Reader<'a> {
    /// Reads lines of one map or list; `at` is where it stands if it is empty.
    fn block(&mut self, lines: &[Line<'a>], at: usize, depth: usize) -> Node<'a> {
        let chunks = chunks(lines);
        let Some(first) = chunks.iter().find_map(|chunk| head(chunk)) else {
            self.note_comments(lines);
            return node(
                Span::at(at),
                Kind::Map(Map { entries: Vec::new(), flow: false, header: None }),
            );
        };
        let is_list = is_item(first.text);
        let (mut entries, mut items) = (Vec::new(), Vec::new());
        for chunk in chunks {
            if let Some(tree) = strict(self.text, chunk) {
                self.comments.extend(tree.comments);
                match tree.root.kind {
                    Kind::Map(map) if !is_list => entries.extend(map.entries),
                    Kind::List(list) if is_list => items.extend(list.items),
                    _ => {}
                }
            } else if depth < DEEPEST {
                self.note_comments(chunk);
                if depth == 0 {
                    self.tabs(chunk);
                }
                match is_list {
                    true => items.extend(self.item(chunk, depth)),
                    false => entries.extend(self.entry(chunk, depth)),
                }
            }
        }
        let end = match is_list {
            true => items.last().map(|item| item.span.end),
            false => entries.last().map(|entry: &Entry<'_>| entry.span().end),
        };
        let span = Span::new(first.at(), end.unwrap_or(first.end()).max(first.at()));
        node(
            span,
            match is_list {
                true => Kind::List(List { items, flow: false }),
                false => Kind::Map(Map { entries, flow: false, header: None }),
            },
        )
    }

    /// Reads a key with what belongs to it.
    fn entry(&mut self, chunk: &[Line<'a>], depth: usize) -> Option<Entry<'a>> {
        let at = chunk.iter().position(|line| !line.is_blank() && !line.is_comment())?;
        let (line, rest) = (chunk[at], &chunk[at + 1..]);
        if is_conflict(&line) {
            self.flaw(FlawKind::Conflict, line.span(), line.span());
            return None;
        }
        self.control(&line);
        let Some(key) = key::find(line.text) else {
            let template =
                value::template(line.text).map(|len| Span::new(line.at(), line.at() + len));
            match template {
                Some(span) => self.flaw(FlawKind::Template, span, line.span()),
                None => self.flaw(FlawKind::NoKey, line.span(), line.span()),
            }
            return None;
        };
        if let Some((kind, span)) = key.flaw {
            self.flaw(kind, span.shifted(line.at()), line.span());
        }
        let value = self.value(&line, key, rest, depth);
        Some(Entry { key: key_node(&line, key), value })
    }

    /// Reads what stands behind a key: on its line, or below it.
    fn value(&mut self, line: &Line<'a>, key: Key, rest: &[Line<'a>], depth: usize) -> Node<'a> {
        let behind = line.text[key.value..].trim_matches(|blank: char| blank.is_whitespace());
        let at = line.at() + key.value;
        if behind.is_empty() || behind.starts_with('#') {
            return match rest.iter().any(|line| !line.is_blank() && !line.is_comment()) {
                true => self.block(rest, at, depth + 1),
                false => scalar(Span::at(at), "", Style::Plain),
            };
        }
        let (node, flaw) = value::read(behind, Span::of(behind, self.text).start);
        match flaw {
            Some(flaw) => self.flaws.push(flaw),
            None if key.flaw.is_none() => self.below(rest),
            None => {}
        }
        node
    }

    /// Finds what is wrong with the lines below a value that has nothing wrong itself.
    fn below(&mut self, rest: &[Line<'a>]) {
        let significant = rest.iter().filter(|line| !line.is_blank() && !line.is_comment());
        for line in significant {
            if self.flaws.iter().any(|flaw| flaw.kind == FlawKind::Tab && flaw.value == line.span())
            {
                continue;
            }
            let indentation = Span::new(line.start, line.at());
            match key::find(line.text) {
                _ if is_conflict(line) => self.flaw(FlawKind::Conflict, line.span(), line.span()),
                Some(_) if line.indent > 0 => {
                    self.flaw(FlawKind::Indentation, indentation, line.span());
                }
                _ if line.indent == 0 => self.flaw(FlawKind::NoKey, line.span(), line.span()),
                _ => {}
            }
        }
    }

    /// Reads an item of a list with what belongs to it.
    fn item(&mut self, chunk: &[Line<'a>], depth: usize) -> Option<Node<'a>> {
        let at = chunk.iter().position(|line| !line.is_blank() && !line.is_comment())?;
        let line = chunk[at];
        let Some(dash) = line.text.strip_prefix('-') else {
            self.flaw(FlawKind::Indentation, Span::new(line.start, line.at()), line.span());
            return None;
        };
        let content = dash.trim_start_matches([' ', '\t']);
        if content.is_empty() {
            return Some(self.block(&chunk[at + 1..], line.end(), depth + 1));
        }
        let indent = line.indent + line.text.len() - content.len();
        let inner = Line { indent, text: content, ..line };
        if key::find(content).is_some_and(|key| key.flaw.is_none()) {
            let lines: Vec<_> =
                std::iter::once(inner).chain(chunk[at + 1..].iter().copied()).collect();
            return Some(self.block(&lines, inner.at(), depth + 1));
        }
        let (node, flaw) = value::read(content, inner.at());
        match flaw {
            Some(flaw) => self.flaws.push(flaw),
            None => self.below(&chunk[at + 1..]),
        }
        Some(node)
    }

    /// Reports tabs in the indentation.
    fn tabs(&mut self, chunk: &[Line<'a>]) {
        for line in chunk.iter().filter(|line| !line.is_blank()) {
            let blanks = &self.text[line.start..line.at()];
            if let Some(tab) = blanks.find('\t') {
                let len = blanks[tab..].bytes().take_while(|byte| *byte == b'\t').count();
                let start = line.start + tab;
                self.flaw(FlawKind::Tab, Span::new(start, start + len), line.span());
            }
        }
    }

    /// Reports the first control character of a line.
    fn control(&mut self, line: &Line<'a>) {
        let found = line.text.char_indices().find(|(_, c)| c.is_control() && *c != '\t');
        if let Some((at, character)) = found {
            let start = line.at() + at;
            let span = Span::new(start, start + character.len_utf8());
            self.flaw(FlawKind::Control, span, line.span());
        }
    }

    fn flaw(&mut self, kind: FlawKind, span: Span, value: Span) {
        self.flaws.push(Flaw { kind, span, value });
    }

    fn note_comments(&mut self, lines: &[Line<'a>]) {
        self.comments.extend(lines.iter().filter(|line| line.is_comment()).map(Line::span));
    }
}

/// The tree of lines that a strict reader accepts.
fn strict<'a>(_text: &'a str, _lines: &[Line<'a>]) -> Option<Tree<'a>> {
    None
}

fn key_node<'a>(line: &Line<'a>, key: Key) -> Node<'a> {
    let raw = key.span.text(line.text);
    let span = key.span.shifted(line.at());
    match raw.starts_with(['"', '\'']) {
        true => value::read(raw, span.start).0,
        false => scalar(span, raw, Style::Plain),
    }
}

/// The first line that is neither blank nor a comment.
fn head<'l, 'a>(lines: &'l [Line<'a>]) -> Option<&'l Line<'a>> {
    lines.iter().find(|line| !line.is_blank() && !line.is_comment())
}

fn is_item(text: &str) -> bool {
    text.strip_prefix('-').is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
}

/// Cuts lines into entries: each begins at the least indentation and takes what belongs to it.
fn chunks<'l, 'a>(lines: &'l [Line<'a>]) -> Vec<&'l [Line<'a>]> {
    let significant = || lines.iter().filter(|line| !line.is_blank() && !line.is_comment());
    let Some(base) = significant().map(|line| line.width).min() else { return Vec::new() };
    let is_list = significant().next().is_some_and(|line| is_item(line.text));
    let begins = |line: &Line<'_>| {
        line.width == base
            && !line.is_blank()
            && !line.is_comment()
            && match is_list {
                true => is_item(line.text) || is_conflict(line),
                false => is_conflict(line) || !is_item(line.text) && key::find(line.text).is_some(),
            }
    };
    let mut starts: Vec<usize> =
        lines.iter().enumerate().filter(|(_, line)| begins(line)).map(|(at, _)| at).collect();
    match starts.first_mut() {
        Some(first) => *first = 0,
        None => starts.push(0),
    }
    let ends = starts.iter().skip(1).copied().chain([lines.len()]);
    starts.iter().zip(ends).map(|(&start, end)| &lines[start..end]).collect()
}
