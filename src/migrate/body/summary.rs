//! The mark that divides the summary from the rest: each engine takes other spellings of it.

use super::Surroundings;
use super::output::Output;
use super::walk::{Answer, Change};
use crate::document::Markup;
use crate::engine::Engine;
use crate::migrate::{Action, Kind};

/// The spelling that all engines take.
const MARK: &str = "<!--more-->";

/// Whether an engine takes a comment for the mark (`after_post_render/excerpt.ts`, `pagelexer.go`, `MORE_DIVIDER_RE`).
fn divides(engine: Engine, comment: &str) -> bool {
    let Some(inner) = comment.strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->")) else {
        return false;
    };
    let one_blank = |text: &str| {
        let text = text.strip_prefix(' ').unwrap_or(text);
        text.strip_suffix(' ').unwrap_or(text).eq_ignore_ascii_case("more")
    };
    match engine {
        Engine::Hexo => one_blank(inner),
        Engine::Hugo => comment == MARK,
        Engine::Zola => inner.trim().eq_ignore_ascii_case("more"),
    }
}

/// The change of the first mark, where the target would not take it as the source does.
pub fn changes(around: &Surroundings<'_>, text: &str, markup: &Markup) -> Vec<Change> {
    let (from, to) = (around.from.target.engine, around.to.target.engine);
    let written = |engine: Engine| {
        markup
            .comments
            .iter()
            .map(|comment| comment.span)
            .find(|span| divides(engine, span.text(text)))
    };
    let (old, new) = (written(from), written(to));
    if old == new {
        return Vec::new();
    }
    let Some(span) = old else {
        let span = new.unwrap_or_default();
        let mark = span.text(text);
        let answer = Answer::changed(Output::literal(mark), "a summary mark");
        let reason =
            "The old engine passed over this spelling of the mark; now the summary ends here.";
        let answer = answer.with_note("summary-begins", reason);
        return vec![Change { span, kind: Kind::Markup, name: mark.to_owned(), answer }];
    };
    let answer = Answer::changed(Output::literal(MARK), MARK);
    let answer = match divides(to, span.text(text)) {
        true => Answer {
            action: Action::Changed,
            ..answer.with_note("summary-moves", "A mark before it counts now.")
        },
        false => answer,
    };
    vec![Change { span, kind: Kind::Markup, name: span.text(text).to_owned(), answer }]
}
