//! Terms where no engine that counts looks for them.

use super::terms::{SEPARATORS, leaves};
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::{Applicability, Change, Fix};
use crate::document::patch::{self, Content, Position};
use crate::document::{Entry, FrontMatter};
use crate::engine::{Declared, EngineSet, Outcome, Reading, Setup};
use crate::text::Edit;
use crate::value::Value;

/// `taxonomy-misplaced`
pub const RULE: Rule = Rule {
    name: "taxonomy-misplaced",
    group: Group::Taxonomy,
    page: include_str!("../../rules/taxonomy-misplaced.md"),
    on: true,
    harm: Harm::of(b"WWW"),
    fix: Some(Applicability::Safe),
    check,
};

/// The map in which one engine keeps all taxonomies.
const CONTAINER: &str = "taxonomies";

/// What people call the two taxonomies that every engine knows, with the name that it gives them.
const NAMES: [(&str, &str); 4] =
    [("tags", "tags"), ("categories", "categories"), ("tag", "tags"), ("category", "categories")];

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(block) = context.front_matter().filter(|block| block.refused.is_none()) else {
        return;
    };
    let entries = block.tree.root.entries();
    // Nothing to find in most posts, so the cheap question comes first.
    let may_matter =
        |entry: &Entry<'_>| entry.name() == CONTAINER || plural(entry.name()).is_some();
    if !entries.iter().any(may_matter) {
        return;
    }
    at_the_root(context, block, findings);
    if let Some(owner) = block.tree.root.entry(CONTAINER)
        && context.setups.iter().all(|setup| setup.terms_key().is_none())
    {
        for inner in owner.value.entries() {
            in_a_map(context, block, owner, inner, findings);
        }
    }
}

/// The usual name of a taxonomy that is called like this.
fn plural(name: &str) -> Option<&'static str> {
    NAMES.iter().find(|(known, _)| *known == name).map(|(_, plural)| *plural)
}

/// The terms of an entry as a list; none where there are none, or where it is not clear what they are.
fn terms(entry: &Entry<'_>) -> Option<Value> {
    let terms: Vec<&str> =
        leaves(&entry.value).into_iter().filter_map(|leaf| leaf.text()).collect();
    let terms: Vec<Value> = terms
        .into_iter()
        .filter(|term| !term.is_empty())
        .map(|term| Value::String(term.to_owned()))
        .collect();
    (!terms.is_empty()).then_some(Value::List(terms))
}

/// Terms under a key of their own, for engines that want them in a map, or under another name.
fn at_the_root(context: &Context<'_>, block: &FrontMatter<'_>, findings: &mut Findings<'_>) {
    let misplaced: Vec<&Entry<'_>> = block
        .tree
        .root
        .entries()
        .iter()
        .filter(|entry| plural(entry.name()).is_some())
        .filter(|entry| !context.setups.iter().any(|setup| reads_at_root(context, setup, entry)))
        .filter(|entry| terms(entry).is_some())
        .collect();
    let wants_map: EngineSet = context
        .setups
        .iter()
        .filter(|setup| setup.terms_key().is_some() && !setup.is_section(context.path))
        .map(|setup| setup.target.engine)
        .collect();
    for entry in &misplaced {
        let name = entry.name();
        if !wants_map.is_empty() {
            let fix = only(context, wants_map)
                .then(|| proved(context, gathered(block, &misplaced)?, "move it there"))
                .flatten();
            findings.add(
                Finding::new(entry.key.span, format!("nobody reads `{name}` here"))
                    .help(format!(
                        "it is passed over in silence; terms belong in the map `{CONTAINER}`"
                    ))
                    .engines(wants_map)
                    .fix(fix),
            );
        } else if plural(name).is_some_and(|plural| plural != name) {
            singular(context, block, entry, findings);
        }
    }
}

/// Whether an engine takes terms from a key of this name at the root.
fn reads_at_root(context: &Context<'_>, setup: &Setup, entry: &Entry<'_>) -> bool {
    setup.terms_key().is_none()
        && setup.declares(context.path, entry.name()) != Declared::No
        && setup.folds_keys() | setup.key(entry.name()).is_some()
}

/// Whether no other engine counts.
fn only(context: &Context<'_>, engines: EngineSet) -> bool {
    context.engines() == engines
}

/// `tag:` where the key is `tags`.
fn singular(
    context: &Context<'_>,
    block: &FrontMatter<'_>,
    entry: &Entry<'_>,
    findings: &mut Findings<'_>,
) {
    let name = entry.name();
    let Some(plural) = plural(name) else { return };
    let knows = |setup: &&Setup| setup.declares(context.path, plural) == Declared::Yes;
    let engines: EngineSet =
        context.setups.iter().filter(knows).map(|setup| setup.target.engine).collect();
    let is_free = block.tree.root.entry(plural).is_none();
    let fix = (only(context, engines) && is_free)
        .then(|| {
            let edits = patch::rename(block, entry, plural);
            let changes = [name, plural].map(|key| Change::Key(key.to_owned())).to_vec();
            proved(context, (edits, changes), &format!("rename it to `{plural}`"))
        })
        .flatten();
    findings.add(
        Finding::new(entry.key.span, format!("`{name}` is no taxonomy, `{plural}` is"))
            .help(format!("its terms get no page; write `{plural}`"))
            .engines(engines)
            .fix(fix),
    );
}

/// Terms inside a map, for engines that want them under a key of their own.
fn in_a_map(
    context: &Context<'_>,
    block: &FrontMatter<'_>,
    owner: &Entry<'_>,
    inner: &Entry<'_>,
    findings: &mut Findings<'_>,
) {
    let name = inner.name();
    let wanted = plural(name).unwrap_or(name);
    let reads = |setup: &&Setup| setup.declares(context.path, wanted) == Declared::Yes;
    let engines: EngineSet =
        context.setups.iter().filter(reads).map(|setup| setup.target.engine).collect();
    let Some(terms) = terms(inner).filter(|_| !engines.is_empty()) else { return };
    let is_free = block.tree.root.entry(wanted).is_none();
    let fix = is_free
        .then(|| {
            let changes = [CONTAINER, wanted].map(|key| Change::Key(key.to_owned())).to_vec();
            let message = format!("write `{wanted}` as a key of its own");
            let ways = freed(block, owner, inner, wanted, &terms);
            ways.into_iter().find_map(|edits| proved(context, (edits, changes.clone()), &message))
        })
        .flatten();
    findings.add(
        Finding::new(inner.key.span, format!("nobody reads `{name}` inside `{CONTAINER}`"))
            .help(format!("its terms get no page; write `{wanted}` as a key of its own"))
            .engines(engines)
            .fix(fix),
    );
}

/// Ways to take an entry out of the map that it stands in.
fn freed(
    block: &FrontMatter<'_>,
    owner: &Entry<'_>,
    inner: &Entry<'_>,
    wanted: &str,
    terms: &Value,
) -> Vec<Vec<Edit>> {
    if owner.value.entries().len() > 1 {
        let mut edits = patch::move_to(block, inner, Position::Before(owner));
        if inner.name() != wanted {
            edits.clear();
        }
        return vec![edits];
    }
    let mut renamed = patch::set(block, owner, Content::Value(terms));
    renamed.extend(patch::rename(block, owner, wanted));
    let mut anew = patch::remove(block, owner);
    anew.extend(patch::insert(block, Position::First, wanted, Content::Value(terms)));
    vec![renamed, anew]
}

/// Edits that put entries of the root into the map for taxonomies, with what they change.
fn gathered(block: &FrontMatter<'_>, entries: &[&Entry<'_>]) -> Option<(Vec<Edit>, Vec<Change>)> {
    let mut changes = vec![Change::Key(CONTAINER.to_owned())];
    changes.extend(entries.iter().map(|entry| Change::Key(entry.name().to_owned())));
    if let Some(owner) = block.tree.root.entry(CONTAINER) {
        let taken = |entry: &&&Entry<'_>| owner.value.entry(entry.name()).is_some();
        let edits: Vec<Edit> = match entries.iter().any(|entry| taken(&entry)) {
            true => return None,
            false => entries
                .iter()
                .flat_map(|entry| patch::move_to(block, entry, Position::Inside(owner)))
                .collect(),
        };
        return Some((edits, changes));
    }
    let map: Option<Vec<(String, Value)>> = entries
        .iter()
        .map(|entry| Some((plural(entry.name())?.to_owned(), unsplit(entry)?)))
        .collect();
    let map = Value::Map(map?);
    let (first, others) = entries.split_first()?;
    let mut edits = patch::set(block, first, Content::Value(&map));
    edits.extend(patch::rename(block, first, CONTAINER));
    edits.extend(others.iter().flat_map(|entry| patch::remove(block, entry)));
    Some((edits, changes))
}

/// The terms of an entry, unless one text may stand for several.
fn unsplit(entry: &Entry<'_>) -> Option<Value> {
    let is_several = entry.value.text().is_some_and(|text| text.contains(SEPARATORS));
    terms(entry).filter(|_| !is_several)
}

/// A fix of these edits, if every engine then has a page with more terms than before.
fn proved(
    context: &Context<'_>,
    (edits, changes): (Vec<Edit>, Vec<Change>),
    message: &str,
) -> Option<Fix> {
    let after = context.readings_after(&edits).filter(|_| !edits.is_empty())?;
    let count = |reading: &Reading| {
        let others = reading.taxonomies.values().map(Vec::len).sum::<usize>();
        reading.tags.len() + reading.categories.len() + others
    };
    let is_better = context
        .readings()
        .zip(&after)
        .all(|((_, before), after)| after.outcome == Outcome::Page && count(after) > count(before));
    is_better.then(|| Fix {
        message: message.to_owned(),
        applicability: Applicability::Safe,
        edits,
        changes,
    })
}
