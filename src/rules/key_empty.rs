//! A key without a value.

use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::{Applicability, Change, Fix};
use crate::document::patch;
use crate::document::{Entry, FrontMatter, Kind, Node};
use crate::engine::{Reading, Role};

/// `key-empty`
pub const RULE: Rule = Rule {
    name: "key-empty",
    group: Group::Schema,
    page: include_str!("../../rules/key-empty.md"),
    on: false,
    harm: Harm::of(b"III"),
    fix: Some(Applicability::Safe),
    check,
};

/// Roles of keys whose empty values have rules of their own.
const OWN: &[Role] = &[
    Role::Title,
    Role::Date,
    Role::Updated,
    Role::Publish,
    Role::Expire,
    Role::Draft,
    Role::Published,
];

/// How many fixes are offered in one file: for each the post is read again.
const MOST_FIXES: usize = 32;

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(block) = context.front_matter().filter(|block| block.refused.is_none()) else {
        return;
    };
    let is_other = |entry: &&Entry<'_>| {
        let name = entry.name();
        let has_rule = |role| OWN.contains(&role);
        let mut keys = context.setups.iter().filter_map(|setup| setup.key(name));
        is_empty(&entry.value)
            && !keys.any(|key| has_rule(key.role))
            && !context.options.themes.hold_images(name)
    };
    for (count, entry) in block.tree.root.entries().iter().filter(is_other).enumerate() {
        let fix = if count < MOST_FIXES { removal(context, block, entry) } else { None };
        let message = format!("`{}` has no value", entry.name());
        findings.add(
            Finding::new(entry.key.span, message)
                .help("an empty key says nothing, and templates that only ask for it take it as given")
                .fix(fix),
        );
    }
}

/// Takes the key out, where every engine that counts then reads the same post.
fn removal(context: &Context<'_>, block: &FrontMatter<'_>, entry: &Entry<'_>) -> Option<Fix> {
    let edits = patch::remove(block, entry);
    let after = context.readings_after(&edits).filter(|_| !edits.is_empty())?;
    // Where the body starts in the file is no property of the page.
    let bare = |reading: &Reading| Reading { body: None, error: None, ..reading.clone() };
    let same = context.readings().zip(&after).all(|((_, old), new)| bare(old) == bare(new));
    let change = Change::Key(entry.name().to_owned());
    same.then(|| Fix::safe(format!("remove `{}`", entry.name()), change, edits))
}

fn is_empty(node: &Node<'_>) -> bool {
    match &node.kind {
        Kind::Scalar(scalar) => node.is_absent() || scalar.text.is_empty(),
        Kind::List(list) => list.items.is_empty(),
        Kind::Map(map) => map.entries.is_empty(),
        Kind::Alias(_) => false,
    }
}
