//! Anchors of headings and terms: which one becomes which, and `{#id}` where the target knows no such thing.

use std::collections::BTreeMap;

use super::Surroundings;
use super::lines::outside_fences;
use super::output::Output;
use super::syntax;
use super::walk::{Answer, Change};
use crate::document::Markup;
use crate::document::body::Heading;
use crate::document::body::outline::Outline;
use crate::engine::{Engine, Setup};
use crate::migrate::Kind;
use crate::text::Span;

/// The anchors of a body's headings in the old and in the new site, in order, each old one once. Those of terms are
/// written into the new body.
#[must_use]
pub fn anchor_moves(from: &Setup, to: &Setup, body: &str) -> Vec<(String, String)> {
    if !body.contains(['#', '=', '-']) && !from.has_term_anchors() {
        return Vec::new();
    }
    let outline = from.outline(body);
    let knows_ids = |setup: &Setup| setup.target.engine != Engine::Hexo;
    let keeps_written = knows_ids(from) && !knows_ids(to);
    let old = from.heading_ids(&outline);
    let headings = outline.headings.iter().filter(|heading| !heading.is_term).cloned().collect();
    let mut new = to.heading_ids(&Outline { headings, ..Outline::default() }).into_iter();
    let mut moves: BTreeMap<String, String> = BTreeMap::new();
    for (heading, old) in outline.headings.iter().zip(old) {
        let new = if heading.is_term { Some(old.clone()) } else { new.next() };
        // A written id stays, as a mark in the heading.
        let written = heading.id.clone().filter(|_| keeps_written);
        moves.entry(old).or_insert(written.or(new).unwrap_or_default());
    }
    moves.into_iter().collect()
}

/// What anchors of a body are made of, to which other pages may link.
#[must_use]
pub fn headings(from: &Setup, body: &str) -> String {
    let has_terms = from.has_term_anchors() && body.contains("\n:");
    if has_terms { headings_and_terms(&from.outline(body), body) } else { heading_lines(body) }
}

/// The headings and the terms of a body, these with a definition, so that they are terms again.
fn headings_and_terms(outline: &Outline, body: &str) -> String {
    let mut found = String::new();
    for heading in &outline.headings {
        found.push_str(heading.place.text(body).trim());
        found.push_str(if heading.is_term { "\n: .\n\n" } else { "\n\n" });
    }
    found
}

/// The lines of a body that begin with `#`, but for those in fenced code: what anchors are made of, read quickly.
fn heading_lines(body: &str) -> String {
    let mut found = String::new();
    if !body.contains("#") {
        return found;
    }
    for (_, line) in outside_fences(body) {
        let start = line.trim_start_matches(' ');
        if start.starts_with('#') && line.len() - start.len() < 4 {
            found.push_str(start);
            found.push('\n');
        }
    }
    found
}

/// Changes of `{#id}` for an engine that shows it as it stands.
pub fn changes(around: &Surroundings<'_>, text: &str, markup: &Markup) -> Vec<Change> {
    let engines = (around.from.target.engine, around.to.target.engine);
    if !matches!(engines, (Engine::Hugo | Engine::Zola, Engine::Hexo)) {
        return Vec::new();
    }
    let change = |heading: &Heading| {
        let Some(id) = heading.id else { return classes(text, heading) };
        let start = text[heading.text.end..id.start].rfind('{')? + heading.text.end;
        let end = text[id.end..heading.span.end].find('}')? + id.end + 1;
        let span = Span::new(start, end);
        let mark = format!("<span id=\"{}\"></span>", syntax::html_text(id.text(text)));
        let answer = Answer::changed(Output::literal(mark), "an anchor");
        let has_more = span.len() > id.len() + "{#}".len();
        let answer = match has_more {
            true => answer
                .with_note("heading-attributes", "The other attributes of the heading are gone."),
            false => answer,
        };
        Some(Change { span, kind: Kind::Markup, name: span.text(text).to_owned(), answer })
    };
    markup.headings.iter().filter_map(change).collect()
}

/// `{.class}` behind a heading, which Hexo would show.
fn classes(text: &str, heading: &Heading) -> Option<Change> {
    let behind = &text[heading.text.end..heading.span.end];
    let written = behind.trim();
    if !written.starts_with("{.") || !written.ends_with('}') {
        return None;
    }
    let span = Span::of(written, text);
    let answer = Answer::changed(Output::default(), "nothing");
    let answer = answer.with_note("heading-attributes", "The attributes of the heading are gone.");
    Some(Change { span, kind: Kind::Markup, name: written.to_owned(), answer })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_found_outside_of_fences() {
        assert_eq!(
            heading_lines("# A\n```sh\n# no\n```\n  ## B {#b}\n    # no\ntext # no\n"),
            "# A\n## B {#b}\n"
        );
        assert_eq!(heading_lines("~~~\n```\n# no\n~~~\n# C"), "# C\n");
        assert_eq!(heading_lines("````\n```\n# no\n````\n# C"), "# C\n");
        assert_eq!(heading_lines("```\n``` no end\n# no\n````\n# C"), "# C\n");
        assert_eq!(heading_lines("```of a line```\n# C"), "# C\n");
    }
}
