//! One row a rule, in the order of the catalogue.

use super::{
    Rule, image_alt_missing, image_hotlinked, image_insecure, image_lazy_source, image_proxied,
    image_type, image_unencoded, image_url_invalid, suppression_unused,
};

/// All rules.
pub const RULES: &[&Rule] = &[
    &image_url_invalid::RULE,
    &image_unencoded::RULE,
    &image_proxied::RULE,
    &image_insecure::RULE,
    &image_lazy_source::RULE,
    &image_alt_missing::RULE,
    &image_type::RULE,
    &image_hotlinked::RULE,
    &suppression_unused::RULE,
];

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
