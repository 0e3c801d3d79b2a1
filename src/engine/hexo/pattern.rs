//! `:name` patterns: how a permalink is written, and how a file name is read back (hexo-util `lib/permalink.ts`).

/// A piece of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece<'p> {
    Text(&'p str),
    Variable(&'p str),
}

/// Cuts a pattern: a variable is `:` and word characters, the last of them no underscore.
fn pieces(pattern: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = pattern;
    std::iter::from_fn(move || {
        let bytes = rest.as_bytes();
        let name_at = |at: usize| {
            let run = bytes[at + 1..]
                .iter()
                .take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_')
                .count();
            rest[at + 1..at + 1 + run].trim_end_matches('_')
        };
        let next = memchr::memchr_iter(b':', bytes).find(|&at| !name_at(at).is_empty());
        match next {
            None if rest.is_empty() => None,
            None => Some(Piece::Text(std::mem::take(&mut rest))),
            Some(0) => {
                let name = name_at(0);
                rest = &rest[1 + name.len()..];
                Some(Piece::Variable(name))
            }
            Some(at) => {
                let (text, behind) = rest.split_at(at);
                rest = behind;
                Some(Piece::Text(text))
            }
        }
    })
}

/// The names of a pattern's variables.
pub fn variables(pattern: &str) -> impl Iterator<Item = &str> {
    pieces(pattern).filter_map(|piece| match piece {
        Piece::Variable(name) => Some(name),
        Piece::Text(_) => None,
    })
}

/// A pattern with its variables filled in by `value`.
///
/// # Errors
/// What `value` refuses.
pub fn fill<E>(
    pattern: &str,
    mut value: impl FnMut(&str) -> Result<String, E>,
) -> Result<String, E> {
    let mut filled = String::new();
    for piece in pieces(pattern) {
        match piece {
            Piece::Text(text) => filled.push_str(text),
            Piece::Variable(name) => filled.push_str(&value(name)?),
        }
    }
    Ok(filled)
}

/// How many bytes a variable may take in a file name, in the order in which a regular expression tries them.
fn lengths(name: &str, rest: &str) -> Vec<usize> {
    let digits = |most: usize| rest.bytes().take(most).take_while(u8::is_ascii_digit).count();
    let exactly =
        |count: usize, found: usize| if found == count { vec![count] } else { Vec::new() };
    match name {
        "year" => exactly(4, digits(4)),
        "month" | "day" => exactly(2, digits(2)),
        "i_month" | "i_day" => (1..=digits(2)).rev().collect(),
        "hash" => {
            let hex = |byte: &u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(byte);
            exactly(12, rest.bytes().take(12).take_while(hex).count())
        }
        _ => {
            let line = rest.find(['\n', '\r', '\u{2028}', '\u{2029}']).unwrap_or(rest.len());
            let ends = rest[..line].char_indices().map(|(at, character)| at + character.len_utf8());
            ends.collect()
        }
    }
}

/// Reads a text by a pattern: names with their values, the last of a name that stands twice; none where it
/// does not fit. Anything that is not a part of a date takes as little as possible.
pub fn read<'p, 't>(pattern: &'p str, text: &'t str) -> Option<Vec<(&'p str, &'t str)>> {
    if pattern == ":title"
        && !text.is_empty()
        && !text.contains(['\n', '\r', '\u{2028}', '\u{2029}'])
    {
        return Some(vec![("title", text)]);
    }
    let pieces: Vec<Piece<'p>> = pieces(pattern).collect();
    let mut failed = std::collections::HashSet::new();
    let mut found = Vec::new();
    match_from(&pieces, text, 0, &mut failed, &mut found).then(|| {
        let mut values: Vec<(&str, &str)> = Vec::new();
        for (name, value) in found {
            match values.iter_mut().find(|(known, _)| *known == name) {
                Some(slot) => slot.1 = value,
                None => values.push((name, value)),
            }
        }
        values
    })
}

fn match_from<'p, 't>(
    pieces: &[Piece<'p>],
    text: &'t str,
    at: usize,
    failed: &mut std::collections::HashSet<(usize, usize)>,
    found: &mut Vec<(&'p str, &'t str)>,
) -> bool {
    let Some((piece, rest)) = pieces.split_first() else { return at == text.len() };
    if failed.contains(&(pieces.len(), at)) {
        return false;
    }
    let matched = match *piece {
        Piece::Text(wanted) => {
            text[at..].starts_with(wanted)
                && match_from(rest, text, at + wanted.len(), failed, found)
        }
        Piece::Variable(name) => lengths(name, &text[at..]).into_iter().any(|length| {
            found.push((name, &text[at..at + length]));
            let matched = match_from(rest, text, at + length, failed, found);
            if !matched {
                found.pop();
            }
            matched
        }),
    };
    if !matched {
        failed.insert((pieces.len(), at));
    }
    matched
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_are_read_by_pattern() {
        let read = |pattern, text| read(pattern, text).map(|values| format!("{values:?}"));
        assert_eq!(
            read(":year-:month-:day-:title", "2023-05-06-old").unwrap(),
            r#"[("year", "2023"), ("month", "05"), ("day", "06"), ("title", "old")]"#
        );
        assert_eq!(read(":year-:month-:day-:title", "2023-5-6-old"), None);
        assert_eq!(
            read(":i_month-:title", "12-x").unwrap(),
            r#"[("i_month", "12"), ("title", "x")]"#
        );
        assert_eq!(
            read(":lang/:title", "en/a/b").unwrap(),
            r#"[("lang", "en"), ("title", "a/b")]"#
        );
    }

    #[test]
    fn variables_end_in_a_letter_or_digit() {
        let filled = fill::<()>("a:title_/:title_x:_y:/:b", |name| Ok(format!("<{name}>")));
        assert_eq!(filled, Ok("a<title>_/<title_x><_y>:/<b>".into()));
        assert_eq!(
            fill::<()>("p/:x/:y.html", |name| Ok(name.repeat(2))),
            Ok("p/xx/yy.html".into())
        );
    }
}
