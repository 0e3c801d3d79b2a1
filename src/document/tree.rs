//! Keys, values and comments of a block with their places, one shape for YAML, TOML and JSON.

use std::borrow::Cow;
use std::collections::{HashMap, hash_map};

use crate::text::Span;

/// How deep a tree may nest; what goes deeper is unreadable (as in `serde_yaml` and `serde_json`), so that
/// walking and dropping a tree never runs out of stack.
pub const MAX_DEPTH: usize = 128;

/// A block as a tree. Spans are in bytes of the whole file.
#[derive(Clone, Debug)]
pub struct Tree<'a> {
    /// The value of the whole block; an empty map where the block is empty.
    pub root: Node<'a>,
    /// Comments from their mark to the end of the line, in order of their place.
    pub comments: Vec<Span>,
}

impl Tree<'_> {
    /// The tree of a block with nothing in it.
    #[must_use]
    pub fn empty(at: usize) -> Self {
        let kind = Kind::Map(Map { entries: Vec::new(), flow: false, header: None });
        let root = Node { span: Span::at(at), kind, tag: None, anchor: None };
        Self { root, comments: Vec::new() }
    }

    /// Every key that stands twice in one map, with the place of the first, in order of their place.
    #[must_use]
    pub fn duplicates(&self) -> Vec<Duplicate> {
        let mut found = Vec::new();
        collect_duplicates(&self.root, &mut found);
        found.sort_unstable_by_key(|duplicate| duplicate.again);
        found
    }
}

/// A key that stands again in the same map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Duplicate {
    /// The key where it stands first.
    pub first: Span,
    /// The same key further down.
    pub again: Span,
}

fn collect_duplicates(node: &Node<'_>, found: &mut Vec<Duplicate>) {
    for item in node.items() {
        collect_duplicates(item, found);
    }
    let entries = node.entries();
    for entry in entries {
        collect_duplicates(&entry.value, found);
    }
    // Ordinary blocks have few keys; a set pays off only for many.
    if entries.len() <= 16 {
        for (at, entry) in entries.iter().enumerate() {
            let same = |other: &&Entry<'_>| {
                other.key.text().is_some() && other.key.text() == entry.key.text()
            };
            if let Some(first) = entries[..at].iter().find(same) {
                found.push(Duplicate { first: first.key.span, again: entry.key.span });
            }
        }
        return;
    }
    let mut seen = HashMap::with_capacity(entries.len());
    for entry in entries {
        let Some(name) = entry.key.text() else { continue };
        match seen.entry(name) {
            hash_map::Entry::Occupied(first) => {
                found.push(Duplicate { first: *first.get(), again: entry.key.span });
            }
            hash_map::Entry::Vacant(place) => {
                place.insert(entry.key.span);
            }
        }
    }
}

/// A value and its place.
#[derive(Clone, Debug)]
pub struct Node<'a> {
    /// From its first byte to behind its last, quotes and brackets included, tag and anchor not.
    /// A value that is not written has an empty span where it would stand.
    pub span: Span,
    /// What it is.
    pub kind: Kind<'a>,
    /// A YAML tag before it, `!` included.
    pub tag: Option<Span>,
    /// A YAML anchor before it, `&` included.
    pub anchor: Option<Span>,
}

/// The three shapes of a value, and YAML's reference to another.
#[derive(Clone, Debug)]
pub enum Kind<'a> {
    /// One value.
    Scalar(Scalar<'a>),
    /// A list.
    List(List<'a>),
    /// Keys with values.
    Map(Map<'a>),
    /// `*name`, with the name.
    Alias(&'a str),
}

/// One value as text, not yet typed: what it means differs between engines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scalar<'a> {
    /// The text with quotes, escapes and folding undone.
    pub text: Cow<'a, str>,
    /// How it was written.
    pub style: Style,
}

/// How a scalar is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// Without quotes: in YAML any plain text, in TOML and JSON a number, truth value, date or null.
    Plain,
    /// `'…'` (TOML: a literal string).
    Single,
    /// `"…"`.
    Double,
    /// YAML's `|` block.
    Literal,
    /// YAML's `>` block.
    Folded,
    /// TOML's `'''…'''`.
    MultiSingle,
    /// TOML's `"""…"""`.
    MultiDouble,
}

/// A list and how it is written.
#[derive(Clone, Debug)]
pub struct List<'a> {
    /// The items in order.
    pub items: Vec<Node<'a>>,
    /// In brackets (always in TOML and JSON; TOML's `[[name]]` tables are not).
    pub flow: bool,
}

/// A map and how it is written.
#[derive(Clone, Debug)]
pub struct Map<'a> {
    /// The entries in order; a key may stand twice.
    pub entries: Vec<Entry<'a>>,
    /// In braces; or, without them, one pair in the brackets of a YAML list.
    pub flow: bool,
    /// TOML's `[name]` line that opened it.
    pub header: Option<Span>,
}

/// A key with its value.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    /// The key; a scalar but in odd YAML.
    pub key: Node<'a>,
    /// The value.
    pub value: Node<'a>,
}

impl<'a> Node<'a> {
    /// The scalar that this is, if it is one.
    #[must_use]
    pub fn scalar(&self) -> Option<&Scalar<'a>> {
        match &self.kind {
            Kind::Scalar(scalar) => Some(scalar),
            _ => None,
        }
    }

    /// The text of a scalar, untyped.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        self.scalar().map(|scalar| &*scalar.text)
    }

    /// The items of a list; none for all else.
    #[must_use]
    pub fn items(&self) -> &[Node<'a>] {
        match &self.kind {
            Kind::List(list) => &list.items,
            _ => &[],
        }
    }

    /// The entries of a map; none for all else.
    #[must_use]
    pub fn entries(&self) -> &[Entry<'a>] {
        match &self.kind {
            Kind::Map(map) => &map.entries,
            _ => &[],
        }
    }

    /// The entry with exactly this key, the first if it stands twice.
    #[must_use]
    pub fn entry(&self, key: &str) -> Option<&Entry<'a>> {
        self.entries().iter().find(|entry| entry.name() == key)
    }

    /// Whether it is a value that is not written: `key:` with nothing behind.
    #[must_use]
    pub fn is_absent(&self) -> bool {
        self.span.is_empty()
    }
}

impl Entry<'_> {
    /// The key's text; empty for a key that is no scalar.
    #[must_use]
    pub fn name(&self) -> &str {
        self.key.text().unwrap_or_default()
    }

    /// From the key to behind the value.
    #[must_use]
    pub fn span(&self) -> Span {
        self.key.span.cover(self.value.span)
    }
}
