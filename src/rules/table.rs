//! One row a rule, in the order of the catalogue.

use super::Rule;

/// All rules.
pub const RULES: &[&Rule] = &[];

/// The rule of this name.
#[must_use]
pub fn by_name(name: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.name == name)
}
