//! Addresses of a whole site: what answers where, and what leads there.

use super::made::moved;

const HEXO: (&str, &str) = ("_config.yml", "url: https://a.example\n");
const HUGO: (&str, &str) = ("hugo.toml", "baseURL = 'https://a.example/'\n");
const ZOLA: (&str, &str) = ("config.toml", "base_url = 'https://a.example'\n");

#[test]
fn of_two_claims_to_an_address_one_counts() {
    let files = [
        HUGO,
        ("content/a.md", "---\ntitle: A\naliases: [/b/, /old/, /first/]\n---\n"),
        ("content/b.md", "---\ntitle: B\naliases: [/old/]\n---\n"),
    ];
    let new = moved(&files, "zola@0.22", &[]);
    assert!(new.text("content/a.md").contains("aliases:\n  - /old/\n  - /first/\n"));
    assert!(!new.text("content/b.md").contains("aliases"));
    assert_eq!(new.fate("url", "/first/"), "kept same");
    let lost = new.rows.iter().filter(|row| row["code"] == "address-taken");
    assert_eq!(lost.filter(|row| row["kind"] == "url").count(), 2, "{:#?}", new.rows);
}

#[test]
fn aliases_that_the_source_does_not_serve_stay_data() {
    let files = [
        ("hugo.toml", "baseURL = 'https://a.example/'\ndisableAliases = true\n"),
        ("content/a.md", "---\ntitle: A\naliases: [/old/]\n---\n"),
    ];
    let new = moved(&files, "zola@0.22", &[]);
    assert_eq!(new.fate("key", "aliases"), "kept-as-data no-redirects");
    assert!(new.text("content/a.md").contains("extra:\n  hugo:\n    aliases: [/old/]\n"));
}

#[test]
fn aliases_without_a_slash_begin_at_the_root_in_zola_only() {
    let post = "+++\ntitle = 'A'\naliases = ['2014/old.html', 'b']\n+++\n";
    let new = moved(&[ZOLA, ("content/a/b.md", post)], "hugo", &[]);
    assert!(new.text("content/a/b.md").contains("aliases = [\"/2014/old.html\", \"/b/\"]"));
    assert_eq!(new.fate("url", "/2014/old.html"), "kept same");
}

#[test]
fn a_section_that_only_leads_on_becomes_an_alias() {
    let files = [
        ZOLA,
        ("content/docs/_index.md", "+++\nredirect_to = 'docs/start'\n+++\n"),
        ("content/docs/start/_index.md", "+++\nredirect_to = 'docs/start/one/'\n+++\n"),
        ("content/docs/start/one.md", "+++\ntitle = 'One'\n+++\n## A\n"),
        ("content/b.md", "+++\ntitle = 'B'\n+++\n[x](@/docs/_index.md)\n"),
    ];
    for (to, page, aliases, other, link) in [
        (
            "hugo",
            "content/docs/start/one.md",
            "aliases = [\"/docs/\", \"/docs/start/\"]",
            "content/b.md",
            "({{< relref \"/docs/start/one.md\" >}})",
        ),
        (
            "hexo",
            "source/docs/start/one/index.md",
            "aliases:\n  - /docs/\n  - /docs/start/\n",
            "source/b/index.md",
            "(/docs/start/one/)",
        ),
    ] {
        let new = moved(&files, to, &[]);
        assert!(new.text(page).contains(aliases), "{}", new.text(page));
        assert!(new.text(other).contains(link), "{}", new.text(other));
        assert_eq!(new.fate("file", "content/docs/_index.md"), "changed redirect");
        assert_eq!(new.fate("url", "/docs/"), "kept same");
    }
}

#[test]
fn a_link_finds_its_heading_behind_long_fences() {
    let files = [
        ZOLA,
        ("content/a.md", "+++\ntitle = 'A'\n+++\n````md\n```\n# No\n````\n\n## Café\n"),
        ("content/b.md", "+++\ntitle = 'B'\n+++\n[x](@/a.md#cafe)\n"),
    ];
    let new = moved(&files, "hugo", &[]);
    assert!(new.text("content/b.md").contains("#café"), "{}", new.text("content/b.md"));
}

#[test]
fn a_link_by_name_finds_its_page_where_a_hook_does() {
    let config = "baseURL = 'https://a.example/'\ndefaultContentLanguage = 'en'\n[languages.en]\nweight = 1\n";
    let files = [
        ("hugo.toml", config),
        ("content/docs/D.md", "---\ntitle: D\n---\nx\n"),
        ("content/notes/_index.md", "---\ntitle: N\n---\n"),
        (
            "content/notes/b.md",
            "---\ntitle: B\n---\n[x](/docs/D/) [y](docs/D/#z) [w](none/) <a href=\"/docs/D/\">v</a> [r](https://a.example)\n",
        ),
    ];
    let expected = "[x](/docs/d/) [y](/docs/d/#z) [w](none/) <a href=\"/docs/D/\">v</a> [r](https://a.example)\n";
    let new = moved(&files, "hexo", &[]);
    let text = new.text("source/notes/b/index.md");
    assert!(text.ends_with(expected), "{text}");
    let without = [HUGO, files[1], files[3]];
    let text = moved(&without, "hexo", &[]).text("source/notes/b/index.md");
    assert!(text.contains("[x](/docs/D/) [y](docs/D/#z)"), "{text}");
}

#[test]
fn a_link_finds_the_term_of_a_definition_list() {
    let config =
        "baseURL = 'https://a.example/'\n[markup.goldmark.parser]\nautoDefinitionTermID = true\n";
    let files = [
        ("hugo.toml", config),
        ("content/a.md", "---\ntitle: A\n---\n## Publish dir\n\n`publishDir`\n: x\n\nTop\n: y\n"),
        ("content/b.md", "---\ntitle: B\n---\n[x](/a/#publishdir) {{< relref \"a.md#top\" >}}\n"),
    ];
    for (to, a, b) in [
        ("hexo", "source/a/index.md", "source/b/index.md"),
        ("zola@0.22", "content/a.md", "content/b.md"),
    ] {
        let new = moved(&files, to, &[]);
        for id in ["publishdir", "top"] {
            assert!(new.text(a).contains(&format!("id=\"{id}\"")), "{}", new.text(a));
        }
        assert!(new.text(b).contains("(/a/#publishdir)"), "{}", new.text(b));
        assert!(new.rows.iter().all(|row| row["code"] != "anchor-unknown"), "{:#?}", new.rows);
    }
}

#[test]
fn pages_in_hidden_folders_and_drafts_keep_their_addresses_in_hexo() {
    let files = [
        HUGO,
        ("content/notes/_own/_index.md", "---\ntitle: Own\n---\nx\n"),
        ("content/notes/_late/_index.md", "---\ntitle: Late\ndraft: true\n---\nx\n"),
        ("content/soon.md", "---\ntitle: Soon\ndraft: true\n---\nx\n"),
    ];
    let new = moved(&files, "hexo", &[]);
    for (path, url) in [
        ("source/notes/own/index.md", "/notes/_own/"),
        ("source/_drafts/notes/late.md", "/notes/_late/"),
        ("source/_drafts/soon.md", "/soon/"),
    ] {
        assert!(new.text(path).contains(&format!("permalink: {url}\n")), "{}", new.text(path));
        assert_eq!(new.fate("url", url), "kept url-written");
    }
    let differs = new.rows.iter().find(|row| row["kind"] == "page");
    assert_eq!(differs, None, "nobody sees a draft");
}

#[test]
fn a_section_makes_way_for_a_page() {
    let files = [
        HEXO,
        ("source/docs/index.md", "---\ntitle: Docs\ndate: 2024-01-02\n---\nx\n"),
        ("source/docs/one.md", "---\ntitle: One\ndate: 2024-01-02\n---\nx\n"),
    ];
    let new = moved(&files, "zola@0.22", &[]);
    assert!(new.text("content/docs.md").contains("title: Docs"));
    assert!(new.text("content/docs/_index.md").contains("render = false"));
}

#[test]
fn html_is_content_in_hugo_where_it_is_said_and_else_a_file() {
    let page = ("source/demo/index.html", "---\ntitle: Demo\n---\n<b>x</b>\n");
    let new = moved(&[HEXO, page], "hugo", &[]);
    assert!(new.text("hugo.toml").contains("[security]\nallowContent = [\"! ^text/org$\"]\n"));
    let page = ("content/a/index.md", "+++\ntitle = 'A'\n+++\n");
    let new = moved(&[ZOLA, page, ("content/a/chart.html", "<p>")], "hugo", &[]);
    assert!(new.files.contains_key("static/a/chart.html"), "{:#?}", new.files.keys());
    assert!(!new.text("hugo.toml").contains("security"));
}

#[test]
fn pages_of_terms_have_rows_and_lead_to_the_new_ones() {
    let files = [
        ("_config.yml", "url: https://a.example/blog\nroot: /blog/\n"),
        (
            "source/_posts/a.md",
            "---\ntitle: A\ndate: 2024-01-02\ntags: [C++]\ncategories: [Sea, Fog & Mist]\n---\nx\n",
        ),
    ];
    let new = moved(&files, "hugo", &["--redirects", "csv"]);
    assert_eq!(new.fate("url", "/categories/Sea/"), "kept same");
    assert_eq!(new.fate("url", "/categories/Sea/Fog-Mist/"), "changed term-moved");
    let page = new.text("static/categories/Sea/Fog-Mist/index.html");
    assert!(page.contains("url=/blog/categories/Fog-Mist/\""), "{page}");
    assert!(new.text("redirects/redirects.csv").contains("/categories/Sea/Fog-Mist/,/categories/"));
    let back = [
        HUGO,
        (
            "content/posts/a.md",
            "---\ntitle: A\ndate: 2024-01-02\ntags: [Big Sea, C, C++]\n---\nx\n",
        ),
    ];
    let new = moved(&back, "hexo", &[]);
    assert_eq!(new.fate("url", "/tags/"), "kept term-script");
    let map = "tag_map:\n  Big Sea: big-sea\n  C: c\n  C++: C-2\n";
    assert!(new.text("_config.yml").contains(map), "{}", new.text("_config.yml"));
    assert_eq!(new.fate("url", "/tags/big-sea/"), "kept same");
    assert_eq!(new.fate("url", "/tags/c++/"), "changed term-moved");
    assert!(new.text("_config.yml").contains("tags/c++/index.html"), "it is no page");
    assert!(new.text("source/tags/c++/index.html").contains("/tags/C-2/"));
}

#[test]
fn the_page_for_what_is_not_found_is_shown_where_hosts_look_for_it() {
    let page = "---\ntitle: Gone\npermalink: /404.html\n---\nLook elsewhere.\n";
    let new = moved(&[HEXO, ("source/404.md", page)], "zola@0.22", &[]);
    assert_eq!(new.fate("url", "/404.html"), "changed term-page");
    assert!(
        new.text("config.toml")
            .contains("made_pages = [{ path = \"/404.html\", page = \"404.md\" }]\n")
    );
    assert!(new.text("templates/404.html").contains("config.extra.made_pages"));
}

#[test]
fn pages_at_the_address_of_a_taxonomy_make_way_in_zola() {
    let files = [
        HEXO,
        ("source/tags/index.md", "---\ntitle: All tags\ntype: tags\n---\n"),
        ("source/categories/index.md", "---\ntitle: All\n---\nA word about them.\n"),
        ("source/_posts/a.md", "---\ntitle: A\ndate: 2024-01-02\ntags: [b]\n---\nx\n"),
    ];
    let new = moved(&files, "zola@0.23", &[]);
    let of_file = |file: &str| {
        let row = new.rows.iter().find(|row| row["code"] == "term-page" && row["file"] == file);
        row.unwrap()["action"].as_str().unwrap().to_owned()
    };
    assert_eq!(of_file("source/tags/index.md"), "changed");
    assert_eq!(of_file("source/categories/index.md"), "changed", "the theme shows its text");
    let made = "{ path = \"/categories/\", page = \"categories/index.md\" }";
    assert!(new.text("config.toml").contains(made), "{}", new.text("config.toml"));
    let new = moved(&files, "zola@0.23", &["--no-theme"]);
    let row =
        new.rows.iter().find(|row| row["code"] == "term-page" && row["action"] == "needs-hand");
    assert_eq!(row.unwrap()["file"], "source/categories/index.md", "its text is not shown");
    assert!(new.text("content/tags/index.md").contains("render: false"));
}

#[test]
fn a_page_in_the_folder_of_another_stays_a_page() {
    let files = [
        ZOLA,
        ("content/a/index.md", "+++\ntitle = 'A'\n+++\n"),
        ("content/a/b/index.md", "+++\ntitle = 'B'\n+++\n![](b.png)\n"),
        ("content/a/b/b.png", "x"),
        ("content/a/b/c/d.md", "+++\ntitle = 'D'\npath = 'd'\n+++\n"),
    ];
    let new = moved(&files, "hugo", &[]);
    assert!(new.text("content/a/index.md").contains("title = 'A'"));
    let page = new.text("content/a-b/index.md");
    assert!(page.contains("title = 'B'") && page.contains("url = \"/a/b/\""), "{page}");
    assert_eq!(new.text("content/a-b/b.png"), "x");
    let page = new.text("content/a-b-c/d.md");
    assert!(page.contains("url = \"/d/\""), "{page}");
    let lost = new.rows.iter().filter(|row| row["action"] == "dropped");
    assert_eq!(lost.count(), 0, "{:#?}", new.rows);
}
