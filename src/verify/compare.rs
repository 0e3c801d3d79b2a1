//! Compares two built sites page by page. Pages are the same where the address of one answers in the other, by itself or through
//! redirects.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::address::Address;
use super::built::{Built, Kind, Page};
use super::feed;
use super::html::Seen;
use super::renders;
use super::stand_in::{Parting, is_marked, same_but_for_marks, without_marks};

/// What is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Aspect {
    /// Whether the engine can render each page.
    Renders,
    /// The addresses of pages: each answers, by itself or through redirects.
    Urls,
    /// Titles.
    Titles,
    /// Date and date of the last change, as instants.
    Instants,
    /// Tags, categories and other terms.
    Terms,
    /// Whether a page is a draft.
    Drafts,
    /// Summaries that the author marked or wrote.
    Summaries,
    /// The visible text.
    Text,
    /// Images: each is there that was there before.
    Images,
    /// Links inside the site: each leads somewhere that did before.
    Links,
    /// The addresses of lists without a file: home, sections, terms, archives.
    Lists,
    /// Feeds: each answers with the same kind and the same entries.
    Feeds,
}

impl Aspect {
    /// All of them, in the order of reports.
    pub const ALL: [Self; 12] = [
        Self::Renders,
        Self::Urls,
        Self::Titles,
        Self::Instants,
        Self::Terms,
        Self::Drafts,
        Self::Summaries,
        Self::Text,
        Self::Images,
        Self::Links,
        Self::Lists,
        Self::Feeds,
    ];

    /// Its name in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Renders => "renders",
            Self::Urls => "urls",
            Self::Titles => "titles",
            Self::Instants => "instants",
            Self::Terms => "terms",
            Self::Drafts => "drafts",
            Self::Summaries => "summaries",
            Self::Text => "text",
            Self::Images => "images",
            Self::Links => "links",
            Self::Lists => "lists",
            Self::Feeds => "feeds",
        }
    }
}

/// What became of one thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The same.
    Equal,
    /// Something else.
    Different,
    /// It is not in the other site.
    Missing,
    /// It is only in the other site.
    Added,
}

/// How many there are of each verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Count {
    /// The same.
    pub equal: usize,
    /// Something else.
    pub different: usize,
    /// Not in the other site.
    pub missing: usize,
    /// Only in the other site; not a part of the whole.
    pub added: usize,
}

impl Count {
    /// How much of the source is the same, in percent; all of nothing is.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "no site has 2^52 pages")]
    pub fn percent(self) -> f64 {
        let all = self.equal + self.different + self.missing;
        if all == 0 { 100.0 } else { self.equal as f64 * 100.0 / all as f64 }
    }

    fn add(&mut self, verdict: Verdict) {
        let number = match verdict {
            Verdict::Equal => &mut self.equal,
            Verdict::Different => &mut self.different,
            Verdict::Missing => &mut self.missing,
            Verdict::Added => &mut self.added,
        };
        *number += 1;
    }
}

/// One thing that is not the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// What differs.
    pub aspect: Aspect,
    /// How.
    pub verdict: Verdict,
    /// The address of the page.
    pub url: String,
    /// The file of the page in the source, or in the other site for what is only there, from the root of that site; empty
    /// for a list.
    pub file: String,
    /// What the source has.
    pub source: String,
    /// What the other site has.
    pub dest: String,
}

/// What came of the comparison.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// How much of each aspect is the same.
    pub counts: BTreeMap<Aspect, Count>,
    /// All that is not, by aspect and address.
    pub differences: Vec<Difference>,
}

impl Comparison {
    /// Whether nothing differs.
    #[must_use]
    pub fn is_equal(&self) -> bool {
        self.differences.is_empty()
    }

    pub(super) fn count(&mut self, aspect: Aspect, verdict: Verdict) {
        self.counts.entry(aspect).or_default().add(verdict);
    }

    pub(super) fn note(&mut self, verdict: Verdict, difference: Difference) {
        self.count(difference.aspect, verdict);
        if verdict != Verdict::Equal {
            self.differences.push(Difference { verdict, ..difference });
        }
    }
}

/// Compares what two builds gave.
#[must_use]
pub fn compare(source: &Built, dest: &Built) -> Comparison {
    let mut comparison = Comparison::default();
    for aspect in Aspect::ALL {
        comparison.counts.insert(aspect, Count::default());
    }
    renders::compare(source, dest, &mut comparison);
    feed::compare(source, dest, &mut comparison);
    let mut met = BTreeSet::new();
    for (url, page) in &source.pages {
        let answer = dest.answer(url);
        met.extend(answer.clone());
        let other = answer.as_ref().and_then(|url| Some((url, dest.pages.get(url)?)));
        if page.kind == Kind::List {
            list(&mut comparison, url, answer.as_deref());
        } else if let Some((other_url, other)) = other {
            let pair = Pair { source, dest, url, other_url, page, other };
            pair.compare(&mut comparison);
        } else {
            missing(&mut comparison, url, page, answer.as_deref());
        }
    }
    for (url, page) in &dest.pages {
        let is_known = met.contains(url) || source.broken.contains_key(url);
        if page.kind == Kind::Page && !is_known && source.answer(url).is_none() {
            comparison.note(Verdict::Added, difference(Aspect::Urls, url, page, "", url));
        }
    }
    comparison.differences.sort_by(|a, b| (a.aspect, &a.url).cmp(&(b.aspect, &b.url)));
    comparison
}

fn difference(aspect: Aspect, url: &str, page: &Page, source: &str, dest: &str) -> Difference {
    Difference {
        aspect,
        verdict: Verdict::Different,
        url: url.to_owned(),
        file: page.file.clone(),
        source: source.to_owned(),
        dest: dest.to_owned(),
    }
}

/// A list that is there or not.
fn list(comparison: &mut Comparison, url: &str, answer: Option<&str>) {
    let verdict = if answer.is_some() { Verdict::Equal } else { Verdict::Missing };
    comparison.note(
        verdict,
        Difference {
            aspect: Aspect::Lists,
            verdict,
            url: url.to_owned(),
            file: String::new(),
            source: url.to_owned(),
            dest: String::new(),
        },
    );
}

/// A page without its like: every aspect that it has is missing.
fn missing(comparison: &mut Comparison, url: &str, page: &Page, answer: Option<&str>) {
    let verdict = if answer.is_some() { Verdict::Equal } else { Verdict::Missing };
    comparison.note(verdict, difference(Aspect::Urls, url, page, url, answer.unwrap_or("")));
    let mut aspects = vec![Aspect::Titles, Aspect::Drafts, Aspect::Text];
    if page.kind == Kind::Page {
        aspects.extend([Aspect::Instants, Aspect::Terms]);
    }
    if page.summary.is_some() {
        aspects.push(Aspect::Summaries);
    }
    for aspect in aspects {
        comparison.count(aspect, Verdict::Missing);
    }
}

/// A page and its like in the other site.
struct Pair<'p> {
    source: &'p Built,
    dest: &'p Built,
    url: &'p str,
    other_url: &'p str,
    page: &'p Page,
    other: &'p Page,
}

impl Pair<'_> {
    fn compare(&self, comparison: &mut Comparison) {
        let (page, other) = (self.page, self.other);
        comparison.count(Aspect::Urls, Verdict::Equal);
        self.same(comparison, Aspect::Titles, &page.title.trim(), &other.title.trim(), |text| {
            (*text).to_owned()
        });
        if page.kind == Kind::Page {
            // Hugo gives a section without a date the newest of its pages.
            let is_derived = other.kind == Kind::Section && page.date.is_none();
            let dates =
                |page: &Page| if is_derived { (None, None) } else { (page.date, page.updated) };
            self.same(
                comparison,
                Aspect::Instants,
                &dates(page),
                &dates(other),
                |(date, updated)| {
                    let shown = |moment: &Option<chrono::DateTime<chrono::Utc>>| {
                        moment.map_or_else(|| "none".to_owned(), |moment| moment.to_rfc3339())
                    };
                    format!("{}, updated {}", shown(date), shown(updated))
                },
            );
            self.same(comparison, Aspect::Terms, &page.terms, &other.terms, |terms| {
                let shown = terms.iter().map(|(taxonomy, names)| {
                    let names: Vec<&str> = names.iter().map(String::as_str).collect();
                    format!("{taxonomy}: {}", names.join(", "))
                });
                shown.collect::<Vec<_>>().join("; ")
            });
        }
        self.same(comparison, Aspect::Drafts, &page.draft, &other.draft, bool::to_string);
        if page.summary.is_some() || other.summary.is_some() {
            let text = |page: &Page| page.summary.clone().unwrap_or_default();
            self.texts(comparison, Aspect::Summaries, &text(page), &text(other));
        }
        self.texts(comparison, Aspect::Text, &page.seen.text, &other.seen.text);
        self.addresses(comparison, Aspect::Images, |seen| &seen.images);
        self.addresses(comparison, Aspect::Links, |seen| &seen.links);
    }

    fn same<T: PartialEq>(
        &self,
        comparison: &mut Comparison,
        aspect: Aspect,
        one: &T,
        other: &T,
        show: impl Fn(&T) -> String,
    ) {
        if one == other {
            comparison.count(aspect, Verdict::Equal);
        } else {
            let found = difference(aspect, self.url, self.page, &show(one), &show(other));
            comparison.note(Verdict::Different, found);
        }
    }

    fn texts(&self, comparison: &mut Comparison, aspect: Aspect, one: &str, other: &str) {
        let parting = if is_marked(one) {
            same_but_for_marks(one, other).err()
        } else {
            let other = without_marks(other);
            (one != other).then(|| Parting { one: one.to_owned(), other })
        };
        match parting {
            None => comparison.count(aspect, Verdict::Equal),
            Some(Parting { one, other }) => {
                let (one, other) = excerpts(&one, &other);
                let found = difference(aspect, self.url, self.page, &one, &other);
                comparison.note(Verdict::Different, found);
            }
        }
    }

    /// Compares where the addresses of two pages lead: each of the source has its like in the other.
    fn addresses(
        &self,
        comparison: &mut Comparison,
        aspect: Aspect,
        of: impl Fn(&Seen) -> &Vec<String>,
    ) {
        let ends = |site: &Built, url: &str, page: &Page| -> Vec<End> {
            of(&page.seen).iter().filter_map(|address| end(site, url, address)).collect()
        };
        let before = ends(self.source, self.url, self.page);
        let after = ends(self.dest, self.other_url, self.other);
        let mut free: BTreeSet<usize> = (0..after.len()).collect();
        let mut next = 0;
        for one in before {
            // What leads nowhere already is nobody's loss.
            let Some(place) = &one.place else { continue };
            let is_same = |nth: &&usize| self.same_end(place, after[**nth].place.as_ref());
            // Mostly they come in the same order; footnotes and the parts of a theme's tag may have moved.
            let found = free.range(next..).find(is_same).or_else(|| free.iter().find(is_same));
            let found = found.copied();
            if let Some(nth) = found {
                free.remove(&nth);
                next = nth + 1;
                comparison.count(aspect, Verdict::Equal);
                continue;
            }
            let is_dead = |nth: &&usize| after[**nth].place.is_none();
            let missing = difference(aspect, self.url, self.page, &one.address, "");
            match free.range(next..).next().filter(is_dead).copied() {
                Some(nth) => {
                    let found = Difference { dest: after[nth].address.clone(), ..missing };
                    comparison.note(Verdict::Different, found);
                    free.remove(&nth);
                }
                None => comparison.note(Verdict::Missing, missing),
            }
        }
    }

    /// Whether two addresses lead to the same thing: the same address outside, the same page inside, or a file inside that is
    /// at its address or has its name, for files may lie elsewhere.
    fn same_end(&self, one: &Place, other: Option<&Place>) -> bool {
        match (one, other) {
            (Place::Outside(one), Some(Place::Outside(other))) => one == other,
            (Place::Inside(one), Some(Place::Inside(other))) => {
                let is_file =
                    !self.source.pages.contains_key(one) && !self.dest.pages.contains_key(other);
                self.dest.answer(one).as_ref() == Some(other)
                    || is_file && file_name(one) == file_name(other)
            }
            _ => false,
        }
    }
}

fn file_name(path: &str) -> Option<&str> {
    path.rsplit('/').next()
}

/// Where an address of a page leads.
struct End {
    /// As it is written.
    address: String,
    /// What is there; none where nothing answers.
    place: Option<Place>,
}

/// What an address leads to.
enum Place {
    /// Another site.
    Outside(String),
    /// A page or a file of this site, by its path.
    Inside(String),
}

/// Where an address leads; none for one that leads nowhere by its kind.
fn end(site: &Built, page: &str, address: &str) -> Option<End> {
    let place = match site.base.resolve(page, address) {
        Address::Other => return None,
        Address::External(address) => Some(Place::Outside(address)),
        Address::Internal { path, anchor } => {
            let answer = site.answer(&path);
            let has_anchor = |url: &String| {
                let target = site.pages.get(url);
                let content = target.filter(|target| target.kind != Kind::List);
                match (&anchor, content) {
                    (Some(anchor), Some(target)) => {
                        anchor == "top" || target.seen.anchors.contains(anchor)
                    }
                    _ => true,
                }
            };
            answer.filter(has_anchor).map(Place::Inside)
        }
    };
    Some(End { address: address.to_owned(), place })
}

/// How much of a text is shown around the place where two texts part, in characters.
const AROUND: usize = 40;

/// The places where two texts part, with what stands around.
fn excerpts(one: &str, other: &str) -> (String, String) {
    let same = one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count();
    let excerpt = |text: &str| {
        let start = same.saturating_sub(AROUND);
        let shown: String = text.chars().skip(start).take(2 * AROUND).collect();
        let before = if start > 0 { "…" } else { "" };
        let after = if text.chars().count() > start + 2 * AROUND { "…" } else { "" };
        format!("{before}{shown}{after}")
    };
    (excerpt(one), excerpt(other))
}
