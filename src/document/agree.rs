//! Compares the tree of places with the typed values of the reference reader.

use super::tree::{Entry, Kind, Node, Scalar, Style};
use super::{Format, FrontMatter};
use crate::text::Span;
use crate::value::Value;

/// What comparing the span tree with the typed reader found.
#[derive(Clone, Debug, PartialEq)]
pub enum Agreement {
    /// Both read the same values.
    Agree,
    /// It cannot be read. The reason with its place. The tree was recovered line by line; only TOML that
    /// breaks a rule above the syntax (a key stands twice, an impossible day) has its tree whole, and then
    /// [`FrontMatter::refused`] is none.
    Broken(Span, String),
    /// One reads it, the other not, or they differ at this place: no fix is offered for this file.
    Differ(Span, String),
}

/// Compares what the two readers of a block say.
pub(super) fn compare(front_matter: &FrontMatter<'_>, text: &str) -> Agreement {
    let place = |at: usize| {
        let at = at.clamp(front_matter.block.start, front_matter.block.end);
        let length = text[at..front_matter.block.end].chars().next().map_or(0, char::len_utf8);
        Span::new(at, at + length)
    };
    match (&front_matter.refused, front_matter.values()) {
        (Some(refused), Err(_)) => Agreement::Broken(place(refused.at), refused.message.clone()),
        (Some(refused), Ok(_)) => Agreement::Differ(place(refused.at), refused.message.clone()),
        // The reader of places for TOML is the lower half of the typed one, no second opinion.
        (None, Err(refused)) if front_matter.format == Format::Toml => {
            Agreement::Broken(place(refused.at), refused.message.clone())
        }
        (None, Err(refused)) => Agreement::Differ(place(refused.at), refused.message.clone()),
        (None, Ok(value)) => {
            let root = &front_matter.tree.root;
            match difference(root, value) {
                None => Agreement::Agree,
                Some(span) => {
                    Agreement::Differ(span, "the two readers read different values".to_owned())
                }
            }
        }
    }
}

/// The first node that was typed to something else than what stands in the tree.
fn difference(node: &Node<'_>, value: &Value) -> Option<Span> {
    match (&node.kind, value) {
        // What an alias stands for was compared where it is written.
        (Kind::Alias(_), _) => None,
        (Kind::Scalar(scalar), _) => {
            (!same_scalar(scalar, node.tag.is_some(), value)).then_some(node.span)
        }
        (Kind::Map(map), Value::Null) if map.entries.is_empty() && node.span.is_empty() => None,
        (Kind::List(list), Value::List(values)) if list.items.len() == values.len() => {
            list.items.iter().zip(values).find_map(|(item, value)| difference(item, value))
        }
        (Kind::Map(map), Value::Map(values)) if map.entries.len() == values.len() => {
            map.entries.iter().zip(values).find_map(|(entry, (key, value))| {
                if !same_key(entry, key) {
                    return Some(entry.key.span);
                }
                difference(&entry.value, value)
            })
        }
        _ => Some(node.span),
    }
}

/// Whether a key is the same. A key that is no scalar has no name to compare.
fn same_key(entry: &Entry<'_>, name: &str) -> bool {
    let Some(scalar) = entry.key.scalar() else { return true };
    scalar.text == name || (scalar.style == Style::Plain && is_typed(&scalar.text))
}

fn same_scalar(scalar: &Scalar<'_>, tagged: bool, value: &Value) -> bool {
    let plain = scalar.style == Style::Plain;
    match value {
        Value::String(text) | Value::Date(text) => scalar.text == *text,
        Value::Null => {
            (plain || tagged) && matches!(&*scalar.text, "" | "~" | "null" | "Null" | "NULL")
        }
        Value::Bool(_) | Value::Int(_) | Value::Float(_) => {
            (plain || tagged) && is_typed(&scalar.text)
        }
        Value::List(_) | Value::Map(_) => false,
    }
}

/// Whether a plain scalar may be read as something else than text.
fn is_typed(text: &str) -> bool {
    text.is_empty()
        || text.starts_with(|c: char| c.is_ascii_digit() || "+-.~".contains(c))
        || ["true", "false", "null", "inf", "nan"]
            .iter()
            .any(|word| text.eq_ignore_ascii_case(word))
}
