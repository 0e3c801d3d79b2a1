//! Feeds of Zola: one of each name for the site, for languages, and for sections and taxonomies that ask for it.

use super::{Carried, Entries, Feed, Kind, Place, Published, Source, limit, texts};
use crate::engine::Engine;
use crate::migrate::plan::Text;
use crate::value::Value;

const ATOM: &str = include_str!("template/zola_atom.xml");
const RSS: &str = include_str!("template/zola_rss.xml");

/// The file that is written where nothing is said: Atom since 0.10 (config/src/config/mod.rs).
const USUAL: &str = "atom.xml";

/// Why nothing comes of a feed under a name of the site's own.
const UNKNOWN: &str = "A template of the site or its theme makes it, and its name does not say whether it is RSS or Atom: declare it in the new site.";

/// What the site publishes. Until 0.18 the keys were in the singular.
pub fn published(source: &Source<'_>) -> Published {
    let mut published =
        Published { limit: limit(source.say("feed_limit")), ..Published::default() };
    of_language(source, None, &mut published);
    for code in source.names_below("languages") {
        of_language(source, Some(code), &mut published);
    }
    published
}

/// The feeds of one language.
fn of_language(source: &Source<'_>, code: Option<&str>, published: &mut Published) {
    let prefix = code.map(|code| format!("languages.{code}.")).unwrap_or_default();
    let say = |key: &str| source.say(&format!("{prefix}{key}"));
    let names = texts(say("feed_filenames").or_else(|| say("feed_filename")));
    let names = if names.is_empty() { vec![USUAL.to_owned()] } else { names };
    let mut places = Vec::new();
    let is_on = ["generate_feeds", "generate_feed", "generate_rss"]
        .iter()
        .any(|key| say(key) == Some(&Value::Bool(true)));
    if is_on {
        places.push(code.map_or(Place::Home, |code| Place::Language(code.to_owned())));
    }
    if code.is_none() {
        places.extend(source.sections.iter().cloned().map(Place::Section));
    }
    if let Some(Value::List(taxonomies)) = say("taxonomies") {
        let with_feed = taxonomies.iter().filter(|one| one.get("feed") == Some(&Value::Bool(true)));
        places.extend(with_feed.map(|one| Place::Terms {
            taxonomy: texts(one.get("name")).concat(),
            language: code.map(str::to_owned),
        }));
    }
    for (place, file) in places.iter().flat_map(|place| names.iter().map(move |name| (place, name)))
    {
        let (place, file) = (place.clone(), file.clone());
        match kind(&file) {
            Some(kind) => published.feeds.push(Feed { place, file, kind }),
            None => {
                let feed = Feed { place, file, kind: Kind::Atom };
                published.lost.push((feed.address(), UNKNOWN));
            }
        }
    }
}

/// Why Zola cannot have a feed.
pub fn refuses(feed: &Feed) -> Option<&'static str> {
    let Place::Section(section) = &feed.place else { return None };
    (section.url != format!("/{}/", section.folder))
        .then_some("Zola makes the address of a section of its folder, and the feed stands there.")
}

/// What a file of this name is: Zola has templates of its own for two names, and others mostly say it.
fn kind(name: &str) -> Option<Kind> {
    let lower = name.to_lowercase();
    match lower.as_str() {
        _ if lower.contains("atom") => Some(Kind::Atom),
        _ if lower.contains("rss") => Some(Kind::Rss),
        _ => None,
    }
}

/// Settings, and a template for each name, so that entries and ids are those of the source.
pub fn publish(feeds: &[Feed], entries: &Entries, carried: &mut Carried) {
    let mut languages: Vec<Option<&str>> = feeds.iter().map(|feed| feed.place.language()).collect();
    languages.sort_unstable();
    languages.dedup();
    for language in languages {
        let own = || feeds.iter().filter(|feed| feed.place.language() == language);
        let mut names: Vec<&str> = own().map(|feed| feed.file.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        let names = names.into_iter().map(|name| Value::String(name.to_owned())).collect();
        let prefix: Vec<&str> = language.map_or_else(Vec::new, |code| vec!["languages", code]);
        if own().any(|feed| matches!(feed.place, Place::Home | Place::Language(_))) {
            carried.set(&[prefix.as_slice(), &["generate_feeds"]].concat(), Value::Bool(true));
        }
        carried.set(&[prefix.as_slice(), &["feed_filenames"]].concat(), Value::List(names));
    }
    // Where a template leaves pages out, it counts, too.
    if let Some(limit) = entries.limit.filter(|_| entries.folders.is_empty()) {
        carried.set(&["feed_limit"], Value::Int(limit as i128));
    }
    for feed in feeds {
        let path = format!("templates/{}", feed.file);
        if carried.texts.iter().all(|text| text.path != path) {
            let template = if feed.kind == Kind::Atom { ATOM } else { RSS };
            carried.texts.push(Text { path, text: filled(template, entries) });
        }
    }
}

/// A template with what depends on the source.
fn filled(template: &str, entries: &Entries) -> String {
    let mut id = "page.path | urlencode".to_owned();
    for sign in &entries.signs {
        id.push_str(&format!(" | replace(from=\"%{:02X}\", to=\"{sign}\")", u32::from(*sign)));
    }
    let feed_id = match entries.like {
        Engine::Hexo => "config.base_url ~ \"/\"",
        Engine::Hugo | Engine::Zola => "feed_url",
    };
    let (begin, end) = chosen(entries);
    let text = match entries.whole {
        true => "{{ page.content }}",
        false => "{% if page.summary %}{{ page.summary }}{% else %}{{ page.content }}{% endif %}",
    };
    template
        .replace("{# begin #}", &begin)
        .replace("{# end #}", end)
        .replace("ENTRY_ID", &id)
        .replace("FEED_ID", feed_id)
        .replace("ENTRY_TEXT", text)
}

/// What stands around an entry, so that only those that the source has are there.
fn chosen(entries: &Entries) -> (String, &'static str) {
    if entries.folders.is_empty() {
        return ("{%- for page in pages %}".to_owned(), "{%- endfor %}");
    }
    let is_one = |name: &String| format!("folder == {name:?}");
    let folders: Vec<String> = entries.folders.iter().map(is_one).collect();
    let is_chosen = match entries.limit {
        None => folders.join(" or "),
        Some(limit) => format!("shown < {limit} and ({})", folders.join(" or ")),
    };
    let begin = [
        "{%- set_global shown = 0 %}{% for page in pages %}",
        "{%- set folder = page.relative_path | split(pat=\"/\") | first %}",
        &format!("{{%- if {is_chosen} %}}{{% set_global shown = shown + 1 %}}"),
    ];
    (begin.join("\n"), "{%- endif %}{% endfor %}")
}
