//! Texts for an engine that reads fewer signs in links, and more list items, than CommonMark does.

use super::Surroundings;
use super::walk::Change;
use crate::document::Markup;
use crate::document::body::line_number::number_marks;
use crate::document::body::{CodeKind, Link, LinkForm};
use crate::engine::Engine;
use crate::text::Span;

/// Backslashes before signs with which Hexo's renderer would see no link: a backtick without its like, and brackets in
/// brackets (marked, `rules.ts`: `_inlineLabel`).
pub fn changes(around: &Surroundings<'_>, text: &str, markup: &Markup) -> Vec<Change> {
    if around.to.target.engine != Engine::Hexo || around.from.target.engine == Engine::Hexo {
        return Vec::new();
    }
    let mut changes = Vec::new();
    for (nth, link) in markup.links.iter().enumerate() {
        changes.extend(blanks(text, link));
        if !matches!(link.form, LinkForm::Inline | LinkForm::Bracketed) {
            continue;
        }
        let written = link.text.text(text);
        if !written.contains(['`', '[']) {
            continue;
        }
        let code = |at: usize| {
            let code = markup.code_at(at)?;
            matches!(code.kind, CodeKind::Inline).then_some(code.span)
        };
        // What stands in a link comes right behind it.
        let behind = markup.links[nth + 1..].iter();
        let inner: Vec<Span> =
            behind.map(|one| one.span).take_while(|one| one.start < link.span.end).collect();
        let has_inner = |at: usize| inner.iter().any(|one| one.contains(at));
        let is_deep = depth(written, |at| code(link.text.start + at).is_some()) > 1;
        for (at, sign) in written.char_indices() {
            let at = link.text.start + at;
            let is_sign = sign == '`' || is_deep && matches!(sign, '[' | ']');
            let is_escaped = text[..at].ends_with('\\');
            if is_sign && !is_escaped && code(at).is_none() && !has_inner(at) {
                changes.push(Change::part(Span::at(at), "\\"));
            }
        }
    }
    changes
}

/// Backslashes behind numbers that begin a line in the text of a list item, which Hexo's renderer takes for the next item
/// (marked, `Tokenizer.ts`: `list`).
pub fn numbers(around: &Surroundings<'_>, text: &str, body: Span) -> Vec<Change> {
    if around.to.target.engine != Engine::Hexo || around.from.target.engine == Engine::Hexo {
        return Vec::new();
    }
    let marks = number_marks(text, body).into_iter();
    marks.map(|mark| Change::part(Span::at(mark.start), "\\")).collect()
}

/// Blanks at the edges of the label of a reference, with which Hexo's renderer finds no definition.
fn blanks(text: &str, link: &Link) -> Vec<Change> {
    if !matches!(link.form, LinkForm::Reference(_)) {
        return Vec::new();
    }
    let behind = text[link.text.end..link.span.end].strip_prefix("][");
    let label = behind.and_then(|label| label.strip_suffix(']')).filter(|label| !label.is_empty());
    let label = label.unwrap_or(link.text.text(text));
    let bare = Span::of(label.trim(), text);
    let label = Span::of(label, text);
    let edges = [Span::new(label.start, bare.start), Span::new(bare.end, label.end)];
    edges.into_iter().filter(|edge| !edge.is_empty()).map(|edge| Change::part(edge, "")).collect()
}

/// How deep brackets nest, without those that are `passed_over`.
fn depth(text: &str, passed_over: impl Fn(usize) -> bool) -> usize {
    let mut depth = 0usize;
    let mut deepest = 0;
    for (at, character) in text.char_indices() {
        match character {
            '[' | ']' if passed_over(at) => {}
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}
