//! Strings as source text that every reader reads back as the same string.
//!
//! "Every reader" is js-yaml 3 and 4, goccy/go-yaml, eemeli's yaml and libyaml for YAML, and each TOML 1.0
//! and JSON reader. Where one of them takes a plain text for something else, it is quoted.

use std::fmt::Write;

use super::plain::is_plain;
use crate::document::Format;

/// Which quotes are wanted. Where they cannot hold the text, double quotes with escapes are taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Quoting {
    /// None where the text needs none; else single quotes in YAML, double quotes in TOML.
    #[default]
    Minimal,
    /// `'…'`
    Single,
    /// `"…"`
    Double,
}

/// Where the source text will stand; it decides what a plain YAML text may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// The value of a key or an item of a list, in block style.
    Block,
    /// A value between brackets or braces.
    Flow,
    /// A key.
    Key,
}

/// The source text of a string, on one line.
#[must_use]
pub fn quote(text: &str, format: Format, quoting: Quoting, place: Place) -> String {
    match format {
        Format::Yaml => yaml(text, quoting, place),
        Format::Toml => toml(text, quoting, place),
        Format::Json | Format::HexoJson => double(text, json_escape),
    }
}

fn yaml(text: &str, quoting: Quoting, place: Place) -> String {
    match quoting {
        Quoting::Minimal if is_plain(text, place) => text.to_owned(),
        Quoting::Minimal | Quoting::Single if !text.contains(is_unprintable) => {
            format!("'{}'", text.replace('\'', "''"))
        }
        _ => double(text, yaml_escape),
    }
}

fn toml(text: &str, quoting: Quoting, place: Place) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if place == Place::Key
        && quoting == Quoting::Minimal
        && !text.is_empty()
        && text.chars().all(bare)
    {
        return text.to_owned();
    }
    let literal = !text.contains(|c: char| c == '\'' || (c.is_control() && c != '\t'));
    let wanted = match quoting {
        Quoting::Minimal => text.contains(['"', '\\']),
        Quoting::Single => true,
        Quoting::Double => false,
    };
    if literal && wanted { format!("'{text}'") } else { double(text, toml_escape) }
}

/// In double quotes; `escape` writes the characters that cannot stand for themselves.
fn double(text: &str, escape: fn(char, &mut String) -> bool) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        if !common_escape(character, &mut quoted) && !escape(character, &mut quoted) {
            quoted.push(character);
        }
    }
    quoted.push('"');
    quoted
}

/// The escapes that YAML, TOML and JSON share.
fn common_escape(character: char, quoted: &mut String) -> bool {
    let escaped = match character {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        _ => return false,
    };
    quoted.push_str(escaped);
    true
}

fn yaml_escape(character: char, quoted: &mut String) -> bool {
    is_unprintable(character) && unicode_escape(character, quoted)
}

fn toml_escape(character: char, quoted: &mut String) -> bool {
    character.is_control() && unicode_escape(character, quoted)
}

fn json_escape(character: char, quoted: &mut String) -> bool {
    character < ' ' && unicode_escape(character, quoted)
}

fn unicode_escape(character: char, quoted: &mut String) -> bool {
    // Only characters of the first plane come here: none above it is a control or unprintable in YAML.
    write!(quoted, "\\u{:04x}", u32::from(character)).is_ok()
}

/// Whether a character cannot stand in YAML as itself, or ends a line in some reader.
pub(super) fn is_unprintable(character: char) -> bool {
    matches!(
        character,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, read_block};
    use crate::text::{Source, Span};
    use crate::value::Value;

    #[track_caller]
    fn check(text: &str, place: Place, yaml: &str, toml: &str) {
        assert_eq!(quote(text, Format::Yaml, Quoting::Minimal, place), yaml);
        assert_eq!(quote(text, Format::Toml, Quoting::Minimal, place), toml);
        for quoting in [Quoting::Minimal, Quoting::Single, Quoting::Double] {
            read_back(text, quoting, place);
        }
    }

    /// The quoted text is the same string again, in every language and for both readers.
    #[track_caller]
    fn read_back(text: &str, quoting: Quoting, place: Place) {
        for (format, before, after) in [
            (Format::Yaml, "---\nk: ", "\n---\n"),
            (Format::Toml, "+++\nk = ", "\n+++\n"),
            (Format::Json, "{\"k\": ", "}"),
        ] {
            let (before, after) = match place {
                Place::Flow => (format!("{before}["), format!("]{after}")),
                _ => (before.to_owned(), after.to_owned()),
            };
            let place = if place == Place::Key { Place::Block } else { place };
            let source =
                Source::new("", format!("{before}{}{after}", quote(text, format, quoting, place)));
            let document = Document::parse(&source);
            let front_matter = document.front_matter.unwrap();
            let value = front_matter.values().unwrap().get("k").cloned();
            let string = Value::String(text.to_owned());
            let expected = if place == Place::Flow { Value::List(vec![string]) } else { string };
            assert_eq!(value, Some(expected), "{}", source.text);
            assert_eq!(
                *front_matter.agreement(),
                crate::document::Agreement::Agree,
                "{}",
                source.text
            );
        }
    }

    #[test]
    fn minimal_quotes() {
        use Place::{Block, Flow, Key};
        check("Hello", Block, "Hello", "\"Hello\"");
        check("标题：a", Block, "标题：a", "\"标题：a\"");
        check("it's", Block, "it's", "\"it's\"");
        check("it's: x", Block, "'it''s: x'", "\"it's: x\"");
        check("say \"x\"", Block, "say \"x\"", "'say \"x\"'");
        check("C:\\dir", Block, "C:\\dir", "'C:\\dir'");
        check("a, b", Block, "a, b", "\"a, b\"");
        check("a, b", Flow, "'a, b'", "\"a, b\"");
        check("a\nb", Block, "\"a\\nb\"", "\"a\\nb\"");
        check("a\tb", Block, "\"a\\tb\"", "\"a\\tb\"");
        check(
            "\u{feff}\u{2028}\u{0}",
            Block,
            "\"\\ufeff\\u2028\\u0000\"",
            "\"\u{feff}\u{2028}\\u0000\"",
        );
        check("foo ---", Block, "'foo ---'", "\"foo ---\"");
        check("my-key", Key, "my-key", "my-key");
        check("my key", Key, "my key", "\"my key\"");
        check("a:b", Key, "'a:b'", "\"a:b\"");
    }

    #[test]
    fn what_some_reader_types_is_quoted() {
        for text in [
            "",
            " a",
            "a ",
            "null",
            "~",
            "Yes",
            "NO",
            "on",
            "y",
            "012",
            "0o17",
            "0x1F",
            "0b1",
            "1_000",
            "1,5",
            "12:30",
            "1e3",
            "1.",
            ".5",
            "-1",
            "+.inf",
            ".NaN",
            "<<",
            "=",
            "2021-09-27",
            "2021-9-7",
            "2021-09-27T12:30:00Z",
            "2021-09-27 12:30:00 +08:00",
            "a: b",
            "a:",
            "a #b",
            "#a",
            "@a",
            "`a`",
            "*a",
            "&a b",
            "!a",
            "|",
            "> a",
            "%a",
            "- a",
            "? a",
            "[a]",
            "{a}",
            "]a",
            "'a'",
            "\"a\" b",
            ",a",
        ] {
            assert!(!is_plain(text, Place::Block), "{text}");
            read_back(text, Quoting::Minimal, Place::Block);
            read_back(text, Quoting::Minimal, Place::Flow);
        }
    }

    #[test]
    fn ordinary_titles_stay_plain() {
        for text in [
            "C# x",
            "foo#bar",
            "Hello:World",
            "100% x",
            "a & b",
            "3 things",
            "3d",
            "2021 in review",
            "v1.2",
            "1.2.3",
            "1.2.x",
            "2021-09-27 walk",
            "yes!",
            "nono",
            "<x>",
            "e5f",
            "C++",
            "x - y",
            "a? b!",
            "№ 5",
            "~/bin",
        ] {
            assert!(is_plain(text, Place::Block), "{text}");
            read_back(text, Quoting::Minimal, Place::Block);
        }
        assert!(read_block("k: 3d", Format::Yaml, Span::new(0, 5)).is_ok());
    }
}
