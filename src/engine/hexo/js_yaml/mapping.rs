//! How a pair gets into a map: keys become strings, doubles are refused, `<<` merges.

use std::borrow::Cow;
use std::collections::HashSet;

use super::cursor::{Loader, Step};
use crate::engine::hexo::js::{Id, Js, text};

/// A map while it is filled.
#[derive(Debug)]
pub struct Pairs {
    map: Id,
    /// Keys that came from a merge and may be set once more.
    overridable: HashSet<String>,
}

impl Pairs {
    pub fn new(map: Id) -> Self {
        Self { map, overridable: HashSet::new() }
    }
}

/// Where a key stands, for the message about doubles.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    pub line: usize,
    line_start: usize,
    position: usize,
}

/// How many merged keys js-yaml allows in one text.
const MAX_MERGED_KEYS: usize = 10_000;
/// How many maps one `<<` may merge.
const MAX_MERGED_MAPS: usize = 100;

impl<'t> Loader<'t> {
    pub fn place(&self) -> Place {
        Place { line: self.line, line_start: self.line_start, position: self.position }
    }

    /// Stores a pair; `key` says whether it is a merge key, a missing one is null.
    pub fn store_pair(
        &mut self,
        pairs: &mut Pairs,
        key: Option<(Id, bool)>,
        value: Option<Id>,
        place: Place,
    ) -> Step<()> {
        let (name, merges) = match key {
            None => (Cow::Borrowed("null"), false),
            Some((id, merges)) => (self.key_text(id)?, merges),
        };
        let value = match value {
            Some(id) => id,
            None => self.heap.add(Js::Null),
        };
        if merges {
            return self.merge(pairs, value);
        }
        let Js::Map(map) = self.heap.get_mut(pairs.map) else { return Ok(()) };
        if map.get(&name).is_some() && !pairs.overridable.contains(&*name) {
            // A place of 0 is taken for none by js-yaml, which then stays where it is.
            for (own, given) in [
                (&mut self.line, place.line),
                (&mut self.line_start, place.line_start),
                (&mut self.position, place.position),
            ] {
                if given != 0 {
                    *own = given;
                }
            }
            return self.fail("duplicated mapping key");
        }
        if !pairs.overridable.is_empty() {
            pairs.overridable.remove(&*name);
        }
        map.set(name, value);
        Ok(())
    }

    /// A key as JavaScript's `String` makes it.
    fn key_text(&self, id: Id) -> Step<Cow<'t, str>> {
        match self.heap.get(id) {
            Js::String(text) => Ok(text.clone()),
            Js::List(items) => {
                if items.iter().any(|item| matches!(self.heap.get(*item), Js::List(_))) {
                    return self.fail("nested arrays are not supported inside keys");
                }
                Ok(text::to_string(&self.heap, id, chrono_tz::UTC).into_owned().into())
            }
            _ => Ok(text::to_string(&self.heap, id, chrono_tz::UTC).into_owned().into()),
        }
    }

    fn merge(&mut self, pairs: &mut Pairs, value: Id) -> Step<()> {
        let sources = match self.heap.get(value) {
            Js::List(items) if items.len() > MAX_MERGED_MAPS => {
                return self.fail("abnormal merge sequence size");
            }
            Js::List(items) => items.clone(),
            _ => vec![value],
        };
        for source in sources {
            self.merge_one(pairs, source)?;
        }
        Ok(())
    }

    fn merge_one(&mut self, pairs: &mut Pairs, source: Id) -> Step<()> {
        let added: Vec<(Cow<'t, str>, Id)> = match self.heap.get(source) {
            Js::Map(map) => map.pairs().to_vec(),
            Js::List(items) => {
                items.iter().enumerate().map(|(at, id)| (at.to_string().into(), *id)).collect()
            }
            Js::Date(_) => Vec::new(),
            Js::Bytes(bytes) => {
                let bytes = bytes.clone();
                let numbers = bytes.iter().enumerate();
                numbers.map(|(at, byte)| (at.to_string().into(), self.number(*byte))).collect()
            }
            Js::Null | Js::Bool(_) | Js::Number(_) | Js::String(_) => {
                return self
                    .fail("cannot merge mappings; the provided source object is unacceptable");
            }
        };
        self.charge_merge()?;
        for (key, value) in added {
            self.charge_merge()?;
            if let Js::Map(map) = self.heap.get_mut(pairs.map)
                && map.get(&key).is_none()
            {
                pairs.overridable.insert(key.clone().into_owned());
                map.set(key, value);
            }
        }
        Ok(())
    }

    fn number(&mut self, byte: u8) -> Id {
        self.heap.add(Js::Number(f64::from(byte)))
    }

    fn charge_merge(&mut self) -> Step<()> {
        self.merged_keys += 1;
        if self.merged_keys > MAX_MERGED_KEYS {
            let reason = format!("merge keys exceeded maxTotalMergeKeys ({MAX_MERGED_KEYS})");
            return self.fail(&reason);
        }
        Ok(())
    }
}
