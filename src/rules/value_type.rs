//! A value of a type that the engine rejects or misreads.

use std::cell::OnceCell;

use super::misfit::{Misfit, misread, of_theme, respelled};
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::{Applicability, Change, Fix, Severity};
use crate::document::patch::{self, Content, write_block};
use crate::document::{Anchors, Document, Entry, FrontMatter, Kind};
use crate::engine::{Key, KeyType, Outcome, Reading, Role, Setup};
use crate::text::{Source, Span};
use crate::value::Value;

/// `value-type`
pub const RULE: Rule = Rule {
    name: "value-type",
    group: Group::Schema,
    page: include_str!("../../rules/value-type.md"),
    on: true,
    harm: Harm::of(b"WWE"),
    fix: Some(Applicability::Safe),
    check,
};

/// Roles of keys at whose values other rules look.
const OWN: &[Role] = &[
    Role::Title,
    Role::Date,
    Role::Updated,
    Role::Publish,
    Role::Expire,
    Role::Draft,
    Role::Published,
    Role::Tags,
    Role::Categories,
    Role::Taxonomies,
    Role::Url,
];

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(block) = context.front_matter().filter(|block| block.refused.is_none()) else {
        return;
    };
    for (setup, reading) in context.readings() {
        let mut told = Vec::new();
        if !has_page(reading) {
            refused(context, setup, block, &mut told);
        }
        if !setup.is_strict() {
            misfits(context, setup, block, &mut told);
        }
        themes(context, setup, block, &mut told);
        findings.extend(told.into_iter().map(|(_, finding)| finding));
    }
}

/// Whether there is a page, or none by the author's own wish, for which no engine gives a reason.
const fn has_page(reading: &Reading) -> bool {
    match reading.outcome {
        Outcome::Page => true,
        Outcome::Dropped => reading.error.is_none(),
        Outcome::Error => false,
    }
}

/// What the engine reads from a post that has only these keys.
type Alone<'f> = dyn Fn(&[(String, Value)]) -> Reading + 'f;

/// Findings with the places of their keys, so that none speaks of a value of which another did.
type Told = Vec<(Span, Finding)>;

/// Values that the engine silently takes for something else.
fn misfits(context: &Context<'_>, setup: &Setup, block: &FrontMatter<'_>, told: &mut Told) {
    let anchors = OnceCell::new();
    for entry in block.tree.root.entries() {
        let is_told = told.iter().any(|(key, _)| *key == entry.key.span);
        let key = core_key(context, setup, entry).filter(|key| !OWN.contains(&key.role));
        // Hexo hands what pages show to the theme as it is; only of posts has it a model (`lib/models/post.ts`).
        let is_handed_on = |key: &&Key| key.role == Role::Shown && !setup.is_listed(context.path);
        let Some(key) = key.filter(|key| !is_told && !is_handed_on(key)) else { continue };
        let value = match entry.value.kind {
            Kind::Alias(_) => anchors
                .get_or_init(|| Anchors::of(&block.tree, &context.document.source.text))
                .resolve(&entry.value),
            _ => Some(&entry.value),
        };
        let misfit = value.and_then(|value| misread(setup, key, value, block.format));
        if let Some(misfit) = misfit {
            told.push((entry.key.span, finding(setup, block, entry, entry, &misfit)));
        }
    }
}

/// The key of the engine's core that an entry of the root is.
fn core_key(context: &Context<'_>, setup: &Setup, entry: &Entry<'_>) -> Option<&'static Key> {
    setup.key_of(context.path, entry.name())
}

/// Values that the site's theme does not take.
fn themes(context: &Context<'_>, setup: &Setup, block: &FrontMatter<'_>, told: &mut Told) {
    let mut keys: Vec<(&Entry<'_>, &Entry<'_>)> = Vec::new();
    for root in block.tree.root.entries() {
        match core_key(context, setup, root) {
            Some(key) if key.role == Role::Extra => {
                keys.extend(root.value.entries().iter().map(|entry| (root, entry)));
            }
            None if setup.shows_unknown_keys() => keys.push((root, root)),
            _ => {}
        }
    }
    if keys.is_empty() {
        return;
    }
    for theme in context.options.themes.of(setup) {
        for (root, entry) in &keys {
            let types = theme.types(entry.name());
            let misfit = types.and_then(|types| of_theme(types, &theme.name, &entry.value));
            // The site's own templates may read what those of its theme do not.
            let misfit = misfit.filter(|it| it.instead.is_some() || !setup.has_own_templates());
            told.extend(
                misfit.map(|misfit| (entry.key.span, finding(setup, block, root, entry, &misfit))),
            );
        }
    }
}

fn finding(
    setup: &Setup,
    block: &FrontMatter<'_>,
    root: &Entry<'_>,
    entry: &Entry<'_>,
    misfit: &Misfit,
) -> Finding {
    let fix = misfit.instead.as_ref().and_then(|(value, applicability)| {
        let edits = patch::set(block, entry, Content::Value(value));
        let change = Change::Key(root.name().to_owned());
        let order = format!("write {}", misfit.wanted);
        let fix = Fix { applicability: *applicability, ..Fix::safe(order, change, edits) };
        (!fix.edits.is_empty()).then_some(fix)
    });
    let message = format!("`{}` is {}, not {}", entry.name(), misfit.found, misfit.wanted);
    let span = if entry.value.is_absent() { entry.key.span } else { entry.value.span };
    Finding::new(span, message)
        .help(misfit.effect.clone())
        .engines(setup.target.engine)
        .severity(Severity::Warning)
        .fix(fix)
}

/// Values for which the engine makes no page: each is tried alone.
fn refused(context: &Context<'_>, setup: &Setup, block: &FrontMatter<'_>, told: &mut Told) {
    let Ok(Value::Map(values)) = block.values() else { return };
    let alone = |entries: &[(String, Value)]| {
        let text = write_block(block.format, entries, "\n");
        let source = Source::new(context.document.source.path.as_str(), text);
        setup.read(context.path, &Document::parse(&source))
    };
    if !has_page(&alone(&[])) {
        return;
    }
    for entry in block.tree.root.entries() {
        let key = core_key(context, setup, entry);
        let is_reserved = setup.reserved().iter().any(|it| it.name == entry.name());
        if is_reserved || key.is_none_or(|key| OWN.contains(&key.role)) {
            continue;
        }
        let Some(value) = values.iter().find(|(name, _)| name == entry.name()) else { continue };
        let reading = alone(std::slice::from_ref(value));
        if has_page(&reading) {
            continue;
        }
        let engine = setup.target.engine;
        let span = if entry.value.is_absent() { entry.key.span } else { entry.value.span };
        let what = match reading.outcome {
            Outcome::Dropped => "drops the post for it",
            _ => "stops the build at it",
        };
        let reason = reading.error.map_or(String::new(), |reason| format!(": {reason}"));
        let message = format!("{} cannot read the value of `{}`", engine.title(), entry.name());
        let finding = Finding::new(span, message)
            .help(format!("{} {what}{reason}", engine.title()))
            .engines(engine)
            .severity(Severity::Error)
            .fix(mended(block, entry, key.map(|key| key.kind), &alone));
        told.push((entry.key.span, finding));
    }
}

/// A value that says the same and is read: the text of a number or truth value, or a list of one.
fn mended(
    block: &FrontMatter<'_>,
    entry: &Entry<'_>,
    kind: Option<KeyType>,
    alone: &Alone<'_>,
) -> Option<Fix> {
    let text = entry.value.text()?;
    let value = respelled(kind?, text)?;
    let read = alone(&[(entry.name().to_owned(), value.clone())]);
    let edits = patch::set(block, entry, Content::Value(&value));
    let change = Change::Key(entry.name().to_owned());
    (read.outcome == Outcome::Page && !edits.is_empty())
        .then(|| Fix::safe("write it in the type that is wanted", change, edits))
}
