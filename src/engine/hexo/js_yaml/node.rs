//! Documents and nodes: which reader gets a chance, in which order, and how the result is typed.

use super::cursor::{Content, Kind, Loader, Snapshot, Step};
use super::properties::Tag;
use super::types;
use crate::engine::hexo::js::{Id, Js};

/// Where a node stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Context {
    FlowIn,
    FlowOut,
    BlockIn,
    BlockOut,
}

/// What may stand at a place.
#[derive(Clone, Copy, Debug)]
pub struct Expected {
    /// Indentation of the node around it; -1 for a document.
    pub parent_indent: i64,
    pub context: Context,
    /// Blanks and line breaks may come first.
    pub seek: bool,
    /// A block collection may begin on the line of its parent's mark.
    pub compact: bool,
}

/// Deepest nesting that js-yaml allows.
const MAX_DEPTH: usize = 100;

/// How deep a line is indented against its parent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Indent {
    Deeper,
    Same,
    Less,
}

/// What was found before a node's content.
struct Lead<'t> {
    indent: Indent,
    at_new_line: bool,
    block_collections: bool,
    properties: Option<Snapshot<'t>>,
}

impl<'t> Loader<'t> {
    /// Reads one document; the text may hold more.
    pub fn read_document(&mut self) -> Step<Id> {
        self.anchors.clear();
        self.handles.clear();
        let has_directives = self.read_directives()?;
        self.skip_space_and_comments()?;
        let starts_with_mark =
            self.line_indent == 0 && (0..3).all(|offset| self.at(self.position + offset) == b'-');
        if starts_with_mark {
            self.position += 3;
            self.skip_space_and_comments()?;
        } else if has_directives {
            return self.fail("directives end mark is expected");
        }
        self.compose(Expected {
            parent_indent: self.line_indent - 1,
            context: Context::BlockOut,
            seek: false,
            compact: true,
        })?;
        self.skip_space_and_comments()?;
        let root = self.take();
        if self.position == self.line_start && self.at_document_separator() {
            if self.peek() == b'.' {
                self.position += 3;
                self.skip_space_and_comments()?;
            }
        } else if self.position + 1 < self.length {
            return self.fail("end of the stream or a document separator is expected");
        }
        Ok(root)
    }

    /// Reads a node; answers whether there was anything at all, be it only a property.
    pub fn compose(&mut self, expected: Expected) -> Step<bool> {
        if self.depth >= MAX_DEPTH {
            return self.fail(&format!("nesting exceeded maxDepth ({MAX_DEPTH})"));
        }
        self.depth += 1;
        self.tag = None;
        self.anchor = None;
        self.kind = None;
        self.content = Content::Nothing;
        let lead = self.read_lead(expected)?;
        let has_content = self.read_content(expected, lead)?;
        self.resolve_tag()?;
        if let Some(anchor) = self.anchor {
            let value = self.take();
            self.set_anchor(anchor, value);
        }
        self.depth -= 1;
        Ok(self.tag.is_some() || self.anchor.is_some() || has_content)
    }

    fn indent_against(&self, parent: i64) -> Indent {
        match self.line_indent.cmp(&parent) {
            std::cmp::Ordering::Greater => Indent::Deeper,
            std::cmp::Ordering::Equal => Indent::Same,
            std::cmp::Ordering::Less => Indent::Less,
        }
    }

    /// Skips to the node and reads its tag and anchor.
    fn read_lead(&mut self, expected: Expected) -> Step<Lead<'t>> {
        let block = matches!(expected.context, Context::BlockIn | Context::BlockOut);
        let mut lead = Lead {
            indent: Indent::Deeper,
            at_new_line: false,
            block_collections: block,
            properties: None,
        };
        if expected.seek && self.skip_space_and_comments()? > 0 {
            lead.at_new_line = true;
            lead.indent = self.indent_against(expected.parent_indent);
        }
        if lead.indent == Indent::Deeper {
            self.read_properties(expected.parent_indent, block, &mut lead)?;
        }
        lead.block_collections &= lead.at_new_line || expected.compact;
        Ok(lead)
    }

    /// Reads tag and anchor; once it has begun, js-yaml no longer minds how deep further ones stand.
    fn read_properties(
        &mut self,
        parent_indent: i64,
        block: bool,
        lead: &mut Lead<'t>,
    ) -> Step<()> {
        loop {
            let first = self.peek();
            // A second tag after a line break may be the first key of a nested mapping.
            let repeated =
                (first == b'!' && self.tag.is_some()) || (first == b'&' && self.anchor.is_some());
            if !matches!(first, b'!' | b'&') || lead.at_new_line && repeated {
                return Ok(());
            }
            let before = self.snapshot();
            self.read_property()?;
            lead.properties.get_or_insert(before);
            if self.skip_space_and_comments()? > 0 {
                lead.at_new_line = true;
                lead.block_collections = block;
                lead.indent = self.indent_against(parent_indent);
            } else {
                lead.block_collections = false;
            }
        }
    }

    fn read_content(&mut self, expected: Expected, lead: Lead<'t>) -> Step<bool> {
        if lead.indent != Indent::Deeper && expected.context != Context::BlockOut {
            return Ok(false);
        }
        let flow_indent = match expected.context {
            Context::FlowIn | Context::FlowOut => expected.parent_indent,
            Context::BlockIn | Context::BlockOut => expected.parent_indent + 1,
        };
        let block_indent = self.column();
        match lead.indent {
            Indent::Deeper => {
                let collection = lead.block_collections
                    && (self.read_block_sequence(block_indent)?
                        || self.read_block_mapping(block_indent, flow_indent)?);
                if collection || self.read_flow_collection(flow_indent)? {
                    return Ok(true);
                }
                self.read_scalar(expected.context, flow_indent, lead)
            }
            // A block sequence may stand as deep as its parent.
            Indent::Same => Ok(lead.block_collections && self.read_block_sequence(block_indent)?),
            Indent::Less => Ok(false),
        }
    }

    fn read_scalar(&mut self, context: Context, flow_indent: i64, lead: Lead<'t>) -> Step<bool> {
        let block = matches!(context, Context::BlockIn | Context::BlockOut);
        let first = self.peek();
        if let Some(properties) = lead.properties
            && block
            && !lead.block_collections
            && !matches!(first, b'|' | b'>')
        {
            let indent = i64::try_from(properties.position - properties.line_start);
            let indent = indent.unwrap_or(i64::MAX);
            if self.read_mapping_from_property(properties, indent, flow_indent)? {
                return Ok(true);
            }
        }
        let read = (block && self.read_block_scalar(flow_indent)?)
            || self.read_single_quoted()?
            || self.read_double_quoted()?;
        if read {
            return Ok(true);
        }
        if self.read_alias()? {
            if self.tag.is_some() || self.anchor.is_some() {
                return self.fail("alias node should not have any properties");
            }
            return Ok(true);
        }
        if self.read_plain(flow_indent, context)? {
            if self.tag.is_none() {
                self.tag = Some(Tag::Implicit);
            }
            return Ok(true);
        }
        Ok(false)
    }

    /// Takes properties on the line for those of a mapping's first key, if there is a mapping.
    fn read_mapping_from_property(
        &mut self,
        properties: Snapshot<'t>,
        indent: i64,
        flow_indent: i64,
    ) -> Step<bool> {
        let fallback = self.snapshot();
        let mark = self.anchor_log.len();
        self.restore(properties);
        self.tag = None;
        self.anchor = None;
        self.kind = None;
        self.content = Content::Nothing;
        if self.read_block_mapping(indent, flow_indent)? && self.kind == Some(Kind::Mapping) {
            return Ok(true);
        }
        for (name, before) in self.anchor_log.split_off(mark).into_iter().rev() {
            match before {
                Some(value) => self.anchors.insert(name, value),
                None => self.anchors.remove(name),
            };
        }
        self.restore(fallback);
        Ok(false)
    }

    /// Gives an anchor its value.
    pub fn set_anchor(&mut self, name: &'t str, value: Id) {
        let before = self.anchors.insert(name, value);
        self.anchor_log.push((name, before));
    }

    fn resolve_tag(&mut self) -> Step<()> {
        match self.tag.clone() {
            None | Some(Tag::NonSpecific) => Ok(()),
            Some(Tag::Implicit) => self.resolve_implicit(),
            Some(Tag::Named(name)) => self.resolve_explicit(&name),
        }
    }

    fn resolve_implicit(&mut self) -> Step<()> {
        if !matches!(self.content, Content::Nothing) && self.kind != Some(Kind::Scalar) {
            return self.fail("unacceptable node kind for !<?> tag");
        }
        if let Content::Text(text) = &self.content
            && let Some((value, name)) = types::implicit(text, self.schema)
        {
            self.tag = Some(Tag::Named(name.into()));
            self.set_value(value);
        }
        Ok(())
    }

    fn resolve_explicit(&mut self, name: &str) -> Step<()> {
        let Some(kind) = types::kind_of(name, self.schema) else {
            return self.fail(&format!("unknown tag !<{name}>"));
        };
        if self.kind.is_some_and(|found| found != kind) {
            return self.fail(&format!("unknown tag !<{name}>"));
        }
        if self.kind.is_none() && !self.is_null() {
            return self.fail(&format!("unacceptable node kind for !<{name}> tag"));
        }
        let content = std::mem::replace(&mut self.content, Content::Nothing);
        match types::construct(&mut self.heap, name, content) {
            Some(content) => {
                self.content = content;
                Ok(())
            }
            None => self.fail(&format!("cannot resolve a node with !<{name}> explicit tag")),
        }
    }

    fn is_null(&self) -> bool {
        match &self.content {
            Content::Nothing => true,
            Content::Text(_) => false,
            Content::Value(id) => *self.heap.get(*id) == Js::Null,
        }
    }

    fn set_value(&mut self, value: Js<'t>) {
        let id = self.heap.add(value);
        self.content = Content::Value(id);
    }
}
