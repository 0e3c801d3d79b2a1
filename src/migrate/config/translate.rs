//! One setting from the engine that it comes from to the one that it goes to.

use super::default::is_default;
use super::emit::set;
use super::leaf::Leaf;
use super::table::{Setting, key, meaning};
use super::{fate, outside, row};
use crate::engine::{Engine, Setup};
use crate::migrate::front_matter::name;
use crate::migrate::redirects::Redirect;
use crate::migrate::{Action, Row};
use crate::value::Value;

/// The new configuration while it grows.
pub struct Site<'a> {
    /// The engine that the settings come from.
    pub from: &'a Setup,
    /// The one that they go to.
    pub to: Engine,
    /// What is said already.
    pub root: Vec<(String, Value)>,
    /// How many posts a list shows.
    pub per_page: Option<i128>,
    /// Old addresses that the configuration leads to others.
    pub aliases: Vec<Redirect>,
}

impl Site<'_> {
    /// The site's own address, which Hexo says in two keys.
    pub fn addresses(&mut self, leaves: &[Leaf]) {
        let say = |wanted: Setting| {
            let mut own = leaves.iter().filter(|leaf| {
                meaning(self.from.target.engine, &leaf.path).is_some_and(|(one, _)| one == wanted)
            });
            own.next_back().and_then(|leaf| as_text(&leaf.value))
        };
        let Some(url) = say(Setting::BaseUrl) else { return };
        let root = say(Setting::Root).unwrap_or_default();
        let bare = url.trim_end_matches('/');
        let root = root.trim_matches('/');
        let whole = match root.is_empty() || bare.ends_with(&format!("/{root}")) {
            true => bare.to_owned(),
            false => format!("{bare}/{root}"),
        };
        let whole = if self.to == Engine::Hugo { format!("{whole}/") } else { whole };
        self.put(Setting::BaseUrl, &[], Value::String(whole.clone()));
        let host = whole.find("://").map_or(0, |at| at + 3);
        let path = whole[host..].find('/').map_or("/", |at| &whole[host + at..]);
        let path = format!("/{}/", path.trim_matches('/')).replace("//", "/");
        self.put(Setting::Root, &[], Value::String(path));
    }

    /// Writes a setting, and tells where; none where the target has no such key.
    fn put(&mut self, setting: Setting, rest: &[&str], value: Value) -> Option<String> {
        let key = key(self.to, setting)?;
        let mut keys: Vec<&str> = key.split('.').filter(|part| !part.is_empty()).collect();
        keys.extend(rest);
        set(&mut self.root, &keys, value);
        Some(keys.join("."))
    }

    /// Keeps a setting as data for templates, in a map with the name of the engine that understands it.
    fn put_aside(&mut self, leaf: &Leaf) -> String {
        let own = self.from.target.engine.name();
        let mut keys = match self.to {
            Engine::Hexo => vec![own],
            Engine::Hugo => vec!["params", own],
            Engine::Zola => vec!["extra", own],
        };
        keys.extend(leaf.keys.iter().map(String::as_str));
        set(&mut self.root, &keys, without_nulls(leaf.value.clone()));
        keys.join(".")
    }

    /// A setting without which the source would be the same. What only its engine knows is kept for the way back, for
    /// nothing may be something there, as the `delimiter` of a media type.
    fn empty(&mut self, leaf: &Leaf, is_unknown: bool, has_key: bool) -> Option<Row> {
        let mut row = says_nothing(leaf, self.from.target.engine, has_key)?;
        if is_unknown && row.code == EMPTY && leaf.value != Value::Null {
            row.to = Some(self.put_aside(leaf));
            "It holds nothing, so it is only kept as data.".clone_into(&mut row.reason);
        }
        Some(row)
    }

    /// What becomes of a setting.
    pub fn row(&mut self, leaf: &Leaf) -> Row {
        let from = self.from.target.engine;
        let known = meaning(from, &leaf.path);
        let has_key = known.is_some_and(|(setting, _)| key(self.to, setting).is_some());
        if let Some(back) = self.restored(leaf) {
            return back;
        }
        if let Some(empty) = self.empty(leaf, known.is_none(), has_key) {
            return empty;
        }
        let Some((setting, rest)) = known else {
            let to = self.put_aside(leaf);
            let reason = format!(
                "Only {} or one of its themes and plugins knows it; it is kept as data for templates.",
                name(from)
            );
            return row(leaf, Action::NeedsHand, Some(to), reason, "engine-only");
        };
        match setting {
            Setting::BaseUrl | Setting::Root => row(
                leaf,
                Action::Kept,
                key(self.to, Setting::BaseUrl).map(str::to_owned),
                String::new(),
                "same",
            ),
            Setting::PerPage => self.per_page(leaf),
            Setting::Outputs if only_feeds(&leaf.value) => self.by_fate(leaf, Setting::Feeds),
            Setting::Alias => self.alias(leaf, rest),
            Setting::TagPath | Setting::CategoryPath => self.term_folder(leaf, setting),
            Setting::Language | Setting::Locale => self.language(leaf, setting),
            Setting::Params => {
                // The map for templates is one key deep in every engine.
                let keys: Vec<&str> = leaf.keys[1..].iter().map(String::as_str).collect();
                self.moved(leaf, setting, &keys)
            }
            Setting::Title
            | Setting::Subtitle
            | Setting::Description
            | Setting::Keywords
            | Setting::Author
            | Setting::TimeZone
            | Setting::PagerPath
            | Setting::Drafts
            | Setting::Emoji
            | Setting::Robots
            | Setting::SummaryLength => self.moved(leaf, setting, &[]),
            Setting::Future | Setting::Typography => {
                let reason = match setting {
                    Setting::Future => "The new site publishes the same posts.",
                    _ => "The new site writes quotes, dashes and dots in the same way.",
                };
                let to = key(self.to, setting).map(str::to_owned);
                row(leaf, Action::Kept, to, reason.to_owned(), "same")
            }
            Setting::Languages => self.of_language(leaf),
            _ => self.by_fate(leaf, setting),
        }
    }

    /// The same value under the target's key, or what else becomes of it.
    fn moved(&mut self, leaf: &Leaf, setting: Setting, rest: &[&str]) -> Row {
        match self.put(setting, rest, without_nulls(leaf.value.clone())) {
            Some(to) if to.eq_ignore_ascii_case(&leaf.path) => {
                row(leaf, Action::Kept, None, String::new(), "same")
            }
            Some(to) => row(leaf, Action::Moved, Some(to), String::new(), "same"),
            None => self.by_fate(leaf, setting),
        }
    }

    fn by_fate(&mut self, leaf: &Leaf, setting: Setting) -> Row {
        if let Some(folder) = outside::folder(leaf, self.from) {
            let reason =
                format!("Nothing is moved from `{folder}`, which lies outside of the site.");
            return row(leaf, Action::NeedsHand, None, reason, "outside");
        }
        let (action, reason, code) = fate(setting, self.from.target.engine, self.to);
        let is_kept = action != Action::Changed || FOR_THE_WAY_BACK.contains(&setting);
        let to = is_kept.then(|| self.put_aside(leaf));
        row(leaf, action, to, reason, code)
    }

    /// `hexo-generator-alias` takes old addresses from the configuration, by the files that they are written to.
    fn alias(&mut self, leaf: &Leaf, old: &str) -> Row {
        let rooted = |path: &str| {
            let path = path.strip_suffix("index.html").unwrap_or(path);
            let name = path.rsplit('/').next().unwrap_or(path);
            let slash = if name.is_empty() || name.contains('.') { "" } else { "/" };
            format!("/{}{slash}", path.trim_start_matches('/'))
        };
        let Some(new) = as_text(&leaf.value).filter(|new| !new.contains("://")) else {
            return self.by_fate(leaf, Setting::Languages);
        };
        let redirect = Redirect { old: rooted(old), new: rooted(&new) };
        let to = Some(redirect.new.clone());
        self.aliases.push(redirect);
        let reason = "A page at the old address leads to the new one.".to_owned();
        row(leaf, Action::Changed, to, reason, "alias")
    }

    /// Of the others only Hugo lets a site choose where the pages of terms are.
    fn term_folder(&mut self, leaf: &Leaf, setting: Setting) -> Row {
        let taxonomy = if setting == Setting::TagPath { "tags" } else { "categories" };
        if let (Engine::Hugo, Some(folder)) = (self.to, as_text(&leaf.value)) {
            let pattern = Value::String(format!("/{}/:slug/", folder.trim_matches('/')));
            set(&mut self.root, &["permalinks", "term", taxonomy], pattern);
            let to = Some(format!("permalinks.term.{taxonomy}"));
            return row(leaf, Action::Moved, to, String::new(), "same");
        }
        self.by_fate(leaf, setting)
    }

    fn per_page(&mut self, leaf: &Leaf) -> Row {
        let Value::Int(count) = leaf.value else { return self.by_fate(leaf, Setting::PerPage) };
        self.per_page.get_or_insert(count);
        if self.to == Engine::Zola {
            let to = Some("paginate_by of content/_index.md".to_owned());
            return row(leaf, Action::Moved, to, String::new(), "same");
        }
        self.moved(leaf, Setting::PerPage, &[])
    }

    /// Hexo may name several languages, the first of which is that of the site.
    fn language(&mut self, leaf: &Leaf, setting: Setting) -> Row {
        let code = match &leaf.value {
            Value::List(codes) => codes.first().and_then(as_text),
            value => as_text(value),
        };
        let Some(code) = code else { return self.by_fate(leaf, Setting::Working) };
        if self.to == Engine::Hugo {
            self.put(Setting::Locale, &[], Value::String(code));
        } else if setting == Setting::Language {
            self.put(Setting::Language, &[], Value::String(code));
        }
        let to = key(self.to, setting).or(key(self.to, Setting::Language));
        row(leaf, Action::Moved, to.map(str::to_owned), String::new(), "same")
    }

    /// A setting of one language.
    fn of_language(&mut self, leaf: &Leaf) -> Row {
        let [_, code, inner @ ..] = leaf.keys.as_slice() else {
            return self.by_fate(leaf, Setting::Languages);
        };
        let engine = self.from.target.engine;
        let inner = inner.join(".");
        let found = meaning(engine, &inner);
        match found {
            Some((setting @ (Setting::OfLanguage | Setting::Working | Setting::Feeds), _)) => {
                return self.by_fate(leaf, setting);
            }
            Some((Setting::Params | Setting::Locale, _)) => {
                return self.by_fate(leaf, Setting::OfLanguage);
            }
            _ => {}
        }
        let wanted = match found {
            Some((setting @ (Setting::Title | Setting::Taxonomies), _)) => key(self.to, setting),
            Some((setting @ Setting::Description, _)) => key(self.to, setting),
            _ => None,
        };
        match wanted {
            Some(wanted)
                if self.to != Engine::Hexo
                    && found.is_some_and(|(one, _)| one != Setting::Taxonomies) =>
            {
                let to = self.put_of_language(code, wanted, leaf.value.clone());
                row(leaf, Action::Moved, Some(to), String::new(), "same")
            }
            Some(_) => self.by_fate(leaf, Setting::Taxonomies),
            None => self.by_fate(leaf, Setting::Languages),
        }
    }

    /// Writes a setting of one language, and tells where. Zola says those of its default language beside all others,
    /// and refuses what is said at both places (config/src/config/languages.rs).
    fn put_of_language(&mut self, code: &str, key: &str, value: Value) -> String {
        if self.to == Engine::Zola && code.eq_ignore_ascii_case(&self.from.default_language()) {
            self.root.retain(|(name, _)| name != key);
            set(&mut self.root, &[key], value);
            return key.to_owned();
        }
        let code = match self.to {
            Engine::Hugo => code.to_lowercase(),
            Engine::Hexo | Engine::Zola => code.to_owned(),
        };
        let mut keys = vec!["languages", code.as_str()];
        keys.extend(key.split('.').filter(|part| !part.is_empty()));
        set(&mut self.root, &keys, value);
        keys.join(".")
    }

    /// What an earlier migration kept for the target goes back to its root.
    fn restored(&mut self, leaf: &Leaf) -> Option<Row> {
        let place: &[&str] = match self.from.target.engine {
            Engine::Hexo => &[],
            Engine::Hugo => &["params"],
            Engine::Zola => &["extra"],
        };
        let rest = leaf.keys.get(place.len()..)?;
        let named = leaf.keys.iter().zip(place).all(|(one, other)| one == other);
        let [first, rest @ ..] = rest else { return None };
        let is_said = leaf.value != Value::Null && !rest.is_empty();
        if !named || *first != self.to.name() || !is_said {
            return None;
        }
        let keys: Vec<&str> = rest.iter().map(String::as_str).collect();
        set(&mut self.root, &keys, leaf.value.clone());
        let reason = format!("{} understands it again.", name(self.to));
        Some(row(leaf, Action::Moved, Some(keys.join(".")), reason, "restored"))
    }
}

/// What is kept for the way back: readings of posts hang on it, or files that the engine makes.
const FOR_THE_WAY_BACK: [Setting; 6] = [
    Setting::Permalink,
    Setting::Taxonomies,
    Setting::TagPath,
    Setting::CategoryPath,
    Setting::TimeZone,
    Setting::Robots,
];

/// The reason of a setting that holds nothing.
const EMPTY: &str = "empty";

/// The row of a setting without which the source would be the same; `has_key` says whether the target has it too.
fn says_nothing(leaf: &Leaf, from: Engine, has_key: bool) -> Option<Row> {
    let (reason, code) = if matches!(leaf.value, Value::Null) || is_empty(&leaf.value) {
        ("It holds nothing, so it is left out.".to_owned(), EMPTY)
    } else if !has_key && is_default(from, &leaf.path, &leaf.value) {
        (format!("It says what {} does anyway.", name(from)), "default")
    } else {
        return None;
    };
    Some(row(leaf, Action::Changed, None, reason, code))
}

/// Whether a list is published as a page and as feeds only, as far as the names of formats tell.
fn only_feeds(outputs: &Value) -> bool {
    let Value::List(names) = outputs else { return false };
    names.iter().filter_map(as_text).all(|name| {
        let name = name.to_lowercase();
        ["html", "rss", "atom"].iter().any(|known| name.starts_with(known))
    })
}

fn as_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        _ => None,
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::String(text) => text.is_empty(),
        Value::List(items) => items.is_empty(),
        Value::Map(entries) => entries.is_empty(),
        _ => false,
    }
}

fn without_nulls(value: Value) -> Value {
    match value {
        Value::List(items) => Value::List(
            items.into_iter().filter(|item| *item != Value::Null).map(without_nulls).collect(),
        ),
        Value::Map(entries) => Value::Map(
            entries
                .into_iter()
                .filter(|(_, value)| *value != Value::Null)
                .map(|(key, value)| (key, without_nulls(value)))
                .collect(),
        ),
        other => other,
    }
}
