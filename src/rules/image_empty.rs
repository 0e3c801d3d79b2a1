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

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for image in context.images() {
        let Origin::FrontMatter { path, entry, node, .. } = &image.origin else { break };
        let Some(front_matter) = context.front_matter() else { break };
        if image.kind() != Kind::Empty {
            continue;
        }
        let index = entry.value.items().iter().position(|item| std::ptr::eq(item, *node));
        let (message, edits) = match index {
            Some(index) => {
                ("take the empty item out", patch::remove_item(front_matter, entry, index))
            }
            None => ("remove the key", patch::remove(front_matter, entry)),
        };
        let fix = (!edits.is_empty()).then(|| Fix::guess(message, image.change(), edits));
        let span = if node.is_absent() { entry.key.span } else { node.span };
        findings.add(
            Finding::new(span, format!("`{path}` names no image"))
                .help("themes that only ask whether the key is there show a broken image")
                .fix(fix),
        );
    }
}
