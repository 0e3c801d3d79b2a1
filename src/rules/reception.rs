//! What the engines that count make of a block with something wrong, so that a finding says no more than happens.

use super::{Context, Finding};
use crate::diagnostic::Severity;
use crate::document::FrontMatter;
use crate::engine::{Engine, Outcome, Reading};

/// How one engine takes a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reception {
    /// It reads the block.
    Reads,
    /// It takes the block for text.
    Blind,
    /// It goes on without the post.
    Drops,
    /// Its build stops.
    Fails,
}

/// The reception of each engine that counts and knows the language of the block.
pub(super) fn receptions(context: &Context<'_>) -> Vec<(Engine, Reception)> {
    let Some(front_matter) = context.front_matter() else { return Vec::new() };
    context
        .readings()
        .filter(|(setup, _)| setup.formats().contains(&front_matter.format))
        .map(|(setup, reading)| (setup.target.engine, of(reading, front_matter)))
        .collect()
}

fn of(reading: &Reading, front_matter: &FrontMatter<'_>) -> Reception {
    // A file that is passed over without a reason is no post for that engine.
    let reason = reading.error.is_some();
    match reading.outcome {
        Outcome::Dropped if reason => Reception::Drops,
        Outcome::Error => Reception::Fails,
        _ if reading.body.is_some_and(|body| body.start <= front_matter.block.start) => {
            Reception::Blind
        }
        _ => Reception::Reads,
    }
}

/// The finding with the engines that do not read the block, as bad as it is for the worst of them; none where
/// all read it. What happens is added to its help.
pub(super) fn judged(context: &Context<'_>, finding: Finding, advice: &str) -> Option<Finding> {
    let mut receptions = receptions(context);
    receptions.retain(|(_, reception)| *reception != Reception::Reads);
    if receptions.is_empty() {
        return None;
    }
    let stops = |reception: &Reception| matches!(reception, Reception::Drops | Reception::Fails);
    let worst = match receptions.iter().any(|(_, reception)| stops(reception)) {
        true => Severity::Error,
        false => Severity::Warning,
    };
    let help = format!("{}; {advice}", consequence(&receptions));
    let engines =
        receptions.iter().map(|(engine, _)| *engine).collect::<crate::engine::EngineSet>();
    Some(finding.engines(engines).severity(worst).help(help))
}

/// What happens, engine by engine: "Hexo drops the post, Hugo and Zola stop the build".
pub(super) fn consequence(receptions: &[(Engine, Reception)]) -> String {
    let parts = [Reception::Drops, Reception::Fails, Reception::Blind].map(|wanted| {
        let names: Vec<&str> = receptions
            .iter()
            .filter(|(_, reception)| *reception == wanted)
            .map(|(engine, _)| engine.title())
            .collect();
        let what = match (wanted, names.len()) {
            (_, 0) => return String::new(),
            (Reception::Drops, 1) => "drops the post",
            (Reception::Drops, _) => "drop the post",
            (Reception::Fails, 1) => "stops the build",
            (Reception::Fails, _) => "stop the build",
            (_, 1) => "takes the block for text",
            (_, _) => "take the block for text",
        };
        format!("{} {what}", listed(&names))
    });
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// "Hexo", "Hexo and Hugo", "Hexo, Hugo and Zola".
pub(super) fn listed(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [before @ .., last] => format!("{} and {last}", before.join(", ")),
    }
}
