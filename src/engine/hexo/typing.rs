//! Types single nodes of the span tree as Hexo's readers would.

use std::borrow::Cow;

use super::dates::{self, Reading, Zones, zone};
use super::js::{self, Heap, Id, Js, Object};
use super::js_yaml::types::{self, Schema};
use crate::document::{Format, Kind, Node, Scalar, Style};
use crate::engine::DateReading;
use crate::value::Value;

/// Deepest nesting that js-yaml reads.
const MAX_DEPTH: usize = 100;

/// A node's value; an alias, whose meaning lies elsewhere, is refused.
pub fn value(node: &Node<'_>, format: Format, schema: Schema) -> Result<Value, String> {
    typed(node, format, schema, 0)
}

fn typed(node: &Node<'_>, format: Format, schema: Schema, depth: usize) -> Result<Value, String> {
    if depth >= MAX_DEPTH {
        return Err(format!("nesting exceeded maxDepth ({MAX_DEPTH})"));
    }
    Ok(match &node.kind {
        Kind::Alias(name) => return Err(format!("`*{name}` stands for a value elsewhere")),
        Kind::Scalar(_) if node.is_absent() => Value::Null,
        Kind::Scalar(scalar) => scalar_value(scalar, format, schema, node.tag.is_some()),
        Kind::List(list) => Value::List(
            list.items
                .iter()
                .map(|item| typed(item, format, schema, depth + 1))
                .collect::<Result<_, _>>()?,
        ),
        Kind::Map(map) => Value::Map(
            map.entries
                .iter()
                .map(|entry| {
                    Ok((entry.name().to_owned(), typed(&entry.value, format, schema, depth + 1)?))
                })
                .collect::<Result<_, String>>()?,
        ),
    })
}

fn scalar_value(scalar: &Scalar<'_>, format: Format, schema: Schema, tagged: bool) -> Value {
    let text = &*scalar.text;
    match scalar_js(scalar, format, schema, tagged) {
        Js::Date(_) => Value::Date(text.to_owned()),
        Js::Null => Value::Null,
        Js::Bool(truth) => Value::Bool(truth),
        Js::Number(number) => js::number_of(number),
        _ => Value::String(text.to_owned()),
    }
}

fn scalar_js<'s>(scalar: &'s Scalar<'_>, format: Format, schema: Schema, tagged: bool) -> Js<'s> {
    let text = &*scalar.text;
    let string = Js::String(Cow::Borrowed(text));
    if scalar.style != Style::Plain || tagged {
        return string;
    }
    match format {
        Format::Yaml => match types::implicit(text, schema) {
            Some((typed @ (Js::Date(_) | Js::Null | Js::Bool(_) | Js::Number(_)), _)) => typed,
            _ => string,
        },
        Format::Json | Format::HexoJson => match text {
            "null" => Js::Null,
            "true" => Js::Bool(true),
            "false" => Js::Bool(false),
            number => number.parse().map_or(string, Js::Number),
        },
        Format::Toml => string,
    }
}

/// What becomes of a node as the value of a date key.
pub fn date(node: &Node<'_>, format: Format, schema: Schema, zones: Zones<'_>) -> DateReading {
    let mut heap = Heap::default();
    let id = match &node.kind {
        Kind::Scalar(scalar) if !node.is_absent() => {
            heap.add(scalar_js(scalar, format, schema, node.tag.is_some()))
        }
        _ => match value(node, format, schema) {
            Ok(value) => enter(&mut heap, &value),
            Err(reason) => return DateReading::Unreadable(reason),
        },
    };
    if let Js::Date(instant) = heap.get(id) {
        *heap.get_mut(id) = Js::Date(zone::shift_to_machine(*instant, zones.machine));
    }
    match dates::adjust(dates::to_date(&heap, Some(id), zones.machine), zones) {
        Reading::Absent => DateReading::Absent,
        Reading::NoDate(reason) | Reading::Drops(reason) => DateReading::Unreadable(reason),
        Reading::Instant(instant) => dates::instant(instant).map_or_else(
            || DateReading::Unreadable("the date is too far away".into()),
            DateReading::Instant,
        ),
    }
}

/// A value in the heap, dates as dates.
fn enter(heap: &mut Heap<'_>, value: &Value) -> Id {
    let js = match value {
        Value::Date(text) => match types::timestamp(text) {
            Some(instant) => Js::Date(instant),
            None => Js::String(Cow::Owned(text.clone())),
        },
        Value::List(items) => Js::List(items.iter().map(|item| enter(heap, item)).collect()),
        Value::Map(entries) => {
            let mut object = Object::default();
            for (key, item) in entries {
                let id = enter(heap, item);
                object.set(Cow::Owned(key.clone()), id);
            }
            Js::Map(object)
        }
        other => return js::from_value(heap, other),
    };
    heap.add(js)
}
