//! The lists of terms of a post: tags, categories and other taxonomies, with the engines that read them there.

use super::Context;
use crate::document::{Entry, FrontMatter, Kind, Node};
use crate::engine::{EngineSet, Role, Setup};

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
        let of = |wanted: fn(Role) -> bool| -> EngineSet {
            let setups = context.setups.iter().filter(|setup| takes(setup, root, wanted));
            setups.map(|setup| setup.target.engine).collect()
        };
        let containers = of(|role| role == Role::Taxonomies);
        if !containers.is_empty() {
            for inner in entry.value.entries() {
                let role = role_of(inner.name());
                lists.push(TermList { block, entry: inner, root, role, engines: containers });
            }
            continue;
        }
        let engines = of(|role| matches!(role, Role::Tags | Role::Categories));
        if !engines.is_empty() {
            lists.push(TermList { block, entry, root, role: role_of(root), engines });
        }
    }
    lists
}

/// Whether an engine's key of this name has such a role.
fn takes(setup: &Setup, name: &str, wanted: fn(Role) -> bool) -> bool {
    setup.key(name).is_some_and(|key| wanted(key.role))
}

/// What a taxonomy of this name is for.
fn role_of(name: &str) -> Role {
    match name.to_ascii_lowercase().as_str() {
        "tag" | "tags" => Role::Tags,
        "category" | "categories" => Role::Categories,
        _ => Role::Taxonomies,
    }
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
    match &node.kind {
        Kind::List(list) => list.items.iter().flat_map(leaves).collect(),
        Kind::Scalar(_) => vec![node],
        Kind::Map(_) | Kind::Alias(_) => Vec::new(),
    }
}
