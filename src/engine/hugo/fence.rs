//! Where front matter begins and ends for Hugo (`parser/pageparser/pagelexer_intro.go`).

use crate::text::Span;

/// The languages of front matter by its first mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Language {
    /// `---`
    Yaml,
    /// `+++`
    Toml,
    /// `{`
    Json,
    /// `#+`
    Org,
}

/// What Hugo takes for front matter and body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fenced {
    /// The language and the text that its reader gets: the rest of the opening line counts.
    pub block: Option<(Language, Span)>,
    /// Everything behind; the whole text where there is no block.
    pub body: Span,
}

/// Why the fences alone stop Hugo, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FenceError {
    pub at: usize,
    pub message: &'static str,
}

/// Splits a text. A byte order mark counts only at its very start.
pub(super) fn split(text: &str) -> Result<Fenced, FenceError> {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let blank = |byte: &u8| matches!(byte, b'\t' | b'\n' | 0x0b | 0x0c | b'\r' | b' ');
    let bytes = text.as_bytes();
    let at = start + bytes[start..].iter().take_while(|byte| blank(byte)).count();
    match bytes.get(at) {
        Some(b'-') => fenced(text, at, Language::Yaml, b'-'),
        Some(b'+') => fenced(text, at, Language::Toml, b'+'),
        Some(b'{') => json(text, start, at),
        Some(b'#') if bytes.get(at + 1) == Some(&b'+') => Ok(org(text, start, at)),
        _ => Ok(Fenced { block: None, body: Span::new(0, text.len()) }),
    }
}

fn fenced(text: &str, at: usize, language: Language, mark: u8) -> Result<Fenced, FenceError> {
    let bytes = text.as_bytes();
    let fence = [mark; 3];
    if !bytes[at..].starts_with(&fence) {
        let message = match language {
            Language::Toml => "invalid TOML delimiter",
            _ => "invalid YAML delimiter",
        };
        return Err(FenceError { at, message });
    }
    let start = behind_break(bytes, at + 3);
    let mut line = start;
    if start == at + 3 {
        line = next_line(bytes, start).unwrap_or(bytes.len());
    }
    loop {
        if bytes[line.min(bytes.len())..].starts_with(&fence) {
            let body = Span::new(behind_break(bytes, line + 3), bytes.len());
            return Ok(Fenced { block: Some((language, Span::new(start, line))), body });
        }
        match next_line(bytes, line) {
            Some(next) => line = next,
            None => break,
        }
    }
    let message = match language {
        Language::Toml => "EOF looking for end TOML front matter delimiter",
        _ => "EOF looking for end YAML front matter delimiter",
    };
    Err(FenceError { at: start, message })
}

/// The place behind the next line break; `\r` and `\n` each end a line.
fn next_line(bytes: &[u8], from: usize) -> Option<usize> {
    memchr::memchr2(b'\r', b'\n', bytes.get(from..)?).map(|at| from + at + 1)
}

fn behind_break(bytes: &[u8], at: usize) -> usize {
    let at = at + usize::from(bytes.get(at) == Some(&b'\r'));
    at + usize::from(bytes.get(at) == Some(&b'\n'))
}

fn json(text: &str, start: usize, at: usize) -> Result<Fenced, FenceError> {
    let bytes = text.as_bytes();
    let (mut level, mut quoted, mut end) = (0_usize, false, at);
    while let Some(byte) = bytes.get(end) {
        end += 1;
        match byte {
            b'{' if !quoted => level += 1,
            b'}' if !quoted => level -= 1,
            b'"' => quoted = !quoted,
            b'\\' => {
                let escaped = text.get(end..).and_then(|rest| rest.chars().next());
                end += escaped.map_or(1, char::len_utf8);
            }
            _ => {}
        }
        if level == 0 {
            let body = behind_break(bytes, end);
            let block = Span::new(start, end);
            return Ok(Fenced {
                block: Some((Language::Json, block)),
                body: Span::new(body, bytes.len()),
            });
        }
    }
    Err(FenceError { at, message: "unexpected EOF parsing JSON front matter" })
}

fn org(text: &str, start: usize, at: usize) -> Fenced {
    let bytes = text.as_bytes();
    let mut end = at;
    loop {
        match memchr::memchr(b'\n', &bytes[end..]) {
            None => end = bytes.len(),
            Some(length) => {
                end += length + 1;
                if bytes[end..].starts_with(b"#+") {
                    continue;
                }
            }
        }
        let block = Some((Language::Org, Span::new(start, end)));
        return Fenced { block, body: Span::new(end, bytes.len()) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Result<(Option<&str>, &str), &str>) {
        let read = split(text);
        let shown = match &read {
            Ok(fenced) => {
                Ok((fenced.block.map(|(_, block)| block.text(text)), fenced.body.text(text)))
            }
            Err(error) => Err(error.message),
        };
        assert_eq!(shown, expected, "{text:?}");
    }

    #[test]
    fn blocks_are_cut_as_the_lexer_cuts_them() {
        for (text, block, body) in [
            ("---\na: 1\n---\nb\n", Some("a: 1\n"), "b\n"),
            ("\u{feff}---\r\na: 1\r\n---\r\nb", Some("a: 1\r\n"), "b"),
            (" \n\t---  \na: 1\n--- \nb", Some("  \na: 1\n"), " \nb"),
            ("---\n---\n", Some(""), ""),
            ("---\na: 1\n-----\nb", Some("a: 1\n"), "--\nb"),
            ("---\ra: 1\r---\rb", Some("a: 1\r"), "b"),
            ("+++\na=1\n+++\nb", Some("a=1\n"), "b"),
            ("{\"a\": \"}\\\"{\"}  b", Some("{\"a\": \"}\\\"{\"}"), "  b"),
            ("#+TITLE: a\n#+DATE: b\nc", Some("#+TITLE: a\n#+DATE: b\n"), "c"),
            ("# a\n", None, "# a\n"),
            ("\u{a0}---\na: 1\n---\n", None, "\u{a0}---\na: 1\n---\n"),
            ("", None, ""),
        ] {
            check(text, Ok((block, body)));
        }
    }

    #[test]
    fn fences_that_stop_the_build() {
        for (text, message) in [
            ("- a\n", "invalid YAML delimiter"),
            ("+ a\n", "invalid TOML delimiter"),
            ("---\na: 1\n ---\n", "EOF looking for end YAML front matter delimiter"),
            ("---", "EOF looking for end YAML front matter delimiter"),
            ("+++\na=1\n---\n", "EOF looking for end TOML front matter delimiter"),
            ("{\"a\": 1\n", "unexpected EOF parsing JSON front matter"),
            ("{\"a\\", "unexpected EOF parsing JSON front matter"),
        ] {
            check(text, Err(message));
        }
    }
}
