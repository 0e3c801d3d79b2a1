//! All layers together: what counts for the files of one folder.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use globset::GlobMatcher;
use serde::Deserialize;

use super::{Options, Selector};
use crate::diagnostic::Severity;
use crate::engine::Target;
use crate::rules;
use crate::rules::themes::Themes;

/// Where options come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A configuration file.
    File(PathBuf),
    /// The command line.
    CommandLine,
}

/// The options of one origin.
#[derive(Clone, Debug)]
pub struct Layer {
    /// Where they come from.
    pub origin: Origin,
    /// The folder that globs are relative to.
    pub folder: PathBuf,
    /// What it says.
    pub options: Options,
}

/// What counts for the files below one folder.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where they come from, the strongest last.
    pub origins: Vec<Origin>,
    /// The engine that the posts are for, where the user says so.
    pub engine: Option<Target>,
    /// The rules that run, for files that no glob names.
    pub rules: rules::Settings,
    /// The least severity that makes a run fail.
    pub fail_on: Severity,
    /// The layers that these settings were made of, the strongest last.
    pub(super) layers: Vec<Layer>,
    per_file_ignores: Vec<(PathBuf, GlobMatcher, Vec<Selector>)>,
    include: Option<(PathBuf, Vec<GlobMatcher>)>,
    exclude: Vec<(PathBuf, GlobMatcher)>,
}

/// Puts layers together; later ones win.
#[must_use]
pub fn resolve(layers: &[Layer]) -> Settings {
    let mut settings = Settings {
        origins: layers.iter().map(|layer| layer.origin.clone()).collect(),
        engine: None,
        rules: rules::Settings::defaults(),
        fail_on: Severity::Warning,
        layers: layers.to_vec(),
        per_file_ignores: Vec::new(),
        include: None,
        exclude: Vec::new(),
    };
    let mut tables = toml::Table::new();
    let (mut theme, mut themes) = (None, Vec::new());
    for Layer { folder, options, .. } in layers {
        settings.engine = options.engine.or(settings.engine);
        settings.fail_on = options.fail_on.unwrap_or(settings.fail_on);
        select(&mut settings.rules, options);
        let here = |glob: &GlobMatcher| (folder.clone(), glob.clone());
        settings.exclude.extend(options.exclude.iter().map(here));
        if let Some(include) = &options.include {
            settings.include = Some((folder.clone(), include.clone()));
        }
        for (glob, ignored) in &options.per_file_ignores {
            settings.per_file_ignores.push((folder.clone(), glob.clone(), ignored.clone()));
        }
        // Of two themes of one name the first counts, so the stronger layer comes first.
        theme = options.theme.clone().or(theme);
        themes.splice(0..0, options.themes.iter().cloned());
        merge(&mut tables, &options.rules);
    }
    settings.rules.options = rules::Options::deserialize(tables)
        .expect("the table of each rule was read by the same types when its layer was parsed");
    if theme.is_some() || !themes.is_empty() {
        settings.rules.options.themes = Themes::with(themes).choose(theme);
    }
    settings
}

/// Switches rules on and off as one layer says: within it, a rule's name wins over its group's, and that over `all`.
pub(super) fn select(rules: &mut rules::Settings, options: &Options) {
    if options.select.is_some() {
        rules.selected.clear();
    }
    let configured = options.rules.keys().filter_map(|name| rules::by_name(name));
    let stated = options.own.iter().map(|own| own.rule);
    let configured: Vec<Selector> = configured.chain(stated).map(Selector::Rule).collect();
    for own in &options.own {
        rules.own.retain(|other| other.rule.name != own.rule.name);
        rules.own.push(own.clone());
    }
    let known = rules.own.clone();
    let on = options.select.iter().flatten().chain(&options.extend_select).chain(&configured);
    let on: Vec<Selector> = on.copied().collect();
    for rank in 0..=2 {
        let of_rank = |selector: &&Selector| selector.rank() == rank;
        for selector in on.iter().filter(of_rank) {
            rules.selected.extend(selector.rules(&known).map(|rule| rule.name));
        }
        for selector in options.ignore.iter().filter(of_rank) {
            switch_off(rules, *selector);
        }
        for (selector, severity) in options.severity.iter().filter(|(one, _)| one.rank() == rank) {
            rules.severities.extend(selector.every_rule(&known).map(|rule| (rule.name, *severity)));
        }
    }
}

pub(super) fn switch_off(rules: &mut rules::Settings, selector: Selector) {
    let names: Vec<&str> = selector.every_rule(&rules.own).map(|rule| rule.name).collect();
    for name in names {
        rules.selected.remove(name);
    }
}

/// Puts the keys of `over` over those of `under`, tables key by key.
fn merge(under: &mut toml::Table, over: &toml::Table) {
    for (key, value) in over {
        match (under.get_mut(key), value) {
            (Some(toml::Value::Table(under)), toml::Value::Table(over)) => merge(under, over),
            _ => drop(under.insert(key.clone(), value.clone())),
        }
    }
}

impl Settings {
    /// What runs on one file, given by its absolute path.
    #[must_use]
    pub fn rules_for(&self, path: &Path) -> Cow<'_, rules::Settings> {
        let mut rules = Cow::Borrowed(&self.rules);
        for (folder, glob, ignored) in &self.per_file_ignores {
            if matches(folder, glob, path) {
                ignored.iter().for_each(|selector| switch_off(rules.to_mut(), *selector));
            }
        }
        rules
    }

    /// Whether the configuration keeps a file, given by its absolute path, out of the run.
    #[must_use]
    pub fn excludes(&self, path: &Path) -> bool {
        self.exclude.iter().any(|(folder, glob)| matches(folder, glob, path))
    }

    /// Whether the user's own list of posts names a file; none where there is no such list.
    #[must_use]
    pub fn includes(&self, path: &Path) -> Option<bool> {
        let (folder, globs) = self.include.as_ref()?;
        Some(globs.iter().any(|glob| matches(folder, glob, path)))
    }
}

/// Whether a glob names a path or a folder above it.
pub(super) fn matches(folder: &Path, glob: &GlobMatcher, path: &Path) -> bool {
    path.strip_prefix(folder).is_ok_and(|inner| {
        inner
            .ancestors()
            .filter(|part| !part.as_os_str().is_empty())
            .any(|part| glob.is_match(part))
    })
}
