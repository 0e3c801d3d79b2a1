//! An image on a host that is not in the allowed list.

use super::images::{Kind, Web};
use super::{Context, Finding, Findings, Group, Harm, Rule};

/// `image-hotlinked`
pub const RULE: Rule = Rule {
    name: "image-hotlinked",
    group: Group::Image,
    page: include_str!("../../rules/image-hotlinked.md"),
    on: false,
    harm: Harm::of(b"III"),
    fix: None,
    check,
};

/// `[rules.image-hotlinked]`
#[derive(Clone, Debug, Default, serde::Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(inline)]
pub struct Options {
    /// Hosts that images may come from, beside the site's own; `*.example.org` also stands for `example.org`.
    pub hosts: Vec<String>,
}

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let hosts = &context.options.image_hotlinked.hosts;
    let own = context.setups.iter().filter_map(|setup| match Kind::of(setup.base_url()?) {
        Kind::Web(web) => Some(web.host),
        _ => None,
    });
    let own: Vec<&str> = own.collect();
    for image in context.images() {
        let Kind::Web(Web { host, .. }) = image.kind() else { continue };
        let allowed = host.is_empty()
            || own.iter().any(|own| own.eq_ignore_ascii_case(host))
            || hosts.iter().any(|pattern| allows(pattern, host));
        if !allowed {
            findings.add(
                Finding::new(image.span, format!("this image comes from `{host}`")).help(
                    "its owner may take it away, change it or see who reads; keep a copy beside the post, or \
                     allow the host",
                ),
            );
        }
    }
}

fn allows(pattern: &str, host: &str) -> bool {
    let ends = |end: &str| {
        host.len() >= end.len()
            && host.is_char_boundary(host.len() - end.len())
            && host[host.len() - end.len()..].eq_ignore_ascii_case(end)
    };
    match pattern.strip_prefix("*.") {
        Some(domain) => host.eq_ignore_ascii_case(domain) || ends(&pattern[1..]),
        None => host.eq_ignore_ascii_case(pattern),
    }
}
