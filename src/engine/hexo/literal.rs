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
    marks.into_iter().map(|mark| shown(body, mark, &verbatim)).collect()
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
