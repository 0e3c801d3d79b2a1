//! js-yaml 4, the reader of Hexo's front matter and configuration: its grammar, its refusals, its words.
//!
//! This follows `lib/loader.js` of js-yaml 4.3.2 function by function, because Hexo drops a post for whatever
//! that reader refuses, and reads whatever it lets pass, whether YAML has it so or not. Nesting is limited
//! to 100 levels and merged keys to 10,000, as there.

mod block;
mod collection;
mod cursor;
mod flow;
mod mapping;
mod node;
mod plain;
mod plain_tree;
mod properties;
mod quoted;
pub mod types;

use cursor::Loader;

use super::js::{Heap, Id};

pub use plain_tree::load_plain;

/// What a text holds: nothing at all, or one document.
#[derive(Debug)]
pub struct Loaded<'t> {
    /// All values.
    pub heap: Heap<'t>,
    /// The value of the document; none for a text without any.
    pub root: Option<Id>,
}

/// Reads a text with a single document.
///
/// # Errors
/// What js-yaml says, with `(line:column)`, columns in UTF-16 units.
pub fn load(text: &str, schema: types::Schema) -> Result<Loaded<'_>, String> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut loader = Loader::new(text, schema);
    if let Some(at) = memchr::memchr(0, text.as_bytes()) {
        loader.position = at;
        return Err(loader.error("null byte is not allowed in input"));
    }
    while loader.peek() == b' ' {
        loader.line_indent += 1;
        loader.position += 1;
    }
    let mut documents = Vec::new();
    while loader.position + 1 < loader.length {
        documents.push(loader.read_document()?);
    }
    match *documents {
        [] => Ok(Loaded { heap: loader.heap, root: None }),
        [root] => Ok(Loaded { heap: loader.heap, root: Some(root) }),
        _ => Err("expected a single document in the stream, but found more".into()),
    }
}
