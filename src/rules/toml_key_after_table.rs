//! A key that was meant for the top of the block, but stands below the header of a table.

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
    for table in block.tree.root.entries() {
        let Kind::Map(map) = &table.value.kind else { continue };
        if map.header.is_none() || block.refused.is_some() {
            continue;
        }
        for entry in &map.entries {
            let captured =
                context.setups.iter().filter(|setup| is_captured(setup, block, table, entry));
            let engines: EngineSet = captured.map(|setup| setup.target.engine).collect();
            if !engines.is_empty() {
                findings.add(finding(context, block, table, entry, engines));
            }
        }
    }
}

/// Whether an engine knows this key at the top, where it does not stand, and nothing speaks for it in the table.
fn is_captured(
    setup: &Setup,
    block: &FrontMatter<'_>,
    table: &Entry<'_>,
    entry: &Entry<'_>,
) -> bool {
    let Some(key) = setup.key(entry.name()) else { return false };
    let table = setup.key(table.name()).map(|key| key.role);
    let missing = block
        .tree
        .root
        .entries()
        .iter()
        .all(|other| setup.key(other.name()).is_none_or(|other| other.role != key.role));
    let named = match table {
        // A taxonomy may have any name, but it is a list.
        Some(Role::Taxonomies) => !matches!(entry.value.kind, Kind::List(_)),
        // Themes have keys of these names as well; what no post does without was hardly meant for them.
        Some(Role::Extra) => matches!(key.role, Role::Title | Role::Date | Role::Taxonomies),
        _ => false,
    };
    missing && named
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
