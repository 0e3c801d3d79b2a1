//! An address that only passes on an image from elsewhere.

use super::images::{Kind, Proxy, Web};
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::Applicability;

/// `image-proxied`
pub const RULE: Rule = Rule {
    name: "image-proxied",
    group: Group::Image,
    page: include_str!("../../rules/image-proxied.md"),
    on: true,
    harm: Harm::of(b"WWW"),
    fix: Some(Applicability::Unsafe),
    check,
};

/// `[rules.image-proxied]`
#[derive(Clone, Debug, Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(inline)]
pub struct Options {
    /// More proxies, beside those that are known.
    pub proxies: Vec<Proxy>,
}

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for image in context.images() {
        let Kind::Web(Web { host, .. }) = image.kind() else { continue };
        let Some(inside) = image.inside(context) else { continue };
        let Kind::Web(Web { host: origin, .. }) = Kind::of(inside) else { continue };
        findings.add(
            Finding::new(image.span, format!("`{host}` only passes on an image of `{origin}`"))
                .help(
                    "when the proxy closes, the image is gone with it; keep a copy beside the post, or link \
                     to the image itself",
                )
                .fix(image.guess(context, "take the address out of the proxy's", inside)),
        );
    }
}
