//! Calls (0.22) and template marks (0.23) that Zola shall show.

use memchr::memmem;

use super::shortcode;
use super::tera;
use super::version::COMPONENTS;
use crate::document::Markup;
use crate::engine::Version;
use crate::engine::literal::{LITERAL, is_in, outside};
use crate::text::{Edit, Span, character_at};

/// See [`crate::engine::Setup::show_literally`].
pub(in crate::engine) fn show_literally(version: Version, body: &str, keep: &[Span]) -> Vec<Edit> {
    if version < COMPONENTS { calls(body, keep) } else { marks(body, keep) }
}

/// Every tag of 0.22 by itself: an inline call as a comment in its marks, any other through an entity, or in code
/// through a shortcode that prints it.
fn calls(body: &str, keep: &[Span]) -> Vec<Edit> {
    if !shortcode::may_have(body) {
        return Vec::new();
    }
    let mut edits = Vec::new();
    let mut markup = None;
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'{', &body.as_bytes()[at..]) {
        let start = at + found;
        at = start + 1;
        let Some((end, is_inline)) = shortcode::tag_end(body, start) else { continue };
        if is_in(keep, start) {
            continue;
        }
        at = end;
        if is_inline {
            edits.push(Edit::insert(start + 2, "/*"));
            edits.push(Edit::insert(end - 2, "*/"));
            continue;
        }
        let markup = markup.get_or_insert_with(|| Markup::read(body, Span::new(0, body.len())));
        let span = Span::new(start, end);
        let text = span.text(body);
        let quote = ['"', '\'', '`'].into_iter().find(|quote| !text.contains(*quote));
        edits.push(match (markup.code_at(start), quote) {
            (Some(_), Some(quote)) => {
                Edit::replace(span, format!("{{{{ {LITERAL}(text={quote}{text}{quote}) }}}}"))
            }
            _ => Edit::replace(Span::new(start, start + 1), "&#123;"),
        });
    }
    edits
}

/// `{% raw %}` around all marks of a line, or of a block of code. A body without `{{` and `{%` is no template.
fn marks(body: &str, keep: &[Span]) -> Vec<Edit> {
    if !tera::is_template(body) {
        return Vec::new();
    }
    let markup = Markup::read(body, Span::new(0, body.len()));
    let mut edits = Vec::new();
    for part in outside(Span::new(0, body.len()), keep) {
        let mut wrapped: Option<Span> = None;
        let mut at = part.start;
        while let Some(mark) = next_mark(body, Span::new(at, part.end)) {
            let end = mark_end(body, Span::new(mark, part.end));
            at = end;
            let joins = wrapped.is_some_and(|open| belong_together(body, &markup, open, mark));
            match &mut wrapped {
                Some(open) if joins => open.end = end,
                _ => edits.extend(
                    wrapped
                        .replace(Span::new(mark, end))
                        .into_iter()
                        .flat_map(|span| raw(body, span)),
                ),
            }
        }
        edits.extend(wrapped.into_iter().flat_map(|span| raw(body, span)));
    }
    edits
}

/// How far the end of a tag is looked for, in bytes; what is longer is wrapped mark by mark.
const MAX_TAG: usize = 1024;

fn next_mark(body: &str, within: Span) -> Option<usize> {
    let bytes = &body.as_bytes()[..within.end];
    memchr::memchr_iter(b'{', &bytes[within.start..])
        .map(|at| within.start + at)
        .find(|at| matches!(body.as_bytes().get(at + 1), Some(b'{' | b'%' | b'#')))
}

/// Where a mark and what belongs to it on its line ends.
fn mark_end(body: &str, within: Span) -> usize {
    let text = within.text(body);
    let line = text[..character_at(text, MAX_TAG)].split('\n').next().unwrap_or_default();
    let close = match text.as_bytes().get(1) {
        Some(b'{') => "}}",
        Some(b'%') => "%}",
        Some(_) => "#}",
        // What makes a mark of the last brace is kept as it is.
        None => return within.end,
    };
    let inner = line.get(2..).unwrap_or_default();
    let length = inner.find(close).map(|length| length + close.len());
    // `{#id}` of a heading is taken whole.
    let length = length.or_else(|| inner.find('}').filter(|_| close == "#}").map(|at| at + 1));
    within.start + 2 + length.unwrap_or(0)
}

/// Whether a place lies on the line where a part ends, or in the same block of code.
fn belong_together(body: &str, markup: &Markup, part: Span, other: usize) -> bool {
    let same_code = markup.code_at(part.start).is_some_and(|code| code.span.contains(other));
    same_code || !body[part.end..other].contains('\n')
}

/// The changes that put a part of a body into a raw block; parts that close one are cut there.
fn raw(body: &str, span: Span) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut rest = span;
    loop {
        let text = rest.text(body);
        // The opening mark of what closes a raw block is printed as a value.
        let mut marks = memmem::find_iter(text.as_bytes(), "{%");
        let closing = marks.find(|at| tera::token::closes_raw(&text[at + 2..]));
        let Some(mark) = closing else {
            edits.extend(wrap(rest));
            return edits;
        };
        let mark = Span::new(rest.start + mark, rest.start + mark + 2);
        let before = Span::new(rest.start, mark.start);
        edits.extend((!before.is_empty()).then(|| wrap(before)).into_iter().flatten());
        edits.push(Edit::replace(mark, "{{ \"{%\" }}"));
        match next_mark(body, Span::new(mark.end, rest.end)) {
            Some(next) => rest = Span::new(next, rest.end),
            None => return edits,
        }
    }
}

fn wrap(span: Span) -> Vec<Edit> {
    vec![Edit::insert(span.start, "{% raw %}"), Edit::insert(span.end, "{% endraw %}")]
}
