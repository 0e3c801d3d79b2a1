//! Tags and categories (`lib/models/post.ts`, `setTags` and `setCategories`).

use std::borrow::Cow;

use chrono_tz::Tz;

use super::config::{Case, Config};
use super::js::{Heap, Id, Js, text};
use super::slug::slugize;

/// The terms of one post.
#[derive(Debug, Default)]
pub struct Terms {
    /// Tag names, sorted, each once.
    pub tags: Vec<String>,
    /// Category paths from parent to leaf that lead to no deeper one, sorted.
    pub categories: Vec<Vec<String>>,
    /// The category that a permalink shows: the one that this post created last.
    pub last: Option<Vec<String>>,
}

/// What a key of terms holds: a list as it is, anything else that is true as a list of one.
pub fn items(heap: &Heap<'_>, value: Option<Id>) -> Vec<Id> {
    match value {
        Some(id) => match heap.get(id) {
            Js::List(items) => items.clone(),
            value if value.truthy() => vec![id],
            _ => Vec::new(),
        },
        None => Vec::new(),
    }
}

/// Texts of all items but null and the empty text.
fn names<'h>(heap: &'h Heap<'_>, items: &[Id], machine: Tz) -> Vec<Cow<'h, str>> {
    items
        .iter()
        .filter(|item| {
            !matches!(heap.get(**item), Js::Null) && heap.get(**item).as_str() != Some("")
        })
        .map(|item| text::to_string(heap, *item, machine))
        .collect()
}

/// Tag names, sorted, each once.
pub fn tags(heap: &Heap<'_>, items: &[Id], machine: Tz) -> Vec<String> {
    let mut tags: Vec<String> =
        names(heap, items, machine).into_iter().map(Cow::into_owned).collect();
    tags.sort_unstable();
    tags.dedup();
    tags
}

/// Category paths in order: with a list among the items each item is a path, else all of them are one.
pub fn paths(heap: &Heap<'_>, items: &[Id], machine: Tz) -> Vec<Vec<String>> {
    let owned = |names: Vec<Cow<'_, str>>| names.into_iter().map(Cow::into_owned).collect();
    let nested = items.iter().any(|item| matches!(heap.get(*item), Js::List(_)));
    let paths: Vec<Vec<String>> = if nested {
        let path = |item: &Id| match heap.get(*item) {
            Js::List(inner) => owned(names(heap, inner, machine)),
            _ => owned(names(heap, std::slice::from_ref(item), machine)),
        };
        items.iter().map(path).collect()
    } else {
        vec![owned(names(heap, items, machine))]
    };
    paths.into_iter().filter(|path| !path.is_empty()).collect()
}

/// All terms of a post.
pub fn read(heap: &Heap<'_>, tags_key: &[Id], categories_key: &[Id], machine: Tz) -> Terms {
    let paths = paths(heap, categories_key, machine);
    let last = last_created(&paths);
    let mut categories = paths;
    categories.sort_unstable();
    categories.dedup();
    // In order, a path is directly before those that it begins.
    let leaves: Vec<bool> = (0..categories.len())
        .map(|at| !categories.get(at + 1).is_some_and(|next| next.starts_with(&categories[at])))
        .collect();
    let mut leaf = leaves.into_iter();
    categories.retain(|_| leaf.next().unwrap_or(true));
    Terms { tags: tags(heap, tags_key, machine), categories, last }
}

/// The category that was created last when nothing but these paths created any.
fn last_created(paths: &[Vec<String>]) -> Option<Vec<String>> {
    let mut created: Vec<&[String]> = Vec::new();
    for path in paths {
        for length in 1..=path.len() {
            if !created.contains(&&path[..length]) {
                created.push(&path[..length]);
            }
        }
    }
    created.last().map(|path| path.to_vec())
}

/// The slug of one name by a map of names.
pub fn slug(name: &str, map: &[(String, String)], case: Case) -> String {
    let mapped = map.iter().rev().find(|(known, to)| known == name && !to.is_empty());
    slugize(mapped.map_or(name, |(_, to)| to), case)
}

/// The slug path of a category.
pub fn category_slug(config: &Config, path: &[String]) -> String {
    let slugs: Vec<String> =
        path.iter().map(|name| slug(name, &config.category_map, config.filename_case)).collect();
    slugs.join("/")
}

/// The address that those of all tags or categories begin with (`hexo-generator-tag`, `hexo-generator-category`).
pub fn taxonomy_url(config: &Config, taxonomy: &str) -> Option<String> {
    let folder = match taxonomy {
        "tags" => &config.tag_dir,
        "categories" => &config.category_dir,
        _ => return None,
    };
    let folder = folder.trim_matches('/');
    (!folder.is_empty()).then(|| format!("/{folder}/"))
}

/// The path of the page of a tag or category below that of all of them.
pub fn term_slug(config: &Config, taxonomy: &str, names: &[String]) -> String {
    match (taxonomy, names) {
        ("tags", [name]) => slug(name, &config.tag_map, config.filename_case),
        _ => category_slug(config, names),
    }
}
