//! `masthead config [PATH]`: what counts for a file, and who says so.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;

use super::args::{Config, Global};
use super::input::options;
use super::{Exit, Stopped};
use crate::config::{Account, By, Options, Origin, RuleAccount};
use crate::diagnostic::Severity;
use crate::files::{ConfigChoice, Machine, Post, Project, Request, name_from_here};
use crate::text::escape;

/// The whole as data.
#[derive(Serialize)]
struct Shown<'a> {
    path: String,
    site: Option<String>,
    engines: Vec<String>,
    files: Vec<String>,
    settings: Vec<ShownSetting<'a>>,
    rules: Vec<ShownRule<'a>>,
}

#[derive(Serialize)]
struct ShownSetting<'a> {
    name: &'a str,
    value: Option<&'a toml::Value>,
    set_by: SetBy<'a>,
}

#[derive(Serialize)]
struct ShownRule<'a> {
    name: &'a str,
    on: bool,
    set_by: SetBy<'a>,
    severity: Option<ShownSeverity<'a>>,
    options: Vec<ShownSetting<'a>>,
}

#[derive(Serialize)]
struct ShownSeverity<'a> {
    value: &'static str,
    set_by: SetBy<'a>,
}

/// Who set something: `default`, `file` or `command-line`, with the file and the key or flag.
#[derive(Serialize)]
struct SetBy<'a> {
    origin: &'static str,
    file: Option<String>,
    key: Option<&'a str>,
}

impl<'a> From<&'a By> for SetBy<'a> {
    fn from(by: &'a By) -> Self {
        match by {
            By::Default => Self { origin: "default", file: None, key: None },
            By::Layer(Origin::File(file), key) => {
                Self { origin: "file", file: Some(name_from_here(file)), key: Some(key) }
            }
            By::Layer(Origin::CommandLine, flag) => {
                Self { origin: "command-line", file: None, key: Some(flag) }
            }
        }
    }
}

impl SetBy<'_> {
    /// The same in words.
    fn text(&self) -> String {
        match (&self.file, self.key) {
            (Some(file), Some(key)) => format!("{file}: {key}"),
            (_, Some(flag)) => flag.to_owned(),
            (_, None) => self.origin.to_owned(),
        }
    }
}

pub fn run(args: &Config, global: &Global) -> Result<Exit, Stopped> {
    let config = match &args.config {
        _ if args.isolated => ConfigChoice::Isolated,
        Some(file) => ConfigChoice::File(file.clone()),
        None => ConfigChoice::Nearest,
    };
    let path = args.path.as_deref().unwrap_or(Path::new("."));
    let options = Options { engine: args.engine, ..options(&args.rules) };
    let mut project = Project::new(Request { config, options, machine: Machine::here() })?;
    // A folder is asked as if for a post in it that no glob names.
    let is_folder = path.is_dir();
    let post = project.imagined(&if is_folder { path.join("post.md") } else { path.to_owned() })?;
    let account = post.settings.account((!is_folder).then_some(post.path.as_path()));
    let shown = shown(path, &post, &account);
    let text = match args.output_format.as_str() {
        "json" => {
            serde_json::to_string_pretty(&shown).expect("texts and truth values are always JSON")
                + "\n"
        }
        _ => text(&shown, global.verbose),
    };
    io::stdout().write_all(text.as_bytes())?;
    Ok(Exit::Clean)
}

fn shown<'a>(path: &Path, post: &Post, account: &'a Account) -> Shown<'a> {
    let rule = |rule: &'a RuleAccount| ShownRule {
        name: rule.name,
        on: rule.on.0,
        set_by: (&rule.on.1).into(),
        severity: rule.severity.as_ref().map(|(severity, by)| ShownSeverity {
            value: Severity::name(*severity),
            set_by: by.into(),
        }),
        options: rule
            .options
            .iter()
            .map(|(name, value, by)| ShownSetting { name, value: Some(value), set_by: by.into() })
            .collect(),
    };
    let files = post.settings.origins.iter().filter_map(|origin| match origin {
        Origin::File(file) => Some(name_from_here(file)),
        Origin::CommandLine => None,
    });
    let settings = account.settings.iter().map(|setting| ShownSetting {
        name: setting.name,
        value: setting.value.as_ref(),
        set_by: (&setting.by).into(),
    });
    Shown {
        path: path.display().to_string(),
        site: post.site.root.as_deref().map(name_from_here),
        engines: post.site.setups.iter().map(|setup| setup.target.to_string()).collect(),
        files: files.collect(),
        settings: settings.collect(),
        rules: account.rules.iter().map(rule).collect(),
    }
}

/// What people read: of the rules those that somebody switched, or all with `-v`.
fn text(shown: &Shown<'_>, all: bool) -> String {
    let mut text = String::new();
    let site = shown.site.as_deref().unwrap_or("none");
    let files = if shown.files.is_empty() { "none".to_owned() } else { shown.files.join(", ") };
    let _ = writeln!(text, "{}", escape(&shown.path));
    let _ = writeln!(text, "  site           {} ({})", escape(site), shown.engines.join(", "));
    let _ = writeln!(text, "  configuration  {}\n", escape(&files));
    for setting in &shown.settings {
        text.push_str(&line(setting.name, &value_of(setting.value), &setting.set_by));
    }
    let on = shown.rules.iter().filter(|rule| rule.on).count();
    let _ = writeln!(text, "\n{on} of {} rules are on", shown.rules.len());
    let mut groups: BTreeMap<(bool, String), Vec<&str>> = BTreeMap::new();
    for rule in shown.rules.iter().filter(|rule| all || rule.set_by.key.is_some()) {
        groups.entry((rule.on, rule.set_by.text())).or_default().push(rule.name);
    }
    for ((on, by), names) in groups {
        let state = if on { "on" } else { "off" };
        let _ = writeln!(text, "  {state} by {}: {}", escape(&by), names.join(", "));
    }
    for rule in &shown.rules {
        if let Some(severity) = &rule.severity {
            text.push_str(&line(rule.name, severity.value, &severity.set_by));
        }
        for option in &rule.options {
            let name = format!("{} {}", rule.name, option.name);
            text.push_str(&line(&name, &value_of(option.value), &option.set_by));
        }
    }
    let default = shown.rules.iter().filter(|rule| rule.set_by.key.is_none()).count();
    if default > 0 && !all {
        let which = if default == shown.rules.len() { "all of them" } else { "all others" };
        let _ = writeln!(text, "  {which} are on or off by default; -v shows which");
    }
    text
}

fn value_of(value: Option<&toml::Value>) -> String {
    match value {
        None => "-".to_owned(),
        Some(toml::Value::String(text)) => text.clone(),
        Some(value) => value.to_string(),
    }
}

fn line(name: &str, value: &str, by: &SetBy<'_>) -> String {
    format!("  {name:<26} {:<14} {}\n", escape(value), escape(&by.text()))
}
