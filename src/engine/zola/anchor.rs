//! The anchors of a page (markdown/src/markdown.rs: find_anchor; utils/src/anchors.rs).

use std::collections::{HashMap, HashSet};

use memchr::memchr_iter;

use crate::document::body::outline::Outline;

use super::slug::{self, Strategy};

/// The ids of a body's headings, in order: those that are written, and slugs of the others, with a number where a slug
/// is taken.
#[must_use]
pub fn of_headings(outline: &Outline, strategy: Strategy) -> Vec<String> {
    let written = outline.headings.iter().filter_map(|heading| heading.id.clone());
    let mut taken: HashSet<String> = written.collect();
    // The last number that each slug got, so that many equal headings stay cheap.
    let mut numbers: HashMap<String, usize> = HashMap::new();
    let mut anchors = Vec::new();
    for heading in &outline.headings {
        let anchor = match &heading.id {
            Some(id) => id.clone(),
            None => {
                let slug = slug::anchor(&heading.text, strategy);
                let number = numbers.entry(slug.clone()).or_default();
                let mut anchor = slug.clone();
                while taken.contains(&anchor) {
                    *number += 1;
                    anchor = format!("{slug}-{number}");
                }
                taken.insert(anchor.clone());
                anchor
            }
        };
        anchors.push(anchor);
    }
    anchors
}

/// What HTML has as `id` or `name`, in lower case, as Zola's regular expression finds it: quotes may be left out or
/// doubled, a blank ends a value too, and it need not stand in a tag.
#[must_use]
pub fn in_html(html: &str) -> HashSet<String> {
    let html = html.to_lowercase();
    let mut ids = HashSet::new();
    for at in memchr_iter(b'=', html.as_bytes()).filter(|&at| is_name(&html.as_bytes()[..at])) {
        let value = html[at + 1..].trim_start_matches(' ').trim_start_matches(['"', '\'']);
        let end = value.find(['"', '\'', '>', '\n']);
        let Some(value) = end.map(|end| &value[..end]) else { continue };
        let blanks = value.match_indices(' ').map(|(at, _)| at).take(MAX_WORDS);
        ids.extend(blanks.chain([value.len()]).map(|end| value[..end].to_owned()));
    }
    ids
}

/// A value of more words than this is not cut at each of its blanks.
const MAX_WORDS: usize = 16;

/// Whether text ends with a blank and `id` or `name`; blanks may follow.
fn is_name(before: &[u8]) -> bool {
    let end = before.iter().rposition(|byte| *byte != b' ').map_or(0, |at| at + 1);
    let name = before[..end].strip_suffix(b"id").or_else(|| before[..end].strip_suffix(b"name"));
    name.and_then(<[u8]>::last).is_some_and(u8::is_ascii_whitespace)
}

/// Whether an anchor is there on every page: none, or the top.
#[must_use]
pub fn is_special(anchor: &str) -> bool {
    anchor.is_empty() || anchor.eq_ignore_ascii_case("top")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_get_numbers_where_a_slug_is_taken() {
        let outline = Outline::read("# A\n# a\n# B {#a-1}\n# A\n# 你好\n# !\n# ?\n");
        let anchors = of_headings(&outline, Strategy::On);
        assert_eq!(anchors, ["a", "a-2", "a-1", "a-3", "ni-hao", "", "-1"]);
    }

    #[test]
    fn ids_in_html() {
        for html in ["<a name=\"Fred\">", "<a id = fred >", "<a\nid='fred'>", " id=fred x>"] {
            assert!(in_html(html).contains("fred"), "{html}");
        }
        for html in ["<a notid=\"fred\">", "<a id=\"freda\">", "<a href=\"fred\">", "id=\"fred\""] {
            assert!(!in_html(html).contains("fred"), "{html}");
        }
    }
}
