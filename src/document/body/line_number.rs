//! Numbers at the start of a line that CommonMark takes for text, and other renderers for the next item of the list.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::markdown::OPTIONS;
use crate::text::Span;

/// The marks behind such numbers in items of lists, in order of place: the `.` of `2016. That year`.
#[must_use]
pub fn number_marks(text: &str, body: Span) -> Vec<Span> {
    let body_text = body.text(text);
    if !body_text.lines().any(|line| mark(line.trim_start_matches([' ', '\t', '>'])).is_some()) {
        return Vec::new();
    }
    let (mut items, mut is_new_line) = (0usize, false);
    let mut marks = Vec::new();
    for (event, range) in Parser::new_ext(body_text, OPTIONS).into_offset_iter() {
        match event {
            Event::Start(Tag::Item) => items += 1,
            Event::End(TagEnd::Item) => items -= 1,
            Event::Text(_) if is_new_line && items > 0 => {
                let at = mark(&body_text[range.start..]).map(|at| body.start + range.start + at);
                marks.extend(at.map(|at| Span::new(at, at + 1)));
            }
            _ => {}
        }
        is_new_line = matches!(event, Event::SoftBreak | Event::HardBreak);
    }
    marks
}

/// Where the mark of a list item stands behind its number.
fn mark(line: &str) -> Option<usize> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let behind = line[digits..].strip_prefix(['.', ')'])?;
    let is_mark = (1..=9).contains(&digits)
        && (behind.is_empty() || behind.starts_with([' ', '\t', '\n', '\r']));
    is_mark.then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_in_text_of_items_count() {
        for (text, places) in [
            ("* since\n  2016. That\n", vec![14]),
            ("* a\n2016) b\n", vec![]),
            ("since\n2016. That\n", vec![]),
            ("1. a\n2. b\n3. c\n", vec![]),
            ("* a\n\n  2. b\n", vec![]),
            ("* a\n  ```\n  2. b\n  ```\n", vec![]),
            ("> * a\n>   12. b\n", vec![12]),
        ] {
            let found = number_marks(text, Span::new(0, text.len()));
            let found: Vec<usize> = found.iter().map(|span| span.start).collect();
            assert_eq!(found, places, "{text}");
        }
    }
}
