//! `inspect`: what an engine reads from a post, as one JSON object on one line.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::json_safe;
use crate::engine::{Outcome, Reading, Setup};

/// The fields in the order in which they are printed; all but the first four are null without a page.
#[derive(Serialize)]
struct Fields<'a> {
    path: &'a str,
    engine: &'static str,
    outcome: &'static str,
    error: Option<&'a str>,
    #[serde(flatten)]
    page: Page<'a>,
}

#[derive(Default, Serialize)]
struct Page<'a> {
    title: Option<&'a str>,
    date: Option<String>,
    updated: Option<String>,
    draft: Option<bool>,
    tags: Option<&'a [String]>,
    categories: Option<&'a [Vec<String>]>,
    url: Option<&'a str>,
    aliases: Option<&'a [String]>,
    body: Option<&'a str>,
    summary_divided: Option<bool>,
}

/// What a setup reads from a post, with a newline at its end. `body` is the body as the engine holds it,
/// where it is wanted.
#[must_use]
pub fn reading(path: &str, setup: &Setup, reading: &Reading, body: Option<&str>) -> String {
    let fields = Fields {
        path,
        engine: setup.target.engine.name(),
        outcome: match reading.outcome {
            Outcome::Page => "page",
            Outcome::Dropped => "dropped",
            Outcome::Error => "error",
        },
        error: reading.error.as_deref(),
        page: if reading.has_page() { page(reading, body) } else { Page::default() },
    };
    let json =
        serde_json::to_string(&fields).expect("texts, truth values and lists are always JSON");
    json_safe(&json).into_owned() + "\n"
}

fn page<'a>(reading: &'a Reading, body: Option<&'a str>) -> Page<'a> {
    Page {
        title: reading.title.as_deref(),
        date: reading.date.map(instant),
        updated: reading.updated.map(instant),
        draft: Some(reading.draft),
        tags: Some(&reading.tags),
        categories: Some(&reading.categories),
        url: reading.url.as_deref(),
        aliases: reading.aliases.as_deref(),
        body,
        summary_divided: Some(reading.summary_divided),
    }
}

/// RFC 3339 in UTC, with a fraction only if there is one; a year above 9999 is written as it is.
#[must_use]
pub fn instant(instant: DateTime<Utc>) -> String {
    let whole = instant.format("%Y-%m-%dT%H:%M:%S").to_string();
    let fraction = instant.format("%.9f").to_string();
    let fraction = fraction.trim_end_matches('0').trim_end_matches('.');
    format!("{}{fraction}Z", whole.trim_start_matches('+'))
}
