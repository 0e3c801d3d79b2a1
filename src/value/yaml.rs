//! `serde_yaml`: what Zola reads, and the reference for YAML.

use std::cell::Cell;

use serde::de::{DeserializeSeed, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor};

use super::{Unreadable, Value};
use crate::text::character_at;

/// Flow collections that stand in each other deeper than this are refused before `serde_yaml` sees them:
/// the time of its scanner grows with the square of the depth, and its own limit is 128.
const MAX_FLOW_DEPTH: usize = 1000;

/// Why a block is refused whose aliases stand for too much.
const TOO_LARGE: &str = "aliases make the block too large";

/// The values of a YAML document; nothing is [`Value::Null`]. A key that stands twice is kept twice.
///
/// Tags are passed over, keys that are no strings become text, `<<` stays an ordinary key.
///
/// # Errors
/// When `serde_yaml` refuses the text, or aliases blow it up.
pub fn read(text: &str) -> Result<Value, Unreadable> {
    if let Some(at) = too_deep(text) {
        return Err(Unreadable { at, message: "recursion limit exceeded".to_owned() });
    }
    // What aliases may add is bounded: bytes of text and values that the whole may have.
    let budget = Cell::new(text.len().saturating_mul(4).saturating_add(1 << 20));
    Seed(&budget).deserialize(serde_yaml::Deserializer::from_str(text)).map_err(|error| {
        Unreadable { at: place(text, &error), message: without_place(&error.to_string()) }
    })
}

/// The byte at which `serde_yaml` stopped. It counts from behind a byte order mark.
pub(super) fn place(text: &str, error: &serde_yaml::Error) -> usize {
    let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    error.location().map_or(0, |place| character_at(text, mark + place.index()))
}

/// Why a text must not be given to `serde_yaml` as it is: it nests too deep, or its aliases blow it up.
pub(super) fn explodes(text: &str) -> Option<Unreadable> {
    if let Some(at) = too_deep(text) {
        return Some(Unreadable { at, message: "recursion limit exceeded".to_owned() });
    }
    let has_aliases = text.contains('&') && text.contains('*');
    has_aliases.then(|| read(text).err())?.filter(|error| error.message.contains(TOO_LARGE))
}

/// Where the brackets nest deeper than any reader takes. Strings and comments are not told apart: that many
/// opening brackets more than closing ones are never meant.
fn too_deep(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => continue,
        }
        if depth > MAX_FLOW_DEPTH {
            return Some(at);
        }
    }
    None
}

/// The message without the `at line 1 column 5` that `serde_yaml` puts in it.
fn without_place(message: &str) -> String {
    let Some((before, after)) = message.split_once(" at line ") else { return message.to_owned() };
    let rest = after.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = rest.strip_prefix(" column ").unwrap_or(rest);
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    format!("{before}{rest}")
}

/// Reads one value and pays for it.
#[derive(Clone, Copy)]
struct Seed<'b>(&'b Cell<usize>);

impl Seed<'_> {
    fn pay<E: Error>(self, bytes: usize) -> Result<(), E> {
        let left = self.0.get().checked_sub(bytes + 1);
        self.0.set(left.ok_or_else(|| E::custom(TOO_LARGE))?);
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Value;

    fn deserialize<D: serde::Deserializer<'de>>(self, from: D) -> Result<Value, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("a YAML value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        self.pay(0).map(|()| Value::Null)
    }

    /// A text with nothing in it.
    fn visit_none<E: Error>(self) -> Result<Value, E> {
        self.visit_unit()
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        self.pay(0).map(|()| Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        self.visit_i128(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        self.visit_i128(value.into())
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Value, E> {
        self.pay(0).map(|()| Value::Int(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        self.pay(0).map(|()| Value::Float(value))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        self.pay(value.len()).map(|()| Value::String(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        self.pay(0)?;
        let mut items = Vec::new();
        while let Some(item) = list.next_element_seed(self)? {
            items.push(item);
        }
        Ok(Value::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        self.pay(0)?;
        let mut entries = Vec::new();
        while let Some(key) = map.next_key_seed(self)? {
            entries.push((key.into_key(), map.next_value_seed(self)?));
        }
        Ok(Value::Map(entries))
    }

    /// A value with a tag: the tag is dropped.
    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<Value, A::Error> {
        let (_tag, content) = tagged.variant::<String>()?;
        content.newtype_variant_seed(self)
    }
}

/// The value of a plain scalar by its text alone (`serde_yaml`, de.rs: visit_untagged_scalar).
#[must_use]
pub fn plain(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Value::Null,
        "true" | "True" | "TRUE" => return Value::Bool(true),
        "false" | "False" | "FALSE" => return Value::Bool(false),
        _ => {}
    }
    integer(text)
        .map(Value::Int)
        .or_else(|| float(text).map(Value::Float))
        .unwrap_or_else(|| Value::String(text.to_owned()))
}

/// Sign and number of an integer: decimal without leading zeros, or with `0x`, `0o`, `0b`.
fn integer(text: &str) -> Option<i128> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let based = [("0x", 16), ("0o", 8), ("0b", 2)]
        .into_iter()
        .find_map(|(prefix, radix)| Some((digits.strip_prefix(prefix)?, radix)));
    let (digits, radix) = based.unwrap_or((digits, 10));
    if !digits.starts_with(|first: char| first.is_digit(radix)) || is_padded(text) {
        return None;
    }
    match sign {
        "" => i128::from_str_radix(digits, radix).ok(),
        _ => i128::from_str_radix(&format!("{sign}{digits}"), radix).ok(),
    }
}

/// Whether a number begins with a zero that makes it a text.
fn is_padded(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    digits.len() > 1 && digits.starts_with('0') && digits[1..].bytes().all(|b| b.is_ascii_digit())
}

fn float(text: &str) -> Option<f64> {
    let unsigned = text.strip_prefix('+').unwrap_or(text);
    match unsigned {
        ".inf" | ".Inf" | ".INF" => return Some(f64::INFINITY),
        "-.inf" | "-.Inf" | "-.INF" if unsigned == text => return Some(f64::NEG_INFINITY),
        ".nan" | ".NaN" | ".NAN" if unsigned == text => return Some(f64::NAN),
        _ => {}
    }
    let digit = |byte: u8| byte.is_ascii_digit();
    let signed_twice = unsigned != text && unsigned.starts_with(['+', '-']);
    let numeric = unsigned.bytes().any(digit) && !is_padded(text) && !signed_twice;
    unsigned.parse().ok().filter(|value: &f64| numeric && value.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_scalars_of_yaml() {
        let string = |text: &str| Value::String(text.to_owned());
        for (text, expected) in [
            ("", Value::Null),
            ("~", Value::Null),
            ("yes", string("yes")),
            ("True", Value::Bool(true)),
            ("12", Value::Int(12)),
            ("-0x1F", Value::Int(-31)),
            ("0o10", Value::Int(8)),
            ("010", string("010")),
            ("1_000", string("1_000")),
            ("1.50", Value::Float(1.5)),
            ("33e3", Value::Float(33000.0)),
            ("22:30", string("22:30")),
            ("2021-01-01", string("2021-01-01")),
            ("-", string("-")),
            ("inf", string("inf")),
            ("+-1", string("+-1")),
        ] {
            assert_eq!(plain(text), expected, "{text:?}");
        }
    }
}
