//! The mark that divides the summary from the rest: each engine takes other spellings of it.

use super::Surroundings;
use super::output::Output;
use super::walk::{Answer, Change};
use crate::document::{Document, Markup};
use crate::engine::{Engine, Role, Setup};
use crate::migrate::{Action, Kind};
use crate::text::Span;

/// The spelling that all engines take.
const MARK: &str = "<!--more-->";

/// Whether an engine takes a comment for the mark.
fn divides(setup: &Setup, comment: &str) -> bool {
    let inner = comment.strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->"));
    inner.is_some_and(|inner| setup.divider().takes(inner))
}

/// Whether the post says its summary in front matter, beside which Hexo takes no mark.
fn writes_summary(from: &Setup, document: &Document<'_>) -> bool {
    let is_summary = |name: &str| from.key(name).is_some_and(|key| key.role == Role::Summary);
    let block = document.front_matter.as_ref().filter(|_| from.target.engine == Engine::Hexo);
    block.is_some_and(|block| block.tree.root.entries().iter().any(|one| is_summary(one.name())))
}

/// The change of the first mark, where the target would not take it as the source does.
pub fn changes(around: &Surroundings<'_>, document: &Document<'_>, markup: &Markup) -> Vec<Change> {
    let (from, to) = (around.from, around.to);
    let text = document.source.text.as_str();
    let written = |engine: &Setup| {
        markup
            .comments
            .iter()
            .map(|comment| comment.span)
            .find(|span| divides(engine, span.text(text)))
    };
    let (old, new) = (written(from), written(to));
    if writes_summary(from, document) {
        let answer = Answer::changed(Output::default(), "nothing")
            .with_note("summary-written", "The summary is written in front matter, which counts.");
        return new.map(|span| Change::of(span, text, answer)).into_iter().collect();
    }
    if old == new {
        let is_hugos = |span: &Span| span.text(text) == MARK && to.target.engine != Engine::Hugo;
        let back = old.filter(|span| around.home.is_some() && is_hugos(span));
        // The others write it with blanks, without which only Hugo wants it.
        return back.map(|span| Change::part(span, "<!-- more -->")).into_iter().collect();
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
