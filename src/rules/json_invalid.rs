//! JSON that cannot be read for a reason that no other rule explains.

use super::{Context, Findings, Group, Harm, Rule, invalid};
use crate::document::Format;

/// `json-invalid`
pub const RULE: Rule = Rule {
    name: "json-invalid",
    group: Group::Syntax,
    page: include_str!("../../rules/json-invalid.md"),
    on: true,
    harm: Harm::of(b"WE."),
    fix: None,
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    invalid::check(context, findings, &[Format::Json, Format::HexoJson]);
}
