//! Feeds of Hugo: output formats for lists, of which RSS is there without being asked for.

use super::{Carried, Entries, Feed, Kind, OF_LISTS, Place, Published, Source, limit, texts};
use crate::engine::Engine;
use crate::migrate::plan::Text;
use crate::value::Value;

const ATOM: &str = include_str!("template/hugo_atom.xml");
const RSS: &str = include_str!("template/hugo_rss.xml");

/// The kinds of lists that have outputs.
const LISTS: [&str; 4] = ["home", "section", "taxonomy", "term"];

/// An output format that is a feed.
struct Format {
    name: String,
    file: String,
    kind: Kind,
}

/// What the site publishes.
pub fn published(source: &Source<'_>) -> Published {
    let formats = formats(source);
    let mut published = Published {
        limit: limit(source.say("services.rss.limit").or_else(|| source.say("rssLimit"))),
        ..Published::default()
    };
    let mut add = |prefix: &str, place: Place| {
        let own = |path: &str| source.say(&format!("{prefix}{path}")).or_else(|| source.say(path));
        let disabled = texts(own("disableKinds"));
        let is_off = |kind: &str| disabled.iter().any(|one| one.eq_ignore_ascii_case(kind));
        let outputs = own("outputs.home").map(|names| texts(Some(names)));
        let outputs = outputs.unwrap_or_else(|| vec!["rss".to_owned()]);
        let others = ["section", "term", "taxonomy"].iter().any(|list| {
            let names = own(&format!("outputs.{list}")).map(|names| texts(Some(names)));
            let names = names.unwrap_or_else(|| vec!["rss".to_owned()]);
            let is_feed =
                |format: &Format| names.iter().any(|name| name.eq_ignore_ascii_case(&format.name));
            !is_off(list) && !is_off("rss") && formats.iter().any(is_feed)
        });
        if others && place == Place::Home {
            published.lost.push(("/*/*.xml".to_owned(), OF_LISTS));
        }
        for format in formats.iter().filter(|_| !is_off("home")) {
            let is_named = outputs.iter().any(|name| name.eq_ignore_ascii_case(&format.name));
            if is_named && !(format.name == "rss" && is_off("rss")) {
                let (place, file, kind) = (place.clone(), format.file.clone(), format.kind);
                published.feeds.push(Feed { place, file, kind });
            }
        }
    };
    add("", Place::Home);
    let default = source.setup.default_language();
    for code in source.names_below("languages") {
        if !code.eq_ignore_ascii_case(&default) {
            add(&format!("languages.{code}."), Place::Language(code.to_owned()));
        }
    }
    if source.say("defaultContentLanguageInSubdir") == Some(&Value::Bool(true)) {
        for feed in published.feeds.iter_mut().filter(|feed| feed.place == Place::Home) {
            feed.file = format!("{default}/{}", feed.file);
        }
    }
    published
}

/// The built-in format and those of the site that are feeds (output/outputFormat.go).
fn formats(source: &Source<'_>) -> Vec<Format> {
    let mut names = source.names_below("outputFormats");
    names.insert("rss");
    let format = |name: &str| {
        let say = |key: &str| texts(source.say(&format!("outputFormats.{name}.{key}"))).concat();
        let media = match (say("mediaType"), name) {
            (media, "rss") if media.is_empty() => "application/rss+xml".to_owned(),
            (media, _) => media.to_lowercase(),
        };
        let kind = match media.as_str() {
            "application/rss+xml" => Kind::Rss,
            media if media.contains("atom") => Kind::Atom,
            _ => return None,
        };
        let suffix = texts(source.say(&format!("mediaTypes.{media}.suffixes"))).into_iter().next();
        let suffix = suffix.unwrap_or_else(|| "xml".to_owned());
        let base = Some(say("baseName")).filter(|base| !base.is_empty());
        let base = base.unwrap_or_else(|| "index".to_owned());
        let folder = say("path");
        let folder = folder.trim_matches('/');
        let slash = if folder.is_empty() { "" } else { "/" };
        Some(Format {
            name: name.to_owned(),
            file: format!("{folder}{slash}{base}.{suffix}"),
            kind,
        })
    };
    names.into_iter().filter_map(format).collect()
}

/// Why Hugo cannot have a feed.
pub fn refuses(feed: &Feed) -> Option<&'static str> {
    let is_xml = feed.file.ends_with(".xml");
    (!is_xml).then_some("Hugo writes a feed with the ending .xml only, unless a media type of its own is declared for it.")
}

/// Output formats with their templates.
pub fn publish(feeds: &[Feed], entries: &Entries, carried: &mut Carried) {
    let mut formats: Vec<(&str, Kind, String)> = Vec::new();
    for feed in feeds {
        if formats.iter().any(|(file, kind, _)| *file == feed.file && *kind == feed.kind) {
            continue;
        }
        let nth = 1 + formats.iter().filter(|(_, kind, _)| *kind == feed.kind).count();
        let number = if nth == 1 { String::new() } else { nth.to_string() };
        let name = format!("{}{number}", feed.kind.name());
        declare(&name, feed, carried);
        let template = if feed.kind == Kind::Atom { ATOM } else { RSS };
        let path = format!("layouts/list.{name}.xml");
        carried.texts.push(Text { path, text: filled(template, &name, entries) });
        formats.push((&feed.file, feed.kind, name));
    }
    let named = |place: &Place| {
        let own = feeds.iter().filter(|feed| feed.place == *place).filter_map(|feed| {
            formats.iter().find(|(file, kind, _)| *file == feed.file && *kind == feed.kind)
        });
        let names = own.map(|(_, _, name)| name.as_str());
        let all = std::iter::once("html").chain(names).map(|name| Value::String(name.to_owned()));
        Value::List(all.collect())
    };
    let mut places: Vec<&Place> = feeds.iter().map(|feed| &feed.place).collect();
    places.dedup();
    for place in places {
        let prefix: Vec<&str> = match place {
            Place::Home => Vec::new(),
            Place::Language(code) => vec!["languages", code],
        };
        for list in LISTS {
            let html = || Value::List(vec![Value::String("html".to_owned())]);
            let outputs = if list == "home" { named(place) } else { html() };
            carried.set(&[prefix.as_slice(), &["outputs", list]].concat(), outputs);
        }
    }
    if let Some(limit) = entries.limit {
        carried.set(&["services", "rss", "limit"], Value::Int(limit as i128));
    }
}

/// An output format of the new site.
fn declare(name: &str, feed: &Feed, carried: &mut Carried) {
    let text = |text: &str| Value::String(text.to_owned());
    let media = format!("application/{}+xml", feed.kind.name());
    let (folder, file) = feed.file.rsplit_once('/').unwrap_or(("", &feed.file));
    let stem = file.strip_suffix(".xml").unwrap_or(file);
    let key = |key: &'static str| ["outputFormats", name, key];
    carried.set(&key("mediaType"), text(&media));
    carried.set(&key("baseName"), text(stem));
    carried.set(&key("rel"), text("alternate"));
    if !folder.is_empty() {
        carried.set(&key("path"), text(folder));
    }
    if feed.kind == Kind::Atom {
        carried.set(&["mediaTypes", &media, "suffixes"], Value::List(vec![text("xml")]));
    }
}

/// A template with what depends on the source.
fn filled(template: &str, name: &str, entries: &Entries) -> String {
    let is_like_zola = entries.like == Engine::Zola;
    let mut id =
        if is_like_zola { "urls.PathUnescape .Permalink" } else { ".Permalink" }.to_owned();
    for sign in &entries.signs {
        id = format!("replace ({id}) \"%{:02X}\" \"{sign}\"", u32::from(*sign));
    }
    let quoted: Vec<String> = entries.folders.iter().map(|name| format!("{name:?}")).collect();
    let chosen = match quoted.is_empty() {
        true => String::new(),
        false => {
            let names = quoted.join(" ");
            format!("{{{{- $pages = where $pages \"Section\" \"in\" (slice {names}) }}}}\n")
        }
    };
    let feed_id = if is_like_zola { "$self" } else { "site.Home.Permalink" };
    let text = if entries.whole { ".Content" } else { ".Summary" };
    template
        .replace("{{/* chosen */}}\n", &chosen)
        .replace("ENTRY_ID", &id)
        .replace("FEED_ID", feed_id)
        .replace("FORMAT", name)
        .replace(".ENTRY_TEXT", text)
}
