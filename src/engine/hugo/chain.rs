//! Where each date of a page comes from (`resources/page/pagemeta/page_frontmatter.go`).

use super::cast;
use super::dates::{Moment, Zones, moment, text_moment};
use crate::value::Value;

/// The sources of each date in the order in which they are tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Chains {
    pub date: Vec<Source>,
    pub lastmod: Vec<Source>,
    pub publish: Vec<Source>,
    pub expiry: Vec<Source>,
}

/// One source of a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// A key of front matter, in lower case.
    Key(String),
    /// `:filename`
    FileName,
    /// `:fileModTime`, `:git` and names that Hugo does not know: never anything that a reading could know.
    Outside,
}

const DATE: &[&str] = &["date", "publishdate", "lastmod"];
const LASTMOD: &[&str] = &[":git", "lastmod", "date", "publishdate"];
const PUBLISH: &[&str] = &["publishdate", "date"];
const EXPIRY: &[&str] = &["expirydate"];

/// Other names of a key, tried right behind it.
const ALIASES: &[(&str, &[&str])] = &[
    ("lastmod", &["modified"]),
    ("publishdate", &["pubdate", "published"]),
    ("expirydate", &["unpublishdate"]),
];

impl Chains {
    /// The chains of a site; `settings` is its `frontmatter`, with keys in lower case.
    pub fn new(settings: Option<&Value>) -> Self {
        let chain = |key: &str, default: &[&str]| {
            let named = settings.and_then(|settings| settings.get(key)).map(cast::texts);
            match named {
                Some(names) => expanded(&names, default),
                None => expanded(&[":default".to_owned()], default),
            }
        };
        Self {
            date: chain("date", DATE),
            lastmod: chain("lastmod", LASTMOD),
            publish: chain("publishdate", PUBLISH),
            expiry: chain("expirydate", EXPIRY),
        }
    }

    /// Whether a key is a date to this site.
    pub fn has_key(&self, key: &str) -> bool {
        [&self.date, &self.lastmod, &self.publish, &self.expiry]
            .iter()
            .any(|chain| chain.iter().any(|source| source.is_key(key)))
    }
}

impl Source {
    fn new(name: String) -> Self {
        match name.as_str() {
            ":filename" => Self::FileName,
            _ if name.starts_with(':') => Self::Outside,
            _ => Self::Key(name),
        }
    }

    fn is_key(&self, key: &str) -> bool {
        matches!(self, Self::Key(own) if own == key)
    }
}

fn expanded(names: &[String], default: &[&str]) -> Vec<Source> {
    let mut all: Vec<String> = Vec::new();
    let mut add = |name: &str| {
        if !all.iter().any(|one| one == name) {
            all.push(name.to_owned());
        }
    };
    for name in names.iter().map(|name| name.to_lowercase()) {
        let meant = match name.as_str() {
            ":default" => default,
            name => &[name],
        };
        for name in meant {
            add(name);
            let aliases = ALIASES.iter().find(|(key, _)| key == name);
            aliases.into_iter().flat_map(|(_, aliases)| *aliases).for_each(|alias| add(alias));
        }
    }
    all.into_iter().map(Source::new).collect()
}

/// What the chains are asked about one page.
pub(super) struct Dated<'p> {
    /// A value of front matter, or one that a cascade gave.
    pub value: &'p dyn Fn(&str) -> Option<&'p Value>,
    pub zones: Zones,
    /// The file's name without language and extension, or the bundle's folder.
    pub name: &'p str,
}

/// What came of a page's dates.
#[derive(Debug, Default)]
pub(super) struct Dates {
    pub date: Option<Moment>,
    /// The last change, as written and not taken from the date.
    pub updated: Option<Moment>,
    /// The slug that a dated file name leaves.
    pub slug: Option<String>,
    /// Keys whose value is no date; the build fails for each.
    pub unreadable: Vec<String>,
}

/// Keys that say when a page was written or published, from which a last change may be taken over.
const FALLBACKS: &[&str] = &["date", "publishdate", "pubdate", "published"];

impl Dated<'_> {
    /// Asks all chains of a site.
    pub fn ask(&self, chains: &Chains) -> Dates {
        let mut dates = Dates::default();
        dates.date = self.first(&chains.date, &mut dates);
        let lastmod = self.first_source(&chains.lastmod, &mut dates);
        dates.updated =
            lastmod.filter(|(source, _)| self.is_own_change(source)).map(|found| found.1);
        self.first(&chains.publish, &mut dates);
        self.first(&chains.expiry, &mut dates);
        dates
    }

    fn is_own_change(&self, source: &Source) -> bool {
        match source {
            Source::Key(key) => !FALLBACKS.contains(&key.as_str()),
            Source::FileName | Source::Outside => false,
        }
    }

    fn first(&self, chain: &[Source], dates: &mut Dates) -> Option<Moment> {
        self.first_source(chain, dates).map(|(_, moment)| moment)
    }

    fn first_source<'c>(
        &self,
        chain: &'c [Source],
        dates: &mut Dates,
    ) -> Option<(&'c Source, Moment)> {
        chain.iter().find_map(|source| self.from(source, dates).map(|moment| (source, moment)))
    }

    fn from(&self, source: &Source, dates: &mut Dates) -> Option<Moment> {
        match source {
            Source::Outside => None,
            Source::FileName => {
                let (moment, slug) = dated_name(self.name, self.zones)?;
                dates.slug = Some(slug.to_owned());
                Some(moment)
            }
            Source::Key(key) => match (self.value)(key)? {
                Value::Null => None,
                Value::String(text) if text.is_empty() => None,
                value => {
                    let moment = moment(value, self.zones);
                    if moment.is_none() && !dates.unreadable.contains(key) {
                        dates.unreadable.push(key.clone());
                    }
                    moment
                }
            },
        }
    }
}

/// The date that a file name begins with, and what is left of it as a slug.
fn dated_name(name: &str, zones: Zones) -> Option<(Moment, &str)> {
    let stem = name.rfind('.').map_or(name, |dot| &name[..dot]);
    let date = stem.get(..10)?;
    let slug = |from: usize| stem.get(from..).unwrap_or_default().trim_matches([' ', '-', '_']);
    if let Some(clock) = stem.get(11..19) {
        let text = format!("{date}T{}", clock.replace('-', ":"));
        if let Some(moment) = text_moment(&text, zones).filter(|moment| !moment.is_zero()) {
            return Some((moment, slug(19)));
        }
    }
    let moment = text_moment(date, zones).filter(|moment| !moment.is_zero())?;
    Some((moment, slug(10)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(chain: &[Source]) -> Vec<&str> {
        let name = |source| match source {
            &Source::FileName => ":filename",
            Source::Outside => ":outside",
            Source::Key(key) => key.as_str(),
        };
        chain.iter().map(name).collect()
    }

    #[test]
    fn chains_are_expanded_with_aliases() {
        let chains = Chains::new(None);
        assert_eq!(
            names(&chains.date),
            ["date", "publishdate", "pubdate", "published", "lastmod", "modified"]
        );
        let own = Value::List(vec![
            Value::String(":fileName".into()),
            Value::String("created".into()),
            Value::String(":default".into()),
        ]);
        let chains = Chains::new(Some(&Value::Map(vec![("date".into(), own)])));
        assert_eq!(names(&chains.date)[..3], [":filename", "created", "date"]);
        assert!(chains.has_key("created") && chains.has_key("unpublishdate"));
    }

    #[test]
    fn names_may_begin_with_a_date() {
        let zones = Zones { site: chrono_tz::Tz::UTC, machine: chrono_tz::Tz::UTC };
        let slug = |name| dated_name(name, zones).map(|(_, slug)| slug);
        assert_eq!(slug("2021-09-27-hello"), Some("hello"));
        assert_eq!(slug("2021-09-27hello.v2"), Some("hello"));
        assert_eq!(slug("2021-09-27 10-53-58_x-"), Some("x"));
        assert_eq!(slug("2021-09-27"), Some(""));
        assert_eq!(slug("20210927-x"), None);
        assert_eq!(slug("2021-9-7-x-y-z"), None);
    }
}
