//! Rules that the user's configuration states without Rust: a key or a pattern in the body, a condition, a message.
//!
//! Their names begin with `own-`, so that they can never be those of rules that Masthead brings one day.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use regex::{Captures, Regex};

use super::globs::Globs;
use super::near::nearest;
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::{Applicability, Change, Fix, Severity};
use crate::document::patch::{self, Content};
use crate::document::{Agreement, Entry, FrontMatter, Kind, Node};
use crate::engine::Setup;
use crate::text::{Edit, Span, width};
use crate::value::Value;

/// What the name of every rule of the user's begins with.
pub const PREFIX: &str = "own-";

/// A rule of the user's.
#[derive(Clone, Debug)]
pub struct Own {
    /// Its name in the shape of a rule; what it finds is said here.
    pub rule: &'static Rule,
    /// What it looks at.
    pub subject: Subject,
    /// What its findings say.
    pub message: String,
    /// What else they say; without it, what was found.
    pub help: Option<String>,
    /// How bad its findings are.
    pub severity: Severity,
    /// What a fix writes; `$1` is the first group of the pattern.
    pub replacement: Option<String>,
    /// Whether the fix may be done without asking.
    pub applicability: Applicability,
    /// The files that it looks at.
    pub files: Globs,
}

/// What a rule of the user's looks at.
#[derive(Clone, Debug)]
pub enum Subject {
    /// The value of a key, each item where it is a list.
    Key(Condition),
    /// Every place in the body, outside code, that a pattern matches.
    Body(Regex),
}

/// What must hold of the value of a key.
#[derive(Clone, Debug, Default)]
pub struct Condition {
    /// The path of the key, nested ones with dots.
    pub key: String,
    /// Whether it must be there.
    pub required: bool,
    /// The only values; empty for any.
    pub one_of: Vec<String>,
    /// How few columns it may take; a Chinese character takes two.
    pub min_columns: Option<usize>,
    /// How many columns it may take.
    pub max_columns: Option<usize>,
    /// What it must match.
    pub matches: Option<Regex>,
    /// What it must not match.
    pub not_matches: Option<Regex>,
}

/// The rule of this name; none for a name that does not begin with [`PREFIX`]. Each name is kept once for as long as the
/// program runs.
#[must_use]
pub fn intern(name: &str) -> Option<&'static Rule> {
    static NAMES: Mutex<BTreeMap<String, &'static Rule>> = Mutex::new(BTreeMap::new());
    name.strip_prefix(PREFIX).filter(|rest| !rest.is_empty())?;
    let mut names = NAMES.lock().unwrap_or_else(PoisonError::into_inner);
    let make = || -> &'static Rule {
        Box::leak(Box::new(Rule {
            name: Box::leak(name.to_owned().into_boxed_str()),
            group: Group::Schema,
            page: "",
            on: true,
            harm: Harm::of(b"WWW"),
            fix: None,
            check: |_, _| {},
        }))
    };
    Some(*names.entry(name.to_owned()).or_insert_with(make))
}

impl Own {
    /// Looks at one post and reports.
    pub fn check(&self, context: &Context<'_>, findings: &mut Findings<'_>) {
        if !self.files.name(context.path) {
            return;
        }
        match &self.subject {
            Subject::Key(condition) => {
                let block = context.front_matter().filter(|block| block.refused.is_none());
                let map = block.filter(|block| matches!(block.tree.root.kind, Kind::Map(_)));
                if let Some(block) = map {
                    findings.extend(self.key(context, block, condition));
                }
            }
            Subject::Body(pattern) => findings.extend(self.body(context, pattern)),
        }
    }

    /// What `masthead explain` prints of it.
    #[must_use]
    pub fn page(&self) -> String {
        let subject = match &self.subject {
            Subject::Key(condition) => format!("the key `{}`", condition.key),
            Subject::Body(pattern) => format!("what matches `{pattern}` in the body"),
        };
        let help = self.help.as_deref().map(|help| format!("\n{help}\n")).unwrap_or_default();
        let (name, message, severity) = (self.rule.name, &self.message, self.severity.name());
        let fix = match &self.replacement {
            Some(text) => format!("Writes `{text}`; {}.", self.applicability.name()),
            None => "None.".to_owned(),
        };
        format!(
            "# {name}\n\n{message}\n{help}\nA rule of your own configuration, severity {severity}, about {subject}.\n\n\
             ## Fix\n\n{fix}\n"
        )
    }

    fn finding(&self, span: Span, detail: Option<String>) -> Finding {
        let finding = Finding::new(span, self.message.clone()).severity(self.severity);
        match self.help.clone().or(detail) {
            Some(help) => finding.help(help),
            None => finding,
        }
    }

    fn fix(&self, change: Change, edits: Vec<Edit>) -> Option<Fix> {
        let fix = Fix::guess("write what the configuration says", change, edits);
        (!fix.edits.is_empty()).then_some(Fix { applicability: self.applicability, ..fix })
    }

    fn key(
        &self,
        context: &Context<'_>,
        block: &FrontMatter<'_>,
        condition: &Condition,
    ) -> Vec<Finding> {
        let folds = !context.setups.is_empty() && context.setups.iter().all(Setup::folds_keys);
        let same = |one: &str, other: &str| {
            if folds { one.eq_ignore_ascii_case(other) } else { one == other }
        };
        let mut map = &block.tree.root;
        let mut path: Vec<&Entry<'_>> = Vec::new();
        for part in condition.key.split('.') {
            let Some(entry) = map.entries().iter().find(|entry| same(entry.name(), part)) else {
                let top = if block.opener.is_empty() {
                    Span::at(block.block.start)
                } else {
                    block.opener
                };
                let span = path.last().map_or(top, |entry| entry.key.span);
                let missing =
                    || self.finding(span, Some(format!("`{}` is missing", condition.key)));
                return condition.required.then(missing).into_iter().collect();
            };
            path.push(entry);
            map = &entry.value;
        }
        let (Some(root), Some(entry)) = (path.first(), path.last()) else { return Vec::new() };
        let items = entry.value.items();
        let nodes = if items.is_empty() { std::slice::from_ref(&entry.value) } else { items };
        let is_empty = |node: &Node<'_>| node.text().is_some_and(|text| text.trim().is_empty());
        if nodes.iter().all(is_empty) {
            let empty =
                || self.finding(entry.key.span, Some(format!("`{}` is empty", condition.key)));
            return condition.required.then(empty).into_iter().collect();
        }
        let judged = nodes.iter().filter_map(|node| {
            let text = node.text()?;
            let detail = condition.refusal(text)?;
            let written = self
                .written(condition, text)
                .map(Value::String)
                .filter(|_| *block.agreement() == Agreement::Agree);
            let fix = written.and_then(|value| {
                let edits = match items.is_empty() {
                    true => patch::set(block, entry, Content::Value(&value)),
                    false => patch::set_node(block, node, Content::Value(&value)),
                };
                self.fix(Change::Key(root.name().to_owned()), edits)
            });
            Some(self.finding(node.span, Some(detail)).fix(fix))
        });
        judged.collect()
    }

    /// What a fix writes for a value; none where that would be refused again.
    fn written(&self, condition: &Condition, text: &str) -> Option<String> {
        let replacement = self.replacement.as_deref()?;
        let written = match &condition.not_matches {
            Some(pattern) => pattern.replace_all(text, replacement).into_owned(),
            None => replacement.to_owned(),
        };
        condition.refusal(&written).is_none().then_some(written)
    }

    fn body(&self, context: &Context<'_>, pattern: &Regex) -> Vec<Finding> {
        let span = context.document.body;
        let body = context.document.source.slice(span);
        let found = pattern.captures_iter(body).filter_map(|found: Captures<'_>| {
            let whole = found.get(0).filter(|whole| !whole.is_empty())?;
            let place = Span::new(whole.start(), whole.end()).shifted(span.start);
            if context.document.markup().code_at(place.start).is_some() {
                return None;
            }
            let written = self.replacement.as_deref().map(|replacement| {
                let mut written = String::new();
                found.expand(replacement, &mut written);
                written
            });
            // What is found again would be replaced for ever.
            let written = written.filter(|written| !pattern.is_match(written));
            let fix = written
                .and_then(|written| self.fix(Change::Body, vec![Edit::replace(place, written)]));
            Some(self.finding(place, None).fix(fix))
        });
        found.collect()
    }
}

impl Condition {
    /// What is not as it must be.
    fn refusal(&self, text: &str) -> Option<String> {
        if !self.one_of.is_empty() && !self.one_of.iter().any(|one| one == text) {
            let near = nearest(text, self.one_of.iter().map(String::as_str));
            return Some(match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("it must be one of: {}", self.one_of.join(", ")),
            });
        }
        let columns = width(text);
        if let Some(min) = self.min_columns.filter(|min| columns < *min) {
            return Some(format!("it has {columns} columns, and must have {min} at least"));
        }
        if let Some(max) = self.max_columns.filter(|max| columns > *max) {
            return Some(format!("it has {columns} columns, and may have {max} at most"));
        }
        if let Some(pattern) = self.matches.as_ref().filter(|pattern| !pattern.is_match(text)) {
            return Some(format!("it must match `{pattern}`"));
        }
        let pattern = self.not_matches.as_ref().filter(|pattern| pattern.is_match(text))?;
        Some(format!("it must not match `{pattern}`"))
    }
}
