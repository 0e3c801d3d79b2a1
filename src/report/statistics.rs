//! `--statistics`: findings counted by rule.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::diagnostic::Severity;

/// One row a rule, the most frequent first: count, severity, name, and `*` where a fix is known.
#[must_use]
pub fn statistics(counts: &BTreeMap<(String, Severity), (usize, usize)>) -> String {
    let mut rows: Vec<_> = counts.iter().collect();
    rows.sort_by_key(|((rule, severity), (count, _))| {
        (std::cmp::Reverse(*count), *severity, rule.clone())
    });
    let width = rows.first().map_or(0, |(_, (count, _))| count.to_string().len());
    let mut table = String::new();
    for ((rule, severity), (count, fixable)) in rows {
        let mark = if *fixable > 0 { "[*]" } else { "[ ]" };
        let _ = writeln!(table, "{count:>width$}  {:<7}  {mark}  {rule}", severity.name());
    }
    table
}
