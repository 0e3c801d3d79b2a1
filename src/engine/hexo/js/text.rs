//! `String(value)`: what JavaScript makes of a value where it wants a text.

use std::borrow::Cow;

use chrono_tz::Tz;

use super::{Heap, Id, Js, number};
use crate::engine::hexo::dates::zone;

/// Longest text that a list is joined to: a list of aliases of lists of aliases has no other end.
const LONGEST: usize = 1 << 20;

/// Deepest list in a list that is looked into: aliases can nest deeper than any text is.
const DEEPEST: usize = 1000;

/// A value as text; dates are written in `machine`, the zone of the machine.
pub fn to_string<'h>(heap: &'h Heap<'_>, id: Id, machine: Tz) -> Cow<'h, str> {
    match heap.get(id) {
        Js::Null => "null".into(),
        Js::Bool(value) => if *value { "true" } else { "false" }.into(),
        Js::Number(value) => number::to_string(*value).into(),
        Js::String(text) => Cow::Borrowed(text),
        Js::Date(instant) => zone::date_string(*instant, machine).into(),
        Js::Bytes(bytes) => bytes.iter().map(u8::to_string).collect::<Vec<_>>().join(",").into(),
        Js::List(_) => {
            let mut text = String::new();
            join(heap, id, machine, &mut Vec::new(), &mut text);
            text.into()
        }
        Js::Map(_) => "[object Object]".into(),
    }
}

/// `list.join()`: null items are empty, and so is a list that stands in itself.
fn join(heap: &Heap<'_>, list: Id, machine: Tz, around: &mut Vec<Id>, text: &mut String) {
    let Js::List(items) = heap.get(list) else { return };
    if around.len() > DEEPEST || around.contains(&list) {
        return;
    }
    around.push(list);
    for (at, item) in items.iter().enumerate() {
        if text.len() > LONGEST {
            break;
        }
        if at > 0 {
            text.push(',');
        }
        match heap.get(*item) {
            Js::Null => {}
            Js::List(_) => join(heap, *item, machine, around, text),
            _ => text.push_str(&to_string(heap, *item, machine)),
        }
    }
    around.pop();
}
