//! Text from posts and paths, made harmless for where it is printed.

use std::borrow::Cow;

/// Whether a character could steer a terminal, hide text or reorder it: controls, line separators,
/// and the marks that turn the writing direction.
#[must_use]
pub const fn is_unprintable(character: char) -> bool {
    matches!(character,
        '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{fdd0}'..='\u{fdef}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

/// Whether nothing in the text is unprintable.
#[must_use]
pub fn is_printable(text: &str) -> bool {
    // Nearly always the bytes alone can tell. All are looked at, many at once: to stop at the first takes longer on lines
    // as short as those that are printed.
    if text.bytes().fold(true, |plain, byte| plain & matches!(byte, b' '..=b'~')) {
        return true;
    }
    let is_suspicious = text.bytes().fold(false, |seen, byte| seen | MAY_BEGIN[usize::from(byte)]);
    !is_suspicious || !text.chars().any(is_unprintable)
}

/// By byte, whether an unprintable character may begin with it.
static MAY_BEGIN: [bool; 256] = {
    let mut may_begin = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        may_begin[byte] = matches!(byte, ..0x20 | 0x7F | 0xC2 | 0xD8 | 0xE2 | 0xEF);
        byte += 1;
    }
    may_begin
};

/// The text on one line for a terminal or a log: what could steer it is shown as `\n`, `\t` or `\u{1b}`.
#[must_use]
pub fn escape(text: &str) -> Cow<'_, str> {
    if is_printable(text) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match character {
            '\n' => escaped.push_str("\\n"),
            '\r' => escaped.push_str("\\r"),
            '\t' => escaped.push_str("\\t"),
            other if is_unprintable(other) => escaped.extend(other.escape_unicode()),
            other => escaped.push(other),
        }
    }
    Cow::Owned(escaped)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_steers_a_terminal_gets_through() {
        assert_eq!(escape("标题 😀"), "标题 😀");
        let all = || (0..=char::MAX as u32).filter_map(char::from_u32);
        assert!(all().all(|one| is_printable(one.encode_utf8(&mut [0; 4])) != is_unprintable(one)));
        assert_eq!(escape("a\u{1b}[31m\r\n::error\u{202e}"), "a\\u{1b}[31m\\r\\n::error\\u{202e}");
    }
}
