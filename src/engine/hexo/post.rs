//! Reads a post (`lib/plugins/processor/post.ts`).

use chrono_tz::Tz;

use super::block::{self, FrontMatter};
use super::dates::{self, Reading as Date};
use super::item::{self, Item};
use super::name::{self, Name};
use super::permalink::{self, Post};
use super::schema::{self, Model};
use super::terms::{self, Terms};
use crate::engine::{Outcome, Reading};

/// What is read before anything is rendered.
struct Facts {
    title: String,
    date: Option<f64>,
    updated: Option<f64>,
    published: bool,
    terms: Terms,
}

/// Reads a post; `below` is its path below `folder`, which is `_posts` or `_drafts`.
pub fn read(item: Item<'_>, folder: &str, below: &str) -> Reading {
    try_read(item, folder, below)
        .unwrap_or_else(|reason| Reading::without_page(Outcome::Dropped, Some(reason)))
}

fn try_read(item: Item<'_>, folder: &str, below: &str) -> Result<Reading, String> {
    let prepared = block::prepare(item.document);
    let mut front_matter = item.front_matter(prepared.as_ref())?;
    let pattern =
        item.config.new_post_name.as_deref().ok_or("config.substring is not a function")?;
    let name = name::read(pattern, below);
    name.apply(&mut front_matter);
    let facts = facts(item, &front_matter, &name, folder == "_drafts")?;
    let source = format!("{folder}/{below}");
    let post = Post {
        heap: &front_matter.heap,
        data: front_matter.object(),
        source: &source,
        slug: &name.slug,
        title: &facts.title,
        date: facts.date,
        updated: facts.updated,
        published: facts.published,
        category: facts.terms.last.as_deref(),
        machine: item.machine,
    };
    let url = item::url(permalink::of_post(item.config, &post), permalink::route)?;
    let reading = item.rendered(&source, &front_matter);
    if reading.outcome != Outcome::Page {
        return Ok(reading);
    }
    Ok(Reading {
        title: Some(facts.title),
        date: facts.date.and_then(dates::instant),
        updated: facts.updated.and_then(dates::instant),
        draft: !facts.published,
        tags: facts.terms.tags,
        categories: facts.terms.categories,
        url,
        ..reading
    })
}

fn facts(
    item: Item<'_>,
    front_matter: &FrontMatter<'_>,
    name: &Name<'_>,
    is_draft: bool,
) -> Result<Facts, String> {
    let machine = item.machine;
    let date = if front_matter.truthy("date") {
        item.date(front_matter, "date")?
    } else {
        item.adjusted(name.date(machine).map_or(Date::Absent, Date::Instant))?
    };
    let updated = item.date(front_matter, "updated")?;
    if let Some(reason) = schema::refusal(front_matter, Model::Post) {
        return Err(reason);
    }
    // A draft is unpublished whatever its front matter says, but not whatever its name says.
    let published = if is_draft && !name.has("published") {
        false
    } else {
        schema::switch_or(front_matter, "published", true)
    };
    let named = item.config.slug_as_title && front_matter.get("title").is_none();
    let default = if named { &*name.slug } else { "" };
    let title = schema::text_or(front_matter, "title", default, machine);
    Ok(Facts { title, date, updated, published, terms: terms_of(front_matter, machine) })
}

/// Tags and categories, unless a key hides the method that would set them.
fn terms_of(front_matter: &FrontMatter<'_>, machine: Tz) -> Terms {
    let hidden = |key: &str| front_matter.get(key).is_some();
    let of = |plural: &str, singular: &str, method: &str| {
        if hidden("notPublished") || hidden("setCategories") || hidden(method) {
            return Vec::new();
        }
        let is_moved = !front_matter.truthy(plural) && front_matter.truthy(singular);
        let key = if is_moved { singular } else { plural };
        terms::items(&front_matter.heap, front_matter.id(key))
    };
    let tags = of("tags", "tag", "setTags");
    let categories = of("categories", "category", "setCategories");
    terms::read(&front_matter.heap, &tags, &categories, machine)
}
