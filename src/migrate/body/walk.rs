//! The way through a body: tags and changed Markdown in order of place, all else copied byte for byte.

use std::collections::BTreeSet;

use super::Surroundings;
use super::output::Output;
use super::resolve::Resolver;
use super::syntax;
use super::table;
use super::wants::Wants;
use crate::document::{Document, Markup};
use crate::engine::{Tag, TagKind};
use crate::migrate::{Action, Kind, Row};
use crate::text::Span;
use crate::value::Value;

/// What a construct became, and the account of it.
#[derive(Clone, Debug)]
pub struct Answer {
    /// What stands in its place.
    pub out: Output,
    /// What became of it.
    pub action: Action,
    /// What it is now, in a few words.
    pub to: Option<String>,
    /// Why, where that needs saying.
    pub reason: String,
    /// The stable name of the reason.
    pub code: &'static str,
}

impl Answer {
    /// It is said in another way, and reads the same.
    pub fn changed(out: Output, to: &str) -> Self {
        Self {
            out,
            action: Action::Changed,
            to: Some(to.to_owned()),
            reason: String::new(),
            code: "converted",
        }
    }

    /// Something of it is not said any more, for this reason.
    pub fn with_note(self, code: &'static str, reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), code, ..self }
    }

    /// A person has to look at it.
    pub fn by_hand(out: Output, code: &'static str, reason: impl Into<String>) -> Self {
        Self { out, action: Action::NeedsHand, to: None, reason: reason.into(), code }
    }
}

/// A change of Markdown that is no template tag.
#[derive(Clone, Debug)]
pub struct Change {
    /// What it replaces.
    pub span: Span,
    /// What it accounts for.
    pub kind: Kind,
    /// What the source calls it; empty for a part of another change, which has no row of its own.
    pub name: String,
    /// What it became.
    pub answer: Answer,
}

impl Change {
    /// A change of Markdown with its row, which calls it what stands there.
    pub fn of(span: Span, text: &str, answer: Answer) -> Self {
        Self { span, kind: Kind::Markup, name: span.text(text).to_owned(), answer }
    }

    /// A part of another change: this text in the place of a span.
    pub fn part(span: Span, written: impl Into<String>) -> Self {
        let answer = Answer::changed(Output::literal(written), "");
        Self { span, kind: Kind::Markup, name: String::new(), answer }
    }
}

/// How deep blocks in blocks are followed; nobody nests that deep by hand.
const MAX_DEPTH: usize = 32;

/// A body on its way.
pub struct Walk<'a> {
    /// Both sites.
    pub around: &'a Surroundings<'a>,
    resolver: &'a Resolver<'a>,
    /// The post.
    pub document: &'a Document<'a>,
    /// The text of the whole file.
    pub text: &'a str,
    /// Where the body lies in it.
    pub body: Span,
    /// What Markdown makes of the body.
    pub markup: &'a Markup,
    /// The tags, in order of place.
    pub tags: &'a [Tag],
    /// The changes of Markdown, in order of place.
    pub changes: &'a [Change],
    /// The account.
    pub rows: Vec<Row>,
    /// Pages and files that are named.
    pub references: BTreeSet<String>,
    /// What the new site must have.
    pub wants: Wants,
    /// How many blocks are open.
    depth: usize,
    /// Which tags have a row.
    accounted: Vec<bool>,
}

impl<'a> Walk<'a> {
    /// A walk that has not begun.
    pub fn new(
        resolver: &'a Resolver<'a>,
        document: &'a Document<'a>,
        body: Span,
        markup: &'a Markup,
        tags: &'a [Tag],
        changes: &'a [Change],
    ) -> Self {
        Self {
            around: resolver.around,
            resolver,
            document,
            text: &document.source.text,
            body,
            markup,
            tags,
            changes,
            rows: Vec::new(),
            references: BTreeSet::new(),
            wants: Wants::default(),
            depth: 0,
            accounted: vec![false; tags.len()],
        }
    }

    /// What leads addresses to pages and files.
    pub const fn resolver(&self) -> &'a Resolver<'a> {
        self.resolver
    }

    /// A part of the body, converted.
    pub fn convert(&mut self, span: Span) -> Output {
        let mut out = Output::default();
        let mut at = span.start;
        let mut next = self.tags.partition_point(|tag| tag.span.start < span.start);
        while let Some(tag) = self.tags.get(next).filter(|tag| tag.span.start < span.end) {
            if tag.span.start < at {
                next += 1;
                continue;
            }
            self.copy(Span::new(at, tag.span.start), &mut out);
            let answer = self.tag(tag);
            out.append(&answer.out);
            at = tag.span.end;
            self.account(next, &answer);
            next += 1;
        }
        self.copy(Span::new(at, span.end.max(at)), &mut out);
        out
    }

    /// What stands in a block tag, converted; as it stands where blocks nest too deep to be followed.
    pub fn inner(&mut self, tag: &Tag) -> Output {
        let Some(inner) = tag.inner else { return Output::default() };
        if self.depth >= MAX_DEPTH {
            return Output::literal(inner.text(self.text));
        }
        self.depth += 1;
        let out = self.convert(inner);
        self.depth -= 1;
        out
    }

    /// Text between tags, with the changes that lie wholly in it.
    fn copy(&mut self, span: Span, out: &mut Output) {
        let mut at = span.start;
        let first = self.changes.partition_point(|change| change.span.start < span.start);
        for change in &self.changes[first..] {
            if change.span.start >= span.end {
                break;
            }
            if change.span.end > span.end || change.span.start < at {
                continue;
            }
            out.push(&self.text[at..change.span.start]);
            out.append(&change.answer.out);
            at = change.span.end;
            if !change.name.is_empty() {
                self.row(change.span.start, change.kind, &change.name, &change.answer);
            }
        }
        out.push(&self.text[at..span.end]);
    }

    fn tag(&mut self, tag: &Tag) -> Answer {
        let known = table::find(self.around.from.target.engine, tag.kind, tag.name.text(self.text));
        known.and_then(|convert| convert(self, tag)).unwrap_or_else(|| self.unknown(tag))
    }

    /// A tag that has no counterpart: it is shown as it stands, and what is in it is converted.
    fn unknown(&mut self, tag: &Tag) -> Answer {
        let mut out = self.shown(tag, tag.opening);
        if let Some(inner) = tag.inner {
            let content = self.inner(tag);
            // Next to a line of text, lists and indented code would go on with it.
            let is_apart = !tag.in_code && content.text.starts_with(['\n', '\r']);
            if is_apart && !content.text.trim_start_matches('\r').starts_with("\n\n") {
                out.push("\n");
            }
            out.append(&content);
            if is_apart && content.text.ends_with('\n') && !content.text.ends_with("\n\n") {
                out.push("\n");
            }
            out.append(&self.shown(tag, Span::new(inner.end, tag.span.end)));
        }
        let name = tag.name.text(self.text);
        let from = syntax::engine_name(self.around.from);
        let to = syntax::engine_name(self.around.to);
        let reason = match tag.kind {
            TagKind::Expression | TagKind::Statement => {
                format!("Only {from} can compute it; it stands in the text as it was written.")
            }
            TagKind::End => "It ends nothing; it stands in the text as it was written.".to_owned(),
            _ => format!("{to} gets no `{name}`; it stands in the text as it was written."),
        };
        Answer::by_hand(out, "tag-unknown", reason)
    }

    /// Template syntax of the source as visible text: code, or as it stands where Markdown has no say.
    pub fn shown(&self, tag: &Tag, span: Span) -> Output {
        let written = span.text(self.text);
        if tag.in_code || self.is_verbatim(tag.span.start) {
            return Output::literal(written);
        }
        Output::literal(syntax::code_span(written))
    }

    /// Whether a place is in an address, an attribute, an HTML block or a file of HTML, where Markdown is not read.
    pub fn is_verbatim(&self, at: usize) -> bool {
        if self.is_html() {
            return true;
        }
        let before = &self.text[..at];
        let in_attribute = before.ends_with(['"', '\'', '=']);
        let block = self.markup.html_blocks.partition_point(|block| block.start <= at);
        let in_block = block > 0
            && self.markup.html_blocks[block - 1].contains(at)
            && !before[self.markup.html_blocks[block - 1].start..].trim().is_empty();
        in_attribute || self.is_address(at) || in_block
    }

    /// Whether the post is written in HTML.
    pub fn is_html(&self) -> bool {
        self.around.path.ends_with(".html")
    }

    /// Whether a place begins the address of a Markdown link.
    pub fn is_address(&self, at: usize) -> bool {
        let before = self.text[..at].trim_end_matches(' ');
        before.ends_with("](") || before.ends_with("](<")
    }

    fn account(&mut self, nth: usize, answer: &Answer) {
        if std::mem::replace(&mut self.accounted[nth], true) {
            return;
        }
        let tag = &self.tags[nth];
        let name = syntax::name_of(tag, self.text);
        self.row(tag.span.start, Kind::Tag, &name, answer);
    }

    /// Rows for tags in tags that were taken as a whole.
    pub fn account_for_rest(&mut self) {
        for nth in 0..self.tags.len() {
            if !self.accounted[nth] {
                let answer =
                    Answer { action: Action::Kept, ..Answer::changed(Output::default(), "text") };
                self.account(nth, &answer.with_note("in-tag", "It went with the tag around it."));
            }
        }
    }

    /// Adds a row.
    pub fn row(&mut self, at: usize, kind: Kind, name: &str, answer: &Answer) {
        self.rows.push(Row {
            file: self.around.path.to_owned(),
            line: Some(self.document.source.lines().row(at) + 1),
            kind,
            name: name.to_owned(),
            action: answer.action,
            to: answer.to.clone(),
            reason: answer.reason.clone(),
            code: answer.code,
        });
    }

    /// The text of an argument, by its name or place.
    pub fn argument(&self, tag: &Tag, name: &str, place: usize) -> Option<String> {
        let found = tag.argument(self.text, name, place)?;
        scalar(found.value.as_ref()?)
    }

    /// The texts of all arguments without a name.
    pub fn words(&self, tag: &Tag) -> Vec<String> {
        let unnamed = tag.arguments.iter().filter(|one| one.name.is_none());
        unnamed.filter_map(|one| scalar(one.value.as_ref()?)).collect()
    }

    /// Arguments with names, as text.
    pub fn named(&self, tag: &Tag) -> Vec<(String, String)> {
        let pair = |one: &crate::engine::TagArgument| {
            Some((one.name?.text(self.text).to_owned(), scalar(one.value.as_ref()?)?))
        };
        tag.arguments.iter().filter_map(pair).collect()
    }

    /// Whether a tag has its lines for itself, but for marks of quotes and list items before it.
    pub fn is_block(&self, tag: &Tag) -> bool {
        self.begins_line(tag) && self.rest_of_line(tag).trim().is_empty()
    }

    /// Whether only blanks, marks of quotes and of list items stand before a tag on its line.
    pub fn begins_line(&self, tag: &Tag) -> bool {
        let before = self.line_before(tag);
        syntax::marks(before) == before.len()
    }

    /// Whether nothing but blanks stands before a tag on its line.
    pub fn begins_with_blanks(&self, tag: &Tag) -> bool {
        self.line_before(tag).trim().is_empty()
    }

    /// What stands behind a tag on its line.
    pub fn rest_of_line(&self, tag: &Tag) -> &'a str {
        let lines = self.document.source.lines();
        let row = lines.row(tag.span.end);
        let end = lines.start(row + 1, self.text);
        self.text[tag.span.end..end].trim_end_matches(['\n', '\r'])
    }

    /// The line that is so many rows from the one of a place; none outside of the body.
    pub fn line_near(&self, at: usize, rows: isize) -> Option<&'a str> {
        let lines = self.document.source.lines();
        let row = lines.row(at).checked_add_signed(rows)?;
        let inside = row < lines.line_count() && lines.start(row, self.text) >= self.body.start;
        inside.then(|| lines.line(row, self.text))
    }

    /// What the lines of a block that stands in the place of a tag begin with, but for the first.
    pub fn indent(&self, tag: &Tag) -> String {
        syntax::continued(self.line_before(tag))
    }

    fn line_before(&self, tag: &Tag) -> &'a str {
        let lines = self.document.source.lines();
        let start = lines.start(lines.row(tag.span.start), self.text);
        &self.text[start.max(self.body.start)..tag.span.start]
    }
}

/// A value as text.
fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(truth) => Some(truth.to_string()),
        Value::Int(number) => Some(number.to_string()),
        Value::Float(number) => Some(number.to_string()),
        _ => None,
    }
}
