//! Braces that Nunjucks shall not see: entities, or `raw` where HTML knows no entities.

use super::config::Config;
use super::nunjucks::source::{Rendering, see};
use crate::document::Markup;
use crate::engine::literal::is_in;
use crate::text::{Edit, Span};

/// Elements whose content is no HTML text.
const VERBATIM: [&str; 2] = ["script", "style"];

/// How often a body is looked at again without the marks that were found; two are enough for what people write.
const ROUNDS: usize = 8;

/// See [`crate::engine::Setup::show_literally`].
pub fn show_literally(config: &Config, body: &str, keep: &[Span]) -> Vec<Edit> {
    let rendering = Rendering { markdown: true, highlights: config.highlights };
    if config.plain_markdown {
        return Vec::new();
    }
    let markup = Markup::read(body, Span::new(0, body.len()));
    let mut marks: Vec<Span> = Vec::new();
    let mut rest = body.to_owned();
    for _ in 0..ROUNDS {
        // A mark at the start of a line hides from Hexo that there is code behind it, or that there is none: those in
        // text go first, and what is then seen counts.
        let is_text = |mark: &&Span| markup.code_at(mark.start).is_none();
        let seen = seen_marks(&rest, rendering, keep);
        let outside: Vec<Span> = seen.iter().filter(is_text).copied().collect();
        let found = if outside.is_empty() { seen } else { outside };
        if found.is_empty() {
            break;
        }
        let mut bytes = rest.into_bytes();
        found.iter().for_each(|mark| bytes[mark.start..mark.end].fill(b'.'));
        rest = String::from_utf8(bytes).expect("only ASCII was replaced by ASCII");
        marks.extend(found);
    }
    marks.sort_unstable();
    let verbatim = verbatim(body, &markup);
    let is_text = |at: usize| markup.code_at(at).is_none() && !is_in(&verbatim, at);
    let mut edits: Vec<Edit> = marks
        .into_iter()
        .map(|mark| {
            let edit = shown(body, mark, &verbatim);
            // An entity behind a backslash would be shown as it is written.
            let start =
                mark.start - usize::from(is_text(mark.start) && is_escaped(body, mark.start));
            Edit { span: Span::new(start, mark.end), ..edit }
        })
        .collect();
    let is_left = |brace: &Span| {
        let last = brace.end - 1;
        is_text(last) && !is_in(keep, last) && !edits.iter().any(|edit| edit.span.contains(last))
    };
    let apart: Vec<Span> = escaped_marks(body).filter(is_left).collect();
    edits.extend(apart.into_iter().map(|brace| Edit::replace(brace, "&#123;".to_owned())));
    edits.sort_by_key(|edit| edit.span);
    edits
}

/// Braces that begin a mark as soon as Markdown takes a backslash before or behind them away, as in `{\#` and `\{{`, with
/// the backslash before them.
fn escaped_marks(body: &str) -> impl Iterator<Item = Span> {
    let bytes = body.as_bytes();
    memchr::memchr_iter(b'{', bytes).filter_map(move |at| {
        let escaped = is_escaped(body, at);
        let behind = match bytes.get(at + 1) {
            Some(b'\\') => bytes.get(at + 2),
            behind => behind.filter(|_| escaped),
        };
        let is_mark = matches!(behind, Some(b'{' | b'%' | b'#'));
        is_mark.then(|| Span::new(at - usize::from(escaped), at + 1))
    })
}

/// Whether a backslash stands before a place that no other one takes its meaning.
fn is_escaped(body: &str, at: usize) -> bool {
    let before = &body[..at];
    (before.len() - before.trim_end_matches('\\').len()) % 2 == 1
}

fn shown(body: &str, mark: Span, verbatim: &[Span]) -> Edit {
    let text = mark.text(body);
    Edit::replace(
        mark,
        match is_in(verbatim, mark.start) {
            true => format!("{{% raw %}}{text}{{% endraw %}}"),
            false => text.replace('{', "&#123;").replace('}', "&#125;"),
        },
    )
}

/// Marks that Nunjucks sees outside of `keep`, in order. In `{{{` both share a brace, and are one.
fn seen_marks(body: &str, rendering: Rendering, keep: &[Span]) -> Vec<Span> {
    let Some(seen) = see(body, rendering) else { return Vec::new() };
    let bytes = body.as_bytes();
    let mut marks: Vec<Span> = Vec::new();
    for at in memchr::memchr2_iter(b'{', b'#', bytes) {
        let opens = bytes[at] == b'{' && matches!(bytes.get(at + 1), Some(b'{' | b'%' | b'#'));
        let closes = bytes[at] == b'#' && bytes.get(at + 1) == Some(&b'}');
        let is_seen = seen.text.as_bytes()[at] == bytes[at] || is_in(&seen.vanishing, at);
        if !(opens || closes) || !is_seen || is_in(keep, at) {
            continue;
        }
        match marks.last_mut().filter(|last| last.end > at) {
            Some(last) => last.end = at + 2,
            None => marks.push(Span::new(at, at + 2)),
        }
    }
    marks
}

/// Scripts and styles.
fn verbatim(body: &str, markup: &Markup) -> Vec<Span> {
    let is_verbatim = |name: &str| VERBATIM.iter().any(|one| one.eq_ignore_ascii_case(name));
    let mut found: Vec<Span> = Vec::new();
    let mut tags = markup.tags.iter().filter(|tag| is_verbatim(tag.name.text(body))).peekable();
    while let Some(tag) = tags.next() {
        let end = tags.peek().map_or(body.len(), |next| next.span.start);
        found.push(Span::new(tag.span.end, end));
        tags.next();
    }
    found
}
