//! The way back: what a site that was moved remembers of the one that it came from.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::document::{Document, Entry, Kind};
use crate::engine::{ContentName, Engine, NameKind, Outcome, Reading, Role, Setup, Target};
use serde::{Deserialize, Serialize};

use super::census::Fact;
use super::key_order::usual;
use super::names::POSTS;
use super::origin::Origins;

/// Where a site came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    /// The engine.
    pub target: Target,
    /// How its posts were written.
    pub habits: Habits,
    /// What the way out left behind.
    pub traces: Traces,
    /// What its files were.
    pub origins: Origins,
}

/// Files of the new site that stand for no file of the old one, or not as they did there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Traces {
    /// Sections that only the new engine needs.
    pub made: BTreeSet<String>,
    /// Files that are published nowhere because the new engine makes the page itself, each with its old address.
    pub covered: BTreeMap<String, String>,
    /// Pages of Hexo that lay elsewhere, or were sections, and those of Zola whose names had dots.
    pub places: BTreeMap<String, Spot>,
}

/// Where a page lay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spot {
    /// The folder below that of the content, and the name without extension: `_index` of a section, `index` of a page with a
    /// folder of its own.
    path: String,
    /// Its language, where its name says one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    language: Option<String>,
}

impl Spot {
    /// Where a page lay, if it is another place than Hexo's name tells; posts have a folder of their own there.
    #[must_use]
    pub fn of(old: &ContentName, now: &ContentName) -> Option<Self> {
        let whole = |name: &ContentName| {
            let own = Some(&name.stem).filter(|_| name.kind != NameKind::Section);
            name.folders.iter().chain(own).cloned().collect::<Vec<_>>()
        };
        let is_section = |name: &ContentName| name.kind == NameKind::Section;
        let is_same = is_section(old) == is_section(now)
            && whole(old) == whole(now)
            && old.language == now.language;
        if is_same || now.kind == NameKind::Post {
            return None;
        }
        Some(Self::with_name(old, &whole(old)))
    }

    /// Where a page lies now, with the name that it had, where Zola could not have that: what stands behind a dot is a
    /// language there.
    #[must_use]
    pub fn with_dots(old: &ContentName, now: &ContentName) -> Option<Self> {
        let has_dots = now.kind != NameKind::Section && now.stem == old.stem.replace('.', "-");
        let whole = now.folders.iter().chain([&old.stem]).cloned().collect::<Vec<_>>();
        (has_dots && now.stem != old.stem).then(|| Self::with_name(now, &whole))
    }

    fn with_name(name: &ContentName, whole: &[String]) -> Self {
        let file = match (name.kind, name.bundle) {
            (NameKind::Section, _) => Some("_index"),
            (_, true) => Some("index"),
            (_, false) => None,
        };
        let parts: Vec<&str> = whole.iter().map(String::as_str).chain(file).collect();
        Self { path: parts.join("/"), language: name.language.clone() }
    }

    /// The name of a file that lies there.
    fn name(&self, now: &ContentName) -> ContentName {
        let mut folders: Vec<String> = self.path.split('/').map(str::to_owned).collect();
        let mut stem = folders.pop().unwrap_or_default();
        let is_section = stem == "_index";
        let kind = if is_section { NameKind::Section } else { NameKind::Page };
        let bundle = stem == "index" && !folders.is_empty();
        if is_section || bundle {
            stem = if bundle { folders.pop().unwrap_or_default() } else { String::new() };
        }
        ContentName { kind, folders, stem, bundle, language: self.language.clone(), ..now.clone() }
    }
}

impl Traces {
    /// Gives a fact what it had where it came from: its place, and its address.
    pub fn put_back(&self, fact: &mut Fact) {
        if let Some(spot) = self.places.get(&fact.path) {
            fact.name = spot.name(&fact.name);
        }
        if fact.reading.url.is_none() && fact.reading.outcome == Outcome::Page {
            fact.reading.url = self.covered.get(&fact.path).cloned();
        }
    }
}

/// How most posts of a site say what can be said in two ways, so that the way back writes it as they did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Habits {
    /// Keys of themes stand in a map of their own, as Hugo's `params`.
    pub in_params: bool,
    /// Posts lie in folders beside that of the posts.
    pub in_sections: bool,
    /// A single tag or category is no list.
    pub plain_terms: bool,
    /// Times name no zone.
    pub zoneless: bool,
    /// No fence stands above front matter.
    pub unfenced: bool,
    /// A key for terms of which there are none has no value, instead of an empty list.
    pub bare_empty: bool,
    /// Addresses stand in the text without marks around them.
    pub bare_links: bool,
    /// Code has titles behind its fence, which other engines show above it.
    pub captions: bool,
    /// The keys at the root of front matter, in their usual order.
    pub keys: Vec<String>,
}

/// What one post says about these habits: how often it does so, less how often it does not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Votes {
    in_params: i32,
    in_sections: i32,
    plain_terms: i32,
    zoneless: i32,
    unfenced: i32,
    bare_empty: i32,
    bare_links: i32,
    captions: i32,
    /// The keys at the root, and those in the map for keys of themes.
    keys: Vec<String>,
    inner: Vec<String>,
}

/// What a post votes for.
#[must_use]
pub fn votes(
    from: &Setup,
    name: &ContentName,
    reading: &Reading,
    document: &Document<'_>,
) -> Votes {
    let mut votes = Votes::default();
    if name.kind != NameKind::Section && reading.date.is_some() {
        votes.in_sections = match name.folders.as_slice() {
            [first, ..] if first != POSTS => 1,
            [_, _, ..] => -1,
            _ => 0,
        };
    }
    let body = document.body.text(&document.source.text);
    votes.bare_links = bare_links(body);
    if from.target.engine == Engine::Hexo {
        votes.captions = captions(body);
    }
    let Some(block) = &document.front_matter else { return votes };
    votes.unfenced = if is_unfenced(document) { 1 } else { -1 };
    for entry in block.tree.root.entries() {
        count(from, entry, &mut votes);
        votes.keys.push(entry.name().to_owned());
        if from.key(entry.name()).is_some_and(|key| key.role == Role::Extra) {
            let inner = entry.value.entries().iter();
            votes.inner.extend(inner.map(|entry| entry.name().to_owned()));
        }
    }
    votes
}

fn count(from: &Setup, entry: &Entry<'_>, votes: &mut Votes) {
    let role = from.key(entry.name()).map_or(Role::Other, |key| key.role);
    match (role, &entry.value.kind) {
        (Role::Extra, Kind::Map(map)) if !map.entries.is_empty() => votes.in_params = 1,
        (Role::Tags | Role::Categories, Kind::List(list)) if list.items.len() == 1 => {
            votes.plain_terms -= 1;
        }
        (Role::Tags | Role::Categories, Kind::Scalar(_)) => match entry.value.is_absent() {
            true => votes.bare_empty += 1,
            false => votes.plain_terms += 1,
        },
        (Role::Tags | Role::Categories, Kind::List(list)) if list.items.is_empty() => {
            votes.bare_empty -= 1;
        }
        (Role::Date | Role::Updated, Kind::Scalar(scalar)) => {
            let clock = scalar.text.split_once(':');
            let names_zone = |clock: &str| clock.contains(['Z', 'z', '+', '-']);
            votes.zoneless += clock.map_or(0, |(_, clock)| if names_zone(clock) { -1 } else { 1 });
        }
        _ => {}
    }
}

/// How many addresses stand behind a blank, less those behind `<`.
fn bare_links(body: &str) -> i32 {
    let vote = |at: usize| {
        let before = &body[..at];
        let scheme = before.strip_suffix("https").or_else(|| before.strip_suffix("http"));
        match scheme.unwrap_or("").chars().next_back() {
            Some('<') => -1,
            Some(before) if before.is_whitespace() => 1,
            _ => 0,
        }
    };
    memchr::memmem::find_iter(body.as_bytes(), "://").map(vote).sum()
}

/// A bold line above code looks like a title that was moved there: one says more than many titles behind fences.
const BOLD_LINE: i32 = 10;

/// How many fences have a title, less the bold lines above code.
fn captions(body: &str) -> i32 {
    let (mut votes, mut is_open, mut above) = (0, false, "");
    for line in body.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let is_bold = above.len() > 4 && above.starts_with("**") && above.ends_with("**");
        above = line;
        let info = line.trim_start_matches(['>', '-', '*', ' ', '\t']).strip_prefix("```");
        let Some(info) = info.map(|info| info.trim_start_matches('`').trim()) else { continue };
        is_open = !is_open || !info.is_empty();
        if is_open {
            let title = info.split_once(' ').filter(|(_, title)| !title.contains(':'));
            votes += i32::from(title.is_some());
            votes -= if is_bold { BOLD_LINE } else { 0 };
        }
    }
    votes
}

/// Whether a block begins with its first key, which only Hexo allows.
fn is_unfenced(document: &Document<'_>) -> bool {
    let text = document.source.text.trim_start_matches('\u{feff}').trim_start();
    let begins = |mark: &str| text.starts_with(mark);
    !["---", "+++", ";;;", "{"].into_iter().any(begins)
}

/// The keys at the root in their usual order, but for those that most posts have in the map for keys of themes.
fn keys_at_root(facts: &[Fact]) -> Vec<String> {
    let mut counts: HashMap<&str, i32> = HashMap::new();
    for votes in facts.iter().map(|fact| &fact.votes) {
        votes.keys.iter().for_each(|key| *counts.entry(key).or_default() += 1);
        votes.inner.iter().for_each(|key| *counts.entry(key).or_default() -= 1);
    }
    let mut keys = usual(facts.iter().map(|fact| fact.votes.keys.as_slice()));
    keys.retain(|key| counts.get(key.as_str()).is_some_and(|count| *count > 0));
    keys
}

/// The address that a page had in Hexo, where it goes back: one that ends in `.html`, which Zola has as an alias only.
#[must_use]
pub fn at_home(reading: &Reading) -> Option<String> {
    let url = reading.url.as_deref()?;
    let path = url.strip_suffix('/').filter(|path| !path.is_empty())?;
    // What stands behind a dot would be a language to Zola, so that its name of the file has none.
    let is_old = |alias: &&String| {
        alias.strip_suffix(".html").is_some_and(|old| old == path || old.replace('.', "-") == path)
    };
    reading.aliases.iter().flatten().find(is_old).cloned()
}

/// The habits of most posts that have a say.
#[must_use]
pub fn habits(facts: &[Fact]) -> Habits {
    let sum = |of: fn(&Votes) -> i32| facts.iter().map(|fact| of(&fact.votes)).sum::<i32>() > 0;
    Habits {
        in_params: sum(|votes| votes.in_params),
        in_sections: sum(|votes| votes.in_sections),
        plain_terms: sum(|votes| votes.plain_terms),
        zoneless: sum(|votes| votes.zoneless),
        unfenced: sum(|votes| votes.unfenced),
        bare_empty: sum(|votes| votes.bare_empty),
        bare_links: sum(|votes| votes.bare_links),
        captions: sum(|votes| votes.captions),
        keys: keys_at_root(facts),
    }
}
