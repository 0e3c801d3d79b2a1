//! Losses that somebody knows of and accepts, as a file says.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Row;

/// A loss by what stays the same between runs: not its line, which moves with every edit.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Loss {
    file: String,
    name: String,
    code: String,
}

/// How often each loss is accepted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accepted(BTreeMap<Loss, usize>);

/// A line of the file.
#[derive(Debug, Serialize, Deserialize)]
struct Entry {
    #[serde(flatten)]
    loss: Loss,
    count: usize,
}

impl Accepted {
    /// All of these losses.
    #[must_use]
    pub fn of<'r>(losses: impl Iterator<Item = &'r Row>) -> Self {
        let mut counts = BTreeMap::new();
        for row in losses {
            *counts.entry(loss(row)).or_default() += 1;
        }
        Self(counts)
    }

    /// What a file accepts.
    ///
    /// # Errors
    /// When it is no such file: the reason.
    pub fn read(text: &str) -> Result<Self, String> {
        let entries: Vec<Entry> = serde_json::from_str(text)
            .map_err(|error| format!("this is no file of accepted losses: {error}"))?;
        Ok(Self(entries.into_iter().map(|entry| (entry.loss, entry.count)).collect()))
    }

    /// The text of the file: one loss a line, so that a diff shows what changed.
    #[must_use]
    pub fn write(&self) -> String {
        let line = |(loss, count): (&Loss, &usize)| {
            let entry = Entry { loss: loss.clone(), count: *count };
            serde_json::to_string(&entry).expect("texts and numbers are always JSON")
        };
        let lines: Vec<String> = self.0.iter().map(line).collect();
        if lines.is_empty() { "[]\n".to_owned() } else { format!("[\n{}\n]\n", lines.join(",\n")) }
    }

    /// How many of these losses are not accepted.
    #[must_use]
    pub fn fresh<'r>(&self, losses: impl Iterator<Item = &'r Row>) -> usize {
        let there = Self::of(losses).0;
        let beyond = |(loss, count): (&Loss, &usize)| {
            count.saturating_sub(self.0.get(loss).copied().unwrap_or_default())
        };
        there.iter().map(beyond).sum()
    }
}

fn loss(row: &Row) -> Loss {
    Loss { file: row.file.clone(), name: row.name.clone(), code: row.code.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::migrate::{Action, Kind};

    fn row(name: &str) -> Row {
        Row {
            file: "a.md".to_owned(),
            line: Some(3),
            kind: Kind::Key,
            name: name.to_owned(),
            action: Action::Dropped,
            to: None,
            reason: String::new(),
            code: "lost",
        }
    }

    #[test]
    fn only_what_is_new_counts() {
        let (one, two) = (row("one"), row("two"));
        let accepted = Accepted::read(&Accepted::of([&one, &one].into_iter()).write()).unwrap();
        assert_eq!(accepted.fresh([&one].into_iter()), 0);
        assert_eq!(accepted.fresh([&one, &one, &one, &two].into_iter()), 2);
        assert!(Accepted::read("{}").is_err());
        assert_eq!(Accepted::default().write(), "[]\n");
    }
}
