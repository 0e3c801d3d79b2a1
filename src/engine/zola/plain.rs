//! A plain tree handed to a type as `serde_yaml` would (de.rs: impl Deserializer for DeserializerFromEvents).
//!
//! Whatever the type refuses is read again by `serde_yaml` itself, for its words, so the errors here say nothing.

use std::fmt;

use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{DeserializeOwned, IntoDeserializer, Visitor};
use serde::{Deserializer, forward_to_deserialize_any};

use crate::document::{Kind, Node, Scalar, Style};
use crate::value::{Value, yaml};

/// The tree as a value of the type, where the type takes it.
pub fn read<T: DeserializeOwned>(root: &Node<'_>) -> Option<T> {
    T::deserialize(Plain(root)).ok()
}

/// A node of a plain tree.
#[derive(Clone, Copy)]
struct Plain<'n>(&'n Node<'n>);

/// The type does not take it.
#[derive(Debug)]
struct Refused;

impl fmt::Display for Refused {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("refused")
    }
}

impl std::error::Error for Refused {}

impl serde::de::Error for Refused {
    fn custom<T: fmt::Display>(_message: T) -> Self {
        Self
    }
}

impl<'n> IntoDeserializer<'n, Refused> for Plain<'n> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'n> Plain<'n> {
    /// The text of a scalar without quotes, and what it means.
    fn unquoted(self) -> Option<Value> {
        match self.0.scalar() {
            Some(Scalar { text, style: Style::Plain }) => Some(yaml::plain(text)),
            _ => None,
        }
    }

    fn is_empty(self) -> bool {
        self.0.is_absent()
    }
}

/// Numbers of any width: the visitor says what fits.
macro_rules! as_number {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
            match self.unquoted() {
                Some(Value::Int(_)) => self.deserialize_any(visitor),
                _ => Err(Refused),
            }
        })*
    };
}

impl<'de> Deserializer<'de> for Plain<'de> {
    type Error = Refused;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        match (&self.0.kind, self.unquoted()) {
            (Kind::Alias(_), _) | (_, Some(Value::List(_) | Value::Map(_))) => Err(Refused),
            (Kind::List(_), _) => self.deserialize_seq(visitor),
            (Kind::Map(_), _) => self.deserialize_map(visitor),
            (_, Some(Value::Null)) => visitor.visit_unit(),
            (_, Some(Value::Bool(truth))) => visitor.visit_bool(truth),
            (_, Some(Value::Float(number))) => visitor.visit_f64(number),
            (_, Some(Value::Int(number))) => match (u64::try_from(number), i64::try_from(number)) {
                (Ok(number), _) => visitor.visit_u64(number),
                (_, Ok(number)) => visitor.visit_i64(number),
                _ => Err(Refused),
            },
            (Kind::Scalar(_), _) => self.deserialize_str(visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        match self.unquoted() {
            Some(Value::Bool(truth)) => visitor.visit_bool(truth),
            _ => Err(Refused),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_borrowed_str(self.0.text().ok_or(Refused)?)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        self.deserialize_str(visitor)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        match self.unquoted() {
            Some(Value::Null) => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Refused> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        match &self.0.kind {
            Kind::List(list) => {
                visitor.visit_seq(SeqDeserializer::new(list.items.iter().map(Plain)))
            }
            _ if self.is_empty() => visitor.visit_seq(SeqDeserializer::new([self; 0].into_iter())),
            _ => Err(Refused),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        if !self.is_empty() && !matches!(self.0.kind, Kind::Map(_)) {
            return Err(Refused);
        }
        let entries = self.0.entries().iter();
        let entries = entries.map(|entry| (Plain(&entry.key), Plain(&entry.value)));
        visitor.visit_map(MapDeserializer::new(entries))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refused> {
        self.deserialize_map(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        visitor.visit_unit()
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        _visitor: V,
    ) -> Result<V::Value, Refused> {
        Err(Refused)
    }

    as_number! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64
    }

    fn deserialize_unit<V: Visitor<'de>>(self, _visitor: V) -> Result<V::Value, Refused> {
        Err(Refused)
    }

    forward_to_deserialize_any! {
        i128 u128 f32 f64 char bytes byte_buf unit_struct tuple tuple_struct
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::front_matter::{Page, Section};
    use super::*;
    use crate::document::yaml as tree;
    use crate::text::Span;
    use crate::value::typed;

    /// Whatever the short way takes, the long one takes too, and to the same end.
    fn check<T: DeserializeOwned + fmt::Debug>(root: &Node<'_>, block: &str) {
        if let Some(short) = read::<T>(root) {
            let long: T = typed::yaml(block).expect("readable");
            assert_eq!(format!("{short:?}"), format!("{long:?}"), "{block:?}");
        }
    }

    proptest! {
        #[test]
        fn a_plain_tree_is_read_like_its_text(block in tree::blocks_for_tests::blocks()) {
            let Some(plain) = tree::parse_plain(&block, Span::new(0, block.len())) else { return Ok(()) };
            check::<Page>(&plain.root, &block);
            check::<Section>(&plain.root, &block);
        }
    }

    #[test]
    fn ordinary_pages_take_the_short_way() {
        let block = "title: 12\ndate: 2021-09-27 21:07:48\ndraft: false\nweight: 3\naliases:\n- a\nextra:\n";
        let plain = tree::parse_plain(block, Span::new(0, block.len())).expect("plain");
        assert!(read::<Page>(&plain.root).is_some());
    }
}
