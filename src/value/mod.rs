//! Typed values, and the three reference readers that make them: `serde_yaml`, `toml` and `serde_json`.
//!
//! A reader here answers what its library answers, nothing more. What one engine makes of a scalar
//! is that engine's table (`engine`), which works on the span tree of `document`.

pub mod json;
pub mod toml;
pub mod typed;
pub mod yaml;

/// Why a reader refuses a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// The byte at which it stopped.
    pub at: usize,
    /// The reason in the reader's words, without a place.
    pub message: String,
}

/// A value as some reader typed it. Maps keep their order and may hold a key twice.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing: `key:`, `~`, `null`.
    Null,
    /// A truth value.
    Bool(bool),
    /// A whole number.
    Int(i128),
    /// A number with a fraction, an exponent, or one of infinity and not-a-number.
    Float(f64),
    /// Text.
    String(String),
    /// A date, a time or both, in the text as written; the engine's date table says which instant it is.
    Date(String),
    /// A list.
    List(Vec<Value>),
    /// Keys with their values.
    Map(Vec<(String, Value)>),
}

impl Value {
    /// The value of a key of a map; of a key that stands twice, the last.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Map(entries) => {
                entries.iter().rev().find(|(name, _)| name == key).map(|(_, value)| value)
            }
            _ => None,
        }
    }

    /// The text that a key of this value gets: its text, or how a scalar is usually written.
    fn into_key(self) -> String {
        match self {
            Self::String(text) | Self::Date(text) => text,
            Self::Null => "null".to_owned(),
            Self::Bool(truth) => truth.to_string(),
            Self::Int(number) => number.to_string(),
            Self::Float(number) => number.to_string(),
            Self::List(_) | Self::Map(_) => String::new(),
        }
    }
}
