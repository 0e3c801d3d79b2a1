//! What a file is to Zola by its path (site/src/lib.rs: load; content/src/utils.rs: find_related_assets;
//! utils/src/fs.rs: is_temp_file).

use crate::engine::{Listing, Place};

use super::config::Config;
use super::section;

/// What a file is, by its path from the site's root.
#[must_use]
pub fn place(path: &str, config: &Config, listing: &Listing) -> Place {
    if let Some(relative) = path.strip_prefix("static/") {
        return if config.ignored_static.is_match(relative) {
            Place::Ignored
        } else {
            Place::Asset
        };
    }
    let in_content = path.starts_with("content/");
    let outside_any_site = listing.is_empty() && !path.contains('/');
    if !in_content && !outside_any_site {
        return if is_static_of_theme(path, config) { Place::Asset } else { Place::Ignored };
    }
    let name = path.rsplit('/').next().unwrap_or(path);
    if name.starts_with("_index.") && name.ends_with(".md") {
        return if section::is_section(path, config) { Place::Content } else { Place::Ignored };
    }
    // Zola compares whole paths of the machine with the patterns.
    if !config.ignored_content.is_empty() && config.ignored_content.is_match(format!("/{path}")) {
        return Place::Ignored;
    }
    match name.ends_with(".md") {
        true if name.starts_with('.') => Place::Ignored,
        true => Place::Content,
        false if !is_temporary(name) && has_owner(path, config, listing) => Place::Asset,
        false => Place::Ignored,
    }
}

fn is_static_of_theme(path: &str, config: &Config) -> bool {
    let inside = path.strip_prefix("themes/").and_then(|rest| rest.split_once("/static/"));
    inside.is_some_and(|(theme, _)| config.settings.theme.as_deref() == Some(theme))
}

/// Whether a page or a section copies a file: the section of its own folder, or a page that is a folder above it.
fn has_owner(path: &str, config: &Config, listing: &Listing) -> bool {
    let languages = || config.languages.keys();
    let has = |folder: &str, name: &str| {
        listing.has(&format!("{folder}/{name}.md"))
            || languages().any(|code| listing.has(&format!("{folder}/{name}.{code}.md")))
    };
    let Some((own, _)) = path.rsplit_once('/') else { return false };
    if has(own, "_index") {
        return true;
    }
    let above = own.match_indices('/').map(|(at, _)| &own[..at]).chain([own]);
    above.filter(|folder| folder.len() > "content".len()).any(|folder| has(folder, "index"))
}

/// Whether Zola takes a file for what an editor left behind; every name without an extension is such a file.
fn is_temporary(name: &str) -> bool {
    const EXTENSIONS: [&str; 4] = ["swp", "swx", "tmp", "kate-swp"];
    const ENDS: [&str; 5] = ["jb_old___", "jb_tmp___", "jb_bak___", "~", "bck"];
    match name.rsplit_once('.') {
        None | Some(("", _)) => true,
        Some((stem, extension)) => {
            EXTENSIONS.contains(&extension)
                || ENDS.iter().any(|end| extension.ends_with(end))
                || stem.starts_with('#')
                || stem.starts_with(".#")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &str, expected: Place) {
        let files = ["content/a/index.md", "content/b/_index.md", "content/c.md"];
        let listing: Listing = files.map(String::from).into_iter().collect();
        assert_eq!(place(path, &Config::default(), &listing), expected, "{path}");
    }

    #[test]
    fn pages() {
        check("content/x.md", Place::Content);
        check("content/_drafts/x.md", Place::Content);
        check("content/.obsidian/x.md", Place::Content);
        check("content/.x.md", Place::Ignored);
        check("content/x.MD", Place::Ignored);
        check("content/_index.md", Place::Content);
        check("content/_index.fr.md", Place::Ignored);
        check("x.md", Place::Ignored);
        assert_eq!(place("x.md", &Config::default(), &Listing::default()), Place::Content);
    }

    #[test]
    fn assets() {
        check("content/a/x.png", Place::Asset);
        check("content/a/deep/x.png", Place::Asset);
        check("content/b/x.png", Place::Asset);
        check("content/b/deep/x.png", Place::Ignored);
        check("content/c/x.png", Place::Ignored);
        check("content/x.png", Place::Ignored);
        check("content/a/LICENSE", Place::Ignored);
        check("content/a/x.png~", Place::Ignored);
        check("static/x.png", Place::Asset);
        check("templates/x.html", Place::Ignored);
    }
}
