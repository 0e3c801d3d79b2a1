//! Text as text in HTML.

use std::fmt;

use crate::text::is_unprintable;

/// A text in which nothing is markup, and nothing hides or turns what stands around it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plain<'t>(pub &'t str);

impl fmt::Display for Plain<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0;
        let special = |c: char| matches!(c, '&' | '<' | '>' | '"' | '\'') || is_unprintable(c);
        while let Some(at) = rest.find(special) {
            let (before, behind) = rest.split_at(at);
            formatter.write_str(before)?;
            let character = behind.chars().next().expect("something was found there");
            match character {
                '&' => formatter.write_str("&amp;")?,
                '<' => formatter.write_str("&lt;")?,
                '>' => formatter.write_str("&gt;")?,
                '"' => formatter.write_str("&quot;")?,
                '\'' => formatter.write_str("&#39;")?,
                '\t' => formatter.write_str("&#9;")?,
                '\n' => formatter.write_str("\\n")?,
                '\r' => formatter.write_str("\\r")?,
                other => write!(formatter, "{}", other.escape_unicode())?,
            }
            rest = &behind[character.len_utf8()..];
        }
        formatter.write_str(rest)
    }
}

/// A sentence in which what stands in backticks is code.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sentence<'t>(pub &'t str);

impl fmt::Display for Sentence<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut pieces = self.0.split('`').peekable();
        let mut is_code = false;
        while let Some(piece) = pieces.next() {
            match (is_code, pieces.peek()) {
                (true, Some(_)) => write!(formatter, "<code>{}</code>", Plain(piece))?,
                // What is opened last and not closed is no code.
                (true, None) => write!(formatter, "`{}", Plain(piece))?,
                (false, _) => write!(formatter, "{}", Plain(piece))?,
            }
            is_code = !is_code;
        }
        Ok(())
    }
}

/// A number as people read it: `4,811`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Number(pub usize);

impl fmt::Display for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.0.to_string();
        for (nth, digit) in digits.chars().enumerate() {
            if nth > 0 && (digits.len() - nth).is_multiple_of(3) {
                formatter.write_str(",")?;
            }
            write!(formatter, "{digit}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_becomes_markup() {
        let check = |text, expected| assert_eq!(Plain(text).to_string(), expected);
        check("标题 😀", "标题 😀");
        check("<a href=\"x\">&amp;'", "&lt;a href=&quot;x&quot;&gt;&amp;amp;&#39;");
        check("a\tb\u{1b}[31m\u{202e}\n", "a&#9;b\\u{1b}[31m\\u{202e}\\n");
    }

    #[test]
    fn backticks_are_code_where_they_are_closed() {
        let check = |text, expected| assert_eq!(Sentence(text).to_string(), expected);
        check("no `<b>` here", "no <code>&lt;b&gt;</code> here");
        check("one ` alone", "one ` alone");
        check("`a` and `b", "<code>a</code> and `b");
    }

    #[test]
    fn numbers_have_commas() {
        let shown: Vec<String> = [0, 999, 1000, 1_234_567].map(|n| Number(n).to_string()).into();
        assert_eq!(shown, ["0", "999", "1,000", "1,234,567"]);
    }
}
