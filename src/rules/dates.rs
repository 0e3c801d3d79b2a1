//! The dates of a post: what their author meant, and what each engine that counts reads.
//!
//! All date rules work on this; it is made once a post.

use super::Context;
use super::verdict::{Verdict, judge};
use crate::document::patch::{self, Content, Position};
use crate::document::{Entry, Kind, Node, Style};
use crate::engine::{DateReading, Reading, Role, Setup};
use crate::post::moment::Written;
use crate::text::Span;

/// An entry at the top of the block whose key is a date to some engine that counts.
#[derive(Debug)]
pub struct Dated<'a> {
    /// Key and value.
    pub entry: &'a Entry<'a>,
    /// What sort of value it is.
    pub value: DateValue,
    /// The engines to which this key is a date, in the usual order.
    pub uses: Vec<DateUse<'a>>,
}

/// What stands where a date belongs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum DateValue {
    /// Nothing: no value, null, or an empty text.
    Empty,
    /// A date, possibly one that does not exist.
    Written(Written),
    /// Digits alone, without quotes: a count to most readers, whatever was meant.
    Number(Option<Written>),
    /// Something else: a text that is no date, a truth value, a list, a map.
    Other,
    /// A placeholder of a template, an alias, or a value with a tag: what is meant stands elsewhere.
    Elsewhere,
}

/// What one engine makes of a date.
#[derive(Debug)]
pub struct DateUse<'a> {
    /// The engine with its site.
    pub setup: &'a Setup,
    /// Where it stands in [`Context::setups`].
    pub index: usize,
    /// What the key is for in this engine.
    pub role: Role,
    /// What the engine reads.
    pub reading: DateReading,
    /// How that compares to what was meant; only for values that are a date.
    pub verdict: Verdict,
}

/// The roles that make a key a date.
const ROLES: [Role; 4] = [Role::Date, Role::Updated, Role::Publish, Role::Expire];

/// The dates of a post in the order in which they are written.
pub(super) fn find<'a>(context: &Context<'a>) -> Vec<Dated<'a>> {
    let Some(front_matter) = context.front_matter() else { return Vec::new() };
    let format = front_matter.format;
    let setups: Vec<(usize, &'a Setup)> = context
        .setups
        .iter()
        .enumerate()
        .filter(|(_, setup)| setup.formats().contains(&format))
        .collect();
    let dated = |entry: &'a Entry<'a>| {
        let known = |setup: &Setup| setup.key(entry.name()).map(|key| key.role);
        let roles = setups.iter().map(|&(index, setup)| (index, setup, known(setup)));
        let mut roles = roles
            .filter_map(|(index, setup, role)| Some((index, setup, role?)))
            .filter(|(_, _, role)| ROLES.contains(role))
            .peekable();
        roles.peek()?;
        let value = value(&entry.value, &context.document.source.text);
        let uses = roles.map(|(index, setup, role)| {
            let reading = setup.read_date(entry.name(), &entry.value, format);
            let written = value.written();
            let verdict = judge(setup, entry.name(), &entry.value, format, written, &reading);
            DateUse { setup, index, role, reading, verdict }
        });
        let uses = uses.collect();
        Some(Dated { entry, value, uses })
    };
    front_matter.tree.root.entries().iter().filter_map(dated).collect()
}

/// What the engines would read if the post had a date.
pub(super) fn readings_if_dated(context: &Context<'_>) -> Option<Vec<Reading>> {
    let front_matter = context.front_matter().filter(|block| block.refused.is_none())?;
    let edits = patch::insert(front_matter, Position::First, "date", Content::Source("2000-01-01"));
    context.readings_after(&edits)
}

fn value(node: &Node<'_>, text: &str) -> DateValue {
    if node.tag.is_some() || node.anchor.is_some() || node.span.text(text).contains("{{") {
        return DateValue::Elsewhere;
    }
    match &node.kind {
        Kind::Alias(_) => DateValue::Elsewhere,
        Kind::List(_) | Kind::Map(_) => DateValue::Other,
        Kind::Scalar(scalar) => {
            let plain = scalar.style == Style::Plain;
            let written = Written::parse(&scalar.text);
            let null = plain && matches!(&*scalar.text, "~" | "null" | "Null" | "NULL");
            let digits = scalar.text.trim_start_matches(['+', '-']);
            if null || scalar.text.trim().is_empty() {
                DateValue::Empty
            } else if plain && digits.bytes().all(|byte| byte.is_ascii_digit()) {
                DateValue::Number(written)
            } else {
                written.map_or(DateValue::Other, DateValue::Written)
            }
        }
    }
}

impl DateValue {
    /// What was meant, where that is a date.
    #[must_use]
    pub const fn written(&self) -> Option<&Written> {
        match self {
            Self::Written(written) | Self::Number(Some(written)) => Some(written),
            _ => None,
        }
    }
}

impl<'a> Dated<'a> {
    /// The engines that read something else than was meant, with what.
    #[must_use]
    pub fn wrong(&self) -> Vec<(&DateUse<'a>, Verdict)> {
        let verdicts = self.uses.iter().map(|of| (of, of.verdict));
        verdicts.filter(|(_, verdict)| *verdict != Verdict::Right).collect()
    }

    /// All engines with what they make of a value that none can be trusted with.
    #[must_use]
    pub fn untrusted(&self) -> Vec<(&DateUse<'a>, Verdict)> {
        let read = |of: &DateUse<'_>| match of.reading {
            DateReading::Instant(read) => Verdict::Misread(read),
            DateReading::Absent | DateReading::Unreadable(_) => Verdict::Unread,
        };
        self.uses.iter().map(|of| (of, read(of))).collect()
    }

    /// Where a part of the written date stands in the file; none where quotes or escapes moved it.
    #[must_use]
    pub fn place(&self, part: Span, source: &str) -> Option<Span> {
        let text = self.entry.value.text()?;
        let raw = self.entry.value.span.text(source);
        let quote = usize::from(raw.starts_with(['"', '\'']));
        let same = raw.get(quote..).is_some_and(|inner| inner.starts_with(text));
        same.then(|| part.shifted(self.entry.value.span.start + quote))
    }
}
