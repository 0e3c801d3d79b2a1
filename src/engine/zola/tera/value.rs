//! Values in a template, as far as they are known before a build.

use crate::value::Value;

use super::names::Takes;

/// What an expression comes to.
#[derive(Clone, Debug, PartialEq)]
pub enum Eval {
    /// Nothing: there is no such variable or field.
    Undefined,
    /// Something that is defined, or perhaps not.
    Unknown,
    /// Exactly this.
    Known(Value),
    /// Something with these fields and no others.
    Record(Vec<(&'static str, Eval)>),
}

impl Eval {
    /// A text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Known(Value::String(text.into()))
    }

    /// A text, or Tera's `none`.
    pub fn optional(text: Option<&str>) -> Self {
        text.map_or(Self::Known(Value::Null), Self::text)
    }

    /// The field of this name.
    #[must_use]
    pub fn field(&self, name: &str) -> Self {
        match self {
            Self::Unknown => Self::Unknown,
            Self::Record(fields) => {
                let field = fields.iter().find(|(field, _)| *field == name);
                field.map_or(Self::Undefined, |(_, value)| value.clone())
            }
            Self::Known(value) => value.get(name).cloned().map_or(Self::Undefined, Self::Known),
            Self::Undefined => Self::Undefined,
        }
    }

    /// Whether it counts as true; nothing where that is not known.
    #[must_use]
    pub fn truth(&self) -> Option<bool> {
        match self {
            Self::Undefined => Some(false),
            Self::Unknown => None,
            Self::Record(fields) => Some(!fields.is_empty()),
            Self::Known(value) => Some(match value {
                Value::Null => false,
                Value::Bool(truth) => *truth,
                Value::Int(number) => *number != 0,
                Value::Float(number) => *number != 0.0,
                Value::String(text) | Value::Date(text) => !text.is_empty(),
                Value::List(items) => !items.is_empty(),
                Value::Map(entries) => !entries.is_empty(),
            }),
        }
    }

    /// Whether it is certain that it cannot be taken.
    #[must_use]
    pub fn is_refused_by(&self, takes: Takes) -> bool {
        match (takes, self) {
            (Takes::Anything, _) | (_, Self::Unknown) => false,
            (_, Self::Undefined) => true,
            (Takes::Defined, _) | (Takes::Map, Self::Record(_)) => false,
            (_, Self::Record(_)) => true,
            (Takes::Text, Self::Known(value)) => {
                !matches!(value, Value::String(_) | Value::Date(_))
            }
            (Takes::Number, Self::Known(value)) => {
                !matches!(value, Value::Int(_) | Value::Float(_))
            }
            (Takes::List, Self::Known(value)) => !matches!(value, Value::List(_)),
            (Takes::Map, Self::Known(value)) => !matches!(value, Value::Map(_)),
        }
    }

    /// Whether a loop can go over it; nothing where that is not known.
    #[must_use]
    pub fn can_be_looped(&self) -> Option<bool> {
        match self {
            Self::Undefined => Some(false),
            Self::Unknown => None,
            Self::Record(_) => Some(true),
            Self::Known(value) => Some(matches!(
                value,
                Value::String(_) | Value::Date(_) | Value::List(_) | Value::Map(_)
            )),
        }
    }

    /// How it is printed; nothing where that is not known.
    #[must_use]
    pub fn print(&self) -> Option<String> {
        let Self::Known(value) = self else { return None };
        match value {
            Value::Null => Some(String::new()),
            Value::Bool(truth) => Some(truth.to_string()),
            Value::Int(number) => Some(number.to_string()),
            Value::Float(number) => Some(format!("{number:?}")),
            Value::String(text) | Value::Date(text) => Some(text.clone()),
            Value::List(_) | Value::Map(_) => None,
        }
    }
}
