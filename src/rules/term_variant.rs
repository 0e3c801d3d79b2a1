//! A term that other posts of the site spell otherwise.

use std::collections::BTreeMap;

use super::terms::WrittenTerm;
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::{Applicability, Change, Fix};
use crate::document::patch::{self, Content};
use crate::engine::Setup;
use crate::site::{Index, Page};
use crate::value::Value;

/// `term-variant`
pub const RULE: Rule = Rule {
    name: "term-variant",
    group: Group::Taxonomy,
    page: include_str!("../../rules/term-variant.md"),
    on: true,
    harm: Harm::of(b"WWW"),
    fix: Some(Applicability::Unsafe),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let sites = context.sites().zip(context.own_pages());
    for (((setup, _, index), own), terms) in sites.zip(context.written_terms()) {
        check_in(setup, index, *own, terms, findings);
    }
}

fn check_in(
    setup: &Setup,
    index: &Index,
    page: Option<&Page>,
    terms: &[WrittenTerm<'_, '_>],
    findings: &mut Findings<'_>,
) {
    for term in terms {
        let own = term.text();
        let others = index.spellings(&term.name, &term.folded, page);
        // Nearly always there is one spelling.
        let mut here = terms.iter().filter(|other| other.is_variant(term));
        if others.iter().all(|(other, _)| *other.name == *own) && here.all(|it| it.text() == own) {
            continue;
        }
        let others = others.iter().map(|(term, posts)| (&*term.name, *posts));
        let here = terms.iter().filter(|other| other.is_variant(term)).map(WrittenTerm::text);
        let mut counts: BTreeMap<&str, (u32, u32)> =
            others.map(|(name, posts)| (name, (posts, posts))).collect();
        // Nor do other posts count what a draft has.
        let own_post = u32::from(page.is_some_and(Page::is_public));
        for name in here {
            let (_, others) = counts.get(name).copied().unwrap_or_default();
            counts.insert(name, (others + own_post, others));
        }
        // All posts agree on the best: the commonest, of several the first.
        let best = counts.iter().rev().max_by_key(|(_, (all, _))| *all);
        let Some((best, (_, posts))) = best.filter(|(best, _)| **best != own) else { continue };
        let message = match posts {
            0 => format!("this post spells the term `{own}` as `{best}`, too"),
            1 => format!("another post spells the term `{own}` as `{best}`"),
            _ => format!("{posts} other posts spell the term `{own}` as `{best}`"),
        };
        findings.add(
            Finding::new(term.node.span, message)
                .help(effect(setup, term, best))
                .engines(setup.target.engine)
                .fix(respelled(term, best)),
        );
    }
}

/// What two spellings of one term lead to.
fn effect(setup: &Setup, term: &WrittenTerm<'_, '_>, best: &str) -> &'static str {
    let mut path = term.name.path.clone();
    let own = setup.term_slug(&term.name.taxonomy, &path);
    path.pop();
    path.push(best.to_owned());
    let same_page = own == setup.term_slug(&term.name.taxonomy, &path);
    match (same_page, setup.merges_terms()) {
        (true, true) => "both share one page, which shows one of the spellings only",
        (true, false) => "both have one page, and only the posts of one of them are listed there",
        (false, _) => "each has a page of its own, and who reads one misses the posts of the other",
    }
}

/// The fix that writes the other spelling, or takes the term out where that stands in the list already.
fn respelled(term: &WrittenTerm<'_, '_>, best: &str) -> Option<Fix> {
    let WrittenTerm { list, node, .. } = term;
    let items = list.entry.value.items();
    let change = Change::Key(list.root.to_owned());
    let (message, edits) = match items.iter().any(|item| item.text() == Some(best)) {
        true => {
            let nth = items.iter().position(|item| item.span == node.span)?;
            let message = format!("remove it, for `{best}` stands here already");
            (message, patch::remove_item(list.block, list.entry, nth))
        }
        false => {
            let value = Value::String(best.to_owned());
            let edits = patch::set_node(list.block, node, Content::Value(&value));
            (format!("write `{best}`"), edits)
        }
    };
    (!edits.is_empty()).then(|| Fix::guess(message, change, edits))
}
