//! What other migrators did to bodies: each class of damage has a test with its name.

use super::body::{TARGETS, convert};
use super::made::moved;

/// Every direction between two engines.
fn directions() -> impl Iterator<Item = (&'static str, &'static str)> {
    let name = |target: &'static str| target.split('@').next();
    TARGETS
        .into_iter()
        .flat_map(|from| TARGETS.map(|to| (from, to)))
        .filter(move |(from, to)| name(from) != name(to))
}

/// A body that comes out byte for byte the same in all directions.
#[track_caller]
fn stays(body: &str) {
    for (from, to) in directions() {
        let converted = convert(from, to, body);
        assert_eq!(converted.text, body, "{from} to {to}: {:#?}", converted.rows);
    }
}

#[test]
fn fence_found_in_the_wrong_place() {
    stays("a\n\n---\n\nb --- c\n\n--- d\n\n+++\n\ne\n");
    stays("---\n---\ntitle: no\n---\n");
}

#[test]
fn body_or_code_touched_by_front_matter_patterns() {
    stays(
        "About front matter:\n\n```yaml\n---\ntitle: x\ndate: 2020-01-02\ntags: [a, b]\ncategories: c\nlayout: post\n---\n```\n\n\
         tags: these are words, date: 2020-01-02 too, and categories.\n\n    updated: 2020-01-02\n",
    );
}

#[test]
fn lines_that_name_tags_or_categories_are_deleted() {
    stays("The tags of a post\n\ncategories and tags\n\n- tags:\n  - a\n");
}

#[test]
fn two_references_on_a_line_become_garbage() {
    let body = "[a]({{< ref \"two.md\" >}}) and [b]({{% relref \"/posts/two\" %}}) `[c](x.md)`";
    let converted = convert("hugo", "zola@0.22", body);
    assert_eq!(converted.text, "[a](@/posts/two.md) and [b](@/posts/two.md) `[c](x.md)`");
}

#[test]
fn addresses_with_escapes_and_entities_are_left_behind() {
    let body = "[a](two\\.md) [b](two&#46;md) <a href='two&#46;md'>d</a>\n";
    let converted = convert("hugo", "hexo", body);
    assert_eq!(converted.text, "[a](/two/) [b](/two/) <a href='/two/'>d</a>\n");
}

#[test]
fn code_is_rewritten() {
    for body in [
        "```md\n[a](two.md) ![b](a.png) [c](@/posts/two.md) <!-- more -->\n```\n",
        "`[a](two.md)` `<!-- more -->` `[c](@/posts/two.md)`\n\n    [a](two.md)\n",
        "```\n``` not a fence {1,3}\n~~~ js {1}\n```\n",
    ] {
        stays(body);
    }
}

#[test]
fn code_shows_what_it_showed() {
    // Each engine prints the same code from its own spelling of it.
    let spellings = [
        ("hexo", "{{ a() }} {% b %} {{< c >}}"),
        ("hugo", "{{ a() }} {% b %} {{</* c */>}}"),
        ("zola@0.22", "{{/* a() */}} {% b %} {{< c >}}"),
        ("zola@0.23", "{% raw %}{{ a() }} {% b %} {{< c >}}{% endraw %}"),
    ];
    for fence in ["```\n", "~~~ text\n", "- ```\n  "] {
        let end = if fence.starts_with('~') { "~~~" } else { "```" };
        let end = if fence.starts_with('-') { format!("  {end}") } else { end.to_owned() };
        for (from, code) in spellings {
            for (to, expected) in spellings {
                if from.split('@').next() != to.split('@').next() {
                    let converted = convert(from, to, &format!("{fence}{code}\n{end}\n"));
                    assert_eq!(
                        converted.text,
                        format!("{fence}{expected}\n{end}\n"),
                        "{from} to {to}"
                    );
                }
            }
        }
    }
}

#[test]
fn stray_braces_stop_the_build_of_the_target() {
    for body in [
        "LaTeX $\\frac{{a}}{{b}}$ and {{1,2},{3,4}}",
        "style={{ x: 1 }} {{.Values.a}} ${{ github.ref }} {{ }} {{}}",
        "{# a #} b {#c C#} {%- d -%} {%%}",
        "an open {{ and an open {% and an open {#",
        "`{{` `{%` `{{<` {{< {{%",
        "```\n{{< a\n{% end %} {{/* b */}}\n```\n{{< c",
        "# T {#id}\n\n{{ a }}\n",
        "<script>if (a) { x = {{ y }} }</script>\n\n<div>{{ z }}</div>\n",
        "- {{ a }}\n  {% b %}\n> {{ c }}\n\n| {{ d }} | {% e %} |\n|--|--|\n",
        "{% end %} {{ f() }} {{% end %}} {%/* end */%}",
        "{% raw %} {% endraw %} {% verbatim %}",
        "{{{{{{ }}}}}} {%{%{% %}%}%} {#{#{#",
    ] {
        for (from, to) in directions() {
            // The assertion is in `convert`: the target makes a page of it.
            convert(from, to, body);
        }
    }
}

#[test]
fn markers_of_the_summary_with_blanks_are_lost() {
    for (from, to) in directions() {
        let body = "a\n\n<!-- more -->\n\nb\n";
        let converted = convert(from, to, body);
        let wanted = if to == "hugo" { "<!--more-->" } else { "<!-- more -->" };
        assert_eq!(converted.text, body.replace("<!-- more -->", wanted), "{from} to {to}");
    }
}

#[test]
fn what_looks_like_a_tab_in_code_is_code() {
    let body = "{% tabs t %}\n<!-- tab One -->\n````md\n{% raw %}\n```\n<!-- tab Two -->\n{% endraw %}\n````\n<!-- endtab -->\n{% endtabs %}\n";
    let converted = convert("hexo", "hugo", body);
    assert!(converted.text.contains("```\n<!-- tab Two -->\n"), "{}", converted.text);
    assert!(converted.text.starts_with("**One**\n\n````md\n"), "{}", converted.text);
}

#[test]
fn the_title_of_a_fold_stands_behind_its_look() {
    for body in
        ["folding, Title", "folding red open, Title", "folding Title", "hideToggle Title,red"]
    {
        let name = body.split([' ', ',']).next().unwrap();
        let body = format!("{{% {body} %}}\nx\n{{% end{name} %}}\n");
        let converted = convert("hexo", "hugo", &body);
        assert!(converted.text.contains("summary=\"Title\""), "{}", converted.text);
    }
}

#[test]
fn html_in_the_caption_of_code_stays_html() {
    let converted = convert("hexo", "hugo", "```md since <u>2.5</u> *now*\nx\n```\n");
    assert!(converted.text.starts_with("**since <u>2.5</u> \\*now\\***\n"), "{}", converted.text);
    let converted = convert("hexo", "hugo", "```md since 2.5 < 3\nx\n```\n");
    assert!(converted.text.starts_with("**since 2.5 \\< 3**\n"), "{}", converted.text);
}

#[test]
fn an_anchor_that_no_heading_makes_is_told() {
    let converted = convert("hugo", "hexo", "[a](/two/#term) [b](/two/#a-b)\n");
    let told =
        |name: &str| converted.rows.iter().find(|row| row.name.ends_with(name)).map(|row| row.code);
    assert_eq!(
        (told("#term"), told("#a-b").filter(|code| *code == "anchor-unknown")),
        (Some("anchor-unknown"), None)
    );
}

#[test]
fn a_value_that_every_post_has_is_not_said_to_be_missing() {
    let converted = convert("hexo", "hugo", "a {{ _id }} b {{ nobody }} c\n");
    assert_eq!(converted.text, "a `{{ _id }}` b  c\n");
    let missing = converted.rows.iter().filter(|row| row.code == "value-missing").count();
    assert_eq!(missing, 1);
}

#[test]
fn shortcodes_in_a_file_of_html_are_shown_as_html() {
    let config = "baseURL = 'https://a.example/'\n[security]\nallowContent = ['.*']\n";
    let page = "---\ntitle: A\n---\n<div>\n</div>\n\n{{< chart >}}\n";
    let new = moved(&[("hugo.toml", config), ("content/a.html", page)], "hexo", &[]);
    let text = new.text("source/a/index.md");
    assert!(text.ends_with("</div>\n&#123;&#123;< chart >}}\n"), "{text}");
    assert_eq!(new.fate("url", "/a/"), "kept same");
}

#[test]
fn images_and_links_in_a_block_of_html_are_html() {
    let body = "---\ntitle: A\ndate: 2024-01-01\n---\n- x\n  <details>\n  {% asset_img a.png %}\n  </details>\n\n\
                <div>\n{% asset_link a.png b %}\n</div>\n\n{% asset_img a.png %}\n";
    for (to, path) in
        [("hugo", "content/posts/a/index.md"), ("zola@0.22", "content/posts/a/index.md")]
    {
        let files = [
            ("_config.yml", "url: https://a.example\npost_asset_folder: true\n"),
            ("source/_posts/a.md", body),
            ("source/_posts/a/a.png", "x"),
        ];
        let text = moved(&files, to, &[]).text(path);
        assert!(text.contains("<details>\n  <img src=\"a.png\" alt=\"\">\n"), "{text}");
        assert!(text.contains("<div>\n<a href=\"a.png\">b</a>\n"), "{text}");
        assert!(text.ends_with("\n\n![](a.png)\n"), "{text}");
    }
}

#[test]
fn colons_that_begin_no_definition_stay() {
    let files = [
        ("_config.yml", "url: https://a.example\n"),
        ("source/_posts/a.md", "---\ntitle: A\ndate: 2024-01-01\n---\nx\n:::warning\ny\n:::\n"),
    ];
    let new = moved(&files, "zola@0.22", &[]);
    assert!(!new.text("config.toml").contains("definition_list"));
}

#[test]
fn a_figure_with_arguments_of_the_sites_own_keeps_its_image() {
    let files = [
        ("config.toml", "base_url = 'https://a.example'\n"),
        (
            "content/a/index.md",
            "+++\ntitle = \"A\"\n+++\n{{ figure(src=\"a.png\", caption=\"C\", credits=\"Me\") }}\n",
        ),
        ("content/a/a.png", "x"),
        ("templates/shortcodes/figure.html", "<img src=\"{{ src }}\">{{ caption }}{{ credits }}"),
    ];
    let new = moved(&files, "hugo", &[]);
    let text = new.text("content/a/index.md");
    assert!(text.ends_with("{{< figure src=\"a.png\" caption=\"C\" >}}\n"), "{text}");
    assert_eq!(new.fate("tag", "figure"), "needs-hand image-look");
    let new = moved(&files, "hexo", &[]);
    let text = new.text("source/a/index.md");
    assert!(text.contains("<img src=\"a.png\" alt=\"C\">"), "{text}");
}

#[test]
fn an_image_of_a_shortcode_of_the_sites_own_stays() {
    let files = [
        ("hugo.toml", "baseURL = 'https://a.example/'\n"),
        (
            "content/a.md",
            "+++\ntitle = \"A\"\n+++\n{{% img src=\"/a.png\" class=\"right\" alt=\"A\" %}}\n",
        ),
        ("layouts/shortcodes/img.html", "<img src=\"{{ .Get \"src\" }}\">"),
        ("static/a.png", "x"),
    ];
    let new = moved(&files, "hexo", &[]);
    let text = new.text("source/a/index.md");
    assert!(text.contains("<img src=\"/a.png\" class=\"right\" alt=\"A\">"), "{text}");
    assert_eq!(new.fate("tag", "img"), "changed image-look");
}

#[test]
fn braces_behind_or_before_a_backslash_are_shown() {
    let files = [
        ("hugo.toml", "baseURL = 'https://a.example/'\n"),
        (
            "content/a.md",
            "+++\ntitle = \"A\"\n+++\nUse ${\\#:x}, \\{\\{ y }}, \\{{ z }}, \\{% w, `{\\#` and a\\{b.\n",
        ),
    ];
    let new = moved(&files, "hexo", &[]);
    let text = new.text("source/a/index.md");
    let shown = "Use $&#123;\\#:x}, &#123;\\{ y }}, &#123;{ z }}, &#123;% w, `{\\#` and a\\{b.\n";
    assert!(text.ends_with(shown), "{text}");
}
