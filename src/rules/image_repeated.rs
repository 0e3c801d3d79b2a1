//! Two keys of front matter with one image.

use std::collections::HashMap;

use super::images::{Image, Kind, Origin};
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::{Applicability, Fix};
use crate::document::{Entry, patch};

/// `image-repeated`
pub const RULE: Rule = Rule {
    name: "image-repeated",
    group: Group::Image,
    page: include_str!("../../rules/image-repeated.md"),
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
    let mut count = 0;
    let mut first_keys: HashMap<&str, &str> = HashMap::new();
    for (path, entry, image) in context.images().iter().filter_map(single) {
        let first = *first_keys.entry(&image.address).or_insert(path);
        if first == path || both_are_read(context, first, path) {
            continue;
        }
        count += 1;
        let edits = if count > MAX_FIXES { Vec::new() } else { patch::remove(front_matter, entry) };
        let message = format!("take `{path}` out");
        let is_possible = !edits.is_empty() && image.is_editable(context);
        let fix = is_possible.then(|| Fix::guess(message, image.change(), edits));
        findings.add(
            Finding::new(image.span, format!("`{path}` holds the same image as `{first}`"))
                .help("one day only one of them is changed; most themes fall back from one key to another")
                .fix(fix),
        );
    }
}

/// Key, entry and image, where the key holds one image and no list.
fn single<'i, 'a>(image: &'i Image<'a>) -> Option<(&'i str, &'i Entry<'a>, &'i Image<'a>)> {
    let Origin::FrontMatter { path, entry, .. } = &image.origin else { return None };
    let is_single = entry.value.items().is_empty() && image.kind() != Kind::Empty;
    is_single.then_some((path, *entry, image))
}

/// Whether a theme of the site uses both keys, each for something else.
fn both_are_read(context: &Context<'_>, one: &str, other: &str) -> bool {
    let reads = |path: &str| {
        context
            .setups
            .iter()
            .any(|setup| context.options.themes.of(setup).any(|theme| theme.types(path).is_some()))
    };
    reads(one) && reads(other)
}
