//! An image whose file is in the site, but not at the address.

use super::images::fates;
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::engine::AssetFate;

/// `image-not-published`
pub const RULE: Rule = Rule {
    name: "image-not-published",
    group: Group::Image,
    page: include_str!("../../rules/image-not-published.md"),
    on: true,
    harm: Harm::of(b"WWW"),
    fix: None,
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for image in context.images() {
        for (setup, fate) in fates(context, image) {
            let finding = match fate {
                AssetFate::Unpublished { file } => {
                    Finding::new(image.span, format!("`{file}` is there, but it is not published"))
                        .help(
                            "readers see a broken image; move the file to a folder that is copied",
                        )
                }
                AssetFate::Elsewhere { file, url } => {
                    let message =
                        format!("this leads to `{url}`, and `{file}` is not published there");
                    Finding::new(image.span, message)
                        .help("readers see a broken image; move the file, or write the path from the site's root")
                }
                AssetFate::Found | AssetFate::Missing { .. } => continue,
            };
            findings.add(finding.engines(setup.target.engine));
        }
    }
}
