//! An address that another post of the site has, too.

use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::Severity;
use crate::document::Node;
use crate::engine::{Collision, Outcome, Reading, Role, Setup};
use crate::site::{Index, Page, same_address};
use crate::text::Span;

/// `url-collision`
pub const RULE: Rule = Rule {
    name: "url-collision",
    group: Group::Url,
    page: include_str!("../../rules/url-collision.md"),
    on: true,
    harm: Harm::of(b"WWE"),
    fix: None,
    check,
};

/// One post of which an engine's site is asked.
struct Asked<'c, 'a> {
    context: &'c Context<'a>,
    setup: &'c Setup,
    index: &'c Index,
}

/// How an address of a post and one of another are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Same {
    Exactly,
    /// But for upper and lower case.
    Folded,
}

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (setup, reading, index) in context.sites() {
        if reading.draft || reading.outcome == Outcome::Dropped {
            continue;
        }
        let asked = Asked { context, setup, index };
        findings.extend(asked.refused(reading));
        findings.extend(reading.url.as_deref().and_then(|url| asked.url(url)));
        findings.extend(asked.aliases(reading));
    }
}

impl Asked<'_, '_> {
    /// What the engine itself says of the post alone.
    fn refused(&self, reading: &Reading) -> Option<Finding> {
        let path = reading.collision.as_deref()?;
        let other = self.others(path).next().map(|(page, _)| format!("`{}`", page.path));
        let other = other.unwrap_or_else(|| "a page that the engine makes itself".to_owned());
        let message = format!("the address `{path}` is that of {other}, too");
        let span = self.alias_nodes().into_iter().find(|node| leads_to(node, path));
        Some(self.finding(
            span.map_or_else(|| self.place(), |node| node.span),
            message,
            Same::Exactly,
        ))
    }

    /// Another page at the address of this one.
    fn url(&self, url: &str) -> Option<Finding> {
        let (other, same) = self.others(url).find(|(page, _)| {
            page.url.as_deref().is_some_and(|other| compare(other, url).is_some())
        })?;
        let path = &other.path;
        let message = match same {
            Same::Exactly => format!("the address of this post, `{url}`, is that of `{path}`, too"),
            Same::Folded => format!(
                "the address of this post, `{url}`, differs from that of `{path}` in upper and lower case only"
            ),
        };
        Some(self.finding(self.place(), message, same))
    }

    /// Aliases that are addresses or aliases of others.
    fn aliases(&self, reading: &Reading) -> Vec<Finding> {
        let nodes = self.alias_nodes();
        let mut found = Vec::new();
        for alias in reading.aliases.iter().flatten() {
            let node = nodes.iter().find(|node| leads_to(node, alias));
            let Some((other, same)) = self.others(alias).next() else { continue };
            let path = &other.path;
            let is_page = other.url.as_deref().is_some_and(|url| compare(url, alias).is_some());
            let message = match is_page {
                true => format!("the alias `{alias}` is the address of `{path}`"),
                false => format!("the alias `{alias}` is one of `{path}`, too"),
            };
            let written = node.and_then(|node| node.text());
            let is_claimed = written.is_some_and(|written| {
                other.url.as_deref() == Some(written)
                    || other.claims.iter().any(|claim| **claim == *written)
            });
            let span = node.map_or_else(|| self.place(), |node| node.span);
            let help = match is_page {
                true => "only one of redirect and page can be there; remove the alias",
                false => {
                    "the address can lead to one of them only; remove the alias from the other"
                }
            };
            let fails = is_claimed && self.setup.collision() == Collision::Fails;
            let severity = if fails { Severity::Error } else { Severity::Warning };
            let engine = self.setup.target.engine;
            let finding = Finding::new(span, message).engines(engine).severity(severity);
            found.push(match (fails, same) {
                (true, _) => finding.help(format!("the build stops: {help}")),
                (false, _) => finding.help(help),
            });
        }
        found
    }

    /// The other pages at an address, those that are the same to the letter first.
    fn others<'s>(&'s self, address: &'s str) -> impl Iterator<Item = (&'s Page, Same)> {
        let with_same = |page: &'s Page| {
            let same = page.addresses().filter_map(|other| compare(other, address));
            Some((page, same.min_by_key(|same| *same as u8)?))
        };
        let pages = self.index.at(address).filter(|page| *page.path != *self.context.path);
        let mut found: Vec<(&Page, Same)> = pages.filter_map(with_same).collect();
        found.sort_by_key(|(_, same)| *same as u8);
        found.into_iter()
    }

    fn finding(&self, span: Span, message: String, same: Same) -> Finding {
        let fate = self.setup.collision();
        let help = match (same, fate) {
            (Same::Folded, _) => {
                "on a disk or a server that does not tell them apart one takes the place of the other"
            }
            (Same::Exactly, Collision::Fails) => {
                "the build stops; give one of them another address"
            }
            (Same::Exactly, Collision::OldestStays) => {
                "nothing is said, and only one of them can be read: a post rather than a page, and of posts the oldest; give one of them another address"
            }
            (Same::Exactly, Collision::AnyStays) => {
                "nothing is said, and only one of them can be read; which one may change with every build. Give one of them another address"
            }
        };
        let fails = same == Same::Exactly && fate == Collision::Fails;
        let severity = if fails { Severity::Error } else { Severity::Warning };
        Finding::new(span, message).help(help).severity(severity).engines(self.setup.target.engine)
    }

    /// Where the address of a post is said: its key, else where its block begins.
    fn place(&self) -> Span {
        let Some(block) = self.context.front_matter() else { return Span::at(0) };
        let entries = block.tree.root.entries();
        let with_role = |role| {
            let is_it = |name: &str| self.setup.key(name).is_some_and(|key| key.role == role);
            entries.iter().find(|entry| is_it(entry.name()))
        };
        let key = with_role(Role::Url).or_else(|| with_role(Role::Slug));
        match key {
            Some(entry) => entry.value.span,
            None if block.opener.is_empty() => Span::at(block.block.start),
            None => block.opener,
        }
    }

    /// The aliases that are written.
    fn alias_nodes(&self) -> Vec<&Node<'_>> {
        let block = self.context.front_matter();
        let entries = block.map(|block| block.tree.root.entries()).unwrap_or_default();
        let aliases = entries.iter().filter(|entry| {
            self.setup.key(entry.name()).is_some_and(|key| key.role == Role::Aliases)
        });
        let nodes = |node: &'_ Node<'_>| node.items().is_empty();
        aliases
            .flat_map(|entry| match nodes(&entry.value) {
                true => std::slice::from_ref(&entry.value),
                false => entry.value.items(),
            })
            .collect()
    }
}

/// Whether a written alias leads to this path.
fn leads_to(node: &Node<'_>, path: &str) -> bool {
    let bare = |text: &str| same_address(text).trim_matches('/').to_owned();
    node.text().is_some_and(|text| bare(text) == bare(path))
}

fn compare(one: &str, other: &str) -> Option<Same> {
    let (one, other) = (same_address(one), same_address(other));
    if one == other {
        return Some(Same::Exactly);
    }
    (one.to_lowercase() == other.to_lowercase()).then_some(Same::Folded)
}
