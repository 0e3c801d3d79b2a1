//! The way back: what a site that was moved remembers of the one that it came from.

use crate::document::{Document, Entry, Kind};
use crate::engine::{ContentName, Engine, NameKind, Reading, Role, Setup};
use serde::{Deserialize, Serialize};

use super::census::Fact;
use super::names::POSTS;

/// Where a site came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Home {
    /// The engine.
    pub engine: Engine,
    /// How its posts were written.
    pub habits: Habits,
}

/// How most posts of a site say what can be said in two ways, so that the way back writes it as they did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Habits {
    /// Keys of themes stand in a map of their own, as Hugo's `params`.
    pub in_params: bool,
    /// Posts lie in folders beside that of the posts.
    pub in_sections: bool,
    /// A single tag or category is no list.
    pub plain_terms: bool,
    /// Times name no zone.
    pub zoneless: bool,
}

/// What one post says about these habits: how often it does so, less how often it does not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Votes {
    in_params: i32,
    in_sections: i32,
    plain_terms: i32,
    zoneless: i32,
}

/// What a post votes for.
#[must_use]
pub fn votes(
    from: &Setup,
    name: &ContentName,
    reading: &Reading,
    document: &Document<'_>,
) -> Votes {
    let mut votes = Votes::default();
    if name.kind != NameKind::Section && reading.date.is_some() {
        votes.in_sections = match name.folders.as_slice() {
            [first, ..] if first != POSTS => 1,
            [_, _, ..] => -1,
            _ => 0,
        };
    }
    let Some(block) = &document.front_matter else { return votes };
    for entry in block.tree.root.entries() {
        count(from, entry, &mut votes);
    }
    votes
}

fn count(from: &Setup, entry: &Entry<'_>, votes: &mut Votes) {
    let role = from.key(entry.name()).map_or(Role::Other, |key| key.role);
    match (role, &entry.value.kind) {
        (Role::Extra, Kind::Map(map)) if !map.entries.is_empty() => votes.in_params = 1,
        (Role::Tags | Role::Categories, Kind::List(list)) if list.items.len() == 1 => {
            votes.plain_terms -= 1;
        }
        (Role::Tags | Role::Categories, Kind::Scalar(_)) if !entry.value.is_absent() => {
            votes.plain_terms += 1;
        }
        (Role::Date | Role::Updated, Kind::Scalar(scalar)) => {
            let clock = scalar.text.split_once(':');
            let names_zone = |clock: &str| clock.contains(['Z', 'z', '+', '-']);
            votes.zoneless += clock.map_or(0, |(_, clock)| if names_zone(clock) { -1 } else { 1 });
        }
        _ => {}
    }
}

/// The habits of most posts that have a say.
#[must_use]
pub fn habits(facts: &[Fact]) -> Habits {
    let sum = |of: fn(&Votes) -> i32| facts.iter().map(|fact| of(&fact.votes)).sum::<i32>() > 0;
    Habits {
        in_params: sum(|votes| votes.in_params),
        in_sections: sum(|votes| votes.in_sections),
        plain_terms: sum(|votes| votes.plain_terms),
        zoneless: sum(|votes| votes.zoneless),
    }
}
