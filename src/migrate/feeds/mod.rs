//! Feeds: which the source publishes and where, and what the target needs so that the same addresses answer with the same
//! kind of feed, the same entries and the same ids, for a reader takes an entry with another id for a new post.

mod hexo;
mod hugo;
mod section;
mod zola;

use std::collections::BTreeSet;

use section::{Section, others, sections};

use super::census::Fact;
use super::config::{Leaf, Needs, leaves, set};
use super::plan::Text;
use super::redirects::Redirect;
use super::{Action, Kind as RowKind, Row};
use crate::engine::{ConfigFile, Engine, NameKind, Outcome, Setup, Target};
use crate::value::Value;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// The kind of a feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// RSS 2.0.
    Rss,
    /// Atom, RFC 4287.
    Atom,
}

impl Kind {
    /// Its name in settings and media types: `application/atom+xml`.
    const fn name(self) -> &'static str {
        match self {
            Self::Rss => "rss",
            Self::Atom => "atom",
        }
    }
}

/// The list whose newest entries a feed has.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// All posts of the site in its default language.
    Home,
    /// All posts in another language, by its code.
    Language(String),
    /// The posts of a section.
    Section(Section),
    /// The posts of each term of a taxonomy, in the default language or another.
    Terms {
        /// The taxonomy.
        taxonomy: String,
        /// The code of the language.
        language: Option<String>,
    },
}

impl Place {
    /// The language of the list; none for the default one.
    fn language(&self) -> Option<&str> {
        match self {
            Self::Home | Self::Section(_) => None,
            Self::Language(code) => Some(code),
            Self::Terms { language, .. } => language.as_deref(),
        }
    }
}

/// A feed of a site.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Feed {
    /// What it is a feed of.
    pub place: Place,
    /// Its file, from the folder of that list: `atom.xml`, `feed/index.xml`.
    pub file: String,
    /// Its kind.
    pub kind: Kind,
}

impl Feed {
    /// The address of its list, from the root of the site; `*` stands for any term.
    fn folder(&self) -> String {
        let language = self.place.language().map(|code| format!("{code}/")).unwrap_or_default();
        match &self.place {
            Place::Home | Place::Language(_) => format!("/{language}"),
            Place::Section(section) => section.url.clone(),
            Place::Terms { taxonomy, .. } => format!("/{language}{taxonomy}/*/"),
        }
    }

    /// Its address, from the root of the site.
    fn address(&self) -> String {
        self.folder() + &self.file
    }
}

/// What a site publishes.
#[derive(Debug, Default)]
struct Published {
    /// The feeds.
    feeds: Vec<Feed>,
    /// How many entries each has; none for all.
    limit: Option<usize>,
    /// Whether entries hold the whole text where there is a summary, too.
    whole: bool,
    /// Feeds that no target has, by their addresses with `*` for any name, and the reason.
    lost: Vec<(String, &'static str)>,
}

/// How the entries of a feed are chosen and named.
#[derive(Debug)]
struct Entries {
    /// How many there are; none for all.
    limit: Option<usize>,
    /// Whether they hold the whole text where there is a summary, too.
    whole: bool,
    /// The engine whose ids they have.
    like: Engine,
    /// The only folders below that of the content whose pages are entries; empty for all pages with a date.
    folders: Vec<String>,
    /// Signs in addresses that the source writes as they are and the target writes with a percent sign.
    signs: Vec<char>,
}

/// What the feeds of the new site need, and their account.
#[derive(Debug, Default)]
pub struct Carried {
    /// Settings by their keys from the root.
    settings: Vec<(Vec<String>, Value)>,
    /// The feeds that the new site has.
    feeds: Vec<Feed>,
    /// The file of the source that the account of feeds names.
    file: String,
    /// Templates or scripts.
    pub texts: Vec<Text>,
    /// The feeds of the home page, for the head of pages: file and media type.
    pub links: Vec<(String, String)>,
    /// One row for each feed.
    pub rows: Vec<Row>,
}

impl Carried {
    /// Whether there are feeds, whose entries have ids.
    #[must_use]
    pub fn are_there(&self) -> bool {
        !self.feeds.is_empty()
    }

    /// The taxonomies whose terms have feeds.
    fn of_terms(&self) -> BTreeSet<String> {
        let named = self.feeds.iter().filter_map(|feed| match &feed.place {
            Place::Terms { taxonomy, .. } => Some(taxonomy.clone()),
            Place::Home | Place::Language(_) | Place::Section(_) => None,
        });
        named.collect()
    }

    /// The files of the sections that have to ask for a feed themselves, as in Zola, from the root of the new site.
    #[must_use]
    pub fn of_sections(&self, to: Engine) -> BTreeSet<String> {
        if to != Engine::Zola {
            return BTreeSet::new();
        }
        let named = self.feeds.iter().filter_map(|feed| match &feed.place {
            Place::Section(section) => Some(format!("content/{}/_index.md", section.folder)),
            Place::Home | Place::Language(_) | Place::Terms { .. } => None,
        });
        named.collect()
    }

    /// Rows for the feeds of terms whose pages have another address now. In Hexo a term has one page for all languages, and a
    /// feed for each.
    #[must_use]
    pub fn moved(&self, to: Engine, terms: &[Redirect]) -> Vec<Row> {
        let mut rows = Vec::new();
        for feed in self.feeds.iter().filter(|feed| matches!(feed.place, Place::Terms { .. })) {
            let folder = feed.folder();
            let list = folder.trim_end_matches("*/");
            let language = feed.place.language().filter(|_| to == Engine::Hexo);
            let before = language.map(|code| format!("/{code}")).unwrap_or_default();
            for Redirect { old, new } in terms.iter().filter(|one| one.old.starts_with(list)) {
                let new = format!("{before}{new}");
                if *old == new {
                    continue;
                }
                let old = format!("{old}{}", feed.file);
                let to = Some(format!("{new}{}", feed.file));
                let reason = "The page of the term has another address, and its feed moves with it; only your host can lead readers there.";
                rows.push(Row {
                    to,
                    ..row(&self.file, &old, Action::NeedsHand, reason, "feed-moved")
                });
            }
        }
        rows
    }

    /// Adds the settings to those of the new site; what is said already stays.
    pub fn require(&self, root: &mut Vec<(String, Value)>, needs: &mut Needs) {
        needs.term_feeds = self.of_terms();
        for (keys, value) in &self.settings {
            let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
            set(root, &keys, value.clone());
        }
    }

    /// The feeds that the target can have; each that there was has its row. `differs` says how the entries differ.
    fn account(&mut self, published: &Published, to: Engine, differs: &str) -> Vec<Feed> {
        let mut feeds = Vec::new();
        let mut tell = |name: &str, action, reason: &str, code| {
            self.rows.push(row(&self.file, name, action, reason, code));
        };
        for (name, reason) in &published.lost {
            tell(name, Action::Dropped, reason, "feed-lost");
        }
        for feed in &published.feeds {
            let refused = match to {
                Engine::Hexo => hexo::refuses(feed),
                Engine::Hugo => hugo::refuses(feed),
                Engine::Zola => zola::refuses(feed),
            };
            match refused {
                Some(reason) => tell(&feed.address(), Action::Dropped, reason, "feed-lost"),
                None if differs.is_empty() => tell(&feed.address(), Action::Kept, "", "same"),
                None => tell(&feed.address(), Action::Changed, differs, "feed-entries"),
            }
            feeds.extend(Some(feed.clone()).filter(|_| refused.is_none()));
        }
        feeds
    }

    fn set(&mut self, keys: &[&str], value: Value) {
        self.settings.push((keys.iter().map(ToString::to_string).collect(), value));
    }
}

/// The feeds that the source publishes, and what the target does for them.
#[must_use]
pub fn carried(
    from: &Setup,
    to: Target,
    config: &[ConfigFile],
    facts: &[Fact],
    new_paths: &[String],
) -> Carried {
    let engine = from.target.engine;
    let sections = sections(from, facts, new_paths);
    let in_folders = facts.iter().filter(|fact| !fact.name.folders.is_empty());
    let with_folders = in_folders.filter_map(|fact| fact.name.language.as_deref()).collect();
    let source =
        Source { setup: from, leaves: leaves(from, config), config, sections, with_folders };
    let mut published = match engine {
        Engine::Hexo => hexo::published(&source),
        Engine::Hugo => hugo::published(&source),
        Engine::Zola => zola::published(&source),
    };
    let languages: BTreeSet<&str> =
        facts.iter().filter_map(|fact| fact.name.language.as_deref()).collect();
    published.feeds.retain(|feed| {
        let has_pages = feed.place.language().is_none_or(|code| languages.contains(code));
        has_pages && has_terms(&feed.place, facts)
    });
    published.lost.extend(others(engine, facts).into_iter().map(|address| (address, OF_LISTS)));
    published.feeds.sort();
    published.feeds.dedup();
    let file = config.first().map_or("", |file| &file.source.path);
    let mut carried = Carried { file: file.to_owned(), ..Carried::default() };
    let feeds = carried.account(&published, to.engine, differs(engine, facts));
    carried.rows.extend(section::without(from, to.engine, facts, &feeds));
    if !feeds.is_empty() {
        let entries = entries(&published, engine, to.engine, facts, new_paths);
        match to.engine {
            Engine::Hexo => hexo::publish(&feeds, &entries, &mut carried),
            Engine::Hugo => hugo::publish(&feeds, &entries, &mut carried),
            Engine::Zola => zola::publish(&feeds, &entries, &mut carried),
        }
        let home = feeds.iter().filter(|feed| feed.place == Place::Home);
        carried.links = home
            .map(|feed| (feed.file.clone(), format!("application/{}+xml", feed.kind.name())))
            .collect();
    }
    carried.feeds = feeds;
    carried
}

/// Whether a list of terms lists any; the other places are there anyway.
fn has_terms(place: &Place, facts: &[Fact]) -> bool {
    let Place::Terms { taxonomy, language } = place else { return true };
    let mut of_language = facts.iter().filter(|fact| fact.name.language == *language);
    of_language.any(|fact| !fact.terms_in(taxonomy).is_empty())
}

/// The path of the id that the source gave to an entry, where the page has another address now.
#[must_use]
pub fn id_path(from: Engine, url: &str) -> String {
    match from {
        Engine::Zola => url.to_owned(),
        Engine::Hexo | Engine::Hugo => utf8_percent_encode(url, ENCODED).to_string(),
    }
}

/// What Hexo's encodeURL and Go's `URL.String` write with a percent sign, beside what is not ASCII.
const ENCODED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'`')
    .add(b'{')
    .add(b'}')
    .add(b'#')
    .add(b'?');

/// The key of a post whose id has to be said.
pub const ID_KEY: &str = "feed_id";

/// The key of a page that no feed but those of its terms has.
pub const ENTRY_KEY: &str = "feed_entry";

/// The configuration of the source, as far as feeds ask for it.
struct Source<'s> {
    setup: &'s Setup,
    leaves: Vec<Leaf>,
    config: &'s [ConfigFile],
    sections: Vec<Section>,
    /// The other languages that have pages in folders.
    with_folders: BTreeSet<&'s str>,
}

impl Source<'_> {
    /// What a setting says; the last file that says it counts.
    fn say(&self, path: &str) -> Option<&Value> {
        let same = |leaf: &&Leaf| leaf.path.eq_ignore_ascii_case(path);
        self.leaves.iter().rfind(same).map(|leaf| &leaf.value)
    }

    /// The names of the maps that stand directly below a key.
    fn names_below(&self, key: &str) -> BTreeSet<&str> {
        let below = self.leaves.iter().filter_map(|leaf| {
            let (head, rest) = leaf.path.split_at_checked(key.len())?;
            let rest = rest.strip_prefix('.').filter(|_| head.eq_ignore_ascii_case(key))?;
            rest.split('.').next()
        });
        below.collect()
    }
}

/// The texts of a setting: itself, or those of a list.
fn texts(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(text)) => vec![text.clone()],
        Some(Value::List(items)) => items.iter().flat_map(|item| texts(Some(item))).collect(),
        _ => Vec::new(),
    }
}

/// A number of entries; none where it is no limit.
fn limit(value: Option<&Value>) -> Option<usize> {
    match value {
        Some(Value::Int(number)) => usize::try_from(*number).ok().filter(|number| *number > 0),
        _ => None,
    }
}

/// Why feeds of other lists than that of all posts are not there.
const OF_LISTS: &str = "A feed of this list is not carried; who reads this one gets nothing new.";

/// Signs that one engine writes as they are in addresses and another with a percent sign.
const SIGNS: &str = "!'()*$&+,:;=@";

/// Which of these an engine writes as they are: Hexo's encodeURL as browsers do, Go's `URL.String`, Tera's `urlencode`.
const fn plain_signs(engine: Engine) -> &'static str {
    match engine {
        Engine::Hexo => SIGNS,
        Engine::Hugo => "$&+,:;=@",
        Engine::Zola => "",
    }
}

fn entries(
    published: &Published,
    from: Engine,
    to: Engine,
    facts: &[Fact],
    new_paths: &[String],
) -> Entries {
    let urls = || facts.iter().filter_map(|fact| fact.reading.url.as_deref());
    let signs = plain_signs(from).chars().filter(|sign| !plain_signs(to).contains(*sign));
    let first = |path: &String| {
        let below = path.strip_prefix("content/")?;
        below.split_once('/').map(|(first, _)| first.to_owned())
    };
    // Pages of Hexo outside its folder of posts are in no feed.
    let posts = facts.iter().zip(new_paths).filter(|(fact, _)| fact.name.kind == NameKind::Post);
    let folders: BTreeSet<String> = posts.filter_map(|(_, path)| first(path)).collect();
    Entries {
        limit: published.limit,
        whole: published.whole,
        like: from,
        folders: if from == Engine::Hexo { folders.into_iter().collect() } else { Vec::new() },
        signs: signs.filter(|sign| urls().any(|url| url.contains(*sign))).collect(),
    }
}

/// Why the entries are not quite those of the source; empty where they are.
fn differs(from: Engine, facts: &[Fact]) -> &'static str {
    let published =
        || facts.iter().filter(|fact| fact.reading.outcome == Outcome::Page && !fact.reading.draft);
    let of_hugo = |fact: &Fact| {
        fact.name.kind != NameKind::Section && (fact.reading.date.is_none() || fact.order.is_some())
    };
    match from {
        Engine::Hugo if published().any(of_hugo) => {
            "It has the pages with a date, the newest first; Hugo adds those without one, and puts those with a weight before all."
        }
        _ => "",
    }
}

fn row(file: &str, name: &str, action: Action, reason: &str, code: &'static str) -> Row {
    let (file, name, reason) = (file.to_owned(), name.to_owned(), reason.to_owned());
    Row { file, line: None, kind: RowKind::Feed, name, action, to: None, reason, code }
}
