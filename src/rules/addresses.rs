//! What a post says about its own address: the keys for its path, its slug and its old paths, with the engines that
//! read them there.

use super::Context;
use super::terms::leaves;
use crate::document::{Entry, FrontMatter, Node};
use crate::engine::{Reading, Role, Setup};

/// One value that has a say in an address of the post.
#[derive(Debug)]
pub struct Said<'c, 'a> {
    /// The block that it stands in.
    pub block: &'a FrontMatter<'a>,
    /// The entry at the root that it stands under.
    pub entry: &'a Entry<'a>,
    /// The value; of a list of old paths, one item.
    pub node: &'a Node<'a>,
    /// The path, the slug or an old path.
    pub role: Role,
    /// The engines that read it so, each with what it makes of the post.
    pub uses: Vec<(&'c Setup, &'c Reading)>,
}

/// All of them, in order of place. A key that means one thing to one engine and another to another comes once for each.
#[must_use]
pub fn said<'c, 'a: 'c>(context: &'c Context<'a>) -> Vec<Said<'c, 'a>> {
    let mut found = Vec::new();
    let Some(block) = context.front_matter().filter(|block| block.refused.is_none()) else {
        return found;
    };
    for entry in block.tree.root.entries() {
        for role in [Role::Url, Role::Slug, Role::Aliases] {
            let reads = |setup: &Setup| setup.key(entry.name()).is_some_and(|key| key.role == role);
            if !context.setups.iter().any(reads) {
                continue;
            }
            let nodes = match role {
                Role::Aliases => leaves(&entry.value),
                _ => vec![&entry.value],
            };
            found.extend(nodes.into_iter().map(|node| {
                let uses = context.readings().filter(|(setup, _)| reads(setup)).collect();
                Said { block, entry, node, role, uses }
            }));
        }
    }
    found
}

/// What a value of this role is to a reader of messages.
#[must_use]
pub const fn noun(role: Role) -> &'static str {
    match role {
        Role::Aliases => "old path",
        Role::Slug => "slug",
        _ => "path",
    }
}
