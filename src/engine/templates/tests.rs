//! What each engine sees of template constructs, as one line each.

use chrono_tz::Tz;

use super::*;
use crate::text::Source;

/// `expected` has a line for each construct: depth as blanks, kind, name, arguments, `| inner`.
#[track_caller]
fn check(target: &str, body: &str, expected: &str) {
    let setup = Setup::standalone(target.parse().unwrap(), Tz::UTC, chrono::DateTime::UNIX_EPOCH);
    let text = format!("---\ntitle: a\n---\n{body}");
    let source = Source::new("a.md", text.clone());
    let document = Document::parse(&source);
    let tags = setup.tags("a.md", &document);
    let mut shown = String::new();
    for tag in &tags {
        let depth = std::iter::successors(tag.parent, |parent| tags[*parent].parent).count();
        let arguments = tag.arguments.iter().map(|one| {
            let name = one.name.map_or(String::new(), |name| format!("{}=", name.text(&text)));
            let value = match &one.value {
                None => format!("?{}", one.span.text(&text)),
                Some(Value::String(value)) => value.clone(),
                Some(value) => format!("{value:?}"),
            };
            format!(" {name}{value}")
        });
        let arguments: String = arguments.collect();
        let inner = tag.inner.map_or(String::new(), |inner| format!(" |{}", inner.text(&text)));
        let code = if tag.in_code { "`" } else { "" };
        shown.push_str(&" ".repeat(depth));
        shown.push_str(&format!(
            "{code}{:?} {}{arguments}{inner}\n",
            tag.kind,
            tag.name.text(&text)
        ));
    }
    assert_eq!(shown.trim_end(), expected.trim(), "{target}: {body:?}");
}

#[test]
fn tags_of_hexo() {
    check("hexo", "x {% post_link a/b \"c d\" %} `{% x %}`", "Call post_link a/b c d");
    check(
        "hexo",
        "{% quote A, b %}\na {{ 'b' }}\n{% endquote %}",
        "Block quote A, b |\na {{ 'b' }}\n\n Expression  b",
    );
    check(
        "hexo",
        "{% unknown %} {% raw %}{{ x }}{% endraw %} {# c #}",
        "Call unknown\nRaw raw |{{ x }}\nComment  | c ",
    );
    check("hexo", "{% if a.b %}{% nope %}{% endif %}", "Statement if a.b |{% nope %}\n Call nope");
    check(
        "hexo",
        "{% note %}{% img a %}{% endnote %}{% endimg %}",
        "Block note |{% img a %}\n Call img a\nEnd endimg",
    );
    check("hexo", "```\n{% a %}\n```\n\n    {{ b }}\n", "");
}

#[test]
fn newlines_of_two_characters_move_no_place() {
    check(
        "hexo",
        "a\r\nb {% img\r\n/c.png %}\r\n\r\n{% quote %}\r\nd\r\n{% endquote %}",
        "Call img /c.png\nBlock quote |\r\nd\r\n",
    );
}

#[test]
fn shortcodes_of_hugo() {
    check(
        "hugo",
        "{{< figure src=\"a \\\"b\" w=3 >}}`{{% x 1.5 `a` %}}`",
        "Call figure src=a \"b w=Int(3)\n`Call x Float(1.5) a",
    );
    check(
        "hugo",
        "{{< Details >}}{{< x/y >}}{{< /Details >}}{{</* z */>}}",
        "Block Details |{{< x/y >}}\n Call x/y\nEscaped  | z ",
    );
}

#[test]
fn calls_of_zola() {
    check(
        "zola@0.22",
        "{{ a(b=1, c=['d', 2]) }} {{ e }} `{{/* f() */}}`",
        "Call a b=Int(1) c=List([String(\"d\"), Int(2)])\n`Escaped  | f() ",
    );
    check(
        "zola@0.22",
        "{% a() %}x{{ b() }}{% end %}{%/* c() */%}{{ d() }}{%/* end */%}",
        "Block a |x{{ b() }}\n Call b\nEscaped  | c() \nEscaped  | end ",
    );
}

#[test]
fn templates_of_zola() {
    check(
        "zola@0.23",
        "{{ <a.b c=\"d\" e={-1} f={[1, \"x\"]} g {...h} /> }}",
        "Call a.b c=d e=Int(-1) f=List([Int(1), String(\"x\")]) g=?g ?{...h}",
    );
    check(
        "zola@0.23",
        "{% <a> %}x {{ b.c }}{% </a> %} {% set d = 1 %} {# e #} {% raw %}{{{% endraw %} `{{ \"f\" }}`",
        "Block a |x {{ b.c }}\n Expression  ?b.c\nStatement set\nComment  | e \nRaw raw |{{\n`Expression  f",
    );
    check("zola@0.23", "# T {#id}", "");
}
