//! A tag, shortcode or component that nobody brings.

use super::faults::{Found, name_of, report, shown};
use super::near::nearest;
use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::diagnostic::Severity;
use crate::document::body::{Delimiter, Template};
use crate::engine::{FaultKind, Setup, TagKind};
use crate::text::Span;

/// `tag-unknown`
pub const RULE: Rule = Rule {
    name: "tag-unknown",
    group: Group::Body,
    page: include_str!("../../rules/tag-unknown.md"),
    on: true,
    harm: Harm::of(b"EEE"),
    fix: None,
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    report(context, findings, |one| unknown(context, one));
    // Where several engines count, a tag belongs to the one that runs it.
    if let [setup] = context.setups {
        left_over(context, setup, findings);
    }
}

fn unknown(context: &Context<'_>, one: &Found<'_>) -> Option<Finding> {
    let Found { setup, fault, in_code, .. } = one;
    if fault.kind != FaultKind::UnknownTag || *in_code {
        return None;
    }
    let name = name_of(context.document.source.slice(fault.span));
    let engine = setup.target.engine.title();
    let message = format!("{engine} knows no {} `{name}`, and stops the build", setup.tag_word());
    let names = setup.tag_names();
    let help = match nearest(name, names.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => setup.tag_place(name),
    };
    Some(Finding::new(fault.span, message).help(help))
}

/// Tags of another engine, which this one shows as they are written.
fn left_over(context: &Context<'_>, setup: &Setup, findings: &mut Findings<'_>) {
    let templates = &context.document.markup().templates;
    if templates.is_empty() {
        return;
    }
    let text = context.document.source.text.as_str();
    let mut shows = templates.iter().filter(|tag| setup.shows_tag(text, tag)).peekable();
    if shows.peek().is_none() {
        return;
    }
    let kept = kept(context, setup);
    let is_kept = |tag: &Template| kept.iter().any(|span| span.contains(tag.span.start));
    let mut opened: Vec<&str> = Vec::new();
    for tag in shows.filter(|tag| !is_kept(tag)) {
        let name = name_of(tag.span.text(text));
        let closes = name.strip_prefix("end").or_else(|| name.strip_prefix('/'));
        match closes.and_then(|closes| opened.iter().rposition(|open| *open == closes)) {
            Some(at) => drop(opened.remove(at)),
            None => {
                opened.push(name);
                findings.add(shown_as_text(text, setup, tag));
            }
        }
    }
}

/// What stands in a shortcode whose content is no Markdown, as in one that shows code.
fn kept(context: &Context<'_>, setup: &Setup) -> Vec<Span> {
    let text = &context.document.source.text;
    let is_html = |span: Span| span.text(text).starts_with("{{<");
    let tags = setup.tags(context.path, context.document);
    let blocks = tags.iter().filter(|tag| tag.kind == TagKind::Block && is_html(tag.opening));
    blocks.filter_map(|tag| tag.inner).collect()
}

fn shown_as_text(text: &str, setup: &Setup, tag: &Template) -> Finding {
    let whose = match tag.delimiter {
        Delimiter::Shortcode | Delimiter::MarkdownShortcode => "Hugo's",
        Delimiter::Statement => "Hexo's or another engine's",
        Delimiter::Expression | Delimiter::Comment => "another engine's",
    };
    let engine = setup.target.engine.title();
    let message = format!("{engine} shows `{}` as text", shown(tag.span.text(text)));
    Finding::new(tag.span, message)
        .severity(Severity::Warning)
        .help(format!("the tag is {whose}; write it as Markdown or HTML, or put it in backticks if it is to be shown"))
}
