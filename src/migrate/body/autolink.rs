//! Bare addresses: Hexo and Hugo make links of them, Zola does not.

use super::Surroundings;
use super::output::Output;
use super::walk::{Answer, Change};
use crate::document::Markup;
use crate::document::body::{Link, LinkForm};
use crate::engine::{Engine, Tag};
use crate::migrate::Kind;
use crate::text::Span;

/// Changes that put bare addresses between `<` and `>`, and of those that nothing made a link so far.
pub fn changes(
    around: &Surroundings<'_>,
    text: &str,
    body: Span,
    markup: &Markup,
    tags: &[Tag],
) -> Vec<Change> {
    let makes_links = |engine: Engine| engine != Engine::Zola;
    let (from, to) = (around.from.target.engine, around.to.target.engine);
    if makes_links(from) == makes_links(to) {
        return Vec::new();
    }
    let stand_bare = around.home.is_some_and(|home| home.habits.bare_links);
    if to == Engine::Zola && stand_bare {
        return Vec::new();
    }
    let mut changes = Vec::new();
    if stand_bare && from == Engine::Zola {
        changes.extend(markup.links.iter().filter_map(|link| bare(to, text, link)));
    }
    if to == Engine::Hugo {
        return changes;
    }
    let taken = taken(markup, tags);
    for at in memchr::memmem::find_iter(&text.as_bytes()[body.start..body.end], "://") {
        let reader = if makes_links(from) { from } else { to };
        let Some(span) = address(reader, text, body.start + at) else { continue };
        let behind = taken.partition_point(|one| one.start <= span.start);
        if behind > 0 && taken[behind - 1].end > span.start {
            continue;
        }
        let written = span.text(text);
        match to {
            Engine::Hexo => changes.extend(escapes(text, span)),
            _ => changes.push(in_marks(span, written)),
        }
    }
    changes
}

/// An address between `<` and `>`.
fn in_marks(span: Span, written: &str) -> Change {
    let answer = Answer::changed(Output::literal(format!("<{written}>")), "a link in marks");
    Change { span, kind: Kind::Link, name: written.to_owned(), answer }
}

/// An address without the marks that only Zola needed, where the engine ends it at the same place.
fn bare(to: Engine, text: &str, link: &Link) -> Option<Change> {
    let written = Some(link.span.text(text)).filter(|_| link.form == LinkForm::Autolink)?;
    let url = written.strip_prefix('<')?.strip_suffix('>')?;
    let before = text[..link.span.start].chars().next_back();
    let behind: String = text[link.span.end..].chars().take(MAX_LENGTH).collect();
    let probe = format!("{}{url}{behind}", before.map_or(String::new(), String::from));
    let found = address(to, &probe, probe.find("://")?)?;
    let answer = Answer::changed(Output::literal(url), "an address");
    let change = Change { span: link.span, kind: Kind::Link, name: url.to_owned(), answer };
    (found.text(&probe) == url).then_some(change)
}

/// Backslashes in what Hexo takes for an address, where they would be shown (marked, `Tokenizer.ts`: `url`).
fn escapes(text: &str, span: Span) -> impl Iterator<Item = Change> {
    let places = span.text(text).match_indices('\\');
    let is_escape = move |at: &usize| {
        text[at + 1..].starts_with(|behind: char| behind.is_ascii_punctuation() && behind != '\\')
    };
    let places = places.map(move |(at, _)| span.start + at).filter(is_escape);
    places.map(|at| Change::part(Span::new(at, at + 1), ""))
}

/// Parts of the body in which no bare address is a link, in order and without overlap.
fn taken(markup: &Markup, tags: &[Tag]) -> Vec<Span> {
    let mut spans: Vec<Span> = markup
        .links
        .iter()
        .map(|link| link.span)
        .chain(markup.definitions.iter().map(|definition| definition.span))
        .chain(markup.tags.iter().map(|tag| tag.span))
        .chain(markup.comments.iter().map(|comment| comment.span))
        .chain(markup.code.iter().map(|code| code.span))
        .chain(markup.html_blocks.iter().copied())
        .chain(tags.iter().map(|tag| tag.opening))
        .collect();
    spans.sort_unstable();
    let mut joined: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match joined.last_mut().filter(|last| last.end >= span.start) {
            Some(last) => last.end = last.end.max(span.end),
            None => joined.push(span),
        }
    }
    joined
}

/// Addresses longer than this, in characters, stay as they are.
const MAX_LENGTH: usize = 2048;

/// Whether an engine looks for an address behind this character: goldmark does at blanks and a few marks, marked
/// anywhere but in a word.
fn engine_starts_behind(engine: Engine, before: char) -> bool {
    let at_edge = before.is_whitespace() || matches!(before, '*' | '_' | '~' | '(');
    match engine {
        Engine::Hexo => at_edge || !before.is_ascii(),
        Engine::Hugo | Engine::Zola => at_edge,
    }
}

/// The address around `://`, as GFM takes it: from its scheme to a blank or `<`, without punctuation at its end and
/// closing brackets that it does not open.
fn address(engine: Engine, text: &str, at: usize) -> Option<Span> {
    let scheme = ["https", "http"].into_iter().find(|scheme| text[..at].ends_with(scheme))?;
    let start = at - scheme.len();
    if text[..start].chars().next_back().is_some_and(|before| !engine_starts_behind(engine, before))
    {
        return None;
    }
    let rest = &text[start..];
    let ends = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '|');
    let end = rest.char_indices().take(MAX_LENGTH + 1).find(|(_, c)| ends(*c)).map(|(at, _)| at);
    let end = end.or_else(|| (rest.len() <= MAX_LENGTH).then_some(rest.len()))?;
    let mut address = &rest[..end];
    let mut unopened = address.matches(')').count().saturating_sub(address.matches('(').count());
    loop {
        let marks = ['?', '!', '.', ',', ':', '*', '_', '~', '\'', '"', ';'];
        address = address.trim_end_matches(marks);
        match address.strip_suffix(')').filter(|_| unopened > 0) {
            Some(rest) => {
                address = rest;
                unopened -= 1;
            }
            None => break,
        }
    }
    let host = &address[scheme.len().min(address.len())..];
    let has_host =
        host.strip_prefix("://").is_some_and(|host| host.starts_with(char::is_alphanumeric));
    has_host.then(|| Span::new(start, start + address.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_end_as_in_gfm() {
        for (text, expected) in [
            ("see https://a.example/b, and", Some("https://a.example/b")),
            ("(https://a.example/b(c))", Some("https://a.example/b(c)")),
            ("<https://a.example>", None),
            ("x=https://a.example", None),
            ("http://", None),
            ("看http://a.example/题", Some("http://a.example/题")),
            ("https://a.example/题 x", Some("https://a.example/题")),
        ] {
            let at = text.find("://").unwrap();
            assert_eq!(
                address(Engine::Hexo, text, at).map(|span| span.text(text)),
                expected,
                "{text}"
            );
        }
    }
}
