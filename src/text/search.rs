//! Looking for a piece of text in a long one.

use memchr::memmem;

/// Whether a text holds a piece, many bytes at a time: for bodies, where [`str::contains`] is several times slower.
#[must_use]
pub fn holds(text: &str, piece: &str) -> bool {
    memmem::find(text.as_bytes(), piece.as_bytes()).is_some()
}

/// Whether a text may hold fenced code: three backticks or tildes.
#[must_use]
pub fn may_hold_fences(text: &str) -> bool {
    holds(text, "```") || holds(text, "~~~")
}
