//! The second pass: one file of content to its new text, by the plan.

use super::body::{Surroundings, Wants, convert_body};
use super::census::Fact;
use super::convert::{Job, body_span, convert};
use super::front_matter::name;
use super::named::named;
use super::origin::{Origin, restore};
use super::plan::Plan;
use super::redirects::Redirect;
use super::row::{Action, Kind};
use super::unpublished::{self, is_unpublished};
use super::{Row, sum};
use crate::document::Document;
use crate::engine::{Engine, Outcome, Reading, Setup};
use crate::text::Source;

const LEADS: &str = "It only leads to another page, which has its address as an alias now.";

/// A file of content in its new form.
#[derive(Clone, Debug, Default)]
pub struct Moved {
    /// Its new text; none where the source engine makes no page of it, so that nobody knows what it says.
    pub text: Option<String>,
    /// The account of its keys, its body and its address.
    pub rows: Vec<Row>,
    /// What its body wants of the new site.
    pub wants: Wants,
    /// Where its old address leads, if it is no longer its own.
    pub redirect: Option<Redirect>,
    /// Files of the source that its body names.
    pub references: Vec<String>,
    /// What the way home has to know of it.
    pub origin: Origin,
}

/// Converts the fact with this number, whose file holds `source`.
#[must_use]
pub fn moved(plan: &Plan, from: &Setup, nth: usize, source: &Source) -> Moved {
    let (fact, new_path) = (&plan.facts[nth], plan.new_paths[nth].as_str());
    let reading = &fact.reading;
    if reading.outcome != Outcome::Page {
        return without_page(plan, nth);
    }
    let document = Document::parse(source);
    if let Some(moved) = unconverted(plan, from, nth, source, &document) {
        return moved;
    }
    let otherwise = otherwise(plan, fact, new_path);
    let job = Job {
        from,
        to: &plan.to,
        path: &fact.path,
        new_path,
        format: plan.format(),
        keep_url: plan.keeps_urls(),
        rank: plan.ranks[nth],
        refused: &plan.refused[nth],
        home: plan.home(),
        at_home: fact.at_home.as_deref(),
        covered: plan.covered[nth],
        has_feeds: plan.has_feeds,
        asks_for_feed: plan.section_feeds.contains(new_path),
    };
    let surroundings = surroundings(plan, from, fact, new_path);
    let body = convert_body(&surroundings, &document, body_span(&document, reading));
    let converted = convert(&job, &document, otherwise.as_ref().unwrap_or(reading), &body.text);
    let redirect = match (&reading.url, &converted.reading.url) {
        // The plan has it already.
        _ if fact.at_home.is_some() => None,
        (Some(old), Some(new)) if old != new => {
            Some(Redirect { old: old.clone(), new: new.clone() })
        }
        _ => None,
    };
    let mut rows = converted.rows;
    rows.extend(fact.restored().map(|redirect| restored_row(fact, redirect)));
    rows.extend(body.rows);
    let named = named(from, &fact.path, &document, &plan.addresses);
    rows.extend(named.rows);
    rows.extend(sum::of_post(from, fact, &document, &rows));
    let mut moved = Moved {
        text: Some(converted.text),
        rows,
        wants: body.wants,
        redirect,
        references: [body.references, named.files].concat(),
        origin: Origin::default(),
    };
    restore(&job, fact, &document, &converted.reading, plan.all_are_there, &mut moved);
    moved
}

/// What becomes of a file that is left out, or written as it is.
fn unconverted(
    plan: &Plan,
    from: &Setup,
    nth: usize,
    source: &Source,
    document: &Document<'_>,
) -> Option<Moved> {
    let (fact, new_path) = (&plan.facts[nth], plan.new_paths[nth].as_str());
    let to = plan.to.target.engine;
    if is_made(plan, fact, document) {
        let reason =
            format!("The way out wrote it for the engine there, and {} needs none.", name(to));
        return Some(settled(left_out(plan, nth, reason, "made"), None));
    }
    // A section of Zola says how the pages below it are shown, with templates that are not moved.
    let stays_behind = from.target.engine == Engine::Zola || source.invalid_at.is_some();
    if is_unpublished(fact) && to == Engine::Hexo && stays_behind {
        let reason =
            "No page of this file is published, but Hexo would publish one, so it is not moved.";
        return Some(left_out(plan, nth, reason.to_owned(), "unpublished"));
    }
    if is_unpublished(fact) && to == Engine::Hexo {
        let rows = vec![unpublished::row(&fact.path, new_path)];
        return Some(Moved { text: Some(source.text.clone()), rows, ..Moved::default() });
    }
    let is_back = unpublished::former(&fact.path).is_some();
    is_back.then(|| returned(plan, nth, source, document))
}

/// A file that its engine publishes nowhere, as it was before it left it.
fn returned(plan: &Plan, nth: usize, source: &Source, document: &Document<'_>) -> Moved {
    let (path, new_path) = (&plan.facts[nth].path, &plan.new_paths[nth]);
    let reading = plan.to.read(new_path, document);
    let text = reading.error.is_none().then(|| source.text.clone());
    let rows = vec![unpublished::row_of_return(path, new_path, &reading)];
    Moved { text, rows, ..Moved::default() }
}

/// What the conversion of a body depends on besides the body.
fn surroundings<'a>(
    plan: &'a Plan,
    from: &'a Setup,
    fact: &'a Fact,
    new_path: &'a str,
) -> Surroundings<'a> {
    Surroundings {
        from,
        to: &plan.to,
        path: &fact.path,
        new_path,
        pages: &plan.pages,
        slugs: &plan.slugs,
        assets: &plan.assets,
        addresses: &plan.addresses,
        texts: &plan.included,
        home: plan.home(),
    }
}

/// What a file is to say in the new site, where that is something else: the address that it gets back, or that the page
/// of a section that is a draft is published nowhere, for in Zola a draft takes the pages below it along.
fn otherwise(plan: &Plan, fact: &Fact, new_path: &str) -> Option<Reading> {
    let reading = &fact.reading;
    if let Some(url) = &fact.at_home {
        return Some(with_address(reading, url));
    }
    let is_of_zola = plan.to.target.engine == Engine::Zola;
    let takes_along = is_of_zola && reading.draft && plan.to.is_section(new_path);
    takes_along.then(|| Reading { draft: false, url: None, ..reading.clone() })
}

/// The same with the address that it gets back, which was an alias.
fn with_address(reading: &Reading, url: &str) -> Reading {
    let mut reading = reading.clone();
    reading.url = Some(url.to_owned());
    reading.aliases.iter_mut().for_each(|aliases| aliases.retain(|alias| alias != url));
    reading
}

/// The account of the address that a page had on its way.
fn restored_row(fact: &Fact, Redirect { old, new }: Redirect) -> Row {
    Row {
        file: fact.path.clone(),
        line: None,
        kind: Kind::Url,
        name: old,
        action: Action::Changed,
        to: Some(new),
        reason:
            "The page has the address again that it had before; a page at this one leads there."
                .to_owned(),
        code: "url-restored",
    }
}

/// A file of which the source engine makes no page: it leads to one, or nobody knows what it says.
fn without_page(plan: &Plan, nth: usize) -> Moved {
    let fact = &plan.facts[nth];
    if let Some(goal) = plan.pages.get(&fact.path).filter(|page| page.built) {
        return settled(left_out(plan, nth, LEADS.to_owned(), "redirect"), goal.new_url.as_deref());
    }
    let why = fact.reading.error.as_deref().unwrap_or("it passes over it");
    let reason = format!("The engine makes no page of this file ({why}), so it is not moved.");
    left_out(plan, nth, reason, "no-page-before")
}

/// Whether an earlier migration wrote the file of a section, and nobody wrote anything there since.
fn is_made(plan: &Plan, fact: &Fact, document: &Document<'_>) -> bool {
    let is_known = plan.home().is_some_and(|home| home.traces.made.contains(&fact.path));
    is_known && document.body.text(&document.source.text).trim().is_empty()
}

/// What is left out without a loss.
fn settled(mut moved: Moved, to: Option<&str>) -> Moved {
    for row in &mut moved.rows {
        (row.action, row.to) = (Action::Changed, to.map(str::to_owned));
    }
    moved
}

/// A file of content that the new site does not get.
fn left_out(plan: &Plan, nth: usize, reason: String, code: &'static str) -> Moved {
    let path = plan.facts[nth].path.clone();
    let row = Row {
        file: path.clone(),
        line: None,
        kind: Kind::File,
        name: path,
        action: Action::NeedsHand,
        to: None,
        reason,
        code,
    };
    Moved { rows: vec![row], ..Moved::default() }
}
