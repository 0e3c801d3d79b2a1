//! One image where the theme wants a list or a map, or the reverse.

use super::images::Origin;
use super::themes::{ThemeType, Types};
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::{Applicability, Change, Fix};
use crate::document::{Entry, Format, Kind, Node, Style};
use crate::text::{Edit, Span};

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
    for image in context.images() {
        let Origin::FrontMatter { path, root, entry, .. } = &image.origin else { break };
        // A list has several images, and one finding.
        if seen.replace(entry.value.span) == Some(entry.value.span) || entry.value.is_absent() {
            continue;
        }
        for setup in context.setups {
            let wanted = context.options.themes.of(setup).find_map(|theme| {
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
                    .fix(fix(context, root, entry, flaw.shape)),
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
    let format = context.front_matter()?.format;
    let value = &entry.value;
    let written = |node: &Node<'_>| context.document.source.slice(node.span).to_owned();
    let (message, text) = match (shape, &value.kind) {
        (ThemeType::List, Kind::Scalar(_)) => {
            ("make it a list", format!("[{}]", in_flow(value, written)?))
        }
        (ThemeType::Map, Kind::Scalar(_)) => {
            let value = in_flow(value, written)?;
            let map = match format {
                Format::Yaml => format!("{{ image: {value} }}"),
                Format::Toml => format!("{{ image = {value} }}"),
                Format::Json | Format::HexoJson => format!("{{ \"image\": {value} }}"),
            };
            ("make it a map", map)
        }
        (_, Kind::List(list)) if list.flow => match &list.items[..] {
            [only] => ("take it out of the list", written(only)),
            _ => return None,
        },
        _ => return None,
    };
    let edit = Edit::replace(value.span, text);
    Some(Fix::safe(message, Change::Key(root.name().to_owned()), vec![edit]))
}

/// A scalar as it may stand in brackets, where plain text ends at the next comma.
fn in_flow(value: &Node<'_>, written: impl Fn(&Node<'_>) -> String) -> Option<String> {
    let scalar = value.scalar()?;
    match scalar.style {
        Style::Plain if scalar.text.contains([',', '[', ']', '{', '}', '\'']) => None,
        Style::Plain | Style::Single | Style::Double => Some(written(value)),
        _ => None,
    }
}
