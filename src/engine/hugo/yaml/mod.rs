//! YAML as goccy/go-yaml 1.19.2 reads it, which is what Hugo reads front matter with since 0.152.
//!
//! That library goes its own ways: which texts it refuses, where it cuts a scalar, what it makes of a
//! tab or of `0123` follow from its scanner, not from the YAML specification. So this is that scanner
//! (`scanner/`), its token groups (`parser/token.go`), its parser (`parser/parser.go`) and its decoder
//! (`decode.go`), stage by stage, without what only its other uses need: comments, paths, printing.

mod block;
mod decode;
mod flow;
mod group;
mod indicators;
mod multi_line;
mod number;
mod parse;
mod quoted;
mod scan;
mod token;

use crate::value::Value;

pub(super) use token::Refusal;

/// Reads a block into a map. An empty block is an empty map.
///
/// # Errors
/// What the library refuses, with the place inside the block.
pub(super) fn read(block: &str) -> Result<Value, Refusal> {
    let tokens = scan::scan(block)?;
    let documents = group::documents(&tokens)?;
    let bodies = parse::parse(&tokens, &documents)?;
    decode::decode(&bodies)
}

/// The value of a plain scalar by its text alone.
pub(super) fn plain(text: &str) -> Value {
    decode::scalar(token::plain_kind(text), text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(block: &str, expected: &str) {
        let read = match read(block) {
            Ok(value) => show(&value),
            Err(refusal) => format!("{}:{} {}", refusal.line, refusal.column, refusal.message),
        };
        assert_eq!(read, expected, "{block:?}");
    }

    fn show(value: &Value) -> String {
        match value {
            Value::Null => "null".into(),
            Value::Bool(truth) => truth.to_string(),
            Value::Int(number) => number.to_string(),
            Value::Float(number) => format!("{number:?}"),
            Value::String(text) => format!("{text:?}"),
            Value::Date(text) => format!("<{text}>"),
            Value::List(items) => {
                format!("[{}]", items.iter().map(show).collect::<Vec<_>>().join(", "))
            }
            Value::Map(entries) => {
                let shown = entries.iter().map(|(key, value)| format!("{key}: {}", show(value)));
                format!("{{{}}}", shown.collect::<Vec<_>>().join(", "))
            }
        }
    }

    #[test]
    fn scalars_are_typed_by_the_library_s_own_rules() {
        for (text, expected) in [
            ("yes", "\"yes\""),
            ("True", "true"),
            ("~", "null"),
            ("0123", "83"),
            ("08", "\"08\""),
            ("1_000", "1000"),
            ("1e3", "\"1e3\""),
            ("1.10", "1.1"),
            ("0o17", "15"),
            ("2021-09-27", "\"2021-09-27\""),
            ("12:30", "\"12:30\""),
            (".inf", "inf"),
            ("18446744073709551616", "\"18446744073709551616\""),
        ] {
            check(&format!("k: {text}\n"), &format!("{{k: {expected}}}"));
        }
    }

    #[test]
    fn what_it_refuses_it_refuses_at_the_same_place() {
        for (block, expected) in [
            ("title: a: b\n", "1:8 mapping value is not allowed in this context"),
            ("title: @a\n", "1:8 '@' is a reserved character"),
            (
                "title: 'a's'\n",
                "1:11 value is not allowed in this context. map key-value is pre-defined",
            ),
            ("title:b\nx: 1\n", "1:1 unexpected key name"),
            ("a: 1\na: 2\n", "2:1 mapping key \"a\" already defined at [1:1]"),
            ("tags:\n\t- a\n", "2:1 found character '\t' that cannot start any token"),
            ("- a\n", "1:1 sequence was used where mapping is expected"),
            ("a\n", "1:1 string was used where mapping is expected"),
            ("title: [a] b\n", "1:12 value is not allowed in this context"),
            ("t: {{ a }}\n", "1:5 could not find flow map content"),
            ("t: | a\n", "1:4 invalid header option: \" a\""),
            ("t: \"\\d\"\n", "1:6 found unknown escape character 'd'"),
            ("t: [a, b\nd: 1\n", "2:1 ',' or ']' must be specified"),
        ] {
            check(block, expected);
        }
    }

    #[test]
    fn structure_is_read() {
        for (block, expected) in [
            ("", "{}"),
            ("# only a comment\n", "{}"),
            ("a: 1\nb:\n  - x\n  - y: z\n", "{a: 1, b: [\"x\", {y: \"z\"}]}"),
            (
                "a: &x {p: 1}\nb: *x\nc:\n  <<: *x\n  q: 2\n",
                "{a: {p: 1}, b: {p: 1}, c: {p: 1, q: 2}}",
            ),
            ("t: a\tb\n", "{t: \"ab\"}"),
            ("t: |\n  a\n  b\nu: >-\n  c\n  d\n", "{t: \"a\\nb\\n\", u: \"c d\"}"),
            ("t: a\n  b\n", "{t: \"a b\"}"),
            ("t: [C++, \"a, b\", 'x']\n", "{t: [\"C++\", \"a, b\", \"x\"]}"),
            ("t:\r\n- a\r\n- b\r\n", "{t: [\"a\", \"b\"]}"),
            ("t: a #b\nu: a#b\n", "{t: \"a\", u: \"a#b\"}"),
        ] {
            check(block, expected);
        }
    }

    #[test]
    fn depth_and_aliases_are_bounded() {
        assert!(read(&"[".repeat(100_000)).is_err());
        assert!(read(&format!("a: {}", "- ".repeat(100_000))).is_err());
        let mut bomb = "a: &a [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
        for (one, other) in ('b'..='k').zip('a'..) {
            bomb += &format!("{one}: &{one} [{}]\n", vec![format!("*{other}"); 10].join(", "));
        }
        assert!(read(&bomb).is_err());
        assert!(read(&"...\na: 1\n".repeat(50_000)).is_ok());
    }
}
