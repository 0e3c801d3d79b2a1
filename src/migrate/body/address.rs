//! Addresses in Markdown links and HTML attributes that lead elsewhere in the new site, or are written in another way.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::resolve::{Goal, Resolver, Within};
use super::syntax;
use super::walk::{Answer, Change};
use crate::document::Markup;
use crate::document::body::{Link, LinkForm, LinkKind, decode_entities, unescape};
use crate::engine::{Engine, Tag};
use crate::migrate::Kind;
use crate::text::Span;

const NO_HEADING: &str =
    "No heading of that page makes this anchor, so the new site may have none of this name.";

/// Attributes that hold one address.
const ATTRIBUTES: [&str; 5] = ["href", "src", "poster", "data-src", "data"];

/// Changes of addresses, and the paths of all pages and files that are named.
pub fn changes(
    resolver: &Resolver<'_>,
    text: &str,
    markup: &Markup,
    tags: &[Tag],
) -> (Vec<Change>, Vec<String>) {
    let mut found = Found { resolver, text, tags, changes: Vec::new(), references: Vec::new() };
    for link in &markup.links {
        if !matches!(link.form, LinkForm::Inline | LinkForm::Bracketed) {
            continue;
        }
        match link.destination.is_empty() && link.kind == LinkKind::Link {
            true => found.empty(link.destination),
            false => found.look(link.destination, within(link.kind)),
        }
    }
    let [linked, shown] = [LinkKind::Link, LinkKind::Image].map(|kind| referred(markup, kind));
    for (nth, definition) in markup.definitions.iter().enumerate() {
        let within = if shown.contains(&nth) { Within::Image } else { Within::Markdown };
        match definition.destination.is_empty() && linked.contains(&nth) {
            true => found.empty(definition.destination),
            false => found.look(definition.destination, within),
        }
    }
    for tag in &markup.tags {
        for attribute in markup.attributes(tag) {
            let name = attribute.name.text(text);
            let is_address = ATTRIBUTES.iter().any(|known| known.eq_ignore_ascii_case(name));
            if let Some(value) = attribute.value.filter(|_| is_address) {
                found.look(value, Within::Html);
            }
        }
    }
    (found.changes, found.references)
}

/// The definitions that give links of a kind their addresses.
fn referred(markup: &Markup, kind: LinkKind) -> BTreeSet<usize> {
    let definition = |link: &Link| match link.form {
        LinkForm::Reference(definition) if link.kind == kind => Some(definition),
        _ => None,
    };
    markup.links.iter().filter_map(definition).collect()
}

const fn within(kind: LinkKind) -> Within {
    match kind {
        LinkKind::Link => Within::Markdown,
        LinkKind::Image => Within::Image,
    }
}

struct Found<'a> {
    resolver: &'a Resolver<'a>,
    text: &'a str,
    tags: &'a [Tag],
    changes: Vec<Change>,
    references: Vec<String>,
}

impl<'a> Found<'a> {
    fn look(&mut self, span: Span, within: Within) {
        let written = span.text(self.text);
        let Some(address) = self.read(span, within).filter(|address| !address.is_empty()) else {
            return;
        };
        let references = &mut self.references;
        let new = self.resolver.rewrite(&address, within, |path| references.push(path.to_owned()));
        let is_lost = self.resolver.has_unknown_anchor(&address, within);
        if new.is_none() && !is_lost {
            self.unresolved(span, &address);
            return;
        }
        let (out, code) = match new {
            Some(new) => (new.out, new.code),
            None => (super::output::Output::literal(written), ""),
        };
        let to = out.text.clone();
        let answer = match is_lost {
            true => Answer::by_hand(out, "anchor-unknown", NO_HEADING),
            false => Answer { code, ..Answer::changed(out, &to) },
        };
        self.changes.push(Change { span, kind: Kind::Link, name: written.to_owned(), answer });
    }

    /// An address without escapes and entities; none where a tag makes a part of it.
    fn read(&self, span: Span, within: Within) -> Option<Cow<'a, str>> {
        let next = self.tags.partition_point(|tag| tag.span.start < span.start);
        let written = span.text(self.text);
        if self.tags.get(next).is_some_and(|tag| tag.span.start < span.end)
            || written.contains('\n')
        {
            return None;
        }
        if within != Within::Html {
            return Some(unescape(written));
        }
        // A quote that came of an entity might end the attribute if it were written back.
        let quotes = ['"', '\''];
        Some(decode_entities(written)).filter(|it| *it == written || !it.contains(quotes))
    }

    /// `[text]()`, or one whose definition is `<>`, at which Zola stops: an address that leads nowhere, too.
    fn empty(&mut self, span: Span) {
        if self.resolver.around.to.target.engine != Engine::Zola {
            return;
        }
        let out = super::output::Output::literal("#");
        let reason = "Zola stops at a link without an address.";
        let answer = Answer::changed(out, "#").with_note("link-empty", reason);
        self.changes.push(Change { span, kind: Kind::Link, name: "()".to_owned(), answer });
    }

    /// A link by file that leads to no page: the address stays, and a person has to look at it.
    fn unresolved(&mut self, span: Span, address: &str) {
        let Some(path) = address.strip_prefix("@/") else { return };
        if self.resolver.goal(address, Within::Markdown).as_ref().is_some_and(is_page) {
            return;
        }
        let out = super::output::Output::literal(syntax::address(&format!("/{path}")));
        let reason = "The source has no such page, so that the link leads nowhere.";
        let answer = Answer::by_hand(out, "link-lost", reason);
        let name = span.text(self.text).to_owned();
        self.changes.push(Change { span, kind: Kind::Link, name, answer });
    }
}

fn is_page(goal: &Goal) -> bool {
    matches!(goal, Goal::PageByFile(_) | Goal::PageByAddress(_))
}
