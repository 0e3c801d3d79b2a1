//! Gives an entry or an item another value, and a key another name.

use super::emit::{Content, Habits};
use super::places::{behind_separator, column, line_end, locate};
use super::quote::{Place, Quoting, quote};
use super::remove::is_written_in_pieces;
use crate::document::toml::statements;
use crate::document::{Entry, Format, FrontMatter, Kind, Node, Style};
use crate::text::{Edit, Span};
use crate::value::Value;

/// Gives an entry another value. Strings keep the quotes that stand there, lists their style; what changes
/// from scalar to list or back is written as the file's other lists are.
/// Nothing for a TOML table that is written in pieces.
#[must_use]
pub fn set(front_matter: &FrontMatter<'_>, entry: &Entry<'_>, content: Content<'_>) -> Vec<Edit> {
    let Some(located) = locate(front_matter, entry.key.span) else { return Vec::new() };
    if front_matter.format == Format::Toml && is_written_in_pieces(&entry.value) {
        return Vec::new();
    }
    let place = if located.map.flow { Place::Flow } else { Place::Block };
    let text = front_matter.text;
    let mut habits = Habits::of(front_matter);
    if let Kind::List(list) = &entry.value.kind
        && !list.items.is_empty()
    {
        habits.flow_lists = list.flow;
    }
    let separator = behind_separator(front_matter, entry);
    if front_matter.format != Format::Yaml || place == Place::Flow {
        let source = habits.source(content, quoting_of(&entry.value), place);
        return replace_inline(&entry.value, separator, entry.key.span.end, &source);
    }
    let Some(colon) = separator else {
        let source = habits.after_colon(content, column(text, entry.key.span.start), place);
        return vec![Edit::insert(entry.key.span.end, format!(":{source}"))];
    };
    if is_block_content(content, habits) {
        let lines = habits.after_colon(content, column(text, entry.key.span.start), place);
        return put_lines(text, &entry.value, colon, &lines);
    }
    let source = habits.source(content, quoting_of(&entry.value), place);
    put_inline(text, &entry.value, colon, &source)
}

/// Gives a scalar that is an item of a list, or any other node on one line, another value.
#[must_use]
pub fn set_node(
    front_matter: &FrontMatter<'_>,
    node: &Node<'_>,
    content: Content<'_>,
) -> Vec<Edit> {
    let habits = Habits { flow_lists: true, ..Habits::of(front_matter) };
    // What may stand plain between brackets may stand plain anywhere.
    let source = habits.source(content, quoting_of(node), Place::Flow);
    if !node.is_absent() {
        return replace_scalar(node, &source);
    }
    let before = &front_matter.text[..node.span.start];
    let blank = if before.ends_with([' ', '\t', '[']) { "" } else { " " };
    vec![Edit::insert(node.span.start, format!("{blank}{source}"))]
}

/// Gives a key another name, with the quotes that stand there; in TOML wherever the table is mentioned.
#[must_use]
pub fn rename(front_matter: &FrontMatter<'_>, entry: &Entry<'_>, name: &str) -> Vec<Edit> {
    let write = |key: Span| {
        let quoting = match front_matter.text.as_bytes().get(key.start) {
            Some(b'"') => Quoting::Double,
            Some(b'\'') => Quoting::Single,
            _ => Quoting::Minimal,
        };
        Edit::replace(key, quote(name, front_matter.format, quoting, Place::Key))
    };
    if front_matter.format != Format::Toml || !is_written_in_pieces(&entry.value) {
        return vec![write(entry.key.span)];
    }
    let Some(located) = locate(front_matter, entry.key.span) else { return Vec::new() };
    let path = &located.path;
    let all = statements(front_matter.text, front_matter.block);
    let belongs =
        |own: &[String]| own.iter().map(String::as_str).take(path.len()).eq(path.iter().copied());
    all.iter()
        .filter(|statement| belongs(&statement.path))
        .filter_map(|statement| {
            // The keys that the statement itself writes are the last of its path.
            let above = statement.path.len() - statement.keys.len();
            statement.keys.get((path.len() - 1).checked_sub(above)?).copied().map(write)
        })
        .collect()
}

impl Habits {
    /// The source text of a value on one line.
    fn source(self, content: Content<'_>, quoting: Quoting, place: Place) -> String {
        match content {
            Content::Value(value @ Value::String(_)) => self.scalar(value, quoting, place),
            Content::Value(value) => self.scalar_or_flow(value, place),
            Content::Source(source) => source.to_owned(),
        }
    }
}

/// The quotes that a value has.
fn quoting_of(node: &Node<'_>) -> Quoting {
    match node.scalar().map(|scalar| scalar.style) {
        Some(Style::Single | Style::MultiSingle) => Quoting::Single,
        Some(Style::Double | Style::MultiDouble) => Quoting::Double,
        _ => Quoting::Minimal,
    }
}

/// Whether a value goes on the lines below its key.
fn is_block_content(content: Content<'_>, habits: Habits) -> bool {
    match content {
        Content::Value(Value::List(items)) => !habits.flow_lists && !items.is_empty(),
        Content::Value(Value::Map(entries)) => !entries.is_empty(),
        _ => false,
    }
}

/// A value on one line in place of another; the tag goes, the anchor stays.
fn replace_scalar(node: &Node<'_>, source: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    if let Some(tag) = node.tag {
        let behind = node.anchor.filter(|anchor| anchor.start > tag.end);
        edits.push(Edit::delete(Span::new(
            tag.start,
            behind.map_or(node.span.start, |at| at.start),
        )));
    }
    edits.push(Edit::replace(node.span, source));
    edits
}

fn replace_inline(
    value: &Node<'_>,
    separator: Option<usize>,
    key: usize,
    source: &str,
) -> Vec<Edit> {
    match separator {
        None => vec![Edit::insert(key, format!(": {source}"))],
        Some(separator) if value.is_absent() => vec![Edit::insert(separator, format!(" {source}"))],
        Some(_) => replace_scalar(value, source),
    }
}

/// Lines in place of the value behind a colon of block YAML; a comment on the line of the key stays there.
pub(super) fn put_lines(text: &str, value: &Node<'_>, colon: usize, lines: &str) -> Vec<Edit> {
    let key_line = line_end(text, colon);
    let old = Span::new(colon, value.span.end);
    if value.span.start > key_line {
        return vec![Edit::replace(Span::new(key_line, value.span.end), lines)];
    }
    let is_comment = |rest: &str| rest.trim_start().starts_with('#');
    if text.get(value.span.end..key_line).is_some_and(is_comment) {
        return vec![Edit::delete(old), Edit::insert(key_line, lines)];
    }
    vec![Edit::replace(old, lines)]
}

/// A value on one line in place of the value behind a colon of block YAML.
pub(super) fn put_inline(text: &str, value: &Node<'_>, colon: usize, source: &str) -> Vec<Edit> {
    let key_line = line_end(text, colon);
    if value.span.start > key_line {
        // It stands before a comment on the line of the key.
        let below = Span::new(key_line, value.span.end);
        return vec![Edit::insert(colon, format!(" {source}")), Edit::delete(below)];
    }
    if value.is_absent() || value.scalar().is_none() {
        return vec![Edit::replace(Span::new(colon, value.span.end), format!(" {source}"))];
    }
    replace_scalar(value, source)
}
