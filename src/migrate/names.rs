//! Where each file of content goes: from the words that all engines share to a path of the target.

use std::collections::HashSet;

use super::census::Fact;
use super::unpublished::{self, is_unpublished};
use super::{Home, path};
use crate::engine::{ContentName, Engine, NameKind};

/// The section that posts go to where the source keeps them apart from pages.
pub const POSTS: &str = "posts";

/// The extension of posts that every engine reads.
const MARKDOWN: &str = "md";

/// The new path of each fact, in the same order; no two are the same, also where case does not count.
#[must_use]
pub fn new_paths(from: Engine, to: Engine, facts: &[Fact], home: Option<&Home>) -> Vec<String> {
    let mut taken = HashSet::with_capacity(facts.len());
    let sections = folders_of_posts(to, facts, home);
    let names: Vec<ContentName> = facts
        .iter()
        .map(|fact| fitting(from, to, fact, home))
        .map(|name| if name.bundle { section_of_posts(name, &sections) } else { name })
        .collect();
    let bundles = page_bundles(to, &names);
    facts
        .iter()
        .zip(names)
        .map(|(fact, name)| {
            let wanted = new_path(to, fact, &beside_bundles(name, &bundles), home);
            let path = (1..)
                .map(|nth| numbered(&wanted, nth))
                .find(|path| !taken.contains(&path.to_lowercase()))
                .unwrap_or(wanted);
            taken.insert(path.to_lowercase());
            path
        })
        .collect()
}

/// The folders below `content` that posts go to; none in Hexo, where they lie apart from pages.
fn folders_of_posts(to: Engine, facts: &[Fact], home: Option<&Home>) -> HashSet<String> {
    let mut folders = HashSet::new();
    if to == Engine::Hexo {
        return folders;
    }
    for fact in facts.iter().filter(|fact| fact.name.kind == NameKind::Post) {
        let section = Some(section(&fact.name, home)).filter(|section| !section.is_empty());
        let own = fact.name.folders.iter().map(String::as_str);
        let parts: Vec<&str> = section.into_iter().chain(own).collect();
        folders.extend((1..=parts.len()).map(|end| parts[..end].join("/")));
    }
    folders
}

/// A page at the address of a folder of posts is their section, for as a page it would swallow them.
fn section_of_posts(name: ContentName, sections: &HashSet<String>) -> ContentName {
    let folders = [name.folders.as_slice(), std::slice::from_ref(&name.stem)].concat();
    if !sections.contains(&folders.join("/")) {
        return name;
    }
    ContentName { kind: NameKind::Section, folders, bundle: false, ..name }
}

/// The folders of pages that keep all that lies in them as their own, pages too; none but in Hugo. Each with whether it
/// lies in the section of posts.
fn page_bundles(to: Engine, names: &[ContentName]) -> HashSet<(bool, String)> {
    let bundles = names.iter().filter(|name| to == Engine::Hugo && name.bundle);
    let folder = |name: &ContentName| {
        [name.folders.as_slice(), std::slice::from_ref(&name.stem)].concat().join("/")
    };
    bundles.map(|name| (name.kind == NameKind::Post, folder(name))).collect()
}

/// A page that lies in the folder of another one beside that folder: `a/b` as `a-b`.
fn beside_bundles(mut name: ContentName, bundles: &HashSet<(bool, String)>) -> ContentName {
    if bundles.is_empty() {
        return name;
    }
    let (has_stem, is_post) = (name.kind != NameKind::Section, name.kind == NameKind::Post);
    let mut parts = std::mem::take(&mut name.folders);
    parts.extend(has_stem.then(|| std::mem::take(&mut name.stem)));
    for (nth, part) in parts.iter().enumerate() {
        match name.folders.last_mut() {
            Some(folder) if bundles.contains(&(is_post, parts[..nth].join("/"))) => {
                *folder += &format!("-{part}");
            }
            _ => name.folders.push(part.clone()),
        }
    }
    if has_stem {
        name.stem = name.folders.pop().unwrap_or_default();
    }
    name
}

/// `a/b.md` as `a/b-2.md`, and `a/b/index.md` as `a/b-2/index.md`.
fn numbered(path: &str, nth: usize) -> String {
    if nth == 1 {
        return path.to_owned();
    }
    let (stem, rest) = match path.rfind("/index.") {
        Some(at) => path.split_at(at),
        None => path.split_at(path.rfind('.').unwrap_or(path.len())),
    };
    format!("{stem}-{nth}{rest}")
}

/// The name as the target can have it.
fn fitting(from: Engine, to: Engine, fact: &Fact, home: Option<&Home>) -> ContentName {
    let mut name = fact.name.clone();
    if to == Engine::Hexo {
        let kind = kind_for_hexo(fact, home);
        if (name.kind, kind) == (NameKind::Section, NameKind::Post) {
            name.stem = name.folders.pop().unwrap_or(name.stem);
        }
        name.kind = kind;
        // Hexo takes posts apart from pages by their folder, and that of the posts is not said again.
        if name.kind == NameKind::Post && name.folders.first().is_some_and(|first| first == POSTS) {
            name.folders.remove(0);
        }
        name.stem = visible(&name.stem);
        name.folders = name.folders.iter().map(|folder| visible(folder)).collect();
    } else if name.stem == "index" && !name.bundle {
        // It would make its folder a page that swallows the others.
        name.stem = name.folders.pop().unwrap_or_else(|| "index-page".to_owned());
    }
    if to == Engine::Zola {
        name = page_in_zola(from, fact, name);
        // What stands behind a dot is a language to Zola.
        name.stem = name.stem.replace('.', "-");
    }
    name
}

/// A section of Zola has neither a date nor terms, so a Hexo page that has them is a page beside the folder.
fn page_in_zola(from: Engine, fact: &Fact, mut name: ContentName) -> ContentName {
    let is_dated =
        name.kind == NameKind::Section && from == Engine::Hexo && fact.reading.date.is_some();
    if is_dated && let Some(stem) = name.folders.pop() {
        name = ContentName { kind: NameKind::Page, stem, bundle: false, ..name };
    }
    name
}

/// A name that Hexo does not pass over: one that begins with `_` or a dot is hidden.
fn visible(name: &str) -> String {
    let shown = name.trim_start_matches(['_', '.']).trim_end_matches(['~', '%']);
    if shown.is_empty() { "page".to_owned() } else { shown.to_owned() }
}

/// Posts are what has a date or terms, and every draft, for only posts have terms and can be drafts in Hexo. A page that
/// comes back is known by its address.
fn kind_for_hexo(fact: &Fact, home: Option<&Home>) -> NameKind {
    let reading = &fact.reading;
    let was_page = home.is_some()
        && fact.name.folders.first().is_none_or(|first| first != POSTS)
        && address(fact).is_some_and(|url| url.ends_with(".html"));
    let has_terms = !reading.tags.is_empty() || !reading.categories.is_empty();
    match fact.name.kind {
        _ if reading.draft => NameKind::Post,
        NameKind::Page if was_page && !has_terms => NameKind::Page,
        NameKind::Page if has_terms || reading.date.is_some() && !fact.name.folders.is_empty() => {
            NameKind::Post
        }
        kind => kind,
    }
}

fn new_path(to: Engine, fact: &Fact, name: &ContentName, home: Option<&Home>) -> String {
    let wanted = match to {
        Engine::Hexo if is_unpublished(fact) => unpublished::place(fact),
        Engine::Hexo => hexo_path(fact, name),
        Engine::Hugo | Engine::Zola => unpublished::former(&fact.path)
            .unwrap_or_else(|| content_path(to, name, section(name, home))),
    };
    if path::check(&wanted).is_ok() { wanted } else { path::mended(&wanted) }
}

/// A page of Hexo lies where its address says; a post in the folder for posts.
fn hexo_path(fact: &Fact, name: &ContentName) -> String {
    let language = name.language.iter().map(String::as_str);
    let folders: Vec<&str> = language.chain(name.folders.iter().map(String::as_str)).collect();
    match name.kind {
        NameKind::Post => {
            let root = if fact.reading.draft { "_drafts" } else { "_posts" };
            joined("source", root, &folders, &format!("{}.{MARKDOWN}", name.stem))
        }
        NameKind::Page | NameKind::Section => match address(fact) {
            Some(url) if url.split('/').all(|part| part.is_empty() || part == visible(part)) => {
                page_at(url)
            }
            _ if name.kind == NameKind::Section => {
                joined("source", "", &folders, &format!("index.{MARKDOWN}"))
            }
            _ => joined("source", &folders.join("/"), &[&name.stem], &format!("index.{MARKDOWN}")),
        },
    }
}

/// The address that a page will have.
fn address(fact: &Fact) -> Option<&str> {
    fact.at_home.as_deref().or(fact.reading.url.as_deref())
}

/// The file that Hexo makes the page at `url` of.
fn page_at(url: &str) -> String {
    let below = url.trim_start_matches('/');
    match below.strip_suffix(".html") {
        Some(stem) => format!("source/{stem}.{MARKDOWN}"),
        None if below.is_empty() || below.ends_with('/') => {
            format!("source/{below}index.{MARKDOWN}")
        }
        None => format!("source/{below}/index.{MARKDOWN}"),
    }
}

/// The section of a post; none for pages, and for posts that lay in sections of their own.
fn section(name: &ContentName, home: Option<&Home>) -> &'static str {
    let has_own = home.is_some_and(|home| home.habits.in_sections) && !name.folders.is_empty();
    if name.kind == NameKind::Post && !has_own { POSTS } else { "" }
}

fn content_path(to: Engine, name: &ContentName, section: &str) -> String {
    let folders: Vec<&str> = name.folders.iter().map(String::as_str).collect();
    let language = name.language.as_ref().map(|code| format!(".{code}")).unwrap_or_default();
    let language = if to == Engine::Hugo { language.to_lowercase() } else { language };
    let keeps = to == Engine::Hugo && matches!(&*name.extension, "html" | "htm");
    let extension = if keeps { &*name.extension } else { MARKDOWN };
    let (folders, stem) = match (name.kind, name.bundle) {
        (NameKind::Section, _) => (folders, "_index"),
        (_, true) => ([folders, vec![name.stem.as_str()]].concat(), "index"),
        (_, false) => (folders, name.stem.as_str()),
    };
    joined("content", section, &folders, &format!("{stem}{language}.{extension}"))
}

fn joined(root: &str, section: &str, folders: &[&str], file: &str) -> String {
    let parts = [&[root, section], folders, &[file]].concat();
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("/")
}
