//! What can be typed. Nothing here decides anything.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::time::Instant;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args as Group, ColorChoice, Parser, Subcommand};

use super::terminal;
use crate::config::{Selector, UnknownSelector};
use crate::diagnostic::Severity;
use crate::engine::Target;
use crate::fix::is_reason;
use crate::report::{Format, Style};

/// Lints, fixes and migrates blogs kept as Markdown posts with front matter, the way Hexo, Hugo and Zola
/// really read them.
#[derive(Debug, Parser)]
#[command(name = "masthead", version)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// What every command takes.
    #[command(flatten)]
    pub global: Global,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Say what is wrong with posts; nothing is changed
    ///
    /// Exit code 0: nothing at or above --fail-on; 1: something; 2: could not run.
    Lint(Lint),
    /// Mend what can be mended for sure, and say what is left
    ///
    /// Exit codes as for lint, for what is left.
    Fix(Fix),
    /// Move a whole site to another engine, and account for all of it
    ///
    /// The old site is only read. Exit code 0: nothing was lost; 1: something was, as the report says; 2: could not run, and nothing is written.
    Migrate(Migrate),
    /// Print what an engine reads from each post, one JSON object a line
    Inspect(Inspect),
    /// Build two sites with their engines and compare them page by page
    ///
    /// Copies of both are built with layouts that print what the engine holds of each page; the sites themselves are only
    /// read. Typographic quotes, dashes and dots count as the plain ones that they stand for. Exit code 0: nothing differs;
    /// 1: something; 2: could not run, as where an engine is missing.
    Verify(Verify),
    /// Print a rule's page, or the table of all rules
    Explain(Explain),
    /// Write a commented masthead.toml for the site that is found
    ///
    /// Never over one that is there.
    Init(Init),
    /// Show every setting for a post or folder, and who set it
    Config(Config),
    /// Print the JSON Schema of masthead.toml, for editors
    Schema,
    /// Serve an editor: findings while you type, fixes, completions
    ///
    /// Speaks the Language Server Protocol on standard input and output.
    Lsp,
    /// Print the completions for a shell
    Completions(Completions),
    /// Print the manual page, or that of a command
    Man(Man),
}

/// The heading of what every command takes.
pub const GLOBAL: &str = "Global options";

/// What every command takes.
#[derive(Debug, Group)]
#[command(next_help_heading = GLOBAL)]
pub struct Global {
    /// Print what is found and nothing else
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Say more about what is done
    #[arg(short, long, global = true, conflicts_with = "quiet", hide_short_help = true)]
    pub verbose: bool,
    /// When to use colours
    #[arg(
        long,
        value_name = "WHEN",
        default_value = "auto",
        global = true,
        hide_short_help = true
    )]
    pub color: ColorChoice,
    /// When the run began.
    #[arg(skip = Instant::now())]
    pub started: Instant,
}

impl Global {
    /// What a stream can show.
    #[must_use]
    pub fn style(&self, stream: &impl IsTerminal) -> Style {
        terminal::style(self.color, stream)
    }

    /// Whether a stream gets colours.
    #[must_use]
    pub fn colors(&self, stream: &impl IsTerminal) -> bool {
        terminal::has_colors(self.color, stream)
    }
}

/// Which posts, and what for.
#[derive(Debug, Group)]
#[command(next_help_heading = "Posts")]
pub struct Input {
    /// Posts and folders, else all below this one; `-`: standard input
    #[arg(value_name = "PATH", default_value = ".", hide_default_value = true, help_heading = None::<&str>)]
    pub paths: Vec<PathBuf>,
    /// The name that a post from standard input counts under
    #[arg(long, value_name = "PATH", hide_short_help = true)]
    pub stdin_filename: Option<PathBuf>,
    /// Only what git knows as changed
    ///
    /// What is not committed yet, or what has changed since this branch left COMMIT. Rules that look at the whole site know
    /// all of it, and also say what the change does to posts that did not change.
    #[arg(long, value_name = "COMMIT", num_args = 0..=1, require_equals = true, default_missing_value = "")]
    pub changed: Option<String>,
    /// Only what the next commit changes, as it will be
    #[arg(long, conflicts_with = "changed")]
    pub staged: bool,
    /// hexo, hugo or zola, as in zola@0.22
    ///
    /// The engine that the posts are for, whatever is found beside them.
    #[arg(long, alias = "from", value_name = "ENGINE")]
    pub engine: Option<Target>,
    /// The configuration file for all posts, instead of the nearest masthead.toml above each
    #[arg(long, value_name = "FILE", hide_short_help = true)]
    pub config: Option<PathBuf>,
    /// Read no masthead.toml
    #[arg(long, conflicts_with = "config", hide_short_help = true)]
    pub isolated: bool,
    /// How many threads to use, instead of one a core
    #[arg(long, value_name = "COUNT", value_parser = clap::value_parser!(u16).range(1..=1024), hide_short_help = true)]
    pub threads: Option<u16>,
}

/// By which rules.
#[derive(Debug, Group)]
#[command(next_help_heading = "Rules")]
pub struct Rules {
    /// Only these rules or groups
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = selector)]
    pub select: Option<Vec<Selector>>,
    /// These rules or groups besides
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = selector, hide_short_help = true)]
    pub extend_select: Vec<Selector>,
    /// Not these rules or groups
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = selector)]
    pub ignore: Vec<Selector>,
    /// Exit with 1 from error, warning (default) or info on
    #[arg(long, value_name = "SEVERITY", value_parser = severities(), hide_possible_values = true)]
    pub fail_on: Option<Severity>,
    /// Exit with 0 whatever is found
    #[arg(long, hide_short_help = true)]
    pub exit_zero: bool,
}

/// How to report findings.
#[derive(Debug, Group)]
#[command(next_help_heading = "Report")]
pub struct Output {
    /// text (default), concise, json, jsonl, github, gitlab, sarif, junit, checkstyle or rdjson
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "text",
        value_parser = formats(),
        hide_possible_values = true,
        hide_default_value = true
    )]
    pub output_format: Format,
    /// Write the report to a file
    #[arg(short, long, value_name = "FILE")]
    pub output_file: Option<PathBuf>,
    /// Print only how often each rule found something
    #[arg(long)]
    pub statistics: bool,
}

/// Which findings are known already.
#[derive(Debug, Group)]
#[command(next_help_heading = "Known findings")]
pub struct Baselines {
    /// Be silent on what FILE knows
    ///
    /// Without FILE, it is masthead-baseline.json.
    #[arg(long, value_name = "FILE", num_args = 0..=1, require_equals = true, default_missing_value = BASELINE)]
    pub baseline: Option<PathBuf>,
    /// Write all that is found now to FILE
    ///
    /// From then on, with --baseline, only what comes later counts. Without FILE, it is masthead-baseline.json.
    #[arg(
        long,
        value_name = "FILE",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = BASELINE,
        conflicts_with = "baseline"
    )]
    pub write_baseline: Option<PathBuf>,
    /// Take out of the baseline what is there no longer
    #[arg(long, requires = "baseline", hide_short_help = true)]
    pub prune_baseline: bool,
}

/// The baseline's name where none is given.
const BASELINE: &str = "masthead-baseline.json";

/// `masthead lint`
#[derive(Debug, Group)]
pub struct Lint {
    /// Which posts.
    #[command(flatten)]
    pub input: Input,
    /// Write comments that leave out all that is found now
    ///
    /// Into the posts, with this reason. A comment that would change anything else is not written, and that is said.
    #[arg(
        long,
        help_heading = "Known findings",
        hide_short_help = true,
        value_name = "REASON",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "",
        value_parser = reason,
        conflicts_with_all = ["baseline", "write_baseline"]
    )]
    pub add_ignore: Option<String>,
    /// Which findings are known already.
    #[command(flatten)]
    pub baselines: Baselines,
    /// By which rules.
    #[command(flatten)]
    pub rules: Rules,
    /// How to report.
    #[command(flatten)]
    pub output: Output,
}

/// `masthead fix`
#[derive(Debug, Group)]
pub struct Fix {
    /// Which posts.
    #[command(flatten)]
    pub input: Input,
    /// Also do fixes that are guesses at what was meant
    #[arg(long = "unsafe", help_heading = "Fixes")]
    pub unsafe_fixes: bool,
    /// Print what would change, for `git apply`; write nothing
    #[arg(long, help_heading = "Fixes")]
    pub diff: bool,
    /// By which rules.
    #[command(flatten)]
    pub rules: Rules,
    /// How to report.
    #[command(flatten)]
    pub output: Output,
}

/// `masthead migrate`
#[derive(Debug, Group)]
#[command(next_help_heading = "Engines")]
pub struct Migrate {
    /// The folder of the site
    #[arg(value_name = "SRC", help_heading = None::<&str>)]
    pub source: PathBuf,
    /// The folder of the new site, which must be new or empty
    #[arg(value_name = "DEST", help_heading = None::<&str>)]
    pub place: PathBuf,
    /// Where it goes to: hexo, hugo or zola, as in zola@0.22
    #[arg(long, value_name = "ENGINE")]
    pub to: Target,
    /// The engine that it is made for, if SRC does not show it
    #[arg(long, value_name = "ENGINE")]
    pub from: Option<Target>,
    /// Write nothing; say what would become of everything
    #[arg(long, help_heading = "What is written")]
    pub dry_run: bool,
    /// Write nothing; print what would change in each post
    #[arg(long, help_heading = "What is written")]
    pub diff: bool,
    /// `keep` every address, or what is `natural` there
    ///
    /// `natural` takes what the new engine would choose and lets the old addresses lead there.
    #[arg(
        long,
        value_name = "URLS",
        default_value = "keep",
        value_parser = ["keep", "natural"],
        hide_possible_values = true,
        help_heading = "What is written"
    )]
    pub urls: String,
    /// The language of front matter: the one that each post has, or one for all
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "keep",
        value_parser = ["keep", "yaml", "toml"],
        help_heading = "What is written",
        hide_short_help = true
    )]
    pub front_matter: String,
    /// The zone of dates that name none, instead of what the site or this machine says
    #[arg(long, value_name = "ZONE", hide_short_help = true)]
    pub timezone: Option<chrono_tz::Tz>,
    /// Write the whole account to FILE: .json, .html or .md
    #[arg(long, value_name = "FILE", help_heading = "Account")]
    pub report: Vec<PathBuf>,
    /// Losses that are known and accepted
    ///
    /// Where there is no such file, it is written with the losses of this run.
    #[arg(long, value_name = "FILE", help_heading = "Account")]
    pub accept: Option<PathBuf>,
    /// Also write the redirects for a host
    #[arg(
        long,
        value_name = "FORMAT",
        value_delimiter = ',',
        value_parser = ["netlify", "nginx", "apache", "csv"],
        help_heading = "What is written",
        hide_short_help = true
    )]
    pub redirects: Vec<String>,
    /// Write no minimal theme
    #[arg(long, help_heading = "What is written", hide_short_help = true)]
    pub no_theme: bool,
    /// Write anew over a site that an earlier run wrote
    #[arg(long, help_heading = "What is written")]
    pub force: bool,
    /// How many threads to use, instead of one a core
    #[arg(long, value_name = "COUNT", value_parser = clap::value_parser!(u16).range(1..=1024), hide_short_help = true)]
    pub threads: Option<u16>,
}

/// `masthead inspect`
#[derive(Debug, Group)]
pub struct Inspect {
    /// Which posts.
    #[command(flatten)]
    pub input: Input,
    /// Print the body too, as the engine holds it
    #[arg(long)]
    pub body: bool,
    /// Write to a file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub output_file: Option<PathBuf>,
}

/// `masthead verify`
#[derive(Debug, Group)]
pub struct Verify {
    /// The site that is right, as before a migration
    #[arg(value_name = "SRC")]
    pub source: PathBuf,
    /// The site that is compared with it
    #[arg(value_name = "DEST")]
    pub dest: PathBuf,
    /// The engine of SRC, whatever is found in it
    #[arg(long, value_name = "ENGINE")]
    pub from: Option<Target>,
    /// The engine of DEST, whatever is found in it
    #[arg(long, value_name = "ENGINE")]
    pub to: Option<Target>,
    /// How many seconds one run of an engine may take
    #[arg(long, value_name = "SECONDS", default_value_t = 600, value_parser = clap::value_parser!(u64).range(1..), hide_short_help = true)]
    pub timeout: u64,
    /// Let engines ask other hosts while they build
    #[arg(long)]
    pub online: bool,
    /// Write what a reader sees of each page whose text differs to FOLDER/source and FOLDER/dest, for a diff
    #[arg(long, value_name = "FOLDER")]
    pub texts: Option<PathBuf>,
    /// `text`, or `json` with all differences
    #[arg(long, value_name = "FORMAT", default_value = "text", value_parser = ["text", "json"], hide_possible_values = true)]
    pub output_format: String,
    /// Write the report to a file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub output_file: Option<PathBuf>,
}

/// `masthead explain`
#[derive(Debug, Group)]
pub struct Explain {
    /// The rule; without it, all rules are listed
    #[arg(value_name = "RULE")]
    pub rule: Option<String>,
    /// `text`, or `json` for the rules as data
    #[arg(long, value_name = "FORMAT", default_value = "text", value_parser = ["text", "json"], hide_possible_values = true)]
    pub output_format: String,
}

/// `masthead init`
#[derive(Debug, Group)]
pub struct Init {
    /// A folder of the site, instead of the one you are in
    #[arg(value_name = "FOLDER")]
    pub folder: Option<PathBuf>,
}

/// `masthead config`
#[derive(Debug, Group)]
pub struct Config {
    /// A post or a folder
    #[arg(value_name = "PATH")]
    pub path: Option<PathBuf>,
    /// The engine that the post is for, whatever is found beside it
    #[arg(long, value_name = "ENGINE")]
    pub engine: Option<Target>,
    /// The configuration file, instead of the nearest masthead.toml above
    #[arg(long, value_name = "FILE", hide_short_help = true)]
    pub config: Option<PathBuf>,
    /// Read no masthead.toml
    #[arg(long, conflicts_with = "config", hide_short_help = true)]
    pub isolated: bool,
    /// `text`, or `json` for all of it as data
    #[arg(long, value_name = "FORMAT", default_value = "text", value_parser = ["text", "json"], hide_possible_values = true)]
    pub output_format: String,
    /// By which rules.
    #[command(flatten)]
    pub rules: Rules,
}

/// `masthead completions`
#[derive(Debug, Group)]
pub struct Completions {
    /// The shell
    pub shell: clap_complete::Shell,
}

/// `masthead man`
#[derive(Debug, Group)]
pub struct Man {
    /// The command; without it, the page of the whole program
    #[arg(value_name = "COMMAND")]
    pub command: Option<String>,
}

/// A rule or group by its name, with advice where there is none.
fn selector(name: &str) -> Result<Selector, String> {
    name.parse().map_err(|unknown: UnknownSelector| format!("{unknown}; {}", unknown.advice()))
}

/// A reason that can stand in any comment.
fn reason(text: &str) -> Result<String, &'static str> {
    match is_reason(text) {
        true => Ok(text.to_owned()),
        false => Err("a reason is one line without `-->`, `{{`, `{%` and `{#`"),
    }
}

/// A format by its name.
fn formats() -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(Format::ALL.map(Format::name))
        .try_map(|name| Format::ALL.into_iter().find(|one| one.name() == name).ok_or("no format"))
}

/// A severity by its name.
fn severities() -> impl TypedValueParser<Value = Severity> {
    const ALL: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Info];
    PossibleValuesParser::new(ALL.map(Severity::name))
        .try_map(|name| ALL.into_iter().find(|one| one.name() == name).ok_or("no severity"))
}
