//! Fenced code that Hexo takes out before anything else reads the body
//! (`lib/plugins/filter/before_post_render/backtick_code_block.ts`).

use std::collections::HashMap;

use crate::text::{Span, may_hold_fences};

/// A block of fenced code: from its fence to its closing fence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fenced {
    /// Both fences and what is between them.
    pub span: Span,
    /// What stands behind the opening fence.
    pub info: Span,
}

/// White space but for line ends.
fn is_blank(character: char) -> bool {
    character.is_whitespace() && !matches!(character, '\n' | '\r') || character == '\u{FEFF}'
}

fn skip_blanks(text: &str) -> &str {
    text.trim_start_matches(is_blank)
}

/// The text behind up to three `>`, each with blanks before it.
fn skip_quotes(line: &str) -> &str {
    let mut rest = line;
    for _ in 0..3 {
        match skip_blanks(rest).strip_prefix('>') {
            Some(behind) => rest = behind,
            None => break,
        }
    }
    rest
}

/// The text behind one list mark.
fn skip_list_mark(line: &str) -> Option<&str> {
    if let Some(behind) = line.strip_prefix(['-', '*', '+']) {
        return Some(behind);
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 { line[digits..].strip_prefix('.') } else { None }
}

/// The length of three or more backticks or tildes.
fn fence_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    match bytes.first() {
        Some(first @ (b'`' | b'~')) => {
            let length = bytes.iter().take_while(|byte| *byte == first).count();
            if length >= 3 { length } else { 0 }
        }
        _ => 0,
    }
}

/// Where on a line a fence opens, and how long it is.
fn opening(line: &str) -> Option<(usize, usize)> {
    let quoted = skip_quotes(line);
    [Some(quoted), skip_list_mark(line)].into_iter().flatten().map(skip_blanks).find_map(|rest| {
        let length = fence_length(rest);
        (length > 0).then(|| (line.len() - rest.len(), length))
    })
}

/// The fence that a line is, if it is nothing else: its mark, its length and where it ends.
fn closing(line: &str) -> Option<(u8, usize, usize)> {
    let rest = skip_blanks(skip_quotes(line));
    let length = fence_length(rest);
    let behind = rest.get(length..)?;
    let tail = behind.strip_prefix(is_blank).unwrap_or(behind);
    let end = line.len() - tail.len();
    (length > 0 && tail.is_empty()).then(|| (rest.as_bytes()[0], length, end))
}

/// Finds the blocks in order.
pub fn find(text: &str) -> Vec<Fenced> {
    if !may_hold_fences(text) {
        return Vec::new();
    }
    let lines: Vec<Span> = marked_lines(text).collect();
    let mut closers: HashMap<(u8, usize), Vec<(usize, usize)>> = HashMap::new();
    for (row, line) in lines.iter().enumerate() {
        if let Some((mark, length, end)) = closing(line.text(text)) {
            closers.entry((mark, length)).or_default().push((row, line.start + end));
        }
    }
    let mut found = Vec::new();
    let mut row = 0;
    while row < lines.len() {
        match block(text, &lines, row, &closers) {
            Some((fenced, last)) => {
                found.push(fenced);
                row = last + 1;
            }
            None => row += 1,
        }
    }
    found
}

/// The block that opens on a row, and its last row.
fn block(
    text: &str,
    lines: &[Span],
    row: usize,
    closers: &HashMap<(u8, usize), Vec<(usize, usize)>>,
) -> Option<(Fenced, usize)> {
    let line = lines[row];
    let (start, longest) = opening(line.text(text))?;
    let start = line.start + start;
    let mark = text.as_bytes()[start];
    // A longer run may be read as a shorter fence, and the rest of it as its info.
    (3..=longest).rev().find_map(|length| {
        let info = Span::new(start + length, line.end);
        let written = info.text(text).trim_end_matches(is_blank);
        if written.trim_start_matches(is_blank).ends_with('`') {
            return None;
        }
        let rows = closers.get(&(mark, length))?;
        let (last, end) = *rows.get(rows.partition_point(|(closer, _)| *closer <= row))?;
        Some((Fenced { span: Span::new(start, end), info }, last))
    })
}

/// The lines with a backtick or a tilde, without their `\n`; no others open or close a block.
fn marked_lines(text: &str) -> impl Iterator<Item = Span> {
    let bytes = text.as_bytes();
    let mut from = 0;
    std::iter::from_fn(move || {
        let rest = bytes.get(from..)?;
        let mark = from + memchr::memchr2(b'`', b'~', rest)?;
        let start = memchr::memrchr(b'\n', &bytes[from..mark]).map_or(from, |at| from + at + 1);
        let end = memchr::memchr(b'\n', &bytes[mark..]).map_or(bytes.len(), |at| mark + at);
        from = end + 1;
        Some(Span::new(start, end))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<_> = find(text).iter().map(|fenced| fenced.span.text(text)).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn fences_are_found_as_hexo_finds_them() {
        check("```\na\n```\n", &["```\na\n```"]);
        check("- ```js\n  a\n  ```\n", &["```js\n  a\n  ```"]);
        check("> > ```\n> > a\n> > ```", &["```\n> > a\n> > ```"]);
        check("```\na\n", &[]);
        check("````\na\n```\n", &[]);
        check("``` a`\nb\n```\n", &[]);
        check("~~~\n```\n~~~\n", &["~~~\n```\n~~~"]);
        check("```\n```\n```\n", &["```\n```"]);
        check("    ```\n    a\n    ```", &["```\n    a\n    ```"]);
        check("text ```\na\n```", &[]);
    }
}
