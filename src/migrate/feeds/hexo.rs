//! Feeds of Hexo: those of hexo-generator-feed, and the script that writes them here.

use std::collections::BTreeSet;

use super::{Carried, Entries, Feed, Kind, OF_LISTS, Place, Published, Source, limit, texts};
use crate::engine::Engine;
use crate::migrate::plan::Text;
use crate::value::{self, Value};

/// The plugin without which Hexo has no feeds.
const PLUGIN: &str = "hexo-generator-feed";

/// The script, and where it stands.
const SCRIPT: &str = include_str!("template/hexo.js");
const PATH: &str = "scripts/feeds.js";

/// What stands for the term in the path of a feed.
const TERM: &str = ":term";

/// How many entries the plugin takes where nothing is said (its index.js).
const LIMIT: i128 = 20;

/// What the site publishes: by the plugin, and by our script where an earlier migration wrote it.
pub fn published(source: &Source<'_>) -> Published {
    let mut published = of_script(source);
    if !has_plugin(source) {
        return published;
    }
    let default = Value::Int(LIMIT);
    published.limit = limit(Some(source.say("feed.limit").unwrap_or(&default)));
    published.whole = source.say("feed.content") != Some(&Value::Bool(false));
    published.feeds.extend(of_plugin(source));
    published
}

/// Whether the plugin is there. Without a `package.json` its settings have to tell.
fn has_plugin(source: &Source<'_>) -> bool {
    let package = source.config.iter().find(|file| file.source.path == "package.json");
    match package.map(|file| value::json::read(&file.source.text)) {
        Some(Ok(package)) => ["dependencies", "devDependencies"]
            .iter()
            .any(|key| package.get(key).and_then(|names| names.get(PLUGIN)).is_some()),
        _ => !source.names_below("feed").is_empty(),
    }
}

/// Kinds and files as the plugin's index.js puts them right.
fn of_plugin(source: &Source<'_>) -> Vec<Feed> {
    let (types, paths) = (source.say("feed.type"), source.say("feed.path"));
    let is_list =
        |value: Option<&Value>| matches!(value, Some(Value::List(items)) if !items.is_empty());
    let kind = |name: &str| if name == "rss2" { Kind::Rss } else { Kind::Atom };
    let kinds = match texts(types).as_slice() {
        [_, _, ..] => vec![Kind::Atom, Kind::Rss],
        [one] => vec![kind(one)],
        [] => vec![Kind::Atom],
    };
    let paths = if is_list(types) == is_list(paths) { texts(paths) } else { Vec::new() };
    let mut paths = paths.into_iter().filter(|path| !path.is_empty());
    let file = |kind: Kind| {
        let name = if kind == Kind::Rss { "rss2.xml" } else { "atom.xml" };
        let file = paths.next().unwrap_or_else(|| name.to_owned());
        let has_extension = file.rsplit('/').next().is_some_and(|name| name.contains('.'));
        if has_extension { file } else { file + ".xml" }
    };
    let files: Vec<String> = kinds.iter().copied().map(file).collect();
    let feed = |(file, kind): (String, Kind)| Feed {
        place: Place::Home,
        file: file.trim_start_matches('/').to_owned(),
        kind,
    };
    files.into_iter().zip(kinds).map(feed).collect()
}

/// The list that our script reads.
fn of_script(source: &Source<'_>) -> Published {
    let mut published = Published { whole: true, ..Published::default() };
    let Some(Value::List(feeds)) = source.say("feeds") else { return published };
    if !source.setup.listing.has(PATH) {
        return published;
    }
    for feed in feeds {
        let say = |key: &str| texts(feed.get(key)).concat();
        let kind = if say("type") == Kind::Rss.name() { Kind::Rss } else { Kind::Atom };
        let (code, taxonomy, path) = (say("language"), say("terms"), say("path"));
        if feed.get("below").is_some() {
            published.lost.push((format!("/{path}"), OF_LISTS));
            continue;
        }
        let (place, folder) = match (code.is_empty(), taxonomy.is_empty()) {
            (true, true) => (Place::Home, String::new()),
            (false, true) => (Place::Language(code.clone()), format!("{code}/")),
            (_, false) => {
                let language = Some(code).filter(|code| !code.is_empty());
                let before = language.as_ref().map(|code| format!("{code}/")).unwrap_or_default();
                let folder = format!("{before}{taxonomy}/{TERM}/");
                (Place::Terms { taxonomy, language }, folder)
            }
        };
        let file = path.strip_prefix(&folder).unwrap_or(&path).to_owned();
        published.limit = limit(feed.get("limit"));
        published.whole = feed.get("whole") != Some(&Value::Bool(false));
        published.feeds.push(Feed { place, file, kind });
    }
    published
}

/// Why Hexo cannot have a feed.
pub fn refuses(feed: &Feed) -> Option<&'static str> {
    match &feed.place {
        Place::Section(section) if !section.is_whole => {
            Some("Hexo has no sections, and the posts of this one are not those below its address.")
        }
        _ => None,
    }
}

/// A list in the configuration, and the script that reads it.
pub fn publish(feeds: &[Feed], entries: &Entries, carried: &mut Carried) {
    let codes: BTreeSet<&str> = feeds.iter().filter_map(|feed| feed.place.language()).collect();
    let codes: Vec<Value> = codes.into_iter().map(|code| Value::String(code.to_owned())).collect();
    let listed = |feed: &Feed| {
        let mut entry = Vec::new();
        let mut say = |key: &str, value: Value| entry.push((key.to_owned(), value));
        let path = feed.address().replacen('*', TERM, 1);
        say("path", Value::String(path.trim_start_matches('/').to_owned()));
        say("type", Value::String(feed.kind.name().to_owned()));
        if let Some(limit) = entries.limit {
            say("limit", Value::Int(limit as i128));
        }
        if !entries.whole {
            say("whole", Value::Bool(false));
        }
        match &feed.place {
            Place::Section(section) => {
                say("below", Value::String(section.url.trim_matches('/').to_owned()));
            }
            Place::Terms { taxonomy, .. } => say("terms", Value::String(taxonomy.clone())),
            Place::Home | Place::Language(_) => {}
        }
        match feed.place.language() {
            Some(code) => say("language", Value::String(code.to_owned())),
            None if codes.is_empty() || matches!(feed.place, Place::Section(_)) => {}
            None => say("without", Value::List(codes.clone())),
        }
        Value::Map(entry)
    };
    carried.set(&["feeds"], Value::List(feeds.iter().map(listed).collect()));
    let id = match entries.like {
        Engine::Zola => "decodeURI(url(page))",
        Engine::Hexo | Engine::Hugo => "url(page)",
    };
    carried.texts.push(Text { path: PATH.to_owned(), text: SCRIPT.replace("ID(page)", id) });
}
