//! What the anchor of a heading is made of (hexo-renderer-marked, `lib/renderer.js`: `heading`, `anchorId`).

use super::config::Config;
use super::slug::{self, is_space};
use super::{Case, anchor_case};
use crate::document::body::outline::Heading;
use crate::value::Value;

/// The anchor of a heading, before equal ones get numbers.
pub fn anchor(config: &Config, heading: &Heading) -> String {
    let case: Case = anchor_case(config);
    slug::slugize(without_tags(&shown(config, heading)).trim(), case)
}

/// Whether quotes, dashes and dots become typographic: `marked.smartypants`.
pub fn is_typographic(config: &Config) -> bool {
    let marked = config.values.get("marked");
    marked.and_then(|marked| marked.get("smartypants")) != Some(&Value::Bool(false))
}

/// The text of a heading as the renderer writes it; inline code stays as it is.
fn shown(config: &Config, heading: &Heading) -> String {
    if !is_typographic(config) || !heading.text.contains(['\'', '"', '-', '.']) {
        return heading.text.clone();
    }
    let mut shown = String::with_capacity(heading.text.len() + 8);
    let mut end = 0;
    for code in &heading.code {
        shown.push_str(&typographic(&heading.text[end..code.start]));
        shown.push_str(code.text(&heading.text));
        end = code.end;
    }
    shown.push_str(&typographic(&heading.text[end..]));
    shown
}

/// `smartypants` of the renderer.
fn typographic(text: &str) -> String {
    let text = text.replace("---", "\u{2014}").replace("--", "\u{2013}");
    let text = quotes(&text, '\'', "-\u{2014}/([{\"", ['\u{2018}', '\u{2019}']);
    let text = quotes(&text, '"', "-\u{2014}/([{\u{2018}", ['\u{201c}', '\u{201d}']);
    text.replace("...", "\u{2026}")
}

/// Straight quotes as opening ones at the start, behind blanks and one of `openers`, else as closing ones.
fn quotes(text: &str, straight: char, openers: &str, [open, close]: [char; 2]) -> String {
    let mut before = None;
    let one = |character: char| {
        let opens = before.is_none_or(|before| is_space(before) || openers.contains(before));
        before = Some(character);
        match character == straight {
            true if opens => open,
            true => close,
            false => character,
        }
    };
    text.chars().map(one).collect()
}

/// A text without what looks like a tag, `Vec<T>` as `Vec` (hexo-util, `lib/strip_html.ts`).
fn without_tags(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        shown.push_str(&rest[..at]);
        let inside = &rest[at + 1..];
        if inside.starts_with([' ', '\n']) {
            shown.push_str("< ");
            rest = &inside[1..];
            continue;
        }
        rest = &inside[end_of_tag(inside)..];
    }
    shown.push_str(rest);
    shown
}

/// Where what stands behind a `<` is over: behind its `>`, outside of quotes and of tags in it.
fn end_of_tag(inside: &str) -> usize {
    let (mut depth, mut quote) = (0usize, None);
    for (at, character) in inside.char_indices() {
        match (character, quote) {
            ('<', None) => depth += 1,
            ('>', None) if depth > 0 => depth -= 1,
            ('>', None) => return at + 1,
            ('"' | '\'', None) => quote = Some(character),
            (one, Some(open)) if one == open => quote = None,
            _ => {}
        }
    }
    inside.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_become_typographic_as_the_renderer_s_do() {
        for (text, shown) in [
            ("What's next...", "What’s next…"),
            ("'a' \"b\" ('c') -- d --- e", "‘a’ “b” (‘c’) – d — e"),
            ("\"'a'\"", "“‘a’”"),
            ("'s", "‘s"),
        ] {
            assert_eq!(typographic(text), shown);
        }
    }

    #[test]
    fn what_looks_like_a_tag_is_no_part_of_an_anchor() {
        for (text, rest) in [
            ("--precise <yanked>", "--precise "),
            ("Vec<Vec<T>> x", "Vec x"),
            ("a < b > c", "a < b > c"),
            ("<a title=\">\">b</a>", "b"),
            ("a <b", "a "),
        ] {
            assert_eq!(without_tags(text), rest);
        }
    }
}
