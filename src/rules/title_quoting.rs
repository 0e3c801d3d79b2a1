//! A title whose quotes are not those of the configured style.

use super::titles::{place, quoted, titled};
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::{Applicability, Change, Fix};
use crate::document::patch::{Quoting, is_plain};
use crate::document::{Format, Node, Scalar, Style};
use crate::text::Edit;

/// `title-quoting`
pub const RULE: Rule = Rule {
    name: "title-quoting",
    group: Group::Title,
    page: include_str!("../../rules/title-quoting.md"),
    on: true,
    harm: Harm::of(b"III"),
    fix: Some(Applicability::Safe),
    check,
};

/// How titles are to be quoted.
#[derive(Clone, Copy, Debug, Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(inline)]
pub struct Options {
    /// The style.
    pub style: QuotingStyle,
}

/// A style of quotes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum QuotingStyle {
    /// Quotes where one of the engines needs them, and only there; either kind.
    #[default]
    Minimal,
    /// `'…'`, but where only double quotes can hold the text.
    Single,
    /// `"…"`
    Double,
}

impl QuotingStyle {
    /// What writes it.
    #[must_use]
    pub const fn quoting(self) -> Quoting {
        match self {
            Self::Minimal => Quoting::Minimal,
            Self::Single => Quoting::Single,
            Self::Double => Quoting::Double,
        }
    }
}

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(front_matter) = context.front_matter().filter(|block| block.refused.is_none()) else {
        return;
    };
    let Some(titled) = titled(context) else { return };
    let value = &titled.entry.value;
    let Some(scalar) = value.scalar().filter(|_| is_bare(value)) else { return };
    let source = context.document.source.slice(value.span);
    let Some(wanted) = wanted(context, scalar, source, front_matter.format) else { return };
    if wanted == source {
        return;
    }
    let style = context.options.title_quoting.style;
    let message = match (scalar.style, style) {
        (Style::Plain, QuotingStyle::Minimal) => {
            "without quotes some engines take this for something other than text"
        }
        (Style::Plain, _) => "the title is not in quotes",
        (_, QuotingStyle::Minimal) => "the title needs no quotes",
        (_, QuotingStyle::Single) => "the title is not in single quotes",
        (_, QuotingStyle::Double) => "the title is not in double quotes",
    };
    let order = if wanted.starts_with('\'') {
        "put the title in single quotes"
    } else if wanted.starts_with('"') {
        "put the title in double quotes"
    } else {
        "take the quotes off the title"
    };
    let change = Change::Key(titled.entry.name().to_owned());
    let edits = vec![Edit::replace(value.span, wanted)];
    let fix = Fix::safe(order, change, edits);
    findings.add(Finding::new(value.span, message).engines(titled.engines).fix(fix));
}

/// Whether nothing but quotes stands around a text of one line.
fn is_bare(value: &Node<'_>) -> bool {
    let style = value.scalar().map(|scalar| scalar.style);
    matches!(style, Some(Style::Plain | Style::Single | Style::Double))
        && value.tag.is_none()
        && value.anchor.is_none()
        && !value.is_absent()
}

/// The title in the wanted style; none where the style leaves it as it is.
fn wanted(
    context: &Context<'_>,
    scalar: &Scalar<'_>,
    source: &str,
    format: Format,
) -> Option<String> {
    let text = &*scalar.text;
    let plain = scalar.style == Style::Plain;
    match (format, context.options.title_quoting.style) {
        (Format::Json | Format::HexoJson, _) | (Format::Toml, QuotingStyle::Minimal) => None,
        (Format::Toml, _) if plain => None,
        // What is escaped by choice would be an invisible character.
        (_, QuotingStyle::Minimal | QuotingStyle::Single) if has_escapes(source) => None,
        (_, QuotingStyle::Minimal) if plain == is_plain(text, place(context)) => None,
        (_, QuotingStyle::Minimal) if plain => {
            // What an engine that counts reads otherwise is the business of `title-not-string`.
            let mut readings = context.readings();
            let as_written = readings.all(|(_, reading)| reading.title.as_deref() == Some(text));
            as_written.then(|| quoted(context, text))
        }
        _ => Some(quoted(context, text)),
    }
}

/// Whether double quotes hold an escape that they do not need for a quote or a backslash.
fn has_escapes(source: &str) -> bool {
    let mut characters = source.chars();
    source.starts_with('"')
        && std::iter::from_fn(|| characters.by_ref().find(|&c| c == '\\').and(characters.next()))
            .any(|escaped| !matches!(escaped, '"' | '\\' | '/'))
}
