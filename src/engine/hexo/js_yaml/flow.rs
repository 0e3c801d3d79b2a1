//! Flow collections: `[…]` and `{…}`.

use super::cursor::{Content, Kind, Loader, Step, is_space};
use super::mapping::Pairs;
use super::node::{Context, Expected};
use crate::engine::hexo::js::{Id, Js, Object};

impl Loader<'_> {
    /// Reads a collection in brackets or braces.
    pub fn read_flow_collection(&mut self, indent: i64) -> Step<bool> {
        let (end, kind, value) = match self.peek() {
            b'[' => (b']', Kind::Sequence, Js::List(Vec::new())),
            b'{' => (b'}', Kind::Mapping, Js::Map(Object::default())),
            _ => return Ok(false),
        };
        let (tag, anchor) = (self.tag.clone(), self.anchor);
        let collection = self.heap.add(value);
        if let Some(anchor) = anchor {
            self.set_anchor(anchor, collection);
        }
        let mut pairs = Pairs::new(collection);
        let mut after_comma = true;
        self.position += 1;
        while self.peek() != 0 {
            self.skip_space_and_comments()?;
            let byte = self.peek();
            if byte == end {
                self.position += 1;
                self.tag = tag;
                self.anchor = anchor;
                self.kind = Some(kind);
                self.content = Content::Value(collection);
                return Ok(true);
            }
            if !after_comma {
                return self.fail("missed comma between flow collection entries");
            }
            if byte == b',' {
                return self.fail("expected the node content, but found ','");
            }
            match kind {
                Kind::Mapping => self.read_flow_pair(indent, &mut pairs)?,
                _ => self.read_flow_item(indent, collection)?,
            }
            self.skip_space_and_comments()?;
            after_comma = self.peek() == b',';
            if after_comma {
                self.position += 1;
            }
        }
        self.fail("unexpected end of the stream within a flow collection")
    }

    fn read_flow_pair(&mut self, indent: i64, pairs: &mut Pairs) -> Step<()> {
        let explicit = self.skip_question_mark()?;
        let place = self.place();
        let key = self.read_flow_node(indent)?;
        let value = match self.skip_colon(explicit, place.line)? {
            true => Some(self.read_flow_node(indent)?.0),
            false => None,
        };
        self.store_pair(pairs, Some(key), value, place)
    }

    /// Reads an item of a list; a `key: value` there is a map of one.
    fn read_flow_item(&mut self, indent: i64, list: Id) -> Step<()> {
        let explicit = self.skip_question_mark()?;
        let place = self.place();
        let key = self.read_flow_node(indent)?;
        let has_value = self.skip_colon(explicit, place.line)?;
        let item = if explicit || has_value {
            let value = match has_value {
                true => Some(self.read_flow_node(indent)?.0),
                false => None,
            };
            let map = self.heap.add(Js::Map(Object::default()));
            self.store_pair(&mut Pairs::new(map), Some(key), value, place)?;
            map
        } else {
            key.0
        };
        self.push(list, item);
        Ok(())
    }

    fn skip_question_mark(&mut self) -> Step<bool> {
        if self.peek() != b'?' || !is_space(self.at(self.position + 1)) {
            return Ok(false);
        }
        self.position += 1;
        self.skip_space_and_comments()?;
        Ok(true)
    }

    fn skip_colon(&mut self, explicit: bool, line: usize) -> Step<bool> {
        self.skip_space_and_comments()?;
        if !(explicit || self.line == line) || self.peek() != b':' {
            return Ok(false);
        }
        self.position += 1;
        self.skip_space_and_comments()?;
        Ok(true)
    }

    fn read_flow_node(&mut self, indent: i64) -> Step<(Id, bool)> {
        self.compose(Expected {
            parent_indent: indent,
            context: Context::FlowIn,
            seek: false,
            compact: true,
        })?;
        Ok(self.take_key())
    }
}
