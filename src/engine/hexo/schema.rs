//! What the database makes of keys (warehouse): casts, and values for which a post is dropped.

use chrono_tz::Tz;

use super::block::FrontMatter;
use super::js::{Js, text};

/// Keys that hold a text and have no default: null is refused.
const TEXTS_OF_POSTS: &[&str] = &["id", "content", "excerpt", "more"];
const TEXTS_OF_PAGES: &[&str] = &["content", "excerpt", "more"];
/// Keys that hold a text and have a default.
const TEXTS_WITH_DEFAULT: &[&str] = &["title", "layout"];
/// Length of an identifier of the database, in UTF-16 units.
const ID_LENGTH: usize = 25;

/// Which model holds a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Model {
    Post,
    Page,
}

/// Why the database refuses a post or page.
pub fn refusal(front_matter: &FrontMatter<'_>, model: Model) -> Option<String> {
    let texts = match model {
        Model::Post => TEXTS_OF_POSTS,
        Model::Page => TEXTS_OF_PAGES,
    };
    if texts.iter().any(|key| front_matter.get(key) == Some(&Js::Null)) {
        return Some("`null` is not a string!".into());
    }
    let all = texts.iter().chain(TEXTS_WITH_DEFAULT);
    if all.into_iter().any(|key| hides_to_string(front_matter, key)) {
        return Some("`[object Object]` is not a string!".into());
    }
    if front_matter.get("toObject").is_some() || replaces_prototype(front_matter) {
        return Some("data.toObject is not a function".into());
    }
    refused_id(front_matter)
}

/// A map with a key `toString` has no text.
fn hides_to_string(front_matter: &FrontMatter<'_>, key: &str) -> bool {
    matches!(front_matter.get(key), Some(Js::Map(object)) if object.get("toString").is_some())
}

/// Only an object or null becomes the prototype; anything else is ignored.
fn replaces_prototype(front_matter: &FrontMatter<'_>) -> bool {
    let value = front_matter.get("__proto__");
    value.is_some_and(|value| !matches!(value, Js::Bool(_) | Js::Number(_) | Js::String(_)))
}

fn refused_id(front_matter: &FrontMatter<'_>) -> Option<String> {
    let value = front_matter.get("_id")?;
    let fits = match value {
        Js::Null => true,
        value if !value.truthy() => return Some("ID is not defined".into()),
        Js::String(id) => id.starts_with('c') && id.encode_utf16().count() == ID_LENGTH,
        _ => false,
    };
    let id = front_matter.id("_id")?;
    (!fits).then(|| {
        format!("`{}` is not a valid CUID", text::to_string(&front_matter.heap, id, Tz::UTC))
    })
}

/// A text as the schema casts it; null and an absent key take the default.
pub fn text_or(front_matter: &FrontMatter<'_>, key: &str, default: &str, machine: Tz) -> String {
    match front_matter.id(key).map(|id| (id, front_matter.heap.get(id))) {
        None | Some((_, Js::Null)) => default.to_owned(),
        Some((id, _)) => text::to_string(&front_matter.heap, id, machine).into_owned(),
    }
}

/// A switch as the schema casts it.
pub fn switch_or(front_matter: &FrontMatter<'_>, key: &str, default: bool) -> bool {
    match front_matter.get(key) {
        None | Some(Js::Null) => default,
        Some(value) => super::permalink::is_true(value),
    }
}
