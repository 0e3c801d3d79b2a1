//! Reads a post (`lib/plugins/processor/post.ts`) or a page (`lib/plugins/processor/asset.ts`).

use chrono_tz::Tz;

use super::block::{self, FrontMatter};
use super::config::{Case, Config};
use super::dates::{self, Reading as DateValue, Zones};
use super::permalink::{self, Missing};
use super::schema::{self, Model};
use super::slug::slugize;
use super::{body, fence, pattern, place, terms};
use crate::document::Document;
use crate::engine::{Outcome, Reading, Setup};

/// What a file name says, by `new_post_name`.
struct Name<'n> {
    slug: String,
    values: Vec<(&'n str, &'n str)>,
}

/// Parts of a file name that are not written onto the post.
const PRESERVED: &[&str] = &["title", "year", "month", "day", "i_month", "i_day", "hash"];

fn read_name<'n>(pattern: &'n str, path: &'n str) -> Name<'n> {
    let (pattern, path) = (place::stem(pattern), place::stem(path));
    let values = pattern::read(pattern, path).unwrap_or_default();
    let title = values.iter().find(|(name, _)| *name == "title");
    let slug = title.map_or_else(|| slugize(path, Case::Kept), |(_, title)| (*title).to_owned());
    Name { slug, values }
}

impl Name<'_> {
    fn part(&self, names: [&str; 2]) -> Option<f64> {
        names.iter().find_map(|wanted| {
            let (_, value) = self.values.iter().find(|(name, _)| name == wanted)?;
            value.parse().ok()
        })
    }

    /// Midnight of the day in the name.
    fn date(&self, machine: Tz) -> Option<f64> {
        let year = self.part(["year", "year"])?;
        let month = self.part(["month", "i_month"])?;
        let day = self.part(["day", "i_day"])?;
        Some(dates::midnight(year, month, day, machine))
    }
}

/// Reads a post; `below` is its path below `_posts` or `_drafts`, `folder` the name of that.
pub fn read(
    setup: &Setup,
    config: &Config,
    folder: &str,
    below: &str,
    document: &Document<'_>,
) -> Reading {
    try_read(setup, config, folder, below, document)
        .unwrap_or_else(|reason| Reading::without_page(Outcome::Dropped, Some(reason)))
}

fn try_read(
    setup: &Setup,
    config: &Config,
    folder: &str,
    below: &str,
    document: &Document<'_>,
) -> Result<Reading, String> {
    let text = &document.source.text;
    let machine = setup.machine_zone;
    let prepared = block::prepare(text);
    let schema = block::schema(config);
    let mut front_matter = block::read(prepared.as_ref(), fence::whole(text), schema, machine)?;
    let pattern = config.new_post_name.as_deref().ok_or("config.substring is not a function")?;
    let mut name = read_name(pattern, below);
    for (key, value) in &name.values {
        if !PRESERVED.contains(key) {
            front_matter.set(key, value);
        }
    }
    if let Some((_, slug)) = name.values.iter().find(|(key, _)| *key == "slug") {
        name.slug = (*slug).to_owned();
    }
    let front_matter = &front_matter;
    let zones = Zones { machine, site: &config.timezone };
    let date = date(front_matter, &name, zones)?;
    let updated = written_date(front_matter, "updated", zones)?;
    if let Some(reason) = schema::refusal(front_matter, Model::Post) {
        return Err(reason);
    }
    let is_draft = folder == "_drafts" && !name.values.iter().any(|(key, _)| *key == "published");
    let published = !is_draft && schema::switch_or(front_matter, "published", true);
    let default = if config.slug_as_title { &*name.slug } else { "" };
    let default = if front_matter.get("title").is_some() { "" } else { default };
    let title = schema::text_or(front_matter, "title", default, machine);
    let terms = terms_of(front_matter, machine);
    let source = format!("{folder}/{below}");
    let post = permalink::Post {
        heap: &front_matter.heap,
        data: front_matter.object(),
        source: &source,
        slug: &name.slug,
        title: &title,
        date,
        updated,
        published,
        category: terms.last.as_deref(),
        machine,
    };
    let url = url(permalink::of_post(config, &post), permalink::route)?;
    let mut reading = finish(setup, config, &source, front_matter, document);
    if reading.outcome == Outcome::Page {
        reading.title = Some(title);
        reading.date = date.and_then(dates::instant);
        reading.updated = updated.and_then(dates::instant);
        reading.draft = !published;
        reading.tags = terms.tags;
        reading.categories = terms.categories;
        reading.url = url;
    }
    Ok(reading)
}

/// The written date, else that of the file name, re-read in the site's zone; none for a file time.
fn date(
    front_matter: &FrontMatter<'_>,
    name: &Name<'_>,
    zones: Zones<'_>,
) -> Result<Option<f64>, String> {
    if !front_matter.truthy("date") {
        let date = name.date(zones.machine).filter(|date| !date.is_nan());
        return adjusted(date.map_or(DateValue::Absent, DateValue::Instant), zones);
    }
    written_date(front_matter, "date", zones)
}

fn written_date(
    front_matter: &FrontMatter<'_>,
    key: &str,
    zones: Zones<'_>,
) -> Result<Option<f64>, String> {
    adjusted(dates::to_date(&front_matter.heap, front_matter.id(key), zones.machine), zones)
}

fn adjusted(date: DateValue, zones: Zones<'_>) -> Result<Option<f64>, String> {
    match dates::adjust(date, zones) {
        DateValue::Instant(instant) => Ok(Some(instant)),
        DateValue::Drops(reason) => Err(reason),
        DateValue::Absent | DateValue::NoDate(_) => Ok(None),
    }
}

/// Tags and categories, unless a key hides the method that would set them.
fn terms_of(front_matter: &FrontMatter<'_>, machine: Tz) -> terms::Terms {
    let hidden = |key: &str| front_matter.get(key).is_some();
    let of = |plural: &str, singular: &str, method: &str| {
        if hidden("notPublished") || hidden("setCategories") || hidden(method) {
            return Vec::new();
        }
        let key = if front_matter.truthy(plural) || !front_matter.truthy(singular) {
            plural
        } else {
            singular
        };
        terms::items(&front_matter.heap, front_matter.id(key))
    };
    let tags = of("tags", "tag", "setTags");
    let categories = of("categories", "category", "setCategories");
    terms::read(&front_matter.heap, &tags, &categories, machine)
}

fn url(path: Result<String, Missing>, route: fn(&str) -> String) -> Result<Option<String>, String> {
    match path {
        Ok(path) => Ok(Some(route(&path))),
        Err(Missing::Unknown) => Ok(None),
        Err(Missing::Drops(reason)) => Err(reason),
    }
}

/// What rendering finds out: the divider of the summary, or that the build fails.
fn finish(
    setup: &Setup,
    config: &Config,
    source: &str,
    front_matter: &FrontMatter<'_>,
    document: &Document<'_>,
) -> Reading {
    match body::render(setup, config, source, front_matter, document) {
        Err(reason) => Reading::without_page(Outcome::Error, Some(reason)),
        Ok(summary_divided) => {
            Reading { body: Some(front_matter.content), summary_divided, ..Reading::page() }
        }
    }
}

/// Reads a page; `below` is its path below the source folder.
pub fn read_page(setup: &Setup, config: &Config, below: &str, document: &Document<'_>) -> Reading {
    try_read_page(setup, config, below, document)
        .unwrap_or_else(|reason| Reading::without_page(Outcome::Dropped, Some(reason)))
}

fn try_read_page(
    setup: &Setup,
    config: &Config,
    below: &str,
    document: &Document<'_>,
) -> Result<Reading, String> {
    let text = &document.source.text;
    let machine = setup.machine_zone;
    let prepared = block::prepare(text);
    let schema = block::schema(config);
    let front_matter = &block::read(prepared.as_ref(), fence::whole(text), schema, machine)?;
    let zones = Zones { machine, site: &config.timezone };
    let date = written_date(front_matter, "date", zones)?;
    let updated = written_date(front_matter, "updated", zones)?;
    let path = permalink::of_page(&front_matter.heap, front_matter.object(), below);
    let url = url(path, permalink::page_route)?;
    if let Some(reason) = schema::refusal(front_matter, Model::Page) {
        return Err(reason);
    }
    let mut reading = finish(setup, config, below, front_matter, document);
    if reading.outcome == Outcome::Page {
        reading.title = Some(schema::text_or(front_matter, "title", "", machine));
        reading.date = date.and_then(dates::instant);
        reading.updated = updated.and_then(dates::instant);
        reading.url = url;
    }
    Ok(reading)
}
