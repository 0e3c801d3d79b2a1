//! Front matter that is one JSON object at the start of the file.

use super::lines::lines;
use super::{Fences, Oddity, OddityKind};
use crate::document::Format;
use crate::text::Span;

/// The object that starts at `start`, if it is one: a brace, then a quoted key or the end.
pub(super) fn find(text: &str, start: usize, mut oddities: Vec<Oddity>) -> Option<Fences> {
    let inside = text[start + 1..].trim_start();
    if !inside.starts_with(['"', '}']) {
        return None;
    }
    let end = object_end(text, start).unwrap_or_else(|| {
        let end = last_brace_line(text, start);
        oddities.push(Oddity { kind: OddityKind::CloserMissing, span: Span::at(end) });
        end
    });
    let body = match lines(text, end).next() {
        Some(rest) if rest.content(text).trim().is_empty() => rest.next,
        _ => end,
    };
    Some(Fences {
        format: Format::Json,
        opener: Span::at(start),
        block: Span::new(start, end),
        closer: Span::at(end),
        body: Span::new(body, text.len()),
        oddities,
    })
}

/// Behind the brace that closes the one at `start`; none where it is never closed. Strings are respected.
fn object_end(text: &str, start: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut depth = 0_usize;
    let mut in_string = false;
    let mut at = start;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if in_string => at += 1,
            b'"' => in_string = !in_string,
            b'{' if !in_string => depth += 1,
            b'}' if !in_string => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// Behind the first line that is a closing brace alone; else behind the last line before a blank one.
fn last_brace_line(text: &str, start: usize) -> usize {
    let mut end = start;
    for line in lines(text, start) {
        let content = line.content(text);
        if content.trim().is_empty() {
            return end;
        }
        end = line.span.end;
        if content.trim_end() == "}" {
            return end;
        }
    }
    end
}
