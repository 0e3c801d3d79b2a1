//! Fences that some engine does not take for fences.

use super::reception::{Reception, consequence, receptions};
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::{Applicability, Change, Fix, Severity};
use crate::document::{Format, FrontMatter, Oddity, OddityKind};
use crate::engine::{Engine, EngineSet, Setup};
use crate::text::{Edit, Span, apply};

/// `fence-malformed`
pub const RULE: Rule = Rule {
    name: "fence-malformed",
    group: Group::Syntax,
    page: include_str!("../../rules/fence-malformed.md"),
    on: true,
    harm: Harm::of(b"WEE"),
    fix: Some(Applicability::Safe),
    check,
};

/// How many oddities are told apart.
const MOST: usize = 8;

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(front_matter) = context.front_matter() else { return };
    let mut odd: Vec<Odd> = front_matter
        .oddities
        .iter()
        .filter_map(|oddity| Odd::new(oddity, context, front_matter))
        .collect();
    // Each is tried on its own, so a pile of them counts as one.
    let rest = odd.split_off(odd.len().min(MOST));
    if let Some(last) = odd.last_mut() {
        last.edits.extend(rest.into_iter().flat_map(|one| one.edits));
    }
    for (nth, one) in odd.iter().enumerate() {
        let hurt = hurt(context, &odd, nth);
        // Marks that are too many are the only thing that hurts although the block is read.
        let told: Vec<(Engine, Reception)> = receptions(context)
            .into_iter()
            .filter(|(engine, _)| hurt.contains(engine))
            .filter(|(_, reception)| *reception != Reception::Reads || one.leaves_rest)
            .collect();
        if told.is_empty() {
            continue;
        }
        let stops = told
            .iter()
            .any(|(_, reception)| matches!(reception, Reception::Drops | Reception::Fails));
        let harm = if stops { Severity::Error } else { Severity::Warning };
        let help = match told.iter().all(|(_, reception)| *reception == Reception::Reads) {
            true => "what is left of the line becomes the start of the text".to_owned(),
            false => consequence(&told),
        };
        let change = if one.moves_body { Change::Body } else { Change::Layout };
        let mut fix = Fix::safe(one.order, change, one.edits.clone());
        // A block that no engine reads has no old values to compare.
        if front_matter.refused.is_some() {
            fix.changes.push(Change::Repair);
        }
        findings.add(
            Finding::new(one.span, one.message)
                .help(help)
                .engines(told.iter().map(|(engine, _)| *engine).collect::<EngineSet>())
                .severity(harm)
                .fix(fix),
        );
    }
}

/// One oddity that this rule mends, with what it says of it.
struct Odd {
    span: Span,
    message: &'static str,
    order: &'static str,
    edits: Vec<Edit>,
    /// Whether the body changes its bytes.
    moves_body: bool,
    /// Whether an engine that reads the block leaves some of the line for the body.
    leaves_rest: bool,
}

impl Odd {
    fn new(oddity: &Oddity, context: &Context<'_>, front_matter: &FrontMatter<'_>) -> Option<Self> {
        let marks = match front_matter.format {
            Format::Yaml => "---",
            Format::Toml => "+++",
            Format::HexoJson => ";;;",
            Format::Json => "",
        };
        let source = context.document.source;
        let span = oddity.span;
        let written = span.text(&source.text);
        let (message, order) = said(oddity.kind)?;
        let mut moves_body = false;
        let edits = match oddity.kind {
            // Both ends at once, lest the closing line become one that does not fit.
            OddityKind::OpenerLong => {
                let closer = front_matter.closer;
                let long = closer.len() == span.len();
                let ends = [Some(span), Some(closer).filter(|_| long)];
                ends.into_iter().flatten().map(|end| Edit::replace(end, marks)).collect()
            }
            OddityKind::CloserLong | OddityKind::CloserDots | OddityKind::CloserForeign => {
                vec![Edit::replace(span, marks)]
            }
            OddityKind::CloserText => vec![Edit::insert(span.start, source.newline())],
            OddityKind::TextBefore if written.contains("<!--") => {
                moves_body = true;
                let body = context.document.body.start;
                vec![Edit::delete(span), Edit::insert(body, written)]
            }
            OddityKind::Braces => {
                let last = Span::new(span.end - 1, span.end);
                let closed = last.text(&source.text) == "}";
                let first = Span::new(span.start, span.start + 1);
                closed.then(|| vec![Edit::delete(first), Edit::delete(last)])?
            }
            _ => vec![Edit::delete(span)],
        };
        let leaves_rest = oddity.kind == OddityKind::CloserLong;
        Some(Self { span, message, order, edits, moves_body, leaves_rest })
    }
}

/// The message for an oddity, and what its fix does; none for those of other rules.
const fn said(kind: OddityKind) -> Option<(&'static str, &'static str)> {
    Some(match kind {
        OddityKind::BlankBefore => {
            ("blank lines stand before the front matter", "remove the blank lines")
        }
        OddityKind::TextBefore => {
            ("something stands before the front matter", "put the front matter first")
        }
        OddityKind::OpenerIndented => ("the opening line is indented", "remove the blanks"),
        OddityKind::OpenerLong => {
            ("the opening line has more than three marks", "leave three marks")
        }
        OddityKind::OpenerBlanks => ("blanks stand behind the opening marks", "remove the blanks"),
        OddityKind::OpenerText => {
            ("text stands behind the opening marks", "leave nothing but the marks")
        }
        OddityKind::CloserIndented => ("the closing line is indented", "remove the blanks"),
        OddityKind::CloserLong => {
            ("the closing line has another number of marks than three", "leave three marks")
        }
        OddityKind::CloserBlanks => ("blanks stand behind the closing marks", "remove the blanks"),
        OddityKind::CloserText => {
            ("text stands on the closing line", "put the text on a line of its own")
        }
        OddityKind::CloserDots => {
            ("`...` does not close front matter", "write the marks of the opening line")
        }
        OddityKind::CloserForeign => (
            "the closing marks are not those of the opening line",
            "write the marks of the opening line",
        ),
        OddityKind::Braces => {
            ("JSON between `;;;` lines has no braces of its own", "remove the outer braces")
        }
        OddityKind::ByteOrderMark | OddityKind::OpenerMissing | OddityKind::CloserMissing => {
            return None;
        }
    })
}

/// The engines that see another block or body when only oddity `nth` stays.
fn hurt(context: &Context<'_>, odd: &[Odd], nth: usize) -> Vec<Engine> {
    let text = &context.document.source.text;
    let edits = |wanted: &dyn Fn(usize) -> bool| -> Vec<Edit> {
        let chosen = odd.iter().enumerate().filter(|(at, _)| wanted(*at));
        chosen.flat_map(|(_, one)| one.edits.clone()).collect()
    };
    let (all, others) = (edits(&|_| true), edits(&|at| at != nth));
    let (Ok(mended), Ok(left)) = (apply(text, &all), apply(text, &others)) else {
        return Vec::new();
    };
    context
        .setups
        .iter()
        .filter(|setup| seen(setup, &mended) != seen(setup, &left))
        .map(|setup| setup.target.engine)
        .collect()
}

/// The block and the body that an engine sees, without the blank lines around them.
fn seen<'t>(setup: &Setup, text: &'t str) -> Option<(&'t str, &'t str)> {
    let split = setup.split(text);
    let (_, block) = split.block.filter(|_| split.error.is_none())?;
    let body = split.body.text(text);
    let first = body.len() - body.trim_start().len();
    let line = body[..first].rfind(['\n', '\r']).map_or(0, |end| end + 1);
    // In Hexo's old form the block takes an opening line with it, which YAML passes over.
    let block = block.text(text).trim_start_matches(['\r', '\n']);
    let inner = ["---\n", "---\r\n"].iter().find_map(|opener| block.strip_prefix(opener));
    Some((inner.unwrap_or(block).trim(), &body[line..]))
}
