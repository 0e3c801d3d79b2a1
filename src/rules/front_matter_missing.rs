//! A post without front matter, or with none that the engine knows.

use super::convert;
use super::reception::{Reception, consequence, listed, receptions};
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::{Applicability, Change, Fix, Severity};
use crate::document::patch::{Content, Position, insert, new_block};
use crate::document::{Format, FrontMatter, Kind};
use crate::engine::{Engine, EngineSet, Outcome, PageKind, Place, Reading, Setup};
use crate::post::file_name;
use crate::text::Span;
use crate::value::Value;

/// `front-matter-missing`
pub const RULE: Rule = Rule {
    name: "front-matter-missing",
    group: Group::Syntax,
    page: include_str!("../../rules/front-matter-missing.md"),
    on: true,
    harm: Harm::of(b"WWE"),
    fix: Some(Applicability::Unsafe),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    match context.front_matter() {
        None => findings.extend(no_block(context)),
        Some(block) if is_empty(block) => findings.extend(empty_block(context, block)),
        Some(block) => findings.extend(unknown_language(context, block)),
    }
}

fn no_block(context: &Context<'_>) -> Option<Finding> {
    let text = &context.document.source.text;
    let tag = text.trim_start().get(..5).unwrap_or_default();
    // A whole page of HTML needs none.
    if tag.eq_ignore_ascii_case("<!doc") || tag.eq_ignore_ascii_case("<html") {
        return None;
    }
    // Where an engine takes some of the text for a block, another rule says so.
    let hurt = context
        .readings()
        .filter(|(setup, _)| setup.split(text).block.is_none())
        .filter(|(setup, reading)| is_hurt(setup, context.path, reading));
    let (failing, untitled): (Vec<_>, Vec<_>) =
        hurt.partition(|(_, reading)| reading.outcome != Outcome::Page);
    let names = |of: &[(&Setup, &Reading)]| -> Vec<&'static str> {
        of.iter().map(|(setup, _)| setup.target.engine.title()).collect()
    };
    let mut told = Vec::new();
    if !failing.is_empty() {
        let stop = if failing.len() == 1 { "stops" } else { "stop" };
        told.push(format!("{} {stop} the build", listed(&names(&failing))));
    }
    if !untitled.is_empty() {
        let show = if untitled.len() == 1 { "shows" } else { "show" };
        told.push(format!("{} {show} the post without title and date", listed(&names(&untitled))));
    }
    let engines: EngineSet =
        failing.iter().chain(&untitled).map(|(setup, _)| setup.target.engine).collect();
    let harm = if failing.is_empty() { Severity::Warning } else { Severity::Error };
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    (!told.is_empty()).then(|| {
        Finding::new(Span::at(start), "there is no front matter")
            .help(format!("{}; begin the file with a block of it", told.join(", ")))
            .engines(engines)
            .severity(harm)
            .fix(beginning(context))
    })
}

/// Whether an engine takes the file for a post and misses something. The page of a section gets a title from its
/// folder, where the engine does not insist on a block.
fn is_hurt(setup: &Setup, path: &str, reading: &Reading) -> bool {
    setup.place(path) == Place::Content
        && match reading.outcome {
            Outcome::Page => reading.kind == PageKind::Page,
            Outcome::Dropped | Outcome::Error => reading.error.is_some(),
        }
}

/// A block with a title and, where the file name says it, a date.
fn beginning(context: &Context<'_>) -> Option<Fix> {
    let mut entries = vec![("title".to_owned(), Value::String(title(context)?))];
    let mut changes = vec![Change::Repair, Change::Key("title".to_owned())];
    if let Some(day) = file_name::day(context.path).and_then(|day| day.date()) {
        entries.push(("date".to_owned(), Value::Date(day.to_string())));
        changes.push(Change::Key("date".to_owned()));
    }
    let edits = new_block(&context.document.source.text, Format::Yaml, &entries);
    let fix = Fix::guess("begin with a title", Change::Repair, edits);
    Some(Fix { changes, ..fix })
}

/// The first heading as far as it is plain text, else what the file name says.
fn title(context: &Context<'_>) -> Option<String> {
    let text = &context.document.source.text;
    let plain = |heading: &&str| {
        !heading.is_empty() && !heading.contains(['`', '*', '_', '[', '<', '\\', '&', '{'])
    };
    let heading = context.document.markup().headings.first().map(|heading| heading.text.text(text));
    if let Some(heading) = heading.filter(plain) {
        return Some(heading.to_owned());
    }
    let (folder, file) = context.path.rsplit_once('/').unwrap_or(("", context.path));
    let stem = file.split('.').next().unwrap_or_default();
    let name = match stem {
        "index" | "_index" => folder.rsplit('/').next().unwrap_or_default(),
        stem => stem,
    };
    let dated = file_name::day(context.path).is_some();
    let name = if dated { name.get(10..).unwrap_or_default() } else { name };
    let words: Vec<&str> = name.split(['-', '_', ' ']).filter(|word| !word.is_empty()).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

fn is_empty(block: &FrontMatter<'_>) -> bool {
    let root = &block.tree.root;
    let nothing = matches!(&root.kind, Kind::Map(map) if map.entries.is_empty() && !map.flow);
    block.refused.is_none() && block.flaws.is_empty() && (nothing || root.is_absent())
}

fn empty_block(context: &Context<'_>, block: &FrontMatter<'_>) -> Option<Finding> {
    let mut hurt = receptions(context);
    hurt.retain(|(_, reception)| *reception != Reception::Reads);
    let place = if block.opener.is_empty() { block.block } else { block.opener };
    let fix = title(context).map(|title| {
        let value = Value::String(title);
        let edits = insert(block, Position::First, "title", Content::Value(&value));
        Fix::guess("write a title", Change::Key("title".to_owned()), edits)
    });
    let engines: EngineSet = hurt.iter().map(|(engine, _)| *engine).collect();
    (!hurt.is_empty()).then(|| {
        Finding::new(place, "the front matter is empty")
            .help(format!("{}, fences and all; write a key at least", consequence(&hurt)))
            .engines(engines)
            .severity(Severity::Warning)
            .fix(fix)
    })
}

/// The block is in a language that the site's engine does not know. Outside any site it is meant for an engine
/// that does.
fn unknown_language(context: &Context<'_>, block: &FrontMatter<'_>) -> Option<Finding> {
    let [setup] = context.setups else { return None };
    let engine: Engine = setup.target.engine;
    if setup.formats().contains(&block.format) {
        return None;
    }
    let (_, reading) = context.readings().next()?;
    if !is_hurt(setup, context.path, reading) {
        return None;
    }
    let stops = reading.outcome != Outcome::Page;
    let (harm, what) = match stops {
        true => (Severity::Error, "stops the build"),
        false => (Severity::Warning, "takes the block for text"),
    };
    let name = engine.title();
    let place = if block.opener.is_empty() { Span::at(block.block.start) } else { block.opener };
    let language = convert::name(block.format);
    Some(
        Finding::new(place, format!("{name} reads no front matter in {language}"))
            .help(format!("{name} {what}; write the block in YAML"))
            .engines(engine)
            .severity(harm)
            .fix(convert::convert(context, block, Format::Yaml)),
    )
}
