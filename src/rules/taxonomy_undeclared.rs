//! Terms of a taxonomy that the site's configuration does not know.

use super::terms::leaves;
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::document::Entry;
use crate::engine::{Declared, Role, Setup};

/// `taxonomy-undeclared`
pub const RULE: Rule = Rule {
    name: "taxonomy-undeclared",
    group: Group::Taxonomy,
    page: include_str!("../../rules/taxonomy-undeclared.md"),
    on: true,
    harm: Harm::of(b".WE"),
    fix: None,
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(block) = context.front_matter().filter(|block| block.refused.is_none()) else {
        return;
    };
    let root = &block.tree.root;
    for setup in context.harmed(&RULE) {
        let within = match setup.terms_key() {
            // A section has no terms.
            Some(_) if setup.is_section(context.path) => continue,
            Some(key) => root.entry(key).map_or(&[][..], |entry| entry.value.entries()),
            None => root.entries(),
        };
        for entry in within.iter().filter(|entry| is_undeclared(context, setup, entry)) {
            findings.add(finding(context, setup, entry));
        }
    }
}

fn is_undeclared(context: &Context<'_>, setup: &Setup, entry: &Entry<'_>) -> bool {
    // Where taxonomies are keys like others, only those of every site are known to be meant as such.
    let is_meant = setup.terms_key().is_some()
        || setup.key(entry.name()).is_some_and(|key| {
            matches!(key.role, Role::Tags | Role::Categories) && !leaves(&entry.value).is_empty()
        });
    is_meant && setup.declares(context.path, entry.name()) == Declared::No
}

fn finding(context: &Context<'_>, setup: &Setup, entry: &Entry<'_>) -> Finding {
    let name = entry.name();
    let declared = setup.taxonomies(context.path);
    let near = declared.iter().copied().find(|other| strsim::osa_distance(name, other) <= 2);
    let advice = match (near, declared.as_slice()) {
        (Some(near), _) => format!("did you mean `{near}`?"),
        (None, []) => format!("declare `{name}` in the site's configuration, which declares none"),
        (None, declared) => {
            format!(
                "declare `{name}` in the site's configuration, which declares {}",
                declared.join(", ")
            )
        }
    };
    let effect = match setup.terms_key() {
        Some(_) => "stops the build",
        None => "makes no pages for its terms",
    };
    let engine = setup.target.engine;
    Finding::new(entry.key.span, format!("the site has no taxonomy `{name}`"))
        .help(format!("{} {effect}; {advice}", engine.title()))
        .engines(engine)
}
