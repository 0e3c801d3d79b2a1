//! What in a body stops a build, at its exact place.
//!
//! The engines themselves seldom say more than that a page failed. Whoever reads a body for an engine knows the tag.

use crate::text::{Span, character_at};

/// What stops the build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The tag, or the options of a code fence; in bytes of the whole file.
    pub span: Span,
    /// What is wrong with it.
    pub kind: FaultKind,
}

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FaultKind {
    /// Nothing of this name is there.
    UnknownTag,
    /// It was there, but not in this version.
    RemovedTag,
    /// It is not closed, or closes nothing.
    OpenTag,
    /// The template language cannot read or run it.
    Template,
    /// The options behind a code fence cannot be read.
    FenceInfo,
    /// It leads to a page that is not there.
    Link,
}

/// Why a build stops at a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stop {
    /// The reason in the engine's words.
    pub message: String,
    /// What is to blame; none where that is no single place.
    pub fault: Option<Fault>,
}

impl From<String> for Stop {
    fn from(message: String) -> Self {
        Self { message, fault: None }
    }
}

/// Opening and closing marks of tags.
const MARKS: [(&str, &str); 3] = [("{{", "}}"), ("{%", "%}"), ("{#", "#}")];

/// The tag that holds the byte at `at`, or ends there; only its opening mark where nothing closes it. Of many braces in
/// a row the first two are the mark.
pub(super) fn tag_around(text: &str, at: usize) -> Span {
    let bytes = text.as_bytes();
    let before = &bytes[..bytes.len().min(at + 2)];
    // The nearest mark is near, whereas one that is not there would be looked for up to the start of the text.
    let found = memchr::memrchr_iter(b'{', before).find_map(|last| {
        let opens = |start: usize| {
            let opens = |(open, _): &&(&str, &str)| before[start..].starts_with(open.as_bytes());
            MARKS.iter().find(opens).map(|(_, close)| (start, *close))
        };
        let braces = before[..last].iter().rev().take_while(|byte| **byte == b'{').count();
        opens(last).and_then(|_| opens(last - braces))
    });
    let Some((start, close)) = found else {
        let start = character_at(text, at);
        return Span::new(start, start + text[start..].chars().next().map_or(0, char::len_utf8));
    };
    let inner = start + 2;
    let end = memchr::memmem::find(&bytes[inner..], close.as_bytes());
    Span::new(start, end.map_or(inner, |end| inner + end + close.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, at: &str, expected: &str) {
        let found = tag_around(text, text.find(at).unwrap());
        assert_eq!(found.text(text), expected, "{text:?} at {at:?}");
    }

    #[test]
    fn the_tag_around_a_place_is_whole() {
        check("标 {% a b %} {{ c }}", "b", "{% a b %}");
        check("{% a %} {{ c }}", "c", "{{ c }}");
        check("{% a %} {{ c }}", "{{", "{{ c }}");
        check("{% a %} {{{% c }}", "%", "{% a %}");
        check("a {{{% c }} %}", "c", "{{{% c }}");
        check("{{ c 标", "标", "{{");
        check("标题", "题", "题");
    }
}
