//! Values as source text in the style of the file.

use super::places::{column, newline};
use super::quote::{Place, Quoting, quote};
use crate::document::{Format, FrontMatter, Kind, Node};
use crate::value::Value;

/// What a fix writes.
#[derive(Clone, Copy, Debug)]
pub enum Content<'c> {
    /// The source text of one scalar, quotes included; it is put in as it is.
    Source(&'c str),
    /// A value; it is written in the style of the file.
    Value(&'c Value),
}

/// How many entries are looked at to learn how a file is written.
const SAMPLE: usize = 64;

/// How a file writes what is put into it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Habits {
    pub format: Format,
    pub newline: &'static str,
    /// Lists in brackets.
    pub flow_lists: bool,
    /// Blanks of a list item more than its key has.
    pub list_indent: usize,
    /// Blanks of a nested key more than the key above has.
    pub map_indent: usize,
}

impl Habits {
    /// The habits of a block: its first list and its first nested map decide.
    pub(super) fn of(front_matter: &FrontMatter<'_>) -> Self {
        let text = front_matter.text;
        let mut style = Self::new(front_matter.format, newline(text));
        let entries = front_matter.tree.root.entries();
        let entries = &entries[..entries.len().min(SAMPLE)];
        let indent = |key: &Node<'_>, value: &Node<'_>| {
            column(text, value.span.start).checked_sub(column(text, key.span.start))
        };
        let list = entries.iter().find(|entry| !entry.value.items().is_empty());
        if let Some(entry) = list
            && let Kind::List(list) = &entry.value.kind
        {
            style.flow_lists = list.flow;
            if !list.flow {
                style.list_indent = indent(&entry.key, &entry.value).unwrap_or(style.list_indent);
            }
        }
        let map = entries.iter().find_map(|entry| match &entry.value.kind {
            Kind::Map(map) if !map.flow && !map.entries.is_empty() => {
                indent(&entry.key, &entry.value)
            }
            _ => None,
        });
        style.map_indent = map.filter(|&indent| indent > 0).unwrap_or(style.map_indent);
        style
    }

    /// The usual habits of a language.
    pub(super) fn new(format: Format, newline: &'static str) -> Self {
        let flow_lists = format != Format::Yaml;
        Self { format, newline, flow_lists, list_indent: 2, map_indent: 2 }
    }

    /// One entry: the key, its separator and its value, without a newline behind. `indent` is the column of
    /// the key; it is not written before the key itself.
    pub(super) fn entry(
        self,
        key: &str,
        content: Content<'_>,
        indent: usize,
        place: Place,
    ) -> String {
        let key = quote(key, self.format, Quoting::Minimal, Place::Key);
        match self.format {
            Format::Yaml => format!("{key}:{}", self.after_colon(content, indent, place)),
            Format::Toml => format!("{key} = {}", self.inline(content)),
            Format::Json | Format::HexoJson => format!("{key}: {}", self.inline(content)),
        }
    }

    /// What stands behind the colon of a YAML key: a blank and a value, or a block on the lines below.
    pub(super) fn after_colon(self, content: Content<'_>, indent: usize, place: Place) -> String {
        let Content::Value(value) = content else { return format!(" {}", self.inline(content)) };
        match value {
            Value::Null if place == Place::Block => String::new(),
            Value::List(items)
                if place == Place::Block && !self.flow_lists && !items.is_empty() =>
            {
                self.block_list(items, indent + self.list_indent)
            }
            Value::Map(entries) if place == Place::Block && !entries.is_empty() => {
                self.block_map(entries, indent + self.map_indent)
            }
            _ => format!(" {}", self.scalar_or_flow(value, place)),
        }
    }

    /// The items on lines of their own, a newline before each.
    pub(super) fn block_list(self, items: &[Value], indent: usize) -> String {
        let blanks = " ".repeat(indent);
        let line = |item: &Value| match item {
            Value::Map(entries) if !entries.is_empty() => {
                let map = self.block_map(entries, indent + 2);
                format!("{}{blanks}- {}", self.newline, map.trim_start())
            }
            item => {
                format!("{}{blanks}- {}", self.newline, self.scalar_or_flow(item, Place::Block))
            }
        };
        items.iter().map(line).collect()
    }

    fn block_map(self, entries: &[(String, Value)], indent: usize) -> String {
        let blanks = " ".repeat(indent);
        let line = |(key, value): &(String, Value)| {
            let entry = self.entry(key, Content::Value(value), indent, Place::Block);
            format!("{}{blanks}{entry}", self.newline)
        };
        entries.iter().map(line).collect()
    }

    /// A value on one line.
    pub(super) fn inline(self, content: Content<'_>) -> String {
        match content {
            Content::Source(source) => source.to_owned(),
            Content::Value(value) => self.scalar_or_flow(value, Place::Block),
        }
    }

    /// A value on one line; `place` is where it stands.
    pub(super) fn scalar_or_flow(self, value: &Value, place: Place) -> String {
        match value {
            Value::List(items) => {
                let items: Vec<String> =
                    items.iter().map(|item| self.scalar_or_flow(item, Place::Flow)).collect();
                format!("[{}]", items.join(", "))
            }
            Value::Map(entries) => {
                let entries: Vec<String> = entries
                    .iter()
                    .map(|(key, value)| self.entry(key, Content::Value(value), 0, Place::Flow))
                    .collect();
                format!("{{{}}}", entries.join(", "))
            }
            scalar => self.scalar(scalar, Quoting::Minimal, place),
        }
    }

    /// One scalar with the quotes that are wanted, where it takes any.
    pub(super) fn scalar(self, value: &Value, quoting: Quoting, place: Place) -> String {
        match value {
            Value::String(text) => quote(text, self.format, quoting, place),
            Value::Date(text) if matches!(self.format, Format::Yaml | Format::Toml) => text.clone(),
            Value::Date(text) => quote(text, self.format, quoting, place),
            Value::Bool(truth) => truth.to_string(),
            Value::Int(number) => number.to_string(),
            Value::Float(number) => self.float(*number),
            // TOML has no such value; nothing is the empty text there.
            Value::Null if self.format == Format::Toml => "\"\"".to_owned(),
            Value::Null | Value::List(_) | Value::Map(_) => "null".to_owned(),
        }
    }

    fn float(self, number: f64) -> String {
        let sign = if number.is_sign_negative() { "-" } else { "" };
        match self.format {
            _ if number.is_finite() => format!("{number:?}"),
            Format::Yaml if number.is_nan() => ".nan".to_owned(),
            Format::Yaml => format!("{sign}.inf"),
            Format::Toml if number.is_nan() => "nan".to_owned(),
            Format::Toml => format!("{sign}inf"),
            Format::Json | Format::HexoJson => "null".to_owned(),
        }
    }
}
