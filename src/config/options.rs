//! What one `masthead.toml` says.

use std::collections::BTreeMap;

use globset::GlobMatcher;
use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use super::own::{self, WrittenRule};
use super::select::nearest;
use super::{Error, Selector, schema};
use crate::diagnostic::Severity;
use crate::engine::{Engine, Target};
use crate::rules;
use crate::rules::globs::matcher;
use crate::rules::own::{Own, PREFIX};
use crate::rules::themes::{Theme, builtin, named};
use crate::text::{Source, Span};

/// One layer of configuration: nothing is set that the user did not say.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Another configuration file that this one builds on, relative to it.
    pub extend: Option<String>,
    /// The engine that the posts are for.
    pub engine: Option<Target>,
    /// The rules that run, instead of those of the layers below.
    pub select: Option<Vec<Selector>>,
    /// Rules that run besides.
    pub extend_select: Vec<Selector>,
    /// Rules that do not run.
    pub ignore: Vec<Selector>,
    /// Severities by rule or group.
    pub severity: Vec<(Selector, Severity)>,
    /// Rules that do not run on the files of a glob.
    pub per_file_ignores: Vec<(GlobMatcher, Vec<Selector>)>,
    /// Only files of these globs are checked.
    pub include: Option<Vec<GlobMatcher>>,
    /// Files and folders of these globs are not checked.
    pub exclude: Vec<GlobMatcher>,
    /// The least severity that makes a run fail.
    pub fail_on: Option<Severity>,
    /// The theme that the site uses, whatever the site's own configuration says.
    pub theme: Option<String>,
    /// Themes and the keys that they read, besides those that come with Masthead.
    pub themes: Vec<Theme>,
    /// Rules that the user states.
    pub own: Vec<Own>,
    /// The tables `[rules.NAME]`, checked, but not yet merged with those of other layers.
    pub rules: toml::Table,
}

impl Options {
    /// The rules of the user's that are chosen, silenced or weighed by their name.
    #[must_use]
    pub fn named_own(&self) -> Vec<&'static str> {
        let lists = self.select.iter().flatten().chain(&self.extend_select).chain(&self.ignore);
        let weighed = self.severity.iter().map(|(selector, _)| selector);
        let by_file = self.per_file_ignores.iter().flat_map(|(_, selectors)| selectors);
        let name = |selector: &Selector| match selector {
            Selector::Rule(rule) => Some(rule.name).filter(|name| name.starts_with(PREFIX)),
            Selector::All | Selector::Group(_) | Selector::Own => None,
        };
        lists.chain(weighed).chain(by_file).filter_map(name).collect()
    }
}

/// The configuration of Masthead for a folder and all below it: `masthead.toml`.
// As the file is written; what stands in the comments is what an editor shows, through the schema.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Written {
    /// Another configuration file that this one builds on, relative to it.
    #[schemars(with = "String")]
    extend: Option<String>,
    /// The engine that the posts are for, with a version where it matters; without it the site's own configuration tells.
    #[schemars(with = "schema::EngineName")]
    engine: Option<Spanned<String>>,
    /// The rules and groups that run, instead of those that are on by default.
    #[schemars(with = "Vec<schema::RuleName>")]
    select: Option<Vec<Spanned<String>>>,
    /// Rules and groups that run besides.
    #[schemars(with = "Vec<schema::RuleName>")]
    extend_select: Vec<Spanned<String>>,
    /// Rules and groups that do not run.
    #[schemars(with = "Vec<schema::RuleName>")]
    ignore: Vec<Spanned<String>>,
    /// Another severity for a rule or a group.
    #[schemars(with = "BTreeMap<schema::RuleName, schema::SeverityName>")]
    severity: BTreeMap<Spanned<String>, Spanned<String>>,
    /// Rules and groups that do not run on the files of a glob.
    #[schemars(with = "BTreeMap<String, Vec<schema::RuleName>>")]
    per_file_ignores: BTreeMap<Spanned<String>, Vec<Spanned<String>>>,
    /// Globs: only these files are checked, instead of all that the engine takes for a post.
    #[schemars(with = "Vec<String>")]
    include: Option<Vec<Spanned<String>>>,
    /// Globs: files and folders that are not checked, besides what `.gitignore` names.
    #[schemars(with = "Vec<String>")]
    exclude: Vec<Spanned<String>>,
    /// The least severity that makes `masthead lint` exit with 1.
    #[schemars(with = "schema::SeverityName", extend("default" = "warning"))]
    fail_on: Option<Spanned<String>>,
    /// The theme of the site, where its own configuration does not name it.
    #[schemars(with = "String")]
    theme: Option<Spanned<String>>,
    /// Themes and the keys that they read, besides those that come with Masthead.
    themes: Vec<Theme>,
    /// Rules of your own.
    rule: Vec<WrittenRule>,
    /// Options of single rules; a rule that is off is switched on by its table.
    #[schemars(with = "rules::Options")]
    rules: toml::Table,
}

/// The same file again, for the options of rules: their names and types are checked with their place.
#[derive(Deserialize)]
struct WrittenRules {
    #[serde(default)]
    #[allow(dead_code, reason = "read to check it; the tables are merged before they are used")]
    rules: rules::Options,
}

/// Reads a configuration file.
///
/// # Errors
/// At the first thing that is no TOML, no known key, no known name or of a wrong type.
pub fn parse(source: &Source) -> Result<Options, Box<Error>> {
    let mistake = |error: toml::de::Error| explain(source, &error);
    let written: Written = toml::from_str(&source.text).map_err(mistake)?;
    toml::from_str::<WrittenRules>(&source.text).map_err(mistake)?;
    let selectors = |names: &[Spanned<String>]| -> Result<Vec<Selector>, Box<Error>> {
        names.iter().map(|name| selector(source, name)).collect()
    };
    let globs = |globs: &[Spanned<String>]| -> Result<Vec<GlobMatcher>, Box<Error>> {
        globs.iter().map(|pattern| glob(source, pattern)).collect()
    };
    own_names(source, &written)?;
    let theme = written.theme.as_ref().map(|name| theme(source, name, &written)).transpose()?;
    Ok(Options {
        extend: written.extend,
        engine: written.engine.as_ref().map(|name| engine(source, name)).transpose()?,
        select: written.select.as_deref().map(selectors).transpose()?,
        extend_select: selectors(&written.extend_select)?,
        ignore: selectors(&written.ignore)?,
        severity: written
            .severity
            .iter()
            .map(|(name, level)| Ok((selector(source, name)?, severity(source, level)?)))
            .collect::<Result<_, Box<Error>>>()?,
        per_file_ignores: written
            .per_file_ignores
            .iter()
            .map(|(pattern, names)| Ok((glob(source, pattern)?, selectors(names)?)))
            .collect::<Result<_, Box<Error>>>()?,
        include: written.include.as_deref().map(globs).transpose()?,
        exclude: globs(&written.exclude)?,
        fail_on: written.fail_on.as_ref().map(|level| severity(source, level)).transpose()?,
        theme,
        themes: written.themes,
        own: own::rules(source, &written.rule)?,
        rules: written.rules,
    })
}

fn selector(source: &Source, name: &Spanned<String>) -> Result<Selector, Box<Error>> {
    name.get_ref().parse().map_err(|unknown: super::UnknownSelector| {
        at(source, name, unknown.to_string()).help(unknown.advice())
    })
}

fn engine(source: &Source, name: &Spanned<String>) -> Result<Target, Box<Error>> {
    name.get_ref()
        .parse()
        .map_err(|unknown: crate::engine::UnknownTarget| at(source, name, unknown.to_string()))
}

/// Whether every rule of the user's that is named is stated. A file that this one extends may state more.
fn own_names(source: &Source, written: &Written) -> Result<(), Box<Error>> {
    if written.extend.is_some() {
        return Ok(());
    }
    let lists =
        written.select.iter().flatten().chain(&written.extend_select).chain(&written.ignore);
    let named =
        lists.chain(written.severity.keys()).chain(written.per_file_ignores.values().flatten());
    let stated = || written.rule.iter().map(|rule| rule.name.get_ref().as_str());
    let is_unknown = |name: &&Spanned<String>| {
        name.get_ref().starts_with(PREFIX) && !stated().any(|stated| stated == name.get_ref())
    };
    let Some(name) = named.into_iter().find(is_unknown) else { return Ok(()) };
    let advice = match nearest(name.get_ref(), stated()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "a table `[[rule]]` states a rule of your own".to_owned(),
    };
    Err(at(source, name, format!("no rule named `{}` is stated here", name.get_ref())).help(advice))
}

/// The name of a theme, where there is a table of it. One that this file extends may bring further tables.
fn theme(source: &Source, name: &Spanned<String>, written: &Written) -> Result<String, Box<Error>> {
    let known = || written.themes.iter().chain(builtin());
    let is_known =
        Engine::ALL.iter().any(|engine| named(known(), *engine, name.get_ref()).is_some());
    if is_known || written.extend.is_some() {
        return Ok(name.get_ref().clone());
    }
    let message = format!("there is no table of a theme named `{}`", name.get_ref());
    let ids = || known().flat_map(|theme| &theme.ids).map(String::as_str);
    let lower = name.get_ref().to_lowercase();
    let advice = match nearest(&lower, ids()) {
        Some(near) => {
            format!("did you mean `{near}`? A table `[[themes]]` says which keys a theme reads")
        }
        None => "say in a table `[[themes]]` which keys it reads".to_owned(),
    };
    Err(at(source, name, message).help(advice))
}

pub(super) fn severity(source: &Source, name: &Spanned<String>) -> Result<Severity, Box<Error>> {
    let known = [Severity::Error, Severity::Warning, Severity::Info];
    known.into_iter().find(|severity| severity.name() == name.get_ref()).ok_or_else(|| {
        let message = format!("`{}` is not a severity", name.get_ref());
        at(source, name, message).help("write error, warning or info".to_owned())
    })
}

fn glob(source: &Source, pattern: &Spanned<String>) -> Result<GlobMatcher, Box<Error>> {
    matcher(pattern.get_ref()).map_err(|why| at(source, pattern, why))
}

pub(super) fn at(source: &Source, value: &Spanned<String>, message: String) -> Box<Error> {
    Error::new(source, Some(value.span().into()), message)
}

/// The reader's error as a sentence, with a suggestion where a name is misspelt.
fn explain(source: &Source, error: &toml::de::Error) -> Box<Error> {
    let span = error.span().map(Span::from);
    let message = error.message();
    // The only form in which serde tells of an unknown key; its text is fixed in `serde::de::Error`.
    let Some((name, known)) =
        message.strip_prefix("unknown field `").and_then(|rest| rest.split_once('`'))
    else {
        return Error::new(source, span, message);
    };
    let known: Vec<&str> = known.split('`').skip(1).step_by(2).collect();
    let advice = match nearest(name, known.iter().copied()) {
        Some(near) => Some(format!("did you mean `{near}`?")),
        None if known.is_empty() => None,
        None => Some(format!("known here: {}", known.join(", "))),
    };
    Error::new(source, span, format!("there is no option named `{name}` here")).help(advice)
}
