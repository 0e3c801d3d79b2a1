//! Bodies through all engines: what they become, that the target makes a page of them, and that each tag has its row.

use std::collections::BTreeMap;

use chrono::DateTime;
use chrono_tz::Tz;
use masthead::document::Document;
use masthead::engine::{ConfigFile, Outcome, Setup, Target, configure};
use masthead::migrate::body::{
    Addresses, AssetMove, Body, PageMove, Surroundings, convert_body, templates,
};
use masthead::migrate::{Action, Kind};
use masthead::text::Source;

/// The names by which the tests call sites.
pub const TARGETS: [&str; 4] = ["hexo", "hugo", "zola@0.22", "zola@0.23"];

/// Where a post of this name lies.
pub fn post_path(target: &str, name: &str) -> String {
    match target.split('@').next() {
        Some("hexo") => format!("source/_posts/{name}.md"),
        _ => format!("content/posts/{name}.md"),
    }
}

/// A site with two posts and an image, and the templates that a migration may bring.
pub fn setup(target: &str) -> Setup {
    setup_with(target, "")
}

/// The same with more in its configuration.
fn setup_with(target: &str, more: &str) -> Setup {
    let target: Target = target.parse().unwrap();
    let (path, text) = match target.engine.name() {
        "hexo" => ("_config.yml", "url: https://a.example\n"),
        "hugo" => ("hugo.toml", "baseURL = 'https://a.example/'\n"),
        _ => ("config.toml", "base_url = 'https://a.example'\n"),
    };
    let mut setup = Setup::standalone(target, Tz::UTC, DateTime::UNIX_EPOCH);
    let mut files = vec![ConfigFile { source: Source::new(path, format!("{text}{more}")) }];
    let ours = templates(target)
        .map(|template| ConfigFile { source: Source::new(template.path, template.text) });
    files.extend(ours);
    setup.config = configure(target, &files).0;
    let posts = ["one", "two"].map(|name| post_path(&target.to_string(), name));
    let ours = templates(target).map(|template| template.path.to_owned());
    let others = [path, "layouts/page.html", "templates/index.html"].map(str::to_owned);
    setup.listing = posts.into_iter().chain(others).chain(ours).collect();
    let sources = post_path(&target.to_string(), "two");
    let source = Source::new(sources.clone(), "---\ntitle: Two\n---\n# A b\n");
    setup.with_sections(&[(sources.as_str(), &Document::parse(&source))])
}

/// Converts the body of the post `one`, and holds that each tag has its row.
pub fn convert_only(from: &str, to: &str, body: &str) -> Body {
    convert_with("", from, to, body)
}

/// The same with more in the configuration of the source.
pub fn convert_with(more: &str, from: &str, to: &str, body: &str) -> Body {
    let (old, new) = (setup_with(from, more), setup(to));
    let (path, new_path) = (post_path(from, "one"), post_path(to, "one"));
    let page = |name: &str, title: &str| PageMove {
        new_path: post_path(to, name),
        old_url: Some(format!("/{name}/")),
        new_url: Some(format!("/{name}/")),
        title: title.to_owned(),
        built: true,
        headings: "# A b\n".to_owned(),
    };
    let pages: BTreeMap<String, PageMove> = [("one", "One"), ("two", "Two")]
        .map(|(name, title)| (post_path(from, name), page(name, title)))
        .into();
    let folder = path.trim_end_matches(".md");
    let asset = AssetMove {
        new_path: "static/one/a.png".to_owned(),
        old_url: Some("/one/a.png".to_owned()),
        new_url: Some("/one/a.png".to_owned()),
    };
    let assets = BTreeMap::from([(format!("{folder}/a.png"), asset)]);
    let surroundings = Surroundings {
        from: &old,
        to: &new,
        path: &path,
        new_path: &new_path,
        addresses: &Addresses::new(&pages, &assets),
        pages: &pages,
        slugs: &["one", "two"].map(|name| (name.to_owned(), post_path(from, name))).into(),
        assets: &assets,
        texts: &BTreeMap::from([(
            "source/downloads/code/a.js".to_owned(),
            "one\ntwo\nthree\n".to_owned(),
        )]),
        home: None,
    };
    let text = format!("---\ntitle: One\ndate: 2024-01-02\n---\n{body}");
    let source = Source::new(path.clone(), text.clone());
    let document = Document::parse(&source);
    let tags = old.tags(&path, &document);
    let span = old.split(&text).body;
    let converted = convert_body(&surroundings, &document, span);
    let rows = converted.rows.iter().filter(|row| row.kind == Kind::Tag).count();
    assert_eq!(rows, tags.len(), "a row for each tag");
    converted
}

/// Converts the body of the post `one`, and holds that the target makes a page of it.
pub fn convert(from: &str, to: &str, body: &str) -> Body {
    let converted = convert_only(from, to, body);
    let (new, new_path) = (setup(to), post_path(to, "one"));
    let new_text = format!("---\ntitle: One\ndate: 2024-01-02\n---\n{}", converted.text);
    let new_source = Source::new(new_path.clone(), new_text);
    let reading = new.read(&new_path, &Document::parse(&new_source));
    assert_eq!(
        reading.outcome,
        Outcome::Page,
        "{from} to {to}: {:?}\n{body}\nbecame\n{}",
        reading.error,
        converted.text
    );
    converted
}

/// `expected` is the whole new body.
#[track_caller]
fn check(from: &str, to: &str, body: &str, expected: &str) {
    let converted = convert(from, to, body);
    assert_eq!(converted.text, expected, "{from} to {to}: {:#?}", converted.rows);
}

#[test]
fn quotes_of_hexo() {
    let body = "a\n{% blockquote A, B %}\nq *x*\n{% endblockquote %}\nafter\n";
    for to in ["hugo", "zola@0.22", "zola@0.23"] {
        check("hexo", to, body, "a\n\n> q *x*\n>\n> **A** *B*\n\nafter\n");
    }
    check("hexo", "hugo", "- {% cq %}x\ny{% endcq %}\n", "- > x\n  > y\n");
}

#[test]
fn code_of_hexo() {
    let body =
        "- {% codeblock lang:js a.js mark:1 %}\n  let a = '{{ b }}';\n  {% endcodeblock %}\n";
    let code = "\n  let a = '{{ b }}';\n  ```\n";
    check("hexo", "hugo", body, &format!("- **a.js**\n\n  ```js {{hl_lines=[1]}}{code}"));
    check("hexo", "zola@0.22", body, &format!("- **a.js**\n\n  ```js,hl_lines=1{code}"));
    let raw = code.replace("{{ b }}", "{% raw %}{{ b }}{% endraw %}");
    check("hexo", "zola@0.23", body, &format!("- **a.js**\n\n  ```js,hl_lines=1{raw}"));
    check(
        "hexo",
        "hugo",
        "{% include_code T lang:js from:2 to:2 a.js %}\n",
        "**T**\n\n```js\ntwo\n```\n",
    );
}

#[test]
fn images_of_hexo() {
    check("hexo", "hugo", "x {% asset_img a.png A t %}", "x ![](a.png \"A t\")");
    check(
        "hexo",
        "zola@0.22",
        "x {% asset_img c a.png 10 20 '\"t\" \"A\"' %}",
        "x <img src=\"a.png\" class=\"c\" width=\"10\" height=\"20\" title=\"t\" alt=\"A\">",
    );
    check("hexo", "hugo", "x {% img /b.png %}", "x ![](/b.png)");
}

#[test]
fn links_between_posts() {
    let body = "x {% post_link two %} {% post_link two#A-b 'x *y' true %} [t](/two/#A-b)";
    check(
        "hexo",
        "hugo",
        body,
        "x [Two]({{< relref \"/posts/two.md\" >}}) [x \\*y]({{< relref \"/posts/two.md#a-b\" >}}) [t](/two/#a-b)",
    );
    check(
        "hexo",
        "zola@0.23",
        body,
        "x [Two](@/posts/two.md) [x \\*y](@/posts/two.md#a-b) [t](/two/#a-b)",
    );
    let body =
        "[a]({{< relref \"two.md#a-b\" >}}) [b](two.md) <a href=\"{{% ref \"two\" %}}\">c</a>";
    check(
        "hugo",
        "zola@0.22",
        body,
        "[a](@/posts/two.md#a-b) [b](@/posts/two.md) <a href=\"/two/\">c</a>",
    );
    check("hugo", "hexo", body, "[a](/two/#A-b) [b](/two/) <a href=\"/two/\">c</a>");
    let body = "[a](@/posts/two.md#a-b) [b](@/posts/two.md)";
    check("zola@0.22", "hexo", body, "[a](/two/#A-b) [b](/two/)");
    check(
        "zola@0.23",
        "hugo",
        body,
        "[a]({{< relref \"/posts/two.md#a-b\" >}}) [b]({{< relref \"/posts/two.md\" >}})",
    );
}

#[test]
fn anchors_follow_the_headings() {
    check(
        "hexo",
        "zola@0.22",
        "[a](#One-Two) [b](#no)\n\n# One Two\n",
        "[a](#one-two) [b](./#no)\n\n# One Two\n",
    );
    check(
        "hugo",
        "hexo",
        "[a](#own)\n\n# One {#own}\n",
        "[a](#own)\n\n# One <span id=\"own\"></span>\n",
    );
}

#[test]
fn literal_braces_are_written_for_the_target() {
    let hexo = "{% raw %}{{ x }}{% endraw %} `{{ y() }}`\n\n```\n{{< z >}} {% end %} {{<\n```\n";
    check(
        "hexo",
        "hugo",
        hexo,
        "{{ x }} `{{ y() }}`\n\n```\n{{</* z */>}} {% end %} {{< literal \"{{<\" >}}\n```\n",
    );
    check(
        "hexo",
        "zola@0.22",
        hexo,
        "{{ x }} `{{/* y() */}}`\n\n```\n{{< z >}} {{ literal(text=\"{% end %}\") }} {{<\n```\n",
    );
    check(
        "hexo",
        "zola@0.23",
        hexo,
        "{% raw %}{{ x }} `{{ y() }}{% endraw %}`\n\n```\n{% raw %}{{< z >}} {% end %} {{{% endraw %}<\n```\n",
    );
    let hugo = "{{</* x */>}} {{ y }} {#z#} `{{%/* b */%}} {{ c }}`";
    check(
        "hugo",
        "hexo",
        hugo,
        "&#123;&#123;< x >}} &#123;&#123; y }} &#123;#z#&#125; `{{% b %}} {{ c }}`",
    );
    check("hugo", "zola@0.22", hugo, "{{< x >}} {{ y }} {#z#} `{{% b %}} {{ c }}`");
    let zola = "{% raw %}{{ x }}{% endraw %} {{ \"{%\" }} {# c #}";
    check("zola@0.23", "hugo", zola, "{{ x }} {% <!-- c -->");
    check("zola@0.23", "hexo", zola, "&#123;&#123; x }} &#123;% <!-- c -->");
}

#[test]
fn what_nobody_needs_to_escape_stays() {
    for body in ["```\n{{ x }} {% y %} {# z #}\n```\n", "`{{ a }}` {b} c}\n"] {
        for from in ["hugo", "zola@0.22"] {
            check(from, "hexo", body, body);
        }
        check("hexo", "hugo", body, body);
    }
}

#[test]
fn shortcodes_of_hugo() {
    let body = "{{< figure src=\"a.png\" alt=\"A\" >}}\n\n{{< figure src=\"a.png\" title=\"T\" >}}\n\n{{% details summary=\"S\" %}}\nin {{< youtube abc >}}\n{{% /details %}}\n";
    check(
        "hugo",
        "zola@0.23",
        body,
        "![A](a.png)\n\n{{ <figure src=\"a.png\" title=\"T\" /> }}\n\n<details><summary>S</summary>\n\nin {{ <youtube id=\"abc\" /> }}\n\n</details>\n",
    );
    check(
        "hugo",
        "hexo",
        "{{< highlight go \"linenos=table,hl_lines=1 3-4\" >}}\nx\n{{< /highlight >}}\n",
        "```go line_number:true mark:1,3-4\nx\n```\n",
    );
    check(
        "hugo",
        "hexo",
        "{{< gist a b >}} {{< x user=\"u\" id=\"1\" >}}",
        "{% gist a/b %}\n\n <https://x.com/u/status/1>",
    );
    check("hugo", "zola@0.22", "a {{< param \"title\" >}} b", "a One b");
}

#[test]
fn unknown_tags_stay_visible_and_harmless() {
    for (from, body, shown) in [
        ("hexo", "a {% nope x %} b", "a `{% nope x %}` b"),
        ("hugo", "a {{< nope x >}} b", "a `{{< nope x >}}` b"),
        ("zola@0.22", "a {{ nope(x=1) }} b", "a `{{ nope(x=1) }}` b"),
        ("zola@0.23", "a {{ <nope x={1} /> }} b", "a `{{ <nope x={1} /> }}` b"),
    ] {
        for to in TARGETS {
            if from.split('@').next() == to.split('@').next() {
                continue;
            }
            let converted = convert(from, to, body);
            let row = converted.rows.iter().find(|row| row.kind == Kind::Tag).unwrap();
            assert_eq!(
                (row.action, row.code),
                (Action::NeedsHand, "tag-unknown"),
                "{from} to {to}"
            );
            if to == "hexo" {
                assert_eq!(converted.text, shown, "{from} to {to}");
            }
        }
    }
    check(
        "hexo",
        "hugo",
        "{% box %}\n*in*\n{% endbox %}\n",
        "`{% box %}`\n\n*in*\n\n`{% endbox %}`\n",
    );
}

#[test]
fn summary_marks() {
    check("hexo", "hugo", "a\n<!-- more -->\nb", "a\n<!--more-->\nb");
    check("zola@0.22", "hexo", "a\n<!--  MORE -->\nb", "a\n<!--more-->\nb");
    check("hexo", "zola@0.22", "a\n<!-- more -->\nb", "a\n<!-- more -->\nb");
    check(
        "hugo",
        "zola@0.22",
        "a\n<!--more-->\nb `<!-- more -->`",
        "a\n<!--more-->\nb `<!-- more -->`",
    );
}

#[test]
fn fences_that_hugo_cannot_read_are_mended() {
    check("hexo", "hugo", "``` js {1,3}\na\n```\n", "**{1,3}**\n\n``` js\na\n```\n");
    check("zola@0.22", "hugo", "```{r}\na\n```\n", "```r\na\n```\n");
    let computed = "```rust,a b {% if c %}{{ 'x' }}{% endif %}\na\n```\n";
    check("zola@0.22", "hugo", computed, "```rust\na\n```\n");
    check("zola@0.23", "hugo", computed, "```rust,a b\na\n```\n");
    let told: Vec<_> = convert("zola@0.23", "hugo", &format!("a\n\n{computed}"))
        .rows
        .into_iter()
        .filter(|row| row.code == "code-option")
        .map(|row| (row.line, row.name, row.to))
        .collect();
    let name = "rust,a b {% if c %}x{% endif %}".to_owned();
    assert_eq!(told, [(Some(7), name, Some("rust,a b".to_owned()))]);
}

#[test]
fn captions_that_only_hexo_shows_stand_above_the_code() {
    check(
        "hexo",
        "zola@0.22",
        "1. a\n   ```js T https://b.example/ here\n   x\n   ```\n",
        "1. a\n   **T** [here](https://b.example/)\n\n   ```js\n   x\n   ```\n",
    );
}

#[test]
fn bare_addresses_become_links_for_zola() {
    let body =
        "see https://a.example/b. [x](https://c.example) `https://d.example` <https://e.example>\n";
    for from in ["hexo", "hugo"] {
        check(
            from,
            "zola@0.22",
            body,
            &body.replace("https://a.example/b", "<https://a.example/b>"),
        );
    }
}

#[test]
fn links_without_an_address_lead_nowhere_in_zola() {
    let body = "[a]() [here][x] ![i][y] [z]\n\n[x]: <>\n[y]: <>\n";
    check("hexo", "zola@0.22", body, "[a](#) [here][x] ![i][y] [z]\n\n[x]: <#>\n[y]: <>\n");
    check("hexo", "hugo", body, body);
}

#[test]
fn calls_and_comments_do_not_make_html_of_a_line() {
    check("zola@0.22", "hexo", "a {{ youtube(id=\"x\") }} *b*\n", "a {% youtube x %} *b*\n");
    check("zola@0.22", "hexo", "{{ youtube(id=\"x\") }} *b*\n", "{% youtube x %}\n\n *b*\n");
    check("hexo", "hugo", "{# a #}*b* {# c #}\n\n{# d #}\n", "*b* <!-- c -->\n\n<!-- d -->\n");
}

#[test]
fn footnotes_become_numbers_for_hexo() {
    let body = "a[^x] b[^x] `[^x]`\n\n[^x]: The *note*.\n\n    More.\n\nc [^no]\n";
    let expected = "a<sup id=\"fnref-x\"><a href=\"#fn-x\">1</a></sup> b<sup><a href=\"#fn-x\">1</a></sup> `[^x]`\n\n<sup class=\"footnote-definition-label\" id=\"fn-x\"><a href=\"#fnref-x\">1</a></sup> The *note*.\n\nMore.\n\nc [^no]\n";
    check("zola@0.22", "hexo", body, expected);
    check("hugo", "zola@0.22", body, body);
    let (text, note) = expected.split_once("<sup class").unwrap();
    let (note, rest) = note.split_once("\n\nc").unwrap();
    let at_the_end = format!("{text}\n\nc{rest}\n<sup class{note}\n");
    check("hugo", "hexo", body, &at_the_end);
}

#[test]
fn footnotes_that_move_to_the_end_are_told() {
    let code = |body| {
        let rows = convert("zola@0.22", "hugo", body).rows;
        rows.iter().map(|row| row.code).collect::<Vec<_>>()
    };
    assert_eq!(code("a[^x] b[^y]\n\n[^x]: one\n\nc\n\n[^y]: two\n"), ["note-at-end"]);
    assert_eq!(code("a[^x] b[^y]\n\n[^x]: one\n\n[^y]: two\n"), [""; 0]);
}

#[test]
fn fences_end_where_hexo_sees_it() {
    check("hugo", "hexo", "```js\nx\n````  \n\na\n", "```js\nx\n```\n\na\n");
    check("hugo", "hexo", "- ~~~\n  x\n\na\n", "- ~~~\n  x\n  ~~~\n\na\n");
    check("hugo", "hexo", "```js\nx\n```\n", "```js\nx\n```\n");
}

#[test]
fn images_beside_a_post_are_found_from_the_root_by_hexo() {
    check(
        "hugo",
        "hexo",
        "![a](a.png) [b](a.png) <img src=\"a.png\">",
        "![a](/one/a.png) [b](a.png) <img src=\"a.png\">",
    );
}

#[test]
fn boxes_of_themes_are_quotes() {
    let expected = "> **T**\n>\n> in\n";
    check("hugo", "hexo", "{{< admonition tip \"T\" >}}\nin\n{{< /admonition >}}\n", expected);
    check(
        "zola@0.22",
        "hugo",
        "{% admonition(type=\"tip\", title=\"T\") %}\nin\n{% end %}\n",
        expected,
    );
}

#[test]
fn markdown_goes_on_behind_raw_html() {
    check(
        "hexo",
        "hugo",
        "{% raw %}<div>{% endraw %}\n#### Bad\n{% raw %}</div>{% endraw %}\n",
        "<div>\n\n#### Bad\n\n</div>\n",
    );
}
