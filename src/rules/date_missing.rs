//! A post without a date.

use super::dates::readings_if_dated;
use super::respell::spelling;
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::{Applicability, Change, Fix};
use crate::document::patch::{self, Content, Position};
use crate::document::{Entry, Kind};
use crate::engine::{EngineSet, Outcome, PageKind, Reading, Role, Setup};
use crate::post::file_name;
use crate::post::moment::Written;
use crate::text::Span;

/// `date-missing`
pub const RULE: Rule = Rule {
    name: "date-missing",
    group: Group::Date,
    page: include_str!("../../rules/date-missing.md"),
    on: true,
    harm: Harm::of(b"WWW"),
    fix: Some(Applicability::Safe),
    check,
};

/// What all engines call the date of a post.
const KEY: &str = "date";

/// Folders in which posts are kept, by custom or by the engine's order.
const POST_FOLDERS: &[&str] =
    &["_posts", "posts", "post", "blog", "blogs", "articles", "article", "news"];

/// Keys that posts have and other pages seldom.
const POST_ROLES: &[Role] = &[Role::Tags, Role::Categories, Role::Taxonomies, Role::Authors];

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(front_matter) = context.front_matter() else { return };
    if !matches!(front_matter.tree.root.kind, Kind::Map(_)) {
        return;
    }
    let entries = front_matter.tree.root.entries();
    // A key without value, of a wrong type or in wrong case has a rule of its own.
    if entries.iter().any(|entry| entry.name().eq_ignore_ascii_case(KEY)) {
        return;
    }
    let undated: Vec<(usize, &Setup, &Reading)> = context
        .readings()
        .enumerate()
        .filter(|(_, (setup, reading))| {
            setup.formats().contains(&front_matter.format)
                && is_undated(reading)
                && !has_weight(setup, entries)
        })
        .map(|(index, (setup, reading))| (index, setup, reading))
        .collect();
    if undated.is_empty() {
        return;
    }
    let is_post = is_post(context);
    let dated = readings_if_dated(context);
    let needs = |&&(index, _, reading): &&(usize, &Setup, &Reading)| {
        let dated = dated.as_ref().and_then(|readings| readings.get(index));
        let depends = dated.is_some_and(|dated| depends_on_date(reading, dated));
        depends || is_post && reading.outcome == Outcome::Page
    };
    let engines: EngineSet =
        undated.iter().filter(needs).map(|(_, setup, _)| setup.target.engine).collect();
    let opener = front_matter.opener;
    let place = if opener.is_empty() { Span::at(front_matter.block.start) } else { opener };
    findings.add(
        Finding::new(place, "the post has no date")
            .help("it is dated by its file, which every checkout makes anew, or lies behind all others, or is left out")
            .engines(engines)
            .fix(from_file_name(context)),
    );
}

/// Whether a page is put in its place by its weight, which needs no date.
fn has_weight(setup: &Setup, entries: &[Entry<'_>]) -> bool {
    let is_weight =
        |entry: &Entry<'_>| setup.key(entry.name()).is_some_and(|key| key.role == Role::Weight);
    entries.iter().any(|entry| is_weight(entry) && !entry.value.is_absent())
}

fn is_undated(reading: &Reading) -> bool {
    reading.kind == PageKind::Page && reading.date.is_none() && !reading.draft
}

/// Whether a date makes another page of the post: one that is there, or has another address.
fn depends_on_date(undated: &Reading, dated: &Reading) -> bool {
    dated.outcome == Outcome::Page && (undated.outcome != Outcome::Page || undated.url != dated.url)
}

/// Whether the page is a post: by its folder, by a day in its file name, or, where there is no site to tell,
/// by its keys.
fn is_post(context: &Context<'_>) -> bool {
    let mut folders = context.path.split('/').rev().skip(1);
    let keys = || {
        let entries = context.front_matter().map(|block| block.tree.root.entries());
        entries.unwrap_or_default().iter().any(|entry| {
            let mut keys = context.setups.iter().filter_map(|setup| setup.key(entry.name()));
            keys.any(|key| POST_ROLES.contains(&key.role))
        })
    };
    folders.any(|folder| POST_FOLDERS.contains(&folder))
        || file_name::day(context.path).is_some()
        || keys() && context.setups.iter().all(|setup| setup.listing.is_empty())
}

/// Writes the day with which the file name begins, below the title.
fn from_file_name(context: &Context<'_>) -> Option<Fix> {
    let front_matter = context.front_matter().filter(|block| block.refused.is_none())?;
    let written = Written::on_day(file_name::day(context.path)?)?;
    let spelling = spelling(context, KEY, &written, front_matter.format)?;
    let title = front_matter.tree.root.entry("title");
    let position = title.map_or(Position::First, Position::After);
    let edits = patch::insert(front_matter, position, KEY, Content::Source(&spelling));
    let message = format!("write the day of the file name, {spelling}");
    (!edits.is_empty()).then(|| Fix::safe(message, Change::Key(KEY.to_owned()), edits))
}
