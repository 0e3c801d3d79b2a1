//! The lists of terms of a post: tags, categories and other taxonomies, with the engines that read them there.

use super::Context;
use crate::document::{Entry, FrontMatter, Kind, Node};
use crate::engine::{EngineSet, Reading, Role, Setup};
use crate::site::{TermName, terms_of};

/// An entry that gives terms of one taxonomy.
#[derive(Clone, Copy, Debug)]
pub struct TermList<'a> {
    /// The block that it stands in.
    pub block: &'a FrontMatter<'a>,
    /// Key and value.
    pub entry: &'a Entry<'a>,
    /// The top-level key under which a change of it counts.
    pub root: &'a str,
    /// Tags, categories, or another taxonomy.
    pub role: Role,
    /// The engines that take terms from here.
    pub engines: EngineSet,
}

/// All lists of terms in a block that some engine reads; found once a post.
#[must_use]
pub fn lists<'c, 'a>(context: &'c Context<'a>) -> &'c [TermList<'a>] {
    context.terms()
}

/// Finds the lists of terms.
pub(super) fn find<'a>(context: &Context<'a>) -> Vec<TermList<'a>> {
    let mut lists = Vec::new();
    let Some(block) = context.front_matter().filter(|block| block.refused.is_none()) else {
        return lists;
    };
    for entry in block.tree.root.entries() {
        let root = entry.name();
        let (mut containers, mut engines) = (EngineSet::NONE, EngineSet::NONE);
        for setup in context.setups {
            match setup.key(root).map(|key| key.role) {
                Some(Role::Taxonomies) => containers = containers.with(setup.target.engine),
                Some(Role::Tags | Role::Categories) => engines = engines.with(setup.target.engine),
                _ => {}
            }
        }
        if !containers.is_empty() {
            for inner in entry.value.entries() {
                let role = role_of(inner.name());
                lists.push(TermList { block, entry: inner, root, role, engines: containers });
            }
            continue;
        }
        if !engines.is_empty() {
            lists.push(TermList { block, entry, root, role: role_of(root), engines });
        }
    }
    lists
}

/// What a taxonomy of this name is for.
fn role_of(name: &str) -> Role {
    let is = |known: &str| name.eq_ignore_ascii_case(known);
    if is("tag") || is("tags") {
        Role::Tags
    } else if is("category") || is("categories") {
        Role::Categories
    } else {
        Role::Taxonomies
    }
}

/// A term that is written in a post.
#[derive(Clone, Debug)]
pub struct WrittenTerm<'n, 'a> {
    /// The list that it stands in.
    pub list: TermList<'a>,
    /// Its place.
    pub node: &'n Node<'a>,
    /// What it is to the site.
    pub name: TermName,
    /// The names in `name` without what spellings of one term differ in.
    pub folded: Box<str>,
}

impl WrittenTerm<'_, '_> {
    /// The name as it is written.
    #[must_use]
    pub fn text(&self) -> &str {
        self.node.text().unwrap_or_default()
    }

    /// Whether another term of the post is this one in any spelling.
    #[must_use]
    pub fn is_variant(&self, other: &Self) -> bool {
        self.name.taxonomy == other.name.taxonomy && self.folded == other.folded
    }
}

/// The terms of a post as one engine knows them among those of its site.
#[must_use]
pub fn written<'a>(
    context: &Context<'a>,
    setup: &Setup,
    reading: &Reading,
) -> Vec<WrittenTerm<'a, 'a>> {
    let language = setup.language(context.path);
    let known = terms_of(reading, language.as_deref());
    let mut written = Vec::new();
    for &list in lists(context).iter().filter(|list| list.engines.has(setup.target.engine)) {
        let taxonomy = match list.role {
            Role::Tags => "tags",
            Role::Categories => "categories",
            _ => list.entry.name(),
        };
        for node in leaves(&list.entry.value) {
            let Some(text) = node.text().filter(|text| !text.trim().is_empty()) else { continue };
            let is_meant = |name: &&TermName| {
                name.taxonomy == taxonomy && name.path.last().is_some_and(|last| last == text)
            };
            // Of the spellings that share a page within one post, the reading names one only.
            let alone = || TermName {
                language: language.clone(),
                taxonomy: taxonomy.to_owned(),
                path: vec![text.to_owned()],
            };
            let name = known.iter().find(is_meant).cloned();
            if name.is_some() || setup.merges_terms() {
                let name = name.unwrap_or_else(alone);
                let folded = name.folded();
                written.push(WrittenTerm { list, node, name, folded });
            }
        }
    }
    written
}

/// Characters with which people part terms in a text.
pub const SEPARATORS: [char; 4] = [',', '，', '、', ';'];

/// The terms that a text means, where it means more than one.
#[must_use]
pub fn split(text: &str) -> Option<Vec<String>> {
    let terms: Vec<String> = text
        .split(SEPARATORS)
        .map(str::trim)
        .filter(|term| !term.is_empty())
        .map(str::to_owned)
        .collect();
    (terms.len() > 1).then_some(terms)
}

/// The scalars of a list, however deep they stand.
#[must_use]
pub fn leaves<'n, 'a>(node: &'n Node<'a>) -> Vec<&'n Node<'a>> {
    let mut leaves = Vec::new();
    add_leaves(node, &mut leaves);
    leaves
}

fn add_leaves<'n, 'a>(node: &'n Node<'a>, leaves: &mut Vec<&'n Node<'a>>) {
    match &node.kind {
        Kind::List(list) => list.items.iter().for_each(|item| add_leaves(item, leaves)),
        Kind::Scalar(_) => leaves.push(node),
        Kind::Map(_) | Kind::Alias(_) => {}
    }
}
