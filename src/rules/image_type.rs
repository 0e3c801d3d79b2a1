//! One image where the theme wants a list or a map, or the reverse.

use super::images::Origin;
use super::themes::{Theme, ThemeType, Types};
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::{Applicability, Change, Fix};
use crate::document::patch::{self, Content};
use crate::document::{Entry, Kind, Node};
use crate::engine::Setup;
use crate::text::Span;
use crate::value::Value;

/// `image-type`
pub const RULE: Rule = Rule {
    name: "image-type",
    group: Group::Image,
    page: include_str!("../../rules/image-type.md"),
    on: true,
    harm: Harm::of(b".W."),
    fix: Some(Applicability::Safe),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let mut seen: Option<Span> = None;
    let themes = |setup| (setup, context.options.themes.of(setup).collect());
    let used: Vec<(&Setup, Vec<&Theme>)> = context.harmed(&RULE).map(themes).collect();
    if used.is_empty() {
        return;
    }
    for image in context.images() {
        let Origin::FrontMatter { path, root, entry, .. } = &image.origin else { break };
        // A list has several images, and one finding.
        if seen.replace(entry.value.span) == Some(entry.value.span) || entry.value.is_absent() {
            continue;
        }
        for (setup, themes) in &used {
            let wanted = themes.iter().find_map(|theme| {
                let flaw = flaw(theme.types(path)?, &entry.value)?;
                Some((theme, flaw))
            });
            let Some((theme, flaw)) = wanted else { continue };
            let message =
                format!("`{path}` is {}, but {} wants {}", flaw.found, theme.name, flaw.wanted);
            findings.add(
                Finding::new(entry.value.span, message)
                    .help("its templates fail on this, or show no image")
                    .engines(setup.target.engine)
                    .fix(
                        fix(context, root, entry, flaw.shape)
                            .filter(|_| image.is_editable(context)),
                    ),
            );
        }
    }
}

/// What a value is and what it should be.
struct Flaw {
    found: &'static str,
    wanted: &'static str,
    shape: ThemeType,
}

fn flaw(types: &Types, value: &Node<'_>) -> Option<Flaw> {
    let has = |kinds: &[ThemeType]| kinds.iter().any(|kind| types.has(*kind));
    let takes_text =
        has(&[ThemeType::Any, ThemeType::String, ThemeType::Image, ThemeType::Strings]);
    let takes_list = has(&[ThemeType::Any, ThemeType::List, ThemeType::Images, ThemeType::Strings]);
    let found = match &value.kind {
        Kind::Scalar(_) if !takes_text => "one text",
        Kind::List(_) if !takes_list => "a list",
        _ => return None,
    };
    let (wanted, shape) = match value.kind {
        Kind::Scalar(_) if takes_list => ("a list", ThemeType::List),
        Kind::Scalar(_) if has(&[ThemeType::Map]) => ("a map with `image` in it", ThemeType::Map),
        Kind::List(_) if takes_text => ("one text", ThemeType::String),
        _ => return None,
    };
    Some(Flaw { found, wanted, shape })
}

fn fix(
    context: &Context<'_>,
    root: &Entry<'_>,
    entry: &Entry<'_>,
    shape: ThemeType,
) -> Option<Fix> {
    let text = |node: &Node<'_>| node.text().map(|text| Value::String(text.to_owned()));
    let (message, value) = match (shape, entry.value.items()) {
        (ThemeType::List, []) => ("make it a list", Value::List(vec![text(&entry.value)?])),
        (ThemeType::Map, []) => {
            ("make it a map", Value::Map(vec![("image".to_owned(), text(&entry.value)?)]))
        }
        (ThemeType::String, [only]) => ("take it out of the list", text(only)?),
        _ => return None,
    };
    let edits = patch::set(context.front_matter()?, entry, Content::Value(&value));
    let change = Change::Key(root.name().to_owned());
    (!edits.is_empty()).then(|| Fix::safe(message, change, edits))
}
