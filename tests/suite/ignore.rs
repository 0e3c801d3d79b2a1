//! Comments that leave out what is found: where they stand, and that nothing else changes.

use masthead::diagnostic::{Diagnostic, Severity};
use masthead::document::{Document, suppression};
use masthead::fix::{Ignored, ignore};
use masthead::text::{Source, Span};

use super::place::Place;

/// Finds every `BAD`, and `WORSE` beside it under another rule, as far as no comment leaves it out; and comments that
/// leave out nothing.
fn find(document: &Document<'_>) -> Vec<Diagnostic> {
    let text = document.source.text.as_str();
    let present = suppression::find(document);
    let mut used = vec![0; present.len()];
    let mut found = Vec::new();
    for (word, rule) in [("BAD", "image-empty"), ("WORSE", "link-empty")] {
        for (at, _) in text.match_indices(word) {
            let mut holders = present.iter().enumerate().filter(|(_, one)| {
                one.holds_at(at) && one.rules.iter().any(|name| name.text(text) == rule)
            });
            match holders.next() {
                Some((index, _)) => used[index] += 1,
                None => found.push(finding(rule, at, at + word.len())),
            }
        }
    }
    let unused = present.iter().zip(used).filter(|(_, used)| *used == 0);
    found
        .extend(unused.map(|(one, _)| finding("suppression-unused", one.span.start, one.span.end)));
    found
}

fn finding(rule: &'static str, start: usize, end: usize) -> Diagnostic {
    Diagnostic {
        rule: rule.into(),
        severity: Severity::Warning,
        span: Span::new(start, end),
        message: "found".to_owned(),
        help: None,
        engines: Vec::new(),
        fix: None,
    }
}

/// Ignores all that is found in a text, in which `@` and `%` stand for the comments that are expected.
#[track_caller]
fn check(expected: &str) {
    let marks = |open: &str, close: &str| {
        let comment = |order: &str| format!("{open}masthead: {order}[image-empty] why{close}");
        [comment("ignore"), comment("ignore-file")]
    };
    let (yaml, html) = (marks("# ", ""), marks("<!-- ", " -->"));
    let names = [("#@", &yaml[0]), ("#%", &yaml[1]), ("<@>", &html[0]), ("<%>", &html[1])];
    let mut written = expected.to_owned();
    let mut old = expected.to_owned();
    for (name, comment) in names {
        written = written.replace(name, comment);
        // With the line that the comment has for itself, or the blank before it.
        old = lines(&old).filter(|line| line.trim() != name).collect();
        old = old.replace(&format!(" {name}"), "");
    }
    let Ignored { source, left, .. } = ignore(Source::new("post.md", old), "why", &find);
    assert_eq!(source.text, written);
    assert_eq!(left, [], "{expected}");
    let again = ignore(Source::new("post.md", written.clone()), "why", &find);
    assert_eq!((again.source.text, again.silenced), (written, 0), "a second time changes nothing");
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive('\n')
}

/// A text in which no comment can stand, and why.
#[track_caller]
fn check_none(text: &str, why: &str) {
    let Ignored { source, left, silenced } = ignore(Source::new("post.md", text), "why", &find);
    assert_eq!((source.text.as_str(), silenced), (text, 0));
    let remark = left.iter().find(|one| one.rule == "ignore-withheld").expect("it says so");
    assert!(remark.message.contains(why), "{}", remark.message);
}

#[test]
fn comments_in_yaml_stand_above_their_entry() {
    check("---\ntitle: a\n#@\ntags: BAD\n---\n");
    check("---\n# about\n#@\ntitle: BAD\n\n---\nb\n");
    check("\u{feff}---\r\ntitle: a\r\n#@\r\ntags: BAD\r\n---\r\nb\r\n");
    check("---\na: |\n  text\n\n#@\nb: BAD\n---\n");
    check("---\n#@\na: >+\n  one\n\n  BAD\n\nb: 1\n---\n");
    check("---\n#@\ntags: [\n  a,\n  BAD,\n  BAD\n]\nb: 1\n---\n");
    check("---\ntags:\n  - a\n  #@\n  - BAD\n  - b\n---\n");
    check("---\nlist:\n- one: 1\n  #@\n  two: BAD\n---\n");
    check("---\n#@\na: one\n  BAD\n  three\n---\n");
    check("---\n#%\n# BAD\na: 1\n---\n");
}

#[test]
fn comments_in_toml_stand_above_their_entry() {
    check("+++\n#@\ntitle = 'BAD'\n+++\n");
    check("+++\n[extra]\na = 1\n#@\nb = '''\nBAD'''\n+++\n");
    check("+++\n#@\na = [\n  'x',\n  'BAD',\n]\n+++\n");
    check("+++\n[[a]]\nb = 1\n[[a]]\n#@\nb = 'BAD'\n+++\n");
}

#[test]
fn comments_in_the_body_stand_above_blocks_and_behind_lines() {
    check("---\na: 1\n---\n\n<@>\n![](BAD)\n");
    check("---\na: 1\n---\r\n\r\n<@>\r\nBAD\r\n\r\nb\r\n");
    check("a\nBAD <@>\nc\n");
    check("a\nBAD <@>  \nc\n");
    check("- a\n- BAD <@>\n- c\n");
    check("> a\n> BAD <@>\n");
    check("| a |\n|---|\n| BAD <@> |\n| c |\n");
    check("a\n\n<@>\n# BAD\n");
    check("a\n\n<@>\n```sh\na\nBAD\nBAD\n```\n");
    check("- a\n\n  <@>\n  ```sh\n  BAD\n  ```\n");
    check("a\n\n<@>\n<div>\nBAD\n</div>\n");
}

#[test]
fn where_no_line_can_have_a_comment_the_file_has_one() {
    check("<%>\na\nBAD\\\nc\n");
    check("---\na: 1\n---\n<%>\n{{< highlight sh >}}\na\n\nBAD\n{{< /highlight >}}\n");
    check("<%>\nx\n\n$$\na\nBAD\n$$\n");
    check("<%>\n{% codeblock %}\nBAD\n{% endcodeblock %}\n");
}

#[test]
fn several_rules_share_one_comment() {
    let text = "---\na: BAD WORSE\n---\nb\n\nBAD WORSE\n";
    let Ignored { source, silenced, left } = ignore(Source::new("post.md", text), "", &find);
    let names = "[image-empty, link-empty]";
    let expected = format!(
        "---\n# masthead: ignore{names}\na: BAD WORSE\n---\nb\n\n<!-- masthead: ignore{names} -->\nBAD WORSE\n"
    );
    assert_eq!((source.text, silenced, left.len()), (expected, 4, 0));
}

#[test]
fn a_comment_that_is_there_takes_another_name() {
    let text = "---\n# masthead: ignore[image-empty] old\na: BAD WORSE\n---\n";
    let Ignored { source, .. } = ignore(Source::new("post.md", text), "new", &find);
    assert_eq!(
        source.text,
        "---\n# masthead: ignore[image-empty, link-empty] old\na: BAD WORSE\n---\n"
    );
}

#[test]
fn where_no_comment_can_stand_it_is_said() {
    check_none("{\n \"title\": \"BAD\"\n}\n\nb\n", "JSON has no comments");
    check_none("---\na: b: BAD\n---\n", "cannot be read");
    let latin = Source::from_bytes("post.md", b"caf\xe9\n\nBAD\n");
    let Ignored { source, silenced, .. } = ignore(latin, "why", &find);
    assert_eq!((silenced, source.invalid_at), (0, Some(3)));
}

#[test]
fn the_same_lint_is_silent_afterwards() {
    let place = Place::new();
    place.file("config.toml", "base_url = 'https://blog.example'\n");
    let post = "---\ntitle: ' a'\ntags: x, y\n---\n\n[b]()\n";
    place.file("content/p.md", post);
    let before = place.run(&["lint", "--isolated"]);
    assert_eq!(before.code, 1, "{}", before.out);
    let bad = place.run(&["lint", "--isolated", "--add-ignore=a --> b"]);
    assert_eq!((bad.code, place.read("content/p.md").as_str()), (2, post));
    let added = place.run(&["lint", "--isolated", "--add-ignore=known since 2019"]);
    assert_eq!(added.code, 0, "{}{}", added.out, added.err);
    assert!(added.out.contains("left out by comments"), "{}", added.out);
    let after = place.run(&["lint", "--isolated", "--fail-on", "info"]);
    assert_eq!(after.code, 0, "{}", after.out);
    assert!(place.read("content/p.md").contains("known since 2019"));
}

/// A text without the comments that were written into it.
fn without_comments(text: &str) -> String {
    // A byte order mark stays before a comment on its line.
    let kept = |line: &'_ str| -> String {
        let bare = line.trim_start_matches('\u{feff}');
        let is_comment = bare.trim_start().starts_with("# masthead: ")
            || bare.trim_start().starts_with("<!-- masthead: ") && bare.trim().ends_with("-->");
        line[..if is_comment { line.len() - bare.len() } else { line.len() }].to_owned()
    };
    let mut kept: String = lines(text).map(kept).collect();
    while let Some(start) = kept.find(" <!-- masthead: ") {
        let end = kept[start..].find("-->").expect("what was written is closed") + start + 3;
        kept.replace_range(start..end, "");
    }
    kept
}

proptest::proptest! {
    #[test]
    fn nothing_but_comments_is_written_into_any_text(
        parts in proptest::collection::vec(
            proptest::sample::select(vec![
                "---\n", "+++\n", "title: BAD\n", "a = 'BAD'\n", "[t]\n", "- BAD\n", "  - BAD\n", "BAD", "WORSE", "\n", "\n\n",
                "```\n", "> ", "| BAD |\n", "|-|\n", "<div>\n", "</div>\n", "$$\n", "{% raw %}\n", "{% endraw %}\n", "# BAD\n",
                "  ", "    ", "a: [\n", "]\n", "b: |\n", "é", "\\\n", "<!-- BAD -->\n", "# BAD\n", "x\n", "\u{feff}", "{\n", "}\n",
            ]),
            0..24,
        ),
    ) {
        let text = parts.concat();
        let Ignored { source, left, .. } = ignore(Source::new("post.md", text.as_str()), "why", &find);
        proptest::prop_assert_eq!(without_comments(&source.text), text.as_str());
        let again = ignore(Source::new("post.md", source.text.as_str()), "why", &find);
        proptest::prop_assert_eq!(&again.source.text, &source.text);
        let unused = left.iter().any(|one| one.rule == "suppression-unused");
        proptest::prop_assert!(!unused, "{}", source.text);
    }
}
