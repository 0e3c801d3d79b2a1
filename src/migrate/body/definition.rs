//! Definition lists for an engine that has none, as HTML around Markdown; and anchors of their terms for all that make none.

use super::Surroundings;
use super::syntax;
use super::walk::{Answer, Change};
use crate::document::body::definition_list::{Item, ItemKind, definition_lists};
use crate::engine::{Config, Engine, Setup};
use crate::migrate::Kind;
use crate::migrate::body::output::Output;
use crate::text::Span;

/// Changes of definition lists, where the target shows them as they stand.
pub fn changes(around: &Surroundings<'_>, text: &str, body: Span) -> Vec<Change> {
    if !reads_definition_lists(around.from) {
        return Vec::new();
    }
    let ids = term_ids(around.from, text, body);
    if around.to.target.engine != Engine::Hexo {
        let is_made = around.to.has_term_anchors();
        let ids = ids.iter().filter(|_| !is_made);
        return ids.map(|(place, id)| marked(text, *place, id)).collect();
    }
    let mut changes = Vec::new();
    for list in definition_lists(text, body) {
        for (nth, item) in list.items.iter().enumerate() {
            match item.kind {
                ItemKind::Term => {
                    let start = item.span.start;
                    let own = ids.binary_search_by_key(&start, |(place, _)| place.start);
                    let id = own.ok().map(|nth| &*ids[nth].1);
                    changes.extend(term(text, item, nth == 0, id));
                }
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

/// The places of terms, and the anchors that the source makes of them.
fn term_ids(from: &Setup, text: &str, body: Span) -> Vec<(Span, String)> {
    if !from.has_term_anchors() || !body.text(text).contains("\n:") {
        return Vec::new();
    }
    let outline = from.outline(body.text(text));
    let ids = outline.headings.iter().zip(from.heading_ids(&outline));
    let terms = ids.filter(|(heading, id)| heading.is_term && !id.is_empty());
    terms.map(|(term, id)| (term.place.shifted(body.start), id)).collect()
}

/// A term with its anchor before it.
fn marked(text: &str, term: Span, id: &str) -> Change {
    let mark = format!("<span id=\"{}\"></span>", syntax::html_text(id));
    let answer = Answer::changed(Output::literal(mark), "an anchor");
    Change {
        span: Span::at(term.start),
        kind: Kind::Markup,
        name: term.text(text).trim().to_owned(),
        answer,
    }
}

fn term(text: &str, item: &Item, is_first: bool, id: Option<&str>) -> [Change; 2] {
    let written = item.span.text(text);
    let end = item.span.start + written.trim_end().len();
    let id = id.map_or(String::new(), |id| format!(" id=\"{}\"", syntax::html_text(id)));
    let begins = format!("{}<dt{id}>\n\n", if is_first { "<dl>\n" } else { "" });
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
