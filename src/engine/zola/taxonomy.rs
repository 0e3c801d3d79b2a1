//! Terms of a page, by taxonomy (content/src/taxonomies.rs, content/src/library.rs).

use std::collections::BTreeMap;

use super::config::Config;
use super::path::FileInfo;
use crate::engine::Declared;

/// The terms of one page, as the pages of its taxonomies name them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// `tags` or `tag`
    pub tags: Vec<String>,
    /// `categories` or `category`
    pub categories: Vec<String>,
    /// All others.
    pub others: BTreeMap<String, Vec<String>>,
}

/// The terms that a page has in the end. Terms with one slug share a page, under the name that comes
/// first in order of bytes.
#[must_use]
pub fn terms(taxonomies: &BTreeMap<String, Vec<String>>, config: &Config) -> Terms {
    let mut terms = Terms::default();
    for (name, values) in taxonomies {
        let merged = merge(values, config);
        match name.as_str() {
            "tags" | "tag" => terms.tags.extend(merged),
            "categories" | "category" => terms.categories.extend(merged),
            _ if merged.is_empty() => {}
            _ => drop(terms.others.insert(name.clone(), merged)),
        }
    }
    terms.tags.sort_unstable();
    terms.categories.sort_unstable();
    terms
}

/// The paths of all taxonomies that are written, and of those terms that one page has
/// (config/src/config/mod.rs: get_taxonomy_path, get_taxonomy_term_path).
#[must_use]
pub fn paths(
    taxonomies: &BTreeMap<String, Vec<String>>,
    config: &Config,
    language: &str,
) -> Vec<String> {
    let settings = &config.settings;
    let mut paths = Vec::new();
    for (code, options) in &config.languages {
        for taxonomy in options.taxonomies.iter().filter(|taxonomy| taxonomy.render) {
            let is_default = *code == settings.default_language;
            let language_part = if is_default { None } else { Some(code.as_str()) };
            let slug = config.term_slug(&taxonomy.name);
            let parts = language_part.into_iter().chain(settings.taxonomy_root.as_deref());
            let path: String = parts.chain([&*slug]).map(|part| format!("/{part}")).collect();
            let own = taxonomies.get(&taxonomy.name).filter(|_| code == language);
            let terms = own.into_iter().flatten();
            paths.extend(terms.map(|term| format!("{path}/{}/", config.term_slug(term))));
            paths.push(path + "/");
        }
    }
    paths
}

/// The address of the list of a taxonomy in the language of a file (config/src/config/mod.rs: get_taxonomy_path).
#[must_use]
pub fn taxonomy_url(config: &Config, path: &str, name: &str) -> Option<String> {
    let code = language_of(config, path);
    let options = config.languages.get(code)?;
    let taxonomy = options.taxonomies.iter().find(|one| one.name == name && one.render)?;
    let settings = &config.settings;
    let language = Some(code).filter(|code| *code != settings.default_language);
    let slug = config.term_slug(&taxonomy.name);
    let parts = language.into_iter().chain(settings.taxonomy_root.as_deref()).chain([&*slug]);
    Some(parts.fold(String::from("/"), |url, part| url + part + "/"))
}

/// The language of a file, the default one where its name has a part for a language that the site does not have.
fn language_of<'c>(config: &'c Config, path: &'c str) -> &'c str {
    FileInfo::new(path, config).map_or(&config.settings.default_language, |info| info.language)
}

/// Whether a taxonomy is declared for the language of a file.
#[must_use]
pub fn declares(config: &Config, path: &str, name: &str) -> Declared {
    match config.has_taxonomy(name, language_of(config, path)) {
        true if config.given => Declared::Yes,
        true => Declared::Unknown,
        false => Declared::No,
    }
}

/// The names of the taxonomies in the language of a file.
#[must_use]
pub fn names<'c>(config: &'c Config, path: &str) -> Vec<&'c str> {
    let options = config.languages.get(language_of(config, path));
    let taxonomies = options.map_or(&[][..], |options| &options.taxonomies);
    taxonomies.iter().map(|taxonomy| taxonomy.name.as_str()).collect()
}

fn merge(values: &[String], config: &Config) -> Vec<String> {
    let mut by_slug: BTreeMap<String, &String> = BTreeMap::new();
    for value in values {
        let first = by_slug.entry(config.term_slug(value)).or_insert(value);
        *first = value.min(first);
    }
    let mut names: Vec<String> = by_slug.into_values().cloned().collect();
    names.sort_unstable();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(values: &[&str], expected: &[&str]) {
        let values = values.iter().map(ToString::to_string).collect();
        let taxonomies = BTreeMap::from([("tags".to_owned(), values)]);
        assert_eq!(terms(&taxonomies, &Config::default()).tags, expected);
    }

    #[test]
    fn terms_with_one_slug_are_one() {
        check(&["garden", "Garden", "GARDEN"], &["GARDEN"]);
        check(&["C++", "C#", ".NET"], &[".NET", "C#"]);
        check(&["你好", "ni hao", "b"], &["b", "ni hao"]);
    }
}
