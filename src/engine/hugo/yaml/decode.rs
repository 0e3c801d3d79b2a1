//! Nodes to values (`decode.go`, decoding into `map[string]any`).

use std::collections::HashMap;

use super::number::{Number, number};
use super::parse::{Node, Shape};
use super::token::{Kind, Refusal, Token};
use crate::engine::hugo::go_time;
use crate::value::Value;

/// How many values aliases may repeat in all. Hugo stops at 100 repeated lists and maps in a small file
/// (`parser/metadecoders/decoder.go`), this bounds what is copied.
const MAX_REPEATED: usize = 20_000;

/// How many bytes of text aliases may repeat in all. Hugo has no such limit, and memory without end.
const MAX_REPEATED_TEXT: usize = 16 << 20;

/// The map that the first document holds; all documents must be readable.
pub(super) fn decode(bodies: &[Node<'_>]) -> Result<Value, Refusal> {
    let mut map = None;
    for body in bodies {
        let mut decoder = Decoder::default();
        if let Shape::Map(entries) = &body.shape {
            let value = decoder.root(entries)?;
            map.get_or_insert(value);
            continue;
        }
        let value = decoder.value(body)?;
        let null = body.token.kind == Kind::Null && matches!(body.shape, Shape::Scalar);
        if map.is_none() && (value != Value::Null || null) {
            map = Some(decoder.map_of(body)?);
        }
    }
    Ok(map.unwrap_or(Value::Map(Vec::new())))
}

/// A plain scalar of a known kind.
pub(super) fn scalar(kind: Kind, text: &str) -> Value {
    match kind {
        Kind::Null | Kind::MergeKey => Value::Null,
        Kind::Bool => Value::Bool(text.eq_ignore_ascii_case("true")),
        Kind::Infinity if text.starts_with('-') => Value::Float(f64::NEG_INFINITY),
        Kind::Infinity => Value::Float(f64::INFINITY),
        Kind::Nan => Value::Float(f64::NAN),
        Kind::Integer | Kind::Float => match number(text) {
            Some(Number::Int(int)) => Value::Int(int),
            Some(Number::Float(float)) => Value::Float(float),
            None => Value::String(text.to_owned()),
        },
        _ => Value::String(text.to_owned()),
    }
}

#[derive(Default)]
struct Decoder<'n, 't> {
    nodes: HashMap<&'t str, &'n Node<'t>>,
    values: HashMap<&'t str, Value>,
    /// Anchors whose value is being read.
    open: Vec<&'t str>,
    repeated: Size,
}

type Entries<'t> = [(Node<'t>, Node<'t>)];

impl<'n, 't> Decoder<'n, 't> {
    /// A map at the root: a merge replaces what stands before it, and a null key is the empty text.
    fn root(&mut self, entries: &'n Entries<'t>) -> Result<Value, Refusal> {
        let mut map = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            if key.is_merge() {
                self.merge(value, &mut map)?;
                continue;
            }
            let name = match self.value(key)? {
                Value::Null => String::new(),
                Value::List(_) | Value::Map(_) => {
                    let message = "cannot unmarshal into Go value of type string";
                    return Err(Refusal::at(key.token, message));
                }
                other => text_of(&other),
            };
            map.push((name, self.value(value)?));
        }
        Ok(Value::Map(last_of_each(map)))
    }

    /// A node at the root that is no map itself.
    fn map_of(&mut self, node: &'n Node<'t>) -> Result<Value, Refusal> {
        match &node.shape {
            Shape::Anchor(_, inner) => match &inner.shape {
                Shape::Map(entries) => self.root(entries),
                _ => Err(no_map(inner)),
            },
            _ => Err(no_map(node)),
        }
    }

    fn merge(&mut self, node: &'n Node<'t>, map: &mut Vec<(String, Value)>) -> Result<(), Refusal> {
        for entries in self.merged_maps(node, Lists::Merged)? {
            for (key, value) in entries {
                if key.is_merge() {
                    self.count(Size { values: 1, text: 0 }, key.token)?;
                    self.merge(value, map)?;
                    continue;
                }
                let name = self.key_text(key)?;
                let value = self.value(value)?;
                self.count(Size::of(&value), key.token)?;
                map.push((name, value));
            }
        }
        Ok(())
    }

    /// The maps that `<<` stands for: one, or those of a list.
    fn merged_maps(
        &mut self,
        node: &'n Node<'t>,
        lists: Lists,
    ) -> Result<Vec<&'n Entries<'t>>, Refusal> {
        match &node.shape {
            Shape::Map(entries) => Ok(vec![entries]),
            Shape::Anchor(name, inner) => {
                self.nodes.insert(name, inner);
                self.merged_maps(inner, lists)
            }
            Shape::Alias(name) if !self.is_open(name) => {
                match self.nodes.get(name.value.as_str()) {
                    Some(target) => self.merged_maps(target, lists),
                    None => {
                        let message = format!("cannot find anchor by alias name {}", name.value);
                        Err(Refusal::at(node.token, message))
                    }
                }
            }
            Shape::Sequence(items) if lists == Lists::Merged => {
                let mut maps = Vec::new();
                for item in items {
                    maps.extend(self.merged_maps(item, Lists::Refused)?);
                }
                Ok(maps)
            }
            _ => Err(no_map(node)),
        }
    }

    fn key_text(&mut self, key: &'n Node<'t>) -> Result<String, Refusal> {
        Ok(match self.value(key)? {
            Value::Null => "null".to_owned(),
            other => text_of(&other),
        })
    }

    fn value(&mut self, node: &'n Node<'t>) -> Result<Value, Refusal> {
        match &node.shape {
            Shape::Null => Ok(Value::Null),
            Shape::Scalar => Ok(scalar(node.token.kind, &node.token.value)),
            Shape::Block(text) => Ok(Value::String((*text).to_owned())),
            Shape::Question(inner) => self.value(inner),
            Shape::Sequence(items) => {
                let items = items.iter().map(|item| self.value(item));
                Ok(Value::List(items.collect::<Result<_, _>>()?))
            }
            Shape::Map(entries) => {
                let mut map = Vec::with_capacity(entries.len());
                for (key, value) in entries {
                    if key.is_merge() {
                        self.merge(value, &mut map)?;
                        continue;
                    }
                    map.push((self.key_text(key)?, self.value(value)?));
                }
                Ok(Value::Map(last_of_each(map)))
            }
            Shape::Anchor(name, inner) => {
                self.open.push(name);
                let value = self.value(inner);
                self.open.pop();
                let value = value?;
                self.nodes.insert(name, inner);
                self.values.insert(name, value.clone());
                Ok(value)
            }
            Shape::Alias(name) => self.alias(name),
            Shape::Tag(inner) => self.tagged(node, inner),
        }
    }

    fn is_open(&self, name: &Token) -> bool {
        self.open.iter().any(|open| *open == name.value)
    }

    fn alias(&mut self, name: &Token) -> Result<Value, Refusal> {
        if self.is_open(name) {
            return Ok(Value::Null);
        }
        let Some(value) = self.values.get(name.value.as_str()) else {
            let message = format!("could not find alias {:?}", name.value);
            return Err(Refusal::at(name, message));
        };
        let size = Size::of(value);
        let value = value.clone();
        self.count(size, name)?;
        Ok(value)
    }

    fn count(&mut self, repeated: Size, token: &Token) -> Result<(), Refusal> {
        self.repeated = self.repeated.and(repeated);
        if self.repeated.values > MAX_REPEATED || self.repeated.text > MAX_REPEATED_TEXT {
            let message = "too many YAML aliases for non-scalar nodes";
            return Err(Refusal::at(token, message));
        }
        Ok(())
    }

    fn tagged(&mut self, node: &'n Node<'t>, inner: &'n Node<'t>) -> Result<Value, Refusal> {
        let tag = node.token.value.as_str();
        let value = self.value(inner)?;
        let text = || text_of(&value);
        Ok(match tag {
            "!!null" => Value::Null,
            "!!int" => Value::Int(text().parse::<i64>().unwrap_or(0).into()),
            "!!float" => match &value {
                Value::Int(int) => Value::Float(*int as f64),
                Value::Float(float) => Value::Float(*float),
                Value::String(text) => Value::Float(text.parse().unwrap_or(0.0)),
                _ => Value::Int(0),
            },
            "!!str" if value == Value::Null => Value::String(String::new()),
            "!!str" => Value::String(text()),
            "!!timestamp" => Value::Date(timestamp(&text())),
            "!!bool" => match text().to_ascii_lowercase().as_str() {
                "1" | "t" | "true" | "yes" => Value::Bool(true),
                "0" | "f" | "false" | "no" => Value::Bool(false),
                other => {
                    let message = format!("cannot convert {other:?} to boolean");
                    return Err(Refusal::at(inner.token, message));
                }
            },
            "!!binary" if !matches!(value, Value::String(_)) => {
                let message = format!("cannot convert {:?} to string", text());
                return Err(Refusal::at(inner.token, message));
            }
            "!!binary" => Value::String(binary(&text())),
            _ => value,
        })
    }
}

/// The bytes of a Base64 text as text; what follows a mistake is lost, as with Go's decoder.
fn binary(text: &str) -> String {
    let mut bytes = Vec::new();
    let (mut bits, mut count) = (0_u32, 0);
    for byte in text.bytes().filter(|byte| !matches!(byte, b'\r' | b'\n')) {
        let digit = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => break,
        };
        bits = bits << 6 | u32::from(digit);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The layouts of an explicit timestamp; without an offset it is UTC.
const TIMESTAMPS: &[&str] = &[
    "2006-1-2T15:4:5.999999999Z07:00",
    "2006-1-2t15:4:5.999999999Z07:00",
    "2006-1-2 15:4:5.999999999",
    "2006-1-2",
];

/// A timestamp as a date with an offset; Go's zero time where it is none.
fn timestamp(text: &str) -> String {
    let parsed = TIMESTAMPS.iter().find_map(|layout| go_time::Layout::new(layout).parse(text));
    match parsed {
        None => "0001-01-01T00:00:00Z".to_owned(),
        Some(parsed) => {
            let layout = "2006-01-02T15:04:05.999999999Z07:00";
            go_time::format(layout, parsed.local, parsed.offset.unwrap_or(0))
        }
    }
}

/// Whether a list of maps may stand where a map is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lists {
    Merged,
    Refused,
}

impl Node<'_> {
    fn is_merge(&self) -> bool {
        match &self.shape {
            Shape::Scalar => self.token.kind == Kind::MergeKey,
            Shape::Question(inner) | Shape::Anchor(_, inner) => inner.is_merge(),
            _ => false,
        }
    }
}

/// Entries with each key once: where it stood first, with its last value.
fn last_of_each(entries: Vec<(String, Value)>) -> Vec<(String, Value)> {
    let mut places: HashMap<&str, usize> = HashMap::with_capacity(entries.len());
    let all_new = entries.iter().all(|(key, _)| places.insert(key, 0).is_none());
    drop(places);
    if all_new {
        return entries;
    }
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut kept: Vec<(String, Value)> = Vec::with_capacity(entries.len());
    for (key, value) in entries {
        match places.get(&key) {
            Some(place) => kept[*place].1 = value,
            None => {
                places.insert(key.clone(), kept.len());
                kept.push((key, value));
            }
        }
    }
    kept
}

/// How large a value is.
#[derive(Clone, Copy, Default)]
struct Size {
    /// Lists, maps and scalars.
    values: usize,
    /// Bytes of texts and keys.
    text: usize,
}

impl Size {
    fn of(value: &Value) -> Self {
        let one = Self { values: 1, text: 0 };
        match value {
            Value::List(items) => items.iter().map(Self::of).fold(one, Self::and),
            Value::Map(entries) => {
                let text = entries.iter().map(|(key, _)| key.len()).sum();
                let values = entries.iter().map(|(_, value)| Self::of(value));
                values.fold(Self { values: 1, text }, Self::and)
            }
            Value::String(text) | Value::Date(text) => Self { values: 1, text: text.len() },
            _ => one,
        }
    }

    fn and(self, other: Self) -> Self {
        Self { values: self.values + other.values, text: self.text + other.text }
    }
}

/// A scalar as Go prints it with `fmt.Sprint`.
fn text_of(value: &Value) -> String {
    match value {
        Value::Null => "<nil>".to_owned(),
        Value::Bool(truth) => truth.to_string(),
        Value::Int(int) => int.to_string(),
        Value::Float(float) => float.to_string(),
        Value::String(text) | Value::Date(text) => text.clone(),
        Value::List(_) | Value::Map(_) => String::new(),
    }
}

fn no_map(node: &Node<'_>) -> Refusal {
    let name = match (&node.shape, node.token.kind) {
        (Shape::Sequence(_), _) => "sequence",
        (Shape::Map(_), _) => "mapping",
        (Shape::Block(_), _) => "scalar",
        (Shape::Anchor(..), _) => "anchor",
        (Shape::Alias(_), _) => "alias",
        (Shape::Tag(_), _) => "tag",
        (Shape::Question(_), _) => "key",
        (Shape::Null, _) | (_, Kind::Null) => "null",
        (_, Kind::Bool) => "boolean",
        (_, Kind::Integer) => "int",
        (_, Kind::Float) => "float",
        (_, Kind::Infinity) => "inf",
        (_, Kind::Nan) => "nan",
        (_, Kind::MergeKey) => "merge key",
        _ => "string",
    };
    Refusal::at(node.token, format!("{name} was used where mapping is expected"))
}
