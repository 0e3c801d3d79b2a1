//! An image whose file is not in the site.

use super::images::{Image, fates};
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::{Applicability, Fix};
use crate::engine::AssetFate;

/// `image-missing-file`
pub const RULE: Rule = Rule {
    name: "image-missing-file",
    group: Group::Image,
    page: include_str!("../../rules/image-missing-file.md"),
    on: true,
    harm: Harm::of(b"WWW"),
    fix: Some(Applicability::Unsafe),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for image in context.images() {
        for (setup, fate) in fates(context, image) {
            let AssetFate::Missing { wanted, other_case } = fate else { continue };
            let finding = match &other_case {
                Some(other) => {
                    Finding::new(image.span, format!("the file is called `{}`", name(other)))
                        .help("on the machines that serve sites upper and lower case are two names")
                        .fix(fix(context, image, name(other)))
                }
                None => Finding::new(image.span, "there is no such file in the site".to_owned())
                    .help(format!("readers see a broken image; it would have to be `{wanted}`")),
            };
            findings.add(finding.engines(setup.target.engine));
        }
    }
}

/// The last part of a path.
fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Writes the name of the file that is there.
fn fix(context: &Context<'_>, image: &Image<'_>, name: &str) -> Option<Fix> {
    let address = image.address.trim();
    let end = address.find(['?', '#']).unwrap_or(address.len());
    let start = address[..end].rfind('/').map_or(0, |slash| slash + 1);
    let meant = format!("{}{name}{}", &address[..start], &address[end..]);
    image.guess(context, "write the name as the file has it", &meant)
}
