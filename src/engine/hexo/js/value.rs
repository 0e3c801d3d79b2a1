//! JavaScript values in an arena, so that aliases share a value and may even contain themselves.

use std::borrow::Cow;
use std::collections::HashMap;

/// The place of a value in its [`Heap`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Id(u32);

/// One JavaScript value. Texts borrow from the source where nothing had to be undone.
#[derive(Clone, Debug, PartialEq)]
pub enum Js<'t> {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// A double, as all numbers are.
    Number(f64),
    /// A string; lone surrogates have become U+FFFD, as they do when written out.
    String(Cow<'t, str>),
    /// A `Date`: milliseconds since 1970 in UTC, not a number where it is invalid.
    Date(f64),
    /// A `Uint8Array`.
    Bytes(Vec<u8>),
    /// An array.
    List(Vec<Id>),
    /// A plain object.
    Map(Object<'t>),
}

/// A plain object's own properties in the order in which they were set.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Object<'t> {
    entries: Vec<(Cow<'t, str>, Id)>,
    index: Option<HashMap<Cow<'t, str>, usize>>,
}

/// From this many properties on a lookup goes through a hash table.
const INDEXED_FROM: usize = 16;

impl<'t> Object<'t> {
    /// The value of an own property.
    pub fn get(&self, key: &str) -> Option<Id> {
        self.place(key).map(|at| self.entries[at].1)
    }

    /// Sets a property; one that is already there keeps its place.
    pub fn set(&mut self, key: Cow<'t, str>, value: Id) {
        if let Some(at) = self.place(&key) {
            self.entries[at].1 = value;
            return;
        }
        if let Some(index) = &mut self.index {
            index.insert(key.clone(), self.entries.len());
        }
        self.entries.push((key, value));
        if self.index.is_none() && self.entries.len() == INDEXED_FROM {
            let places = self.entries.iter().enumerate().map(|(at, (key, _))| (key.clone(), at));
            self.index = Some(places.collect());
        }
    }

    /// The properties in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Id)> {
        self.entries.iter().map(|(key, value)| (&**key, *value))
    }

    /// The properties in order, with keys that live as long as the text.
    pub fn pairs(&self) -> &[(Cow<'t, str>, Id)] {
        &self.entries
    }

    fn place(&self, key: &str) -> Option<usize> {
        match &self.index {
            Some(index) => index.get(key).copied(),
            None => self.entries.iter().position(|(name, _)| name == key),
        }
    }
}

/// All values of one text.
#[derive(Clone, Debug, Default)]
pub struct Heap<'t> {
    values: Vec<Js<'t>>,
}

impl<'t> Heap<'t> {
    /// With room for as many values as most posts have in their front matter.
    pub fn of_post() -> Self {
        Self { values: Vec::with_capacity(24) }
    }

    /// Keeps a value and says where.
    pub fn add(&mut self, value: Js<'t>) -> Id {
        let id = u32::try_from(self.values.len()).expect("a text is shorter than 4 GiB");
        self.values.push(value);
        Id(id)
    }

    /// The value at `id`.
    pub fn get(&self, id: Id) -> &Js<'t> {
        &self.values[id.0 as usize]
    }

    /// The value at `id`, to change it.
    pub fn get_mut(&mut self, id: Id) -> &mut Js<'t> {
        &mut self.values[id.0 as usize]
    }
}

impl Js<'_> {
    /// Whether an `if` takes it for true.
    pub fn truthy(&self) -> bool {
        match self {
            Js::Null => false,
            Js::Bool(value) => *value,
            Js::Number(number) => *number != 0.0 && !number.is_nan(),
            Js::String(text) => !text.is_empty(),
            Js::Date(_) | Js::Bytes(_) | Js::List(_) | Js::Map(_) => true,
        }
    }

    /// The text, if it is a string.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Js::String(text) => Some(text),
            _ => None,
        }
    }
}
