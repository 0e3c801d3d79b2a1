//! Characters in the address of an image that have to be written as `%20` and the like.

use super::images::{Image, Kind, Origin, Role};
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::{Applicability, Severity};

/// `image-unencoded`
pub const RULE: Rule = Rule {
    name: "image-unencoded",
    group: Group::Image,
    page: include_str!("../../rules/image-unencoded.md"),
    on: true,
    harm: Harm::of(b"WWW"),
    fix: Some(Applicability::Safe),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for image in context.images() {
        let Some((message, help)) = flaw(image) else { continue };
        let finding = Finding::new(image.span, message).help(help).fix(image.safe_fix(
            context,
            "write the blanks and marks as `%…`",
            image.address.trim(),
        ));
        findings.add(match image.origin {
            // Browsers mend these without a word.
            Origin::Html { role: Role::Source | Role::Lazy, .. } => {
                finding.severity(Severity::Info)
            }
            _ => finding,
        });
    }
}

/// What is wrong, and whom it hurts.
fn flaw(image: &Image<'_>) -> Option<(&'static str, &'static str)> {
    // The blanks of a tag in it are the template's.
    if image.kind() == Kind::Template {
        return None;
    }
    let address = image.address.trim();
    let has_blank = || memchr::memchr3(b' ', b'\t', b'\n', address.as_bytes()).is_some();
    match image.origin {
        Origin::Markdown(_) if image.is_loose() => Some((
            "a blank ends the address, so this is no image",
            "the page shows the Markdown itself; write the blank as `%20`",
        )),
        Origin::Html { role: Role::Style, .. } if has_blank() => Some((
            "a blank in `url(…)` makes the whole property void",
            "the page shows no image; write the blank as `%20`",
        )),
        Origin::Html { role: Role::Source | Role::Lazy, .. } if has_blank() => Some((
            "a blank in an address has to be written as `%20`",
            "browsers mend it, but feed readers and link checkers do not all",
        )),
        Origin::FrontMatter { .. }
            if matches!(image.kind(), Kind::Web(_))
                && (has_blank() || address.contains(['"', '\'', '<', '>'])) =>
        {
            Some((
                "this address holds a character that has to be written as `%…`",
                "themes put it into attributes and styles as it is, where a blank or a quote ends it",
            ))
        }
        _ => None,
    }
}
