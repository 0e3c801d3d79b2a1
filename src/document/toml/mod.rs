//! A TOML block as a tree, from the events of `toml_parser`.
//!
//! The tree is the logical one: `[a.b]` and `a.b = 1` nest, and tables that are written in pieces are one
//! map. So the spans of two neighbours may overlap, where pieces of one stand between those of the other.

mod statements;

use std::borrow::Cow;
use std::collections::HashMap;

use toml_parser::decoder::Encoding;
use toml_parser::parser::{Event, EventKind, RecursionGuard, ValidateWhitespace, parse_document};
use toml_parser::{ErrorSink, Expected, ParseError, Source};

pub use statements::{Statement, statements};

use super::tree::{Entry, Kind, List, MAX_DEPTH, Map, Node, Scalar, Style, Tree};
use crate::text::Span;
use crate::value::Unreadable;

/// How deep brackets may stand in each other: the limit of the `toml` crate.
const MAX_BRACKETS: u32 = 80;

/// The tree of the TOML in the bytes `block` of `text`. A key that stands twice is kept twice.
///
/// # Errors
/// Where the parser refuses it or it nests deeper than [`MAX_DEPTH`]; the offset is in bytes of `text`.
pub fn parse(text: &str, block: Span) -> Result<Tree<'_>, Unreadable> {
    let source = Source::new(block.text(text));
    let mut error: Option<ParseError> = None;
    let events = events(source, &mut error);
    let mut builder = Builder::new(source, block.start);
    for event in &events {
        builder.take(event, &mut error);
    }
    match error {
        None => builder.finish(),
        Some(error) => Err(refusal(&error, block)),
    }
}

/// What the parser finds, in order.
fn events(source: Source<'_>, error: &mut dyn ErrorSink) -> Vec<Event> {
    let tokens = source.lex().into_vec();
    let mut events: Vec<Event> = Vec::with_capacity(tokens.len());
    let mut receiver = ValidateWhitespace::new(&mut events, source);
    let mut guarded = RecursionGuard::new(&mut receiver, MAX_BRACKETS);
    parse_document(&tokens, &mut guarded, error);
    events
}

fn refusal(error: &ParseError, block: Span) -> Unreadable {
    let at = error.unexpected().or(error.context()).map_or(0, |span| span.start());
    let mut message = error.description().to_owned();
    for (nth, expected) in error.expected().unwrap_or_default().iter().enumerate() {
        message += if nth == 0 { ", expected " } else { ", " };
        match expected {
            Expected::Literal("\n") => message += "newline",
            Expected::Literal(literal) => message += &format!("`{literal}`"),
            Expected::Description(what) => message += what,
            _ => message += "something else",
        }
    }
    Unreadable { at: (block.start + at).min(block.end), message }
}

/// A value that is not put together yet: tables may still grow.
enum Part<'a> {
    Scalar(Node<'a>),
    Array(Span, Vec<Part<'a>>),
    /// Index of a table.
    Table(usize),
    /// Indexes of `[[name]]` tables.
    Tables(Vec<usize>),
}

/// A table as far as it is known.
#[derive(Default)]
struct Table<'a> {
    entries: Vec<(Node<'a>, Part<'a>)>,
    /// The header, or the braces; none for one that dotted keys made.
    span: Option<Span>,
    header: Option<Span>,
    flow: bool,
}

/// An array or inline table that is not closed yet.
struct Open<'a> {
    start: usize,
    /// The keys whose value it is; none in an array.
    path: Vec<Node<'a>>,
    inside: Inside<'a>,
}

enum Inside<'a> {
    Array(Vec<Part<'a>>),
    Table(usize),
}

struct Builder<'a> {
    source: Source<'a>,
    /// Bytes of the file before the block.
    base: usize,
    tables: Vec<Table<'a>>,
    /// For each table and key that may grow: the number of its entry.
    growing: HashMap<(usize, Cow<'a, str>), usize>,
    /// The table that the last header opened.
    current: usize,
    /// Start of a header whose keys are being read.
    header: Option<usize>,
    path: Vec<Node<'a>>,
    open: Vec<Open<'a>>,
    comments: Vec<Span>,
}

impl<'a> Builder<'a> {
    fn new(source: Source<'a>, base: usize) -> Self {
        Self {
            source,
            base,
            tables: vec![Table::default()],
            growing: HashMap::new(),
            current: 0,
            header: None,
            path: Vec::new(),
            open: Vec::new(),
            comments: Vec::new(),
        }
    }

    fn take(&mut self, event: &Event, error: &mut dyn ErrorSink) {
        let span = event.span();
        let place = Span::new(span.start(), span.end()).shifted(self.base);
        match event.kind() {
            EventKind::StdTableOpen | EventKind::ArrayTableOpen => self.header = Some(place.start),
            EventKind::StdTableClose => self.open_table(place.end),
            EventKind::ArrayTableClose => self.open_array_table(place.end),
            EventKind::SimpleKey => self.key(event, place, error),
            EventKind::Scalar => self.scalar(event, place, error),
            EventKind::ArrayOpen => self.begin(place.start, Inside::Array(Vec::new())),
            EventKind::InlineTableOpen => {
                let table = self.table(Table { flow: true, ..Table::default() });
                self.begin(place.start, Inside::Table(table));
            }
            EventKind::ArrayClose | EventKind::InlineTableClose => self.close(place.end),
            EventKind::Comment => self.comments.push(place),
            _ => {}
        }
    }

    fn table(&mut self, table: Table<'a>) -> usize {
        self.tables.push(table);
        self.tables.len() - 1
    }

    fn key(&mut self, event: &Event, span: Span, error: &mut dyn ErrorSink) {
        let mut text = Cow::Borrowed("");
        if let Some(raw) = self.source.get(event) {
            raw.decode_key(&mut text, error);
        }
        let kind = Kind::Scalar(Scalar { text, style: style(event.encoding()) });
        self.path.push(Node { span, kind, tag: None, anchor: None });
    }

    fn scalar(&mut self, event: &Event, span: Span, error: &mut dyn ErrorSink) {
        let mut text = Cow::Borrowed("");
        if let Some(raw) = self.source.get(event) {
            let _kind = raw.decode_scalar(&mut text, error);
            if event.encoding().is_none() {
                // A number's underscores stay: the text is what stands there.
                text = Cow::Borrowed(raw.as_str());
            }
        }
        let kind = Kind::Scalar(Scalar { text, style: style(event.encoding()) });
        self.add(Part::Scalar(Node { span, kind, tag: None, anchor: None }));
    }

    fn begin(&mut self, start: usize, inside: Inside<'a>) {
        let path = std::mem::take(&mut self.path);
        self.open.push(Open { start, path, inside });
    }

    fn close(&mut self, end: usize) {
        let Some(Open { start, path, inside }) = self.open.pop() else { return };
        let span = Span::new(start, end);
        self.path = path;
        match inside {
            Inside::Array(items) => self.add(Part::Array(span, items)),
            Inside::Table(table) => {
                self.tables[table].span = Some(span);
                self.add(Part::Table(table));
            }
        }
    }

    /// Puts a finished value into the array or under the keys that wait for it.
    fn add(&mut self, part: Part<'a>) {
        let mut path = std::mem::take(&mut self.path);
        let table = match self.open.last_mut().map(|open| &mut open.inside) {
            Some(Inside::Array(items)) => return items.push(part),
            Some(Inside::Table(table)) => *table,
            None => self.current,
        };
        let Some(last) = path.pop() else { return };
        let table = self.descend(table, path);
        self.tables[table].entries.push((last, part));
    }

    /// The table below the keys of `path`, made where there is none.
    fn descend(&mut self, from: usize, path: Vec<Node<'a>>) -> usize {
        path.into_iter().fold(from, |table, key| {
            let known = self.growing.get(&(table, name(&key))).copied();
            match known.map(|entry| &self.tables[table].entries[entry].1) {
                Some(Part::Table(below)) => *below,
                Some(Part::Tables(tables)) => tables.last().copied().unwrap_or(table),
                _ => {
                    let below = self.table(Table::default());
                    self.grow(table, key, Part::Table(below));
                    below
                }
            }
        })
    }

    /// Adds an entry that later headers or dotted keys may go on with.
    fn grow(&mut self, table: usize, key: Node<'a>, part: Part<'a>) {
        self.growing.insert((table, name(&key)), self.tables[table].entries.len());
        self.tables[table].entries.push((key, part));
    }

    /// The keys of a header that ends at `end`: the table above, the last key, the header's place.
    fn header(&mut self, end: usize) -> Option<(usize, Node<'a>, Span)> {
        let mut path = std::mem::take(&mut self.path);
        let header = Span::new(self.header.take()?, end);
        let last = path.pop()?;
        Some((self.descend(0, path), last, header))
    }

    fn open_table(&mut self, end: usize) {
        let Some((above, key, header)) = self.header(end) else { return };
        let known = self.growing.get(&(above, name(&key))).copied();
        // A table that a longer header made before gets its own header now; a second header of one table is
        // an error of TOML and stays a second entry here.
        if let Some(Part::Table(table)) = known.map(|entry| &self.tables[above].entries[entry].1)
            && self.tables[*table].header.is_none()
        {
            self.current = *table;
            self.tables[self.current].header = Some(header);
            self.tables[self.current].span = Some(header);
            return;
        }
        let table = Table { header: Some(header), span: Some(header), ..Table::default() };
        self.current = self.table(table);
        self.grow(above, key, Part::Table(self.current));
    }

    fn open_array_table(&mut self, end: usize) {
        let Some((above, key, header)) = self.header(end) else { return };
        let table = Table { header: Some(header), span: Some(header), ..Table::default() };
        self.current = self.table(table);
        let known = self.growing.get(&(above, name(&key))).copied();
        match known.map(|entry| &mut self.tables[above].entries[entry].1) {
            Some(Part::Tables(tables)) => tables.push(self.current),
            _ => self.grow(above, key, Part::Tables(vec![self.current])),
        }
    }

    fn finish(mut self) -> Result<Tree<'a>, Unreadable> {
        let mut root = self.build(Part::Table(0), Span::at(self.base), 0)?;
        if let Kind::Map(map) = &root.kind {
            root.span =
                map.entries.iter().map(Entry::span).reduce(Span::cover).unwrap_or(root.span);
        }
        Ok(Tree { root, comments: self.comments })
    }

    /// Puts a part together; `key` is where its key stands.
    fn build(&mut self, part: Part<'a>, key: Span, depth: usize) -> Result<Node<'a>, Unreadable> {
        if depth > MAX_DEPTH {
            let message = format!("it nests more than {MAX_DEPTH} levels deep");
            return Err(Unreadable { at: key.start, message });
        }
        let (span, kind) = match part {
            Part::Scalar(node) => return Ok(node),
            Part::Array(span, parts) => {
                let items = parts.into_iter().map(|part| self.build(part, span, depth + 1));
                (span, Kind::List(List { items: items.collect::<Result<_, _>>()?, flow: true }))
            }
            Part::Tables(tables) => {
                let items =
                    tables.into_iter().map(|at| self.build(Part::Table(at), key, depth + 1));
                let items: Vec<Node<'a>> = items.collect::<Result<_, _>>()?;
                let span = items.iter().map(|item| item.span).reduce(Span::cover).unwrap_or(key);
                (span, Kind::List(List { items, flow: false }))
            }
            Part::Table(at) => {
                let Table { entries, span, header, flow } = std::mem::take(&mut self.tables[at]);
                let entries = entries.into_iter().map(|(key, part)| {
                    let value = self.build(part, key.span, depth + 1)?;
                    Ok(Entry { key, value })
                });
                let entries: Vec<Entry<'a>> = entries.collect::<Result<_, _>>()?;
                let inside = entries.iter().map(Entry::span).reduce(Span::cover);
                let span = match (span, inside) {
                    (Some(span), Some(inside)) => span.cover(inside),
                    (span, inside) => span.or(inside).unwrap_or(Span::at(key.end)),
                };
                (span, Kind::Map(Map { entries, flow, header }))
            }
        };
        Ok(Node { span, kind, tag: None, anchor: None })
    }
}

fn name<'a>(key: &Node<'a>) -> Cow<'a, str> {
    key.scalar().map_or(Cow::Borrowed(""), |scalar| scalar.text.clone())
}

fn style(encoding: Option<Encoding>) -> Style {
    match encoding {
        None => Style::Plain,
        Some(Encoding::LiteralString) => Style::Single,
        Some(Encoding::BasicString) => Style::Double,
        Some(Encoding::MlLiteralString) => Style::MultiSingle,
        Some(Encoding::MlBasicString) => Style::MultiDouble,
    }
}
