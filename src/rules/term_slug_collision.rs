//! Different terms that lead to one page.

use super::terms::WrittenTerm;
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::engine::Setup;
use crate::site::{Index, Page};

/// `term-slug-collision`
pub const RULE: Rule = Rule {
    name: "term-slug-collision",
    group: Group::Taxonomy,
    page: include_str!("../../rules/term-slug-collision.md"),
    on: true,
    harm: Harm::of(b"WWW"),
    fix: None,
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
    let slug = |names: &[String], taxonomy: &str| setup.term_slug(taxonomy, names);
    let slugs: Vec<String> =
        terms.iter().map(|term| slug(&term.name.path, &term.name.taxonomy)).collect();
    for (term, own) in terms.iter().zip(&slugs) {
        let elsewhere = index.terms_at(&term.name, own, page);
        // Spellings of one term are another matter.
        let elsewhere = elsewhere.iter().filter(|(other, _)| other.folded != term.folded);
        let elsewhere = elsewhere.map(|(other, posts)| (&*other.name, *posts));
        let is_beside = |(other, slug): &(&WrittenTerm<'_, '_>, &String)| {
            other.name.taxonomy == term.name.taxonomy && *slug == own && !other.is_variant(term)
        };
        let here = terms.iter().zip(&slugs).filter(is_beside).map(|(other, _)| (other.text(), 0));
        let Some((other, posts)) = elsewhere.chain(here).max_by_key(|(_, posts)| *posts) else {
            continue;
        };
        let whose = match posts {
            0 => "this post has, too".to_owned(),
            1 => "another post has".to_owned(),
            _ => format!("{posts} other posts have"),
        };
        let message = format!("`{}` leads to the page of `{other}`, which {whose}", term.text());
        let help = match setup.merges_terms() {
            true => {
                "the page lists the posts of both under one of the names; write one of them in other words"
            }
            false => {
                "only the posts of one of them are listed there; write one of them in other words, or give it a name of its own in `tag_map` or `category_map` of the configuration"
            }
        };
        findings.add(Finding::new(term.node.span, message).help(help).engines(setup.target.engine));
    }
}
