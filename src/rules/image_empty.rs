//! An image key with nothing in it.

use super::images::{Kind, Origin};
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::{Applicability, Fix};
use crate::document::patch;

/// `image-empty`
pub const RULE: Rule = Rule {
    name: "image-empty",
    group: Group::Image,
    page: include_str!("../../rules/image-empty.md"),
    on: true,
    harm: Harm::of(b"III"),
    fix: Some(Applicability::Unsafe),
    check,
};

/// To build a fix means to look through the block once. The other findings of a post get theirs in the
/// next round.
const MAX_FIXES: usize = 100;

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(front_matter) = context.front_matter() else { return };
    let empty = context.images().iter().filter(|image| image.kind() == Kind::Empty);
    for (count, image) in empty.enumerate() {
        let Origin::FrontMatter { path, entry, node, item, .. } = &image.origin else { break };
        let (message, edits) = match item {
            _ if count >= MAX_FIXES => ("", Vec::new()),
            Some(item) => {
                ("take the empty item out", patch::remove_item(front_matter, entry, *item))
            }
            None => ("remove the key", patch::remove(front_matter, entry)),
        };
        let is_possible = !edits.is_empty() && image.is_editable(context);
        let fix = is_possible.then(|| Fix::guess(message, image.change(), edits));
        let span = if node.is_absent() { entry.key.span } else { node.span };
        findings.add(
            Finding::new(span, format!("`{path}` names no image"))
                .help("themes that only ask whether the key is there show a broken image")
                .fix(fix),
        );
    }
}
