//! Values in brackets and braces (`parser/parser.go`, `parseFlowMap` and `parseFlowSequence`).

use super::group::{Group, Part};
use super::parse::{Cursor, Node, Parsed, Parser, Place, Shape};
use super::token::{Kind, Refusal};

impl<'t> Parser<'t> {
    pub fn flow_map(&mut self, cursor: &mut Cursor<'_>, place: Place) -> Parsed<'t> {
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

    pub fn flow_sequence(&mut self, cursor: &mut Cursor<'_>, place: Place) -> Parsed<'t> {
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
}
