//! Tags and categories (`lib/models/post.ts`, `setTags` and `setCategories`).

use std::collections::HashMap;

use chrono_tz::Tz;

use super::config::{Case, Config};
use super::js::{Heap, Id, Js, text};
use super::slug::slugize;

/// How many bytes all names of a post's categories, or of its tags, may have, each name counted with a few more for
/// itself: aliases can make a small text name endlessly many. What lies beyond is not read.
const MOST: usize = 16 << 20;

/// What a name costs beside its bytes.
const NAME: usize = 16;

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

/// Reads names of terms and pays for them.
struct Names<'h, 't> {
    heap: &'h Heap<'t>,
    machine: Tz,
    /// What may still be paid.
    left: usize,
}

impl<'h, 't> Names<'h, 't> {
    fn new(heap: &'h Heap<'t>, machine: Tz) -> Self {
        Self { heap, machine, left: MOST }
    }

    /// Texts of all items but null and the empty text.
    fn of(&mut self, items: &[Id]) -> Vec<String> {
        let mut names = Vec::new();
        for item in items {
            if self.left == 0 {
                break;
            }
            let is_empty = match self.heap.get(*item) {
                Js::Null => true,
                value => value.as_str() == Some(""),
            };
            if !is_empty {
                let name = text::to_string(self.heap, *item, self.machine);
                self.left = self.left.saturating_sub(name.len() + NAME);
                names.push(name.into_owned());
            }
        }
        names
    }
}

/// Tag names, sorted, each once.
pub fn tags(heap: &Heap<'_>, items: &[Id], machine: Tz) -> Vec<String> {
    let mut tags = Names::new(heap, machine).of(items);
    tags.sort_unstable();
    tags.dedup();
    tags
}

/// Category paths in order: with a list among the items each item is a path, else all of them are one.
pub fn paths(heap: &Heap<'_>, items: &[Id], machine: Tz) -> Vec<Vec<String>> {
    let mut names = Names::new(heap, machine);
    let nested = items.iter().any(|item| matches!(heap.get(*item), Js::List(_)));
    let paths: Vec<Vec<String>> = if nested {
        let path = |item: &Id| match heap.get(*item) {
            Js::List(inner) => names.of(inner),
            _ => names.of(std::slice::from_ref(item)),
        };
        items.iter().map(path).collect()
    } else {
        vec![names.of(items)]
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
    // A category is a number; it is known by that of its parent and its name, so no path is compared as a whole.
    let mut numbers: HashMap<(usize, &str), usize> = HashMap::new();
    let mut last = None;
    for path in paths {
        let mut parent = 0;
        for (at, name) in path.iter().enumerate() {
            let next = numbers.len() + 1;
            parent = *numbers.entry((parent, name)).or_insert(next);
            if parent == next {
                last = Some(&path[..=at]);
            }
        }
    }
    last.map(<[String]>::to_vec)
}

/// The slug of one name by a map of names.
pub fn slug(name: &str, map: &HashMap<String, String>, case: Case) -> String {
    let mapped = map.get(name).filter(|to| !to.is_empty());
    slugize(mapped.map_or(name, String::as_str), case)
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

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;

    #[test]
    fn of_all_categories_one_was_created_last() {
        let paths = |text: &str| -> Vec<Vec<String>> {
            text.split(' ').map(|path| path.split('/').map(str::to_owned).collect()).collect()
        };
        for (text, last) in
            [("a", "a"), ("a/b a", "a/b"), ("a/b c/d a/b/c a", "a/b/c"), ("a/b b a/b", "b")]
        {
            assert_eq!(last_created(&paths(text)), paths(last).pop(), "{text}");
        }
        assert_eq!(last_created(&[]), None);
    }

    #[test]
    fn what_aliases_repeat_without_end_is_not_read() {
        let mut heap = Heap::default();
        let name = heap.add(Js::String(Cow::Owned("a".repeat(1 << 16))));
        let list = heap.add(Js::List(vec![name; 1 << 12]));
        let items = vec![list; 1 << 12];
        let length: usize = paths(&heap, &items, Tz::UTC).iter().flatten().map(String::len).sum();
        assert!(length <= MOST + (1 << 16), "{length}");
        let length: usize = tags(&heap, &items, Tz::UTC).iter().map(String::len).sum();
        assert!(length <= 2 * MOST, "{length}");
    }
}
