//! Slugs as Zola makes them (utils/src/slugs.rs, and the `slug` crate that it calls).

use deunicode::deunicode_char;
use serde::Deserialize;

/// How a text becomes a part of a URL: `[slugify]` names one for paths, taxonomies and anchors each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Strategy {
    /// ASCII letters and digits, all else a `-`.
    #[default]
    On,
    /// Only what file systems and URLs refuse goes.
    Safe,
    /// As it is written.
    Off,
}

/// Characters that `safe` takes out of a path (NTFS forbids them).
const UNSAFE: [char; 9] = ['<', '>', ':', '"', '/', '\\', '|', '?', '*'];

/// A file name, a `slug` or a term as a part of a path.
#[must_use]
pub fn path(text: &str, strategy: Strategy) -> String {
    match strategy {
        Strategy::On => transliterate(text),
        Strategy::Safe => text.trim_end_matches([' ', '.']).replace(UNSAFE, ""),
        Strategy::Off => text.to_owned(),
    }
}

/// A heading as an anchor.
#[must_use]
pub fn anchor(text: &str, strategy: Strategy) -> String {
    match strategy {
        Strategy::On => transliterate(text),
        Strategy::Safe | Strategy::Off => text.replace(|c: char| c.is_ascii_whitespace(), "_"),
    }
}

/// Lower-case ASCII letters and digits; each run of other characters is one `-`, none at either end.
fn transliterate(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_ascii() {
            push(&mut slug, character as u8);
        } else {
            let ascii = deunicode_char(character).unwrap_or("-");
            ascii.bytes().for_each(|byte| push(&mut slug, byte));
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

fn push(slug: &mut String, byte: u8) {
    if byte.is_ascii_alphanumeric() {
        slug.push(byte.to_ascii_lowercase().into());
    } else if !slug.is_empty() && !slug.ends_with('-') {
        slug.push('-');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, on: &str, safe: &str) {
        assert_eq!(path(text, Strategy::On), on, "{text}, on");
        assert_eq!(path(text, Strategy::Safe), safe, "{text}, safe");
        assert_eq!(path(text, Strategy::Off), text);
    }

    #[test]
    fn paths() {
        check("Hello, World!", "hello-world", "Hello, World!");
        check("dot. ", "dot", "dot");
        check("你好世界", "ni-hao-shi-jie", "你好世界");
        check("C++ & Rust", "c-rust", "C++ & Rust");
        check("a/b?", "a-b", "ab");
        check("_foo", "foo", "_foo");
        check("???", "", "");
        check("Æúű--cool", "aeuu-cool", "Æúű--cool");
    }

    #[test]
    fn anchors_keep_all_but_blanks_when_safe() {
        assert_eq!(anchor("日本 (hey)", Strategy::Safe), "日本_(hey)");
        assert_eq!(anchor("日本 (hey)", Strategy::On), "ri-ben-hey");
    }
}
