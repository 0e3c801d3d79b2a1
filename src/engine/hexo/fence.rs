//! Where Hexo sees front matter: `split` of hexo-front-matter 4.2, on a text with any newlines.

use std::borrow::Cow;

use crate::text::{Span, holds};

/// The two languages between Hexo's fences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Between `---`.
    Yaml,
    /// Between `;;;`: members of an object without its braces.
    Json,
}

/// A block and what follows it, in bytes of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// Its language.
    pub language: Language,
    /// What stands between the fences, without the newline before the closing one.
    pub data: Span,
    /// What follows the closing run and one newline.
    pub content: Span,
}

/// The text behind a byte order mark, as bytes of the file: what Hexo takes for the whole text.
pub fn whole(text: &str) -> Span {
    Span::new(if text.starts_with('\u{feff}') { 3 } else { 0 }, text.len())
}

/// Finds the block. The closing run is a prefix: what follows it on its line is body.
///
/// Without an opening run everything before the first line that begins with one is the block, and with
/// one that is not closed there is none.
pub fn split(text: &str) -> Option<Block> {
    let start = whole(text).start;
    let bytes = text.as_bytes();
    let run = run_length(&bytes[start..]);
    if run > 0 {
        let fence = &bytes[start..start + run];
        let data = start + run + newline_length(&bytes[start + run..])?;
        let (end, after) =
            find_closing(bytes, data, |line| line.starts_with(fence).then_some(run))?;
        return Some(block(bytes, fence[0], Span::new(data, end), after));
    }
    let (end, after) =
        find_closing(bytes, start, |line| Some(run_length(line)).filter(|&run| run > 0))?;
    let fence = bytes[after - 1];
    Some(block(bytes, fence, Span::new(start, end), after))
}

fn block(bytes: &[u8], fence: u8, data: Span, after: usize) -> Block {
    let content = after + newline_length(&bytes[after..]).unwrap_or(0);
    let language = if fence == b';' { Language::Json } else { Language::Yaml };
    Block { language, data, content: Span::new(content, bytes.len()) }
}

/// Length of three or more `-` or `;` at the start; 0 for none.
fn run_length(bytes: &[u8]) -> usize {
    let Some(&first) = bytes.first().filter(|byte| matches!(byte, b'-' | b';')) else { return 0 };
    let length = bytes.iter().take_while(|&&byte| byte == first).count();
    if length >= 3 { length } else { 0 }
}

fn newline_length(bytes: &[u8]) -> Option<usize> {
    match bytes {
        [b'\n', ..] => Some(1),
        [b'\r', b'\n', ..] => Some(2),
        _ => None,
    }
}

/// The first line behind at least one character that closes: where the data before it ends, and where the run does.
fn find_closing(
    bytes: &[u8],
    start: usize,
    closing: impl Fn(&[u8]) -> Option<usize>,
) -> Option<(usize, usize)> {
    for newline in memchr::memchr_iter(b'\n', &bytes[start..]).map(|at| start + at) {
        let end =
            if newline > start && bytes[newline - 1] == b'\r' { newline - 1 } else { newline };
        if end > start
            && let Some(run) = closing(&bytes[newline + 1..])
        {
            return Some((end, newline + 1 + run));
        }
    }
    None
}

/// A text with Windows newlines turned into `\n`, as hexo-fs reads every file.
pub fn normalize(text: &str) -> Cow<'_, str> {
    if holds(text, "\r\n") { text.replace("\r\n", "\n").into() } else { text.into() }
}

/// Block text as js-yaml gets it: newlines normalised, each tab right behind a newline made two blanks.
pub fn escape(data: &str) -> Cow<'_, str> {
    let text = normalize(data);
    if !holds(&text, "\n\t") {
        return text;
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    let mut indenting = false;
    for character in text.chars() {
        match character {
            '\t' if indenting => escaped.push_str("  "),
            other => {
                indenting = other == '\n';
                escaped.push(other);
            }
        }
    }
    escaped.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<(&str, &str)>) {
        let found = split(text).map(|block| (block.data.text(text), block.content.text(text)));
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn blocks_are_found_where_hexo_finds_them() {
        check("---\na: 1\n---\nbody", Some(("a: 1", "body")));
        check("---\r\na: 1\r\n---\r\nbody", Some(("a: 1", "body")));
        check("\u{feff}---\na: 1\n---", Some(("a: 1", "")));
        check("a: 1\n-----\nbody", Some(("a: 1", "body")));
        check("---\na: 1\n-----\nbody", Some(("a: 1", "--\nbody")));
        check("-----\na: 1\n---\nbody", None);
        check("--- \na: 1\n---\nbody", None);
        check("---\n---\nbody", None);
        check("---\n\n---\nbody", None);
        check("---\n\n\n---\nbody", Some(("\n", "body")));
        check("\n---\na: 1\n---\nbody", Some(("\n---\na: 1", "body")));
        check("\n\n---\na: 1\n---\nbody", Some(("\n", "a: 1\n---\nbody")));
        check(";;;\n\"a\": 1\n;;;\nbody", Some(("\"a\": 1", "body")));
        check("no block at all", None);
    }

    #[test]
    fn tabs_behind_newlines_become_blanks() {
        assert_eq!(escape("a:\n\t\t- x\t\n \t- y"), "a:\n    - x\t\n \t- y");
        assert!(matches!(escape("a: 1\nb: 2"), Cow::Borrowed(_)));
    }
}
