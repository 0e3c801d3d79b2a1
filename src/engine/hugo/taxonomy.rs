//! The taxonomies of a site (`config/allconfig`: `taxonomies`, `disableKinds`).

use super::config::{Config, Site};
use super::permalinks::urlize;
use super::place::locate;
use crate::engine::{Declared, Setup};

fn site_of<'c>(setup: &Setup, config: &'c Config, path: &str) -> &'c Site {
    if config.sites.len() == 1 {
        return config.site(None);
    }
    let language = locate(setup, config, path).map(|located| located.language);
    config.site(language.as_deref())
}

/// Whether terms of a taxonomy get pages. Who declares none at all, or disables their pages, means it.
pub(in crate::engine) fn declares(
    setup: &Setup,
    config: &Config,
    path: &str,
    name: &str,
) -> Declared {
    let site = site_of(setup, config, path);
    if site.taxonomies.iter().any(|taxonomy| taxonomy.plural.eq_ignore_ascii_case(name)) {
        Declared::Yes
    } else if site.taxonomies.is_empty() || !site.builds("term") {
        Declared::Unknown
    } else {
        Declared::No
    }
}

/// The address that those of the terms of a taxonomy begin with, in the language of a file.
pub(in crate::engine) fn taxonomy_url(
    setup: &Setup,
    config: &Config,
    path: &str,
    name: &str,
) -> Option<String> {
    let site = site_of(setup, config, path);
    let taxonomy = site.taxonomies.iter().find(|one| one.plural.eq_ignore_ascii_case(name))?;
    let any_term = format!("/{}/x", taxonomy.plural);
    let mut rules = site.permalinks.iter();
    let rule = rules.find(|rule| rule.target.fits("term", &any_term, &site.code));
    let folder = match rule {
        // Of patterns only the plainest is followed.
        Some(rule) => {
            rule.pattern.strip_suffix("/:slug/").filter(|folder| !folder.contains(':'))?
        }
        None => &urlize(&taxonomy.plural, site.spelling),
    };
    let parts =
        [&site.prefix, folder.trim_matches('/')].into_iter().filter(|part| !part.is_empty());
    let url: String = parts.fold(String::from("/"), |url, part| url + part + "/");
    (!site.is_ugly(&taxonomy.plural) && site.builds("term")).then_some(url)
}

/// The names of the taxonomies in the language of a file.
pub(in crate::engine) fn taxonomies<'c>(
    setup: &Setup,
    config: &'c Config,
    path: &str,
) -> Vec<&'c str> {
    let site = site_of(setup, config, path);
    site.taxonomies.iter().map(|taxonomy| taxonomy.plural.as_str()).collect()
}
