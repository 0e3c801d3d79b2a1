//! A name of which nothing is left in the URL, so that the page takes the place of the folder above it.

use super::addresses::slugs;
use super::titles::titled;
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::Severity;
use crate::document::patch::{self, Content};
use crate::document::{Document, Entry};
use crate::engine::{Outcome, Reading, Setup, SlugOf};
use crate::text::{Edit, Span};

/// `slug-empty`
pub const RULE: Rule = Rule {
    name: "slug-empty",
    group: Group::Url,
    page: include_str!("../../rules/slug-empty.md"),
    on: true,
    harm: Harm::of(b"WWE"),
    fix: None,
    check,
};

/// A name that every engine takes into a URL as it is.
const PROBE: &str = "masthead-probe";

/// Something that a URL may be made of.
struct Source<'s, 'a> {
    /// What it is called in messages.
    what: &'static str,
    /// The entry that holds it; none for the name of the file.
    entry: Option<&'s Entry<'a>>,
    text: &'s str,
}

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    let sources = sources(context);
    for (index, setup) in context.setups.iter().enumerate() {
        for source in sources.iter().filter(|source| may_vanish(setup, source.text)) {
            let Some((_, before)) = context.readings().nth(index) else { continue };
            let Some(after) = probed(context, index, setup, source) else { continue };
            if is_gone(before, &after) {
                findings.add(finding(context, setup, before, source));
            }
        }
    }
}

/// The name of the file, the title, and whatever key is a slug.
fn sources<'s, 'a: 's>(context: &'s Context<'a>) -> Vec<Source<'s, 'a>> {
    let mut sources = vec![Source { what: "name", entry: None, text: stem(context.path) }];
    let slugs = slugs(context).map(|entry| ("slug", entry));
    let title = titled(context).map(|titled| ("title", titled.entry));
    for (what, entry) in slugs.chain(title) {
        if let Some(text) = entry.value.text() {
            sources.push(Source { what, entry: Some(entry), text });
        }
    }
    sources
}

/// The name of a file without its extension; of an `index.md`, that of its folder.
fn stem(path: &str) -> &str {
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    match stem {
        "index" => folders.rsplit('/').next().unwrap_or_default(),
        stem => stem,
    }
}

/// Whether nothing may be left of a text. Letters and digits that all engines keep say no without further ado, but
/// `index` may be taken for the folder itself.
fn may_vanish(setup: &Setup, text: &str) -> bool {
    if text.is_empty() || text.trim_matches('/').eq_ignore_ascii_case("index") {
        return !text.is_empty();
    }
    let gone = |of: SlugOf| setup.slugify(of, text).trim_matches('/').is_empty();
    let stays = |c: char| {
        c.is_ascii_alphanumeric()
            || matches!(c, '\u{400}'..='\u{44f}' | '\u{3041}'..='\u{3096}' | '\u{4e00}'..='\u{9fa5}' | '\u{ac00}'..='\u{d7a3}')
    };
    !text.contains(stays) && (gone(SlugOf::Path) || gone(SlugOf::Term))
}

/// What the engine would make of the post if the source were a plain name.
fn probed(
    context: &Context<'_>,
    index: usize,
    setup: &Setup,
    source: &Source<'_, '_>,
) -> Option<Reading> {
    if let (Some(block), Some(entry)) = (context.front_matter(), source.entry) {
        let edits: Vec<Edit> = patch::set(block, entry, Content::Source(PROBE));
        return context.readings_after(&edits)?.into_iter().nth(index);
    }
    let at = context.path.rfind(source.text)?;
    let (before, after) = (&context.path[..at], &context.path[at + source.text.len()..]);
    let document: &Document<'_> = context.document;
    Some(setup.read(&format!("{before}{PROBE}{after}"), document))
}

/// Whether the one URL is the other without the name.
fn is_gone(before: &Reading, after: &Reading) -> bool {
    let (Some(named), Outcome::Page) = (after.url.as_deref(), after.outcome) else { return false };
    match (&before.url, before.outcome) {
        (Some(url), _) => {
            let without =
                [format!("{PROBE}/"), PROBE.to_owned()].map(|name| named.replacen(&name, "", 1));
            named.contains(PROBE) && without.contains(url)
        }
        // Two pages in one place stop the build.
        (None, Outcome::Error) => named.contains(PROBE),
        (None, _) => false,
    }
}

fn finding(
    context: &Context<'_>,
    setup: &Setup,
    before: &Reading,
    source: &Source<'_, '_>,
) -> Finding {
    let what = source.what;
    let top = context.front_matter().map_or(Span::at(0), |block| block.opener);
    let span = source.entry.map_or(top, |entry| entry.value.span);
    let (message, order) = match source.entry {
        Some(_) => (
            format!("nothing of this {what} is left in the URL"),
            "write it with letters or digits",
        ),
        None => (
            "nothing of the file's name is left in the URL".to_owned(),
            "rename the file, or give the post a slug",
        ),
    };
    let engine = setup.target.engine;
    let (effect, severity) = match &before.url {
        Some(url) => (
            format!("puts the page at {url}, where the folder above it belongs"),
            Severity::Warning,
        ),
        None => (
            "stops the build, because the page falls on the folder above it".to_owned(),
            Severity::Error,
        ),
    };
    Finding::new(span, message)
        .help(format!("{} {effect}; {order}", engine.title()))
        .engines(engine)
        .severity(severity)
}
