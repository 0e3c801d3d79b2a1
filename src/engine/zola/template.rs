//! The templates that a site has, by the names of its files (templates/src/lib.rs: load_tera;
//! utils/src/templates.rs: check_template_fallbacks, get_shortcodes).

use crate::engine::Listing;

use super::config::Config;
use super::section::Sections;
use super::tera::component::Lookup;

/// Names that Zola brings a template for, or renders without one.
const BUILT_IN: [&str; 14] = [
    "404.html",
    "anchor-link.html",
    "atom.xml",
    "index.html",
    "internal/alias.html",
    "list.html",
    "page.html",
    "robots.txt",
    "rss.xml",
    "section.html",
    "single.html",
    "sitemap.xml",
    "split_sitemap_index.xml",
    "summary-cutoff.html",
];

/// The templates of a site.
#[derive(Clone, Copy, Debug)]
pub(super) struct Templates<'r> {
    pub config: &'r Config,
    pub listing: &'r Listing,
    pub sections: Option<&'r Sections>,
}

/// What a shortcode's template makes: text for Markdown, or HTML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Output {
    /// `NAME.md`
    Markdown,
    /// `NAME.html`
    Html,
}

impl<'r> Templates<'r> {
    /// Whether all of them are in sight. Not so outside a site, where the theme is missing, and where there is no
    /// template at all although sections name some: then they lie elsewhere.
    pub fn are_known(self) -> bool {
        let has_files = |folder: &str| self.listing.below(folder).next().is_some();
        if self.listing.is_empty() || !self.config.given {
            return false;
        }
        match &self.config.settings.theme {
            Some(theme) => has_files(&format!("themes/{theme}/templates")),
            None if has_files("templates") => true,
            None => {
                let named = self.sections.is_some_and(|sections| {
                    sections.templates().any(|name| !BUILT_IN.contains(&name))
                });
                !named
            }
        }
    }

    /// Whether there is a template of this name.
    pub fn has(self, name: &str) -> bool {
        BUILT_IN.contains(&name)
            || self.has_file(name)
            || self.listing.has(&self.of_theme_path(name))
    }

    /// What the shortcode of this name makes; nothing where there is none.
    pub fn shortcode(self, name: &str) -> Option<Output> {
        if self.has_file(&format!("shortcodes/{name}.md")) {
            return Some(Output::Markdown);
        }
        self.has_file(&format!("shortcodes/{name}.html")).then_some(Output::Html)
    }

    /// What is known of a component.
    pub fn component(self, name: &str) -> Lookup<'r> {
        match &self.config.components {
            Some(components) => match components.get(name) {
                Some(component) => Lookup::Known(component),
                None if self.are_known() => Lookup::Missing,
                None => Lookup::Unknown,
            },
            None if self.are_known() && !self.has_any() => Lookup::Missing,
            None => Lookup::Unknown,
        }
    }

    /// Whether the site has any template of its own or of its theme.
    fn has_any(self) -> bool {
        let theme = self.config.settings.theme.as_deref().unwrap_or_default();
        [String::from("templates"), format!("themes/{theme}/templates")]
            .iter()
            .any(|folder| self.listing.below(folder).next().is_some())
    }

    /// Whether the site or its theme has this file among its templates.
    fn has_file(self, name: &str) -> bool {
        self.listing.has(&format!("templates/{name}"))
            || self
                .config
                .settings
                .theme
                .as_ref()
                .is_some_and(|theme| self.listing.has(&format!("themes/{theme}/templates/{name}")))
    }

    /// A template of the theme may be named with its path below `themes`.
    fn of_theme_path(self, name: &str) -> String {
        format!("themes/{name}")
    }
}
