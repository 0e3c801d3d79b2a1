//! Each edit builder on small posts: the text afterwards, and the proof that nothing else changed.

use super::*;
use crate::diagnostic::Change;
use crate::document::proof::prove;
use crate::document::{Document, Entry, FrontMatter};
use crate::text::{Edit, Source, apply};
use crate::value::Value;

/// Does something to the post `before`, which gives `after`, and changes no key but `keys`.
#[track_caller]
fn check(
    before: &str,
    keys: &[&str],
    after: &str,
    edit: impl for<'a> Fn(&FrontMatter<'a>) -> Vec<Edit>,
) {
    let source = Source::new("post.md", before);
    let document = Document::parse(&source);
    let edits = edit(document.front_matter.as_ref().unwrap());
    let text = apply(before, &edits).unwrap();
    assert_eq!(text, after);
    let source = Source::new("post.md", text);
    let changes: Vec<Change> = match keys {
        [] => vec![Change::Layout],
        keys => keys.iter().map(|key| Change::Key((*key).to_owned())).collect(),
    };
    prove(&document, &Document::parse(&source), &changes).unwrap();
}

/// The entry at a path of keys.
#[track_caller]
fn at<'f, 'a>(front_matter: &'f FrontMatter<'a>, path: &str) -> &'f Entry<'a> {
    let mut node = &front_matter.tree.root;
    let mut found = None;
    for key in path.split('.') {
        let entry = node.entry(key).unwrap_or_else(|| panic!("no {key}"));
        node = &entry.value;
        found = Some(entry);
    }
    found.unwrap()
}

fn strings(items: &[&str]) -> Value {
    Value::List(items.iter().map(|item| Value::String((*item).to_owned())).collect())
}

fn string(text: &str) -> Value {
    Value::String(text.to_owned())
}

#[test]
fn remove_takes_lines_and_comments() {
    let remove_key = |before: &str, key: &str, after: &str| {
        check(before, &[key.split('.').next().unwrap()], after, |fm| remove(fm, at(fm, key)));
    };
    remove_key("---\na: 1\n# of b\nb: 2 # x\nc: 3\n---\nt", "b", "---\na: 1\nc: 3\n---\nt");
    remove_key("---\na: 1\n# top\n\nb:\n- 1\n- 2\n---\n", "b", "---\na: 1\n# top\n\n---\n");
    remove_key(
        "---\r\na: |\r\n  x\r\n  y\r\n\r\nb: 2\r\n---\r\n",
        "a",
        "---\r\n\r\nb: 2\r\n---\r\n",
    );
    remove_key("---\na:\nb: 2\n---\n", "a", "---\nb: 2\n---\n");
    remove_key("---\na: {b: 1, c: 2, d: 3}\n---\n", "a.c", "---\na: {b: 1, d: 3}\n---\n");
    remove_key("---\na: {b: 1, c: 2}\n---\n", "a.c", "---\na: {b: 1}\n---\n");
    remove_key("---\na: {b: 1,}\n---\n", "a.b", "---\na: {}\n---\n");
    remove_key("---\na:\n  # x\n  b: 1\nc: 2\n---\n", "a.b", "---\na: {}\nc: 2\n---\n");
    remove_key("---\na:\n  b: 1\n  c: 2\n---\n", "a.b", "---\na:\n  c: 2\n---\n");
    remove_key(
        "+++\na = 1\n# of b\nb = 2\n[t]\nc = 3\n+++\n",
        "b",
        "+++\na = 1\n[t]\nc = 3\n+++\n",
    );
    remove_key(
        "+++\na = 1\n[t]\nc = 3\n[u]\nd = 1\n[t.v]\ne = 1\n+++\n",
        "t",
        "+++\na = 1\n[u]\nd = 1\n+++\n",
    );
    remove_key("+++\nt.a = 1\nb = 1\nt.c = 1\n+++\n", "t", "+++\nb = 1\n+++\n");
    remove_key("+++\nt = [\n 'a', # x\n]\nb = 1\n+++\n", "t", "+++\nb = 1\n+++\n");
    remove_key("{\n  \"a\": 1,\n  \"b\": 2\n}\n", "b", "{\n  \"a\": 1\n}\n");
    remove_key("{\n  \"a\": 1,\n  \"b\": 2\n}\n", "a", "{\n  \"b\": 2\n}\n");
    remove_key(";;;\n\"a\": 1,\n\"b\": 2\n;;;\n", "b", ";;;\n\"a\": 1\n;;;\n");
}

#[test]
fn remove_item_keeps_the_style() {
    let remove_nth = |before: &str, index: usize, after: &str| {
        check(before, &["t"], after, |fm| remove_item(fm, at(fm, "t"), index));
    };
    remove_nth("---\nt: [a, b, c]\n---\n", 1, "---\nt: [a, c]\n---\n");
    remove_nth(
        "---\nt:\n  - a\n  # of b\n  - b # x\n  - c\n---\n",
        1,
        "---\nt:\n  - a\n  - c\n---\n",
    );
    remove_nth("---\nt:\n- a\n-\n---\n", 1, "---\nt:\n- a\n---\n");
    remove_nth("---\nt: # x\n- a\nb: 1\n---\n", 0, "---\nt: [] # x\nb: 1\n---\n");
    remove_nth("+++\nt = ['a', 'b']\n+++\n", 1, "+++\nt = ['a']\n+++\n");
    remove_nth("{\"t\": [\"a\", \"b\"]}\n", 0, "{\"t\": [\"b\"]}\n");
}

#[test]
fn set_keeps_quotes_comments_and_lists() {
    let set_key = |before: &str, key: &str, value: &Value, after: &str| {
        let root = key.split('.').next().unwrap();
        check(before, &[root], after, |fm| set(fm, at(fm, key), Content::Value(value)));
    };
    set_key("---\na: x # c\n---\n", "a", &string("y: z"), "---\na: 'y: z' # c\n---\n");
    set_key("---\na: \"x\"\n---\n", "a", &string("q"), "---\na: \"q\"\n---\n");
    set_key("---\na: 'x'\n---\n", "a", &string("y\n"), "---\na: \"y\\n\"\n---\n");
    set_key("---\na: |\n  x\n  y\nb: 1\n---\n", "a", &string("z"), "---\na: z\nb: 1\n---\n");
    set_key("---\na:\nb: 1\n---\n", "a", &string("z"), "---\na: z\nb: 1\n---\n");
    set_key("---\na : # c\n---\n", "a", &string("z"), "---\na : z # c\n---\n");
    set_key("---\na: !x y\n---\n", "a", &string("z"), "---\na: z\n---\n");
    set_key(
        "---\na: x # c\nb: [1]\n---\n",
        "a",
        &strings(&["y, z"]),
        "---\na: ['y, z'] # c\nb: [1]\n---\n",
    );
    set_key(
        "---\na: x # c\nb: 1\n---\n",
        "a",
        &strings(&["p", "z"]),
        "---\na: # c\n  - p\n  - z\nb: 1\n---\n",
    );
    set_key("---\na: x\nb:\n- 1\n---\n", "a", &strings(&["p"]), "---\na:\n- p\nb:\n- 1\n---\n");
    set_key("---\na: # c\n  - x\n---\n", "a", &string("q"), "---\na: q # c\n---\n");
    set_key("---\na:\n    - x\n---\n", "a", &strings(&["p"]), "---\na:\n    - p\n---\n");
    set_key("---\na: [x]\nb:\n- 1\n---\n", "a", &strings(&["p"]), "---\na: [p]\nb:\n- 1\n---\n");
    set_key("---\na: {b: x, c}\n---\n", "a.b", &string("y, z"), "---\na: {b: 'y, z', c}\n---\n");
    set_key("---\na: {b: x, c}\n---\n", "a.c", &string("q"), "---\na: {b: x, c: q}\n---\n");
    set_key("+++\na = 'x' # c\n+++\n", "a", &string("q"), "+++\na = 'q' # c\n+++\n");
    set_key("+++\na = \"x\"\n+++\n", "a", &strings(&["p"]), "+++\na = [\"p\"]\n+++\n");
    set_key("{\"a\": \"x\"}\n", "a", &strings(&["p"]), "{\"a\": [\"p\"]}\n");
    let source = "2021-09-27 13:07:48";
    check("---\na: Mon, 27 Sep 2021\n---\n", &["a"], "---\na: 2021-09-27 13:07:48\n---\n", |fm| {
        set(fm, at(fm, "a"), Content::Source(source))
    });
}

#[test]
fn set_node_and_rename() {
    let item = |before: &str, value: &Value, after: &str| {
        check(before, &["t"], after, |fm| {
            set_node(fm, &at(fm, "t").value.items()[1], Content::Value(value))
        });
    };
    item("---\nt: [a, 2]\n---\n", &string("2"), "---\nt: [a, '2']\n---\n");
    item("---\nt:\n  - a\n  -\n---\n", &string("b"), "---\nt:\n  - a\n  - b\n---\n");
    let rename_key = |before: &str, key: &str, keys: &[&str], after: &str| {
        check(before, keys, after, |fm| rename(fm, at(fm, key), "new"));
    };
    rename_key("---\n\"a\": 1\n---\n", "a", &["a", "new"], "---\n\"new\": 1\n---\n");
    rename_key("---\na: {b: 1}\n---\n", "a.b", &["a"], "---\na: {new: 1}\n---\n");
    rename_key("{\"a\": 1}\n", "a", &["a", "new"], "{\"new\": 1}\n");
    rename_key(
        "+++\n[a]\nb = 1\n['a'.c]\n[d]\na.b = 1\n+++\n",
        "a",
        &["a", "new"],
        "+++\n[new]\nb = 1\n['new'.c]\n[d]\na.b = 1\n+++\n",
    );
    rename_key(
        "+++\na.c = 1\nb = 1\na.d = 2\n+++\n",
        "a",
        &["a", "new"],
        "+++\nnew.c = 1\nb = 1\nnew.d = 2\n+++\n",
    );
}

/// Inserts `nn` at a place in words: "first", "last", "before b", "after a", "inside t".
#[track_caller]
fn check_at(before: &str, place: &str, value: &Value, after: &str) {
    check(before, &["nn", "a", "t"], after, |fm| {
        let position = match place.split_once(' ') {
            None if place == "first" => Position::First,
            None => Position::Last,
            Some(("before", key)) => Position::Before(at(fm, key)),
            Some(("after", key)) => Position::After(at(fm, key)),
            Some((_, key)) => Position::Inside(at(fm, key)),
        };
        insert(fm, position, "nn", Content::Value(value))
    });
}

#[test]
fn insert_goes_where_it_belongs_in_yaml() {
    let one = Value::Int(1);
    check_at("---\na: 1\nb: 2\n---\n", "first", &one, "---\nnn: 1\na: 1\nb: 2\n---\n");
    check_at("---\na: 1\nb: 2\n---\n", "last", &one, "---\na: 1\nb: 2\nnn: 1\n---\n");
    check_at("---\na: 1\n# b\nb: 2\n---\n", "before b", &one, "---\na: 1\nnn: 1\n# b\nb: 2\n---\n");
    check_at(
        "---\r\na:\r\n- 1\r\nb: 2\r\n---\r\n",
        "after a",
        &one,
        "---\r\na:\r\n- 1\r\nnn: 1\r\nb: 2\r\n---\r\n",
    );
    check_at("---\n---\nt", "last", &one, "---\nnn: 1\n---\nt");
    check_at("---\n# c\n---\nt", "first", &one, "---\n# c\nnn: 1\n---\nt");
    check_at(
        "---\na: 1\n---\n",
        "last",
        &strings(&["x", "y: z"]),
        "---\na: 1\nnn:\n  - x\n  - 'y: z'\n---\n",
    );
    check_at(
        "---\na: 1\n---\n",
        "last",
        &Value::Map(vec![("k".into(), strings(&["x"]))]),
        "---\na: 1\nnn:\n  k:\n    - x\n---\n",
    );
    check_at(
        "---\na: {b: 1}\n---\n",
        "inside a",
        &string("x, y"),
        "---\na: {b: 1, nn: 'x, y'}\n---\n",
    );
    check_at("---\na: {}\n---\n", "inside a", &one, "---\na: {nn: 1}\n---\n");
    check_at("---\na:\nb: 1\n---\n", "inside a", &one, "---\na:\n  nn: 1\nb: 1\n---\n");
    check_at(
        "---\na:\n    b: 1\nc: 1\n---\n",
        "inside a",
        &one,
        "---\na:\n    b: 1\n    nn: 1\nc: 1\n---\n",
    );
}

#[test]
fn insert_goes_where_it_belongs_in_toml_and_json() {
    let one = Value::Int(1);
    check_at(
        "+++\na = 1\n\n# t\n[t]\nb = 1\n+++\n",
        "last",
        &one,
        "+++\na = 1\nnn = 1\n\n# t\n[t]\nb = 1\n+++\n",
    );
    check_at("+++\n# t\n[t]\nb = 1\n+++\n", "last", &one, "+++\nnn = 1\n# t\n[t]\nb = 1\n+++\n");
    check_at(
        "+++\n[t]\nb = 1\n[u]\n+++\n",
        "inside t",
        &one,
        "+++\n[t]\nb = 1\nnn = 1\n[u]\n+++\n",
    );
    check_at("+++\n[t]\n[u]\n+++\n", "inside t", &one, "+++\n[t]\nnn = 1\n[u]\n+++\n");
    check_at(
        "+++\na = 1\n+++\n",
        "last",
        &Value::Map(vec![("k".into(), strings(&["x"]))]),
        "+++\na = 1\n\n[nn]\nk = [\"x\"]\n+++\n",
    );
    check_at("+++\n+++\n", "last", &one, "+++\nnn = 1\n+++\n");
    check_at("{\n  \"a\": 1\n}\n", "last", &one, "{\n  \"a\": 1,\n  \"nn\": 1\n}\n");
    check_at("{\"a\": 1, \"b\": 2}\n", "before b", &one, "{\"a\": 1, \"nn\": 1, \"b\": 2}\n");
    check_at("{}\n", "last", &one, "{\"nn\": 1}\n");
    check_at(";;;\n\"a\": 1\n;;;\n", "last", &one, ";;;\n\"a\": 1,\n\"nn\": 1\n;;;\n");
}

#[test]
fn move_takes_comments_along() {
    let move_key = |before: &str, key: &str, keys: &[&str], after: &str| {
        check(before, keys, after, |fm| move_to(fm, at(fm, key), Position::First));
    };
    move_key(
        "---\na: 1\n# b\nb: # x\n- 1\nc: 1\n---\n",
        "b",
        &[],
        "---\n# b\nb: # x\n- 1\na: 1\nc: 1\n---\n",
    );
    move_key(
        "---\na: 1\nb:\n  c: |\n    x\n  d: 1\n---\n",
        "b.c",
        &["b", "c"],
        "---\nc: |\n  x\na: 1\nb:\n  d: 1\n---\n",
    );
    move_key(
        "+++\na = 1\n[t]\nx = 1\nb = 1\n+++\n",
        "t.b",
        &["t", "b"],
        "+++\nb = 1\na = 1\n[t]\nx = 1\n+++\n",
    );
    check(
        "+++\na = 1\n[t]\nx = 1\nb = 1\n+++\n",
        &["t", "b"],
        "+++\na = 1\nb = 1\n[t]\nx = 1\n+++\n",
        |fm| move_to(fm, at(fm, "t.b"), Position::Last),
    );
    check("---\na: 1\nb: 2\nc: 3\n---\n", &[], "---\nb: 2\nc: 3\na: 1\n---\n", |fm| {
        move_to(fm, at(fm, "a"), Position::Last)
    });
    check("{\"a\": 1, \"b\": 2, \"c\": 3}\n", &[], "{\"a\": 1, \"c\": 3, \"b\": 2}\n", |fm| {
        move_to(fm, at(fm, "c"), Position::Before(at(fm, "b")))
    });
}

#[test]
fn restyle_keeps_items() {
    let to_block = |before: &str, after: &str| {
        check(before, &[], after, |fm| restyle(fm, at(fm, "t"), ListStyle::Block));
    };
    let to_flow = |before: &str, after: &str| {
        check(before, &[], after, |fm| restyle(fm, at(fm, "t"), ListStyle::Flow));
    };
    to_block("---\nt: [a, 'b', 2020] # x\n---\n", "---\nt: # x\n  - a\n  - 'b'\n  - 2020\n---\n");
    to_flow(
        "---\nt: # x\n- a\n- b, c\n- 2020\n-\nu: 1\n---\n",
        "---\nt: [a, 'b, c', 2020, null] # x\nu: 1\n---\n",
    );
    to_flow("---\nt:\n- a # x\n- b\n---\n", "---\nt:\n- a # x\n- b\n---\n");
}

#[test]
fn whole_blocks() {
    let entries = [
        ("title".to_owned(), string("a: b")),
        ("tags".to_owned(), strings(&["x", "z"])),
        ("extra".to_owned(), Value::Map(vec![("k".to_owned(), Value::Int(1))])),
        ("draft".to_owned(), Value::Bool(true)),
    ];
    let check = |format, expected: &str| {
        let text = "\u{feff}body\n";
        let new = apply(text, &new_block(text, format, &entries)).unwrap();
        assert_eq!(new.strip_prefix('\u{feff}').unwrap(), expected);
    };
    use crate::document::Format::{HexoJson, Json, Toml, Yaml};
    check(
        Yaml,
        "---\ntitle: 'a: b'\ntags:\n  - x\n  - z\nextra:\n  k: 1\ndraft: true\n---\nbody\n",
    );
    check(
        Toml,
        "+++\ntitle = \"a: b\"\ntags = [\"x\", \"z\"]\ndraft = true\n\n[extra]\nk = 1\n+++\nbody\n",
    );
    check(
        Json,
        "{\n  \"title\": \"a: b\",\n  \"tags\": [\"x\", \"z\"],\n  \"extra\": {\"k\": 1},\n  \"draft\": true\n}\nbody\n",
    );
    check(
        HexoJson,
        ";;;\n\"title\": \"a: b\",\n\"tags\": [\"x\", \"z\"],\n\"extra\": {\"k\": 1},\n\"draft\": true\n;;;\nbody\n",
    );
}
