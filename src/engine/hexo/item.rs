//! What reading a post and reading a page have in common.

use chrono_tz::Tz;

use super::block::{self, FrontMatter, Prepared};
use super::config::Config;
use super::dates::{self, Reading as Date, Zones};
use super::permalink::Missing;
use super::{body, fence};
use crate::document::Document;
use crate::engine::{Reading, Setup};

/// A file on its way into the database.
#[derive(Clone, Copy, Debug)]
pub struct Item<'a> {
    /// The site.
    pub setup: &'a Setup,
    /// Its configuration.
    pub config: &'a Config,
    /// The file.
    pub document: &'a Document<'a>,
    /// The zone of the machine that builds.
    pub machine: Tz,
}

impl Item<'_> {
    /// Reads the front matter.
    ///
    /// # Errors
    /// The reason for which the file is dropped.
    pub fn front_matter<'t>(
        &self,
        prepared: Option<&'t Prepared<'_>>,
    ) -> Result<FrontMatter<'t>, String> {
        let whole = fence::whole(&self.document.source.text);
        block::read(prepared, whole, block::schema(self.config), self.machine)
    }

    fn zones(&self) -> Zones<'_> {
        Zones { machine: self.machine, site: &self.config.timezone }
    }

    /// The date under a key in milliseconds; none where a file time stands in for it.
    ///
    /// # Errors
    /// The reason for which the file is dropped.
    pub fn date(&self, front_matter: &FrontMatter<'_>, key: &str) -> Result<Option<f64>, String> {
        let zones = self.zones();
        self.adjusted(dates::to_date(&front_matter.heap, front_matter.id(key), zones.machine))
    }

    /// A date with the site's zone taken into account.
    ///
    /// # Errors
    /// The reason for which the file is dropped.
    pub fn adjusted(&self, date: Date) -> Result<Option<f64>, String> {
        match dates::adjust(date, self.zones()) {
            Date::Instant(instant) => Ok(Some(instant)),
            Date::Drops(reason) => Err(reason),
            Date::Absent | Date::NoDate(_) => Ok(None),
        }
    }

    /// What rendering finds out: the divider of the summary, or that the build fails. `source` is the path
    /// below the source folder.
    pub fn rendered(&self, source: &str, front_matter: &FrontMatter<'_>) -> Reading {
        match body::render(self.setup, self.config, source, front_matter, self.document) {
            Err(stop) => Reading::stopped(stop),
            Ok(rendered) => Reading {
                body: Some(front_matter.content),
                summary_divided: rendered.divided,
                vanishing: rendered.vanishing,
                ..Reading::page()
            },
        }
    }
}

/// An address made of a path.
///
/// # Errors
/// The reason for which the file is dropped.
pub fn url(
    path: Result<String, Missing>,
    route: fn(&str) -> String,
) -> Result<Option<String>, String> {
    match path {
        Ok(path) if is_malformed(&path) => Err("URI malformed".to_owned()),
        Ok(path) => Ok(Some(route(&path))),
        Err(Missing::Unknown) => Ok(None),
        Err(Missing::Drops(reason)) => Err(reason),
    }
}

/// Whether `decodeURI`, through which every address goes on its way into the database (`full_url_for.ts`,
/// `encode_url.ts`), refuses a path: for a `%` that begins no escape, or escapes that are no UTF-8.
fn is_malformed(path: &str) -> bool {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let bytes = path.as_bytes();
    let is_hex = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_hexdigit);
    let mut marks = memchr::memchr_iter(b'%', bytes);
    marks.any(|at| !is_hex(at + 1) || !is_hex(at + 2))
        || percent_encoding::percent_decode_str(path).decode_utf8().is_err()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_that_decode_uri_refuses() {
        for (path, malformed) in [
            ("a/100%/", true),
            ("100%?", true),
            ("a%2", true),
            ("%E4/", true),
            ("%E4%B8%AD/中", false),
            ("a%20b", false),
            ("a#100%", false),
            ("a?%", false),
        ] {
            assert_eq!(is_malformed(path), malformed, "{path}");
        }
    }
}
