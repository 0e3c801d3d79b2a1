//! Reads broken YAML entry by entry: what a reader accepts on its own is read by it, the rest line by line.

use super::Parts;
use super::flaw::{Flaw, FlawKind};
use super::key::{self, Key};
use super::lines::{Line, lines};
use super::quotes;
use super::value::{self as line_value, node, scalar};
use crate::document::{Entry, Kind, List, Map, Node, Style, Tree, yaml};
use crate::text::Span;
use crate::value;

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
        let Some(first) = lines.iter().find(|line| line.is_filled()) else {
            self.note_comments(lines);
            let map = Map { entries: Vec::new(), flow: false, header: None };
            return node(Span::at(at), Kind::Map(map));
        };
        let is_list = is_item(first.text);
        let (mut entries, mut items) = (Vec::new(), Vec::new());
        let starts = chunk_starts(lines);
        let mut nth = 0;
        while nth < starts.len() {
            let (tree, taken) = self.strict(lines, &starts[nth..], is_list);
            let end = starts.get(nth + taken).copied().unwrap_or(lines.len());
            let chunk = &lines[starts[nth]..end];
            nth += taken;
            match tree.map(|tree| (tree.root.kind, tree.comments)) {
                Ok((kind, comments)) => {
                    self.comments.extend(comments);
                    match kind {
                        Kind::Map(map) => entries.extend(map.entries),
                        Kind::List(list) => items.extend(list.items),
                        _ => {}
                    }
                }
                Err(refused) if depth < DEEPEST => {
                    let known = self.flaws.len();
                    self.note_comments(chunk);
                    if depth == 0 {
                        self.tabs(chunk);
                    }
                    match is_list {
                        true => items.extend(self.item(chunk, depth)),
                        false => entries.extend(self.entry(chunk, depth)),
                    }
                    if self.flaws.len() == known {
                        self.unexplained(chunk, refused);
                    }
                }
                Err(refused) => self.unexplained(chunk, refused),
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

    /// The first chunk as the strict reader reads it, or the byte at which that refuses it. With it comes how
    /// many chunks it is made of: more than one where a quote is closed lines below.
    fn strict(
        &self,
        lines: &[Line<'a>],
        starts: &[usize],
        is_list: bool,
    ) -> (Result<Tree<'a>, usize>, usize) {
        let read = |end: usize| {
            let block = Span::new(lines[starts[0]].start, lines[end - 1].next);
            // All readers agree on what is plain, as most keys around a broken one are.
            if !is_list && let Some(tree) = yaml::parse_plain(self.text, block) {
                return Ok(tree);
            }
            let tree = yaml::parse(self.text, block).map_err(|refused| refused.at)?;
            value::yaml::read(block.text(self.text))
                .map_err(|refused| block.start + refused.at.min(block.len()))?;
            match (&tree.root.kind, is_list) {
                (Kind::Map(_), false) | (Kind::List(_), true) => Ok(tree),
                (Kind::Map(map), true) if map.entries.is_empty() => Ok(tree),
                _ => Err(tree.root.span.start),
            }
        };
        let end = |chunks: usize| starts.get(chunks).copied().unwrap_or(lines.len());
        let first = read(end(1));
        let head = lines[starts[0]..end(1)].iter().find(|line| line.is_filled());
        let (Err(_), Some(mark)) = (&first, head.and_then(|line| open_quote(line))) else {
            return (first, 1);
        };
        let closing = lines[end(1)..].iter().position(|line| line.text.contains(mark));
        if let Some(closing) = closing.map(|nth| end(1) + nth) {
            let chunks = starts.partition_point(|start| *start <= closing);
            if let Ok(tree) = read(end(chunks)) {
                return (Ok(tree), chunks);
            }
        }
        (first, 1)
    }

    /// Notes that a reader refuses a chunk in which nothing wrong could be seen.
    fn unexplained(&mut self, chunk: &[Line<'a>], at: usize) {
        // A tab explains it, and is reported with the outermost entry.
        let tab = |line: &Line<'_>| self.text[line.start..line.at()].contains('\t');
        if chunk.iter().any(tab) {
            return;
        }
        let Some(line) = chunk.iter().filter(|line| line.is_filled()).find(|line| at < line.next)
        else {
            return;
        };
        let start = at.clamp(line.at(), line.end());
        let len = self.text[start..line.end()].chars().next().map_or(0, char::len_utf8);
        // The whole chunk, so that reading it again gives the reason.
        let whole = Span::new(chunk[0].start, chunk[chunk.len() - 1].next);
        self.flaw(FlawKind::Other, Span::new(start, start + len), whole);
    }

    /// Reads a key with what belongs to it.
    fn entry(&mut self, chunk: &[Line<'a>], depth: usize) -> Option<Entry<'a>> {
        let at = chunk.iter().position(Line::is_filled)?;
        let (line, rest) = (chunk[at], &chunk[at + 1..]);
        if is_conflict(&line) {
            self.flaw(FlawKind::Conflict, line.span(), line.span());
            return None;
        }
        self.control(&line);
        let Some(key) = key::find(line.text) else {
            let template =
                line_value::template(line.text).map(|len| Span::new(line.at(), line.at() + len));
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
            return match rest.iter().any(Line::is_filled) {
                true => self.block(rest, at, depth + 1),
                false => scalar(Span::at(at), "", Style::Plain),
            };
        }
        let (node, flaw) = line_value::read(behind, Span::of(behind, self.text).start);
        match flaw {
            Some(flaw) => self.flaws.push(flaw),
            None if key.flaw.is_none() => self.below(rest),
            None => {}
        }
        node
    }

    /// Finds what is wrong with the lines below a value that has nothing wrong itself.
    fn below(&mut self, rest: &[Line<'a>]) {
        for line in rest.iter().filter(|line| line.is_filled()) {
            let indentation = Span::new(line.start, line.at());
            let kind = match key::find(line.text) {
                // Its tab is reported already.
                _ if indentation.text(self.text).contains('\t') => continue,
                _ if is_conflict(line) => FlawKind::Conflict,
                Some(_) if line.indent > 0 => FlawKind::Indentation,
                _ if is_item(line.text) => FlawKind::Indentation,
                _ if line_value::template(line.text).is_some() => FlawKind::Template,
                _ if line.indent == 0 => FlawKind::NoKey,
                _ => continue,
            };
            let span = if kind == FlawKind::Indentation { indentation } else { line.span() };
            self.flaw(kind, span, line.span());
        }
    }

    /// Reads an item of a list with what belongs to it.
    fn item(&mut self, chunk: &[Line<'a>], depth: usize) -> Option<Node<'a>> {
        let at = chunk.iter().position(Line::is_filled)?;
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
        // It is read as if its line began here, but as deep as it stands.
        let width = line.width + indent - line.indent;
        let inner = Line { start: line.start + indent, indent: 0, width, text: content, ..line };
        if key::find(content).is_some_and(|key| key.flaw.is_none()) {
            let lines: Vec<_> =
                std::iter::once(inner).chain(chunk[at + 1..].iter().copied()).collect();
            return Some(self.block(&lines, inner.at(), depth + 1));
        }
        let (node, flaw) = line_value::read(content, inner.at());
        match flaw {
            Some(flaw) => self.flaws.push(flaw),
            None => self.below(&chunk[at + 1..]),
        }
        Some(node)
    }

    /// Reports tabs in the indentation.
    fn tabs(&mut self, chunk: &[Line<'a>]) {
        for line in chunk {
            // A tab on a line with nothing else is refused by some readers as well.
            let end = if line.is_blank() { line.next } else { line.at() };
            let blanks = &self.text[line.start..end];
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

/// The quote that the value on a line opens and does not close.
fn open_quote(line: &Line<'_>) -> Option<char> {
    let value = match line.text.strip_prefix("- ") {
        Some(item) => item,
        None => &line.text[key::find(line.text)?.value..],
    };
    let value = value.trim_matches([' ', '\t']);
    let mark = value.chars().next().filter(|first| matches!(first, '"' | '\''))?;
    quotes::closing(value, quotes::YAML).is_none().then_some(mark)
}

fn key_node<'a>(line: &Line<'a>, key: Key) -> Node<'a> {
    let raw = key.span.text(line.text);
    let span = key.span.shifted(line.at());
    match raw.starts_with(['"', '\'']) {
        true => line_value::read(raw, span.start).0,
        false => scalar(span, raw, Style::Plain),
    }
}

fn is_item(text: &str) -> bool {
    text.strip_prefix('-').is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
}

/// Where the entries begin in lines: each at the least indentation, with what belongs to it.
fn chunk_starts(lines: &[Line<'_>]) -> Vec<usize> {
    let filled = || lines.iter().filter(|line| line.is_filled());
    let base = filled().map(|line| line.width).min().unwrap_or_default();
    let is_list = filled().next().is_some_and(|line| is_item(line.text));
    let begins = |line: &Line<'_>| {
        let key = || !is_item(line.text) && key::find(line.text).is_some();
        let own = if is_list { is_item(line.text) } else { key() };
        line.is_filled() && line.width == base && (own || is_conflict(line))
    };
    let mut starts: Vec<usize> =
        lines.iter().enumerate().filter(|(_, line)| begins(line)).map(|(at, _)| at).collect();
    match starts.first_mut() {
        Some(first) => *first = 0,
        None => starts.push(0),
    }
    starts
}
