//! Bytes, ranges, positions and edits: the ground that every other layer stands on.
//!
//! Offsets are always bytes in the original text. Rows, characters, UTF-16 units and display
//! columns exist only at the edges and are made by [`LineIndex`].

mod difference;
mod edit;
mod escape;
mod fingerprint;
mod line_index;
mod search;
mod source;
mod span;

pub use difference::difference;
pub use edit::{Edit, Overlap, apply};
pub use escape::{escape, is_printable, is_unprintable};
pub use fingerprint::fingerprint;
pub use line_index::{LineIndex, Position, cells, width};
pub use search::{character_at, holds, holds_mark, may_hold_fences};
pub use source::Source;
pub use span::Span;
