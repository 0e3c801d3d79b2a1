//! One file as Hugo reads it.

use chrono::{DateTime, Utc};

use super::body::{self, Body, Checked};
use super::cascade::{Cascade, cascades};
use super::chain::{Dated, Dates};
use super::config::{Config, Site, Zone};
use super::content_path::FileKind;
use super::dates::{Moment, Zones};
use super::front_matter::{self, FrontMatter, Refused};
use super::page::{PageKind, Values};
use super::place::{Located, is_ignored, is_resource, locate};
use super::sections::Sections;
use super::url::{Address, Addressed};
use crate::document::Document;
use crate::engine::fault::Stop;
use crate::engine::{self, Outcome, Reading, Setup};

/// The zones that count for a language of the site.
pub(super) fn zones(setup: &Setup, site: &Site) -> Zones {
    let own = match site.zone {
        Zone::Unset => chrono_tz::Tz::UTC,
        Zone::Named(zone) => zone,
        Zone::Machine => setup.machine_zone,
    };
    Zones { site: own, machine: setup.machine_zone }
}

/// What Hugo makes of a file.
pub(super) fn read(setup: &Setup, config: &Config, path: &str, document: &Document<'_>) -> Reading {
    let dropped = || Reading::without_page(Outcome::Dropped, None);
    if is_ignored(config, path) {
        return dropped();
    }
    let Some(located) = locate(setup, config, path) else { return dropped() };
    let content = &located.content;
    if matches!(content.kind, FileKind::File | FileKind::Adapter) || content.disabled {
        return dropped();
    }
    let read = match front_matter::read(document) {
        Ok(read) => read,
        Err(refused) => return failed(&placed(document, &refused)),
    };
    if is_resource(setup, path, content) {
        return dropped();
    }
    page(setup, config, &located, document, &read).unwrap_or_else(Reading::stopped)
}

fn failed(message: &str) -> Reading {
    Reading::without_page(Outcome::Error, Some(message.to_owned()))
}

/// A refusal with row and column in the file, from 1.
fn placed(document: &Document<'_>, refused: &Refused) -> String {
    body::placed(&document.source.text, refused.at, &refused.message)
}

fn page(
    setup: &Setup,
    config: &Config,
    located: &Located,
    document: &Document<'_>,
    read: &FrontMatter,
) -> Result<Reading, Stop> {
    let Located { content, language } = located;
    let site = config.site(Some(language));
    let kind = PageKind::of(content, site);
    if !site.builds(kind.name()) {
        return Ok(Reading::without_page(Outcome::Dropped, None));
    }
    let none = Sections::default();
    let sections = match &setup.sections {
        engine::Sections::Hugo(sections) => sections,
        _ => &none,
    };
    let base = content.base();
    let own = read.values.get("cascade").map(cascades).transpose()?.unwrap_or_default();
    let fits = |cascade: &&Cascade| cascade.target.fits(kind.name(), &base, language);
    let inherited = sections.above(&base, language).flat_map(|branch| &branch.cascades);
    let all = own.iter().chain(inherited).chain(&site.cascades);
    let values = Values { own: &read.values, cascades: all.filter(fits).collect() };
    if let Some(message) = values.fatal(config, content) {
        return Err(message.into());
    }
    let value = |key: &str| values.get(key);
    let dated = Dated { value: &value, zones: zones(setup, site), name: content.base_name() };
    let dates = dated.ask(&site.chains);
    let title = values.text("title");
    let slug = match values.get("slug") {
        Some(_) => values.text("slug").trim_matches('-').to_owned(),
        None => dates.slug.clone().unwrap_or_default(),
    };
    let (date, values) = (dates.date, &values);
    let addressed =
        Addressed { config, site, sections, content, kind, values, title: &title, slug, date };
    let address = addressed.address()?;
    let checked = body::check(&Body { setup, config, site, content, values, document, read })?;
    let found = Found { site, kind, values, dates, address, checked };
    let body = Some(read.body);
    Ok(Reading { title: Some(title), body, ..found.reading() })
}

/// What was found about a page that is written.
struct Found<'f> {
    site: &'f Site,
    kind: PageKind,
    values: &'f Values<'f>,
    dates: Dates,
    address: Address,
    checked: Checked,
}

impl Found<'_> {
    fn reading(self) -> Reading {
        let bad_date = self
            .dates
            .unreadable
            .first()
            .map(|key| format!("the {key:?} front matter field is not a parsable date"));
        let (failing, fault) =
            self.checked.failing.map_or((None, None), |stop| (Some(stop.message), stop.fault));
        let error = bad_date.or_else(|| self.values.failing()).or(failing);
        let mut reading = Reading {
            outcome: if error.is_some() { Outcome::Error } else { Outcome::Page },
            error,
            fault,
            kind: match self.kind {
                PageKind::Page => engine::PageKind::Page,
                _ => engine::PageKind::Section,
            },
            date: instant(self.dates.date),
            updated: instant(self.dates.updated),
            draft: self.values.is_draft(),
            url: self.address.url,
            aliases: Some(self.address.aliases),
            summary_divided: self.checked.divided,
            ..Reading::page()
        };
        terms(&mut reading, self.values, self.site);
        reading
    }
}

fn instant(moment: Option<Moment>) -> Option<DateTime<Utc>> {
    moment.filter(|moment| !moment.is_zero()).map(|moment| moment.instant)
}

fn terms(reading: &mut Reading, values: &Values<'_>, site: &Site) {
    for taxonomy in &site.taxonomies {
        let terms = values.terms(&taxonomy.plural);
        match taxonomy.plural.as_str() {
            "tags" | "tag" => reading.tags = terms,
            "categories" | "category" => {
                reading.categories = terms.into_iter().map(|term| vec![term]).collect();
            }
            _ if terms.is_empty() => {}
            _ => {
                reading.taxonomies.insert(taxonomy.plural.clone(), terms);
            }
        }
    }
}
