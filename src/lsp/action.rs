//! Findings as an editor shows them, and what can be done about them.

use std::collections::HashMap;

use lsp_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams, CodeDescription,
    Diagnostic as Shown, DiagnosticSeverity, NumberOrString, TextEdit, Url, WorkspaceEdit,
};
use serde::{Deserialize, Serialize};

use super::place;
use super::text::OpenText;
use crate::diagnostic::{Applicability, Diagnostic, Fix, Severity};
use crate::document::Document;
use crate::fix::{can_ignore, fix, ignore_one};
use crate::report::rule_url;
use crate::text::{Edit, Source, Span};

/// The kind of the action that does all safe fixes of a text, as `source.fixAll` asks for it.
const FIX_ALL: &str = "source.fixAll.masthead";

/// Findings as the editor shows them.
pub fn diagnostics(source: &Source, found: &[Diagnostic]) -> Vec<Shown> {
    found.iter().map(|one| shown(source, one)).collect()
}

fn shown(source: &Source, found: &Diagnostic) -> Shown {
    let severity = match found.severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Info => DiagnosticSeverity::INFORMATION,
    };
    let href = rule_url(&found.rule).and_then(|url| Url::parse(&url).ok());
    let message = match &found.help {
        Some(help) => format!("{}\n{help}", found.message),
        None => found.message.clone(),
    };
    Shown {
        range: place::range(source, found.span),
        severity: Some(severity),
        code: Some(NumberOrString::String(found.rule.to_string())),
        code_description: href.map(|href| CodeDescription { href }),
        source: Some(env!("CARGO_PKG_NAME").to_owned()),
        message,
        ..Shown::default()
    }
}

/// What stands in a comment until its reason is written.
const REASON: &str = "say why";

/// When the change that an action makes is worked out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edits {
    /// With the action.
    AtOnce,
    /// When it is chosen and [`resolve`] is asked.
    Later,
}

/// What can be done about the findings that touch the place of the question, and on the whole text.
pub fn actions(
    text: &mut OpenText,
    params: &CodeActionParams,
    edits: Edits,
) -> Vec<CodeActionOrCommand> {
    let asked = place::span(&text.source, params.range);
    let url = &params.text_document.uri;
    let wanted = |kind: &CodeActionKind| {
        let only = params.context.only.as_ref();
        only.is_none_or(|only| only.iter().any(|one| covers(one, kind)))
    };
    let mut actions = Vec::new();
    if wanted(&CodeActionKind::QUICKFIX) {
        text.findings();
        let touched: Vec<&Diagnostic> =
            text.found.iter().flatten().filter(|it| touches(it.span, asked)).collect();
        actions.extend(touched.iter().filter_map(|found| mend(text, url, found)));
        actions.extend(leave_out(text, url, &touched, edits));
    }
    let all = CodeActionKind::new(FIX_ALL);
    if wanted(&all)
        && let Some(edit) = fix_all(text)
    {
        actions.push(CodeAction {
            title: "Do all safe fixes (masthead)".to_owned(),
            kind: Some(all),
            edit: Some(workspace_edit(url, vec![edit])),
            ..CodeAction::default()
        });
    }
    actions.into_iter().map(CodeActionOrCommand::CodeAction).collect()
}

/// Whether an editor that asks for this kind of action wants that one: `source.fixAll` holds all that begins so.
fn covers(asked: &CodeActionKind, kind: &CodeActionKind) -> bool {
    let rest = kind.as_str().strip_prefix(asked.as_str());
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.') || asked.as_str().is_empty())
}

const fn touches(one: Span, other: Span) -> bool {
    one.start <= other.end && other.start <= one.end
}

/// The fix of a finding.
fn mend(text: &OpenText, url: &Url, found: &Diagnostic) -> Option<CodeAction> {
    let Fix { message, applicability, edits, .. } = found.fix.as_ref()?;
    let is_safe = *applicability == Applicability::Safe;
    let guess = if is_safe { "" } else { " (a guess)" };
    let edits = edits.iter().map(|Edit { span, content }| {
        TextEdit::new(place::range(&text.source, *span), content.clone())
    });
    Some(CodeAction {
        title: format!("{}{guess} ({})", capitalized(message), found.rule),
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: Some(vec![shown(&text.source, found)]),
        edit: Some(workspace_edit(url, edits.collect())),
        is_preferred: is_safe.then_some(true),
        ..CodeAction::default()
    })
}

/// A comment for each of these findings that leaves it out where it stands.
fn leave_out(text: &OpenText, url: &Url, found: &[&Diagnostic], edits: Edits) -> Vec<CodeAction> {
    if found.is_empty() {
        return Vec::new();
    }
    let document = Document::parse(&text.source);
    let action = |found: &&Diagnostic| {
        let action = CodeAction {
            title: format!("Ignore {} here, with a reason", found.rule),
            kind: Some(CodeActionKind::QUICKFIX),
            diagnostics: Some(vec![shown(&text.source, found)]),
            ..CodeAction::default()
        };
        match edits {
            Edits::Later => {
                let data = Asked {
                    uri: url.clone(),
                    version: text.version,
                    rule: found.rule.to_string(),
                    start: found.span.start,
                };
                Some(CodeAction { data: serde_json::to_value(data).ok(), ..action })
            }
            Edits::AtOnce => {
                let edit = comment(text, found)?;
                Some(CodeAction { edit: Some(workspace_edit(url, vec![edit])), ..action })
            }
        }
    };
    found.iter().filter(|found| can_ignore(&document, found)).filter_map(action).collect()
}

/// The finding that an action without its change is about.
#[derive(Debug, Serialize, Deserialize)]
pub struct Asked {
    /// The text.
    pub uri: Url,
    /// The editor's number for the state of it that was asked about.
    version: i32,
    rule: String,
    /// Where the finding begins, in bytes.
    start: usize,
}

/// The action with the change that it makes; without one where the text is another by now, or no comment can stand there.
pub fn resolve(text: &mut OpenText, asked: &Asked, action: CodeAction) -> CodeAction {
    if text.version != asked.version {
        return action;
    }
    text.findings();
    let is_meant = |it: &&Diagnostic| it.rule == asked.rule && it.span.start == asked.start;
    let found = text.found.iter().flatten().find(is_meant);
    let edit = found.and_then(|found| comment(text, found));
    CodeAction { edit: edit.map(|edit| workspace_edit(&asked.uri, vec![edit])), ..action }
}

/// The change that writes a comment for a finding.
fn comment(text: &OpenText, found: &Diagnostic) -> Option<TextEdit> {
    let post = text.post.as_ref()?;
    let find = |document: &Document<'_>| post.check(document);
    let written = ignore_one(&text.source, found, REASON, &find)?;
    let (span, content) = difference(&text.source.text, &written.text)?;
    Some(TextEdit::new(place::range(&text.source, span), content.to_owned()))
}

/// The change that all safe fixes together make, each of them proved; none where there is nothing to do.
fn fix_all(text: &OpenText) -> Option<TextEdit> {
    let post = text.post.as_ref()?;
    let find = |document: &Document<'_>| post.check(document);
    let source = Source::new(text.source.path.clone(), text.source.text.clone());
    let fixed = fix(source, Applicability::Safe, &find);
    let (span, content) = difference(&text.source.text, &fixed.source.text)?;
    Some(TextEdit::new(place::range(&text.source, span), content.to_owned()))
}

/// The smallest single replacement that makes the new text of the old one; none where they are the same.
fn difference<'n>(old: &str, new: &'n str) -> Option<(Span, &'n str)> {
    if old == new {
        return None;
    }
    let same = |(a, b): &(char, char)| a == b;
    let width = |(a, _): (char, char)| a.len_utf8();
    let head: usize = old.chars().zip(new.chars()).take_while(same).map(width).sum();
    let (old_rest, new_rest) = (&old[head..], &new[head..]);
    let both = old_rest.chars().rev().zip(new_rest.chars().rev());
    let tail: usize = both.take_while(same).map(width).sum();
    Some((Span::new(head, old.len() - tail), &new_rest[..new_rest.len() - tail]))
}

fn workspace_edit(url: &Url, edits: Vec<TextEdit>) -> WorkspaceEdit {
    WorkspaceEdit::new(HashMap::from([(url.clone(), edits)]))
}

fn capitalized(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| {
        first.to_uppercase().collect::<String>() + characters.as_str()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_is_as_small_as_it_can_be() {
        let check = |old: &str, new: &str, expected: Option<(usize, usize, &str)>| {
            let found = difference(old, new).map(|(span, text)| (span.start, span.end, text));
            assert_eq!(found, expected, "{old} {new}");
        };
        check("same", "same", None);
        check("a b c", "a X c", Some((2, 3, "X")));
        check("aa", "aaa", Some((2, 2, "a")));
        check("标题", "标颗", Some((3, 6, "颗")));
        check("", "x", Some((0, 0, "x")));
    }

    #[test]
    fn an_editor_that_asks_for_a_kind_gets_its_parts() {
        let kind = |name: &'static str| CodeActionKind::new(name);
        assert!(covers(&kind("source.fixAll"), &kind(FIX_ALL)));
        assert!(covers(&kind("source"), &kind(FIX_ALL)));
        assert!(!covers(&kind("source.fix"), &kind(FIX_ALL)));
        assert!(!covers(&kind("quickfix"), &kind(FIX_ALL)));
    }
}
