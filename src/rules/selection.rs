//! Which rules run, as one bit a rule, since every post asks for every rule; those that the configuration states are few,
//! and kept by name.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use super::{RULES, Rule, own};

/// How many words of 64 bits hold a bit for each rule.
const WORDS: usize = RULES.len().div_ceil(64);

/// The place of each rule in the table.
static PLACES: LazyLock<HashMap<&'static str, usize>> =
    LazyLock::new(|| RULES.iter().map(|rule| rule.name).zip(0..).collect());

/// A set of rules, given by their names; a name that no rule has, and that is none for the user's own, is never in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    bits: [u64; WORDS],
    own: BTreeSet<&'static str>,
}

impl Selection {
    /// Whether the rule of this name is in it.
    #[must_use]
    pub fn contains(&self, name: &str) -> bool {
        match PLACES.get(name) {
            Some(place) => self.has(*place),
            None => self.own.contains(name),
        }
    }

    /// Puts the rule of this name in.
    pub fn insert(&mut self, name: &str) {
        match PLACES.get(name) {
            Some(place) => self.bits[place / 64] |= 1 << (place % 64),
            None => self.own.extend(own::intern(name).map(|rule| rule.name)),
        }
    }

    /// Takes the rule of this name out.
    pub fn remove(&mut self, name: &str) {
        match PLACES.get(name) {
            Some(place) => self.bits[place / 64] &= !(1 << (place % 64)),
            None => drop(self.own.remove(name)),
        }
    }

    /// Takes out all but the rule of this name.
    pub fn keep_only(&mut self, name: &str) {
        let is_in = self.contains(name);
        *self = Self::default();
        if is_in {
            self.insert(name);
        }
    }

    /// Takes all out.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// The rules that Masthead brings that are in it, in the order of the table.
    pub fn rules(&self) -> impl Iterator<Item = &'static Rule> {
        RULES.iter().enumerate().filter(|(place, _)| self.has(*place)).map(|(_, rule)| *rule)
    }

    fn has(&self, place: usize) -> bool {
        self.bits[place / 64] >> (place % 64) & 1 == 1
    }
}

impl<'n> Extend<&'n str> for Selection {
    fn extend<N: IntoIterator<Item = &'n str>>(&mut self, names: N) {
        names.into_iter().for_each(|name| self.insert(name));
    }
}

impl<'n> FromIterator<&'n str> for Selection {
    fn from_iter<N: IntoIterator<Item = &'n str>>(names: N) -> Self {
        let mut selection = Self::default();
        selection.extend(names);
        selection
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_its_bit() {
        for rule in RULES {
            let mut selection: Selection = [rule.name, "no-rule"].into_iter().collect();
            assert!(selection.contains(rule.name) && !selection.contains("no-rule"));
            assert!(selection.rules().map(|rule| rule.name).eq([rule.name]));
            selection.remove(rule.name);
            assert_eq!(selection, Selection::default());
        }
    }
}
