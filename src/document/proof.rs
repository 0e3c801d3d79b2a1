//! The proof before a write: a fixed text holds the values of the old one, but for what the fix declares.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::body::alike::reads_alike;
use super::{Agreement, Document, FrontMatter, Kind, Node};
use crate::diagnostic::Change;
use crate::value::Value;

/// Why a fix must not be written. The words go on from "the fix was withheld: ".
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Withheld {
    /// The file has bytes that are not UTF-8, which a write would lose.
    #[error("the file is not valid UTF-8")]
    Encoding,
    /// The old block cannot be read, so nothing can be compared, and the fix does not claim to repair it.
    #[error("the front matter cannot be read, so what the fix changes cannot be checked")]
    OldUnreadable,
    /// The new block cannot be read, or its two readers differ.
    #[error("the front matter could not be read afterwards: {0}")]
    NewUnreadable(String),
    /// The block would be gone, would newly be there, or its fences would be worse.
    #[error("the fix would change where the front matter ends")]
    Block,
    /// A key that the fix does not name would have another value.
    #[error("the fix would change `{0}` as well")]
    Key(String),
    /// The text below the block would change.
    #[error("the fix would change the body")]
    Body,
}

/// Holds a fix to what it declares: `new` is the document with its edits done.
///
/// # Errors
/// The reason why the fix must not be written.
pub fn prove(old: &Document<'_>, new: &Document<'_>, changes: &[Change]) -> Result<(), Withheld> {
    if old.source.invalid_at.is_some() {
        return Err(Withheld::Encoding);
    }
    prove_body(old, new, changes)?;
    if head(old) == head(new) {
        return Ok(());
    }
    match (&old.front_matter, &new.front_matter) {
        (None, None) => Ok(()),
        (None, Some(new)) if changes.contains(&Change::Repair) => read(new).map(drop),
        (Some(old), Some(new)) => {
            let known = |kind| old.oddities.iter().any(|oddity| oddity.kind == kind);
            if !new.oddities.iter().all(|oddity| known(oddity.kind)) {
                return Err(Withheld::Block);
            }
            prove_values(old, new, changes)
        }
        (None, Some(_)) | (Some(_), None) => Err(Withheld::Block),
    }
}

/// Everything above the body.
fn head<'d>(document: &Document<'d>) -> &'d str {
    &document.source.text[..document.body.start]
}

fn prove_body(old: &Document<'_>, new: &Document<'_>, changes: &[Change]) -> Result<(), Withheld> {
    if changes.contains(&Change::Body) {
        return Ok(());
    }
    let body = |document: &Document<'_>| {
        let text = document.source.slice(document.body);
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        newlines(text, changes).into_owned()
    };
    let (before, after) = (body(old), body(new));
    let is_same =
        before == after || changes.contains(&Change::Comment) && reads_alike(&before, &after);
    if is_same { Ok(()) } else { Err(Withheld::Body) }
}

/// The text for comparing: newlines of any style are one where the fix is about layout.
fn newlines<'t>(text: &'t str, changes: &[Change]) -> Cow<'t, str> {
    if changes.contains(&Change::Layout) && text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The values of a block that both readers read.
fn read<'f>(front_matter: &'f FrontMatter<'_>) -> Result<&'f Value, Withheld> {
    match front_matter.agreement() {
        Agreement::Agree => front_matter
            .values()
            .map_err(|refused| Withheld::NewUnreadable(refused.message.clone())),
        Agreement::Broken(_, reason) | Agreement::Differ(_, reason) => {
            Err(Withheld::NewUnreadable(reason.clone()))
        }
    }
}

fn prove_values(
    old: &FrontMatter<'_>,
    new: &FrontMatter<'_>,
    changes: &[Change],
) -> Result<(), Withheld> {
    let after = read(new)?;
    let keys = changes.iter().filter_map(|change| match change {
        Change::Key(key) => Some(key.as_str()),
        _ => None,
    });
    let keys: HashSet<&str> = keys.collect();
    let declared = |key: &str| keys.contains(key);
    match (read(old), old.refused.is_none()) {
        (Ok(before), _) => {
            let same = |before: &Value, after: &Value| same_value(before, after, changes);
            prove_keys(&keys_of_value(before), &keys_of_value(after), declared, same)?;
            let roots_are_maps = is_map(before) && is_map(after);
            (roots_are_maps || same(before, after)).then_some(()).ok_or(Withheld::Block)
        }
        (Err(_), _) if changes.contains(&Change::Repair) => Ok(()),
        // The tree is whole, only no value can be made of it: TOML with an impossible day.
        (Err(_), true) if matches!(old.agreement(), Agreement::Broken(..)) => prove_keys(
            &keys_of_node(&old.tree.root),
            &keys_of_node(&new.tree.root),
            declared,
            same_node,
        ),
        (Err(_), _) => Err(Withheld::OldUnreadable),
    }
}

/// An empty block reads as nothing.
fn is_map(value: &Value) -> bool {
    matches!(value, Value::Map(_) | Value::Null)
}

fn keys_of_value(value: &Value) -> Vec<(&str, &Value)> {
    match value {
        Value::Map(entries) => entries.iter().map(|(key, value)| (&**key, value)).collect(),
        _ => Vec::new(),
    }
}

fn keys_of_node<'t, 'a>(node: &'t Node<'a>) -> Vec<(&'t str, &'t Node<'a>)> {
    node.entries().iter().map(|entry| (entry.name(), &entry.value)).collect()
}

/// Every key that is not declared has the same values as before, in any order of the keys.
fn prove_keys<T>(
    before: &[(&str, &T)],
    after: &[(&str, &T)],
    declared: impl Fn(&str) -> bool,
    same: impl Fn(&T, &T) -> bool,
) -> Result<(), Withheld> {
    let mut left: HashMap<&str, Vec<&T>> = HashMap::with_capacity(after.len());
    // From the back, so that a key that stands twice gives its first value first.
    for (key, value) in after.iter().rev() {
        left.entry(key).or_default().push(value);
    }
    for (key, value) in before.iter().filter(|(key, _)| !declared(key)) {
        let now = left.get_mut(key).and_then(Vec::pop);
        if !now.is_some_and(|now| same(value, now)) {
            return Err(Withheld::Key((*key).to_owned()));
        }
    }
    let new = after
        .iter()
        .find(|(key, _)| !declared(key) && left.get(key).is_some_and(|values| !values.is_empty()));
    new.map_or(Ok(()), |(key, _)| Err(Withheld::Key((*key).to_owned())))
}

fn same_value(before: &Value, after: &Value, changes: &[Change]) -> bool {
    match (before, after) {
        (
            Value::String(before) | Value::Date(before),
            Value::String(after) | Value::Date(after),
        ) => newlines(before, changes) == newlines(after, changes),
        (Value::Float(before), Value::Float(after)) => before.to_bits() == after.to_bits(),
        (Value::List(before), Value::List(after)) => {
            before.len() == after.len()
                && before
                    .iter()
                    .zip(after)
                    .all(|(before, after)| same_value(before, after, changes))
        }
        (Value::Map(_), Value::Map(_)) => {
            let same = |before: &Value, after: &Value| same_value(before, after, changes);
            prove_keys(&keys_of_value(before), &keys_of_value(after), |_| false, same).is_ok()
        }
        (before, after) => before == after,
    }
}

/// Whether two nodes are written with the same text and style.
fn same_node(before: &Node<'_>, after: &Node<'_>) -> bool {
    match (&before.kind, &after.kind) {
        (Kind::Scalar(before), Kind::Scalar(after)) => before == after,
        (Kind::List(before), Kind::List(after)) => {
            before.items.len() == after.items.len()
                && before
                    .items
                    .iter()
                    .zip(&after.items)
                    .all(|(before, after)| same_node(before, after))
        }
        (Kind::Map(_), Kind::Map(_)) => {
            prove_keys(&keys_of_node(before), &keys_of_node(after), |_| false, same_node).is_ok()
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Source;

    #[track_caller]
    fn check(old: &str, new: &str, changes: &[Change], expected: &Result<(), Withheld>) {
        let (old, new) = (Source::new("post.md", old), Source::new("post.md", new));
        assert_eq!(prove(&Document::parse(&old), &Document::parse(&new), changes), *expected);
    }

    fn key(name: &str) -> Change {
        Change::Key(name.to_owned())
    }

    #[test]
    fn only_declared_keys_change() {
        let old = "---\ntitle: a\nn: 1\n---\nb\n";
        check(old, "---\ntitle: 'b'\nn: 1\n---\nb\n", &[key("title")], &Ok(()));
        check(old, "---\nn: 1\ntitle: a\n---\nb\n", &[Change::Layout], &Ok(()));
        check(old, "---\ntitle: a\n---\nb\n", &[key("n")], &Ok(()));
        let wrong = |key: &str| Err(Withheld::Key(key.to_owned()));
        check(old, "---\ntitle: a\nn: '1'\n---\nb\n", &[key("title")], &wrong("n"));
        check(old, "---\ntitle: a\n---\nb\n", &[key("title")], &wrong("n"));
        check(old, "---\ntitle: a\nn: 1\nm: 1\n---\nb\n", &[key("title")], &wrong("m"));
        check("---\na: 1\na: 2\n---\n", "---\na: 1\n---\n", &[Change::Layout], &wrong("a"));
    }

    #[test]
    fn the_body_stays() {
        let old = "---\na: 1\n---\nb\r\n";
        check(old, "---\na: 2\n---\nb\n", &[key("a")], &Err(Withheld::Body));
        check(old, "---\na: 1\n---\nb\n", &[Change::Layout], &Ok(()));
        check(old, "---\na: 1\n---\nc\n", &[Change::Body], &Ok(()));
        check(old, "---\na: 1\nb\r\n", &[Change::Layout], &Err(Withheld::Block));
        check("\u{feff}text", "text", &[Change::Layout], &Ok(()));
    }

    #[test]
    fn comments_leave_the_body_as_it_reads() {
        let old = "---\na: 1\n---\nb\nc\n";
        let comment = [Change::Comment];
        let end = "---\na: 1\n---\nb <!-- masthead: ignore[x] -->\nc\n";
        check(old, end, &comment, &Ok(()));
        check(old, end, &[Change::Layout], &Err(Withheld::Body));
        let between = "---\na: 1\n---\nb\n<!-- masthead: ignore[x] -->\nc\n";
        check(old, between, &comment, &Err(Withheld::Body));
        check(old, "---\n# masthead: ignore[x]\na: 1\n---\nb\nc\n", &comment, &Ok(()));
    }

    #[test]
    fn broken_blocks_need_a_repair() {
        let old = "---\na: b: c\n---\nb\n";
        check(old, "---\na: 'b: c'\n---\nb\n", &[Change::Repair], &Ok(()));
        check(old, "---\na: 'b: c'\n---\nb\n", &[key("a")], &Err(Withheld::OldUnreadable));
        check(old, "---\na: b: c\n---\nd\n", &[Change::Body], &Ok(()));
        let still = "mapping values are not allowed in this context".to_owned();
        check(
            old,
            "---\na: c: c\n---\nb\n",
            &[Change::Repair],
            &Err(Withheld::NewUnreadable(still)),
        );
        check("b\n", "---\na: 1\n---\nb\n", &[Change::Repair], &Ok(()));
    }

    #[test]
    fn toml_that_no_value_can_be_made_of_is_compared_as_written() {
        let old = "+++\ndate = 2021-02-30\nn = 1\n+++\n";
        check(old, "+++\ndate = 2021-03-02\nn = 1\n+++\n", &[key("date")], &Ok(()));
        let wrong = Err(Withheld::Key("n".to_owned()));
        check(old, "+++\ndate = 2021-03-02\nn = 2\n+++\n", &[key("date")], &wrong);
    }
}
