//! Fixes for keys: another name, or another place.

use super::Context;
use super::keys::Stranger;
use crate::diagnostic::{Applicability, Change, Fix};
use crate::document::FrontMatter;
use crate::document::patch::{self, Content, Position};
use crate::engine::{Outcome, Role, Setup};
use crate::value::Value;

/// Gives the key another name, unless the map has one of that name.
pub(super) fn rename(
    context: &Context<'_>,
    stranger: &Stranger<'_>,
    name: &str,
    applicability: Applicability,
) -> Option<Fix> {
    let at_root = stranger.root.key.span == stranger.entry.key.span;
    let map = if at_root { &stranger.block.tree.root } else { &stranger.root.value };
    let folded = context.setups.iter().any(Setup::folds_keys);
    let is_taken = map.entries().iter().any(|entry| {
        let same =
            if folded { entry.name().eq_ignore_ascii_case(name) } else { entry.name() == name };
        same && entry.key.span != stranger.entry.key.span
    });
    let edits = patch::rename(stranger.block, stranger.entry, name);
    if is_taken || edits.is_empty() {
        return None;
    }
    let change = Change::Key(stranger.root.name().to_owned());
    let mut fix = Fix { applicability, ..Fix::safe(format!("write `{name}`"), change, edits) };
    if at_root {
        fix.changes.push(Change::Key(name.to_owned()));
    }
    let after = context.readings_after(&fix.edits)?;
    let loses_page = context.readings().zip(after).any(|((_, before), after)| {
        before.outcome == Outcome::Page && after.outcome != Outcome::Page
    });
    (!loses_page).then_some(fix)
}

/// Moves a key of the root into the map that the engine keeps for themes. Unsafe: templates must look for it there.
/// `made` says whether another fix makes that map already; then this one has to wait until it is there.
pub(super) fn move_to_extra(
    context: &Context<'_>,
    stranger: &Stranger<'_>,
    setup: &Setup,
    made: &mut bool,
) -> Option<Fix> {
    let map = setup.keys_of(context.path).find(|key| key.role == Role::Extra)?.name;
    let Stranger { block, entry, .. } = stranger;
    let Ok(Value::Map(values)) = block.values() else { return None };
    let (_, value) = values.iter().find(|(name, _)| name == entry.name())?;
    if has_null(value) {
        return None;
    }
    let makes_map = block.tree.root.entry(map).is_none();
    if makes_map && *made {
        return None;
    }
    let edits = match block.tree.root.entry(map) {
        Some(owner) if owner.value.entries().iter().any(|it| it.name() == entry.name()) => {
            return None;
        }
        Some(owner) => into(block, stranger, Position::Inside(owner), entry.name(), value),
        None => {
            let held = Value::Map(vec![(entry.name().to_owned(), value.clone())]);
            into(block, stranger, Position::Last, map, &held)
        }
    };
    let change = Change::Key(entry.name().to_owned());
    let mut fix = Fix::guess(format!("move it into `{map}`"), change, edits);
    fix.changes.push(Change::Key(map.to_owned()));
    if fix.edits.is_empty() {
        return None;
    }
    *made |= makes_map;
    Some(fix)
}

/// Takes the key out, and puts an entry in elsewhere.
fn into(
    block: &FrontMatter<'_>,
    stranger: &Stranger<'_>,
    position: Position<'_, '_>,
    key: &str,
    value: &Value,
) -> Vec<crate::text::Edit> {
    let put = patch::insert(block, position, key, Content::Value(value));
    let mut edits = patch::remove(block, stranger.entry);
    if put.is_empty() || edits.is_empty() {
        return Vec::new();
    }
    edits.extend(put);
    edits
}

/// Whether there is a null in a value, which TOML and Zola's `extra` cannot hold.
fn has_null(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::List(items) => items.iter().any(has_null),
        Value::Map(entries) => entries.iter().any(|(_, value)| has_null(value)),
        _ => false,
    }
}
