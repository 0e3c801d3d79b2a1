//! The last step: text that the target would take for template syntax is written so that it is shown, and what the new
//! site must allow is noted.

use super::code;
use super::footnote;
use super::output::Output;
use super::raw;
use super::syntax;
use super::walk::{Answer, Walk};
use super::wants::{self, Wants};
use crate::document::Markup;
use crate::engine::{Config, LITERAL};
use crate::migrate::{Kind, Row};
use crate::text::{Edit, Span, apply};

/// The text of the new body.
pub fn finish(walk: &Walk<'_>, out: Output, wants: &mut Wants, rows: &mut Vec<Row>) -> String {
    let Output { text, run } = footnote::gathered(out);
    let to = walk.around.to;
    let edits = if text.contains('{') { to.show_literally(&text, &run) } else { Vec::new() };
    let is_literal = |edit: &Edit| edit.content.starts_with("{{") && edit.content.contains(LITERAL);
    if edits.iter().any(is_literal) {
        wants.templates.extend(wants::template(to.target, LITERAL));
    }
    // Edits of one engine never overlap; should they, the text stays, and reading it tells.
    let text = apply(&text, &edits).unwrap_or(text);
    let text = code::accepted(walk, text, rows);
    // A page of HTML that becomes one of Markdown stays HTML as long as no empty line ends it.
    let was_html = walk.is_html() && !walk.around.new_path.ends_with(".html");
    let text = if was_html { raw::without_gaps(&text) } else { text };
    html(walk, &text, wants, rows);
    text
}

/// HTML that Hugo leaves out: in the new site it needs a setting, and in the old one nobody saw it.
fn html(walk: &Walk<'_>, text: &str, wants: &mut Wants, rows: &mut Vec<Row>) {
    let is_hidden = |config: &Config| matches!(config, Config::Hugo(config) if !config.shows_html);
    if is_hidden(&walk.around.to.config) && !is_hidden(&walk.around.from.config) {
        wants.raw_html =
            text.contains('<') && !Markup::read(text, Span::new(0, text.len())).tags.is_empty();
        return;
    }
    if is_hidden(&walk.around.from.config)
        && !is_hidden(&walk.around.to.config)
        && let Some(tag) = walk.markup.tags.first()
    {
        let from = syntax::engine_name(walk.around.from);
        let to = syntax::engine_name(walk.around.to);
        let answer = Answer::changed(Output::default(), "HTML")
            .with_note("html-shown", format!("{from} left HTML out of the page; {to} shows it."));
        rows.push(Row {
            file: walk.around.path.to_owned(),
            line: Some(walk.document.source.lines().row(tag.span.start) + 1),
            kind: Kind::Markup,
            name: format!("<{}>", tag.name.text(walk.text)),
            action: answer.action,
            to: answer.to,
            reason: answer.reason,
            code: answer.code,
        });
    }
}
