//! Block sequences and block mappings.

use super::cursor::{Content, Kind, Loader, Step, is_blank, is_space};
use super::mapping::{Pairs, Place};
use super::node::{Context, Expected};
use super::properties::Tag;
use crate::engine::hexo::js::{Id, Js, Object};

/// A block mapping while it is read.
struct Mapping {
    pairs: Pairs,
    key: Option<(Id, bool)>,
    place: Place,
    explicit: bool,
    detected: bool,
}

/// What the start of an entry says about it.
enum Head {
    /// There is no further entry.
    End,
    /// What was read is no key: it is the node itself.
    NoMapping,
    /// A value (or an explicit key) follows; it may be a compact collection.
    Entry { compact: bool },
}

impl Loader<'_> {
    /// Reads `- …` lines at this indentation.
    pub fn read_block_sequence(&mut self, indent: i64) -> Step<bool> {
        let (tag, anchor) = (self.tag.clone(), self.anchor);
        if self.first_tab.is_some() || !self.at_indicator(b'-') {
            return Ok(false);
        }
        let list = self.heap.add(Js::List(Vec::new()));
        if let Some(anchor) = anchor {
            self.set_anchor(anchor, list);
        }
        while self.peek() != 0 {
            self.refuse_tab()?;
            if !self.at_indicator(b'-') {
                break;
            }
            self.position += 1;
            if self.skip_space_and_comments()? > 0 && self.line_indent <= indent {
                let null = self.heap.add(Js::Null);
                self.push(list, null);
                continue;
            }
            let line = self.line;
            self.compose(Expected {
                parent_indent: indent,
                context: Context::BlockIn,
                seek: false,
                compact: true,
            })?;
            let item = self.take();
            self.push(list, item);
            self.skip_space_and_comments()?;
            if (self.line == line || self.line_indent > indent) && self.peek() != 0 {
                return self.fail("bad indentation of a sequence entry");
            }
            if self.line_indent < indent {
                break;
            }
        }
        self.tag = tag;
        self.anchor = anchor;
        self.kind = Some(Kind::Sequence);
        self.content = Content::Value(list);
        Ok(true)
    }

    fn at_indicator(&self, mark: u8) -> bool {
        self.peek() == mark && is_space(self.at(self.position + 1))
    }

    fn refuse_tab(&mut self) -> Step<()> {
        match self.first_tab {
            None => Ok(()),
            Some(tab) => {
                self.position = tab;
                self.fail("tab characters must not be used in indentation")
            }
        }
    }

    /// Appends to a list in the heap.
    pub fn push(&mut self, list: Id, item: Id) {
        if let Js::List(items) = self.heap.get_mut(list) {
            items.push(item);
        }
    }

    /// Reads `key: value` lines at this indentation.
    pub fn read_block_mapping(&mut self, indent: i64, flow_indent: i64) -> Step<bool> {
        let (tag, anchor) = (self.tag.clone(), self.anchor);
        if self.first_tab.is_some() {
            return Ok(false);
        }
        let map = self.heap.add(Js::Map(Object::default()));
        if let Some(anchor) = anchor {
            self.set_anchor(anchor, map);
        }
        let mut mapping = Mapping {
            pairs: Pairs::new(map),
            key: None,
            place: self.place(),
            explicit: false,
            detected: false,
        };
        while self.peek() != 0 {
            if !mapping.explicit {
                self.refuse_tab()?;
            }
            let line = self.line;
            match self.read_head(&mut mapping, flow_indent)? {
                Head::End => break,
                Head::NoMapping => {
                    self.tag = tag;
                    self.anchor = anchor;
                    return Ok(true);
                }
                Head::Entry { compact } => {
                    self.read_entry_value(&mut mapping, indent, line, compact)?;
                }
            }
            if (self.line == line || self.line_indent > indent) && self.peek() != 0 {
                return self.fail("bad indentation of a mapping entry");
            }
            if self.line_indent < indent {
                break;
            }
        }
        if mapping.explicit {
            self.store_key_alone(&mut mapping)?;
        }
        if mapping.detected {
            self.tag = tag;
            self.anchor = anchor;
            self.kind = Some(Kind::Mapping);
            self.content = Content::Value(map);
        }
        Ok(mapping.detected)
    }

    fn read_head(&mut self, mapping: &mut Mapping, flow_indent: i64) -> Step<Head> {
        if self.at_indicator(b'?') {
            if mapping.explicit {
                self.store_key_alone(mapping)?;
            }
            mapping.detected = true;
            mapping.explicit = true;
            self.position += 1;
            return Ok(Head::Entry { compact: true });
        }
        if self.at_indicator(b':') {
            if !mapping.explicit {
                return self.fail(
                    "incomplete explicit mapping pair; a key node is missed; or followed by a non-tabulated empty line",
                );
            }
            mapping.explicit = false;
            self.position += 1;
            return Ok(Head::Entry { compact: true });
        }
        self.read_implicit_key(mapping, flow_indent)
    }

    fn read_implicit_key(&mut self, mapping: &mut Mapping, flow_indent: i64) -> Step<Head> {
        mapping.place = self.place();
        let line = self.line;
        let found = self.compose(Expected {
            parent_indent: flow_indent,
            context: Context::FlowOut,
            seek: false,
            compact: true,
        })?;
        if !found {
            return Ok(Head::End);
        }
        if self.line != line {
            if mapping.detected {
                return self.fail(
                    "can not read a block mapping entry; a multiline key may not be an implicit key",
                );
            }
            return Ok(Head::NoMapping);
        }
        while is_blank(self.peek()) {
            self.position += 1;
        }
        if self.peek() != b':' {
            if mapping.detected {
                return self.fail("can not read an implicit mapping pair; a colon is missed");
            }
            return Ok(Head::NoMapping);
        }
        if !is_space(self.advance()) {
            return self.fail(
                "a whitespace character is expected after the key-value separator within a block mapping",
            );
        }
        if mapping.explicit {
            self.store_key_alone(mapping)?;
        }
        mapping.detected = true;
        mapping.explicit = false;
        mapping.key = Some(self.take_key());
        Ok(Head::Entry { compact: false })
    }

    fn read_entry_value(
        &mut self,
        mapping: &mut Mapping,
        indent: i64,
        line: usize,
        compact: bool,
    ) -> Step<()> {
        if self.line != line && self.line_indent <= indent {
            return Ok(());
        }
        if mapping.explicit {
            mapping.place = self.place();
        }
        let found = self.compose(Expected {
            parent_indent: indent,
            context: Context::BlockOut,
            seek: true,
            compact,
        })?;
        let node = if found { Some(self.take()) } else { None };
        if mapping.explicit {
            if let Some(node) = node {
                // js-yaml forgets the tag of an explicit key, so that `? <<` merges nothing.
                mapping.key = Some((node, false));
            }
        } else {
            self.store_pair(&mut mapping.pairs, mapping.key.take(), node, mapping.place)?;
        }
        self.skip_space_and_comments()?;
        Ok(())
    }

    /// Stores an explicit key that has no value.
    fn store_key_alone(&mut self, mapping: &mut Mapping) -> Step<()> {
        self.store_pair(&mut mapping.pairs, mapping.key.take(), None, mapping.place)
    }

    /// What was read last as a key, and whether it is a merge key.
    pub fn take_key(&mut self) -> (Id, bool) {
        let merges = matches!(&self.tag, Some(Tag::Named(name)) if &**name == super::types::MERGE);
        (self.take(), merges)
    }
}
