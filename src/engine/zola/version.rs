//! Which of Zola's versions a site is made for: 0.23 took shortcodes out and brought components.

use crate::engine::{ConfigFile, Listing, Version};
use crate::value::typed;

use super::config::settings::Settings;

/// Bodies have shortcodes.
pub(super) const SHORTCODES: Version = Version::new(0, 22);
/// Bodies are templates, and components take the place of shortcodes.
pub(in crate::engine) const COMPONENTS: Version = Version::new(0, 23);

/// The version that the configuration or the folders of templates speak for.
#[must_use]
pub fn detect(config: &[ConfigFile], listing: &Listing) -> Option<Version> {
    let has_new_key = |file: &ConfigFile| {
        let settings = typed::toml_in_part::<Settings>(&file.source.text);
        settings.is_ok_and(|(settings, _)| {
            let highlighting = settings.markdown.highlighting.as_ref();
            settings.skip_content_templating.is_some()
                || highlighting.is_some_and(|it| it.data_attr_position.is_some())
        })
    };
    let has_folder = |name: &str| {
        let of_theme = |path: &str| path.contains(&format!("/templates/{name}/"));
        listing.below(&format!("templates/{name}")).next().is_some()
            || listing.below("themes").any(of_theme)
    };
    if config.iter().any(has_new_key) || has_folder("components") {
        Some(COMPONENTS)
    } else if has_folder("shortcodes") {
        Some(SHORTCODES)
    } else {
        None
    }
}

/// The templates of a site and its themes, for a version whose bodies call what is defined in them.
#[must_use]
pub fn template_files(version: Version, listing: &Listing) -> Vec<String> {
    const ENDINGS: [&str; 6] = [".html", ".xml", ".md", ".txt", ".json", ".ics"];
    if version < COMPONENTS {
        return Vec::new();
    }
    let of_themes = listing.below("themes").filter(|path| path.contains("/templates/"));
    let all = listing.below("templates").chain(of_themes);
    let is_template = |path: &&str| ENDINGS.iter().any(|ending| path.ends_with(ending));
    all.filter(is_template).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Source;

    fn check(config: &str, files: &[&str], expected: Option<Version>) {
        let config = [ConfigFile { source: Source::new("config.toml", config) }];
        let listing: Listing = files.iter().map(ToString::to_string).collect();
        assert_eq!(detect(&config, &listing), expected, "{files:?}");
    }

    #[test]
    fn folders_and_keys_tell_the_version() {
        check("", &["templates/page.html"], None);
        check("", &["templates/shortcodes/x.html"], Some(SHORTCODES));
        check("", &["themes/a/templates/shortcodes/x.md"], Some(SHORTCODES));
        check("", &["templates/components/x.html"], Some(COMPONENTS));
        check("skip_content_templating = []", &["templates/shortcodes/x.md"], Some(COMPONENTS));
    }
}
