//! Definition lists for an engine that has none: HTML around Markdown.

use super::Surroundings;
use super::walk::{Answer, Change};
use crate::document::body::definition_list::{Item, ItemKind, definition_lists};
use crate::engine::{Config, Engine, Setup};
use crate::migrate::body::output::Output;
use crate::text::Span;

/// Changes of definition lists, where the target shows them as they stand.
pub fn changes(around: &Surroundings<'_>, text: &str, body: Span) -> Vec<Change> {
    if !reads_definition_lists(around.from) || around.to.target.engine != Engine::Hexo {
        return Vec::new();
    }
    let mut changes = Vec::new();
    for list in definition_lists(text, body) {
        for (nth, item) in list.items.iter().enumerate() {
            match item.kind {
                ItemKind::Term => changes.extend(term(text, item, nth == 0)),
                ItemKind::Definition => {
                    let is_last = nth + 1 == list.items.len();
                    changes.extend(definition(text, item, is_last));
                }
            }
        }
    }
    changes
}

/// Whether an engine knows such lists.
pub fn reads_definition_lists(setup: &Setup) -> bool {
    match &setup.config {
        Config::Hexo(_) => false,
        Config::Hugo(config) => config.markdown.definition_lists,
        Config::Zola(config) => config.settings.markdown.definition_list,
    }
}

fn term(text: &str, item: &Item, is_first: bool) -> [Change; 2] {
    let written = item.span.text(text);
    let end = item.span.start + written.trim_end().len();
    let begins = if is_first { "<dl>\n<dt>\n\n" } else { "<dt>\n\n" };
    [Change::part(Span::at(item.span.start), begins), Change::part(Span::at(end), "\n\n</dt>\n")]
}

fn definition(text: &str, item: &Item, is_last: bool) -> Vec<Change> {
    let written = item.span.text(text).trim_end();
    let start = item.span.start;
    let mark = 1 + written[1..].len() - written[1..].trim_start_matches([' ', '\t']).len();
    let answer = Answer::changed(Output::literal("<dd>\n\n"), "a definition list in HTML");
    let mut changes = vec![Change::of(Span::new(start, start + mark), text, answer)];
    let mut at = start;
    for line in written.split_inclusive('\n') {
        let blanks = line.len() - line.trim_start_matches([' ', '\t']).len();
        if at > start && blanks > 0 && !line.trim().is_empty() {
            let cut = if line.starts_with('\t') { 1 } else { blanks.min(mark.max(2)) };
            changes.push(Change::part(Span::new(at, at + cut), ""));
        }
        at += line.len();
    }
    let ends = if is_last { "\n\n</dd>\n</dl>\n" } else { "\n\n</dd>\n" };
    changes.push(Change::part(Span::at(start + written.len()), ends));
    changes
}
