//! Options of fenced code that are another engine's.

use super::faults::report;
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::{Applicability, Change, Fix, Severity};
use crate::document::body::CodeKind;
use crate::engine::{FaultKind, FenceInfo, Setup};
use crate::text::{Edit, Span};

/// `fence-info-foreign`
pub const RULE: Rule = Rule {
    name: "fence-info-foreign",
    group: Group::Body,
    page: include_str!("../../rules/fence-info-foreign.md"),
    on: true,
    harm: Harm::of(b"WEW"),
    fix: Some(Applicability::Safe),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let text = context.document.source.text.as_str();
    report(context, findings, |one| {
        (one.fault.kind == FaultKind::FenceInfo).then(|| {
            let engine = one.setup.target.engine.title();
            let message =
                format!("{engine} cannot read these options of the code, and stops the build");
            let info = info_around(context, one.fault.span);
            Finding::new(one.fault.span, message)
                .help(format!("{engine} says: {}", one.reason))
                .fix(info.and_then(|info| fix(one.setup, text, info)))
        })
    });
    // Where several engines count, nobody knows whose options they are to be.
    let [setup] = context.setups else { return };
    let stopped = |span: Span| context.faults().iter().any(|one| span.covers(one.fault.span));
    for info in infos(context).filter(|info| !stopped(*info)) {
        findings.extend(misread(setup, text, info));
    }
}

/// What stands behind the opening fences of a post.
fn infos<'c>(context: &'c Context<'_>) -> impl Iterator<Item = Span> + 'c {
    context.document.markup().code.iter().filter_map(|code| match code.kind {
        CodeKind::Fenced { info, .. } => Some(info),
        _ => None,
    })
}

fn info_around(context: &Context<'_>, span: Span) -> Option<Span> {
    infos(context).find(|info| info.covers(span))
}

/// Options that the engine takes for something else.
fn misread(setup: &Setup, text: &str, info: Span) -> Option<Finding> {
    let (owner, _) = FenceInfo::foreign(info.text(text))?;
    if owner == setup.target.engine {
        return None;
    }
    let (whose, engine) = (owner.title(), setup.target.engine.title());
    let message =
        format!("these options of the code are {whose}'s, and {engine} does not know them");
    let finding = Finding::new(info, message).severity(Severity::Warning).help(
        "they do nothing, or are taken for a part of the language's name, so that the code loses its colours",
    );
    Some(finding.fix(fix(setup, text, info)))
}

/// The same options as this engine writes them, where it has all of them.
fn fix(setup: &Setup, text: &str, info: Span) -> Option<Fix> {
    let (_, read) = FenceInfo::foreign(info.text(text))?;
    let (written, lost) = read.write(setup.target.engine);
    if !lost.is_empty() || read.language.is_empty() || written == info.text(text) {
        return None;
    }
    let message = format!("write them as {} does", setup.target.engine.title());
    Some(Fix::safe(message, Change::Body, vec![Edit::replace(info, written)]))
}
