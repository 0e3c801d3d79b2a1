//! Blocks for tests: most of them plain, or nearly so.

use proptest::prelude::*;

/// Blocks of a few lines, made of what ordinary front matter is made of and of what makes it hard.
pub fn blocks() -> impl Strategy<Value = String> {
    proptest::collection::vec(line(), 0..8).prop_map(|lines| lines.concat())
}

fn line() -> impl Strategy<Value = String> {
    let key = prop_oneof![
        8 => proptest::sample::select(vec![
            "title", "date", "tags", "categories", "draft", "slug", "Title", "extra", "weight", "aliases", "updated",
        ]).prop_map(str::to_owned),
        1 => "[a-zA-Z_<~0-9][a-zA-Z0-9_.-]{0,5}",
    ];
    let colon = prop_oneof![8 => Just(": "), 2 => Just(":"), 1 => Just(":  "), 1 => Just(" : ")];
    let dash = prop_oneof![
        4 => Just("- "), 4 => Just(" - "), 2 => Just("  - "), 1 => Just("-   "), 1 => Just("-"), 1 => Just("   "),
    ];
    let end = prop_oneof![
        20 => Just("\n"), 2 => Just("\n\n"), 2 => Just("  \n"), 1 => Just(" \n \n"), 1 => Just("\r\n"),
        1 => Just(" # c\n"), 1 => Just("\n# c\n"), 1 => Just(""),
    ];
    let indent = prop_oneof![6 => Just(""), 2 => Just("  "), 1 => Just(" "), 1 => Just("    ")];
    let pair = (indent, key, colon, value());
    let pair =
        pair.prop_map(|(indent, key, colon, value)| indent.to_owned() + &key + colon + &value);
    let item = (dash, value()).prop_map(|(dash, value)| dash.to_owned() + &value);
    let content = prop_oneof![3 => pair, 2 => item];
    (content, end).prop_map(|(content, end)| content + end)
}

fn value() -> impl Strategy<Value = String> {
    let list = proptest::collection::vec(scalar(), 0..4);
    let comma = prop_oneof![4 => Just(", "), 1 => Just(","), 1 => Just(" , ")];
    prop_oneof![
        6 => scalar(),
        2 => Just(String::new()),
        3 => (list, comma).prop_map(|(items, comma)| format!("[{}]", items.join(comma))),
        1 => scalar().prop_map(|value| format!("{{a: {value}}}")),
    ]
}

/// Scalars on which readers are known to differ, or might.
const SCALARS: &[&str] = &[
    "true",
    "False",
    "null",
    "~",
    "yes",
    "no",
    "12",
    "0x1F",
    "0o17",
    "010",
    "08",
    "1.5",
    "1e3",
    "1_000",
    ".5",
    "12:30",
    "12:30:45",
    "2021-09-27",
    "2021-09-27 21:07:48",
    "2021-9-7T1:02:03Z",
    "20210927",
    "0b11",
    "Mon, 27 Sep 2021 21:07:48 GMT",
    "99999999999999999",
    "18446744073709551616",
    "-3",
    "+4",
    ".inf",
    "a: b",
    "a:",
    "a #b",
    "C++",
    "C#",
    "http://x.example/a?b#c",
    "/a/b/",
    "灯塔：守望",
    "'a''b'",
    "\"a\\n\"",
    "'a",
    "a'b",
    "a\"b\"",
    "| a",
    "> ",
    "&a b",
    "*a",
    "!t a",
    "@a",
    "`a`",
    "%a",
    "? a",
    "- a",
    "-",
    "<<",
    "=",
    "a, b",
    "[a]",
    "a [b] {c}",
    "''",
    "\"\"",
    "\u{feff}a",
    "a\u{a0}",
    "\u{3000}a",
    "a\u{2028}b",
    "a\tb",
    "a\u{7f}",
    "🦀",
    "e\u{301}",
];

fn scalar() -> impl Strategy<Value = String> {
    let text = "[ -~灯é🦀]{1,12}";
    prop_oneof![
        4 => "[a-zA-Z0-9灯][a-zA-Z0-9 .,;!?()/@$%^&*+=_|~灯é-]{0,10}",
        4 => proptest::sample::select(SCALARS).prop_map(str::to_owned),
        2 => text.prop_map(|text| format!("'{text}'")),
        2 => text.prop_map(|text| format!("\"{text}\"")),
        2 => text,
    ]
}
