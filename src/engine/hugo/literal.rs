//! Shortcode marks that Hugo shall show: `{{</* … */>}}` wherever a closing mark follows.

use crate::document::Markup;
use crate::engine::literal::{LITERAL, is_in};
use crate::text::{Edit, Span};

/// See [`crate::engine::Setup::show_literally`].
pub(in crate::engine) fn show_literally(body: &str, keep: &[Span]) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut markup = None;
    // Each closing mark is looked for once, since all before it are closed by it.
    let mut closes = [Ahead::new(">}}"), Ahead::new("%}}")];
    let mut comment = Ahead::new("*/");
    let mut at = 0;
    while let Some(found) = memchr::memmem::find(&body.as_bytes()[at..], b"{{") {
        let start = at + found;
        at = start + 1;
        let close = match body.as_bytes().get(start + 2) {
            Some(b'<') => &mut closes[0],
            Some(b'%') => &mut closes[1],
            _ => continue,
        };
        if is_in(keep, start) {
            continue;
        }
        let inner = start + 3;
        let next = keep.get(keep.partition_point(|kept| kept.start < inner));
        let limit = next.map_or(body.len(), |kept| kept.start);
        let end = close.from(body, inner).filter(|end| *end > inner && *end + 3 <= limit);
        match end.filter(|end| comment.from(body, inner).is_none_or(|comment| comment >= *end)) {
            Some(end) => {
                edits.push(Edit::insert(inner, "/*"));
                edits.push(Edit::insert(end, "*/"));
                at = end;
            }
            None => {
                let markup =
                    markup.get_or_insert_with(|| Markup::read(body, Span::new(0, body.len())));
                let mark = Span::new(start, inner);
                let text = mark.text(body);
                edits.push(match markup.code_at(start) {
                    Some(_) => Edit::replace(mark, format!("{{{{< {LITERAL} \"{text}\" >}}}}")),
                    None => Edit::replace(mark, text.replacen('{', "&#123;", 1)),
                });
                at = inner;
            }
        }
    }
    edits
}

/// Where a mark stands next, remembered until that is passed.
struct Ahead {
    mark: &'static str,
    next: Option<usize>,
    /// Whether there is no more of it.
    ended: bool,
}

impl Ahead {
    const fn new(mark: &'static str) -> Self {
        Self { mark, next: None, ended: false }
    }

    /// The first one at `from` or behind it. Places are asked for in order.
    fn from(&mut self, body: &str, from: usize) -> Option<usize> {
        if self.next.is_none_or(|next| next < from) && !self.ended {
            let found = memchr::memmem::find(&body.as_bytes()[from..], self.mark.as_bytes());
            self.next = found.map(|at| from + at);
            self.ended = found.is_none();
        }
        self.next.filter(|next| *next >= from)
    }
}
