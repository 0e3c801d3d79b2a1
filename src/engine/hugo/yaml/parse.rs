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
    /// With the token of its name.
    Alias(&'t Token),
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

pub(super) struct Parser<'t> {
    pub tokens: &'t [Token],
    /// The keys of each map, by the number of its place.
    pub keys: HashMap<(usize, &'t str), &'t Token>,
    places: usize,
    depth: usize,
}

/// Where a node stands: the number of its place (maps at one place share their keys), and whether
/// brackets are open.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub id: usize,
    pub flow: bool,
}

pub(super) struct Cursor<'p> {
    parts: &'p [Part],
    at: usize,
}

impl<'p> Cursor<'p> {
    pub fn new(parts: &'p [Part]) -> Self {
        Self { parts, at: 0 }
    }

    pub fn current(&self) -> Option<&'p Part> {
        self.parts.get(self.at)
    }

    pub fn next(&self) -> Option<&'p Part> {
        self.parts.get(self.at + 1)
    }

    pub fn step(&mut self) {
        self.at += 1;
    }
}

pub(super) type Parsed<'t> = Result<Node<'t>, Refusal>;

impl<'t> Parser<'t> {
    pub fn token(&self, part: &Part) -> &'t Token {
        &self.tokens[part.raw]
    }

    pub fn refuse(&self, part: &Part, message: &str) -> Refusal {
        Refusal::at(self.token(part), message)
    }

    /// Kind of a part; none behind the last.
    pub fn kind(&self, part: Option<&Part>) -> Option<Kind> {
        part.map(|part| self.token(part).kind)
    }

    pub fn column(&self, part: Option<&Part>) -> isize {
        part.map_or(0, |part| self.token(part).column)
    }

    pub fn child(&mut self, place: Place) -> Place {
        self.places += 1;
        Place { id: self.places, ..place }
    }

    pub fn null(&self, part: &Part) -> Node<'t> {
        Node { token: self.token(part), shape: Shape::Null }
    }

    pub fn node(&mut self, cursor: &mut Cursor<'_>, place: Place) -> Parsed<'t> {
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
    pub fn scalar(&mut self, cursor: &mut Cursor<'_>, place: Place, part: &Part) -> Parsed<'t> {
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
                let name = self.token(part.parts.get(1).unwrap_or(part));
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
    pub fn name(&self, part: &Part) -> &'t str {
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

    pub fn is_map_part(&self, part: &Part) -> bool {
        match part.group {
            Group::MapKey | Group::MapKeyValue => true,
            Group::Single => {
                matches!(self.token(part).kind, Kind::MappingStart | Kind::MappingEnd)
            }
            _ => false,
        }
    }
}

impl<'t> Node<'t> {
    /// The text of a key, by which the library tells keys apart.
    pub fn text(&self) -> &'t str {
        match &self.shape {
            Shape::Question(inner) | Shape::Tag(inner) | Shape::Anchor(_, inner) => inner.text(),
            Shape::Alias(_) => "",
            _ => &self.token.value,
        }
    }
}
