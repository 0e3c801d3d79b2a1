//! What Zola checks of a configuration once it is typed.

use std::collections::BTreeMap;

use crate::engine::Version;

use super::Message;
use super::settings::{Highlighting, Language, Settings};

/// Tera 2, and all that came with it.
const V23: Version = Version::new(0, 23);

/// What is wrong beyond the types of single keys.
pub(super) fn check(settings: &Settings, version: Version) -> Vec<Message> {
    let mut messages = Vec::new();
    if settings.base_url.is_empty() {
        messages.push(Message::new(
            "Zola builds nothing without a `base_url`. The site is assumed to be served from `/`.",
        ));
    }
    if settings.skip_content_templating.is_some() && version < V23 {
        messages.push(Message::new(format!(
            "`skip_content_templating` came with Zola {V23}; Zola {version} refuses it and builds nothing.",
        )));
    }
    let codes = settings.languages.keys().chain([&settings.default_language]);
    messages.extend(codes.filter(|code| !is_language(code)).map(|code| {
        Message::new(format!(
            "Zola builds nothing: `{code}` is no language identifier of Unicode (write `en`, `pt-BR`, `zh-Hans`)."
        ))
    }));
    if let Some(highlighting) = &settings.markdown.highlighting {
        messages.extend(highlighting_problem(highlighting, version).map(Message::new));
    }
    messages
}

/// Why Zola refuses `[markdown.highlighting]`.
fn highlighting_problem(highlighting: &Highlighting, version: Version) -> Option<String> {
    let themes = (&highlighting.theme, &highlighting.light_theme, &highlighting.dark_theme);
    let strict = version >= V23;
    match themes {
        (Some(_), None, None) | (None, Some(_), Some(_)) => {}
        (Some(_), _, _) | (_, Some(_), Some(_)) if !strict => {}
        _ => {
            return Some(
                "Zola builds nothing: `[markdown.highlighting]` wants `theme` alone, or `light_theme` and `dark_theme`."
                    .to_owned(),
            );
        }
    }
    let unknown = highlighting.unknown.keys().next().filter(|_| strict)?;
    Some(format!("Zola {V23} builds nothing: `[markdown.highlighting]` has no key `{unknown}`."))
}

/// Whether Zola takes a text for a language: subtags of language, script, region and variants.
fn is_language(code: &str) -> bool {
    let alphabetic = |part: &str| part.bytes().all(|byte| byte.is_ascii_alphabetic());
    let mut parts = code.split(['-', '_']).peekable();
    let language = parts.next().unwrap_or_default();
    if !matches!(language.len(), 2 | 3 | 5..=8) || !alphabetic(language) {
        return false;
    }
    parts.next_if(|part| part.len() == 4 && alphabetic(part));
    parts.next_if(|part| match part.len() {
        2 => alphabetic(part),
        3 => part.bytes().all(|byte| byte.is_ascii_digit()),
        _ => false,
    });
    parts.all(|part| {
        (4..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

/// All languages by their code. The default one takes what stands at the top level, and the rest from its own
/// table where it has one too (config/src/config/mod.rs: add_default_language).
pub(super) fn languages(
    settings: &Settings,
    messages: &mut Vec<Message>,
) -> BTreeMap<String, Language> {
    let mut languages = settings.languages.clone();
    let top = Language {
        title: settings.title.clone(),
        description: settings.description.clone(),
        generate_feeds: settings.generate_feeds,
        feed_filenames: settings.feed_filenames.clone(),
        taxonomies: settings.taxonomies.clone(),
        build_search_index: settings.build_search_index,
        search: settings.search.clone(),
        translations: settings.translations.clone(),
    };
    let code = &settings.default_language;
    let merged = match languages.get(code) {
        Some(own) if top == Language::default() => own.clone(),
        Some(own) => merge(top, own, code, messages),
        None => top,
    };
    languages.insert(code.clone(), merged);
    languages
}

fn merge(top: Language, own: &Language, code: &str, messages: &mut Vec<Message>) -> Language {
    let default = Language::default();
    let mut twice = |key: &str, both: bool| {
        if both {
            messages.push(Message::new(format!(
                "Zola builds nothing: `{key}` stands at the top level and in `[languages.{code}]`. \
                 The first is assumed."
            )));
        }
    };
    let feeds = top.feed_filenames != default.feed_filenames && !top.feed_filenames.is_empty();
    twice("title", top.title.is_some() && own.title.is_some());
    twice("description", top.description.is_some() && own.description.is_some());
    twice("feed_filenames", feeds && !own.feed_filenames.is_empty());
    twice("taxonomies", !top.taxonomies.is_empty() && !own.taxonomies.is_empty());
    twice("translations", !top.translations.is_empty() && !own.translations.is_empty());
    twice("search", top.search != default.search && top.search != own.search);
    let either =
        |first: Vec<_>, second: &Vec<_>| if first.is_empty() { second.clone() } else { first };
    Language {
        title: top.title.or_else(|| own.title.clone()),
        description: top.description.or_else(|| own.description.clone()),
        generate_feeds: top.generate_feeds || own.generate_feeds,
        feed_filenames: if feeds { top.feed_filenames } else { own.feed_filenames.clone() },
        taxonomies: either(top.taxonomies, &own.taxonomies),
        build_search_index: top.build_search_index || own.build_search_index,
        search: if top.search == default.search { own.search.clone() } else { top.search },
        translations: if top.translations.is_empty() {
            own.translations.clone()
        } else {
            top.translations
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_unicode_identifiers() {
        for code in ["en", "pt-BR", "zh-Hans", "zh_hant_TW", "es-419", "und", "de-1996"] {
            assert!(is_language(code), "{code}");
        }
        for code in ["", "e", "abcd", "zh_Hans_", "en-", "2", "en-x"] {
            assert!(!is_language(code), "{code}");
        }
    }
}
