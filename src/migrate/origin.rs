//! What the files of a moved site were before: the way home gives back, byte for byte, what nobody changed meanwhile and
//! what its old engine still reads as the new one does.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::body::{Template, wants::template};
use super::census::{Fact, has_feed, order, reading};
use super::convert::Job;
use super::feed_keys::feed_keys;
use super::front_matter::name;
use super::moving::Moved;
use super::{Action, FrontMatterFormat, Kind, Row};
use crate::document::Document;
use crate::engine::{Engine, Outcome, Reading};
use crate::text::{Edit, Source, Span, apply, difference, fingerprint};

/// What one file was.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The fingerprint of the text that the migration wrote; none where something of the file was lost on the way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    mark: Option<String>,
    /// What makes the old text of it: start and end in bytes, and what stood there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    edits: Vec<(usize, usize, String)>,
}

/// The files of a moved site, by their path in it.
pub type Origins = BTreeMap<String, Origin>;

impl Origin {
    /// What is remembered of a file that held `old`, of which the migration made `new` without a loss.
    #[must_use]
    pub fn of(old: &Source, new: &str) -> Self {
        if old.invalid_at.is_some() {
            return Self::default();
        }
        let edits = difference(new, &old.text).into_iter();
        let edits = edits.map(|edit| (edit.span.start, edit.span.end, edit.content)).collect();
        Self { mark: Some(fingerprint(&[new])), edits }
    }

    /// The old text of a file that is still what the migration wrote.
    fn text(&self, now: &Source) -> Option<String> {
        let mark = self.mark.as_deref()?;
        let edits: Vec<Edit> = self
            .edits
            .iter()
            .filter(|(start, end, _)| start <= end)
            .map(|(start, end, content)| Edit::replace(Span::new(*start, *end), content))
            .collect();
        (fingerprint(&[&now.text]) == mark).then(|| apply(&now.text, &edits).ok()).flatten()
    }

    /// Whether more than front matter was said in another way.
    fn changed_body(&self, now: &Document<'_>) -> bool {
        self.edits.iter().any(|(_, end, _)| *end > now.body.start)
    }
}

/// Whether all files are still there that were moved: links of the old texts may lead to any of them.
#[must_use]
pub fn are_all_there(origins: &Origins, facts: &[Fact]) -> bool {
    let pages = facts.iter().filter(|fact| fact.reading.outcome == Outcome::Page);
    let known = pages.filter(|fact| origins.contains_key(&fact.path)).count();
    known == origins.len()
}

/// Gives a file of which nothing is lost the text back that it had, where it can have it, and notes what the way home
/// has to know. `read` is what the target reads of it as it was converted.
pub fn restore(
    job: &Job<'_>,
    fact: &Fact,
    now: &Document<'_>,
    read: &Reading,
    all_are_there: bool,
    moved: &mut Moved,
) {
    let Some(text) = &moved.text else { return };
    let mut lost = moved.rows.iter().filter(|row| row.action.is_loss()).peekable();
    let is_whole = lost.peek().is_none();
    // What cannot be said here may have stood in the old text; a link that leads nowhere led nowhere there.
    if lost.all(|row| row.kind == Kind::Link)
        && let Some(before) = before(job, now, all_are_there)
        && let was = Source::new(job.new_path, before)
        && let will = Source::new(job.new_path, text)
        && is_same_page(job, fact, &Document::parse(&was), &Document::parse(&will), read)
    {
        moved.wants.templates.extend(templates(job, &Document::parse(&was)));
        moved.wants.raw_html |= was.text.contains('<');
        as_before(job.to.target.engine, &mut moved.rows);
        moved.text = Some(was.text);
    }
    if let Some(text) = moved.text.as_deref().filter(|_| is_whole) {
        moved.origin = Origin::of(now.source, text);
    }
}

/// The text that a file had before, as far as it is remembered and asked for.
fn before(job: &Job<'_>, now: &Document<'_>, all_are_there: bool) -> Option<String> {
    let home = job.home.filter(|home| home.target == job.to.target)?;
    let origin = home.origins.get(job.path)?;
    let may_differ = all_are_there || !origin.changed_body(now);
    may_differ.then(|| origin.text(now.source)).flatten()
}

/// Whether the old text is to its engine what the converted one is, which it reads as `read`.
fn is_same_page(
    job: &Job<'_>,
    fact: &Fact,
    old: &Document<'_>,
    new: &Document<'_>,
    read: &Reading,
) -> bool {
    has_wanted_format(job, old)
        && reads_same(&reading(job.to, job.new_path, old), read)
        && order(job.to, old) == order(job.to, new)
        && feed_keys(job, &fact.reading, read).is_empty()
        && (!job.asks_for_feed || has_feed(job.to, &fact.name, old))
}

/// The templates of ours that a text calls.
fn templates(job: &Job<'_>, old: &Document<'_>) -> Vec<Template> {
    let tags = job.to.tags(job.new_path, old);
    tags.iter().filter_map(|tag| template(job.to.target, tag.name.text(&old.source.text))).collect()
}

/// Whether front matter is in the language that the user asks for.
fn has_wanted_format(job: &Job<'_>, old: &Document<'_>) -> bool {
    let format = old.front_matter.as_ref().map(|block| block.format);
    job.format == FrontMatterFormat::Keep
        || format.is_none_or(|format| job.format.choose(format, job.to) == format)
}

/// Whether two texts are the same page to their engine, all but the words of it.
fn reads_same(old: &Reading, new: &Reading) -> bool {
    let place =
        |reading: &Reading| Reading { body: None, vanishing: Vec::new(), ..reading.clone() };
    old.error.is_none() && place(old) == place(new)
}

/// The account of a file that is as it was: what was said in another way meanwhile, and was not lost.
fn as_before(to: Engine, rows: &mut [Row]) {
    let is_said = |row: &&mut Row| {
        matches!(row.kind, Kind::Key | Kind::Tag | Kind::Markup | Kind::Link)
            && row.action != Action::Kept
            && !row.action.is_loss()
    };
    for row in rows.iter_mut().filter(is_said) {
        (row.action, row.to, row.code) = (Action::Changed, None, "as-before");
        row.reason = format!(
            "Nobody changed the file since it left {}, so it says it as it did there.",
            name(to)
        );
    }
}
