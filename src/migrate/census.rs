//! What the source says, file by file: the first of two passes, from which the plan is made.

use super::body::headings;
use super::home::{Votes, votes};
use super::redirects::Redirect;
use super::skeleton::{ALIASES, ALIASES_PATH};
use crate::document::{Document, Entry};
use crate::engine::{ContentName, Engine, NameKind, Outcome, Place, Reading, Role, Setup};

/// One file of content, as the source engine reads it.
#[derive(Clone, Debug)]
pub struct Fact {
    /// Its path from the source's root.
    pub path: String,
    /// That path, taken apart.
    pub name: ContentName,
    /// What the source engine reads.
    pub reading: Reading,
    /// The address that it had where the site came from and gets back: the plan says it.
    pub at_home: Option<String>,
    /// Where it stands among the others, if it says so.
    pub order: Option<Order>,
    /// Whether it asks for a feed of the pages below it.
    pub has_feed: bool,
    /// Whether HTML stands in its body.
    pub has_html: bool,
    /// How it is written, where there are two ways.
    pub votes: Votes,
    /// The lines of its headings, to which other pages may link.
    pub headings: String,
}

impl Fact {
    /// Where its address leads once it has that of its home back.
    #[must_use]
    pub fn restored(&self) -> Option<Redirect> {
        let (old, new) = (self.reading.url.clone()?, self.at_home.clone()?);
        Some(Redirect { old, new })
    }

    /// Its terms in a taxonomy; of categories below others the last names.
    #[must_use]
    pub fn terms_in(&self, taxonomy: &str) -> Vec<String> {
        match taxonomy {
            "tags" => self.reading.tags.clone(),
            "categories" => {
                let paths = self.reading.categories.iter();
                paths.filter_map(|path| path.last().cloned()).collect()
            }
            other => self.reading.taxonomies.get(other).cloned().unwrap_or_default(),
        }
    }
}

/// A number that puts posts in order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Order {
    /// Lower comes first.
    Weight(f64),
    /// Higher comes first.
    Sticky(f64),
}

impl Order {
    /// A number that is lower for what comes earlier.
    #[must_use]
    pub const fn place(self) -> f64 {
        match self {
            Self::Weight(number) => number,
            Self::Sticky(number) => -number,
        }
    }
}

/// What an engine reads of a file, be it published or not.
#[must_use]
pub fn reading(setup: &Setup, path: &str, document: &Document<'_>) -> Reading {
    let reading = setup.read(path, document);
    let is_silent = reading.outcome == Outcome::Dropped && reading.error.is_none();
    let unpublished = is_silent.then(|| setup.read_unpublished(path, document)).flatten();
    unpublished.unwrap_or(reading)
}

/// What a file of content says; none for what is no content to the source engine.
#[must_use]
pub fn fact(from: &Setup, path: &str, document: &Document<'_>) -> Option<Fact> {
    if from.place(path) != Place::Content {
        return None;
    }
    let name = from.content_name(path)?;
    let mut reading = reading(from, path, document);
    if reading.url.is_some() && reading.aliases.is_none() {
        reading.aliases = scripted(from, document);
    }
    if let (Some(url), Some(aliases)) = (&reading.url, &mut reading.aliases) {
        let known = |address: &&str| !aliases.iter().any(|alias| alias == address);
        let more: Vec<String> =
            from.leading_to(url).into_iter().filter(known).map(str::to_owned).collect();
        if !more.is_empty() {
            aliases.extend(more);
            aliases.sort_unstable();
        }
    }
    let has_html = document.source.text.contains('<');
    let order = order(from, document);
    let headings = headings(from, document.body.text(&document.source.text));
    let votes = votes(from, &name, &reading, document);
    let has_feed = has_feed(from, &name, document);
    Some(Fact {
        path: path.to_owned(),
        name,
        reading,
        at_home: None,
        order,
        has_feed,
        has_html,
        votes,
        headings,
    })
}

/// The addresses of which a script that the way out wrote makes redirects in Hexo; none where it is not there, or has
/// nothing to do for the post.
fn scripted(from: &Setup, document: &Document<'_>) -> Option<Vec<String>> {
    let has_script = from.target.engine == Engine::Hexo && from.listing.has(ALIASES_PATH);
    let block = document.front_matter.as_ref().filter(|_| has_script)?;
    let value = &block.tree.root.entry(ALIASES)?.value;
    let texts = value.items().iter().chain([value]).filter_map(|node| node.text());
    let address = |text: &str| match text.trim_matches('/') {
        path if path.ends_with(".html") || path.ends_with(".htm") => format!("/{path}"),
        path => format!("/{path}/").replace("//", "/"),
    };
    let mut aliases: Vec<String> = texts.map(address).collect();
    aliases.sort_unstable();
    (!aliases.is_empty()).then_some(aliases)
}

/// Whether a section asks for a feed: in Zola by a key of its own, in Hugo by its outputs.
pub(super) fn has_feed(from: &Setup, name: &ContentName, document: &Document<'_>) -> bool {
    let block = document.front_matter.as_ref().filter(|_| name.kind == NameKind::Section);
    let entry = |key: &str| block.and_then(|block| block.tree.root.entry(key));
    match from.target.engine {
        Engine::Hexo => false,
        Engine::Hugo => entry("outputs").is_some(),
        Engine::Zola => {
            entry("generate_feeds").and_then(|entry| entry.value.text()) == Some("true")
        }
    }
}

/// The number of a post among those that are pinned or weighted.
pub(super) fn order(from: &Setup, document: &Document<'_>) -> Option<Order> {
    let block = document.front_matter.as_ref()?;
    let number = |entry: &Entry<'_>| entry.value.text()?.parse::<f64>().ok();
    block.tree.root.entries().iter().find_map(|entry| match from.key(entry.name())?.role {
        Role::Weight => number(entry).filter(|number| *number != 0.0).map(Order::Weight),
        Role::Sticky => number(entry).filter(|number| *number != 0.0).map(Order::Sticky),
        _ => None,
    })
}

/// The rank of each fact among those that stand in an order, from 1; none for the others.
#[must_use]
pub fn ranks(facts: &[Fact]) -> Vec<Option<i64>> {
    let mut ordered: Vec<(f64, usize)> = facts
        .iter()
        .enumerate()
        .filter_map(|(nth, fact)| Some((fact.order?.place(), nth)))
        .collect();
    ordered.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
    let mut ranks = vec![None; facts.len()];
    let mut rank = 0;
    let mut last = None;
    for (place, nth) in ordered {
        if last != Some(place) {
            rank += 1;
            last = Some(place);
        }
        ranks[nth] = Some(rank);
    }
    ranks
}
