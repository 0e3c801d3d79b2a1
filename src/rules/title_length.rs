//! A title that is shorter or longer than configured.

use super::titles::titled;
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::text;

/// `title-length`
pub const RULE: Rule = Rule {
    name: "title-length",
    group: Group::Title,
    page: include_str!("../../rules/title-length.md"),
    on: false,
    harm: Harm::of(b"III"),
    fix: None,
    check,
};

/// How long a title may be, in terminal cells: Chinese, Japanese and Korean characters and emoji take two.
#[derive(Clone, Copy, Debug, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(inline)]
pub struct Options {
    /// The least width.
    pub min: usize,
    /// The greatest width.
    pub max: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { min: 0, max: 60 }
    }
}

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Options { min, max } = context.options.title_length;
    let Some(titled) = titled(context) else { return };
    let Some(title) = titled.entry.value.text() else { return };
    let width = text::width(title);
    let message = if width > max {
        format!("the title is {width} wide, more than {max}")
    } else if width < min && !title.trim().is_empty() {
        format!("the title is {width} wide, less than {min}")
    } else {
        return;
    };
    findings.add(Finding::new(titled.entry.value.span, message).engines(titled.engines));
}
