//! `slugize` of hexo-util: how Hexo makes a part of a URL from a text.

use super::config::Case;
use super::diacritics;

/// White space of a JavaScript regular expression.
pub fn is_space(character: char) -> bool {
    matches!(character, '\t'..='\r' | ' ' | '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{2028}'
        | '\u{2029}' | '\u{202F}' | '\u{205F}' | '\u{3000}' | '\u{FEFF}')
}

/// A text without accents and control characters, with `-` for white space and ASCII punctuation.
pub fn slugize(text: &str, case: Case) -> String {
    let mut slug = String::with_capacity(text.len());
    let mut gap = false;
    for character in text.chars() {
        if character < ' ' {
            // Control characters, line breaks among them, vanish without a trace.
            continue;
        }
        if is_space(character) || character.is_ascii_punctuation() {
            gap = true;
            continue;
        }
        if std::mem::take(&mut gap) && !slug.is_empty() {
            slug.push('-');
        }
        match diacritics::plain(character) {
            Some(plain) => slug.push_str(plain),
            None => slug.push(character),
        }
    }
    match case {
        Case::Kept => slug,
        Case::Lower => slug.to_lowercase(),
        Case::Upper => slug.to_uppercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_hexo_s() {
        for (text, slug) in [
            ("C++", "C"),
            (".NET", "NET"),
            ("Node.js", "Node-js"),
            ("It's", "It-s"),
            ("中文 标题", "中文-标题"),
            ("日本語！", "日本語！"),
            ("a\tb\nc d", "abc-d"),
            ("naïve Straße ＡＢ", "naive-Strase-AB"),
            ("++", ""),
            (" a -- b ", "a-b"),
        ] {
            assert_eq!(slugize(text, Case::Kept), slug, "{text:?}");
        }
        assert_eq!(slugize("Ünï Code", Case::Lower), "uni-code");
    }
}
