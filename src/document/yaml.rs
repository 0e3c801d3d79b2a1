//! A YAML block as a tree, from the events of `granit-parser`.
//!
//! The parser's ranges are not always those of the source: an absent value stands before its colon, a
//! block scalar lacks its header, a block collection has no width. They are mended here.

#[cfg(test)]
pub(crate) mod blocks_for_tests;
mod plain;

use std::borrow::Cow;

use granit_parser::{Event, Parser, ScalarStyle, StructureStyle};

use super::tree::{Entry, Kind, List, MAX_DEPTH, Map, Node, Scalar, Style, Tree};
use crate::text::{Span, character_at};
use crate::value::Unreadable;

pub use plain::{parse as parse_plain, value as plain_value};

/// The tree of the YAML in the bytes `block` of `text`; an empty map where the block is empty.
///
/// # Errors
/// Where the parser refuses it, a second document begins, or it nests deeper than [`MAX_DEPTH`]; the
/// offset is in bytes of `text`.
pub fn parse(text: &str, block: Span) -> Result<Tree<'_>, Unreadable> {
    parse_plain(text, block).map_or_else(|| parse_whole(text, block), Ok)
}

/// The same by the parser for all of YAML.
fn parse_whole(text: &str, block: Span) -> Result<Tree<'_>, Unreadable> {
    let input = block.text(text);
    let mut builder = Builder::new(text, block);
    for event in Parser::new_from_str_with_options(input, options()) {
        let (event, span) = event.map_err(|error| Unreadable {
            at: block.start + character_at(input, error.marker().byte_offset().unwrap_or(0)),
            message: error.info(),
        })?;
        let range = span.byte_range().unwrap_or(0..0);
        let place = Span::from(range).shifted(block.start);
        let tag = span.tag_span().and_then(|tag| tag.byte_range());
        builder.take(event, place, tag.map(|tag| Span::from(tag).shifted(block.start)))?;
    }
    Ok(builder.finish())
}

/// As libyaml reads, which `serde_yaml` uses: so the two agree.
fn options() -> granit_parser::Options {
    granit_parser::options! {
        emit_anchor_events: true,
        bom_inside_document_as_content: true,
        block_scalar_eof_without_line_feed: true,
        max_buffered_comment_events: usize::MAX,
    }
}

/// The tree as far as the events have come.
struct Builder<'a> {
    text: &'a str,
    block: Span,
    /// Collections that are open, outermost first.
    open: Vec<Open<'a>>,
    root: Option<Node<'a>>,
    comments: Vec<Span>,
    /// Behind the last token; the header of a block scalar is looked for from here.
    cursor: usize,
}

/// A collection that is not closed yet.
struct Open<'a> {
    node: Node<'a>,
    /// The key that waits for its value.
    key: Option<Node<'a>>,
}

impl<'a> Builder<'a> {
    fn new(text: &'a str, block: Span) -> Self {
        Self {
            text,
            block,
            open: Vec::new(),
            root: None,
            comments: Vec::new(),
            cursor: block.start,
        }
    }

    fn take(&mut self, event: Event<'a>, place: Span, tag: Option<Span>) -> Result<(), Unreadable> {
        // What the parser gives as the place of a start that is not written is that of the first token.
        let is_written = !matches!(event, Event::DocumentStart(false, _));
        match event {
            Event::DocumentStart(..) if self.root.is_some() => {
                let message = "a second YAML document begins here".to_owned();
                return Err(Unreadable { at: place.start, message });
            }
            Event::Comment(..) => self.comments.push(place),
            Event::Anchor(..) => self.anchor(place),
            Event::Scalar(text, style, _, _) => self.scalar(text, style, place, tag),
            Event::Alias(_) => {
                let name = Span::new(place.start + 1, place.end).text(self.text);
                self.add(Node { span: place, kind: Kind::Alias(name), tag: None, anchor: None });
            }
            Event::SequenceStart(style, ..) => {
                let flow = style == StructureStyle::Flow;
                let mut place = place;
                if !flow && let Some(dash) = self.indicator(place.start, |byte| byte == b'-') {
                    // A list in the column of its key starts at its first item otherwise.
                    place.start = dash;
                }
                self.start(Kind::List(List { items: Vec::new(), flow }), place, tag)?;
            }
            Event::MappingStart(style, ..) => {
                let flow = style == StructureStyle::Flow;
                let map = Map { entries: Vec::new(), flow, header: None };
                self.start(Kind::Map(map), place, tag)?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(place),
            _ => {}
        }
        if is_written {
            self.cursor = self.cursor.max(place.end.min(self.block.end));
        }
        Ok(())
    }

    fn start(&mut self, kind: Kind<'a>, place: Span, tag: Option<Span>) -> Result<(), Unreadable> {
        if self.open.len() >= MAX_DEPTH {
            let message = format!("it nests more than {MAX_DEPTH} levels deep");
            return Err(Unreadable { at: place.start, message });
        }
        let node = Node { span: place, kind, tag, anchor: None };
        self.open.push(Open { node, key: None });
        Ok(())
    }

    /// Closes the innermost collection: at its bracket, or behind its last child.
    fn end(&mut self, place: Span) {
        let Some(Open { mut node, .. }) = self.open.pop() else { return };
        if !place.is_empty() {
            node.span.end = place.end;
        }
        self.add(node);
    }

    /// Puts a finished node where it belongs.
    fn add(&mut self, node: Node<'a>) {
        let Some(parent) = self.open.last_mut() else {
            self.root = Some(node);
            return;
        };
        parent.node.span = parent.node.span.cover(node.span);
        match (&mut parent.node.kind, parent.key.take()) {
            (Kind::List(list), _) => list.items.push(node),
            (Kind::Map(map), Some(key)) => map.entries.push(Entry { key, value: node }),
            (_, None) => parent.key = Some(node),
            (_, Some(_)) => {}
        }
    }

    /// Notes the anchor of the node whose event came just before.
    fn anchor(&mut self, place: Span) {
        if let Some(node) = self.newest() {
            node.anchor = Some(place);
        }
    }

    /// The node that was added or opened last.
    fn newest(&mut self) -> Option<&mut Node<'a>> {
        let Some(open) = self.open.last_mut() else { return self.root.as_mut() };
        if open.key.is_some() {
            return open.key.as_mut();
        }
        let empty = match &open.node.kind {
            Kind::List(list) => list.items.is_empty(),
            Kind::Map(map) => map.entries.is_empty(),
            _ => true,
        };
        if empty {
            return Some(&mut open.node);
        }
        match &mut open.node.kind {
            Kind::List(list) => list.items.last_mut(),
            Kind::Map(map) => map.entries.last_mut().map(|entry| &mut entry.value),
            _ => None,
        }
    }

    fn scalar(&mut self, text: Cow<'a, str>, style: ScalarStyle, place: Span, tag: Option<Span>) {
        let style = match style {
            ScalarStyle::Plain => Style::Plain,
            ScalarStyle::SingleQuoted => Style::Single,
            ScalarStyle::DoubleQuoted => Style::Double,
            ScalarStyle::Literal => Style::Literal,
            ScalarStyle::Folded => Style::Folded,
        };
        let absent = style == Style::Plain && place.is_empty();
        let (text, span) = match style {
            _ if absent => (Cow::Borrowed(""), Span::at(self.behind_colon(place.start))),
            Style::Literal | Style::Folded => {
                let span = self.block_scalar(place, &text);
                (text, span)
            }
            _ => (text, place),
        };
        let kind = Kind::Scalar(Scalar { text, style });
        self.add(Node { span, kind, tag, anchor: None });
    }

    /// Where an absent value would stand: behind the colon of the key that ends at `at`, if one follows.
    fn behind_colon(&self, at: usize) -> usize {
        let waits = self.open.last().is_some_and(|open| open.key.is_some());
        let rest = &self.text[at..self.block.end];
        let trimmed = rest.trim_start_matches([' ', '\t']);
        if waits && trimmed.starts_with(':') { at + rest.len() - trimmed.len() + 1 } else { at }
    }

    /// From the `|` or `>` to the end of the last line with content, as a line of more blanks than the others begin with
    /// is too; with `+` all blank lines behind it count.
    fn block_scalar(&self, place: Span, text: &str) -> Span {
        let start = self.header(place);
        let mut end = place.end.max(start);
        let keeps = self.text[start..].bytes().take(3).skip(1).any(|byte| byte == b'+');
        let content = Span::new(start, end).text(self.text);
        if keeps {
            end = start + without_newline(content).len();
        } else {
            let filled = start + content.trim_end_matches([' ', '\t', '\r', '\n']).len();
            let indent = indentation(content, text);
            let mut at = filled;
            for (nth, line) in self.text[filled..end].split(['\r', '\n']).enumerate() {
                let behind = at + line.len();
                if nth == 0 || line.len() > indent {
                    end = behind;
                }
                at = behind + 1;
            }
        }
        Span::new(start, end)
    }

    /// The place of a block scalar's `|` or `>`.
    fn header(&self, place: Span) -> usize {
        self.indicator(place.end, |byte| matches!(byte, b'|' | b'>')).unwrap_or(place.start)
    }

    /// The first such indicator behind the last token and before `end`: between them stand only blanks,
    /// other indicators, comments and properties.
    fn indicator(&self, end: usize, wanted: impl Fn(u8) -> bool) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let mut at = self.cursor;
        while at < end {
            match bytes[at] {
                byte if wanted(byte) => return Some(at),
                b'#' => at += line_length(&bytes[at..]),
                b'&' | b'!' => {
                    at += bytes[at..].iter().take_while(|byte| !byte.is_ascii_whitespace()).count();
                }
                _ => at += 1,
            }
        }
        None
    }

    fn finish(mut self) -> Tree<'a> {
        self.comments.sort_unstable();
        let root = self.root.unwrap_or_else(|| Tree::empty(self.block.start).root);
        Tree { root, comments: self.comments }
    }
}

/// Bytes up to the newline.
fn line_length(bytes: &[u8]) -> usize {
    memchr::memchr2(b'\n', b'\r', bytes).unwrap_or(bytes.len())
}

/// The bytes before each line of a block scalar that are none of its text, by its first line that has more than blanks.
fn indentation(written: &str, text: &str) -> usize {
    let begin = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let is_filled = |line: &&str| begin(line) < line.len();
    let first = written.split(['\r', '\n']).skip(1).find(is_filled);
    let read = text.split('\n').find(is_filled);
    first.zip(read).map_or(usize::MAX, |(first, read)| begin(first).saturating_sub(begin(read)))
}

fn without_newline(text: &str) -> &str {
    let text = text.strip_suffix('\n').unwrap_or(text);
    text.strip_suffix('\r').unwrap_or(text)
}
