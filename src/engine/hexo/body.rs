//! What rendering finds in a body: the divider of the summary, and tags that fail the build.

use std::borrow::Cow;

use super::block::FrontMatter;
use super::config::Config;
use super::fence;
use super::js::{Heap, Js};
use super::js_yaml::{self, types::Schema};
use super::json;
use super::nunjucks::source::{self, Rendering, Seen};
use super::nunjucks::{self, Failure, Known, Names, Registry};
use super::place;
use super::tags::Origin;
use crate::document::body::Link;
use crate::document::{Document, Markup};
use crate::engine::Setup;
use crate::engine::fault::{Fault, FaultKind, Stop, tag_around};
use crate::text::{Span, may_hold_fences};

/// Fields of a post that its tags can name; keys of front matter come on top.
pub const FIELDS: &[&str] = &[
    "title",
    "date",
    "updated",
    "comments",
    "layout",
    "_content",
    "source",
    "slug",
    "photos",
    "raw",
    "published",
    "content",
    "path",
    "permalink",
    "full_source",
    "asset_dir",
    "tags",
    "categories",
    "_id",
    "id",
    "excerpt",
    "more",
    "engine",
    "markdown",
];

/// Methods that any JavaScript object has.
const INHERITED: &[&str] = &[
    "constructor",
    "hasOwnProperty",
    "isPrototypeOf",
    "propertyIsEnumerable",
    "toLocaleString",
    "toString",
    "valueOf",
    "__proto__",
];

/// A file as the renderer gets it.
struct Body<'b> {
    text: &'b str,
    rendering: Rendering,
}

/// What rendering finds.
#[derive(Clone, Debug, Default)]
pub struct Rendered {
    /// Whether the body is divided for a summary.
    pub divided: bool,
    /// Values that are printed as nothing, in the file.
    pub vanishing: Vec<Span>,
}

/// What rendering finds in a body.
///
/// # Errors
/// Why the build fails at it.
pub(in crate::engine) fn render(
    setup: &Setup,
    config: &Config,
    path: &str,
    front_matter: &FrontMatter<'_>,
    document: &Document<'_>,
) -> Result<Rendered, Stop> {
    // A post with its own `content` is never rendered.
    if front_matter.get("content").is_some_and(|value| *value != Js::Null) {
        return Ok(Rendered::default());
    }
    for (key, method) in [("save", "post.save"), ("_model", "this._model.save")] {
        if front_matter.get(key).is_some() {
            return Err(format!("{method} is not a function").into());
        }
    }
    let written = document.source.slice(front_matter.content);
    if place::output(path) != Some("html") {
        let failure = data_failure(path, written);
        return failure.map_or(Ok(Rendered::default()), |reason| Err(reason.into()));
    }
    let rendering = rendering(config, path, front_matter);
    let text = fence::normalize(written);
    let body = Body { text: &text, rendering };
    let plain = is_plain(config, rendering, front_matter);
    let seen = if plain { None } else { source::see(&text, rendering) };
    let vanishing = match &seen {
        Some(seen) => {
            let origin = Origin::new(written, front_matter.content.start);
            run(&registry(setup, config), front_matter, seen, &origin)?
        }
        None => Vec::new(),
    };
    // One with its own `excerpt` is never divided.
    let divided = front_matter.get("excerpt").is_none()
        && match &seen {
            Some(seen) => is_divided_with_tags(seen),
            None => is_divided(&body, document, front_matter.content),
        };
    Ok(Rendered { divided, vanishing })
}

/// How a file at this path is rendered where its front matter does not say.
pub fn rendering_of(config: &Config, path: &str) -> Rendering {
    let extension = place::extension(path).trim_start_matches('.');
    Rendering { markdown: place::is_markdown(extension), highlights: config.highlights }
}

/// How a file is rendered.
pub fn rendering(config: &Config, path: &str, front_matter: &FrontMatter<'_>) -> Rendering {
    let by_path = rendering_of(config, path);
    match front_matter.get("engine").and_then(Js::as_str) {
        Some(engine) => Rendering { markdown: place::is_markdown(engine), ..by_path },
        None => by_path,
    }
}

/// Whether Nunjucks is not run.
pub fn is_plain(config: &Config, rendering: Rendering, front_matter: &FrontMatter<'_>) -> bool {
    match front_matter.get("disableNunjucks") {
        Some(Js::Bool(plain)) => *plain,
        _ => rendering.markdown && config.plain_markdown,
    }
}

/// Why a body fails that is read as data: only its renderer looks at it.
fn data_failure(path: &str, body: &str) -> Option<String> {
    match place::extension(path) {
        ".json" if json::parse(&fence::normalize(body), &mut Heap::default()).is_none() => {
            Some("the body is not valid JSON".to_owned())
        }
        ".yml" | ".yaml" => js_yaml::load(&fence::escape(body), Schema::Configuration).err(),
        _ => None,
    }
}

/// Runs Nunjucks on what it sees: which values it prints as nothing, in the file, or why it fails.
fn run(
    registry: &Registry<'_>,
    front_matter: &FrontMatter<'_>,
    seen: &Seen<'_>,
    origin: &Origin,
) -> Result<Vec<Span>, Stop> {
    let lookup = |path: &[Cow<'_, str>]| known(front_matter, path);
    let names = Names { lookup: &lookup };
    let place = |at: usize| origin.span(tag_around(&seen.text, at));
    let stop = |message: String, at: usize, kind: FaultKind| Stop {
        message,
        fault: Some(Fault { span: place(at), kind }),
    };
    match nunjucks::parse(&seen.text, registry) {
        Err(failure) if failure.is_limit => Ok(Vec::new()),
        Err(Failure { at, message, kind, unclosed, .. }) => {
            let message = format!("{}{message}", position(&seen.text, at));
            Err(match unclosed {
                Some(opened) => stop(message, opened, FaultKind::OpenTag),
                None => stop(message, at, kind),
            })
        }
        Ok(nodes) => match nunjucks::failure(&nodes, &names, registry) {
            Some((at, message)) => Err(stop(message, at, FaultKind::Template)),
            None => {
                let places = nunjucks::vanishing(&nodes, &names, registry);
                Ok(places.into_iter().map(place).collect())
            }
        },
    }
}

/// What a tag sees under a name, or a chain of members: fields of the post, then keys of front matter.
fn known(front_matter: &FrontMatter<'_>, path: &[Cow<'_, str>]) -> Known {
    let Some((name, members)) = path.split_first() else { return Known::Anything };
    if FIELDS.contains(&&**name) {
        return if members.is_empty() { Known::Data } else { Known::Anything };
    }
    let Some(mut value) = front_matter.get(name) else { return Known::Nothing };
    for member in members {
        let Js::Map(object) = value else { return Known::Anything };
        value = match object.get(member) {
            Some(id) => front_matter.heap.get(id),
            // Every object has these.
            None if INHERITED.contains(&&**member) => return Known::Anything,
            None => return Known::Nothing,
        };
    }
    match value {
        Js::Null => Known::Nothing,
        Js::Bool(_) | Js::Number(_) => Known::Plain { truthy: value.truthy() },
        _ => Known::Rich { truthy: value.truthy() },
    }
}

fn position(text: &str, at: usize) -> String {
    let before = &text[..at];
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let row = before.matches('\n').count() + 1;
    format!("[Line {row}, Column {}] ", before[start..].encode_utf16().count() + 1)
}

/// What is known of the tags of the site.
pub(super) fn registry<'c>(setup: &Setup, config: &'c Config) -> Registry<'c> {
    let theme = config.theme.as_deref();
    let has_files = |folder: &str| setup.listing.below(folder).next().is_some();
    Registry {
        version: config.version,
        theme,
        is_anywhere: !config.found,
        plugins: config.plugins.as_deref(),
        has_scripts: has_files("scripts")
            || theme.is_some_and(|theme| has_files(&format!("themes/{theme}/scripts"))),
    }
}

/// Where dividers stand: `<!-- more -->`, at most one blank on either side, in any case.
fn dividers(text: &str) -> impl Iterator<Item = usize> {
    memchr::memmem::find_iter(text.as_bytes(), "<!--").filter(|at| {
        let inner = &text[at + 4..];
        let inner = inner.strip_prefix(' ').unwrap_or(inner);
        let Some(word) = inner.get(..4).filter(|word| word.eq_ignore_ascii_case("more")) else {
            return false;
        };
        let behind = &inner[word.len()..];
        behind.strip_prefix(' ').unwrap_or(behind).starts_with("-->")
    })
}

/// Without tags: whether a divider stands outside code.
fn is_divided(body: &Body<'_>, document: &Document<'_>, span: Span) -> bool {
    let Some(first) = dividers(body.text).next() else { return false };
    if !body.rendering.markdown || stands_alone(body.text, first) {
        return true;
    }
    if !may_hold_fences(body.text) && span == document.body {
        let text = document.source.slice(span);
        return dividers(text).any(|at| divides(text, at, document.markup(), span.start));
    }
    let text = source::without_fenced(body.text, body.rendering);
    let markup = Markup::read(&text, Span::new(0, text.len()));
    dividers(&text).any(|at| divides(&text, at, &markup, 0))
}

/// Whether a divider is one to Markdown: not code, not escaped, not an address.
fn divides(text: &str, at: usize, markup: &Markup, start: usize) -> bool {
    let backslashes = text[..at].bytes().rev().take_while(|byte| *byte == b'\\').count();
    let at = start + at;
    // In an address its `<` belongs to the marks around it.
    let in_address =
        |link: &Link| link.destination.start == at + 1 || link.destination.contains(at);
    backslashes % 2 == 0 && markup.code_at(at).is_none() && !markup.links.iter().any(in_address)
}

/// Whether a comment begins a line that no code can hold, as it nearly always does.
fn stands_alone(text: &str, at: usize) -> bool {
    let before = &text[..at];
    (before.is_empty() || before.ends_with('\n')) && !may_hold_fences(before)
}

/// With tags, comments are taken out and put back even in code, but for inline code; those in blocks stay.
fn is_divided_with_tags(seen: &Seen<'_>) -> bool {
    let is_divider = |span: &Span| dividers(span.text(&seen.unfenced)).next().is_some();
    seen.comments.iter().any(is_divider) || seen.tags.iter().any(|block| has_divider(seen, *block))
}

/// Whether a divider in a block reaches the page: not in code, nor as code.
fn has_divider(seen: &Seen<'_>, block: Span) -> bool {
    let text = block.text(&seen.text);
    let name = text[2..].trim_start();
    if dividers(text).next().is_none() || name.starts_with("code") {
        return false;
    }
    let markup = Markup::read(&seen.text, block);
    dividers(text).any(|at| markup.code_at(block.start + at).is_none())
}
