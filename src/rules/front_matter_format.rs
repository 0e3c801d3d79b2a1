//! Front matter in another language than the one that the configuration wants.

use super::{Context, Finding, Findings, Group, Harm, Rule, convert};
use crate::diagnostic::Applicability;
use crate::document::Format;
use crate::text::Span;

/// `front-matter-format`
pub const RULE: Rule = Rule {
    name: "front-matter-format",
    group: Group::Syntax,
    page: include_str!("../../rules/front-matter-format.md"),
    on: false,
    harm: Harm::of(b"III"),
    fix: Some(Applicability::Safe),
    check,
};

/// Which language is wanted.
#[derive(Clone, Debug, Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(inline)]
pub struct Options {
    /// The language that all posts are to have.
    pub format: Wanted,
}

/// A language to choose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Wanted {
    /// Between `---` lines; every engine reads it.
    #[default]
    Yaml,
    /// Between `+++` lines, for Hugo and Zola.
    Toml,
    /// An object at the start of the file, for Hugo.
    Json,
}

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let wanted = match context.options.front_matter_format.format {
        Wanted::Yaml => Format::Yaml,
        Wanted::Toml => Format::Toml,
        Wanted::Json => Format::Json,
    };
    let Some(block) = context.front_matter().filter(|block| block.format != wanted) else {
        return;
    };
    let place = if block.opener.is_empty() { Span::at(block.block.start) } else { block.opener };
    let (is, should) = (convert::name(block.format), convert::name(wanted));
    findings.add(
        Finding::new(place, format!("the front matter is written in {is}"))
            .help(format!("the configuration wants {should}"))
            .fix(convert::convert(context, block, wanted)),
    );
}
