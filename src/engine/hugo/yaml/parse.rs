//! Groups to nodes (`parser/parser.go`, without comments and paths).

use std::collections::HashMap;

use super::group::{Group, Part};
use super::token::{Kind, Refusal, Token};

/// Nodes may nest this deep; the library stops at 10,000, where a stack of ours would not hold.
const MAX_DEPTH: usize = 200;

/// A node and the index of the token that gives its place.
#[derive(Clone, Debug)]
pub(super) struct Node<'t> {
    pub token: &'t Token,
    pub shape: Shape<'t>,
}

/// What a node is.
#[derive(Clone, Debug)]
pub(super) enum Shape<'t> {
    /// Nothing is written.
    Null,
    /// The scalar of its token.
    Scalar,
    /// The text of a block scalar.
    Block(&'t str),
    Sequence(Vec<Node<'t>>),
    Map(Vec<(Node<'t>, Node<'t>)>),
    Anchor(&'t str, Box<Node<'t>>),
    Alias(&'t str),
    Tag(Box<Node<'t>>),
    /// The key behind a `?`.
    Question(Box<Node<'t>>),
}

/// The bodies of the documents.
pub(super) fn parse<'t>(
    tokens: &'t [Token],
    documents: &[Vec<Part>],
) -> Result<Vec<Node<'t>>, Refusal> {
    documents
        .iter()
        .map(|parts| {
            let mut parser = Parser { tokens, keys: HashMap::new(), places: 0, depth: 0 };
            let mut cursor = Cursor::new(parts);
            let node = parser.node(&mut cursor, Place { id: 0, flow: false })?;
            match cursor.current() {
                Some(part) => Err(parser.refuse(part, "value is not allowed in this context")),
                None => Ok(node),
            }
        })
        .collect()
}

struct Parser<'t> {
    tokens: &'t [Token],
    /// The keys of each map, by the number of its place.
    keys: HashMap<(usize, &'t str), &'t Token>,
    places: usize,
    depth: usize,
}

/// Where a node stands: the number of its place (maps at one place share their keys), and whether
/// brackets are open.
#[derive(Clone, Copy)]
struct Place {
    id: usize,
    flow: bool,
}

struct Cursor<'p> {
    parts: &'p [Part],
    at: usize,
}

impl<'p> Cursor<'p> {
    fn new(parts: &'p [Part]) -> Self {
        Self { parts, at: 0 }
    }

    fn current(&self) -> Option<&'p Part> {
        self.parts.get(self.at)
    }

    fn next(&self) -> Option<&'p Part> {
        self.parts.get(self.at + 1)
    }

    fn step(&mut self) {
        self.at += 1;
    }
}

type Parsed<'t> = Result<Node<'t>, Refusal>;

impl<'t> Parser<'t> {
    fn token(&self, part: &Part) -> &'t Token {
        &self.tokens[part.raw]
    }

    fn refuse(&self, part: &Part, message: &str) -> Refusal {
        Refusal::at(self.token(part), message)
    }

    /// Kind of a part; none behind the last.
    fn kind(&self, part: Option<&Part>) -> Option<Kind> {
        part.map(|part| self.token(part).kind)
    }

    fn column(&self, part: Option<&Part>) -> isize {
        part.map_or(0, |part| self.token(part).column)
    }

    fn child(&mut self, place: Place) -> Place {
        self.places += 1;
        Place { id: self.places, ..place }
    }

    fn null(&self, part: &Part) -> Node<'t> {
        Node { token: self.token(part), shape: Shape::Null }
    }

    fn node(&mut self, cursor: &mut Cursor<'_>, place: Place) -> Parsed<'t> {
        let Some(part) = cursor.current() else {
            let last = self.tokens.last().map_or((1, 1), |token| (token.line, token.column));
            return Err(Refusal::new(last.0, last.1, "unexpected scalar value type"));
        };
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(self.refuse(part, "exceeded max depth"));
        }
        let node = self.node_of(cursor, place, part);
        self.depth -= 1;
        node
    }

    fn node_of(&mut self, cursor: &mut Cursor<'_>, place: Place, part: &Part) -> Parsed<'t> {
        match part.group {
            Group::MapKey | Group::MapKeyValue => return self.map(cursor, place),
            Group::AnchorName => {
                let name = self.name(part);
                cursor.step();
                return self.anchored(cursor, place, part, name);
            }
            Group::Single => {}
            Group::Anchor
            | Group::Alias
            | Group::Literal
            | Group::ScalarTag
            | Group::DirectiveName => {
                let node = self.scalar(cursor, place, part)?;
                cursor.step();
                return Ok(node);
            }
        }
        match self.token(part).kind {
            Kind::Tag => self.tag(cursor, place),
            Kind::MappingStart => self.flow_map(cursor, Place { flow: true, ..place }),
            Kind::SequenceStart => self.flow_sequence(cursor, Place { flow: true, ..place }),
            Kind::SequenceEntry => self.sequence(cursor, place),
            Kind::SequenceEnd => {
                Err(self.refuse(part, "could not find '[' character corresponding to ']'"))
            }
            Kind::MappingEnd => {
                Err(self.refuse(part, "could not find '{' character corresponding to '}'"))
            }
            Kind::MappingValue => Err(self.refuse(part, "found an invalid key for this map")),
            _ => {
                let node = self.scalar(cursor, place, part)?;
                cursor.step();
                Ok(node)
            }
        }
    }

    /// A value that is no list and no map. The cursor moves only behind a tag that stands alone.
    fn scalar(&mut self, cursor: &mut Cursor<'_>, place: Place, part: &Part) -> Parsed<'t> {
        let token = self.token(part);
        match part.group {
            Group::Anchor => {
                let name = self.name(&part.parts[0]);
                return self.anchored(&mut Cursor::new(&part.parts[1..]), place, part, name);
            }
            Group::AnchorName => {
                let name = self.name(part);
                cursor.step();
                return self.anchored(cursor, place, part, name);
            }
            Group::Alias => {
                let name = self.name(part);
                return Ok(Node { token, shape: Shape::Alias(name) });
            }
            Group::Literal => return self.block(part),
            Group::ScalarTag => return self.tag(&mut Cursor::new(&part.parts), place),
            Group::MapKey | Group::MapKeyValue | Group::DirectiveName => {
                return Err(self.refuse(part, "unexpected scalar value"));
            }
            Group::Single => {}
        }
        match token.kind {
            Kind::MergeKey
            | Kind::Null
            | Kind::Bool
            | Kind::Integer
            | Kind::Float
            | Kind::Infinity
            | Kind::Nan
            | Kind::String
            | Kind::SingleQuote
            | Kind::DoubleQuote => Ok(Node { token, shape: Shape::Scalar }),
            Kind::Tag => self.tag(cursor, place),
            _ => Err(self.refuse(part, "unexpected scalar value type")),
        }
    }

    /// The text behind `&` or `*`.
    fn name(&self, part: &Part) -> &'t str {
        part.parts.get(1).map_or("", |name| &self.token(name).value)
    }

    fn anchored(
        &mut self,
        cursor: &mut Cursor<'_>,
        place: Place,
        part: &Part,
        name: &'t str,
    ) -> Parsed<'t> {
        if cursor.current().is_none() {
            return Err(self.refuse(part, "could not find anchor value"));
        }
        let value = self.node(cursor, place)?;
        if matches!(value.shape, Shape::Anchor(..)) {
            return Err(Refusal::at(value.token, "anchors cannot be used consecutively"));
        }
        Ok(Node { token: self.token(part), shape: Shape::Anchor(name, Box::new(value)) })
    }

    fn block(&self, part: &Part) -> Parsed<'t> {
        let token = self.token(part);
        let text = match part.parts.get(1) {
            None => "",
            Some(text) if text.group == Group::Single && text.kind(self.tokens) == Kind::String => {
                &self.token(text).value
            }
            Some(text) => {
                return Err(self.refuse(text, "unexpected token. required string token"));
            }
        };
        Ok(Node { token, shape: Shape::Block(text) })
    }

    fn tag(&mut self, cursor: &mut Cursor<'_>, place: Place) -> Parsed<'t> {
        let part = cursor.current().expect("a tag stands here");
        let token = self.token(part);
        cursor.step();
        let value = match cursor.current() {
            None => Node { token, shape: Shape::Null },
            Some(value) => self.tagged(cursor, place, token, value)?,
        };
        Ok(Node { token, shape: Shape::Tag(Box::new(value)) })
    }

    fn tagged(
        &mut self,
        cursor: &mut Cursor<'_>,
        place: Place,
        tag: &'t Token,
        value: &Part,
    ) -> Parsed<'t> {
        match tag.value.as_str() {
            "!!map" | "!!set" => match self.is_map_part(value) {
                false => Err(self.refuse(value, "could not find map")),
                true => self.node(cursor, place),
            },
            "!!int" | "!!float" | "!!str" | "!!binary" | "!!timestamp" | "!!bool" | "!!null" => {
                if value.group == Group::Literal {
                    return self.block(value);
                }
                if matches!(self.token(value).kind, Kind::CollectEntry | Kind::MappingValue) {
                    return Ok(Node { token: tag, shape: Shape::Null });
                }
                let scalar = self.scalar(cursor, place, value)?;
                cursor.step();
                Ok(scalar)
            }
            "!!seq" | "!!omap" => match self.token(value).kind {
                Kind::SequenceStart => self.flow_sequence(cursor, Place { flow: true, ..place }),
                _ => self.sequence(cursor, place),
            },
            _ => self.node(cursor, place),
        }
    }

    fn is_map_part(&self, part: &Part) -> bool {
        match part.group {
            Group::MapKey | Group::MapKeyValue => true,
            Group::Single => {
                matches!(self.token(part).kind, Kind::MappingStart | Kind::MappingEnd)
            }
            _ => false,
        }
    }

    fn flow_map(&mut self, cursor: &mut Cursor<'_>, place: Place) -> Parsed<'t> {
        let start = cursor.current().expect("a brace stands here");
        cursor.step();
        let mut entries = Vec::new();
        while let Some(part) = cursor.current() {
            let kind = self.token(part).kind;
            if kind == Kind::CollectEntry {
                cursor.step();
            } else if kind != Kind::MappingEnd && !entries.is_empty() {
                return Err(self.refuse(part, "',' or '}' must be specified"));
            }
            if self.kind(cursor.current()) == Some(Kind::MappingEnd) {
                cursor.step();
                return Ok(Node { token: self.token(start), shape: Shape::Map(entries) });
            }
            let key = cursor.current().unwrap_or(part);
            entries.push(self.flow_entry(cursor, place, key)?);
        }
        Err(self.refuse(start, "could not find flow mapping end token '}'"))
    }

    fn flow_entry(
        &mut self,
        cursor: &mut Cursor<'_>,
        place: Place,
        part: &Part,
    ) -> Result<(Node<'t>, Node<'t>), Refusal> {
        let delimits = |kind| matches!(kind, Some(Kind::MappingEnd | Kind::CollectEntry));
        match part.group {
            Group::MapKeyValue => {
                let entry = self.key_value(part, place)?;
                cursor.step();
                Ok(entry)
            }
            Group::MapKey => {
                let key = self.key(part, place)?;
                let colon = part.parts.last().unwrap_or(part);
                let place = self.child(place);
                let valueless = delimits(self.kind(cursor.next()));
                cursor.step();
                if valueless {
                    return Ok((key, self.null(colon)));
                }
                if cursor.current().is_none() {
                    return Err(self.refuse(colon, "could not find map value"));
                }
                Ok((key, self.node(cursor, place)?))
            }
            _ => {
                if !delimits(self.kind(cursor.next())) {
                    return Err(self.refuse(part, "could not find flow map content"));
                }
                let key = self.scalar(cursor, place, part)?;
                cursor.step();
                Ok((key, self.null(part)))
            }
        }
    }

    fn flow_sequence(&mut self, cursor: &mut Cursor<'_>, place: Place) -> Parsed<'t> {
        let start = cursor.current().expect("a bracket stands here");
        cursor.step();
        let mut items = Vec::new();
        while let Some(part) = cursor.current() {
            let kind = self.token(part).kind;
            if kind == Kind::CollectEntry {
                if items.is_empty() {
                    let message = "expected sequence element, but found ','";
                    return Err(self.refuse(part, message));
                }
                cursor.step();
            } else if kind != Kind::SequenceEnd && !items.is_empty() {
                return Err(self.refuse(part, "',' or ']' must be specified"));
            }
            match self.kind(cursor.current()) {
                None => break,
                Some(Kind::SequenceEnd) => {
                    cursor.step();
                    return Ok(Node { token: self.token(start), shape: Shape::Sequence(items) });
                }
                Some(_) => {
                    let place = self.child(place);
                    items.push(self.node(cursor, place)?);
                }
            }
        }
        Err(self.refuse(start, "sequence end token ']' not found"))
    }

    fn sequence(&mut self, cursor: &mut Cursor<'_>, place: Place) -> Parsed<'t> {
        let start = cursor.current().expect("a dash stands here");
        let column = self.token(start).column;
        let mut items = Vec::new();
        while let Some(dash) = cursor.current() {
            let token = self.token(dash);
            if token.kind != Kind::SequenceEntry || token.column != column {
                break;
            }
            cursor.step();
            let place = self.child(place);
            items.push(self.block_value(cursor, place, dash, Parent::Sequence)?);
        }
        Ok(Node { token: self.token(start), shape: Shape::Sequence(items) })
    }

    fn map(&mut self, cursor: &mut Cursor<'_>, place: Place) -> Parsed<'t> {
        let first = cursor.current().expect("a key stands here");
        let column = self.token(first).column;
        let mut entries = vec![self.entry(cursor, place)?];
        while let Some(part) = cursor.current() {
            let token = self.token(part);
            if token.column != column || place.flow && token.kind == Kind::SequenceEnd {
                break;
            }
            if !self.is_map_part(part) {
                return Err(Refusal::at(token, "non-map value is specified"));
            }
            match token.kind {
                Kind::MappingEnd => {
                    cursor.step();
                    if entries.len() == 1 {
                        break;
                    }
                }
                Kind::MappingStart => return Err(Refusal::at(token, "unexpected map key")),
                _ => entries.push(self.entry(cursor, place)?),
            }
        }
        Ok(Node { token: self.token(first), shape: Shape::Map(entries) })
    }

    /// One entry of a block map, with its value.
    fn entry(
        &mut self,
        cursor: &mut Cursor<'_>,
        place: Place,
    ) -> Result<(Node<'t>, Node<'t>), Refusal> {
        let part = cursor.current().expect("a key stands here");
        cursor.step();
        let next = cursor.current();
        if part.group == Group::MapKeyValue {
            let entry = self.key_value(part, place)?;
            self.check_behind_value(place, part, next)?;
            return Ok(entry);
        }
        let key = self.key(part, place)?;
        if let Some(value) = next.map(|value| self.token(value)) {
            if value.kind == Kind::SequenceEntry && value.line == self.token(part).line {
                let message = "block sequence entries are not allowed in this context";
                return Err(Refusal::at(value, message));
            }
        }
        let place = self.child(place);
        let value = self.block_value(cursor, place, part, Parent::Map(key.token))?;
        Ok((key, value))
    }

    fn check_behind_value(
        &self,
        place: Place,
        key: &Part,
        next: Option<&Part>,
    ) -> Result<(), Refusal> {
        let Some(next) = next else { return Ok(()) };
        let token = self.token(next);
        let closes = matches!(token.kind, Kind::CollectEntry | Kind::SequenceEnd);
        if token.column <= self.token(key).column || place.flow && closes {
            return Ok(());
        }
        let message = "value is not allowed in this context. map key-value is pre-defined";
        Err(Refusal::at(token, message))
    }

    fn key_value(
        &mut self,
        part: &Part,
        place: Place,
    ) -> Result<(Node<'t>, Node<'t>), Refusal> {
        let [key, value] = &part.parts[..] else {
            return Err(self.refuse(part, "unexpected map key-value pair"));
        };
        let key = self.key(key, place)?;
        let place = self.child(place);
        let value = self.node(&mut Cursor::new(std::slice::from_ref(value)), place)?;
        Ok((key, value))
    }

    fn key(&mut self, part: &Part, place: Place) -> Parsed<'t> {
        let first = &part.parts[0];
        let question = if self.token(first).kind == Kind::MappingKey {
            // `? key` is the first part of a key with a colon, or the key itself.
            Some(if first.group == Group::MapKey { first } else { part })
        } else {
            None
        };
        let key = match question {
            None => self.scalar(&mut Cursor::new(&part.parts), place, first)?,
            Some(question) => {
                let mut cursor = Cursor::new(&question.parts);
                cursor.step();
                let value = cursor.current().expect("a key stands behind the question mark");
                let scalar = self.scalar(&mut cursor, place, value)?;
                Node { token: self.token(first), shape: Shape::Question(Box::new(scalar)) }
            }
        };
        self.check_key(&key, place, part.parts.last().unwrap_or(part))?;
        Ok(key)
    }

    fn check_key(&mut self, key: &Node<'t>, place: Place, colon: &Part) -> Result<(), Refusal> {
        let token = key.token;
        if let Some(earlier) = self.keys.insert((place.id, key.text()), token) {
            let (line, column) = (earlier.line, earlier.column);
            let message =
                format!("mapping key {:?} already defined at [{line}:{column}]", token.value);
            return Err(Refusal::at(token, message));
        }
        if place.flow {
            let line = token.line + token.breaks.inside;
            if token.kind == Kind::String && line != self.token(colon).line {
                let message = "map key definition includes an implicit line break";
                return Err(Refusal::at(token, message));
            }
            return Ok(());
        }
        let text = matches!(token.kind, Kind::String | Kind::SingleQuote | Kind::DoubleQuote);
        if text && token.breaks.to_end > 0 {
            return Err(Refusal::at(token, "unexpected key name"));
        }
        Ok(())
    }

    /// The value behind a key or a dash, which may be missing.
    fn block_value(
        &mut self,
        cursor: &mut Cursor<'_>,
        place: Place,
        mark: &Part,
        parent: Parent<'t>,
    ) -> Parsed<'t> {
        let Some(part) = cursor.current() else { return Ok(self.null(mark)) };
        let token = self.token(part);
        let owner = match parent {
            Parent::Map(key) => key,
            Parent::Sequence => self.token(mark),
        };
        let same_line = token.line == owner.line;
        let is_next = |parser: &Self, part: Option<&Part>| match parent {
            Parent::Map(_) => part.is_some_and(|part| parser.is_map_part(part)),
            Parent::Sequence => parser.kind(part) == Some(Kind::SequenceEntry),
        };
        if matches!(parent, Parent::Map(_))
            && token.column != owner.column
            && same_line
            && matches!(part.group, Group::MapKey | Group::MapKeyValue)
        {
            return Err(Refusal::at(token, "mapping value is not allowed in this context"));
        }
        if token.column == owner.column && is_next(self, Some(part)) {
            return Ok(self.null(mark));
        }
        let next = cursor.next();
        let next_column = self.column(next);
        let empty_anchor = part.group == Group::AnchorName && same_line;
        if empty_anchor && next_column == owner.column && is_next(self, next) {
            return Ok(self.empty_anchor(cursor, part));
        }
        if token.column <= owner.column {
            let context = if matches!(parent, Parent::Map(_)) { "context" } else { "sequence context" };
            let what = match part.group {
                Group::AnchorName => Some("anchor"),
                _ if token.kind == Kind::Tag => Some("tag"),
                _ => None,
            };
            if let Some(what) = what {
                let message = format!("{what} is not allowed in this {context}");
                return Err(Refusal::at(token, message));
            }
        }
        if token.column < owner.column {
            return Ok(self.null(mark));
        }
        if empty_anchor && next_column < owner.column {
            return Ok(self.empty_anchor(cursor, part));
        }
        let value = self.node(cursor, place)?;
        check_anchored_tag(&value, owner.column)?;
        Ok(value)
    }

    fn empty_anchor(&self, cursor: &mut Cursor<'_>, part: &Part) -> Node<'t> {
        cursor.step();
        let shape = Shape::Anchor(self.name(part), Box::new(self.null(part)));
        Node { token: self.token(part), shape }
    }
}

/// What a value in block style belongs to.
#[derive(Clone, Copy)]
enum Parent<'t> {
    /// The key.
    Map(&'t Token),
    Sequence,
}

fn check_anchored_tag(value: &Node<'_>, column: isize) -> Result<(), Refusal> {
    let Shape::Anchor(_, inner) = &value.shape else { return Ok(()) };
    let misplaced = matches!(inner.shape, Shape::Tag(_))
        && inner.token.line != value.token.line
        && inner.token.column <= column;
    match misplaced {
        true => Err(Refusal::at(inner.token, "tag is not allowed in this context")),
        false => Ok(()),
    }
}

impl<'t> Node<'t> {
    /// The text of a key, by which the library tells keys apart.
    fn text(&self) -> &'t str {
        match &self.shape {
            Shape::Question(inner) | Shape::Tag(inner) | Shape::Anchor(_, inner) => inner.text(),
            Shape::Alias(_) => "",
            _ => &self.token.value,
        }
    }
}
