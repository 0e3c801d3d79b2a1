//! What Zola sees in a body: whether it can be rendered, and whether the summary is divided
//! (markdown/src/markdown.rs).

use std::borrow::Cow;

use memchr::memmem;

use crate::document::body::{Flow, Markup};
use crate::text::Span;

use super::read::{File, NoPage};

/// What a body shows once it is rendered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Seen {
    /// Whether a marker divides the summary from the rest.
    pub summary_divided: bool,
}

/// Looks at the body of a file.
pub(super) fn look(file: &File<'_>, _template: Option<&str>) -> Result<Seen, NoPage> {
    let body = file.fences.body;
    let divided = find_marker(file.body()).is_some() && {
        let document = file.document;
        let markup = if document.body == body {
            Cow::Borrowed(document.markup())
        } else {
            Cow::Owned(Markup::read(file.text, body))
        };
        divides_summary(file.text, &markup)
    };
    Ok(Seen { summary_divided: divided })
}

/// Whether a piece of HTML holds the marker: a line of an HTML block, or what stands between text.
fn divides_summary(text: &str, markup: &Markup) -> bool {
    let in_line = |block: &Span| block.text(text).lines().any(|line| find_marker(line).is_some());
    let inline = markup.comments.iter().filter(|comment| comment.flow == Flow::Inline);
    inline.map(|comment| comment.span).any(|span| find_marker(span.text(text)).is_some())
        || markup.html_blocks.iter().any(in_line)
}

/// Where `<!-- more -->` stands, in any case and with any blanks (MORE_DIVIDER_RE).
fn find_marker(text: &str) -> Option<usize> {
    memmem::find_iter(text.as_bytes(), "<!--").find(|&at| {
        let rest = text[at + "<!--".len()..].trim_start();
        let word = rest.get(..4).is_some_and(|word| word.eq_ignore_ascii_case("more"));
        word && rest[4..].trim_start().starts_with("-->")
    })
}
