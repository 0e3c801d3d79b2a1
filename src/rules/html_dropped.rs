//! HTML in a site that leaves HTML out.

use super::{Context, Finding, Findings, Group, Harm, Rule};
use crate::document::body::{Delimiter, Markup, Tag};
use crate::engine::Place;
use crate::text::Span;

/// `html-dropped`
pub const RULE: Rule = Rule {
    name: "html-dropped",
    group: Group::Body,
    page: include_str!("../../rules/html-dropped.md"),
    on: true,
    harm: Harm::of(b".W."),
    fix: None,
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings<'_>) {
    // Where several engines count there is no site, and nobody has said how HTML is to be taken.
    let [setup] = context.setups else { return };
    if setup.shows_html() || setup.place(context.path) != Place::Content {
        return;
    }
    let markup = context.document.markup();
    if markup.tags.is_empty() || !is_markdown(context.path) {
        return;
    }
    let kept = kept(context, markup);
    let is_kept = |tag: &&Tag| {
        let behind = kept.partition_point(|span| span.start <= tag.span.start);
        behind > 0 && kept[behind - 1].contains(tag.span.start)
    };
    let mut dropped = markup.tags.iter().filter(|tag| !is_kept(tag));
    let Some(first) = dropped.next() else { return };
    let more = match dropped.count() {
        0 => String::new(),
        1 => " and one more tag".to_owned(),
        more => format!(" and {more} more tags"),
    };
    let name = context.document.source.slice(first.name);
    findings.add(
        Finding::new(first.span, format!("Hugo leaves `{name}`{more} of this post out"))
            .help("set `markup.goldmark.renderer.unsafe = true` in the site's configuration, or write it as Markdown or a shortcode"),
    );
}

/// Whether Hugo reads a file as Markdown, by its name.
fn is_markdown(path: &str) -> bool {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    ["md", "markdown", "mdown"].iter().any(|known| extension.eq_ignore_ascii_case(known))
}

/// What stands between the tags of shortcodes whose output is HTML: no Markdown is read there.
fn kept(context: &Context<'_>, markup: &Markup) -> Vec<Span> {
    let text = &context.document.source.text;
    let mut open: Vec<(&str, usize)> = Vec::new();
    let mut kept: Vec<Span> = Vec::new();
    for template in &markup.templates {
        if template.delimiter != Delimiter::Shortcode || !template.closed {
            continue;
        }
        let inner = template.inner.text(text).trim();
        let name = inner.trim_start_matches('/').split_whitespace().next().unwrap_or_default();
        if !inner.starts_with('/') {
            open.push((name, template.span.end));
            continue;
        }
        // What was opened since then takes no content.
        let Some(at) = open.iter().rposition(|(known, _)| *known == name) else { continue };
        let span = Span::new(open[at].1, template.span.start);
        open.truncate(at);
        while kept.last().is_some_and(|inside| span.covers(*inside)) {
            kept.pop();
        }
        kept.push(span);
    }
    kept
}
