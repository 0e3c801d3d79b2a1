//! An image that is loaded without encryption.

use std::cell::LazyCell;

use super::images::{Image, Kind, Web};
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::{Applicability, Fix};
use crate::engine::EngineSet;
use crate::text::Edit;

/// `image-insecure`
pub const RULE: Rule = Rule {
    name: "image-insecure",
    group: Group::Image,
    page: include_str!("../../rules/image-insecure.md"),
    on: true,
    harm: Harm::of(b"WWW"),
    fix: Some(Applicability::Unsafe),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let is_secure =
        |address: &str| !matches!(Kind::of(address), Kind::Web(web) if web.is_insecure());
    // Where no address of the site is known, its pages may well be served by https.
    let engines: LazyCell<EngineSet, _> = LazyCell::new(|| {
        let setups = context.setups.iter().filter(|setup| setup.base_url().is_none_or(is_secure));
        setups.map(|setup| setup.target.engine).collect()
    });
    for image in context.images() {
        let Kind::Web(web @ Web { host, .. }) = image.kind() else { continue };
        if !web.is_insecure() || web.is_local() {
            continue;
        }
        findings.add(
            Finding::new(image.span, format!("`{host}` is asked for this image without encryption"))
                .help("on a page that is served by https browsers do not load it, or try https in its place")
                .engines(*engines)
                .fix(fix(context, image)),
        );
    }
}

/// Only the scheme changes, so that the rest stays as the author wrote it.
fn fix(context: &Context<'_>, image: &Image<'_>) -> Option<Fix> {
    let written = context.document.source.slice(image.span);
    let has_scheme = written.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("http:"));
    let edit = Edit::insert(image.span.start + 4, "s");
    (has_scheme && image.is_editable(context))
        .then(|| Fix::guess("load it by https", image.change(), vec![edit]))
}
