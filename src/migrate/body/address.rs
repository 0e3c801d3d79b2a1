//! Addresses in Markdown links and HTML attributes that lead elsewhere in the new site, or are written in another way.

use std::collections::BTreeSet;

use super::resolve::{Goal, Resolver, Within};
use super::walk::{Answer, Change};
use crate::document::Markup;
use crate::document::body::{Link, LinkForm, LinkKind};
use crate::engine::Engine;
use crate::migrate::{Action, Kind};
use crate::text::Span;

const NO_HEADING: &str =
    "No heading of that page makes this anchor, so the new site may have none of this name.";

/// Attributes that hold one address.
const ATTRIBUTES: [&str; 5] = ["href", "src", "poster", "data-src", "data"];

/// Changes of addresses, and the paths of all pages and files that are named.
pub fn changes(resolver: &Resolver<'_>, text: &str, markup: &Markup) -> (Vec<Change>, Vec<String>) {
    let mut found = Found { resolver, text, changes: Vec::new(), references: Vec::new() };
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
    changes: Vec<Change>,
    references: Vec<String>,
}

impl Found<'_> {
    fn look(&mut self, span: Span, within: Within) {
        let written = span.text(self.text);
        if written.is_empty() || written.contains(['{', '&', '\\', '\n']) {
            return;
        }
        let references = &mut self.references;
        let new = self.resolver.rewrite(written, within, |path| references.push(path.to_owned()));
        let is_lost = self.resolver.has_unknown_anchor(written, within);
        if new.is_none() && !is_lost {
            self.unresolved(span, written);
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
    fn unresolved(&mut self, span: Span, written: &str) {
        let is_by_file = written.starts_with("@/");
        if !is_by_file
            || self.resolver.goal(written, Within::Markdown).as_ref().is_some_and(is_page)
        {
            return;
        }
        let out = super::output::Output::literal(format!("/{}", &written[2..]));
        let answer = Answer {
            action: Action::NeedsHand,
            ..Answer::by_hand(
                out,
                "link-lost",
                "The source has no such page, so that the link leads nowhere.",
            )
        };
        self.changes.push(Change { span, kind: Kind::Link, name: written.to_owned(), answer });
    }
}

fn is_page(goal: &Goal) -> bool {
    matches!(goal, Goal::PageByFile(_) | Goal::PageByAddress(_))
}
