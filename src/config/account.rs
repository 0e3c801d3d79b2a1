//! Says of every setting what it is for one file, and which layer made it so.

use std::collections::BTreeMap;
use std::path::Path;

use toml::{Table, Value};

use super::settings::{matches, select, switch_off};
use super::{Layer, Options, Origin, Settings};
use crate::diagnostic::Severity;
use crate::rules::{self, RULES};

/// Who set something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum By {
    /// Nobody: it is Masthead's default.
    Default,
    /// A layer, by this key of a file or by this flag of the command line.
    Layer(Origin, String),
}

/// One setting that is not about a single rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    /// Its key in `masthead.toml`.
    pub name: &'static str,
    /// What it is; none where it is not set and has no default.
    pub value: Option<Value>,
    /// Who set it.
    pub by: By,
}

/// What counts for one rule.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleAccount {
    /// Its name.
    pub name: &'static str,
    /// Whether it runs, and who says so.
    pub on: (bool, By),
    /// The severity of all its findings, where somebody sets one.
    pub severity: Option<(Severity, By)>,
    /// Its options that somebody sets.
    pub options: Vec<(String, Value, By)>,
}

/// All settings for one file.
#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    /// Those that are not about a single rule.
    pub settings: Vec<Setting>,
    /// All rules, in the order of the table.
    pub rules: Vec<RuleAccount>,
}

impl Settings {
    /// What counts for a file by its absolute path, or for a folder as far as no globs of files decide, with who says so.
    #[must_use]
    pub fn account(&self, file: Option<&Path>) -> Account {
        Account { settings: self.whole(), rules: self.by_rule(file) }
    }

    fn whole(&self) -> Vec<Setting> {
        let last = |name: &'static str,
                    default: Option<Value>,
                    of: &dyn Fn(&Options) -> Option<Value>| {
            let set = self.layers.iter().rev().find_map(|layer| Some((layer, of(&layer.options)?)));
            match set {
                Some((layer, value)) => {
                    Setting { name, value: Some(value), by: by(layer, name, &format!("--{name}")) }
                }
                None => Setting { name, value: default, by: By::Default },
            }
        };
        let text = |text: &str| Some(Value::String(text.to_owned()));
        let globs = |globs: &[globset::GlobMatcher]| {
            Value::Array(globs.iter().map(|glob| Value::String(glob.glob().to_string())).collect())
        };
        let mut settings = vec![
            last("engine", None, &|of| text(&of.engine?.to_string())),
            last("fail-on", text(Severity::Warning.name()), &|of| text(of.fail_on?.name())),
            last("theme", None, &|of| text(of.theme.as_deref()?)),
            last("include", None, &|of| of.include.as_deref().map(globs)),
        ];
        // What is left out adds up over the layers.
        for layer in self.layers.iter().filter(|layer| !layer.options.exclude.is_empty()) {
            let value = Some(globs(&layer.options.exclude));
            settings.push(Setting { name: "exclude", value, by: by(layer, "exclude", "") });
        }
        for layer in self.layers.iter().filter(|layer| !layer.options.own.is_empty()) {
            let names = layer.options.own.iter().map(|own| Value::String(own.rule.name.to_owned()));
            let value = Some(Value::Array(names.collect()));
            settings.push(Setting { name: "rule", value, by: by(layer, "rule", "") });
        }
        for layer in self.layers.iter().filter(|layer| !layer.options.themes.is_empty()) {
            let names = layer.options.themes.iter().map(|theme| Value::String(theme.name.clone()));
            let value = Some(Value::Array(names.collect()));
            settings.push(Setting { name: "themes", value, by: by(layer, "themes", "") });
        }
        settings
    }

    fn by_rule(&self, file: Option<&Path>) -> Vec<RuleAccount> {
        let mut now = rules::Settings::defaults();
        let mut tally = Tally::default();
        for layer in &self.layers {
            let before = now.clone();
            select(&mut now, &layer.options);
            tally.take(layer, &before, &now);
        }
        for layer in &self.layers {
            for (glob, ignored) in &layer.options.per_file_ignores {
                if file.is_some_and(|file| matches(&layer.folder, glob, file)) {
                    let key = format!("per-file-ignores.\"{}\"", glob.glob());
                    let rules = ignored.iter().flat_map(|selector| selector.every_rule(&now.own));
                    for rule in rules.filter(|rule| now.selected.contains(rule.name)) {
                        tally.on.insert(rule.name, by(layer, &key, ""));
                    }
                    ignored.iter().for_each(|selector| switch_off(&mut now, *selector));
                }
            }
        }
        let Tally { mut on, mut severities, mut options } = tally;
        let account = |rule: &&'static rules::Rule| RuleAccount {
            name: rule.name,
            on: (now.selected.contains(rule.name), on.remove(rule.name).unwrap_or(By::Default)),
            severity: now
                .severities
                .get(rule.name)
                .and_then(|severity| Some((*severity, severities.remove(rule.name)?))),
            options: options.remove(rule.name).unwrap_or_default(),
        };
        RULES.iter().map(account).collect()
    }
}

/// Who set what, by rule, while one layer is put over the other.
#[derive(Default)]
struct Tally {
    on: BTreeMap<&'static str, By>,
    severities: BTreeMap<&'static str, By>,
    options: BTreeMap<&'static str, Vec<(String, Value, By)>>,
}

impl Tally {
    /// Notes what a layer changed.
    fn take(&mut self, layer: &Layer, before: &rules::Settings, now: &rules::Settings) {
        for rule in RULES {
            let runs = now.selected.contains(rule.name);
            if runs != before.selected.contains(rule.name) {
                self.on.insert(rule.name, who_switched(layer, rule.name, runs));
            }
            if now.severities.get(rule.name) != before.severities.get(rule.name) {
                self.severities.insert(rule.name, by(layer, "severity", ""));
            }
            if let Some(Value::Table(table)) = layer.options.rules.get(rule.name) {
                put(self.options.entry(rule.name).or_default(), table, layer, rule.name);
            }
        }
    }
}

/// A layer as the one that set something, by a key or by a flag.
fn by(layer: &Layer, key: &str, flag: &str) -> By {
    let name = if layer.origin == Origin::CommandLine { flag } else { key };
    By::Layer(layer.origin.clone(), name.to_owned())
}

/// By what a layer switched a rule on or off.
fn who_switched(layer: &Layer, rule: &str, runs: bool) -> By {
    let options = &layer.options;
    let names = |selectors: &[super::Selector]| {
        selectors.iter().any(|one| one.every_rule(&[]).any(|other| other.name == rule))
    };
    let key = match runs {
        true if options.rules.contains_key(rule) => return by(layer, &format!("rules.{rule}"), ""),
        true if names(&options.extend_select) => "extend-select",
        false if names(&options.ignore) => "ignore",
        _ => "select",
    };
    by(layer, key, &format!("--{key}"))
}

/// The options that a layer sets for a rule, over those of the layers before it.
fn put(options: &mut Vec<(String, Value, By)>, table: &Table, layer: &Layer, rule: &str) {
    for (key, value) in table {
        options.retain(|(name, ..)| name != key);
        options.push((key.clone(), value.clone(), by(layer, &format!("rules.{rule}.{key}"), "")));
    }
}
