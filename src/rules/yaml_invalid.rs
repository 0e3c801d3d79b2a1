//! YAML that cannot be read for a reason that no other rule explains.

use super::{Context, Findings, Group, Harm, Rule, invalid};
use crate::document::Format;

/// `yaml-invalid`
pub const RULE: Rule = Rule {
    name: "yaml-invalid",
    group: Group::Syntax,
    page: include_str!("../../rules/yaml-invalid.md"),
    on: true,
    harm: Harm::of(b"EEE"),
    fix: None,
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    invalid::check(context, findings, &[Format::Yaml]);
}
