//! Names of rules and groups, as `select` and its like take them.

use std::fmt;
use std::str::FromStr;

use crate::rules::own::{self, Own};
use crate::rules::{Group, RULES, Rule, by_name};

/// One or many rules by name.
#[derive(Clone, Copy, Debug)]
pub enum Selector {
    /// `all`: every rule, also those that are off by default.
    All,
    /// The rules of a group that are on by default.
    Group(Group),
    /// `own`: all rules that the configuration states.
    Own,
    /// One rule.
    Rule(&'static Rule),
}

impl Selector {
    /// How narrow it is: the narrower one wins within one layer.
    #[must_use]
    pub const fn rank(self) -> u8 {
        match self {
            Self::All => 0,
            Self::Group(_) | Self::Own => 1,
            Self::Rule(_) => 2,
        }
    }

    /// The rules that it stands for when they are switched on, those that the configuration states among them.
    pub fn rules(self, own: &[Own]) -> impl Iterator<Item = &'static Rule> {
        self.every_rule(own).filter(move |rule| rule.on || !matches!(self, Self::Group(_)))
    }

    /// The rules that it stands for when they are switched off.
    pub fn every_rule(self, own: &[Own]) -> impl Iterator<Item = &'static Rule> {
        let brought = RULES.iter().copied().filter(move |rule| match self {
            Self::All => true,
            Self::Group(group) => rule.group == group,
            Self::Own => false,
            Self::Rule(one) => rule.name == one.name,
        });
        let own = own.iter().map(|own| own.rule).filter(move |rule| match self {
            Self::All | Self::Own => true,
            Self::Group(_) => false,
            Self::Rule(one) => rule.name == one.name,
        });
        brought.chain(own.collect::<Vec<_>>())
    }
}

/// A name that is neither a rule's nor a group's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownSelector {
    name: String,
    suggestion: Option<&'static str>,
}

impl UnknownSelector {
    /// The name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What to write instead.
    #[must_use]
    pub fn advice(&self) -> String {
        match self.suggestion {
            Some(name) => format!("did you mean `{name}`?"),
            None if self.name.starts_with(own::PREFIX) => {
                "a table `[[rule]]` states a rule of your own".to_owned()
            }
            None => "`masthead explain` lists all rules".to_owned(),
        }
    }
}

impl fmt::Display for UnknownSelector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name.starts_with(own::PREFIX) {
            true => write!(f, "no configuration that counts here states a rule `{}`", self.name),
            false => write!(f, "there is no rule and no group named `{}`", self.name),
        }
    }
}

impl std::error::Error for UnknownSelector {}

impl FromStr for Selector {
    type Err = UnknownSelector;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let group = || Group::ALL.into_iter().find(|group| group.name() == name);
        if name == "all" {
            return Ok(Self::All);
        }
        if name == "own" {
            return Ok(Self::Own);
        }
        if let Some(rule) = own::intern(name) {
            return Ok(Self::Rule(rule));
        }
        by_name(name).map(Self::Rule).or_else(|| group().map(Self::Group)).ok_or_else(|| {
            let names = RULES.iter().map(|rule| rule.name);
            let groups = Group::ALL.into_iter().map(Group::name);
            UnknownSelector {
                name: name.to_owned(),
                suggestion: nearest(name, names.chain(groups)),
            }
        })
    }
}

/// Whether each of these names of the user's rules is one that is stated.
///
/// # Errors
/// At the first that is not.
pub fn own_among(named: &[&'static str], stated: &[&'static str]) -> Result<(), UnknownSelector> {
    match named.iter().find(|name| !stated.contains(name)) {
        None => Ok(()),
        Some(name) => Err(UnknownSelector {
            name: (*name).to_owned(),
            suggestion: nearest(name, stated.iter().copied()),
        }),
    }
}

/// The known name that is closest to a misspelt one, if one is close.
pub(super) fn nearest<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    known
        .map(|known| (strsim::jaro_winkler(name, known), known))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, known)| known)
}
