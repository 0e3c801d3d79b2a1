//! Reads a page (`lib/plugins/processor/asset.ts`): terms and draft marks mean nothing there.

use super::item::{self, Item};
use super::schema::{self, Model};
use super::{block, dates, permalink};
use crate::engine::{Outcome, Reading};

/// Reads a page; `below` is its path below the source folder.
pub fn read(item: Item<'_>, below: &str) -> Reading {
    try_read(item, below)
        .unwrap_or_else(|reason| Reading::without_page(Outcome::Dropped, Some(reason)))
}

fn try_read(item: Item<'_>, below: &str) -> Result<Reading, String> {
    let prepared = block::prepare(item.document);
    let front_matter = &item.front_matter(prepared.as_ref())?;
    let date = item.date(front_matter, "date")?;
    let updated = item.date(front_matter, "updated")?;
    let path = permalink::of_page(&front_matter.heap, front_matter.object(), below);
    let url = item::url(path, permalink::page_route)?;
    if let Some(reason) = schema::refusal(front_matter, Model::Page) {
        return Err(reason);
    }
    let reading = item.rendered(below, front_matter);
    if reading.outcome != Outcome::Page {
        return Ok(reading);
    }
    Ok(Reading {
        title: Some(schema::text_or(front_matter, "title", "", item.machine)),
        date: date.and_then(dates::instant),
        updated: updated.and_then(dates::instant),
        url,
        ..reading
    })
}
