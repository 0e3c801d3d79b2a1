//! `[[rule]]`: rules of the user's own, read and checked.

use regex::Regex;
use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use super::options::{at, severity};
use super::{Error, schema};
use crate::diagnostic::{Applicability, Severity};
use crate::rules::globs::Globs;
use crate::rules::own::{Condition, Own, Subject, intern};
use crate::text::Source;

/// A rule of your own: a key or a pattern in the body, a condition, a message.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct WrittenRule {
    /// Its name, which begins with `own-`.
    #[schemars(with = "String", regex(pattern = "^own-."))]
    pub name: Spanned<String>,
    /// What its findings say.
    message: String,
    /// Why it matters and what to do.
    help: Option<String>,
    /// The path of the key that it looks at, nested ones with dots; of a list, at each item.
    key: Option<String>,
    /// A regular expression: every match in the body, outside code, is a finding.
    #[serde(default)]
    #[schemars(with = "String")]
    body: Option<Spanned<String>>,
    /// The key must be there and hold something.
    #[serde(default)]
    required: bool,
    /// The only values that the key may have.
    #[serde(default)]
    one_of: Vec<String>,
    /// How few columns the value may take; a Chinese character takes two.
    min_columns: Option<usize>,
    /// How many columns the value may take.
    max_columns: Option<usize>,
    /// A regular expression that the value must match.
    #[serde(default)]
    #[schemars(with = "String")]
    matches: Option<Spanned<String>>,
    /// A regular expression that the value must not match.
    #[serde(default)]
    #[schemars(with = "String")]
    not_matches: Option<Spanned<String>>,
    /// How bad it is; without it, a warning.
    #[serde(default)]
    #[schemars(with = "schema::SeverityName")]
    severity: Option<Spanned<String>>,
    /// What a fix writes in the place of what is found; `$1` is the first group of the pattern.
    replacement: Option<String>,
    /// Whether the fix may be done without `--unsafe`.
    #[serde(default)]
    safe: bool,
    /// Globs: the files that it looks at, by their paths from the site's root; without any, all.
    #[serde(default)]
    files: Globs,
}

/// All rules of a file.
///
/// # Errors
/// At the first that has no proper name, looks at nothing, asks for nothing, or has a pattern that is none.
pub(super) fn rules(source: &Source, written: &[WrittenRule]) -> Result<Vec<Own>, Box<Error>> {
    written.iter().map(|one| rule(source, one)).collect()
}

fn rule(source: &Source, written: &WrittenRule) -> Result<Own, Box<Error>> {
    let name = written.name.get_ref();
    let mistake =
        |message: &str, help: String| Err(at(source, &written.name, message.to_owned()).help(help));
    let Some(rule) = intern(name).filter(|_| name.chars().all(is_name)) else {
        let help = format!("write `own-{}`", name.to_lowercase().replace(|c| !is_name(c), "-"));
        return mistake(
            "the name of a rule of your own is `own-` and small letters, digits and hyphens",
            help,
        );
    };
    let condition = Condition {
        key: written.key.clone().unwrap_or_default(),
        required: written.required,
        one_of: written.one_of.clone(),
        min_columns: written.min_columns,
        max_columns: written.max_columns,
        matches: pattern(source, written.matches.as_ref())?,
        not_matches: pattern(source, written.not_matches.as_ref())?,
    };
    let asks = condition.required
        || !condition.one_of.is_empty()
        || condition.min_columns.or(condition.max_columns).is_some()
        || condition.matches.is_some()
        || condition.not_matches.is_some();
    let subject = match (&written.key, pattern(source, written.body.as_ref())?) {
        (Some(_), None) if asks => Subject::Key(condition),
        (None, Some(pattern)) if !asks => Subject::Body(pattern),
        (Some(_), None) => {
            let help = "say `required`, `one-of`, `min-columns`, `max-columns`, `matches` or `not-matches`";
            return mistake("this rule does not say what must hold of the key", help.to_owned());
        }
        (None, Some(_)) => {
            let help = "every match of `body` is a finding; conditions are for `key`".to_owned();
            return mistake("this rule has a condition, but no key", help);
        }
        (Some(_), Some(_)) | (None, None) => {
            let help = "say either `key` or `body`".to_owned();
            return mistake("a rule looks at one key or at the body", help);
        }
    };
    let given = written.severity.as_ref().map(|level| severity(source, level)).transpose()?;
    Ok(Own {
        rule,
        subject,
        message: written.message.clone(),
        help: written.help.clone(),
        severity: given.unwrap_or(Severity::Warning),
        replacement: written.replacement.clone(),
        applicability: if written.safe { Applicability::Safe } else { Applicability::Unsafe },
        files: written.files.clone(),
    })
}

const fn is_name(c: char) -> bool {
    c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'
}

fn pattern(
    source: &Source,
    written: Option<&Spanned<String>>,
) -> Result<Option<Regex>, Box<Error>> {
    let Some(written) = written else { return Ok(None) };
    Regex::new(written.get_ref()).map(Some).map_err(|error| {
        // The crate draws the pattern over several lines; the last one says what is wrong.
        let why = error.to_string();
        let why = why.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned();
        let message = format!("`{}` is no regular expression: {why}", written.get_ref());
        at(source, written, message).help("in TOML, write patterns in single quotes".to_owned())
    })
}
