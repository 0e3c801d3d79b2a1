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
    of_language(source, &formats, None, &mut published);
    let default = source.setup.default_language();
    for code in source.names_below("languages") {
        if !code.eq_ignore_ascii_case(&default) {
            of_language(source, &formats, Some(code), &mut published);
        }
    }
    if source.say("defaultContentLanguageInSubdir") == Some(&Value::Bool(true)) {
        for feed in published.feeds.iter_mut().filter(|feed| feed.place == Place::Home) {
            feed.file = format!("{default}/{}", feed.file);
        }
    }
    published
}

/// The feeds of one language. What a list is published as is RSS, too, where nothing is said of it.
fn of_language(
    source: &Source<'_>,
    formats: &[Format],
    code: Option<&str>,
    published: &mut Published,
) {
    let prefix = code.map(|code| format!("languages.{code}.")).unwrap_or_default();
    let own = |path: &str| source.say(&format!("{prefix}{path}")).or_else(|| source.say(path));
    let disabled = texts(own("disableKinds"));
    let is_off = |kind: &str| disabled.iter().any(|one| one.eq_ignore_ascii_case(kind));
    let of_list = |list: &str| {
        let outputs = own(&format!("outputs.{list}")).map(|names| texts(Some(names)));
        let outputs = outputs.unwrap_or_else(|| vec!["rss".to_owned()]);
        let is_published = |format: &&Format| {
            let is_named = outputs.iter().any(|name| name.eq_ignore_ascii_case(&format.name));
            is_named && !is_off(list) && !(format.name == "rss" && is_off("rss"))
        };
        formats.iter().filter(is_published).collect::<Vec<&Format>>()
    };
    let language = code.map(str::to_owned);
    let home = language.clone().map_or(Place::Home, Place::Language);
    let taxonomies =
        if is_off("taxonomy") { Vec::new() } else { source.setup.taxonomies("content/a.md") };
    let terms = taxonomies.iter().map(|taxonomy| Place::Terms {
        taxonomy: (*taxonomy).to_owned(),
        language: language.clone(),
    });
    let sections = source.sections.iter().filter(|_| code.is_none()).cloned();
    let sections = sections.map(|section| ("section", Place::Section(section)));
    let lists = std::iter::once(("home", home)).chain(terms.map(|place| ("term", place)));
    let lists = lists.chain(sections);
    for (list, place) in lists {
        for Format { file, kind, .. } in of_list(list) {
            let (place, file, kind) = (place.clone(), file.clone(), *kind);
            published.feeds.push(Feed { place, file, kind });
        }
    }
    let folder = code.map(|code| format!("/{code}")).unwrap_or_default();
    let sections = of_list("section")
        .into_iter()
        .filter(|_| code.is_some_and(|code| source.with_folders.contains(code)));
    let sections = sections.map(|format| format!("{folder}/*/{}", format.file));
    let lists = of_list("taxonomy").into_iter().flat_map(|format| {
        taxonomies.iter().map(|taxonomy| format!("{folder}/{taxonomy}/{}", format.file))
    });
    published.lost.extend(sections.chain(lists).map(|address| (address, OF_LISTS)));
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
    let mut languages: Vec<Option<&str>> = feeds.iter().map(|feed| feed.place.language()).collect();
    languages.sort_unstable();
    languages.dedup();
    for language in languages {
        let prefix: Vec<&str> = language.map_or_else(Vec::new, |code| vec!["languages", code]);
        for list in LISTS {
            let is_own = |feed: &&Feed| {
                let is_listed = match &feed.place {
                    Place::Home | Place::Language(_) => list == "home",
                    Place::Terms { .. } => list == "term",
                    Place::Section(_) => false,
                };
                is_listed && feed.place.language() == language
            };
            let own: Vec<&Feed> = feeds.iter().filter(is_own).collect();
            let is_named = |(file, kind, _): &&(&str, Kind, String)| {
                own.iter().any(|feed| feed.file == *file && feed.kind == *kind)
            };
            let names = formats.iter().filter(is_named).map(|(_, _, name)| name.as_str());
            let names = std::iter::once("html").chain(names);
            let names = names.map(|name| Value::String(name.to_owned())).collect();
            carried.set(&[prefix.as_slice(), &["outputs", list]].concat(), Value::List(names));
        }
    }
    of_sections(feeds, &formats, carried);
    if let Some(limit) = entries.limit {
        carried.set(&["services", "rss", "limit"], Value::Int(limit as i128));
    }
}

/// Sections that have feeds; the others have none.
fn of_sections(feeds: &[Feed], formats: &[(&str, Kind, String)], carried: &mut Carried) {
    let text = |text: &str| Value::String(text.to_owned());
    let mut cascades: Vec<(&str, Vec<Value>)> = Vec::new();
    for feed in feeds {
        let Place::Section(section) = &feed.place else { continue };
        let format =
            formats.iter().find(|(file, kind, _)| *file == feed.file && *kind == feed.kind);
        let name = format.map(|(_, _, name)| text(name));
        match cascades.iter_mut().find(|(folder, _)| *folder == section.folder) {
            Some((_, outputs)) => outputs.extend(name),
            None => {
                cascades.push((&section.folder, [text("html")].into_iter().chain(name).collect()));
            }
        }
    }
    let cascade = |(folder, outputs): (&str, Vec<Value>)| {
        let path = text(&format!("/{}", folder.to_lowercase()));
        let target = [("path", path), ("kind", text("section"))];
        let target = target.map(|(key, value)| (key.to_owned(), value)).to_vec();
        let entry = [("outputs", Value::List(outputs)), ("target", Value::Map(target))];
        Value::Map(entry.map(|(key, value)| (key.to_owned(), value)).to_vec())
    };
    let cascades: Vec<Value> = cascades.into_iter().map(cascade).collect();
    if !cascades.is_empty() {
        carried.set(&["cascade"], Value::List(cascades));
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
