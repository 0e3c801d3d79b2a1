//! Footnotes for an engine that has none: numbers and notes that lead to each other, the notes where the source shows them.

use std::collections::HashMap;

use super::Surroundings;
use super::output::Output;
use super::syntax;
use super::walk::{Answer, Change};
use crate::document::Markup;
use crate::engine::{Config, Engine, Setup};
use crate::migrate::Kind;
use crate::text::Span;

/// Begins a note that belongs at the end of the page, with its number behind it; such characters mean nothing in text.
const BEGIN: char = '\u{e00e}';
/// Ends it, and its number.
const END: char = '\u{e00f}';

/// `[^name]`, with `:` behind it where it begins a note.
struct Mark<'t> {
    span: Span,
    name: &'t str,
    is_note: bool,
}

/// Changes of footnotes, where the target shows them as they stand.
pub fn changes(around: &Surroundings<'_>, text: &str, body: Span, markup: &Markup) -> Vec<Change> {
    let knows = |engine: Engine| engine != Engine::Hexo;
    let at_end = shows_at_end(around.from);
    if !knows(around.from.target.engine) || at_end && knows(around.to.target.engine) {
        return Vec::new();
    }
    let marks = marks(text, body, markup);
    if knows(around.to.target.engine) {
        return moved(text, body, &marks);
    }
    let notes: HashMap<&str, Span> =
        marks.iter().rev().filter(|mark| mark.is_note).map(|mark| (mark.name, mark.span)).collect();
    let mut numbers: HashMap<&str, usize> = HashMap::new();
    for mark in marks.iter().filter(|mark| !mark.is_note && notes.contains_key(mark.name)) {
        let next = numbers.len() + 1;
        numbers.entry(mark.name).or_insert(next);
    }
    let mut seen: HashMap<&str, usize> = HashMap::new();
    let mut changes = Vec::new();
    for mark in &marks {
        let Some(number) = numbers.get(mark.name) else { continue };
        let name = syntax::html_text(mark.name);
        let count = seen.entry(mark.name).or_default();
        let written = if mark.is_note {
            changes.extend(dedented(text, mark.span, body.end));
            let place = if at_end {
                let end = end_of_note(text, mark.span.end, body.end);
                changes.push(Change::part(Span::at(end), END));
                format!("{BEGIN}{number}{END}")
            } else {
                String::new()
            };
            format!(
                "{place}<sup class=\"footnote-definition-label\" id=\"fn-{name}\"><a href=\"#fnref-{name}\">{number}</a></sup>"
            )
        } else {
            *count += 1;
            let id = if *count == 1 { format!(" id=\"fnref-{name}\"") } else { String::new() };
            format!("<sup{id}><a href=\"#fn-{name}\">{number}</a></sup>")
        };
        changes.push(change(text, mark.span, &written, "a number that leads there"));
    }
    changes
}

/// Notes that the target shows at the end of the page, where text of the page stands behind them in the source.
fn moved(text: &str, body: Span, marks: &[Mark<'_>]) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut tail = body.end;
    for mark in marks.iter().rev().filter(|mark| mark.is_note) {
        let end = end_of_note(text, mark.span.end, body.end);
        if text[end..tail].trim().is_empty() {
            tail = mark.span.start;
            continue;
        }
        let same = Answer::changed(Output::literal(mark.span.text(text)), "a note at the end");
        let reason =
            "Zola showed the note where it is written; now it stands at the end of the page.";
        changes.push(Change::of(mark.span, text, same.with_note("note-at-end", reason)));
    }
    changes
}

fn change(text: &str, span: Span, written: &str, to: &str) -> Change {
    let answer = Answer::changed(Output::literal(written), to);
    Change { span, kind: Kind::Markup, name: span.text(text).to_owned(), answer }
}

fn marks<'t>(text: &'t str, body: Span, markup: &Markup) -> Vec<Mark<'t>> {
    let mut marks = Vec::new();
    for at in memchr::memmem::find_iter(&text.as_bytes()[body.start..body.end], "[^") {
        let start = body.start + at;
        let inner = &text[start + 2..body.end];
        let Some(length) = inner.find([']', '[', ' ', '\n', '^']).filter(|length| *length > 0)
        else {
            continue;
        };
        let is_escaped = text[..start].ends_with('\\');
        if !inner[length..].starts_with(']') || is_escaped || markup.code_at(start).is_some() {
            continue;
        }
        let end = start + 2 + length + 1;
        let blanks = text[body.start..start].trim_end_matches([' ', '\t']);
        let begins_line = blanks.is_empty() || blanks.ends_with('\n');
        let is_note = begins_line && text[end..].starts_with(':');
        let span = Span::new(start, end + usize::from(is_note));
        marks.push(Mark { span, name: &inner[..length], is_note });
    }
    marks
}

/// Whether an engine shows notes at the end of the page, wherever they are written.
fn shows_at_end(setup: &Setup) -> bool {
    match &setup.config {
        Config::Hexo(_) => false,
        Config::Hugo(_) => true,
        Config::Zola(config) => config.settings.markdown.bottom_footnotes,
    }
}

/// Where a note ends whose text begins at `at`: behind its paragraph and all that is indented below it.
fn end_of_note(text: &str, at: usize, end: usize) -> usize {
    let mut found = at;
    let mut is_open = true;
    for line in text[at..end].split_inclusive('\n') {
        let start = Span::of(line, text).start;
        let content = line.trim_end();
        let is_first = start == at;
        let is_indented =
            content.starts_with(['\t', ' ']) && content.trim_start().len() + 2 <= content.len();
        let marks = ["[^", "#", "```", "~~~", ">", "- ", "* ", "<"];
        let interrupts = marks.iter().any(|mark| content.trim_start().starts_with(mark));
        if content.is_empty() {
            is_open = is_first;
        } else if is_first || is_indented || is_open && !interrupts {
            found = start + content.len();
            is_open = true;
        } else {
            break;
        }
    }
    found
}

/// The body with its notes at the end, in the order of their numbers.
pub fn gathered(out: Output) -> Output {
    if !out.text.contains(BEGIN) {
        return out;
    }
    let mut body = Output::default();
    let mut notes: Vec<(usize, Output)> = Vec::new();
    let mut at = 0;
    while let Some(begin) = out.text[at..].find(BEGIN).map(|place| at + place) {
        body.append(&out.part(Span::new(at, begin)));
        let number = begin + BEGIN.len_utf8();
        let start = out.text[number..].find(END).map_or(out.text.len(), |length| number + length);
        let content = (start + END.len_utf8()).min(out.text.len());
        let end = out.text[content..].find(END).map_or(out.text.len(), |length| content + length);
        let place = out.text[number..start].parse().unwrap_or(usize::MAX);
        notes.push((place, out.part(Span::new(content, end)).trimmed()));
        at = (end + END.len_utf8()).min(out.text.len());
    }
    body.append(&out.part(Span::new(at, out.text.len())));
    notes.sort_by_key(|(number, _)| *number);
    let kept = body.text.trim_end().len();
    let mut body = body.part(Span::new(0, kept));
    for (_, note) in notes {
        body.push("\n\n");
        body.append(&note);
    }
    body.then_text("\n")
}

/// Changes that take the indentation off the further lines of a note, which would make code of them.
fn dedented(text: &str, mark: Span, end: usize) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut at = mark.end;
    while let Some(newline) = text[at..end].find('\n') {
        let line = at + newline + 1;
        let rest = &text[line..end];
        let content = rest.find('\n').map_or(rest, |end| &rest[..end]);
        let blanks = content.len() - content.trim_start_matches([' ', '\t']).len();
        let begins_note = content[blanks..].starts_with("[^");
        if !content.trim().is_empty() && (blanks < 2 || begins_note) {
            break;
        }
        let cut = if content.starts_with('\t') { 1 } else { blanks.min(4) };
        if !content.trim().is_empty() {
            changes.push(change(text, Span::new(line, line + cut), "", "a line of its own"));
        }
        at = line;
    }
    changes
}
