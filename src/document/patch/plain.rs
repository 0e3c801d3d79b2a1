//! Which texts may stand in YAML without quotes, for every reader at once.

use super::quote::{Place, is_unprintable};

/// Words that some reader takes for nothing, a truth value, a number or an order to merge.
const WORDS: &[&str] = &[
    "null", "~", "true", "false", "yes", "no", "on", "off", "y", "n", "inf", "infinity", "nan",
    ".inf", ".nan", "<<", "=",
];

/// Whether every reader reads the plain text back as the same string.
#[must_use]
pub fn is_plain(text: &str, place: Place) -> bool {
    let Some(first) = text.chars().next() else { return false };
    let last = text.chars().next_back().unwrap_or(first);
    !(first.is_whitespace()
        || last.is_whitespace()
        || "-?:,[]{}#&*!|>'\"%@`".contains(first)
        || last == ':'
        // A line that ends so closes the block in Zola.
        || text.ends_with("---")
        || text.ends_with("+++")
        || text.starts_with("...")
        || text.contains(": ")
        || text.contains(" #")
        || text.contains(is_unprintable)
        || (place != Place::Block && text.contains([',', '[', ']', '{', '}']))
        // go-yaml takes any key that ends with `<<` for an order to merge.
        || (place == Place::Key && (text.contains([':', '#', '\'', '"']) || text.ends_with("<<")))
        || is_typed(text))
}

/// Whether some reader takes a plain text for something other than a string.
#[must_use]
pub fn is_typed(text: &str) -> bool {
    // go-yaml reads `+-07` as 7.
    let unsigned = text.trim_start_matches(['+', '-']);
    if WORDS.iter().any(|word| unsigned.eq_ignore_ascii_case(word)) {
        return true;
    }
    unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        && (is_number(unsigned) || is_timestamp(unsigned))
}

/// Numbers of all dialects: `1_000`, `0o17`, `0x1F`, `1.5e3`, base 60 as `12:30:45`.
fn is_number(text: &str) -> bool {
    let bytes = text.as_bytes();
    let of = |rest: &[u8], digits: &str| {
        !rest.is_empty() && rest.iter().all(|byte| digits.as_bytes().contains(byte))
    };
    match bytes {
        [b'0', b'x' | b'X', rest @ ..] => of(rest, "0123456789abcdefABCDEF_.pP+-"),
        [b'0', b'o' | b'O', rest @ ..] => of(rest, "01234567_"),
        [b'0', b'b' | b'B', rest @ ..] => of(rest, "01_"),
        _ => (of(bytes, "0123456789_.:,") && text.matches('.').count() < 2) || is_exponential(text),
    }
}

fn is_exponential(text: &str) -> bool {
    let digits = |part: &str, also: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_ascii_digit() || also.contains(c))
    };
    text.split_once(['e', 'E']).is_some_and(|(mantissa, exponent)| {
        digits(mantissa, "_.") && digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent), "_")
    })
}

/// A date, alone or with a time: nothing but digits and their punctuation behind year and month.
fn is_timestamp(text: &str) -> bool {
    let mut parts = text.splitn(3, '-');
    let number = |part: Option<&str>| {
        part.is_some_and(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let year = parts.next();
    let month = parts.next();
    let rest = |c: char| c.is_ascii_digit() || " \tTtZz:.+-".contains(c);
    number(year) && number(month) && parts.next().is_some_and(|day| day.chars().all(rest))
}
