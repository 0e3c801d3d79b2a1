//! Draft marks: what an author means by them, and what each engine makes of them.

use super::Context;
use crate::diagnostic::{Change, Fix};
use crate::document::patch::{self, Content};
use crate::document::{Entry, FrontMatter, Kind, Node, Style};
use crate::engine::{EngineSet, Outcome};
use crate::text::Edit;
use crate::value::Value;

/// What an author means by the value of a draft mark; none where that is not clear.
#[must_use]
pub fn meant(node: &Node<'_>) -> Option<bool> {
    let text = node.text()?.trim();
    let is = |words: &[&str]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
    if is(&["true", "yes", "on", "y", "1"]) {
        Some(true)
    } else if is(&["false", "no", "off", "n", "0"]) {
        Some(false)
    } else {
        None
    }
}

/// Whether the value is a truth value to every reader.
#[must_use]
pub fn is_literal(node: &Node<'_>) -> bool {
    let plain = matches!(&node.kind, Kind::Scalar(scalar) if scalar.style == Style::Plain);
    plain && matches!(node.text(), Some("true" | "false"))
}

/// The entry at the root with this name, in a block that some engine reads.
#[must_use]
pub fn mark<'a>(context: &Context<'a>, name: &str) -> Option<(&'a FrontMatter<'a>, &'a Entry<'a>)> {
    let block = context.front_matter().filter(|block| block.refused.is_none())?;
    Some((block, block.tree.root.entry(name)?))
}

/// The engines that read the post as wanted only after these edits: that have no page now, or another draft state.
#[must_use]
pub fn served_by(context: &Context<'_>, edits: &[Edit], draft: bool) -> EngineSet {
    let Some(after) = context.readings_after(edits) else { return EngineSet::NONE };
    context
        .readings()
        .zip(after)
        .filter(|((_, before), after)| {
            let right = after.outcome == Outcome::Page && after.draft == draft;
            right && (before.outcome != Outcome::Page || before.draft != draft)
        })
        .map(|((setup, _), _)| setup.target.engine)
        .collect()
}

/// Edits that make of the entry `key: value`.
#[must_use]
pub fn say(block: &FrontMatter<'_>, entry: &Entry<'_>, key: &str, value: bool) -> Vec<Edit> {
    let mut edits = patch::set(block, entry, Content::Value(&Value::Bool(value)));
    if entry.name() != key {
        edits.extend(patch::rename(block, entry, key));
    }
    edits
}

/// A safe fix of these edits, which change the entry and perhaps its name.
#[must_use]
pub fn fix(message: String, entry: &Entry<'_>, key: &str, edits: Vec<Edit>) -> Option<Fix> {
    if edits.is_empty() {
        return None;
    }
    let mut fix = Fix::safe(message, Change::Key(entry.name().to_owned()), edits);
    if entry.name() != key {
        fix.changes.push(Change::Key(key.to_owned()));
    }
    Some(fix)
}
