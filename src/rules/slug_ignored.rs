//! A key that the engine overwrites with what it takes from the file's name.

use super::{Context, Finding, Findings, Group, Harm, Rule};

/// `slug-ignored`
pub const RULE: Rule = Rule {
    name: "slug-ignored",
    group: Group::Url,
    page: include_str!("../../rules/slug-ignored.md"),
    on: true,
    harm: Harm::of(b"W.."),
    fix: None,
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(block) = context.front_matter().filter(|block| block.refused.is_none()) else {
        return;
    };
    if block.tree.root.entries().is_empty() {
        return;
    }
    for (setup, reading) in context.readings().filter(|(_, reading)| reading.has_page()) {
        for (key, taken) in setup.keys_from_path(context.path) {
            let Some(entry) = block.tree.root.entry(&key) else { continue };
            if entry.value.is_absent() || entry.value.text().is_some_and(|text| is(text, &taken)) {
                continue;
            }
            let engine = setup.target.engine;
            let url = reading.url.as_deref().map(|url| format!(", at {url}")).unwrap_or_default();
            findings.add(
                Finding::new(entry.span(), format!("`{key}` is ignored: the file's name says `{taken}`"))
                    .help(format!(
                        "{} takes it from the name of the file and publishes the post under that{url}; rename the file, or give the post a `permalink`",
                        engine.title()
                    ))
                    .engines(engine),
            );
        }
    }
}

/// Whether the value is what the path says anyway, with the folders before it or without.
fn is(text: &str, taken: &str) -> bool {
    let text = text.trim_matches('/');
    text == taken || taken.rsplit('/').next() == Some(text)
}
