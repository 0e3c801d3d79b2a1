//! Files that make folders sections in Zola, where the source needs none.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::census::Fact;
use super::claims::bare;
use super::names::POSTS;
use super::plan::Text;
use crate::engine::{Engine, NameKind};

/// A folder of pages.
#[derive(Debug, Default)]
struct Folder {
    /// Whether every page in it and in the transparent folders below it has a date.
    dated: bool,
    /// Pages directly in it.
    pages: usize,
}

/// The `_index.md` files that the new site must have besides those that the source has; `with_feeds` are those of sections
/// that have feeds.
#[must_use]
pub fn missing(
    to: Engine,
    facts: &[Fact],
    new_paths: &[String],
    per_page: Option<i128>,
    with_feeds: &BTreeSet<String>,
) -> Vec<Text> {
    if to != Engine::Zola {
        return Vec::new();
    }
    let there: BTreeSet<&str> = new_paths.iter().map(String::as_str).collect();
    let urls = facts.iter().filter_map(|fact| fact.reading.url.as_deref());
    let pages: BTreeSet<&str> = urls.map(bare).collect();
    let mut texts = Vec::new();
    for (path, folder) in folders(facts, new_paths) {
        let file = format!("{path}/_index.md");
        if there.contains(file.as_str()) {
            continue;
        }
        let depth = path.matches('/').count();
        let is_taken = is_page(&pages, &there, &path);
        let mut lines = vec!["+++".to_owned()];
        if folder.dated && folder.pages > 0 {
            lines.push("sort_by = \"date\"".to_owned());
        }
        if with_feeds.contains(&file) {
            lines.push("generate_feeds = true".to_owned());
        }
        match (depth, per_page) {
            (0, Some(count)) if folder.dated && count > 0 => {
                lines.push(format!("paginate_by = {count}"));
            }
            // A folder that is no list of its own in the source: its pages stand in the list above.
            (1.., _) if depth > 1 || is_taken || path == format!("content/{POSTS}") => {
                lines.push("transparent = true".to_owned());
                lines.push("render = false".to_owned());
            }
            (1, _) => {
                let title = path.rsplit('/').next().unwrap_or_default();
                lines.insert(1, format!("title = {title:?}"));
            }
            _ => {}
        }
        lines.push("+++\n".to_owned());
        texts.push(Text { path: file, text: lines.join("\n") });
    }
    texts
}

/// Publishes nowhere those of the sections that stand at an address of `taken`, where a term has its page, or at one that
/// leads to a page.
pub fn make_way(sections: &mut [Text], taken: &BTreeSet<String>, facts: &[Fact]) {
    let aliases = facts.iter().flat_map(|fact| fact.reading.aliases.iter().flatten());
    let aliases: HashSet<&str> = aliases.map(|alias| bare(alias)).collect();
    let is_taken = |folder: &str| taken.contains(folder) || aliases.contains(folder);
    for section in sections {
        let folder = section.path.strip_prefix("content/");
        let folder = folder.and_then(|path| path.strip_suffix("/_index.md"));
        if folder.is_some_and(is_taken) {
            "+++\nrender = false\n+++\n".clone_into(&mut section.text);
        }
    }
}

/// Whether a page answers at the address that the section of a folder would have.
fn is_page(urls: &BTreeSet<&str>, paths: &BTreeSet<&str>, folder: &str) -> bool {
    let names = [format!("{folder}.md"), format!("{folder}/index.md")];
    let url = folder.strip_prefix("content/").unwrap_or_default();
    urls.contains(url) || names.iter().any(|name| paths.contains(name.as_str()))
}

/// The folders below `content` that hold pages, and those above them.
fn folders(facts: &[Fact], new_paths: &[String]) -> BTreeMap<String, Folder> {
    let mut folders: BTreeMap<String, Folder> = BTreeMap::new();
    let new = || Folder { dated: true, pages: 0 };
    folders.insert("content".to_owned(), new());
    for (fact, path) in facts.iter().zip(new_paths) {
        let (folder, file) = path.rsplit_once('/').unwrap_or(("content", path));
        let own = match file.starts_with("index.") {
            true => folder.rsplit_once('/').map_or("content", |(above, _)| above),
            false => folder,
        };
        for (at, _) in own.match_indices('/').chain([(own.len(), "")]) {
            let folder = folders.entry(own[..at].to_owned()).or_insert_with(new);
            // What stands in a list above may be sorted there too.
            if fact.name.kind != NameKind::Section {
                folder.dated &= fact.reading.date.is_some();
                folder.pages += 1;
            }
        }
    }
    folders
}
