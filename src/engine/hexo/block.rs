//! The front matter of one file as Hexo has it: `parse` of hexo-front-matter 4.2.

use std::borrow::Cow;

use chrono_tz::Tz;

use super::config::Config;
use super::fence::{self, Language};
use super::js::{Heap, Id, Js, Object};
use super::js_yaml::{self, types::Schema};
use super::{dates, json};
use crate::document::{Document, Tree};
use crate::engine::Version;
use crate::text::Span;

/// The first version whose front matter is read by js-yaml 4.
const JS_YAML_4: Version = Version::new(6, 1);

/// Which js-yaml reads front matter.
pub fn schema(config: &Config) -> Schema {
    if config.version < JS_YAML_4 { Schema::Three } else { Schema::Four }
}

/// The text of a block that is ready for its reader.
#[derive(Debug)]
pub struct Prepared<'t> {
    language: Language,
    text: Cow<'t, str>,
    /// The block as the document has it, where no reader finds anything else in it.
    plain: Option<&'t Tree<'t>>,
    content: Span,
}

/// Front matter and where the body lies.
#[derive(Debug)]
pub struct FrontMatter<'t> {
    /// All values.
    pub heap: Heap<'t>,
    /// The keys; empty where the block holds none.
    pub data: Id,
    /// The body.
    pub content: Span,
}

/// Cuts a file; none where Hexo sees no block.
pub fn prepare<'t>(document: &'t Document<'_>) -> Option<Prepared<'t>> {
    let text = document.source.text.as_str();
    let block = fence::split(text)?;
    let data = block.data.text(text);
    let plain = document.plain(block.data);
    let text = match block.language {
        Language::Yaml if plain.is_some() => data.into(),
        Language::Yaml => fence::escape(data),
        Language::Json => format!("{{{}}}", fence::normalize(data)).into(),
    };
    Some(Prepared { language: block.language, text, plain, content: block.content })
}

/// Reads a block; one that holds nothing, or only a text or number, is body.
///
/// # Errors
/// The reason for which Hexo drops the post.
pub fn read<'t>(
    prepared: Option<&'t Prepared<'_>>,
    whole: Span,
    schema: Schema,
    machine: Tz,
) -> Result<FrontMatter<'t>, String> {
    let mut heap = Heap::default();
    let mut root = None;
    match prepared {
        Some(Prepared { language: Language::Json, text, .. }) => {
            root = json::parse(text, &mut heap);
        }
        Some(Prepared { text, plain, .. }) => {
            let loaded = match plain {
                Some(tree) => js_yaml::load_plain(tree, schema),
                None => js_yaml::load(text, schema)?,
            };
            heap = loaded.heap;
            root = loaded.root;
        }
        None => {}
    }
    let content = prepared.map_or(whole, |prepared| prepared.content);
    let data = match root.map(|id| (id, heap.get(id))) {
        Some((id, Js::Map(_))) => id,
        // Each item of a list is taken for a post of its own.
        Some((_, Js::List(_))) => return Err("`source` is required!".into()),
        // A date is an object to JavaScript, but one without keys.
        Some((_, Js::Date(_) | Js::Bytes(_))) => heap.add(Js::Map(Object::default())),
        _ => {
            let data = heap.add(Js::Map(Object::default()));
            return Ok(FrontMatter { heap, data, content: whole });
        }
    };
    dates::shift_top_level(&mut heap, data, machine);
    Ok(FrontMatter { heap, data, content })
}

impl<'t> FrontMatter<'t> {
    /// The keys.
    pub fn object(&self) -> Option<&Object<'t>> {
        match self.heap.get(self.data) {
            Js::Map(object) => Some(object),
            _ => None,
        }
    }

    /// The place of a value by key.
    pub fn id(&self, key: &str) -> Option<Id> {
        self.object()?.get(key)
    }

    /// A value by key.
    pub fn get(&self, key: &str) -> Option<&Js<'t>> {
        self.id(key).map(|id| self.heap.get(id))
    }

    /// Whether a key has a value that JavaScript takes for true.
    pub fn truthy(&self, key: &str) -> bool {
        self.get(key).is_some_and(Js::truthy)
    }

    /// Sets a key to a text.
    pub fn set(&mut self, key: &str, value: &str) {
        let id = self.heap.add(Js::String(Cow::Owned(value.to_owned())));
        if let Js::Map(object) = self.heap.get_mut(self.data) {
            object.set(Cow::Owned(key.to_owned()), id);
        }
    }
}
