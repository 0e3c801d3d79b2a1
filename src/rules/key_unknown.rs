//! A key that neither the engine nor a theme nor the configuration knows.

use super::keys::Status;
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::engine::EngineSet;

/// `key-unknown`
pub const RULE: Rule = Rule {
    name: "key-unknown",
    group: Group::Schema,
    page: include_str!("../../rules/key-unknown.md"),
    on: false,
    harm: Harm::of(b"IIW"),
    fix: None,
    check,
};

/// Which keys are known besides.
#[derive(Clone, Debug, Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(inline)]
pub struct Options {
    /// Keys that the site's own templates or tools read. No rule takes them for slips or for keys of another engine.
    pub known: Vec<String>,
}

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for stranger in context.strangers() {
        let unknown = stranger.statuses(context).filter(|(_, status)| **status == Status::Unknown);
        let engines: EngineSet = unknown.map(|(setup, _)| setup.target.engine).collect();
        if engines.is_empty() {
            continue;
        }
        let message = format!("nothing that is known reads the key `{}`", stranger.name());
        findings.add(
            Finding::new(stranger.entry.key.span, message)
                .help(
                    "remove it, or name it in `known` of this rule if a template of yours reads it",
                )
                .engines(engines),
        );
    }
}
