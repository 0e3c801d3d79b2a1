//! Front matter that the user's JSON Schema does not allow.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use super::globs::Globs;
use super::schema::{Open, Place, Schema, Violation};
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::document::{Entry, FrontMatter, Node};
use crate::text::Span;

/// `schema-violation`
pub const RULE: Rule = Rule {
    name: "schema-violation",
    group: Group::Schema,
    page: include_str!("../../rules/schema-violation.md"),
    on: false,
    harm: Harm::of(b"WWW"),
    fix: None,
    check,
};

/// Which schemas count for which files.
#[derive(Clone, Debug, Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(inline)]
pub struct Options {
    /// By the path of a schema from the folder of the configuration: the files that it counts for, by their paths
    /// from the site's root; without any glob, all.
    pub schemas: BTreeMap<String, Globs>,
    #[serde(skip)]
    opened: Opened,
}

/// A schema, or why it cannot be used.
type Tried = Result<Arc<Schema>, String>;

/// Schemas that were opened, each once.
#[derive(Clone, Default)]
struct Opened {
    open: Option<Open>,
    known: Arc<Mutex<HashMap<String, Tried>>>,
}

impl fmt::Debug for Opened {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Opened")
    }
}

impl Options {
    /// Says how schemas are read. Without this none is.
    pub fn read_with(&mut self, open: Open) {
        self.opened = Opened { open: Some(open), ..Opened::default() };
    }

    fn schema(&self, path: &str) -> Tried {
        let mut known = self.opened.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(schema) = known.get(path) {
            return schema.clone();
        }
        let Some(open) = &self.opened.open else { return Err("no files are read here".to_owned()) };
        let schema = Schema::open(path, open).map(Arc::new);
        known.insert(path.to_owned(), schema.clone());
        schema
    }
}

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(block) = context.front_matter().filter(|block| block.refused.is_none()) else {
        return;
    };
    let Ok(values) = block.values() else { return };
    let options = &context.options.schema_violation;
    let own = block.tree.root.entry("$schema").filter(|entry| entry.value.text().is_some());
    let named = own.and_then(|entry| Some((entry, entry.value.text()?)));
    let configured =
        options.schemas.iter().filter(|(_, files)| named.is_none() && files.name(context.path));
    let paths = configured.map(|(path, _)| path.as_str()).chain(named.map(|(_, path)| path));
    for path in paths {
        match options.schema(path) {
            Ok(schema) => findings.extend(
                schema.violations(values).iter().map(|violation| finding(block, violation)),
            ),
            Err(why) => {
                let span = named.map_or(Span::at(block.block.start), |(entry, _)| entry.value.span);
                let message = format!("the schema `{path}` cannot be used: {why}");
                findings.add(Finding::new(span, message));
            }
        }
    }
}

fn finding(block: &FrontMatter<'_>, violation: &Violation) -> Finding {
    let mut node = &block.tree.root;
    let mut entry: Option<&Entry<'_>> = None;
    for step in &violation.path {
        let inner = node.entries().iter().rev().find(|entry| entry.name() == step);
        let item = step.parse::<usize>().ok().and_then(|index| node.items().get(index));
        match (inner, item) {
            (Some(inner), _) => (entry, node) = (Some(inner), &inner.value),
            (None, Some(item)) => node = item,
            (None, None) => break,
        }
    }
    let finding = Finding::new(span(block, violation, node, entry), violation.message.clone());
    match &violation.help {
        Some(help) => finding.help(help.clone()),
        None => finding,
    }
}

fn span(
    block: &FrontMatter<'_>,
    violation: &Violation,
    node: &Node<'_>,
    entry: Option<&Entry<'_>>,
) -> Span {
    let key = entry.map(|entry| entry.key.span);
    let top = if block.opener.is_empty() { Span::at(block.block.start) } else { block.opener };
    match &violation.place {
        Place::Inside(name) => node.entry(name).map_or(node.span, |inner| inner.key.span),
        Place::Key => key.unwrap_or(top),
        Place::Value if violation.path.is_empty() => top,
        Place::Value if node.is_absent() => key.unwrap_or(top),
        Place::Value => node.span,
    }
}
