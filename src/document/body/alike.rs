//! Whether a body reads the same to a renderer but for comments to Masthead.

use pulldown_cmark::{CowStr, Event, Parser, Tag, TagEnd};

use super::markdown::OPTIONS;

/// Whether two bodies come to the same, comments to Masthead and the blanks before them left out.
#[must_use]
pub fn reads_alike(before: &str, after: &str) -> bool {
    flow(before) == flow(after)
}

/// What a body comes to: texts in one piece without blanks at the end of their line.
fn flow(body: &str) -> Vec<Event<'_>> {
    let mut flow: Vec<Event<'_>> = Vec::new();
    for event in Parser::new_ext(body, OPTIONS) {
        match event {
            Event::InlineHtml(html) if is_order(&html) => {}
            Event::Text(text) => match flow.last_mut() {
                Some(Event::Text(before)) => *before = CowStr::from(format!("{before}{text}")),
                _ => flow.push(Event::Text(text)),
            },
            // A line of a block may come in pieces.
            Event::Html(html) => match flow.last_mut() {
                Some(Event::Html(before)) => *before = CowStr::from(format!("{before}{html}")),
                _ => flow.push(Event::Html(html)),
            },
            Event::End(TagEnd::HtmlBlock) if ends_order(&flow) => flow.truncate(flow.len() - 2),
            Event::End(_) | Event::SoftBreak | Event::HardBreak => {
                trim_last(&mut flow);
                flow.push(event);
            }
            event => flow.push(event),
        }
    }
    flow
}

/// Whether the block of HTML that ends here is a comment to Masthead and nothing else.
fn ends_order(flow: &[Event<'_>]) -> bool {
    matches!(flow, [.., Event::Start(Tag::HtmlBlock), Event::Html(html)] if is_order(html))
}

/// Takes the blanks away that stand at the end of the last text.
fn trim_last(flow: &mut Vec<Event<'_>>) {
    let Some(Event::Text(text)) = flow.last_mut() else { return };
    match text.trim_end_matches([' ', '\t']) {
        "" => drop(flow.pop()),
        kept if kept.len() < text.len() => *text = CowStr::from(kept.to_owned()),
        _ => {}
    }
}

fn is_order(html: &str) -> bool {
    let inner = html.trim().strip_prefix("<!--").and_then(|html| html.strip_suffix("-->"));
    inner.is_some_and(|inner| inner.trim_start().starts_with("masthead:") && !inner.contains("-->"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ORDER: &str = "<!-- masthead: ignore[x] why -->";

    #[track_caller]
    fn check(before: &str, after: &str, alike: bool) {
        assert_eq!(reads_alike(before, &after.replace('@', ORDER)), alike, "{after}");
    }

    #[test]
    fn comments_between_blocks_and_behind_lines_change_nothing() {
        check("a\n", "@\na\n", true);
        check("a\n\nb\n", "a\n\n@\nb\n", true);
        check("a\nb\n", "a @\nb\n", true);
        check("a  \nb\n", "a @  \nb\n", true);
        check("- a\n- b\n", "- a @\n- b\n", true);
        check("```\na\n```\n", "@\n```\na\n```\n", true);
        check("<div>\n</div>\n", "@\n<div>\n</div>\n", true);
        check("|a|\n|-|\n|b|\n", "|a|\n|-|\n|b @|\n", true);
        check("# a\n", "@\n# a\n", true);
        check("a\r\n\r\nb\r\n", "a\r\n\r\n@\r\nb\r\n", true);
    }

    #[test]
    fn comments_that_part_what_belongs_together_do() {
        check("a\nb\n", "a\n@\nb\n", false);
        check("- a\n- b\n", "- a\n@\n- b\n", false);
        check("|a|\n|-|\n|b|\n", "|a|\n|-|\n@\n|b|\n", false);
        check("```\na\n```\n", "```\na @\n```\n", false);
        check("a\\\nb\n", "a\\ @\nb\n", false);
        check("a\n", "a <!-- b -->\n", false);
    }
}
