//! Whether a body is divided into summary and rest (`parser/pageparser/pagelexer.go`).

use super::fence::Language;
use super::front_matter::FrontMatter;

/// Whether the divider stands in the body: exactly these bytes, wherever they stand.
pub(super) fn is_divided(read: &FrontMatter, text: &str) -> bool {
    let divider: &[u8] = match read.language {
        Some(Language::Org) => b"# more",
        _ => b"<!--more-->",
    };
    memchr::memmem::find(read.body.text(text).as_bytes(), divider).is_some()
}
