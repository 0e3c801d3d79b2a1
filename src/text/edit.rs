//! Changes to a text, as byte ranges of the original.

use super::Span;

/// One replacement: the bytes of `span` give way to `content`. An empty span inserts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What goes, in bytes of the original text.
    pub span: Span,
    /// What comes in its place.
    pub content: String,
}

impl Edit {
    /// Replaces the bytes of `span`.
    #[must_use]
    pub fn replace(span: Span, content: impl Into<String>) -> Self {
        Self { span, content: content.into() }
    }

    /// Puts `content` before the byte at `offset`.
    #[must_use]
    pub fn insert(offset: usize, content: impl Into<String>) -> Self {
        Self::replace(Span::at(offset), content)
    }

    /// Takes the bytes of `span` out.
    #[must_use]
    pub fn delete(span: Span) -> Self {
        Self::replace(span, "")
    }
}

/// Two edits want the same bytes, or one lies outside the text or cuts a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("two changes want the same text at byte {0}")]
pub struct Overlap(pub usize);

/// The text with all `edits` done. They may come in any order; insertions at one place keep theirs.
///
/// # Errors
/// When two edits overlap, or one does not lie on characters of the text. Nothing is done then.
pub fn apply(text: &str, edits: &[Edit]) -> Result<String, Overlap> {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort_by_key(|edit| edit.span);
    let mut result = String::with_capacity(text.len());
    let mut done = 0;
    for Edit { span, content } in sorted {
        let kept = text.get(done..span.start).ok_or(Overlap(span.start))?;
        text.get(span.start..span.end).ok_or(Overlap(span.end))?;
        result.push_str(kept);
        result.push_str(content);
        done = span.end;
    }
    result.push_str(&text[done..]);
    Ok(result)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_apply_in_order_of_their_place() {
        let edits = [
            Edit::insert(3, "!"),
            Edit::replace(Span::new(0, 1), "A"),
            Edit::delete(Span::new(1, 2)),
        ];
        assert_eq!(apply("abc", &edits).unwrap(), "Ac!");
    }

    #[test]
    fn overlap_and_cut_characters_are_refused() {
        let twice = [Edit::delete(Span::new(0, 2)), Edit::delete(Span::new(1, 3))];
        assert_eq!(apply("abc", &twice), Err(Overlap(1)));
        assert!(apply("标", &[Edit::delete(Span::new(0, 1))]).is_err());
    }
}
