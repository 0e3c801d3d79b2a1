//! Everything in a body that stops an engine, though the engine itself tells of the first only.

use super::{Context, Finding, Findings};
use crate::document::Document;
use crate::engine::{EngineSet, Fault, FaultKind, Setup, Tag, TagKind};
use crate::text::{Edit, Source, Span, apply};

/// How many are looked for in a small post; each costs a reading.
const ROUNDS: usize = 64;

/// How many bytes are read for one engine at most, so that a long post full of them takes no longer.
const MOST: usize = 1 << 22;

/// One of them, for one engine.
#[derive(Clone, Debug)]
pub(super) struct Found<'a> {
    /// The engine that it stops.
    pub setup: &'a Setup,
    /// What it is.
    pub fault: Fault,
    /// The engine's own words.
    pub reason: String,
    /// Whether it stands in code, and so is meant to be shown.
    pub in_code: bool,
    /// What makes the engine show it, where only this engine counts. Escaped for one it would be shown with its escapes
    /// by another.
    pub escaped: Option<String>,
}

/// All faults, engine by engine. What has the form of another engine's own tags is not held against an engine that
/// nobody said the post is for.
pub(super) fn find<'a>(context: &Context<'a>) -> Vec<Found<'a>> {
    let mut found = Vec::new();
    for (setup, reading) in context.readings() {
        if let Some(fault) = reading.fault {
            let reason = words(reading.error.as_deref());
            found.extend(of_engine(context, setup, fault, reason));
        }
    }
    // Nobody knows what tags there are where there is no site.
    found.retain(|one| one.fault.kind != FaultKind::UnknownTag || !one.setup.listing.is_empty());
    if context.setups.len() > 1 && !found.is_empty() {
        let owned = owned(context);
        found.retain(|one| {
            let engine = one.setup.target.engine;
            let is_owned =
                |(owner, span): &(_, Span)| *owner != engine && span.covers(one.fault.span);
            !owned.iter().any(is_owned)
        });
    }
    found
}

/// Reads again and again, each time without what was found.
fn of_engine<'a>(
    context: &Context<'a>,
    setup: &'a Setup,
    first: Fault,
    reason: String,
) -> Vec<Found<'a>> {
    let original = context.document.source;
    let mut text = original.text.clone();
    let mut found: Vec<Found<'a>> = Vec::new();
    let mut next = Some((first, reason));
    for _ in 0..ROUNDS.min(MOST / text.len().max(1)).max(1) {
        let Some((fault, reason)) = next.take() else { break };
        let source = Source::new(original.path.clone(), text);
        let tags = alike(setup, context.path, &Document::parse(&source), fault);
        text = source.text;
        let spans = tags.iter().map(|tag| tag.opening);
        let spans: Vec<Span> = if tags.is_empty() { vec![fault.span] } else { spans.collect() };
        for span in spans {
            let in_code = context.document.markup().code_at(span.start).is_some();
            let fault = Fault { span, ..fault };
            let alone = context.setups.len() == 1;
            let escaped = setup.escape_tag(span.text(&text)).filter(|_| alone).filter(|escaped| {
                !tags.is_empty() || gets_past(context, setup, &text, &Edit::replace(span, escaped))
            });
            found.push(Found { setup, fault, reason: reason.clone(), in_code, escaped });
            text = masked(&text, span);
        }
        for tag in &tags {
            let end = tag.inner.map_or(tag.span.end, |inner| inner.end);
            text = masked(&text, Span::new(end, tag.span.end));
        }
        let source = Source::new(original.path.clone(), text);
        let reading = setup.read(context.path, &Document::parse(&source));
        next = reading.fault.map(|fault| (fault, words(reading.error.as_deref())));
        text = source.text;
    }
    found.sort_by_key(|one| one.fault.span);
    found
}

/// Whether the engine reads on behind what an edit puts in: what only seems to be a tag is no better for escapes.
fn gets_past(context: &Context<'_>, setup: &Setup, text: &str, edit: &Edit) -> bool {
    let Ok(text) = apply(text, std::slice::from_ref(edit)) else { return false };
    let source = Source::new(context.document.source.path.clone(), text);
    let reading = setup.read(context.path, &Document::parse(&source));
    let end = edit.span.start + edit.content.len();
    reading.fault.is_none_or(|fault| fault.span.start >= end)
}

/// The engine's reason without the places in it: they count from elsewhere, and the finding has its own.
fn words(reason: Option<&str>) -> String {
    let is_place = |c: char| c.is_ascii_digit() || matches!(c, ':' | ' ');
    let reason = reason.unwrap_or_default();
    let reason = match reason.strip_prefix("[Line ").and_then(|rest| rest.split_once("] ")) {
        Some((_, reason)) => reason,
        None => reason.trim_start_matches(is_place),
    };
    let reason = reason.rsplit_once(" --> ").map_or(reason, |(reason, _)| reason);
    reason.strip_prefix("Error: ").unwrap_or(reason).to_owned()
}

/// The tags with the name of one that is not there: each is as wrong as the first.
fn alike(setup: &Setup, path: &str, document: &Document<'_>, fault: Fault) -> Vec<Tag> {
    if !matches!(fault.kind, FaultKind::UnknownTag | FaultKind::RemovedTag) {
        return Vec::new();
    }
    let text = document.source.text.as_str();
    let mut tags = setup.tags(path, document);
    let Some(first) = tags.iter().find(|tag| tag.opening.covers(fault.span)) else {
        return Vec::new();
    };
    let name = first.name.text(text).to_owned();
    tags.retain(|tag| tag.kind != TagKind::Escaped && tag.name.text(text) == name);
    tags
}

/// The text with something harmless in the place of a tag.
fn masked(text: &str, span: Span) -> String {
    let mask = span.text(text).bytes().map(|byte| if byte == b'\n' { '\n' } else { 'x' });
    let mut masked = String::with_capacity(text.len());
    masked.push_str(&text[..span.start]);
    masked.extend(mask);
    masked.push_str(&text[span.end..]);
    masked
}

/// What each engine that counts takes for a tag of its own.
fn owned(context: &Context<'_>) -> Vec<(crate::engine::Engine, Span)> {
    let of = |setup: &Setup| {
        let engine = setup.target.engine;
        let tags = setup.tags(context.path, context.document).into_iter();
        let calls =
            tags.filter(|tag| matches!(tag.kind, TagKind::Call | TagKind::Block | TagKind::End));
        calls
            .flat_map(|tag| {
                let end = tag.inner.map_or(tag.span.end, |inner| inner.end);
                [tag.opening, Span::new(end, tag.span.end)]
            })
            .map(move |span| (engine, span))
            .collect::<Vec<_>>()
    };
    context.setups.iter().flat_map(of).collect()
}

/// Reports the faults for which `say` has something to say, each place once.
pub(super) fn report(
    context: &Context<'_>,
    findings: &mut Findings<'_>,
    say: impl Fn(&Found<'_>) -> Option<Finding>,
) {
    let mut said: Vec<(Span, EngineSet, Finding)> = Vec::new();
    for one in context.faults() {
        let engine = one.setup.target.engine;
        match said.iter_mut().find(|(span, ..)| *span == one.fault.span) {
            Some((_, engines, _)) => *engines = engines.with(engine),
            None => said.extend(say(one).map(|finding| (one.fault.span, engine.into(), finding))),
        }
    }
    findings.extend(said.into_iter().map(|(_, engines, finding)| finding.engines(engines)));
}

/// The name in a tag: `figure` in `{{< figure src="a" >}}`, `/figure` in its closing tag.
pub(super) fn name_of(tag: &str) -> &str {
    let inner = tag.trim_start_matches(['{', '<', '%', '-']).trim_start();
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '/' | '.');
    let end = inner.find(|c| !is_name(c)).unwrap_or(inner.len());
    inner[..end].trim_end_matches(['-', '/'])
}

/// How much of a tag a message shows, in characters.
const SHOWN: usize = 40;

/// A tag as a message shows it: on one line, and not too long.
pub(super) fn shown(tag: &str) -> String {
    let line: String = tag.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= SHOWN {
        return line;
    }
    let start: String = line.chars().take(SHOWN).collect();
    format!("{start}…")
}
