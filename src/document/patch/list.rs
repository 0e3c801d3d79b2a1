//! Turns lists from brackets to lines and back.

use super::emit::{Content, Habits};
use super::places::{behind_separator, column, locate};
use super::quote::{Place, Quoting, quote};
use super::set::{put_inline, put_lines};
use crate::document::{Entry, Format, FrontMatter, Kind, Node, Style};
use crate::text::Edit;
use crate::value::Value;

/// How a YAML list is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ListStyle {
    /// One item a line, behind a dash.
    Block,
    /// In brackets.
    Flow,
}

/// Writes the list of an entry in the other style. Items keep their quotes. Nothing where it stands so
/// already, where comments stand between the items or an item is no scalar, and outside YAML.
#[must_use]
pub fn restyle(front_matter: &FrontMatter<'_>, entry: &Entry<'_>, style: ListStyle) -> Vec<Edit> {
    let Kind::List(list) = &entry.value.kind else { return Vec::new() };
    let flow = style == ListStyle::Flow;
    let inside = entry.value.span;
    let has_comments = front_matter.tree.comments.iter().any(|comment| inside.covers(*comment));
    if front_matter.format != Format::Yaml
        || list.flow == flow
        || list.items.is_empty()
        || has_comments
    {
        return Vec::new();
    }
    let in_brackets = locate(front_matter, entry.key.span).is_none_or(|located| located.map.flow);
    let items: Option<Vec<Value>> =
        list.items.iter().map(|item| source(front_matter, item)).collect();
    let (Some(items), Some(colon), false) =
        (items, behind_separator(front_matter, entry), in_brackets)
    else {
        return Vec::new();
    };
    let text = front_matter.text;
    let list = Value::List(items);
    let habits = Habits { flow_lists: flow, ..Habits::of(front_matter) };
    if flow {
        return put_inline(text, &entry.value, colon, &habits.scalar_or_flow(&list, Place::Flow));
    }
    let indent = column(text, entry.key.span.start);
    let lines = habits.after_colon(Content::Value(&list), indent, Place::Block);
    put_lines(text, &entry.value, colon, &lines)
}

/// An item as it is written; a plain one gets quotes where brackets would cut it. None for what is no scalar
/// on one line.
fn source(front_matter: &FrontMatter<'_>, item: &Node<'_>) -> Option<Value> {
    let scalar = item.scalar()?;
    let written = item.span.text(front_matter.text);
    if written.contains(['\n', '\r']) || item.tag.is_some() || item.anchor.is_some() {
        return None;
    }
    let source = match scalar.style {
        Style::Plain if item.is_absent() => "null".to_owned(),
        Style::Plain if scalar.text.contains([',', '[', ']', '{', '}', ':']) => {
            quote(&scalar.text, Format::Yaml, Quoting::Single, Place::Flow)
        }
        _ => written.to_owned(),
    };
    // In YAML a date is written as it stands.
    Some(Value::Date(source))
}
