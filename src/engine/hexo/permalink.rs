//! The path of a post or page (`lib/plugins/filter/post_permalink.ts`, `lib/hexo/router.ts`).

use chrono_tz::Tz;
use sha1::{Digest, Sha1};

use super::config::{Case, Config, UpdatedOption};
use super::dates::zone;
use super::js::{Heap, Js, Object, text};
use super::slug::slugize;
use super::{pattern, place, terms};
use crate::engine::UrlDate;

/// Everything about a post that its path may depend on.
#[derive(Debug)]
pub struct Post<'p, 't> {
    /// All values.
    pub heap: &'p Heap<'t>,
    /// Its front matter after Hexo's changes; none where the block holds no keys.
    pub data: Option<&'p Object<'t>>,
    /// Path below the source folder.
    pub source: &'p str,
    /// What `:title` stands for.
    pub slug: &'p str,
    /// Its title.
    pub title: &'p str,
    /// The date in milliseconds; none for a file time.
    pub date: Option<f64>,
    /// The date of change in milliseconds; none for a file time.
    pub updated: Option<f64>,
    /// Whether it is published.
    pub published: bool,
    /// The category that its path shows.
    pub category: Option<&'p [String]>,
    /// The zone of the machine.
    pub machine: Tz,
}

/// Why a path is not known or does not exist.
#[derive(Debug, PartialEq, Eq)]
pub enum Missing {
    /// It hangs on a file time or a random number.
    Unknown,
    /// Hexo drops the post for it.
    Drops(String),
}

type Found = Result<String, Missing>;

/// Variables that Hexo refuses, because they are computed from the path or the database.
const GETTERS: &[&str] = &["path", "permalink", "full_source", "asset_dir", "tags", "categories"];

/// The path of a post as a pattern or its own `permalink` gives it.
pub fn of_post(config: &Config, post: &Post<'_, '_>) -> Found {
    if let Some(own) = own(config, post)? {
        return Ok(own);
    }
    if config.permalink.is_empty() {
        return Err(Missing::Drops("rule is required!".into()));
    }
    let mut path = String::new();
    let mut unknown = false;
    // A variable that drops the post does so even behind one that is not known.
    for_each_piece(config, post, &mut path, &mut unknown)?;
    if unknown {
        return Err(Missing::Unknown);
    }
    Ok(with_slash(config, path))
}

fn for_each_piece(
    config: &Config,
    post: &Post<'_, '_>,
    path: &mut String,
    unknown: &mut bool,
) -> Result<(), Missing> {
    *path = pattern::fill(&config.permalink, |name| match variable(config, post, name) {
        Err(Missing::Unknown) => {
            *unknown = true;
            Ok(String::new())
        }
        found => found,
    })?;
    Ok(())
}

/// The `permalink` of front matter, which is taken literally since 5.0.
fn own(config: &Config, post: &Post<'_, '_>) -> Result<Option<String>, Missing> {
    let value = ["permalink", "__permalink"]
        .iter()
        .filter_map(|key| post.data?.get(key))
        .find(|id| post.heap.get(*id).truthy());
    let Some(id) = value else { return Ok(None) };
    let Some(written) = post.heap.get(id).as_str() else {
        let reason = if config.post_asset_folder { "endsWith" } else { "startsWith" };
        return Err(Missing::Drops(format!("__permalink.{reason} is not a function")));
    };
    let path = with_slash(config, written.to_owned());
    Ok(Some(if path.starts_with('/') { path } else { format!("/{path}") }))
}

/// With asset folders a path ends in `/` or `.html`.
fn with_slash(config: &Config, mut path: String) -> String {
    if config.post_asset_folder && !path.ends_with('/') && !path.ends_with(".html") {
        path.push('/');
    }
    path
}

fn variable(config: &Config, post: &Post<'_, '_>, name: &str) -> Found {
    if GETTERS.contains(&name) {
        return Err(Missing::Drops("Invalid permalink setting!".into()));
    }
    Ok(match name {
        "title" | "slug" => post.slug.to_owned(),
        "name" => base_name(post.slug).to_owned(),
        "post_title" => slugize(post.title, Case::Lower),
        "id" => return of_id(post),
        "_id" | "raw" => return Err(Missing::Unknown),
        "hash" => return hash(post),
        "category" => match post.category {
            Some(path) => terms::category_slug(config, path),
            None => config.default_category.clone(),
        },
        "date" => zone::moment_string(post.date.ok_or(Missing::Unknown)?, post.machine),
        "updated" => match (post.updated, config.updated_option) {
            (Some(updated), _) => zone::moment_string(updated, post.machine),
            (None, UpdatedOption::Date) => return variable(config, post, "date"),
            (None, UpdatedOption::Nothing) => "undefined".to_owned(),
            (None, UpdatedOption::FileTime) => return Err(Missing::Unknown),
        },
        "source" => post.source.to_owned(),
        "published" => post.published.to_string(),
        _ => match date_part(name, post)? {
            Some(part) => part,
            None => of_key(config, post, name),
        },
    })
}

fn base_name(slug: &str) -> &str {
    slug.trim_end_matches('/').rsplit('/').next().unwrap_or(slug)
}

fn of_id(post: &Post<'_, '_>) -> Found {
    let id = post.data.and_then(|data| data.get("id")).ok_or(Missing::Unknown)?;
    match text::to_string(post.heap, id, post.machine) {
        id if id.is_empty() => Err(Missing::Unknown),
        id => Ok(id.into_owned()),
    }
}

fn hash(post: &Post<'_, '_>) -> Found {
    if post.slug.is_empty() {
        return Ok("null".into());
    }
    let seconds = (post.date.ok_or(Missing::Unknown)? / 1000.0).floor() as i64;
    let digest = Sha1::digest(format!("{}{seconds}", post.slug));
    Ok(digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect())
}

/// Parts of the date on the machine's wall clock.
const DATE_PARTS: &[&str] =
    &["year", "month", "day", "hour", "minute", "second", "i_month", "i_day", "timestamp"];

/// What a pattern shows of the date.
pub fn date_in(pattern: &str) -> UrlDate {
    let shown = |name: &str| match name {
        "year" | "month" | "day" | "i_month" | "i_day" => UrlDate::Day,
        "date" | "hash" => UrlDate::Time,
        name if DATE_PARTS.contains(&name) => UrlDate::Time,
        _ => UrlDate::None,
    };
    pattern::variables(pattern).map(shown).max().unwrap_or(UrlDate::None)
}

/// A part of the date on the machine's wall clock; none for another variable.
fn date_part(name: &str, post: &Post<'_, '_>) -> Result<Option<String>, Missing> {
    if !DATE_PARTS.contains(&name) {
        return Ok(None);
    }
    let date = post.date.ok_or(Missing::Unknown)?;
    let [year, month, day, hour, minute, second] = zone::fields(zone::to_local(date, post.machine));
    Ok(Some(match name {
        "year" if year < 0 => format!("-{:04}", -year),
        "year" => format!("{year:04}"),
        "month" => format!("{month:02}"),
        "day" => format!("{day:02}"),
        "hour" => format!("{hour:02}"),
        "minute" => format!("{minute:02}"),
        "second" => format!("{second:02}"),
        "i_month" => month.to_string(),
        "i_day" => day.to_string(),
        _ => ((date / 1000.0).floor() as i64).to_string(),
    }))
}

/// A key of front matter, with the defaults of the schema, then those of the site.
fn of_key(config: &Config, post: &Post<'_, '_>, name: &str) -> String {
    let value = post.data.and_then(|data| data.get(name));
    let written = value.map(|id| post.heap.get(id));
    match (name, written) {
        ("layout", None | Some(Js::Null)) => "post".into(),
        ("comments", None | Some(Js::Null)) => "true".into(),
        ("comments", Some(value)) => is_true(value).to_string(),
        ("photos", None | Some(Js::Null)) => String::new(),
        // A key that was moved to another is there, but undefined.
        ("tag" | "photo", Some(value)) if value.truthy() && moved(post, name) => "undefined".into(),
        (_, Some(_)) => value.map_or_else(String::new, |id| {
            text::to_string(post.heap, id, post.machine).into_owned()
        }),
        (_, None) => config
            .permalink_defaults
            .iter()
            .rev()
            .find(|(key, _)| key == name)
            .map_or_else(|| "undefined".to_owned(), |(_, value)| value.clone()),
    }
}

/// Whether `tag` stands for `tags`, or `photo` for `photos`.
fn moved(post: &Post<'_, '_>, singular: &str) -> bool {
    let plural = format!("{singular}s");
    let value = post.data.and_then(|data| data.get(&plural));
    !value.is_some_and(|id| post.heap.get(id).truthy())
}

/// The schema's idea of truth: the texts `false` and `0` are not true.
pub fn is_true(value: &Js<'_>) -> bool {
    value.truthy() && !matches!(value.as_str(), Some("false" | "0"))
}

/// The path of a page: that of its source with the extension of the output, or its own `permalink`.
pub fn of_page(heap: &Heap<'_>, data: Option<&Object<'_>>, source: &str) -> Found {
    let output = place::output(source).unwrap_or_default();
    let value = data.and_then(|data| data.get("permalink")).map(|id| heap.get(id));
    match value.filter(|value| value.truthy()) {
        None => Ok(format!("{}.{output}", place::stem(source))),
        Some(value) => {
            let Some(written) = value.as_str() else {
                return Err(Missing::Drops("data.path.endsWith is not a function".into()));
            };
            let mut path = written.to_owned();
            if path.ends_with('/') {
                path.push_str("index");
            }
            if place::extension(&path).is_empty() {
                path = format!("{path}.{output}");
            }
            Ok(path)
        }
    }
}

/// The address of a path, from the base URL and with `/`: what is served, without a final `index.html`
/// that only stands for a folder.
pub fn route(path: &str) -> String {
    let path = path.trim_start_matches('/').replace('\\', "/");
    let path = path.split('?').next().unwrap_or_default();
    format!("/{path}")
}

/// The address of a page: a final `index.html` stands for its folder.
pub fn page_route(path: &str) -> String {
    let route = route(path);
    match route.strip_suffix("/index.html") {
        Some(folder) => format!("{folder}/"),
        None => route,
    }
}
