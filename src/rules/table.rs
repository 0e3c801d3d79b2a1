//! One row a rule, in the order of the catalogue.

use super::{Rule, suppression_unused};

/// All rules.
pub const RULES: &[&Rule] = &[&suppression_unused::RULE];

/// The rule of this name.
#[must_use]
pub fn by_name(name: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.name == name)
}

/// Whether `name`, of a rule or of a group, stands for the rule `rule`.
#[must_use]
pub fn covers(name: &str, rule: &str) -> bool {
    name == rule || by_name(rule).is_some_and(|rule| rule.group.name() == name)
}
