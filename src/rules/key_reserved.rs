//! A key that the engine uses for itself.

use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::{Applicability, Change, Fix, Severity};
use crate::document::patch::remove;
use crate::document::{Entry, FrontMatter};
use crate::engine::{Effect, Outcome, Reading, Reserved, Setup};

/// `key-reserved`
pub const RULE: Rule = Rule {
    name: "key-reserved",
    group: Group::Schema,
    page: include_str!("../../rules/key-reserved.md"),
    on: true,
    harm: Harm::of(b"E.."),
    fix: Some(Applicability::Unsafe),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    if context.setups.iter().all(|setup| setup.reserved().is_empty()) {
        return;
    }
    let Some(block) = context.front_matter().filter(|block| block.refused.is_none()) else {
        return;
    };
    for entry in block.tree.root.entries() {
        let is_named = |setup: &Setup| setup.reserved().iter().any(|it| it.name == entry.name());
        if !context.setups.iter().any(is_named) {
            continue;
        }
        for (setup, reading) in context.readings() {
            findings.extend(found(setup, reading, block, entry));
        }
    }
}

fn found(
    setup: &Setup,
    reading: &Reading,
    block: &FrontMatter<'_>,
    entry: &Entry<'_>,
) -> Option<Finding> {
    let name = entry.name();
    let is_null = setup.value(&entry.value, block.format) == Ok(crate::value::Value::Null);
    let applies = |it: &&Reserved| it.name == name && (is_null || !it.only_null);
    let reserved = setup.reserved().iter().find(applies)?;
    let engine = setup.target.engine;
    let what = effect(reserved.effect);
    let harm = match reserved.effect {
        // Some values are let pass.
        Effect::Drops | Effect::Fails if reading.outcome == Outcome::Page => return None,
        Effect::Drops | Effect::Fails => Severity::Error,
        Effect::Overwrites | Effect::HidesBody | Effect::LosesTerms => Severity::Warning,
    };
    let (message, help) = if reserved.only_null {
        let message = format!("{} cannot have `{name}` without a value", engine.title());
        (message, format!("{what}; remove the key or give it a value"))
    } else {
        let message = format!("{} uses the key `{name}` itself", engine.title());
        (message, format!("{what}; choose another name"))
    };
    let edits = remove(block, entry);
    let fix = Fix::guess(format!("remove `{name}`"), Change::Key(name.to_owned()), edits);
    let fix = (!fix.edits.is_empty()).then_some(fix);
    Some(Finding::new(entry.span(), message).help(help).engines(engine).severity(harm).fix(fix))
}

const fn effect(effect: Effect) -> &'static str {
    match effect {
        Effect::Overwrites => "it writes its own value over this one",
        Effect::HidesBody => "it shows this in place of the body, which is never rendered",
        Effect::LosesTerms => {
            "it calls a function of this name, so the post loses its tags and categories"
        }
        Effect::Drops => "it drops the post",
        Effect::Fails => "it calls a function of this name, so the build fails",
    }
}
