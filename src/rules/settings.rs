//! Which rules run and how: the outcome of configuration and options, for one file.

use std::collections::BTreeMap;

use super::Selection;
use super::own::Own;
use super::themes::{Theme, Themes};
use super::{
    date_zone_missing, front_matter_format, image_hotlinked, image_proxied, key_order,
    key_required, key_unknown, schema_violation, title_length, title_quoting,
};
use crate::diagnostic::Severity;

/// What to check in one file.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The rules that run.
    pub selected: Selection,
    /// Severities that the configuration sets by rule name, for every engine.
    pub severities: BTreeMap<&'static str, Severity>,
    /// The options of the rules that have some.
    pub options: Options,
    /// Rules that the configuration states, each name once.
    pub own: Vec<Own>,
}

impl Settings {
    /// The rules that are on by default, with their default options.
    #[must_use]
    pub fn defaults() -> Self {
        let selected = super::RULES.iter().filter(|rule| rule.on).map(|rule| rule.name).collect();
        Self { selected, ..Self::default() }
    }

    /// Whether a rule runs that looks at the whole site.
    #[must_use]
    pub fn need_site(&self) -> bool {
        super::OF_SITE.iter().any(|rule| self.selected.contains(rule.name))
    }
}

/// The options of all rules, one field a rule, as `[rules.NAME]` in the configuration sets them.
#[derive(Clone, Debug, Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(inline)]
pub struct Options {
    /// The themes that are known; the configuration adds to them beside the rules.
    #[serde(skip)]
    pub themes: Themes,
    /// Which times have to name their zone.
    pub date_zone_missing: date_zone_missing::Options,
    /// Which language front matter is to be written in.
    pub front_matter_format: front_matter_format::Options,
    /// Which hosts images may come from.
    pub image_hotlinked: image_hotlinked::Options,
    /// Which proxies there are.
    pub image_proxied: image_proxied::Options,
    /// In which order keys stand.
    pub key_order: key_order::Options,
    /// Which keys there must be.
    pub key_required: key_required::Options,
    /// Which keys are known besides those of engines and themes.
    pub key_unknown: key_unknown::Options,
    /// Which schemas count for which files.
    pub schema_violation: schema_violation::Options,
    /// How wide titles may be.
    pub title_length: title_length::Options,
    /// How titles are quoted.
    pub title_quoting: title_quoting::Options,
}

impl Options {
    /// The options that the `[rules.NAME]` tables of a configuration give; the rest of it is not looked at.
    ///
    /// # Errors
    /// When the text is no TOML, or names an option that no rule has.
    pub fn from_example(text: &str) -> Result<Self, String> {
        #[derive(serde::Deserialize)]
        struct Example {
            #[serde(default)]
            rules: Options,
            theme: Option<String>,
            #[serde(default)]
            themes: Vec<Theme>,
        }
        toml::from_str::<Example>(text)
            .map(|example| Self {
                themes: Themes::with(example.themes).choose(example.theme),
                ..example.rules
            })
            .map_err(|error| error.to_string())
    }
}
