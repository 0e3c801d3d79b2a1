//! Markdown that only some engines read: what it becomes for the others.

use super::body::{convert, convert_with};

#[track_caller]
fn check(more: &str, from: &str, to: &str, body: &str, expected: &str) {
    let converted = convert_with(more, from, to, body);
    assert_eq!(converted.text, expected, "{from} to {to}: {:#?}", converted.rows);
}

#[test]
fn definition_lists_become_html_for_hexo() {
    let body = "Term\n: one *two*\n: three\n\n  more\n\nafter\n";
    let expected = "<dl>\n<dt>\n\nTerm\n\n</dt>\n\n<dd>\n\none *two*\n\n</dd>\n\n<dd>\n\nthree\n\nmore\n\n</dd>\n</dl>\n\n\nafter\n";
    check("", "hugo", "hexo", body, expected);
    check("[markdown]\ndefinition_list = true\n", "zola@0.22", "hexo", body, expected);
    check("", "zola@0.22", "hexo", body, body);
    check("", "hugo", "zola@0.22", body, body);
}

#[test]
fn terms_of_definition_lists_stay_anchors() {
    let more = "[markup.goldmark.parser]\nautoDefinitionTermID = true\n";
    let body = "[b](#b-c) [d](#b-c-1)\n\n`B` *c*\n: x\n\n> B c\n> : y\n\n## B c\n";
    check(
        more,
        "hugo",
        "hexo",
        body,
        "[b](#b-c) [d](#b-c-1)\n\n<dl>\n<dt id=\"b-c\">\n\n`B` *c*\n\n</dt>\n\n<dd>\n\nx\n\n</dd>\n</dl>\n\n\n> B c\n> : y\n\n## B c\n",
    );
    let marked = body
        .replace("`B`", "<span id=\"b-c\"></span>`B`")
        .replace("> B", "> <span id=\"b-c-1\"></span>B");
    check(more, "hugo", "zola@0.22", body, &marked);
    check("", "hugo", "zola@0.22", "B\n: x\n", "B\n: x\n");
    let one = "[x](#b-c-2)\n\nB c\n: x\n\nB c\n: x\n\n## B c\n";
    let converted = convert_with(more, "hugo", "zola@0.22", one);
    assert!(converted.text.starts_with("[x](#b-c)\n"), "{}", converted.text);
}

#[test]
fn attributes_of_blocks_go_with_a_row() {
    let more = "[markup.goldmark.parser.attribute]\nblock = true\n";
    let body = "a\n{.wide #x}\n\n> b\n> {key=\"v\"}\n\n{.not} c\n\n{.alone}\n\n```\nd\n{.e}\n```\n";
    let expected = body.replace("a\n{.wide #x}", "a\n").replace("{key=\"v\"}", "");
    for to in ["hexo", "zola@0.22", "zola@0.23"] {
        let converted = convert_with(more, "hugo", to, body);
        let without_raw = converted.text.replace("{% raw %}", "").replace("{% endraw %}", "");
        assert_eq!(without_raw, expected, "{to}");
        let rows = converted.rows.iter().filter(|row| row.code == "block-attributes");
        assert_eq!(rows.count(), 2, "{to}");
    }
    check("", "hugo", "hexo", "a\n{.wide}\n", "a\n{.wide}\n");
}

#[test]
fn extra_signs_become_html() {
    let extras = ["mark", "superscript", "subscript", "insert"]
        .map(|name| format!("[markup.goldmark.extensions.extras.{name}]\nenable = true\n"))
        .concat();
    let body = "a ==b== x^2^ H~2~O ++c++ `==d==` d == e, 5^ f\n";
    let expected =
        "a <mark>b</mark> x<sup>2</sup> H<sub>2</sub>O <ins>c</ins> `==d==` d == e, 5^ f\n";
    check(&extras, "hugo", "hexo", body, expected);
    check(&extras, "hugo", "zola@0.22", body, expected);
    check("", "hugo", "hexo", "a ==b==\n", "a ==b==\n");
}

#[test]
fn tildes_strike_nothing_that_they_did_not_strike() {
    check("", "hugo", "hexo", "好~，还有~\n", "好\\~，还有~\n");
    check("", "hugo", "hexo", "a ~b~ ~~c~~ d\n", "a ~b~ ~~c~~ d\n");
    check(
        "",
        "hugo",
        "hexo",
        "好~ http://a.example/~b http://a.example/~c\n",
        "好~ http://a.example/~b http://a.example/~c\n",
    );
    check("", "hexo", "hugo", "好~，还有~\n", "好~，还有~\n");
}

#[test]
fn alerts_and_emoji_are_told_for_hexo() {
    let body = "> [!NOTE]\n> text :smile: :no_such: 10:30:00\n";
    let more = "[markdown]\ngithub_alerts = true\nrender_emoji = true\n";
    let converted = convert_with(more, "zola@0.22", "hexo", body);
    assert_eq!(converted.text, "> \n> text 😄 :no_such: 10:30:00\n");
    let codes: Vec<_> = converted.rows.iter().map(|row| (row.code, &*row.name)).collect();
    assert_eq!(
        codes,
        [("alert-look", "[!NOTE]"), ("converted", ":smile:"), ("emoji", ":no_such:")]
    );
    check("", "zola@0.22", "hexo", body, body);
}

#[test]
fn texts_of_links_are_links_for_hexo_too() {
    for (body, expected) in [
        ("[a `b`` c](/d/)\n", "[a \\`b\\`\\` c](/d/)\n"),
        ("[e [[f]] g](/h/)\n", "[e \\[\\[f\\]\\] g](/h/)\n"),
        ("[`i[[]]` [j]](/k/)\n", "[`i[[]]` [j]](/k/)\n"),
    ] {
        assert_eq!(convert("hugo", "hexo", body).text, expected);
    }
}

#[test]
fn words_behind_a_language_that_hugo_passes_over_go_with_a_row() {
    let converted = convert("hugo", "hexo", "```c a title\nx\n```\n");
    assert_eq!(converted.text, "```c\nx\n```\n");
    assert!(converted.rows.iter().any(|row| row.code == "code-words"));
}
