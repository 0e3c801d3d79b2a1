//! What Zola sees in a body: whether it can be rendered, and whether the summary is divided
//! (markdown/src/markdown.rs).

use memchr::memmem;

use crate::document::body::{Flow, Markup};
use crate::engine::fault::{Fault, FaultKind, Stop, tag_around};
use crate::text::Span;

use super::function;
use super::link::{self, Whole};
use super::read::File;
use super::shortcode;
use super::template::Output;
use super::tera::{self, World};
use super::version::COMPONENTS;
use super::world::{self, Subject};

/// What a body shows once it is rendered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Seen {
    /// Whether a marker divides the summary from the rest.
    pub summary_divided: bool,
}

/// Looks at the body of a file.
///
/// # Errors
/// Why it stops the build, in Zola's words.
pub(super) fn look(file: &File<'_>, subject: Subject<'_>) -> Result<Seen, Stop> {
    let rendered = if file.version() < COMPONENTS {
        shortcode_output(file)?
    } else {
        template_output(file, subject)?
    };
    let (body, whole) = match &rendered {
        None => (file.body(), Whole::Yes),
        Some(text) => (text.as_str(), Whole::No),
    };
    if link::may_be_broken(body) {
        link::refuse(file, body, whole)?;
    }
    let divided = find_marker(body).is_some()
        && match &rendered {
            Some(text) => divides_summary(text, &Markup::read(text, Span::new(0, text.len()))),
            None if file.document.body == file.fences.body => {
                divides_summary(file.text, file.document.markup())
            }
            None => divides_summary(file.text, &Markup::read(file.text, file.fences.body)),
        };
    Ok(Seen { summary_divided: divided })
}

/// The body as Markdown sees it once it is rendered as a template; nothing where it is none.
fn template_output(file: &File<'_>, subject: Subject<'_>) -> Result<Option<String>, Stop> {
    let body = file.body();
    if !tera::is_template(body) || file.config.skip_templating.is_match(file.info.relative) {
        return Ok(None);
    }
    let templates = file.templates();
    let world = World {
        variables: world::variables(file, subject),
        lacks_template: &|name| templates.are_known() && !templates.has(name),
        component: &|name| templates.component(name),
        call: &|name, arguments| function::call(file, name, arguments),
    };
    match tera::render(body, &world) {
        Ok(output) => Ok(Some(output)),
        Err(problem) => {
            let (line, column) = line_and_column(body, problem.at);
            let span = tag_around(body, problem.at);
            Err(Stop {
                message: format!("{} --> {line}:{column}", problem.message),
                fault: Some(file.fault(span, template_fault(span.text(body), problem.kind))),
            })
        }
    }
}

/// The body as Markdown sees it after shortcodes; nothing where there are none.
fn shortcode_output(file: &File<'_>) -> Result<Option<String>, Stop> {
    let body = file.body();
    if !shortcode::may_have(body) {
        return Ok(None);
    }
    let found = shortcode::read(body);
    if let Some(problem) = found.problem {
        let (line, column) = line_and_column(body, problem.span.start);
        return Err(Stop {
            message: format!("{} --> {line}:{column}", problem.kind.message()),
            fault: Some(file.fault(problem.span, FaultKind::OpenTag)),
        });
    }
    if found.calls.is_empty() {
        return Ok(None);
    }
    let templates = file.templates();
    let are_known = templates.are_known();
    let mut output = String::with_capacity(body.len());
    let mut done = 0;
    for call in found.calls {
        let name = call.name.text(body);
        let kind = templates.shortcode(name);
        if kind.is_none() && are_known {
            return Err(Stop {
                message: format!(
                    "Found usage of a shortcode named `{name}` but we do not know about. Make sure it's not a typo and \
                     that a field name `{name}.{{html,md}}` exists in the `templates/shortcodes` directory."
                ),
                fault: Some(file.fault(tag_around(body, call.name.start), unknown_shortcode(name))),
            });
        }
        if call.nested {
            continue;
        }
        output.push_str(&body[done..call.span.start]);
        match call.body {
            // What its template makes of a body is most often that body.
            Some(inside) if kind != Some(Output::Html) => output.push_str(inside.text(body).trim()),
            _ => output.push_str("shortcode"),
        }
        done = call.span.end;
    }
    output.push_str(&body[done..]);
    Ok(Some(output))
}

impl File<'_> {
    /// A fault at a place of the body.
    fn fault(&self, span: Span, kind: FaultKind) -> Fault {
        Fault { span: span.shifted(self.fences.body.start), kind }
    }
}

/// Shortcodes that Zola brought until 0.17.
const BUILT_IN_ONCE: [&str; 4] = ["gist", "streamable", "vimeo", "youtube"];

fn unknown_shortcode(name: &str) -> FaultKind {
    match BUILT_IN_ONCE.contains(&name) {
        true => FaultKind::RemovedTag,
        false => FaultKind::UnknownTag,
    }
}

/// What is wrong with a tag of a template. The shortcodes of older versions are functions that nobody knows.
fn template_fault(tag: &str, kind: FaultKind) -> FaultKind {
    let is_shortcode = || {
        let found = shortcode::read(tag);
        !found.calls.is_empty() || found.problem.is_some() || !found.escaped.is_empty()
    };
    if kind == FaultKind::Template && is_shortcode() { FaultKind::RemovedTag } else { kind }
}

/// Line and column in characters, both from 1.
fn line_and_column(text: &str, at: usize) -> (usize, usize) {
    let before = &text[..at];
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |last| last.chars().count()) + 1;
    (line, column)
}

/// Whether a piece of HTML holds the marker: a line of an HTML block, or what stands between text.
fn divides_summary(text: &str, markup: &Markup) -> bool {
    let in_line = |block: &Span| block.text(text).lines().any(|line| find_marker(line).is_some());
    let in_piece = |span: Span| find_marker(span.text(text)).is_some();
    let in_block = |span: Span| markup.html_blocks.iter().any(|block| block.covers(span));
    let comments = markup.comments.iter().filter(|comment| comment.flow == Flow::Inline);
    comments.map(|comment| comment.span).any(in_piece)
        || markup.html_blocks.iter().any(in_line)
        || markup.tags.iter().any(|tag| in_piece(tag.span) && !in_block(tag.span))
}

/// Where `<!-- more -->` stands, in any case and with any blanks (MORE_DIVIDER_RE).
fn find_marker(text: &str) -> Option<usize> {
    memmem::find_iter(text.as_bytes(), "<!--").find(|&at| {
        let rest = text[at + "<!--".len()..].trim_start();
        let word = rest.get(..4).is_some_and(|word| word.eq_ignore_ascii_case("more"));
        word && rest[4..].trim_start().starts_with("-->")
    })
}
