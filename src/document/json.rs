//! A JSON block as a tree, from `jsonc-parser` with everything switched off that is not JSON.

use std::borrow::Cow;

use jsonc_parser::ast::{ObjectPropName, Value};
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use super::tree::{Entry, Kind, List, MAX_DEPTH, Map, Node, Scalar, Style, Tree};
use crate::text::Span;
use crate::value::Unreadable;

const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// The tree of the JSON in the bytes `block` of `text`; an empty map where nothing is written.
///
/// # Errors
/// Where it is no JSON or nests deeper than [`MAX_DEPTH`]; the offset is in bytes of `text`.
pub fn parse(text: &str, block: Span) -> Result<Tree<'_>, Unreadable> {
    read(block.text(text), Place { text, block, before: 0 })
}

/// The tree of JSON members without braces around them, as Hexo has them between `;;;` lines.
///
/// # Errors
/// As [`parse`].
pub fn parse_members(text: &str, block: Span) -> Result<Tree<'_>, Unreadable> {
    read(&format!("{{{}}}", block.text(text)), Place { text, block, before: 1 })
}

fn read<'a>(input: &str, place: Place<'a>) -> Result<Tree<'a>, Unreadable> {
    let parsed = parse_to_ast(input, &CollectOptions::default(), &STRICT).map_err(|error| {
        Unreadable { at: place.offset(error.range().start), message: error.kind().to_string() }
    })?;
    match parsed.value {
        Some(value) => Ok(Tree { root: place.node(value, 0)?, comments: Vec::new() }),
        None => Ok(Tree::empty(place.block.start)),
    }
}

/// Where the text that the parser saw lies in the file.
#[derive(Clone, Copy)]
struct Place<'a> {
    text: &'a str,
    block: Span,
    /// Bytes that were put before the block for the parser.
    before: usize,
}

impl<'a> Place<'a> {
    fn offset(self, at: usize) -> usize {
        at.saturating_sub(self.before).min(self.block.len()) + self.block.start
    }

    fn span(self, part: &impl Ranged) -> Span {
        Span::new(self.offset(part.start()), self.offset(part.end()))
    }

    fn node(self, value: Value<'_>, depth: usize) -> Result<Node<'a>, Unreadable> {
        let span = self.span(&value);
        if depth > MAX_DEPTH {
            let message = format!("it nests more than {MAX_DEPTH} levels deep");
            return Err(Unreadable { at: span.start, message });
        }
        let kind = match value {
            Value::StringLit(literal) => self.string(span, &literal.value),
            Value::Array(array) => {
                let items = array.elements.into_iter().map(|item| self.node(item, depth + 1));
                Kind::List(List { items: items.collect::<Result<_, _>>()?, flow: true })
            }
            Value::Object(object) => {
                let entries = object.properties.into_iter().map(|property| {
                    let key = self.key(&property.name);
                    Ok(Entry { key, value: self.node(property.value, depth + 1)? })
                });
                let entries = entries.collect::<Result<_, _>>()?;
                Kind::Map(Map { entries, flow: true, header: None })
            }
            Value::NumberLit(_) | Value::BooleanLit(_) | Value::NullKeyword(_) => {
                let text = Cow::Borrowed(span.text(self.text));
                Kind::Scalar(Scalar { text, style: Style::Plain })
            }
        };
        Ok(Node { span, kind, tag: None, anchor: None })
    }

    fn key(self, name: &ObjectPropName<'_>) -> Node<'a> {
        let span = self.span(name);
        let kind = match name {
            ObjectPropName::String(literal) => self.string(span, &literal.value),
            ObjectPropName::Word(_) => {
                let text = Cow::Borrowed(span.text(self.text));
                Kind::Scalar(Scalar { text, style: Style::Plain })
            }
        };
        Node { span, kind, tag: None, anchor: None }
    }

    /// A string in its quotes; borrowed from the file where nothing is escaped.
    fn string(self, span: Span, value: &str) -> Kind<'a> {
        let written = &self.text[span.start + 1..span.end - 1];
        let text =
            if written == value { Cow::Borrowed(written) } else { Cow::Owned(value.to_owned()) };
        Kind::Scalar(Scalar { text, style: Style::Double })
    }
}
