//! Which rules run and how: the outcome of configuration and options, for one file.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Severity;

/// What to check in one file.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Names of the rules that run.
    pub selected: BTreeSet<&'static str>,
    /// Severities that the configuration sets by rule name, for every engine.
    pub severities: BTreeMap<&'static str, Severity>,
    /// The options of the rules that have some.
    pub options: Options,
}

impl Settings {
    /// The rules that are on by default, with their default options.
    #[must_use]
    pub fn defaults() -> Self {
        let selected = super::RULES.iter().filter(|rule| rule.on).map(|rule| rule.name).collect();
        Self { selected, ..Self::default() }
    }
}

/// The options of all rules, one field a rule, as `[rules.NAME]` in the configuration sets them.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Options {}
