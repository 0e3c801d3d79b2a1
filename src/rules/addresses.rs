//! What a post says about its own address: the keys for its path, its slug and its old paths, with the engines that
//! read them there.

use super::Context;
use super::terms::leaves;
use crate::document::{Entry, FrontMatter, Node};
use crate::engine::{Reading, Role, Setup};

/// An entry that has a say in an address of the post.
#[derive(Debug)]
pub struct Address<'a> {
    /// Key and value.
    entry: &'a Entry<'a>,
    /// The path, the slug or old paths.
    role: Role,
    /// The engines that read it so, by their place in [`Context::setups`].
    uses: Vec<usize>,
}

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

/// The entries of a post that have a say in its addresses, in order of place. A key that means one thing to one engine
/// and another to another comes once for each.
pub(super) fn find<'a>(context: &Context<'a>) -> Vec<Address<'a>> {
    const ROLES: [Role; 3] = [Role::Url, Role::Slug, Role::Aliases];
    let block = context.front_matter().filter(|block| block.refused.is_none());
    let mut found: Vec<Address<'a>> = Vec::new();
    for entry in block.map_or(&[][..], |block| block.tree.root.entries()) {
        let first = found.len();
        for (index, setup) in context.setups.iter().enumerate() {
            let role = setup.key(entry.name()).map(|key| key.role);
            let Some(role) = role.filter(|role| ROLES.contains(role)) else { continue };
            match found[first..].iter_mut().find(|address| address.role == role) {
                Some(address) => address.uses.push(index),
                None => found.push(Address { entry, role, uses: vec![index] }),
            }
        }
    }
    found
}

/// The values of these entries, in order of place.
#[must_use]
pub fn said<'c, 'a: 'c>(context: &'c Context<'a>) -> Vec<Said<'c, 'a>> {
    let addresses = context.addresses();
    let Some(block) = context.front_matter().filter(|_| !addresses.is_empty()) else {
        return Vec::new();
    };
    let readings: Vec<(&'c Setup, &'c Reading)> = context.readings().collect();
    let of = |address: &Address<'a>| {
        let &Address { entry, role, .. } = address;
        let uses: Vec<_> = address.uses.iter().map(|index| readings[*index]).collect();
        let nodes = match role {
            Role::Aliases => leaves(&entry.value),
            _ => vec![&entry.value],
        };
        let said = move |node| Said { block, entry, node, role, uses: uses.clone() };
        nodes.into_iter().map(said).collect::<Vec<_>>()
    };
    addresses.iter().flat_map(of).collect()
}

/// The entries that are a slug to some engine.
pub fn slugs<'c, 'a>(
    context: &'c Context<'a>,
) -> impl Iterator<Item = &'a Entry<'a>> + use<'c, 'a> {
    let slugs = context.addresses().iter().filter(|address| address.role == Role::Slug);
    slugs.map(|address| address.entry)
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
