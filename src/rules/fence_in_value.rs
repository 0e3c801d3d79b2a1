//! Marks in a value or comment that an engine takes for the closing line.

use super::reception::{Reception, receptions};
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::{Applicability, Change, Fix, Severity};
use crate::document::patch::{Place, Quoting, quote};
use crate::document::{FrontMatter, Node, Style};
use crate::engine::{Engine, EngineSet};
use crate::text::{Edit, Span};

/// `fence-in-value`
pub const RULE: Rule = Rule {
    name: "fence-in-value",
    group: Group::Syntax,
    page: include_str!("../../rules/fence-in-value.md"),
    on: true,
    harm: Harm::of(b".WW"),
    fix: Some(Applicability::Safe),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(block) = context.front_matter().filter(|block| !block.closer.is_empty()) else {
        return;
    };
    let text = &context.document.source.text;
    let inner = block.block.text(text);
    if !holds_marks(inner) {
        return;
    }
    let mut closed: Vec<(Span, Engine)> = context
        .setups
        .iter()
        .filter(|setup| setup.formats().contains(&block.format))
        .filter_map(|setup| {
            let (_, seen) = setup.split(text).block?;
            Some((marks_at(text, block, seen.end)?, setup.target.engine))
        })
        .collect();
    closed.sort_unstable();
    for same in closed.chunk_by(|one, other| one.0 == other.0) {
        let place = same[0].0;
        let engines: EngineSet = same.iter().map(|(_, engine)| *engine).collect();
        let names: Vec<&str> = engines.iter().map(Engine::title).collect();
        let stops = receptions(context).iter().any(|(engine, reception)| {
            engines.has(*engine) && matches!(reception, Reception::Fails | Reception::Drops)
        });
        let (harm, what) = match stops {
            true => (Severity::Error, "cannot read what is above them"),
            false => (Severity::Warning, "shows what follows as text"),
        };
        let names = names.join(" and ");
        findings.add(
            Finding::new(place, format!("{names} takes these marks for the closing line"))
                .help(format!(
                    "{names} {what}; write something behind the marks, or quote the value"
                ))
                .engines(engines)
                .severity(harm)
                .fix(mend(context, block, place)),
        );
    }
}

/// Whether a text holds three marks in a row: one pass, for nearly none does.
fn holds_marks(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_run = |at: usize| bytes[at..].starts_with(&[bytes[at]; 3]);
    memchr::memchr3_iter(b'-', b'+', b';', bytes).any(is_run)
}

/// The marks that close a block at `end`, where that is well before its closing line.
fn marks_at(text: &str, block: &FrontMatter<'_>, end: usize) -> Option<Span> {
    let rest = &text[end..];
    let start = end + rest.len() - rest.trim_start_matches(['\r', '\n']).len();
    let mark = text[start..].chars().next().filter(|mark| "-+;".contains(*mark))?;
    let len = text[start..].chars().take_while(|next| *next == mark).count();
    (len >= 3 && start + len <= block.block.end).then(|| Span::new(start, start + len))
}

/// Quotes the value that ends with the marks, or puts another mark behind those of a comment.
fn mend(context: &Context<'_>, block: &FrontMatter<'_>, place: Span) -> Option<Fix> {
    let text = &context.document.source.text;
    if block.tree.comments.iter().any(|comment| comment.end == place.end) {
        let edit = Edit::insert(place.end, " #");
        return Some(Fix::safe("write a mark behind them", Change::Layout, vec![edit]));
    }
    let node = holder(&block.tree.root, place)?;
    let scalar = node.scalar().filter(|scalar| scalar.style == Style::Plain)?;
    let one_line = !node.span.text(text).contains(['\n', '\r']);
    one_line.then(|| {
        let quoted = quote(&scalar.text, block.format, Quoting::Single, Place::Flow);
        Fix::safe("quote the value", Change::Layout, vec![Edit::replace(node.span, quoted)])
    })
}

/// The scalar that ends with the marks.
fn holder<'n, 'a>(node: &'n Node<'a>, place: Span) -> Option<&'n Node<'a>> {
    if node.scalar().is_some() {
        return (node.span.covers(place) && node.span.end == place.end).then_some(node);
    }
    let values = node.entries().iter().map(|entry| &entry.value);
    values.chain(node.items()).find_map(|child| holder(child, place))
}
