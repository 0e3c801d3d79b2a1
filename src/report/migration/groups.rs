//! Rows of one reason together: nobody reads three thousand rows, but everybody a dozen reasons.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::migrate::{Action, Kind, Row};

/// Stands in a reason for the names that differ from row to row.
const VARIES: &str = "`…`";

/// All rows that say the same for the same reason.
#[derive(Clone, Debug)]
pub struct Group<'r> {
    /// What became of the things.
    pub action: Action,
    /// What they are.
    pub kind: Kind,
    /// The short name of the reason.
    pub code: &'static str,
    /// The reason; empty where nothing needs saying. What stands in backticks is [`VARIES`] where it does.
    pub reason: String,
    /// The rows, by file and line as they came.
    pub rows: Vec<&'r Row>,
}

/// Puts rows together: the gravest first, then those of which there are most.
#[must_use]
pub fn groups<'r>(rows: impl IntoIterator<Item = &'r Row>) -> Vec<Group<'r>> {
    let mut alike: BTreeMap<(Reverse<Action>, Kind, &str, String), Vec<&Row>> = BTreeMap::new();
    for row in rows {
        let key = (Reverse(row.action), row.kind, row.code, pattern(&row.reason));
        alike.entry(key).or_default().push(row);
    }
    let group = |((action, kind, _, pattern), rows): (
        (Reverse<Action>, Kind, &str, String),
        Vec<&'r Row>,
    )| {
        let first = rows[0];
        let is_same = rows.iter().all(|row| row.reason == first.reason);
        let reason = if is_same { first.reason.clone() } else { pattern };
        Group { action: action.0, kind, code: first.code, reason, rows }
    };
    let mut groups: Vec<Group<'r>> = alike.into_iter().map(group).collect();
    groups.sort_by_key(|group| (Reverse(group.action), Reverse(group.rows.len())));
    groups
}

/// A reason with everything in backticks left open.
fn pattern(reason: &str) -> String {
    let pieces: Vec<&str> = reason.split('`').collect();
    // An odd backtick opens nothing.
    let closed = pieces.len() - usize::from(pieces.len().is_multiple_of(2));
    let mut pattern = String::with_capacity(reason.len());
    for (nth, piece) in pieces.iter().enumerate() {
        match nth {
            0 => pattern.push_str(piece),
            _ if nth < closed && nth % 2 == 1 => pattern.push_str(VARIES),
            _ if nth < closed => pattern.push_str(piece),
            _ => pattern.extend(["`", piece]),
        }
    }
    pattern
}

impl Group<'_> {
    /// The names of the things, each with its number, the most frequent first; none where the files are the things.
    #[must_use]
    pub fn names(&self) -> Vec<(&str, usize)> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for row in self.rows.iter().filter(|row| row.name != row.file) {
            *counts.entry(&row.name).or_default() += 1;
        }
        let mut names: Vec<(&str, usize)> = counts.into_iter().collect();
        names.sort_by_key(|(_, count)| Reverse(*count));
        names
    }

    /// The most frequent names with their numbers, as `note 12, link 3 and 4 others`; empty where there are none.
    #[must_use]
    pub fn shown_names(&self, most: usize, between: &str) -> String {
        let names = self.names();
        let shown = names.iter().take(most).map(|(name, count)| match count {
            1 => shortened(name).into_owned(),
            _ => format!("{} {count}", shortened(name)),
        });
        let mut text = shown.collect::<Vec<_>>().join(between);
        if names.len() > most {
            text.push_str(&format!(" and {} others", names.len() - most));
        }
        text
    }

    /// The rows of each file, by file.
    #[must_use]
    pub fn by_file(&self) -> BTreeMap<&str, Vec<&Row>> {
        let mut files: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
        for row in &self.rows {
            files.entry(&row.file).or_default().push(row);
        }
        files
    }

    /// Whether the reason of a row says more than that of the group does with the row's name in its place.
    #[must_use]
    pub fn says_more(&self, row: &Row) -> bool {
        let named = format!("`{}`", row.name);
        self.reason != row.reason && self.reason.replace(VARIES, &named) != row.reason
    }
}

/// A name of at most forty characters.
fn shortened(name: &str) -> Cow<'_, str> {
    const LONGEST: usize = 40;
    match name.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &name[..end]).into(),
        None => name.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(action: Action, name: &str, reason: &str) -> Row {
        Row {
            file: "a.md".to_owned(),
            line: Some(1),
            kind: Kind::Tag,
            name: name.to_owned(),
            action,
            to: None,
            reason: reason.to_owned(),
            code: "tag-unknown",
        }
    }

    #[test]
    fn what_is_in_backticks_may_differ() {
        assert_eq!(pattern("Hugo gets no `note`."), "Hugo gets no `…`.");
        assert_eq!(pattern("`a` and `b`"), "`…` and `…`");
        assert_eq!(pattern("a ` alone, and `b` c ` d"), "a `…`b`…` d");
        assert_eq!(pattern("one ` only"), "one ` only");
    }

    #[test]
    fn losses_come_first_and_the_most_frequent_of_them() {
        let rows = [
            row(Action::Kept, "kept", ""),
            row(Action::NeedsHand, "b", "There is no `b`."),
            row(Action::NeedsHand, "c", "There is no `c`."),
            row(Action::NeedsHand, "c", "There is no `c`."),
            row(Action::NeedsHand, "d", "Another reason."),
            row(Action::Dropped, "e", "Why of `e`."),
        ];
        let groups = groups(&rows);
        let shown: Vec<(usize, &str)> =
            groups.iter().map(|group| (group.rows.len(), &*group.reason)).collect();
        let expected =
            [(1, "Why of `e`."), (3, "There is no `…`."), (1, "Another reason."), (1, "")];
        assert_eq!(shown, expected);
        assert_eq!(groups[1].names(), [("c", 2), ("b", 1)]);
        assert!(!groups[1].says_more(&rows[1]));
        assert!(groups[1].says_more(&row(Action::NeedsHand, "c", "There is no `x`.")));
    }
}
