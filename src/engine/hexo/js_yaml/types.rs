//! Tags and what plain scalars mean: js-yaml's default schema, of version 4 and of version 3.

use std::borrow::Cow;

use super::cursor::{Content, Kind};
use super::properties::YAML;
use crate::engine::hexo::js::{Heap, Id, Js, civil, number};

/// The tag of a merge key.
pub const MERGE: &str = "tag:yaml.org,2002:merge";

/// Which js-yaml reads, and which tags it was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Schema {
    /// js-yaml 3 (Hexo before 6.1): octal `0123`, `12:30` as base 60, `1_000`.
    Three,
    /// js-yaml 4, front matter.
    Four,
    /// js-yaml 4 with the JavaScript types, as for configuration.
    Configuration,
}

/// The kind of node that a tag wants; none for an unknown tag.
pub fn kind_of(tag: &str, schema: Schema) -> Option<Kind> {
    Some(match tag.strip_prefix(YAML)? {
        "str" | "null" | "bool" | "int" | "float" | "timestamp" | "merge" | "binary" => {
            Kind::Scalar
        }
        "seq" | "omap" | "pairs" => Kind::Sequence,
        "map" | "set" => Kind::Mapping,
        "js/regexp" | "js/undefined" | "js/function" if schema == Schema::Configuration => {
            Kind::Scalar
        }
        _ => return None,
    })
}

/// What a plain scalar means, with the tag it gets; none for a string.
pub fn implicit(text: &str, schema: Schema) -> Option<(Js<'static>, &'static str)> {
    if matches!(text, "~" | "null" | "Null" | "NULL") {
        return Some((Js::Null, "tag:yaml.org,2002:null"));
    }
    // No number has a dash behind four digits, so dates may be told first: they are what is asked for most.
    if let Some(value) = timestamp(text) {
        return Some((Js::Date(value), "tag:yaml.org,2002:timestamp"));
    }
    if let Some(value) = boolean(text) {
        return Some((Js::Bool(value), "tag:yaml.org,2002:bool"));
    }
    if let Some(value) = integer(text, schema) {
        return Some((Js::Number(value), "tag:yaml.org,2002:int"));
    }
    if let Some(value) = float(text, schema) {
        return Some((Js::Number(value), "tag:yaml.org,2002:float"));
    }
    (text == "<<").then_some((Js::String(Cow::Borrowed("<<")), MERGE))
}

fn boolean(text: &str) -> Option<bool> {
    match text {
        "true" | "True" | "TRUE" => Some(true),
        "false" | "False" | "FALSE" => Some(false),
        _ => None,
    }
}

fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Without underscores where the version ignores them; none where there are some and it does not.
fn plain_digits(text: &str, schema: Schema) -> Option<Cow<'_, str>> {
    if !text.contains('_') {
        return Some(Cow::Borrowed(text));
    }
    (schema == Schema::Three && !text.ends_with('_')).then(|| text.replace('_', "").into())
}

fn integer(text: &str, schema: Schema) -> Option<f64> {
    let first = *text.as_bytes().first()?;
    if !first.is_ascii_digit() && !matches!(first, b'-' | b'+') {
        return None;
    }
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    if unsigned.starts_with('_') {
        return None;
    }
    let unsigned = plain_digits(unsigned, schema)?;
    let value = match unsigned.strip_prefix('0') {
        Some("") => 0.0,
        Some(rest) if rest.starts_with('b') => number::radix(&rest[1..], 2)?,
        Some(rest) if rest.starts_with('x') => number::radix(&rest[1..], 16)?,
        Some(rest) if rest.starts_with('o') && schema != Schema::Three => {
            number::radix(&rest[1..], 8)?
        }
        Some(rest) if schema == Schema::Three && !rest.contains(':') => number::radix(rest, 8)?,
        _ if digits(&unsigned) => unsigned.parse().ok()?,
        _ if schema == Schema::Three => sexagesimal(&unsigned)?,
        _ => return None,
    };
    value.is_finite().then_some(if text.starts_with('-') { -value } else { value })
}

/// `12:30:45` in base 60, as YAML 1.1 had it; the parts behind the first are below 60.
fn sexagesimal(text: &str) -> Option<f64> {
    let (first, rest) = text.split_once(':')?;
    let small = |part: &str| {
        digits(part) && part.len() <= 2 && part < "6" || part.len() == 1 && digits(part)
    };
    if !digits(first) || !rest.split(':').all(small) {
        return None;
    }
    let value = |part: &str| part.parse::<f64>().ok();
    rest.split(':').try_fold(value(first)?, |sum, part| Some(sum * 60.0 + value(part)?))
}

fn float(text: &str, schema: Schema) -> Option<f64> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let negative = text.starts_with('-');
    match unsigned {
        ".inf" | ".Inf" | ".INF" => {
            return Some(if negative { f64::NEG_INFINITY } else { f64::INFINITY });
        }
        _ if matches!(text, ".nan" | ".NaN" | ".NAN") => return Some(f64::NAN),
        _ => {}
    }
    let first = *unsigned.as_bytes().first()?;
    // A number that begins with its point may have no sign.
    let fits = first.is_ascii_digit() || first == b'.' && unsigned.len() == text.len();
    if !fits {
        return None;
    }
    let unsigned = plain_digits(unsigned, schema)?;
    if !is_decimal(&unsigned) {
        return None;
    }
    let value: f64 = unsigned.parse().ok()?;
    value.is_finite().then_some(if negative { -value } else { value })
}

/// `digits[.digits][e[+-]digits]` or `.digits[e[+-]digits]`.
fn is_decimal(text: &str) -> bool {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let exponent_fits =
        exponent.is_none_or(|text| digits(text.strip_prefix(['-', '+']).unwrap_or(text)));
    let mantissa_fits = match mantissa.split_once('.') {
        None => digits(mantissa),
        Some(("", fraction)) => digits(fraction),
        Some((whole, fraction)) => digits(whole) && (fraction.is_empty() || digits(fraction)),
    };
    exponent_fits && mantissa_fits
}

/// Takes digits from the front of a text: at least `least`, at most `most`.
fn take_digits<'t>(text: &mut &'t str, least: usize, most: usize) -> Option<&'t str> {
    let count = text.bytes().take(most).take_while(u8::is_ascii_digit).count();
    if count < least {
        return None;
    }
    let (taken, rest) = text.split_at(count);
    *text = rest;
    Some(taken)
}

fn take_number(text: &mut &str, least: usize, most: usize) -> Option<f64> {
    let digits = take_digits(text, least, most)?;
    // A few digits are a whole number of any kind.
    let number = digits.bytes().fold(0_u32, |number, digit| number * 10 + u32::from(digit - b'0'));
    Some(f64::from(number))
}

/// Milliseconds since 1970 of a YAML timestamp; fields out of range roll over, as in `Date.UTC`.
pub fn timestamp(text: &str) -> Option<f64> {
    if text.len() < 8 || !text.as_bytes()[0].is_ascii_digit() || text.as_bytes()[4] != b'-' {
        return None;
    }
    let mut rest = text;
    let year = take_number(&mut rest, 4, 4)?;
    rest = rest.strip_prefix('-')?;
    let month = take_number(&mut rest, 1, 2)? - 1.0;
    rest = rest.strip_prefix('-')?;
    let day = take_number(&mut rest, 1, 2)?;
    if rest.is_empty() {
        // A date alone needs two digits each.
        return (text.len() == 10).then(|| civil::utc(year, month, day, [0.0; 4]));
    }
    rest = match rest.strip_prefix(['T', 't']) {
        Some(rest) => rest,
        None => {
            let trimmed = rest.trim_start_matches([' ', '\t']);
            if trimmed.len() == rest.len() {
                return None;
            }
            trimmed
        }
    };
    let hour = take_number(&mut rest, 1, 2)?;
    rest = rest.strip_prefix(':')?;
    let minute = take_number(&mut rest, 2, 2)?;
    rest = rest.strip_prefix(':')?;
    let second = take_number(&mut rest, 2, 2)?;
    let mut fraction = 0.0;
    if let Some(after) = rest.strip_prefix('.') {
        rest = after;
        let digits = take_digits(&mut rest, 0, usize::MAX)?;
        fraction = format!("{:0<3}", &digits[..digits.len().min(3)]).parse().ok()?;
    }
    let offset = offset(rest.trim_start_matches([' ', '\t']), rest.is_empty())?;
    Some(civil::utc(year, month, day, [hour, minute, second, fraction]) - offset)
}

/// Milliseconds of `Z`, `+8`, `-05:30` or nothing; blanks with nothing behind do not fit.
fn offset(text: &str, absent: bool) -> Option<f64> {
    if absent || text == "Z" {
        return Some(0.0);
    }
    let sign = match text.as_bytes().first()? {
        b'+' => 1.0,
        b'-' => -1.0,
        _ => return None,
    };
    let mut rest = &text[1..];
    let hours = take_number(&mut rest, 1, 2)?;
    let minutes = match rest.strip_prefix(':') {
        None => 0.0,
        Some(after) => {
            rest = after;
            take_number(&mut rest, 2, 2)?
        }
    };
    rest.is_empty().then_some(sign * (hours * 60.0 + minutes) * 60_000.0)
}

/// What a known tag makes of content; none where it does not fit.
pub fn construct<'t>(heap: &mut Heap<'t>, tag: &str, content: Content<'t>) -> Option<Content<'t>> {
    let name = tag.strip_prefix(YAML)?;
    match content {
        Content::Text(text) => scalar(heap, name, text),
        Content::Value(id) if *heap.get(id) != Js::Null => collection(heap, name, id),
        Content::Nothing | Content::Value(_) => match name {
            "null" | "merge" => Some(Content::Nothing),
            "str" => Some(Content::Text(Cow::Borrowed(""))),
            "seq" | "omap" | "pairs" => Some(Content::Value(heap.add(Js::List(Vec::new())))),
            "map" | "set" => Some(Content::Value(heap.add(Js::Map(Default::default())))),
            _ => None,
        },
    }
}

fn scalar<'t>(heap: &mut Heap<'t>, name: &str, text: Cow<'t, str>) -> Option<Content<'t>> {
    let value = match name {
        "null" => matches!(&*text, "~" | "null" | "Null" | "NULL").then_some(Js::Null)?,
        "bool" => Js::Bool(boolean(&text)?),
        "int" => Js::Number(integer(&text, Schema::Four)?),
        "float" => Js::Number(float(&text, Schema::Four)?),
        "timestamp" => Js::Date(timestamp(&text)?),
        "binary" => Js::Bytes(base64(&text)?),
        "merge" => return (text == "<<").then_some(Content::Text(text)),
        _ => return Some(Content::Text(text)),
    };
    Some(Content::Value(heap.add(value)))
}

fn collection<'t>(heap: &mut Heap<'t>, name: &str, id: Id) -> Option<Content<'t>> {
    let fits = match name {
        // A scalar that was typed before its tag was seen stays what it is.
        "str" | "seq" | "map" => true,
        "set" => match heap.get(id) {
            Js::Map(map) => map.iter().all(|(_, value)| *heap.get(value) == Js::Null),
            _ => false,
        },
        "omap" => single_keys(heap, id).is_some_and(|keys| {
            let mut sorted = keys.clone();
            sorted.sort_unstable();
            sorted.dedup();
            sorted.len() == keys.len()
        }),
        "pairs" => return pairs(heap, id),
        _ => false,
    };
    fits.then_some(Content::Value(id))
}

/// The keys of a list of maps with one key each.
fn single_keys(heap: &Heap<'_>, list: Id) -> Option<Vec<String>> {
    let Js::List(items) = heap.get(list) else { return None };
    items.iter().map(|item| single(heap, *item).map(|(key, _)| key.into_owned())).collect()
}

fn single<'t>(heap: &Heap<'t>, id: Id) -> Option<(Cow<'t, str>, Id)> {
    match heap.get(id) {
        Js::Map(map) => match map.pairs() {
            [(key, value)] => Some((key.clone(), *value)),
            _ => None,
        },
        _ => None,
    }
}

fn pairs<'t>(heap: &mut Heap<'t>, list: Id) -> Option<Content<'t>> {
    let Js::List(items) = heap.get(list) else { return None };
    let singles: Vec<_> = items.iter().map(|item| single(heap, *item)).collect::<Option<_>>()?;
    let mut result = Vec::with_capacity(singles.len());
    for (key, value) in singles {
        let key = heap.add(Js::String(key));
        result.push(heap.add(Js::List(vec![key, value])));
    }
    Some(Content::Value(heap.add(Js::List(result))))
}

/// Bytes of base 64 text, line breaks left out.
fn base64(text: &str) -> Option<Vec<u8>> {
    let value = |byte: u8| match byte {
        b'A'..=b'Z' => Some(u32::from(byte - b'A')),
        b'a'..=b'z' => Some(u32::from(byte - b'a') + 26),
        b'0'..=b'9' => Some(u32::from(byte - b'0') + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    let kept: Vec<u8> = text.bytes().filter(|byte| !matches!(byte, b'\n' | b'\r')).collect();
    if !kept.len().is_multiple_of(4)
        || kept.iter().any(|&byte| byte != b'=' && value(byte).is_none())
    {
        return None;
    }
    let sextets: Vec<u32> = kept.into_iter().filter_map(value).collect();
    if sextets.is_empty() {
        // What is left of nothing is dumped as if it were a whole group.
        return Some(vec![0; 3]);
    }
    let mut bytes = Vec::with_capacity(sextets.len() * 3 / 4);
    for group in sextets.chunks(4) {
        let bits =
            group.iter().fold(0, |bits, sextet| bits << 6 | sextet) << (6 * (4 - group.len()));
        bytes.extend(bits.to_be_bytes().into_iter().skip(1).take(group.len() * 3 / 4));
    }
    Some(bytes)
}
