//! Values in block style: keys, dashes and what stands behind them (`parser/parser.go`, `parseMap`,
//! `parseSequence` and what they call).

use super::group::{Group, Part};
use super::parse::{Cursor, Node, Parsed, Parser, Place, Shape};
use super::token::{Kind, Refusal, Token};

impl<'t> Parser<'t> {
    pub fn sequence(&mut self, cursor: &mut Cursor<'_>, place: Place) -> Parsed<'t> {
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

    pub fn map(&mut self, cursor: &mut Cursor<'_>, place: Place) -> Parsed<'t> {
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
        if let Some(value) = next.map(|value| self.token(value))
            && value.kind == Kind::SequenceEntry
            && value.line == self.token(part).line
        {
            let message = "block sequence entries are not allowed in this context";
            return Err(Refusal::at(value, message));
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

    pub fn key_value(
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

    pub fn key(&mut self, part: &Part, place: Place) -> Parsed<'t> {
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
            let context =
                if matches!(parent, Parent::Map(_)) { "context" } else { "sequence context" };
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
