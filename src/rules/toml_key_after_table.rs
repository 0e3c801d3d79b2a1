//! A key that was meant for the top of the block, but stands below the header of a table.

use std::collections::BTreeSet;

use super::reception::{Reception, receptions};
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::{Applicability, Change, Fix, Severity};
use crate::document::patch::{Position, move_to};
use crate::document::{Entry, Format, FrontMatter, Kind};
use crate::engine::{Engine, EngineSet, Role, Setup};

/// `toml-key-after-table`
pub const RULE: Rule = Rule {
    name: "toml-key-after-table",
    group: Group::Syntax,
    page: include_str!("../../rules/toml-key-after-table.md"),
    on: true,
    harm: Harm::of(b".WE"),
    fix: Some(Applicability::Unsafe),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(block) = context.front_matter().filter(|block| block.format == Format::Toml) else {
        return;
    };
    if block.refused.is_some() {
        return;
    }
    let known: Vec<(&Setup, Vec<Role>)> =
        context.setups.iter().map(|setup| (setup, roles(setup, block))).collect();
    for table in block.tree.root.entries() {
        let Kind::Map(map) = &table.value.kind else { continue };
        for entry in map.entries.iter().filter(|_| map.header.is_some()) {
            let captured =
                known.iter().filter(|(setup, roles)| is_captured(setup, roles, table, entry));
            let engines: EngineSet = captured.map(|(setup, _)| setup.target.engine).collect();
            if !engines.is_empty() {
                findings.add(finding(context, block, table, entry, engines));
            }
        }
    }
}

/// What the keys at the top of the block are for.
fn roles(setup: &Setup, block: &FrontMatter<'_>) -> Vec<Role> {
    let keys = block.tree.root.entries().iter().filter_map(|entry| setup.key(entry.name()));
    let roles: BTreeSet<Role> = keys.map(|key| key.role).collect();
    roles.into_iter().collect()
}

/// Whether an engine knows this key at the top, where it does not stand, and nothing speaks for it in the table.
fn is_captured(setup: &Setup, roles: &[Role], table: &Entry<'_>, entry: &Entry<'_>) -> bool {
    let Some(key) = setup.key(entry.name()) else { return false };
    let named = match setup.key(table.name()).map(|key| key.role) {
        // A taxonomy may have any name, but it is a list.
        Some(Role::Taxonomies) => !matches!(entry.value.kind, Kind::List(_)),
        // Themes have keys of these names as well; what no post does without was hardly meant for them.
        Some(Role::Extra) => matches!(key.role, Role::Title | Role::Date | Role::Taxonomies),
        _ => false,
    };
    named && !roles.contains(&key.role)
}

fn finding(
    context: &Context<'_>,
    block: &FrontMatter<'_>,
    table: &Entry<'_>,
    entry: &Entry<'_>,
    engines: EngineSet,
) -> Finding {
    let fails = receptions(context)
        .iter()
        .any(|(engine, reception)| engines.has(*engine) && *reception == Reception::Fails);
    let (harm, what) = match fails {
        true => (Severity::Error, "so the build stops"),
        false => (Severity::Warning, "so the post goes without it"),
    };
    let names: Vec<&str> = engines.iter().map(Engine::title).collect();
    let names = names.join(" and ");
    let (key, header) = (entry.name(), table.name());
    let edits = move_to(block, entry, Position::Last);
    let mut fix = Fix::guess("move it above the tables", Change::Key(key.to_owned()), edits);
    fix.changes.push(Change::Key(header.to_owned()));
    let fix = Some(fix).filter(|fix| !fix.edits.is_empty());
    Finding::new(entry.key.span, format!("`{key}` belongs to the table `[{header}]` here"))
        .help(format!(
            "for {names} it is no key of the post, {what}; move it above the first header"
        ))
        .engines(engines)
        .severity(harm)
        .fix(fix)
}
