//! JSON as JavaScript reads it: of a key that stands twice the last counts, numbers are doubles.

use super::js::{self, Heap, Id};
use crate::value::json;

/// Reads a text into the heap; none where it is no JSON.
pub fn parse(text: &str, heap: &mut Heap<'_>) -> Option<Id> {
    let value = json::read(text).or_else(|_| json::read(&without_lone_surrogates(text))).ok()?;
    Some(js::from_value(heap, &value))
}

/// Half a surrogate pair in an escape is good JSON to JavaScript, which writes it as U+FFFD in the end.
fn without_lone_surrogates(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        result.push_str(before);
        let length = match surrogate(escape) {
            Some(0xD800..=0xDBFF)
                if matches!(escape.get(6..).and_then(surrogate), Some(0xDC00..=0xDFFF)) =>
            {
                12
            }
            Some(0xD800..=0xDFFF) => {
                result.push('\u{FFFD}');
                rest = &escape[6..];
                continue;
            }
            _ => 1 + escape[1..].chars().next().map_or(0, char::len_utf8),
        };
        result.push_str(&escape[..length]);
        rest = &escape[length..];
    }
    result.push_str(rest);
    result
}

/// The code unit of a `\u` escape at the start.
fn surrogate(text: &str) -> Option<u16> {
    u16::from_str_radix(text.strip_prefix("\\u")?.get(..4)?, 16).ok()
}
