//! Values that do not fit the type that an engine or a theme wants, so that it silently takes them for something else.

use super::drafts::meant;
use super::themes::{ThemeType, Types};
use crate::diagnostic::Applicability;
use crate::document::patch::is_typed;
use crate::document::{Format, Kind, Node, Style};
use crate::engine::{Key, KeyType, Setup};
use crate::value::Value;

/// A value of the wrong type.
#[derive(Debug)]
pub(super) struct Misfit {
    /// What it is: "a list".
    pub found: &'static str,
    /// What is wanted: "a whole number".
    pub wanted: &'static str,
    /// What follows, as a sentence.
    pub effect: String,
    /// What to write instead, where that is clear.
    pub instead: Option<(Value, Applicability)>,
}

/// What an engine silently misreads. Values that stop its build or cost the page are not found here.
pub(super) fn misread(setup: &Setup, key: &Key, node: &Node<'_>, format: Format) -> Option<Misfit> {
    if node.is_absent() {
        return None;
    }
    let engine = setup.target.engine.title();
    let found = match &node.kind {
        Kind::List(_) => "a list",
        Kind::Map(_) => "a map",
        _ => "text",
    };
    let is_text = || matches!(setup.value(node, format), Ok(Value::String(_)));
    let passed_over = |wanted| Misfit {
        found,
        wanted,
        effect: format!("{engine} passes over it"),
        instead: None,
    };
    let whole = !matches!(node.kind, Kind::Scalar(_));
    match key.kind {
        KeyType::Integer if whole => Some(passed_over("a whole number")),
        KeyType::Integer => {
            let text = node.text()?.trim();
            let numeric = text.parse::<f64>().is_ok() || text.is_empty();
            (!numeric && is_text()).then(|| passed_over("a whole number"))
        }
        KeyType::Bool if whole => Some(passed_over("true or false")),
        KeyType::Bool => truth(engine, node).filter(|_| is_text()),
        KeyType::String if whole => Some(passed_over("one text")),
        KeyType::Map if !whole && !is_null(setup, node, format) => Some(passed_over("a map")),
        KeyType::Strings if matches!(node.kind, Kind::Map(_)) => {
            Some(passed_over("a list of texts"))
        }
        KeyType::Strings if node.items().iter().any(|item| item.scalar().is_none()) => {
            Some(Misfit { found: "a list with lists or maps", ..passed_over("a list of texts") })
        }
        KeyType::Strings => words(setup, key, node).filter(|_| is_text()),
        KeyType::List if !matches!(node.kind, Kind::List(_)) && !is_null(setup, node, format) => {
            let instead = node.text().filter(|text| !text.is_empty()).map(|text| {
                (Value::List(vec![Value::String(text.to_owned())]), Applicability::Safe)
            });
            Some(Misfit { instead, ..passed_over("a list") })
        }
        _ => None,
    }
}

fn is_null(setup: &Setup, node: &Node<'_>, format: Format) -> bool {
    setup.value(node, format) == Ok(Value::Null)
}

/// A text that means a truth value and is none, and that no other rule tells of.
fn truth(engine: &str, node: &Node<'_>) -> Option<Misfit> {
    let scalar = node.scalar()?;
    // What is plain is read differently by engines: another rule says so.
    if scalar.style == Style::Plain && is_typed(&scalar.text) {
        return None;
    }
    let is_literal = matches!(&*scalar.text, "true" | "false");
    let instead = meant(node).map(|truth| (Value::Bool(truth), Applicability::Safe));
    (!is_literal).then(|| Misfit {
        found: "text",
        wanted: "true or false",
        effect: format!("{engine} does not take it for a truth value"),
        instead,
    })
}

/// A text that the engine splits at blanks.
fn words(setup: &Setup, key: &Key, node: &Node<'_>) -> Option<Misfit> {
    let text = node.text()?.trim();
    if !setup.splits_text(key) || !text.contains(char::is_whitespace) {
        return None;
    }
    let parts = super::terms::split(text).unwrap_or_else(|| vec![text.to_owned()]);
    let list = parts.into_iter().map(Value::String).collect();
    Some(Misfit {
        found: "one text",
        wanted: "a list of texts",
        effect: format!("{} splits it at its blanks", setup.target.engine.title()),
        instead: Some((Value::List(list), Applicability::Unsafe)),
    })
}

/// What a theme does not take, where that is clear. Images have a rule of their own.
pub(super) fn of_theme(types: &Types, theme: &str, node: &Node<'_>) -> Option<Misfit> {
    let has = |kinds: &[ThemeType]| kinds.iter().any(|kind| types.has(*kind));
    if has(&[ThemeType::Any, ThemeType::Image, ThemeType::Images, ThemeType::Resource]) {
        return None;
    }
    let misfit = |found, wanted, effect: &str, instead: Option<Value>| Misfit {
        found,
        wanted,
        effect: format!("{theme} {effect}"),
        instead: instead.map(|value| (value, Applicability::Safe)),
    };
    let takes_list = has(&[ThemeType::List, ThemeType::Strings]);
    let takes_text =
        has(&[ThemeType::String, ThemeType::Strings, ThemeType::Color, ThemeType::Date]);
    let simple = types_in_words(types);
    match &node.kind {
        Kind::List(_) if !takes_list => {
            Some(misfit("a list", simple, "does not take one here", None))
        }
        Kind::Map(map) if !has(&[ThemeType::Map]) && !map.entries.is_empty() => {
            Some(misfit("a map", simple, "does not take one here", None))
        }
        Kind::Scalar(scalar) if scalar.style != Style::Plain && !scalar.text.is_empty() => {
            let list = || Value::List(vec![Value::String(scalar.text.clone().into_owned())]);
            if has(&[ThemeType::Bool]) && !takes_text && &*scalar.text == "false" {
                let effect = "takes a text for true";
                Some(misfit("text", "true or false", effect, Some(Value::Bool(false))))
            } else if types.is_only(ThemeType::List) {
                Some(misfit("one text", "a list", "goes through a list here", Some(list())))
            } else {
                None
            }
        }
        Kind::Scalar(scalar)
            if types.is_only(ThemeType::List)
                && !scalar.text.is_empty()
                && !is_typed(&scalar.text) =>
        {
            let list = Value::List(vec![Value::String(scalar.text.clone().into_owned())]);
            Some(misfit("one text", "a list", "goes through a list here", Some(list)))
        }
        _ => None,
    }
}

fn types_in_words(types: &Types) -> &'static str {
    let words = [
        (ThemeType::Bool, "true or false"),
        (ThemeType::Integer, "a whole number"),
        (ThemeType::Float, "a number"),
        (ThemeType::String, "one text"),
        (ThemeType::Strings, "a list of texts"),
        (ThemeType::List, "a list"),
        (ThemeType::Map, "a map"),
    ];
    words.iter().find(|(kind, _)| types.has(*kind)).map_or("what it wants", |(_, words)| words)
}

/// A text as a value of the type that is wanted, where it clearly means one.
pub(super) fn respelled(kind: KeyType, text: &str) -> Option<Value> {
    let text = text.trim();
    match kind {
        KeyType::Integer => text.parse().ok().filter(|number| *number >= 0).map(Value::Int),
        KeyType::Bool => match text.to_ascii_lowercase().as_str() {
            "true" | "yes" | "on" => Some(Value::Bool(true)),
            "false" | "no" | "off" => Some(Value::Bool(false)),
            _ => None,
        },
        KeyType::List | KeyType::Strings if !text.is_empty() => {
            Some(Value::List(vec![Value::String(text.to_owned())]))
        }
        KeyType::String if !text.is_empty() => Some(Value::String(text.to_owned())),
        _ => None,
    }
}
