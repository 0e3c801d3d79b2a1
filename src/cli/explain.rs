//! `masthead explain [RULE]`

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use serde::Serialize;

use super::args::{Explain, Global};
use super::{Exit, Stopped};
use crate::config::{Options, Selector};
use crate::diagnostic::{Applicability, Severity};
use crate::engine::Engine;
use crate::files::{ConfigChoice, Machine, Project, Request};
use crate::report::page_for_people;
use crate::rules::own::{Own, PREFIX};
use crate::rules::{RULES, Rule, by_name};
use crate::text::escape;

/// A rule as data.
#[derive(Serialize)]
struct Row {
    name: &'static str,
    group: &'static str,
    summary: String,
    severity: BySeverity,
    fix: Option<&'static str>,
    on: bool,
}

/// The severity by engine, null where the rule finds nothing for it.
#[derive(Serialize)]
struct BySeverity {
    hexo: Option<&'static str>,
    hugo: Option<&'static str>,
    zola: Option<&'static str>,
}

impl From<&Rule> for Row {
    fn from(rule: &Rule) -> Self {
        Self {
            name: rule.name,
            group: rule.group.name(),
            summary: rule.summary().to_owned(),
            severity: BySeverity {
                hexo: rule.harm.hexo.map(Severity::name),
                hugo: rule.harm.hugo.map(Severity::name),
                zola: rule.harm.zola.map(Severity::name),
            },
            fix: rule.fix.map(Applicability::name),
            on: rule.on,
        }
    }
}

impl From<&Own> for Row {
    fn from(own: &Own) -> Self {
        let severity = Some(own.severity.name());
        Self {
            name: own.rule.name,
            group: "own",
            summary: own.message.clone(),
            severity: BySeverity { hexo: severity, hugo: severity, zola: severity },
            fix: own.replacement.as_ref().map(|_| own.applicability.name()),
            on: true,
        }
    }
}

/// A rule of the user's that the configuration states for the folder that one is in.
fn run_own(args: &Explain, name: &str) -> Result<Exit, Stopped> {
    let request = Request {
        config: ConfigChoice::Nearest,
        options: Options::default(),
        machine: Machine::here(),
    };
    let post = Project::new(request)?.imagined(Path::new("post.md"))?;
    let known = &post.settings.rules.own;
    let Some(own) = known.iter().find(|own| own.rule.name == name) else {
        let names: Vec<&str> = known.iter().map(|own| own.rule.name).collect();
        let advice = match names[..] {
            [] => "no masthead.toml that counts here states any".to_owned(),
            _ => format!("stated here: {}", names.join(", ")),
        };
        return Err(Stopped::Usage(format!("there is no rule named `{name}`: {advice}")));
    };
    let text = match args.output_format.as_str() {
        "json" => {
            let rows = [Row::from(own)];
            serde_json::to_string_pretty(&rows).expect("texts and truth values are always JSON")
                + "\n"
        }
        _ => escape_lines(&own.page()),
    };
    io::stdout().write_all(text.as_bytes())?;
    Ok(Exit::Clean)
}

/// Text of a configuration, so that nothing in it steers a terminal.
fn escape_lines(text: &str) -> String {
    text.lines().map(|line| format!("{}\n", escape(line))).collect()
}

pub fn run(args: &Explain, global: &Global) -> Result<Exit, Stopped> {
    if let Some(name) = args.rule.as_deref().filter(|name| name.starts_with(PREFIX)) {
        return run_own(args, name);
    }
    let rules: Vec<&Rule> = match &args.rule {
        None => RULES.to_vec(),
        Some(name) => vec![by_name(name).ok_or_else(|| unknown(name))?],
    };
    let text = match (args.output_format.as_str(), &args.rule) {
        ("json", _) => {
            let rows: Vec<Row> = rules.into_iter().map(Row::from).collect();
            serde_json::to_string_pretty(&rows).expect("texts and truth values are always JSON")
                + "\n"
        }
        // Behind a pipe the page stays the Markdown that it is.
        (_, Some(_)) if io::stdout().is_terminal() => {
            page_for_people(rules[0].page, global.style(&io::stdout()))
        }
        (_, Some(_)) => rules[0].page.to_owned(),
        (_, None) => table(&rules),
    };
    io::stdout().write_all(text.as_bytes())?;
    Ok(Exit::Clean)
}

fn unknown(name: &str) -> Stopped {
    let advice = match name.parse::<Selector>() {
        Ok(_) => "that is a group; `masthead explain` lists its rules".to_owned(),
        Err(unknown) => unknown.advice(),
    };
    Stopped::Usage(format!("there is no rule named `{name}`: {advice}"))
}

/// One row a rule: a letter an engine, the fix, and whether it is off by default.
fn table(rules: &[&Rule]) -> String {
    let letter = |severity: Option<Severity>| match severity {
        Some(Severity::Error) => 'E',
        Some(Severity::Warning) => 'W',
        Some(Severity::Info) => 'I',
        None => '·',
    };
    let width = rules.iter().map(|rule| rule.name.len()).max().unwrap_or(0);
    let mut table = format!("{:<width$}  hexo hugo zola  fix     finds\n", "rule");
    for rule in rules {
        let [hexo, hugo, zola] = Engine::ALL.map(|engine| letter(rule.harm.to(engine)));
        let fix = rule.fix.map_or("–", Applicability::name);
        let off = if rule.on { "" } else { " (off by default)" };
        let summary = rule.summary();
        table += &format!(
            "{:<width$}  {hexo}    {hugo}    {zola}     {fix:<6}  {summary}{off}\n",
            rule.name
        );
    }
    table + "\nE error, W warning, I info, · no problem there\n"
}
