//! Looking for a piece of text in a long one.

use memchr::memmem;

/// Whether a text holds a piece, many bytes at a time: for bodies, where [`str::contains`] is several times slower.
#[must_use]
pub fn holds(text: &str, piece: &str) -> bool {
    memmem::find(text.as_bytes(), piece.as_bytes()).is_some()
}

/// Whether a text holds a mark of two bytes, the first this one and the second one of these: one pass for several marks.
#[must_use]
pub fn holds_mark(text: &str, first: u8, seconds: &[u8]) -> bool {
    let bytes = text.as_bytes();
    let is_mark = |at: usize| bytes.get(at + 1).is_some_and(|second| seconds.contains(second));
    memchr::memchr_iter(first, bytes).any(is_mark)
}

/// Whether a text may hold fenced code: three backticks or tildes.
#[must_use]
pub fn may_hold_fences(text: &str) -> bool {
    holds(text, "```") || holds(text, "~~~")
}

/// The nearest place at or before `at` where a character begins, or the end of the text: readers may name any byte of a
/// character when they say where they failed.
#[must_use]
pub fn character_at(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_found_by_both_their_bytes() {
        assert!(holds_mark("a { {% b", b'{', b"{%") && holds_mark("{{", b'{', b"{%"));
        assert!(!holds_mark("a {b} %", b'{', b"{%") && !holds_mark("a {", b'{', b"{%"));
    }

    #[test]
    fn a_place_within_a_character_is_led_to_its_start() {
        let found: Vec<usize> = (0..8).map(|at| character_at("a标é", at)).collect();
        assert_eq!(found, [0, 1, 1, 1, 4, 4, 6, 6]);
    }
}
