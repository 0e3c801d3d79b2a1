//! Shortcode marks that Hugo shall show: `{{</* … */>}}` wherever a closing mark follows.

use crate::document::Markup;
use crate::engine::literal::{LITERAL, is_in};
use crate::text::{Edit, Span};

/// See [`crate::engine::Setup::show_literally`].
pub(in crate::engine) fn show_literally(body: &str, keep: &[Span]) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut markup = None;
    let mut at = 0;
    while let Some(found) = memchr::memmem::find(&body.as_bytes()[at..], b"{{") {
        let start = at + found;
        at = start + 1;
        let close = match body.as_bytes().get(start + 2) {
            Some(b'<') => ">}}",
            Some(b'%') => "%}}",
            _ => continue,
        };
        if is_in(keep, start) {
            continue;
        }
        let inner = start + 3;
        let next = keep.get(keep.partition_point(|kept| kept.start < inner));
        let limit = next.map_or(body.len(), |kept| kept.start);
        let end = body[inner..limit].find(close).filter(|length| *length > 0);
        match end {
            Some(length) if !body[inner..inner + length].contains("*/") => {
                edits.push(Edit::insert(inner, "/*"));
                edits.push(Edit::insert(inner + length, "*/"));
                at = inner + length;
            }
            _ => {
                let markup =
                    markup.get_or_insert_with(|| Markup::read(body, Span::new(0, body.len())));
                let mark = Span::new(start, inner);
                edits.push(match markup.code_at(start) {
                    Some(_) => Edit::replace(
                        mark,
                        format!("{{{{< {LITERAL} \"{}\" >}}}}", mark.text(body)),
                    ),
                    None => Edit::replace(mark, mark.text(body).replacen('{', "&#123;", 1)),
                });
                at = inner;
            }
        }
    }
    edits
}
