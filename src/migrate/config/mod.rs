//! The configuration of the new site: what the old one says, key by key, and what the moved posts need.

mod default;
mod emit;
mod leaf;
mod needs;
mod outside;
mod table;
mod translate;

use super::front_matter::name;
use super::redirects::Redirect;
use super::{Action, Kind, Row};
use crate::document::Format;
use crate::engine::{ConfigFile, Engine, Setup, Target};
use crate::value::Value;

pub use emit::set;
pub use leaf::{Leaf, leaves};
pub use needs::Needs;
use table::Setting;

/// The new configuration.
#[derive(Clone, Debug)]
pub struct NewConfig {
    /// What it says of the old one's settings; needs come last.
    pub root: Vec<(String, Value)>,
    /// One row for each setting of the old one.
    pub rows: Vec<Row>,
    /// How many posts a list shows, for an engine that has this elsewhere.
    pub per_page: Option<i128>,
    /// Old addresses that the configuration leads to others.
    pub redirects: Vec<Redirect>,
}

/// Where the new configuration stands.
#[must_use]
pub const fn path(engine: Engine) -> &'static str {
    match engine {
        Engine::Hexo => "_config.yml",
        Engine::Hugo => "hugo.toml",
        Engine::Zola => "config.toml",
    }
}

/// Makes the new configuration from the files of the old one.
#[must_use]
pub fn convert(from: &Setup, to: Target, files: &[ConfigFile]) -> NewConfig {
    let engine = to.engine;
    let mut site =
        translate::Site { from, to: engine, root: Vec::new(), per_page: None, aliases: Vec::new() };
    let leaves = leaves(from, files);
    site.addresses(&leaves);
    let rows: Vec<Row> = leaves.iter().map(|leaf| site.row(leaf)).collect();
    NewConfig { root: site.root, rows, per_page: site.per_page, redirects: site.aliases }
}

/// The text of the new configuration.
#[must_use]
pub fn write(to: Target, root: &[(String, Value)], needs: &Needs) -> String {
    let mut root = root.to_vec();
    needs.require(to.engine, &mut root);
    emit(to.engine, &root)
}

/// Settings in the language that an engine's configuration is written in here.
#[must_use]
pub fn emit(engine: Engine, root: &[(String, Value)]) -> String {
    let format = if engine == Engine::Hexo { Format::Yaml } else { Format::Toml };
    emit::emit(root, format)
}

/// A row for a setting.
fn row(leaf: &Leaf, action: Action, to: Option<String>, reason: String, code: &'static str) -> Row {
    Row {
        file: leaf.file.clone(),
        line: Some(leaf.line),
        kind: Kind::Setting,
        name: leaf.path.clone(),
        action,
        to,
        reason,
        code,
    }
}

/// Why a setting of this kind is not simply moved: the action, the reason, and its short name.
fn fate(setting: Setting, from: Engine, to: Engine) -> (Action, String, &'static str) {
    let (from, to) = (name(from), name(to));
    match setting {
        Setting::Theme => (
            Action::NeedsHand,
            format!("Themes are not moved; choose one that is made for {to}."),
            "theme",
        ),
        Setting::Deploy => (
            Action::NeedsHand,
            "How the site reaches its host has to be set up anew.".to_owned(),
            "deploy",
        ),
        Setting::Menus => (
            Action::NeedsHand,
            format!("{to} has no menus of its own; the entries are kept as data for templates."),
            "menus",
        ),
        Setting::Permalink => (
            Action::Changed,
            "Every page keeps its address; see their rows.".to_owned(),
            "permalink",
        ),
        Setting::Taxonomies => {
            (Action::Changed, format!("{to} lists the taxonomies in its own way."), "taxonomies")
        }
        Setting::TimeZone => {
            (Action::Changed, "Every date is written with its offset.".to_owned(), "zone")
        }
        Setting::TagPath | Setting::CategoryPath => (
            Action::Changed,
            "Each term keeps its address, or the old one leads to the new one; see their rows."
                .to_owned(),
            "term-folder",
        ),
        Setting::RawHtml => (Action::Changed, format!("{to} always lets HTML through."), "default"),
        Setting::Highlight => {
            (Action::Changed, format!("{to} highlights code in its own way."), "highlight")
        }
        Setting::Feeds => {
            (Action::Changed, "What it says of feeds is done; see their rows.".to_owned(), "feeds")
        }
        Setting::Robots => (
            Action::Changed,
            format!("{to} has a script that writes robots.txt where there was one."),
            "robots",
        ),
        Setting::AssetFolders => {
            (Action::Changed, format!("In {to} the folder is the page."), "bundles")
        }
        Setting::Working => (
            Action::Changed,
            format!("It tells {from} how to work, and {to} has its own way."),
            "own-way",
        ),
        _ => kept_as_data(setting, to),
    }
}

/// The same for what the target knows nothing of.
fn kept_as_data(setting: Setting, to: &str) -> (Action, String, &'static str) {
    match setting {
        Setting::ThemeConfig => (
            Action::KeptAsData,
            "A setting of the theme, which is not moved; it is kept as data for templates."
                .to_owned(),
            "theme-setting",
        ),
        Setting::OfLanguage => (
            Action::KeptAsData,
            format!("{to} has no such setting for a language; it is kept as data for templates."),
            "of-language",
        ),
        _ => (
            Action::NeedsHand,
            format!("{to} has no such setting; it is kept as data for templates."),
            "no-such-setting",
        ),
    }
}
