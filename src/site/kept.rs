//! What a survey read from a post, kept short, so that the post need not be read by the engine a second time.

use chrono::{DateTime, Utc};

use super::Page;
use crate::engine::{Outcome, Reading};
use crate::text::{Source, Span};

/// The part of a reading that a [`Page`] does not hold, and which text it was made from.
#[derive(Debug)]
pub(super) struct Kept {
    /// The [`mark`] of the text.
    mark: u64,
    date: Option<DateTime<Utc>>,
    updated: Option<DateTime<Utc>>,
    terms: Terms,
    body: Option<Span>,
    has_title: bool,
    has_aliases: bool,
    summary_divided: bool,
}

impl Kept {
    /// The part to keep of an ordinary reading; none of one with more to it, which is too rare to take room for.
    pub fn of(source: &Source, reading: &Reading) -> Option<Self> {
        let is_ordinary = reading.outcome == Outcome::Page
            && reading.error.is_none()
            && reading.fault.is_none()
            && reading.vanishing.is_empty()
            && reading.collision.is_none()
            && reading.taxonomies.is_empty();
        is_ordinary.then(|| Self {
            mark: mark(source),
            date: reading.date,
            updated: reading.updated,
            terms: Terms::of(reading),
            body: reading.body,
            has_title: reading.title.is_some(),
            has_aliases: reading.aliases.is_some(),
            summary_divided: reading.summary_divided,
        })
    }

    /// The whole reading of the page, where this is the text that it was made from.
    pub fn reading(&self, page: &Page, source: &Source) -> Option<Reading> {
        if self.mark != mark(source) {
            return None;
        }
        let aliases = || page.aliases.iter().map(|alias| alias.to_string()).collect();
        let (tags, categories) = self.terms.lists();
        Some(Reading {
            kind: page.kind,
            title: self.has_title.then(|| page.title.to_string()),
            date: self.date,
            updated: self.updated,
            draft: page.draft,
            tags,
            categories,
            url: page.url.as_deref().map(str::to_owned),
            aliases: self.has_aliases.then(aliases),
            body: self.body,
            summary_divided: self.summary_divided,
            ..Reading::page()
        })
    }

    /// How many bytes it takes beyond its own size.
    pub fn size(&self) -> usize {
        self.terms.names.len() + size_of_val(&*self.terms.lengths)
    }
}

/// Tags and categories in two pieces of memory, where lists of lists of texts would take a dozen.
#[derive(Debug)]
struct Terms {
    /// All names, one behind the other.
    names: Box<str>,
    /// How many tags there are and the length of each, then the same for each category.
    lengths: Box<[u32]>,
}

impl Terms {
    fn of(reading: &Reading) -> Self {
        let lists = || std::iter::once(&reading.tags).chain(&reading.categories);
        let length = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        let numbers = |list: &Vec<String>| {
            let own = list.iter().map(String::len);
            std::iter::once(list.len()).chain(own).map(length).collect::<Vec<u32>>()
        };
        Self {
            names: lists().flatten().map(String::as_str).collect::<String>().into(),
            lengths: lists().flat_map(numbers).collect(),
        }
    }

    fn lists(&self) -> (Vec<String>, Vec<Vec<String>>) {
        let (mut names, mut lengths) = (&*self.names, self.lengths.iter());
        let mut lists = Vec::new();
        while let Some(&count) = lengths.next() {
            let name = |&length: &u32| {
                let (name, rest) = names.split_at(length as usize);
                names = rest;
                name.to_owned()
            };
            lists.push(lengths.by_ref().take(count as usize).map(name).collect());
        }
        let categories = lists.split_off(lists.len().min(1));
        (lists.pop().unwrap_or_default(), categories)
    }
}

/// A number that no two texts of one post share, but by a chance of one in 2⁶⁴: its length and bytes, eight at a time,
/// each mixed in by a multiplication (as FxHash of rustc does), since every text is asked for it twice. Four numbers are
/// mixed side by side, for a processor multiplies several at a time where none waits for another.
fn mark(source: &Source) -> u64 {
    const FACTOR: u64 = 0x51_7c_c1_b7_27_22_0a_95;
    let mix = |hash: u64, word: u64| (hash.rotate_left(5) ^ word).wrapping_mul(FACTOR);
    let word = |bytes: [u8; 8]| u64::from_le_bytes(bytes);
    let (blocks, rest) = source.text.as_bytes().as_chunks::<32>();
    let start = mix(source.invalid_at.map_or(0, |at| at as u64 + 1), source.text.len() as u64);
    let mut lanes = [start, start ^ 1, start ^ 2, start ^ 3];
    let mut take = |block: &[u8; 32]| {
        for (lane, bytes) in lanes.iter_mut().zip(block.as_chunks::<8>().0) {
            *lane = mix(*lane, word(*bytes));
        }
    };
    blocks.iter().for_each(&mut take);
    let mut last = [0; 32];
    last[..rest.len()].copy_from_slice(rest);
    take(&last);
    lanes.into_iter().reduce(mix).unwrap_or(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_come_back_as_they_were() {
        let texts =
            |texts: &[&str]| -> Vec<String> { texts.iter().map(|it| it.to_string()).collect() };
        for (tags, categories) in [
            (texts(&[]), vec![]),
            (texts(&["a", "", "标"]), vec![texts(&["b", "c"]), texts(&[]), texts(&["d"])]),
        ] {
            let reading = Reading { tags, categories, ..Reading::page() };
            let terms = Terms::of(&reading).lists();
            assert_eq!(terms, (reading.tags, reading.categories));
        }
    }

    #[test]
    fn a_reading_counts_for_its_own_text_only() {
        let source = |text: &str| Source::new("a.md", text);
        let text = format!("---\ntitle: {}\n---\n", "a title of some length ".repeat(5));
        let changed = (0..text.len()).map(|at| format!("{}%{}", &text[..at], &text[at + 1..]));
        let longer = [format!("{text}\0"), text[1..].to_owned(), String::new()];
        for other in changed.chain(longer) {
            assert_ne!(mark(&source(&text)), mark(&source(&other)));
        }
        assert_eq!(mark(&source(&text)), mark(&source(&text)));
    }
}
