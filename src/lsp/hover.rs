//! What stands behind the word under the cursor: what each engine reads from a key, and the page of a rule.

use lsp_types::{Hover, HoverContents, HoverParams, MarkupContent, MarkupKind};

use super::place;
use super::text::OpenText;
use crate::document::{Document, Entry, FrontMatter, Node, suppression};
use crate::engine::{Engine, Outcome, Reading, Role, Setup, Target};
use crate::files::Post;
use crate::rules::by_name;
use crate::text::Span;
use crate::value::Value;

/// More characters of a value than this are cut.
const LONGEST: usize = 200;

/// What is known of the place; none where that is nothing.
pub fn hover(text: &mut OpenText, params: &HoverParams) -> Option<Hover> {
    let at = place::offset(&text.source, params.text_document_position_params.position);
    let document = Document::parse(&text.source);
    let (span, value) = rule_at(&document, at).or_else(|| key_at(&document, text, at))?;
    let contents = HoverContents::Markup(MarkupContent { kind: MarkupKind::Markdown, value });
    Some(Hover { contents, range: Some(place::range(&text.source, span)) })
}

/// The page of a rule that a suppression names.
fn rule_at(document: &Document<'_>, at: usize) -> Option<(Span, String)> {
    let suppressions = suppression::find(document);
    let mut names = suppressions.iter().flat_map(|suppression| &suppression.rules);
    let span = *names.find(|span| holds(**span, at))?;
    let rule = by_name(document.source.slice(span))?;
    Some((span, rule.page.to_owned()))
}

const fn holds(span: Span, at: usize) -> bool {
    span.start <= at && at <= span.end
}

/// What each engine reads from the key under the cursor.
fn key_at(document: &Document<'_>, text: &OpenText, at: usize) -> Option<(Span, String)> {
    let front_matter = document.front_matter.as_ref()?;
    let (root, entry) = entry_at(front_matter, at)?;
    let name = root.key.text()?;
    let shown = entry.key.text()?;
    let mut lines = vec![format!("**`{}`**", shown.replace('`', "'"))];
    for setup in others(text.post.as_ref()?) {
        lines.push(line(&setup, document, front_matter, text.post.as_ref()?, (name, entry)));
    }
    for setup in text.post.as_ref()?.setups() {
        lines.push(line(setup, document, front_matter, text.post.as_ref()?, (name, entry)));
    }
    lines[1..].sort();
    Some((entry.key.span, lines.join("\n")))
}

/// The entry whose key is under the cursor, with the one at the root that it belongs to.
fn entry_at<'t, 'a>(
    front_matter: &'t FrontMatter<'a>,
    at: usize,
) -> Option<(&'t Entry<'a>, &'t Entry<'a>)> {
    let root = front_matter
        .tree
        .root
        .entries()
        .iter()
        .find(|entry| holds(entry.key.span, at) || holds(entry.value.span, at))?;
    let mut entry = root;
    while !holds(entry.key.span, at) {
        entry = entry
            .value
            .entries()
            .iter()
            .find(|inner| holds(inner.key.span, at) || holds(inner.value.span, at))?;
    }
    Some((root, entry))
}

/// The engines that the site is not for, with their defaults.
fn others(post: &Post) -> Vec<Setup> {
    let known = post.setups();
    let is_other = |engine: &Engine| known.iter().all(|setup| setup.target.engine != *engine);
    let first = known.first();
    let standalone = |engine: Engine| {
        let target = Target { engine, version: engine.newest() };
        first.map(|first| Setup::standalone(target, first.machine_zone, first.now))
    };
    Engine::ALL.into_iter().filter(is_other).filter_map(standalone).collect()
}

/// What one engine reads from the entry.
fn line(
    setup: &Setup,
    document: &Document<'_>,
    front_matter: &FrontMatter<'_>,
    post: &Post,
    (root, entry): (&str, &Entry<'_>),
) -> String {
    let is_own = post.setups().iter().any(|own| own.target == setup.target);
    // To an engine that the site is not for its folders mean nothing.
    let file = post.in_site.rsplit('/').next().unwrap_or_default();
    let path = if is_own { post.in_site.as_str() } else { file };
    let reading = setup.read(path, document);
    let what = match (&reading.error, reading.has_page()) {
        (Some(reason), false) => format!("no page: {reason}"),
        (None, false) if reading.outcome == Outcome::Dropped => "no page".to_owned(),
        _ => match setup.key(root) {
            Some(key) => told(setup, key.role, &reading, &entry.value, front_matter),
            None => format!(
                "not a key of its own; themes may read {}",
                value(setup, &entry.value, front_matter)
            ),
        },
    };
    let mark = if is_own { " (this site)" } else { "" };
    format!("- {}{mark}: {}", setup.target, cut(&what))
}

/// What became of a key with this role in the end.
fn told(
    setup: &Setup,
    role: Role,
    reading: &Reading,
    node: &Node<'_>,
    front_matter: &FrontMatter<'_>,
) -> String {
    let instant = |moment: Option<chrono::DateTime<chrono::Utc>>| {
        moment.map_or_else(|| "no date".to_owned(), |it| it.format("%F %T UTC").to_string())
    };
    match role {
        Role::Title => reading.title.as_ref().map_or("no title".to_owned(), |it| format!("{it:?}")),
        Role::Date => instant(reading.date),
        Role::Updated => instant(reading.updated),
        Role::Draft | Role::Published if reading.draft => "a draft".to_owned(),
        Role::Draft | Role::Published => "public".to_owned(),
        Role::Tags => format!("{:?}", reading.tags),
        Role::Categories => {
            let paths: Vec<String> =
                reading.categories.iter().map(|path| path.join(" / ")).collect();
            format!("{paths:?}")
        }
        Role::Taxonomies => format!("tags {:?}, others {:?}", reading.tags, reading.taxonomies),
        Role::Slug | Role::Url => {
            reading.url.as_ref().map_or("no address".to_owned(), |url| format!("the page is {url}"))
        }
        Role::Aliases => format!("{:?}", reading.aliases.clone().unwrap_or_default()),
        _ => value(setup, node, front_matter),
    }
}

/// A value as the engine's own reader types it.
fn value(setup: &Setup, node: &Node<'_>, front_matter: &FrontMatter<'_>) -> String {
    setup
        .value(node, front_matter.format)
        .map_or_else(|reason| format!("nothing: {reason}"), |value| shown(&value))
}

fn shown(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(truth) => truth.to_string(),
        Value::Int(number) => number.to_string(),
        Value::Float(number) => number.to_string(),
        Value::String(text) => format!("{text:?}"),
        Value::Date(text) => format!("the date {text}"),
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(shown).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Map(entries) => {
            let entries: Vec<String> =
                entries.iter().map(|(key, value)| format!("{key}: {}", shown(value))).collect();
            format!("{{{}}}", entries.join(", "))
        }
    }
}

/// The text on one line, not too long, and without marks of Markdown that would change how the rest is shown.
fn cut(text: &str) -> String {
    let mut short: String =
        text.chars().take(LONGEST).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    format!("`{}`", short.replace('`', "'"))
}
