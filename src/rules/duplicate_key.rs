//! A key that stands twice in one map, or twice but for its case.

use std::collections::HashMap;

use super::flaws::is_conflict;
use super::reception::{Reception, consequence, receptions};
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::{Applicability, Change, Fix, Severity};
use crate::document::patch::remove;
use crate::document::{Entry, Format, FrontMatter, Kind, Node};
use crate::engine::{Engine, EngineSet};

/// `duplicate-key`
pub const RULE: Rule = Rule {
    name: "duplicate-key",
    group: Group::Syntax,
    page: include_str!("../../rules/duplicate-key.md"),
    on: true,
    harm: Harm::of(b"EEE"),
    fix: Some(Applicability::Unsafe),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    if let Some(front_matter) = context.front_matter().filter(|block| !is_conflict(block)) {
        let mut fixes = match front_matter.format {
            Format::Toml => MOST_FIXES,
            _ => usize::MAX,
        };
        visit(context, &front_matter.tree.root, None, &mut fixes, findings);
    }
}

/// Looks for keys that stand twice in this map and those below; `root` is the top-level key above, `fixes` how many
/// may still be offered.
fn visit(
    context: &Context<'_>,
    node: &Node<'_>,
    root: Option<&str>,
    fixes: &mut usize,
    findings: &mut Findings<'_>,
) {
    for item in node.items() {
        visit(context, item, root, fixes, findings);
    }
    let entries = node.entries();
    let mut seen = Seen::default();
    for entry in entries {
        visit(context, &entry.value, root.or(Some(entry.name())), fixes, findings);
        if entry.key.scalar().is_none() || grows(entry) {
            continue;
        }
        let Some(first) = seen.like(entry) else { continue };
        match first.name() == entry.name() {
            true => findings.extend(twice(context, first, entry, root, fixes)),
            false => findings.extend(twice_but_for_case(context, first, entry)),
        }
    }
}

/// The keys of one map so far. A few are simply compared, which is faster than a table of them.
#[derive(Default)]
struct Seen<'e, 'a> {
    few: Vec<&'e Entry<'a>>,
    many: HashMap<String, Vec<&'e Entry<'a>>>,
}

const FEW: usize = 24;

/// How many fixes are offered in one block of TOML: for each all its statements are looked through.
const MOST_FIXES: usize = 32;

impl<'e, 'a> Seen<'e, 'a> {
    /// The last entry with the same key, else one whose key differs in case only. Notes this one.
    fn like(&mut self, entry: &'e Entry<'a>) -> Option<&'e Entry<'a>> {
        let name = entry.name();
        // Nearly all keys are, and one look tells it for all that this one is held against.
        let is_ascii = name.is_ascii();
        let alike = |other: &&&Entry<'_>| match is_ascii {
            true => name.eq_ignore_ascii_case(other.name()),
            false => is_alike(name, other.name()),
        };
        let same = |other: &&&Entry<'_>| other.name() == name;
        if self.many.is_empty() {
            let first = self.few.iter().rev().find(same);
            let first = first.or_else(|| self.few.iter().rev().find(alike)).copied();
            self.few.push(entry);
            if self.few.len() > FEW {
                for entry in self.few.drain(..) {
                    self.many.entry(entry.name().to_lowercase()).or_default().push(entry);
                }
            }
            return first;
        }
        let known = self.many.entry(entry.name().to_lowercase()).or_default();
        let first = known.iter().rev().find(same).or(known.last()).copied();
        // One of each spelling is enough to compare with.
        known.retain(|other| other.name() != entry.name());
        known.push(entry);
        first
    }
}

fn is_alike(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
        || !one.is_ascii() && !other.is_ascii() && one.to_lowercase() == other.to_lowercase()
}

/// TOML's headers and dotted keys may go on with a table; only its reader knows where that ends.
fn grows(entry: &Entry<'_>) -> bool {
    matches!(&entry.value.kind, Kind::Map(map) if !map.flow && map.header.is_none())
}

fn twice(
    context: &Context<'_>,
    first: &Entry<'_>,
    again: &Entry<'_>,
    root: Option<&str>,
    fixes: &mut usize,
) -> Option<Finding> {
    let front_matter = context.front_matter()?;
    let receptions = receptions(context);
    let stops = |reception: &Reception| matches!(reception, Reception::Drops | Reception::Fails);
    let stopped: Vec<(Engine, Reception)> =
        receptions.iter().copied().filter(|(_, reception)| stops(reception)).collect();
    let name = again.name();
    let message = format!("the key `{name}` stands here for the second time");
    let source = context.document.source;
    let row = source.lines().row(first.key.span.start) + 1;
    let (help, hurt, harm) = match stopped.is_empty() {
        true => (
            format!("the last one wins over the one in line {row}; keep one of them"),
            receptions.iter().map(|(engine, _)| *engine).collect::<EngineSet>(),
            Severity::Warning,
        ),
        false => (
            format!("{}; keep this one or the one in line {row}", consequence(&stopped)),
            stopped.iter().map(|(engine, _)| *engine).collect(),
            Severity::Error,
        ),
    };
    let left = *fixes > 0;
    *fixes = fixes.saturating_sub(1);
    let fix = left.then(|| removal(front_matter, &source.text, first, again, root)).flatten();
    Some(Finding::new(again.key.span, message).help(help).engines(hurt).severity(harm).fix(fix))
}

/// Takes out the entry that does not count: the same value again, an empty one, or in JSON the first.
fn removal(
    front_matter: &FrontMatter<'_>,
    text: &str,
    first: &Entry<'_>,
    again: &Entry<'_>,
    root: Option<&str>,
) -> Option<Fix> {
    let key = Change::Key(root.unwrap_or(again.name()).to_owned());
    let equal = first.value.span.text(text) == again.value.span.text(text)
        && first.value.anchor.is_none()
        && again.value.anchor.is_none();
    let json = matches!(front_matter.format, Format::Json | Format::HexoJson);
    let fix = match (equal, again.value.is_absent(), first.value.is_absent()) {
        (true, ..) => Fix::safe("remove the repetition", key, remove(front_matter, again)),
        (_, true, _) => Fix::guess("remove the empty one", key, remove(front_matter, again)),
        (_, _, true) => Fix::guess("remove the empty one", key, remove(front_matter, first)),
        _ if json => Fix::guess("keep the last, which counts", key, remove(front_matter, first)),
        _ => return None,
    };
    (!fix.edits.is_empty()).then_some(fix)
}

fn twice_but_for_case(
    context: &Context<'_>,
    first: &Entry<'_>,
    again: &Entry<'_>,
) -> Option<Finding> {
    let folding: EngineSet = context
        .setups
        .iter()
        .filter(|setup| setup.folds_keys())
        .map(|setup| setup.target.engine)
        .collect();
    if folding.is_empty() {
        return None;
    }
    let names: Vec<&str> = folding.iter().map(Engine::title).collect();
    let (one, other) = (first.name(), again.name());
    Some(
        Finding::new(again.key.span, format!("`{other}` and `{one}` are one key"))
            .help(format!(
                "{} picks one of them at random in each build; keep one",
                names.join(", ")
            ))
            .engines(folding)
            .severity(Severity::Warning),
    )
}
