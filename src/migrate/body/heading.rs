//! Anchors of headings: which one becomes which, and `{#id}` where the target knows no such thing.

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

/// The anchors of a body's headings in the old and in the new site, in order, each old one once.
#[must_use]
pub fn anchor_moves(from: &Setup, to: &Setup, body: &str) -> Vec<(String, String)> {
    if !body.contains(['#', '=', '-']) {
        return Vec::new();
    }
    let outline = Outline::read(body);
    let knows_ids = |setup: &Setup| setup.target.engine != Engine::Hexo;
    let old = from.heading_ids(&outline);
    let mut new = to.heading_ids(&outline);
    if knows_ids(from) && !knows_ids(to) {
        // A written id stays, as a mark in the heading.
        for (heading, new) in outline.headings.iter().zip(&mut new) {
            if let Some(id) = &heading.id {
                new.clone_from(id);
            }
        }
    }
    let mut moves: BTreeMap<String, String> = BTreeMap::new();
    for (old, new) in old.into_iter().zip(new) {
        moves.entry(old).or_insert(new);
    }
    moves.into_iter().collect()
}

/// The lines of a body that begin with `#`, but for those in fenced code: what anchors are made of, read quickly.
#[must_use]
pub fn headings(body: &str) -> String {
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
            headings("# A\n```sh\n# no\n```\n  ## B {#b}\n    # no\ntext # no\n"),
            "# A\n## B {#b}\n"
        );
        assert_eq!(headings("~~~\n```\n# no\n~~~\n# C"), "# C\n");
        assert_eq!(headings("````\n```\n# no\n````\n# C"), "# C\n");
        assert_eq!(headings("```\n``` no end\n# no\n````\n# C"), "# C\n");
        assert_eq!(headings("```of a line```\n# C"), "# C\n");
    }
}
