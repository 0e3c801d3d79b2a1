//! A name of a file or folder that comes to something else in the URL than its author sees in it.

use super::addresses::{Said, said};
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::Severity;
use crate::document::patch::{self, Content};
use crate::engine::{Outcome, PageKind, Reading, Role, Setup};
use crate::text::Span;
use crate::value::Value;

/// `file-name-trap`
pub const RULE: Rule = Rule {
    name: "file-name-trap",
    group: Group::Url,
    page: include_str!("../../rules/file-name-trap.md"),
    on: true,
    harm: Harm::of(b"WWW"),
    fix: None,
    check,
};

/// The bytes that a name may have on the file systems of servers.
const LONGEST_NAME: usize = 255;

/// What is wrong with a name: the message, what follows, and how bad that is.
struct Trap {
    message: String,
    help: String,
    severity: Severity,
    /// The value that says the name; none for the name of the file.
    span: Option<Span>,
}

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (setup, reading) in context.readings() {
        let trap = ending(context, setup)
            .or_else(|| language(context, setup, reading))
            .or_else(|| too_long(setup, reading))
            .or_else(|| undecodable(context, setup, reading))
            .or_else(|| unrepresentable(context, setup, reading))
            .or_else(|| blanks(context, setup, reading))
            .or_else(|| folder(context, setup, reading));
        let Some(Trap { message, help, severity, span }) = trap else { continue };
        let top = context.front_matter().map_or(Span::at(0), |block| block.opener);
        findings.add(
            Finding::new(span.unwrap_or(top), message)
                .help(help)
                .engines(setup.target.engine)
                .severity(severity),
        );
    }
}

/// An ending that the engine does not know, or only in lower case.
fn ending(context: &Context<'_>, setup: &Setup) -> Option<Trap> {
    // Outside any site nobody says which engine the file is for.
    let in_site = !setup.listing.is_empty();
    let is_missed = |_: &(&str, &str)| in_site && setup.misses(context.path);
    let (_, ending) = context.path.rsplit_once('.').filter(is_missed)?;
    let engine = setup.target.engine.title();
    Some(Trap {
        message: format!("{engine} makes no page of a file that ends in `.{ending}` here"),
        help:
            "it passes over the file in silence, or copies it as it is; let the name end in `.md`"
                .to_owned(),
        severity: Severity::Warning,
        span: None,
    })
}

/// A part between dots that is a language to the engine, or is meant as one and is none to it.
fn language(context: &Context<'_>, setup: &Setup, reading: &Reading) -> Option<Trap> {
    if !setup.reads_languages_in_names() {
        return None;
    }
    let (folder, name) = context.path.rsplit_once('/').unwrap_or(("", context.path));
    let (stem, extension) = name.rsplit_once('.')?;
    let (base, code) = stem.split_once('.').filter(|(base, _)| !base.is_empty())?;
    let engine = setup.target.engine.title();
    if reading.outcome == Outcome::Error {
        let plain = format!("{folder}/{}.{extension}", stem.replace('.', "-"));
        let is_to_blame = setup.read(&plain, context.document).outcome != Outcome::Error;
        return is_to_blame.then(|| Trap {
            message: format!("`{code}` in the file's name is taken for a language"),
            help: format!("{engine} stops the build, because the site has no such language; write `-` instead of the dot, or declare the language"),
            severity: Severity::Error,
            span: None,
        });
    }
    let url = reading.url.as_deref().filter(|_| is_language(code))?;
    let is_part_of_url = setup
        .read(&format!("{folder}/{base}.{extension}"), context.document)
        .url
        .is_some_and(|without| without.len() < url.len() && !url.contains(&format!("/{code}/")));
    let twin = translation(setup, folder, base, code, extension)?;
    is_part_of_url.then(|| Trap {
        message: format!("`{code}` in the file's name is no language to this site, but a part of the URL"),
        help: format!("the post is at {url} and no translation of {twin}; declare the language in the site's configuration"),
        severity: Severity::Warning,
        span: None,
    })
}

/// Whether a text has the form of a language's code: `fr`, `pt-BR`, `zh-hans`.
fn is_language(code: &str) -> bool {
    let (language, region) =
        code.split_once(['-', '_']).map_or((code, None), |(a, b)| (a, Some(b)));
    let is_letters = |text: &str, lengths: [usize; 2]| {
        lengths.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphabetic())
    };
    is_letters(language, [2, 3]) && region.is_none_or(|region| is_letters(region, [2, 4]))
}

/// A file beside this one that is the same in another language: only that shows that a language is meant.
fn translation<'s>(
    setup: &'s Setup,
    folder: &'s str,
    base: &str,
    code: &str,
    extension: &str,
) -> Option<&'s str> {
    setup.listing.below(folder).find(|path| {
        let name = path[folder.len()..].trim_start_matches('/');
        let between = name.strip_prefix(base).and_then(|rest| rest.strip_suffix(extension));
        let Some(between) = between else { return false };
        let inner = between.trim_matches('.');
        between.ends_with('.') && inner != code && (inner.is_empty() || is_language(inner))
    })
}

/// A part of the URL that no folder can be called.
fn too_long(setup: &Setup, reading: &Reading) -> Option<Trap> {
    let url = reading.url.as_deref().filter(|url| url.len() > LONGEST_NAME)?;
    let part = url.split('/').find(|part| part.len() > LONGEST_NAME)?;
    let count = part.len();
    Some(Trap {
        message: format!(
            "a part of the URL is {count} bytes long, and file systems take {LONGEST_NAME}"
        ),
        help: format!(
            "{} stops the build, because it cannot make a folder of that name; give the post a shorter slug",
            setup.target.engine.title()
        ),
        severity: Severity::Error,
        span: None,
    })
}

/// A `%` for which the engine drops the post, in the name of the file or in what the post says of its address.
fn undecodable(context: &Context<'_>, setup: &Setup, reading: &Reading) -> Option<Trap> {
    if reading.outcome != Outcome::Dropped || reading.error.is_none() {
        return None;
    }
    let engine = setup.target.engine.title();
    let trap = |place: &str, span: Option<Span>| Trap {
        message: format!("`%` in {place} begins no escape"),
        help: format!(
            "{engine} drops the post, because it cannot decode its URL; write another character"
        ),
        severity: Severity::Error,
        span,
    };
    let plain = context.path.replace('%', "");
    if plain.len() < context.path.len()
        && setup.read(&plain, context.document).outcome == Outcome::Page
    {
        return Some(trap("the file's name", None));
    }
    said(context).into_iter().find_map(|part| {
        let text = part.node.text().filter(|text| part.role == Role::Url && text.contains('%'))?;
        let value = Value::String(text.replace('%', ""));
        let after =
            context.readings_after(&patch::set(part.block, part.entry, Content::Value(&value)))?;
        let place = context.setups.iter().position(|other| std::ptr::eq(other, setup))?;
        (after.get(place)?.outcome == Outcome::Page)
            .then(|| trap(&format!("`{}`", part.entry.name()), Some(part.node.span)))
    })
}

/// Characters that stand in links as they are and mean something else there.
fn unrepresentable(context: &Context<'_>, setup: &Setup, reading: &Reading) -> Option<Trap> {
    let raw = setup.raw_in_links();
    let engine = setup.target.engine.title();
    let url = reading.url.as_deref().filter(|_| reading.has_page())?;
    let found = |character: &&char| url.contains(**character) || context.path.contains(**character);
    let character = raw.iter().find(found)?;
    let from_name = context.path.contains(*character);
    // A character that the engine takes out of the name does no harm.
    let stays = url.contains(*character) || (from_name && cuts(context, setup, *character, url));
    let ends = if *character == '%' { "begins an escape in them" } else { "ends their path" };
    let says = |part: &Said<'_, '_>| part.node.text().is_some_and(|text| text.contains(*character));
    let value = (!from_name).then(|| said(context).into_iter().find(says)).flatten();
    stays.then(|| Trap {
        message: format!(
            "`{character}` in {} breaks links to the post",
            if from_name { "the name of the file or its folder" } else { "the URL" }
        ),
        help: format!(
            "{engine} writes it into links as it is, where it {ends}; write another character"
        ),
        severity: Severity::Warning,
        span: value.map(|part| part.node.span),
    })
}

/// Whether the URL ends where the character stands in the name.
fn cuts(context: &Context<'_>, setup: &Setup, character: char, url: &str) -> bool {
    let plain = context.path.replace(character, "-");
    let whole = setup.read(&plain, context.document).url;
    whole.is_some_and(|whole| {
        !whole.ends_with(url) && whole.len() > url.len() && whole.starts_with(url)
    })
}

/// Blanks that people, browsers or other systems drop.
fn blanks(context: &Context<'_>, setup: &Setup, reading: &Reading) -> Option<Trap> {
    let url = reading.url.as_deref().filter(|_| reading.has_page())?;
    if !context.path.contains(' ') {
        return None;
    }
    let at_end = |part: &str| part.starts_with(' ') || part.ends_with(' ');
    let (message, effect) = match () {
        () if url.split('/').any(at_end) => (
            "a blank stands at the end of a part of the URL",
            "is lost wherever the address is trimmed, and Windows has no such names",
        ),
        () if url.contains("  ") => (
            "two blanks stand in a row in the URL",
            "comes back as one wherever the address is copied from a page",
        ),
        () => return None,
    };
    Some(Trap {
        message: message.to_owned(),
        help: format!("{} keeps it in {url:?}; it {effect}", setup.target.engine.title()),
        severity: Severity::Warning,
        span: None,
    })
}

/// A page that takes the place of the list of a folder.
fn folder(context: &Context<'_>, setup: &Setup, reading: &Reading) -> Option<Trap> {
    let (above, name) = context.path.rsplit_once('/').unwrap_or(("", context.path));
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let url = reading.url.as_deref().filter(|_| setup.lists_folders())?;
    // Only folders right below the content folder have a list that nobody asked for.
    let is_top = url.trim_matches('/').eq_ignore_ascii_case(stem) && reading.kind == PageKind::Page;
    if !is_top || reading.outcome != Outcome::Page {
        return None;
    }
    let below = format!("{above}/{stem}");
    let has_pages = setup
        .listing
        .below(&below)
        .any(|path| !setup.is_section(path) && setup.place(path) == crate::engine::Place::Content);
    let has_index = setup.listing.below(&below).any(|path| {
        let inner = path[below.len()..].trim_start_matches('/');
        !inner.contains('/') && (setup.is_section(path) || inner.starts_with("index."))
    });
    (has_pages && !has_index).then(|| Trap {
        message: format!("the folder `{stem}` beside this file is called like it"),
        help: format!("both are at {url}, so this page hides the list of what is in the folder; move the file to `{stem}/_index.md`, or rename one of them"),
        severity: Severity::Warning,
        span: None,
    })
}
