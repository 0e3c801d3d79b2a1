//! Tags, categories and other taxonomies: flat terms, and Hexo's paths of categories.

use std::collections::HashSet;

use crate::document::patch::Place as Position;
use crate::document::{Format, Kind};
use crate::engine::{Engine, Role};
use crate::migrate::Action;
use crate::migrate::skeleton::TAXONOMIES_PATH;
use crate::value::Value;

use super::assemble::{Content, Out};
use super::decide::{Conversion, Decision, name};
use super::emit::inline;
use super::field::{Field, Place};

/// The terms of a field in the order in which they are written, as far as the source engine counts them.
pub fn in_order(conversion: &Conversion<'_>, field: &Field<'_>) -> Vec<String> {
    let counted: &[String] = match field.role {
        Role::Tags => &conversion.reading.tags,
        _ => conversion.reading.taxonomies.get(field.name).map_or(&[], Vec::as_slice),
    };
    once(&texts(&conversion.value(field)), counted.iter())
}

/// The terms that count, each once: first those that are written, in their order.
fn once<'t>(
    written: &'t [String],
    counted: impl Iterator<Item = &'t String> + Clone,
) -> Vec<String> {
    let mut left: HashSet<&String> = counted.clone().collect();
    let all = written.iter().chain(counted);
    all.filter(|term| left.remove(term)).cloned().collect()
}

/// The scalars of a value as texts.
fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::List(items) => items.iter().flat_map(texts).collect(),
        Value::String(text) | Value::Date(text) => vec![text.clone()],
        Value::Int(number) => vec![number.to_string()],
        Value::Bool(value) => vec![value.to_string()],
        Value::Float(number) => vec![number.to_string()],
        Value::Null | Value::Map(_) => Vec::new(),
    }
}

/// A list of terms under `key`; copied where it is a list of just these texts already.
pub fn list(
    conversion: &Conversion<'_>,
    field: &Field<'_>,
    place: Place,
    key: &str,
    terms: &[String],
) -> Decision {
    let written = conversion.value(field);
    if let Some(decision) = empty(conversion, field, place, key) {
        return decision;
    }
    let reads_as_it_is = match &written {
        Value::List(items) => items.is_empty(),
        Value::Null | Value::String(_) => place == Place::Top && conversion.copies(field),
        _ => false,
    };
    let is_one = |text: &String| matches!(terms, [one] if one == text);
    if reads_as_it_is
        && (terms.is_empty() || matches!(&written, Value::String(text) if is_one(text)))
    {
        return conversion.lines_or(field, place, key, Content::Value(written));
    }
    if terms.is_empty() && !texts(&written).is_empty() {
        return uncounted(conversion, field, key);
    }
    if terms.is_empty() {
        let reason = "It held nothing, so it is left out.";
        return Decision::left_out(Action::Changed, "empty", reason);
    }
    let value = strings(terms);
    // Only Zola wants a list.
    let listed = conversion.from.target.engine == Engine::Zola;
    let in_brackets = matches!(&field.entry.value.kind, Kind::List(list) if list.flow);
    let is_plain =
        listed && in_brackets && conversion.home.is_some_and(|home| home.habits.plain_terms);
    if is_plain
        && place == Place::Top
        && let [term] = terms
    {
        let decision = conversion.written(field, place, key, Value::String(term.clone()));
        return decision.because(Action::Changed, "terms", "As the old site wrote a single term.");
    }
    if written == value {
        return conversion.lines_or(field, place, key, Content::Value(value));
    }
    let mut decision = conversion.written(field, place, key, value);
    decision.code = "terms";
    "The same terms, as a list of texts.".clone_into(&mut decision.reason);
    // In brackets it is known again on the way back.
    if let ([out], Value::String(_), true) =
        (decision.outs.as_mut_slice(), &written, conversion.is_strict())
    {
        out.content = Content::Raw(inline(&strings(terms), conversion.format, Position::Flow));
    }
    decision
}

/// Terms of a page that the source engine lists nowhere. Where the page comes from, they may have counted.
fn uncounted(conversion: &Conversion<'_>, field: &Field<'_>, key: &str) -> Decision {
    let written = conversion.value(field);
    if conversion.home.is_some() {
        let place = conversion.terms_place();
        return match &written {
            // Paths of categories, as Hexo has them.
            Value::List(items) if items.iter().any(|item| matches!(item, Value::List(_))) => {
                conversion.written(field, place, key, strings(&texts(&written)))
            }
            _ => conversion.keep(field, place, key),
        };
    }
    let from = name(conversion.from.target.engine);
    let reason = format!("{from} lists no such page under its terms; they are kept as data.");
    conversion.set_aside(field).because(Action::KeptAsData, "terms-uncounted", reason)
}

/// Whether a key is that of terms which a section of Zola had to keep among the keys of its theme.
pub fn are_back(conversion: &Conversion<'_>, field: &Field<'_>) -> bool {
    let is_known = || {
        conversion
            .to
            .keys_of(conversion.new_path)
            .any(|key| key.name == field.name && is_terms(key.role))
    };
    conversion.home.is_some()
        && field.place == Place::Extra
        && conversion.from.target.engine == Engine::Zola
        && !conversion.from.keys_of(conversion.path).any(|key| key.role == Role::Taxonomies)
        && is_known()
}

const fn is_terms(role: Role) -> bool {
    matches!(role, Role::Tags | Role::Categories)
}

/// A key without a value, for which only Zola needs an empty list.
fn empty(
    conversion: &Conversion<'_>,
    field: &Field<'_>,
    place: Place,
    key: &str,
) -> Option<Decision> {
    let written = conversion.value(field);
    let nothing = Value::List(Vec::new());
    let home = conversion.home.filter(|_| conversion.from.target.engine == Engine::Zola);
    if place == Place::Taxonomies && conversion.is_strict() && written == Value::Null {
        let decision = conversion.written(field, place, key, nothing);
        return Some(decision.because(Action::Changed, "empty", "It holds nothing, as a list."));
    }
    let is_bare = home.is_some_and(|home| home.habits.bare_empty);
    if place == Place::Top && is_bare && written == nothing && conversion.format == Format::Yaml {
        let mut decision = conversion.keep(field, place, key);
        decision.outs[0].content = Content::Lines(format!("{key}:\n"));
        return Some(decision);
    }
    None
}

/// A taxonomy beside tags and categories.
pub fn taxonomy(conversion: &Conversion<'_>, field: &Field<'_>) -> Decision {
    let terms = in_order(conversion, field);
    if conversion.to.takes_taxonomies() {
        return list(conversion, field, conversion.terms_place(), field.name, &terms);
    }
    let decision =
        list(conversion, field, Place::Of(conversion.from.target.engine), field.name, &terms);
    match conversion.from.term_url(conversion.path, field.name, &[]) {
        _ if terms.is_empty() => decision,
        Some(_) => {
            let reason =
                format!("{TAXONOMIES_PATH} makes the pages of the terms, for Hexo has none.");
            decision.because(Action::Moved, "term-script", reason)
        }
        None => {
            let reason = "Hexo has tags and categories only; the terms are kept as data.";
            decision.because(Action::Dropped, "no-such-taxonomy", reason)
        }
    }
}

/// Categories: paths in Hexo, flat terms elsewhere. Paths that flat terms cannot say are kept for the way back.
pub fn categories(conversion: &Conversion<'_>, field: &Field<'_>) -> Decision {
    let paths = &conversion.reading.categories;
    let flat = nodes(conversion, field, paths);
    if conversion.to.has_category_paths() {
        let singles =
            Value::List(flat.iter().map(|term| strings(std::slice::from_ref(term))).collect());
        let one = flat.len() == 1;
        let value = if one { strings(&flat) } else { singles };
        if flat.is_empty() || one {
            return list(conversion, field, Place::Top, "categories", &flat);
        }
        let mut decision = conversion.written(field, Place::Top, "categories", value);
        "A flat list would be one path in Hexo, so each term is a path of its own."
            .clone_into(&mut decision.reason);
        decision.code = "categories";
        return decision;
    }
    let place = conversion.terms_place();
    let mut decision = list(conversion, field, place, "categories", &flat);
    if paths.iter().any(|path| path.len() > 1) {
        let tree = Value::List(paths.iter().map(|path| strings(path)).collect());
        decision.action = Action::Dropped;
        decision.code = "hierarchy";
        decision.reason = format!(
            "{} has no hierarchy of categories: each became a term of its own, and the paths are kept for the way back.",
            name(conversion.to.target.engine)
        );
        decision.outs.push(Out {
            place: Place::Of(conversion.from.target.engine),
            key: "categories".to_owned(),
            was: None,
            lead: String::new(),
            above: None,
            content: Content::Value(tree),
        });
    }
    decision
}

/// Whether paths of categories that were kept for the way back have the same categories as the post still has.
pub fn still_hold(conversion: &Conversion<'_>, field: &Field<'_>) -> bool {
    let sorted = |mut terms: Vec<String>| {
        terms.sort();
        terms.dedup();
        terms
    };
    let now = conversion.reading.categories.iter().flatten().cloned().collect();
    sorted(texts(&conversion.value(field))) == sorted(now)
}

/// Every category of every path once, in the order in which they are written.
fn nodes(conversion: &Conversion<'_>, field: &Field<'_>, paths: &[Vec<String>]) -> Vec<String> {
    once(&texts(&conversion.value(field)), paths.iter().flatten())
}

fn strings(terms: &[String]) -> Value {
    Value::List(terms.iter().cloned().map(Value::String).collect())
}
