//! Between JavaScript values and the project's own.

use std::borrow::Cow;

use super::{Heap, Id, Js, Object};
use crate::value::Value;

/// How much of a value is looked at, in values and in 256 bytes of text: aliases can make a small text mean an endless
/// one.
const BUDGET: usize = 1 << 16;

/// A value of the heap; what lies behind a loop or beyond all measure is null.
pub fn to_value(heap: &Heap<'_>, id: Id) -> Value {
    let mut budget = BUDGET;
    value_of(heap, id, &mut Vec::new(), &mut budget)
}

fn value_of(heap: &Heap<'_>, id: Id, around: &mut Vec<Id>, budget: &mut usize) -> Value {
    if *budget == 0 || around.len() > 128 || around.contains(&id) {
        return Value::Null;
    }
    *budget -= 1;
    around.push(id);
    let value = match heap.get(id) {
        Js::Null => Value::Null,
        Js::Bool(truth) => Value::Bool(*truth),
        Js::Number(number) => number_of(*number),
        Js::String(text) => {
            *budget = budget.saturating_sub(text.len() >> 8);
            Value::String(text.clone().into_owned())
        }
        Js::Date(instant) => Value::Date(super::number::to_string(*instant)),
        Js::Bytes(bytes) => {
            Value::List(bytes.iter().map(|byte| Value::Int(i128::from(*byte))).collect())
        }
        Js::List(items) => {
            Value::List(items.iter().map(|item| value_of(heap, *item, around, budget)).collect())
        }
        Js::Map(object) => Value::Map(
            object
                .iter()
                .map(|(key, item)| (key.to_owned(), value_of(heap, item, around, budget)))
                .collect(),
        ),
    };
    around.pop();
    value
}

/// A whole number as such, as far as doubles count exactly.
pub fn number_of(number: f64) -> Value {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if number.fract() == 0.0 && number.abs() <= EXACT {
        Value::Int(number as i128)
    } else {
        Value::Float(number)
    }
}

/// A value put into the heap; of a key that stands twice the last counts.
pub fn from_value(heap: &mut Heap<'_>, value: &Value) -> Id {
    let js = match value {
        Value::Null => Js::Null,
        Value::Bool(truth) => Js::Bool(*truth),
        Value::Int(number) => Js::Number(*number as f64),
        Value::Float(number) => Js::Number(*number),
        Value::String(text) | Value::Date(text) => Js::String(Cow::Owned(text.clone())),
        Value::List(items) => Js::List(items.iter().map(|item| from_value(heap, item)).collect()),
        Value::Map(entries) => {
            let mut object = Object::default();
            for (key, item) in entries {
                let id = from_value(heap, item);
                object.set(Cow::Owned(key.clone()), id);
            }
            Js::Map(object)
        }
    };
    heap.add(js)
}
