//! A key that the configuration asks for is missing or has no value.

use std::collections::BTreeMap;

use super::globs::Globs;
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::{Applicability, Change, Fix};
use crate::document::patch::{self, Content, Position};
use crate::document::{Entry, FrontMatter, Kind, Node};
use crate::engine::Setup;
use crate::text::{Edit, Span};
use crate::value::Value;

/// `key-required`
pub const RULE: Rule = Rule {
    name: "key-required",
    group: Group::Schema,
    page: include_str!("../../rules/key-required.md"),
    on: false,
    harm: Harm::of(b"WWW"),
    fix: Some(Applicability::Unsafe),
    check,
};

/// Which keys there must be.
#[derive(Clone, Debug, Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(inline)]
pub struct Options {
    /// By the path of the key, nested ones with dots.
    pub keys: BTreeMap<String, Required>,
}

/// When a key must be there, and what it is else.
#[derive(Clone, Debug, Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Required {
    /// What the fix writes; without it there is no fix.
    #[schemars(with = "serde_json::Value")]
    pub default: Option<toml::Value>,
    /// The files that need it, by their paths from the site's root; without any, all.
    pub files: Globs,
}

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(block) = context.front_matter().filter(|block| block.refused.is_none()) else {
        return;
    };
    if !matches!(block.tree.root.kind, Kind::Map(_)) {
        return;
    }
    for (path, required) in &context.options.key_required.keys {
        if required.files.name(context.path) {
            findings.extend(found(context, block, path, required));
        }
    }
}

fn found(
    context: &Context<'_>,
    block: &FrontMatter<'_>,
    path: &str,
    required: &Required,
) -> Option<Finding> {
    let folds = !context.setups.is_empty() && context.setups.iter().all(Setup::folds_keys);
    let same = |one: &str, other: &str| {
        if folds { one.eq_ignore_ascii_case(other) } else { one == other }
    };
    let mut map = &block.tree.root;
    let mut owner: Option<&Entry<'_>> = None;
    let mut rest = path;
    let entry = loop {
        let (part, below) = rest.split_once('.').map_or((rest, None), |(a, b)| (a, Some(b)));
        let entry = map.entries().iter().find(|entry| same(entry.name(), part));
        match (entry, below) {
            (Some(entry), Some(below)) => {
                (map, owner, rest) = (&entry.value, Some(entry), below);
            }
            (entry, _) => break entry,
        }
    };
    if entry.is_some_and(|entry| !is_nothing(&entry.value)) {
        return None;
    }
    let (span, message) = match (entry, owner) {
        (Some(entry), _) => (entry.key.span, format!("`{path}` has no value")),
        (None, Some(owner)) => (owner.key.span, format!("`{path}` is missing")),
        (None, None) => (top(block), format!("`{path}` is missing")),
    };
    let first = path.split('.').next().unwrap_or(path);
    let root = block.tree.root.entries().iter().find(|entry| same(entry.name(), first));
    let fix = required.default.as_ref().and_then(|default| {
        let edits = edits(block, owner, entry, rest, &value(default));
        let change = Change::Key(root.map_or(first, Entry::name).to_owned());
        (!edits.is_empty()).then(|| Fix::guess("write the configured default", change, edits))
    });
    Some(Finding::new(span, message).help("the configuration asks for it").fix(fix))
}

/// Puts the default where it belongs: `rest` are the keys below `owner` that are not there yet.
fn edits(
    block: &FrontMatter<'_>,
    owner: Option<&Entry<'_>>,
    entry: Option<&Entry<'_>>,
    rest: &str,
    default: &Value,
) -> Vec<Edit> {
    if let Some(entry) = entry {
        return patch::set(block, entry, Content::Value(default));
    }
    let mut parts = rest.split('.');
    let Some(first) = parts.next() else { return Vec::new() };
    let held =
        parts.rev().fold(default.clone(), |inner, key| Value::Map(vec![(key.to_owned(), inner)]));
    let position = owner.map_or(Position::Last, Position::Inside);
    patch::insert(block, position, first, Content::Value(&held))
}

/// Where a finding about the whole block stands.
fn top(block: &FrontMatter<'_>) -> Span {
    if block.opener.is_empty() { Span::at(block.block.start) } else { block.opener }
}

/// Whether a value says nothing.
fn is_nothing(node: &Node<'_>) -> bool {
    match &node.kind {
        Kind::Scalar(scalar) => {
            let is_null = scalar.style == crate::document::Style::Plain
                && matches!(&*scalar.text, "null" | "~" | "Null" | "NULL");
            node.is_absent() || is_null || scalar.text.trim().is_empty()
        }
        Kind::List(list) => list.items.is_empty(),
        Kind::Map(_) | Kind::Alias(_) => false,
    }
}

/// A value of the configuration as front matter holds it.
fn value(toml: &toml::Value) -> Value {
    match toml {
        toml::Value::String(text) => Value::String(text.clone()),
        toml::Value::Integer(number) => Value::Int(i128::from(*number)),
        toml::Value::Float(number) => Value::Float(*number),
        toml::Value::Boolean(truth) => Value::Bool(*truth),
        toml::Value::Datetime(moment) => Value::Date(moment.to_string()),
        toml::Value::Array(items) => Value::List(items.iter().map(value).collect()),
        toml::Value::Table(entries) => {
            Value::Map(entries.iter().map(|(key, it)| (key.clone(), value(it))).collect())
        }
    }
}
