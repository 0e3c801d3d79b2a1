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
    tags: Box<[Box<str>]>,
    categories: Box<[Box<[Box<str>]>]>,
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
        let texts = |texts: &[String]| texts.iter().map(|text| text.as_str().into()).collect();
        is_ordinary.then(|| Self {
            mark: mark(source),
            date: reading.date,
            updated: reading.updated,
            tags: texts(&reading.tags),
            categories: reading.categories.iter().map(|path| texts(path)).collect(),
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
        let texts = |texts: &[Box<str>]| texts.iter().map(|text| text.to_string()).collect();
        Some(Reading {
            kind: page.kind,
            title: self.has_title.then(|| page.title.to_string()),
            date: self.date,
            updated: self.updated,
            draft: page.draft,
            tags: texts(&self.tags),
            categories: self.categories.iter().map(|path| texts(path)).collect(),
            url: page.url.as_deref().map(str::to_owned),
            aliases: self.has_aliases.then(|| texts(&page.aliases)),
            body: self.body,
            summary_divided: self.summary_divided,
            ..Reading::page()
        })
    }

    /// How many bytes it takes beyond its own size.
    pub fn size(&self) -> usize {
        let size = |texts: &[Box<str>]| -> usize {
            texts.iter().map(|text| text.len() + size_of::<Box<str>>()).sum()
        };
        let categories = self.categories.iter();
        size(&self.tags)
            + categories.map(|path| size(path) + size_of::<Box<[Box<str>]>>()).sum::<usize>()
    }
}

/// A number that no two texts of one post share, but by a chance of one in 2⁶⁴: its length and bytes, eight at a time,
/// each mixed in by a multiplication (as FxHash of rustc does), since every text is asked for it twice.
fn mark(source: &Source) -> u64 {
    const FACTOR: u64 = 0x51_7c_c1_b7_27_22_0a_95;
    let mix = |hash: u64, word: u64| (hash.rotate_left(5) ^ word).wrapping_mul(FACTOR);
    let (words, rest) = source.text.as_bytes().as_chunks::<8>();
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    let start = mix(source.invalid_at.map_or(0, |at| at as u64 + 1), source.text.len() as u64);
    let hash = words.iter().fold(start, |hash, word| mix(hash, u64::from_le_bytes(*word)));
    mix(hash, u64::from_le_bytes(last))
}
