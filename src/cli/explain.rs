//! `masthead explain [RULE]`

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use serde::Serialize;

use super::args::{Explain, Global};
use super::message::{report, say};
use super::{Exit, Stopped};
use crate::config::{Options, Selector};
use crate::diagnostic::{Applicability, Severity};
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

/// The rules of the user's that the configuration states for the folder that one is in.
fn own_here() -> Result<Vec<Own>, Stopped> {
    let request = Request {
        config: ConfigChoice::Nearest,
        options: Options::default(),
        machine: Machine::here(),
    };
    let post = Project::new(request)?.imagined(Path::new("post.md"))?;
    Ok(post.settings.rules.own.clone())
}

fn run_own(args: &Explain, name: &str) -> Result<Exit, Stopped> {
    let known = own_here()?;
    let Some(own) = known.iter().find(|own| own.rule.name == name) else {
        let names: Vec<&str> = known.iter().map(|own| own.rule.name).collect();
        let advice = match names[..] {
            [] => "no masthead.toml that counts here states any".to_owned(),
            _ => format!("stated here: {}", names.join(", ")),
        };
        return Err(Stopped::Usage(format!("there is no rule named `{name}`: {advice}")));
    };
    let text = match args.output_format.as_str() {
        "json" => json(&[Row::from(own)]),
        _ => escape_lines(&own.page()),
    };
    io::stdout().write_all(text.as_bytes())?;
    Ok(Exit::Clean)
}

fn json(rows: &[Row]) -> String {
    serde_json::to_string_pretty(rows).expect("texts and truth values are always JSON") + "\n"
}

/// All rules, those of the user's last. Where the configuration cannot be read, its rules are missing, which is told:
/// who looks a name up to mend it needs the others.
fn every_rule(global: &Global) -> Vec<Row> {
    let own = own_here().unwrap_or_else(|stopped| {
        report(&stopped, global);
        say("warning: rules of your own are not listed, for the configuration cannot be read");
        Vec::new()
    });
    RULES.iter().map(|rule| Row::from(*rule)).chain(own.iter().map(Row::from)).collect()
}

/// Text of a configuration, so that nothing in it steers a terminal.
fn escape_lines(text: &str) -> String {
    text.lines().map(|line| format!("{}\n", escape(line))).collect()
}

pub fn run(args: &Explain, global: &Global) -> Result<Exit, Stopped> {
    if let Some(name) = args.rule.as_deref().filter(|name| name.starts_with(PREFIX)) {
        return run_own(args, name);
    }
    let Some(name) = &args.rule else {
        let rows = every_rule(global);
        let text = if args.output_format == "json" { json(&rows) } else { table(&rows) };
        io::stdout().write_all(text.as_bytes())?;
        return Ok(Exit::Clean);
    };
    let rule = by_name(name).ok_or_else(|| unknown(name))?;
    let text = match args.output_format.as_str() {
        "json" => json(&[Row::from(rule)]),
        // Behind a pipe the page stays the Markdown that it is.
        _ if io::stdout().is_terminal() => page_for_people(rule.page, global.style(&io::stdout())),
        _ => rule.page.to_owned(),
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
fn table(rows: &[Row]) -> String {
    let letter = |severity: Option<&str>| match severity {
        Some("error") => 'E',
        Some("warning") => 'W',
        Some(_) => 'I',
        None => '·',
    };
    let width = rows.iter().map(|row| row.name.len()).max().unwrap_or(0);
    let mut table = format!("{:<width$}  hexo hugo zola  fix     finds\n", "rule");
    for Row { name, summary, severity, fix, on, .. } in rows {
        let BySeverity { hexo, hugo, zola } = severity;
        let [hexo, hugo, zola] = [hexo, hugo, zola].map(|severity| letter(*severity));
        let fix = fix.unwrap_or("–");
        let off = if *on { "" } else { " (off by default)" };
        let summary = escape(summary);
        table +=
            &format!("{name:<width$}  {hexo}    {hugo}    {zola}     {fix:<6}  {summary}{off}\n");
    }
    table + "\nE error, W warning, I info, · no problem there\n"
}
