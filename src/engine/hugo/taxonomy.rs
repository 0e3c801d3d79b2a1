//! The taxonomies of a site (`config/allconfig`: `taxonomies`, `disableKinds`).

use super::config::{Config, Site};
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

/// The names of the taxonomies in the language of a file.
pub(in crate::engine) fn taxonomies<'c>(
    setup: &Setup,
    config: &'c Config,
    path: &str,
) -> Vec<&'c str> {
    let site = site_of(setup, config, path);
    site.taxonomies.iter().map(|taxonomy| taxonomy.plural.as_str()).collect()
}
