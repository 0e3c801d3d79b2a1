//! Fences in every shape, and what is odd about each.

use super::OddityKind::{
    BlankBefore, Braces, ByteOrderMark, CloserBlanks, CloserDots, CloserForeign, CloserIndented,
    CloserLong, CloserMissing, CloserText, OpenerBlanks, OpenerIndented, OpenerLong, OpenerMissing,
    OpenerText, TextBefore,
};
use super::*;

/// What is found, as `block|body` and the kinds of oddities.
#[track_caller]
fn check(text: &str, block: &str, body: &str, oddities: &[OddityKind]) {
    let found = find(text).unwrap_or_else(|| panic!("no block in {text:?}"));
    assert_eq!(found.block.text(text), block, "block of {text:?}");
    assert_eq!(found.body.text(text), body, "body of {text:?}");
    let kinds: Vec<OddityKind> = found.oddities.iter().map(|oddity| oddity.kind).collect();
    assert_eq!(kinds, oddities, "oddities of {text:?}");
}

#[track_caller]
fn check_none(text: &str) {
    assert_eq!(find(text), None, "{text:?}");
}

#[test]
fn plain_fences() {
    check("---\ntitle: a\n---\nb\n", "title: a\n", "b\n", &[]);
    check("+++\ntitle = 'a'\n+++\nb\n", "title = 'a'\n", "b\n", &[]);
    check(";;;\n\"title\": \"a\"\n;;;\nb\n", "\"title\": \"a\"\n", "b\n", &[]);
    check("{\"title\": \"}\"}\nb\n", "{\"title\": \"}\"}", "b\n", &[]);
    check("{\"title\": \"\\\"}\"} b\n", "{\"title\": \"\\\"}\"}", " b\n", &[]);
}

#[test]
fn every_newline() {
    check("---\r\ntitle: a\r\n---\r\nb\r\n", "title: a\r\n", "b\r\n", &[]);
    check("---\rtitle: a\r---\rb\r", "title: a\r", "b\r", &[]);
    check("---\ntitle: a\n---", "title: a\n", "", &[]);
}

#[test]
fn empty_blocks() {
    check("---\n---\nb\n", "", "b\n", &[]);
    check("---\n\n---\n", "\n", "", &[]);
    check("---\n# note\n---\n", "# note\n", "", &[]);
    check("{}\nb", "{}", "b", &[]);
}

#[test]
fn something_before_the_opener() {
    check("\u{feff}---\na: b\n---\n", "a: b\n", "", &[ByteOrderMark]);
    check("\n \n---\na: b\n---\n", "a: b\n", "", &[BlankBefore]);
    check("<!-- x -->\n\n---\na: b\n---\n", "a: b\n", "", &[TextBefore, BlankBefore]);
    check("\u{200b}---\na: b\n---\n", "a: b\n", "", &[TextBefore]);
    check("  ---\na: b\n---\n", "a: b\n", "", &[OpenerIndented]);
}

#[test]
fn odd_openers() {
    check("---  \na: b\n---\n", "a: b\n", "", &[OpenerBlanks]);
    check("---yaml\na: b\n---\n", "a: b\n", "", &[OpenerText]);
    check("--- # x\na: b\n---\n", "a: b\n", "", &[OpenerText]);
    check("-----\na: b\n-----\n", "a: b\n", "", &[OpenerLong]);
    check("-----\na: b\n---\n", "a: b\n", "", &[OpenerLong]);
    check("title: a\ndate: b\n---\nb\n", "title: a\ndate: b\n", "b\n", &[OpenerMissing]);
    check("index: true\n---\n", "index: true\n", "", &[OpenerMissing]);
    check("\"title\": \"a\"\n;;;\nb\n", "\"title\": \"a\"\n", "b\n", &[OpenerMissing]);
}

#[test]
fn odd_closers() {
    check("---\na: b\n--- \nc\n", "a: b\n", "c\n", &[CloserBlanks]);
    check("---\na: b\n-----\nc\n", "a: b\n", "c\n", &[CloserLong]);
    check("---\na: b\n...\nc\n", "a: b\n", "c\n", &[CloserDots]);
    check("---\na: b\n---c\nd\n", "a: b\n", "c\nd\n", &[CloserText]);
    check("---\na: b\n  ---\nd\n", "a: b\n", "d\n", &[CloserIndented]);
    check("---\na: b\n+++\nd\n", "a: b\n", "d\n", &[CloserForeign]);
}

#[test]
fn marks_in_values_do_not_close() {
    check("---\na: |\n  ---\n  x\n---\nd\n", "a: |\n  ---\n  x\n", "d\n", &[]);
    check("---\na: |\n  x\n--- y\nb: c\n---\nd\n", "a: |\n  x\n--- y\nb: c\n", "d\n", &[]);
    check("+++\na = '''\n---\n'''\nb = 1\n+++\nd\n", "a = '''\n---\n'''\nb = 1\n", "d\n", &[]);
}

#[test]
fn unclosed() {
    check("---\na: b\n\n# Head\n\ntext\n", "a: b\n", "\n# Head\n\ntext\n", &[CloserMissing]);
    check("---\na: b\n- c\n", "a: b\n- c\n", "", &[CloserMissing]);
    check("{\"a\": \"b\",\n\ntext\n", "{\"a\": \"b\",", "\ntext\n", &[CloserMissing]);
    let text = "---\ntitle: a\n\nSome text.\n\n---\nmore\n";
    let found = find(text).and_then(|fences| find_unclosed(text, &fences)).unwrap();
    assert_eq!((found.block.text(text), found.oddities[0].kind), ("title: a\n", CloserMissing));
}

#[test]
fn a_broken_block_with_a_text_in_it_is_closed() {
    let text = "---\ntitle: @x\nnote: |\n  a\n\n  b\n---\nbody\n";
    let found = find(text).unwrap();
    assert_eq!(find_unclosed(text, &found), None);
    let text = "---\ntitle: x\n\n    code\n\nText.\n";
    assert_eq!(find(text).unwrap().block.text(text), "title: x\n");
}

#[test]
fn no_block_is_meant() {
    check_none("");
    check_none("text\n");
    check_none("---\n\nA rule above and below.\n\n---\n");
    check_none("---\ntext\n");
    check_none("Note: text\n---\nmore\n");
    check_none("{{< figure >}}\n");
    check_none("{% tag %}\n");
    check_none("- item\n---\n");
    check_none("--\na: b\n--\n");
}

#[test]
fn braces_between_semicolons() {
    check(";;;\n{\"a\": 1}\n;;;\n", "{\"a\": 1}\n", "", &[Braces]);
}
