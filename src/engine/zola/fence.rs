//! Where Zola sees the block and the body (content/src/front_matter/split.rs: TOML_RE, YAML_RE).
//!
//! TOML is tried first. The closer is the first three marks, anywhere, that only blanks and a line's end
//! follow; the body begins behind the last newline of those blanks. Bytes of UTF-8 are only compared with ASCII, so
//! every span lies on character boundaries.

use memchr::memchr_iter;

use crate::document::Format;
use crate::engine::Version;
use crate::text::Span;

/// The block and the body, in bytes of the whole text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fences {
    /// YAML or TOML; Zola knows no other.
    pub format: Format,
    /// What Zola parses: from the newline behind the opener to the closing marks.
    pub block: Span,
    /// The body.
    pub body: Span,
}

/// The first version that allows blanks behind the opening marks.
const BLANKS_BEHIND_OPENER: Version = Version::new(0, 23);

/// Finds the block, or none where Zola says that it could not find front matter.
#[must_use]
pub fn find(text: &str, version: Version) -> Option<Fences> {
    let bytes = text.as_bytes();
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let opener = blanks_end(bytes, start);
    let (marks, format) = match bytes.get(opener..opener + 3)? {
        b"+++" => (b"+++", Format::Toml),
        b"---" => (b"---", Format::Yaml),
        _ => return None,
    };
    let block = block_start(bytes, opener + 3, version)?;
    memchr_iter(marks[0], &bytes[block..])
        .map(|at| block + at)
        .filter(|&at| bytes[at..].starts_with(marks))
        .find_map(|closer| {
            let body = body_start(bytes, closer + 3)?;
            Some(Fences {
                format,
                block: Span::new(block, closer),
                body: Span::new(body, text.len()),
            })
        })
}

/// Where the block begins behind the opening marks: at a line's end, which belongs to it.
fn block_start(bytes: &[u8], behind: usize, version: Version) -> Option<usize> {
    let line_end = if version >= BLANKS_BEHIND_OPENER {
        last_newline(bytes, behind, blanks_end(bytes, behind))?
    } else {
        behind
    };
    let newline = &bytes[line_end..];
    (newline.starts_with(b"\n") || newline.starts_with(b"\r\n")).then_some(line_end)
}

/// Where the body begins, if what follows the closing marks lets them close.
fn body_start(bytes: &[u8], behind: usize) -> Option<usize> {
    let end = blanks_end(bytes, behind);
    if end == bytes.len() {
        return Some(end);
    }
    last_newline(bytes, behind, end).map(|newline| newline + 1)
}

/// The end of the run of blanks and newlines at `start`.
fn blanks_end(bytes: &[u8], start: usize) -> usize {
    // A regular expression's `[[:space:]]`, which has the vertical tab too.
    let blank = |byte: &u8| byte.is_ascii_whitespace() || *byte == b'\x0b';
    start + bytes[start..].iter().take_while(|byte| blank(byte)).count()
}

/// The last newline of a run of blanks.
fn last_newline(bytes: &[u8], start: usize, end: usize) -> Option<usize> {
    bytes[start..end].iter().rposition(|&byte| byte == b'\n').map(|at| start + at)
}

#[cfg(test)]
mod tests {
    use super::*;

    const V22: Version = Version::new(0, 22);
    const V23: Version = Version::new(0, 23);

    /// `expected` is the block and the body with a `|` between.
    fn check(version: Version, text: &str, expected: Option<&str>) {
        let found = find(text, version)
            .map(|fences| format!("{}|{}", fences.block.text(text), fences.body.text(text)));
        assert_eq!(found.as_deref(), expected, "{text:?}");
    }

    #[test]
    fn fences() {
        check(V22, "---\na: b\n---\nx\n", Some("\na: b\n|x\n"));
        check(V22, "\u{feff} \t\r\n+++\r\na\r\n+++\r\n\r\n  x", Some("\r\na\r\n|  x"));
        check(V22, "---\n---", Some("\n|"));
        check(V22, "---\na: b ---\nx\n---\ny", Some("\na: b |x\n---\ny"));
        check(V22, "---\na: b --- c\n--- \t\ny", Some("\na: b --- c\n|y"));
        check(V22, "---\na\n----\nx", Some("\na\n-|x"));
        check(V22, "----\na\n----\nx", None);
        check(V22, "---\na\n...\nx", None);
        check(V22, "a\n---\nx", None);
        check(V22, "---\ra\r---\rx", None);
        check(V22, "", None);
    }

    #[test]
    fn blanks_behind_the_opener() {
        check(V22, "--- \na\n---\nx", None);
        check(V23, "--- \na\n---\nx", Some("\na\n|x"));
        check(V23, "+++\n\n \na\n+++\nx", Some("\na\n|x"));
    }
}
