//! Keys in another order than the configured one.

use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::{Applicability, Change, Fix};
use crate::document::patch::{self, Position};
use crate::document::{Entry, Format, Kind};

/// `key-order`
pub const RULE: Rule = Rule {
    name: "key-order",
    group: Group::Schema,
    page: include_str!("../../rules/key-order.md"),
    on: false,
    harm: Harm::of(b"III"),
    fix: Some(Applicability::Safe),
    check,
};

/// In which order keys stand.
#[derive(Clone, Debug, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(inline)]
pub struct Options {
    /// The first keys; all others come behind them, as they are.
    pub order: Vec<String>,
}

impl Default for Options {
    fn default() -> Self {
        let order = ["title", "date", "updated", "lastmod", "draft", "published"];
        Self { order: order.map(str::to_owned).to_vec() }
    }
}

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(block) = context.front_matter().filter(|block| block.refused.is_none()) else {
        return;
    };
    let order = &context.options.key_order.order;
    let place =
        |entry: &Entry<'_>| order.iter().position(|key| key == entry.name()).unwrap_or(order.len());
    // In TOML tables stand last in any case.
    let is_table = |entry: &&Entry<'_>| {
        let map = matches!(&entry.value.kind, Kind::Map(map) if !map.flow);
        let tables = !entry.value.items().is_empty()
            && matches!(&entry.value.kind, Kind::List(list) if !list.flow);
        block.format != Format::Toml || !(map || tables)
    };
    let entries: Vec<&Entry<'_>> = block.tree.root.entries().iter().filter(is_table).collect();
    let places: Vec<usize> = entries.iter().map(|entry| place(entry)).collect();
    let kept = longest_sorted(&places);
    let Some(index) = (0..entries.len()).find(|index| !kept.contains(index)) else { return };
    let (entry, own) = (entries[index], places[index]);
    let next = kept.iter().find(|&&at| places[at] > own).map(|&at| entries[at]);
    let before = kept.iter().rev().find(|&&at| places[at] <= own).map(|&at| entries[at]);
    let (position, where_to) = match (next, before) {
        (Some(next), _) => (Position::Before(next), format!("before `{}`", next.name())),
        (None, Some(before)) => (Position::After(before), format!("behind `{}`", before.name())),
        (None, None) => return,
    };
    let edits = patch::move_to(block, entry, position);
    let order = format!("move it {where_to}");
    let fix = (!edits.is_empty()).then(|| Fix::safe(order, Change::Layout, edits));
    let message = format!("`{}` belongs {where_to}", entry.name());
    findings.add(Finding::new(entry.key.span, message).fix(fix));
}

/// The indexes of a longest run, not necessarily side by side, in which no number is less than the one before.
fn longest_sorted(numbers: &[usize]) -> Vec<usize> {
    // By length: the index at which the run of that length with the least end ends.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; numbers.len()];
    for (index, number) in numbers.iter().enumerate() {
        let length = ends.partition_point(|&end| numbers[end] <= *number);
        before[index] = length.checked_sub(1).map(|shorter| ends[shorter]);
        match ends.get_mut(length) {
            Some(end) => *end = index,
            None => ends.push(index),
        }
    }
    let mut run = Vec::with_capacity(ends.len());
    let mut at = ends.last().copied();
    while let Some(index) = at {
        run.push(index);
        at = before[index];
    }
    run.reverse();
    run
}

#[cfg(test)]
mod tests {
    use super::longest_sorted;

    #[test]
    fn as_few_as_possible_have_to_move() {
        let check = |numbers: &[usize], run: &[usize]| assert_eq!(longest_sorted(numbers), run);
        check(&[], &[]);
        check(&[3, 3, 3], &[0, 1, 2]);
        check(&[1, 0, 2, 2], &[1, 2, 3]);
        check(&[5, 0, 1, 5, 2], &[1, 2, 4]);
    }
}
