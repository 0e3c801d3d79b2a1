//! How Hugo spells paths: normalising file names, cleaning URLs (`common/paths/path.go`, `helpers/path.go`).

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A logical path: lower case, each space a hyphen (`NormalizePathStringBasic`).
pub(super) fn normalize(path: &str) -> String {
    path.chars().map(|c| if c == ' ' { '-' } else { lower(c) }).collect()
}

/// One character in lower case, as Go does it: always one for one.
fn lower(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

/// What two site settings change about paths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Spelling {
    /// `disablePathToLower`
    pub keep_case: bool,
    /// `removePathAccents`
    pub remove_accents: bool,
}

/// A path as it becomes part of a URL (`MakePathSanitized`): what is no letter, digit, mark or one of
/// `. / \ _ # + ~ - @` goes, blanks become one hyphen.
pub(super) fn sanitize(path: &str, spelling: Spelling) -> String {
    let mut clean = allowed_only(path);
    if spelling.remove_accents {
        clean = clean.nfd().filter(|c| !is_nonspacing_mark(*c)).nfc().collect();
    }
    if spelling.keep_case { clean } else { clean.chars().map(lower).collect() }
}

fn allowed_only(path: &str) -> String {
    if path.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'-' | b'.' | b'_')) {
        return path.to_owned();
    }
    let mut clean = String::with_capacity(path.len());
    let (mut hyphen_due, mut was_hyphen) = (false, false);
    for (at, c) in path.char_indices() {
        if is_allowed(path, at, c) {
            was_hyphen = c == '-';
            if std::mem::take(&mut hyphen_due) && !was_hyphen {
                clean.push('-');
            }
            clean.push(c);
        } else if !clean.is_empty() && !was_hyphen && c.is_whitespace() {
            hyphen_due = true;
        }
    }
    clean
}

fn is_allowed(path: &str, at: usize, c: char) -> bool {
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' => true,
        '.' | '/' | '\\' | '_' | '#' | '+' | '~' | '-' | '@' => true,
        '%' => path
            .as_bytes()
            .get(at + 1..at + 3)
            .is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit)),
        _ => !c.is_ascii() && (is_letter(c) || is_digit(c) || is_combining_mark(c)),
    }
}

/// Unicode's letters (L). The standard library's alphabetic characters are these, letter numbers, some
/// marks (which are allowed anyway) and letters in circles and squares.
pub(super) fn is_letter(c: char) -> bool {
    let circled = matches!(c, '\u{24b6}'..='\u{24e9}' | '\u{1f130}'..='\u{1f189}');
    c.is_alphabetic() && !c.is_numeric() && !circled
}

/// The zeros of Unicode's decimal digits (Nd); nine more follow each.
const ZEROS: &[u32] = &[
    0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6,
    0xe50, 0xed0, 0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50,
    0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10,
    0x104a0, 0x10d30, 0x10d40, 0x11066, 0x110f0, 0x11136, 0x111d0, 0x112f0, 0x11450, 0x114d0,
    0x11650, 0x116c0, 0x116d0, 0x116da, 0x11730, 0x118e0, 0x11950, 0x11bf0, 0x11c50, 0x11d50,
    0x11da0, 0x11f50, 0x16130, 0x16a60, 0x16ac0, 0x16b50, 0x16d70, 0x1ccf0, 0x1d7ce, 0x1d7d8,
    0x1d7e2, 0x1d7ec, 0x1d7f6, 0x1e140, 0x1e2f0, 0x1e4f0, 0x1e5f1, 0x1e950, 0x1fbf0,
];

pub(super) fn is_digit(c: char) -> bool {
    let code = u32::from(c);
    let index = ZEROS.partition_point(|zero| *zero <= code);
    index > 0 && code < ZEROS[index - 1] + 10
}

/// Marks without width (Mn); combining marks with width stay when accents are removed.
fn is_nonspacing_mark(c: char) -> bool {
    is_combining_mark(c) && unicode_width::UnicodeWidthChar::width(c) == Some(0)
}

/// A heading as its anchor (`markup/goldmark/autoid.go`, the github style): spaces become hyphens, and what
/// is no letter, digit, hyphen or underscore goes.
pub(super) fn heading(text: &str) -> String {
    text.trim()
        .chars()
        .filter_map(|c| match c {
            ' ' => Some('-'),
            '-' | '_' | '0'..='9' => Some(c),
            _ if is_letter(c) || is_digit(c) => Some(lower(c)),
            _ => None,
        })
        .collect()
}

/// `path.Clean`: no `.`, `..` or empty parts; `.` for nothing.
pub(super) fn clean(path: &str) -> String {
    let rooted = path.starts_with('/');
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => match parts.last() {
                Some(last) if *last != ".." => {
                    parts.pop();
                }
                _ if rooted => {}
                _ => parts.push(".."),
            },
            other => parts.push(other),
        }
    }
    match (rooted, parts.join("/")) {
        (true, joined) => format!("/{joined}"),
        (false, joined) if joined.is_empty() => ".".to_owned(),
        (false, joined) => joined,
    }
}

/// The last extension of a path with its dot, as `path.Ext` finds it; empty where there is none.
pub(super) fn extension(path: &str) -> &str {
    let name_at = path.rfind('/').map_or(0, |at| at + 1);
    path[name_at..].rfind('.').map_or("", |at| &path[name_at + at..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_cleaned_as_hugo_does() {
        let plain = Spelling::default();
        for (path, expected) in [
            ("My  Post", "my-post"),
            ("a & b", "a-b"),
            ("C#", "c#"),
            ("it's, (ok)!", "its-ok"),
            ("中文 標題、二", "中文-標題二"),
            ("100%", "100"),
            ("a%20b", "a%20b"),
            ("😀", ""),
            ("a - b", "a-b"),
            ("Éa", "éa"),
            ("〇Ⅷ①Ⓐ٣", "٣"),
        ] {
            assert_eq!(sanitize(path, plain), expected, "{path:?}");
        }
        let accents = Spelling { remove_accents: true, ..plain };
        assert_eq!(sanitize("Éç đß Å", accents), "ec-đß-a");
        assert_eq!(sanitize("Ab", Spelling { keep_case: true, ..plain }), "Ab");
        assert_eq!(normalize("My  Post"), "my--post");
    }

    #[test]
    fn clean_is_that_of_go() {
        for (path, expected) in
            [("/a/../b//c/./", "/b/c"), ("", "."), ("../a/..", ".."), ("/..", "/"), ("a/b/..", "a")]
        {
            assert_eq!(clean(path), expected, "{path:?}");
        }
    }
}
