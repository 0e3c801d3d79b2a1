//! There and back: a post that lost nothing is the same bytes again, whatever the other engine wanted in between, also
//! where nobody remembers its text, but only how most posts were written.

use super::made::{Moved, command, forget_origins, moved, moved_from, site};

const HEXO: &str = "url: https://a.example\npermalink: :title/\ntimezone: Asia/Tokyo\n";
const HUGO: &str = "baseURL = 'https://a.example/'\ntimeZone = 'Asia/Tokyo'\n[permalinks.page]\nnews = '/:year/:slug/'\n";
const ZOLA: &str = "base_url = 'https://a.example'\n";

/// The site after it went to another engine and back.
fn back(config: (&str, &str), posts: &[(&str, &str)], engines: (&str, &str)) -> Moved {
    let files: Vec<(&str, &str)> = [config].into_iter().chain(posts.iter().copied()).collect();
    let (source, space) = (site(&files), tempfile::tempdir().unwrap());
    let there = space.path().join("there");
    let out =
        command(source.path(), &there, engines.1).args(["--from", engines.0]).output().unwrap();
    assert_ne!(out.status.code(), Some(2), "{}", String::from_utf8_lossy(&out.stderr));
    forget_origins(&there);
    moved_from(&there, engines.0, &["--from", engines.1])
}

/// Posts of one site, which come back as they were.
fn check(config: (&str, &str), engines: (&str, &str), posts: &[(&str, &str)]) {
    let new = back(config, posts, engines);
    for (path, text) in posts {
        assert_eq!(new.text(path), *text, "{path} of {engines:?}");
    }
}

#[test]
fn posts_of_hexo_come_back() {
    let posts = [
        (
            "source/_posts/a.md",
            "---\ntitle: A\nauthor: Ada\ndate: 2024-01-02 03:04:05\ncategories: Sea\n---\nx\n<!-- more -->\ny\n",
        ),
        (
            "source/_posts/b.md",
            "---\n# a word\ntitle: B\ndate: 2024-01-03 03:04:05\ncategories: Fog\n# the end\n---\nx\n",
        ),
    ];
    for via in ["hugo", "zola@0.22", "zola@0.23"] {
        check(("_config.yml", HEXO), ("hexo", via), &posts);
    }
    let empty = ("source/_posts/a.md", "---\ntitle: A\ndate: 2024-01-02\ntags:\ncover:\n---\nx\n");
    check(("_config.yml", HEXO), ("hexo", "hugo"), &[empty]);
}

#[test]
fn posts_of_hugo_come_back() {
    let in_params = [
        (
            "content/news/a.md",
            "---\ntitle: A\ndate: 2024-01-02 03:04:05\nkeywords: [k]\nparams:\n  cover: c.png\n---\nx\n",
        ),
        (
            "content/news/b/index.md",
            "---\ntitle: B\ndate: 2024-01-02 03:04:05\ncategories: []\n---\n![b](b.png)\n",
        ),
    ];
    let at_root = [(
        "content/posts/a.md",
        "---\ntitle: A\ndate: 2024-01-02 03:04:05\ncover: c.png\n---\nx\n",
    )];
    for via in ["hexo", "zola@0.22", "zola@0.23"] {
        let with_image = [in_params[0], in_params[1], ("content/news/b/b.png", "no picture")];
        check(("hugo.toml", HUGO), ("hugo", via), &with_image);
        check(("hugo.toml", HUGO), ("hugo", via), &at_root);
    }
}

#[test]
fn posts_of_zola_come_back() {
    let post = "+++\npath = \"2024/a\"\ntitle = \"A\"\ndate = 2024-01-02\nauthors = [\"Ada\"]\naliases = [\n    \"old/a.html\", # a word\n    \"b\",\n]\n\n# for the theme\n[extra]\nmonth = 'May'\neditors = [\n    \"Ada\", # add yourself\n]\n+++\n\n<a href=\"#form\">x</a>\n\n<!-- more -->\n";
    check(("config.toml", ZOLA), ("zola@0.22", "hugo"), &[("content/news/a.md", post)]);
}

#[test]
fn keys_come_back_to_their_places() {
    let block = |title: &str| {
        format!("+++\ntitle = \"{title}\"\nauthor = \"Ada\"\ndate = \"2024-01-02\"\n+++\nx\n")
    };
    let toml = [("content/news/a.md", &*block("A")), ("content/news/b.md", &*block("B"))];
    let no_zone = "baseURL = 'https://a.example/'\n";
    check(("hugo.toml", no_zone), ("hugo", "zola@0.22"), &toml);
    let yaml = [
        (
            "content/posts/a.md",
            "---\nmine: x\ntitle: A\ncategories: []\ndate: 2024-01-02 03:04:05\nimages: [a.png]\n---\nx\n",
        ),
        (
            "content/posts/b.md",
            "---\ntitle: B\nlinkTitle: C\ndate: 2024-01-02 03:04:05\nimages: [a.png]\n---\nx\n",
        ),
    ];
    for via in ["hexo", "zola@0.22", "zola@0.23"] {
        check(("hugo.toml", HUGO), ("hugo", via), &yaml);
    }
    let zola = "+++\ntitle = \"A\"\ndate = 2024-01-02T03:04:05Z\naliases = []\n\n[extra]\nupdated = \"x\"\n+++\nx\n";
    check(("config.toml", ZOLA), ("zola@0.22", "hugo"), &[("content/a.md", zola)]);
}

#[test]
fn authors_of_a_theme_do_not_stop_zola() {
    let post = "+++\ntitle = \"A\"\ndate = 2024-01-02\n[extra]\nupdated = \"x\"\n[extra.author]\nname = \"Ada\"\n+++\nx\n";
    let posts = [("content/a/index.md", post)];
    let new = back(("config.toml", ZOLA), &posts, ("zola@0.22", "hexo"));
    let text = new.text("content/a/index.md");
    assert!(text.contains("extra:\n") && text.contains("  author:\n    name: Ada\n"), "{text}");
    assert!(text.contains("  updated: x\n") && !text.contains("authors"), "{text}");
}

#[test]
fn addresses_come_back_as_they_were_written() {
    let posts = [
        ("content/news/a.md", "---\ntitle: A\nurl: /news/a/\ndate: 2024-01-02 03:04:05\n---\nx\n"),
        ("content/news/b.md", "---\ntitle: B\nurl: b\ndate: 2024-01-02 03:04:05\n---\nx\n"),
        ("content/news/c.md", "---\ntitle: C\ndate: 2024-01-02 03:04:05\n---\nx\n"),
    ];
    check(("hugo.toml", HUGO), ("hugo", "zola@0.22"), &posts);
    let page = "---\ntitle: A\nurl: /about/\n---\nx\n";
    check(("hugo.toml", HUGO), ("hugo", "hexo"), &[("content/about/index.md", page)]);
}

#[test]
fn addresses_that_zola_cannot_give_come_back() {
    let posts = [
        ("source/docs/a.md", "---\ntitle: A\n---\n[b](b.html) <b>b</b>\n"),
        ("source/docs/b.md", "---\ntitle: B\ndate: 2024-01-02 03:04:05\n---\nx\n"),
    ];
    let config = ("_config.yml", HEXO);
    let new = back(config, &posts, ("hexo", "zola@0.22"));
    assert_eq!(new.text("source/docs/b.md"), posts[1].1);
    assert_eq!(new.fate("url", "/docs/a/"), "changed url-restored");
    assert_eq!(new.fate("url", "/docs/a.html"), "kept same");
    assert!(new.text("source/docs/a/index.html").contains("url=/docs/a.html"));
    // In Hugo it is no other address at all.
    check(config, ("hexo", "hugo"), &posts[1..]);
}

#[test]
fn old_addresses_and_parts_of_addresses_come_back() {
    let post = "---\ntitle: A\nurl: /b/\nslug: c\ndate: 2024-01-02 03:04:05\naliases:\n  - /old/\n---\nx\n\n{{< youtube 0RKpf3rK57I >}}\n\n{{< youtube id=\"-Kpf3rK57I0\" >}}\n";
    for via in ["hexo", "zola@0.22"] {
        check(("hugo.toml", HUGO), ("hugo", via), &[("content/posts/a.md", post)]);
    }
}

#[test]
fn a_section_that_is_a_draft_does_not_take_its_pages_along() {
    let posts = [
        ("content/a/_index.md", "---\ntitle: A\ndraft: true\n---\nx\n"),
        ("content/a/b.md", "---\ntitle: B\ndate: 2024-01-02 03:04:05\n---\nx\n"),
    ];
    let files = [("hugo.toml", HUGO), posts[0], posts[1]];
    for to in ["zola@0.22", "zola@0.23"] {
        let new = moved(&files, to, &[]);
        let section = new.text("content/a/_index.md");
        assert!(section.contains("\nrender: false\n") && !section.contains("\ndraft"), "{section}");
        assert_eq!(new.fate("key", "draft"), "changed draft-section");
        assert_eq!(new.fate("url", "/a/b/"), "kept same");
        check(("hugo.toml", HUGO), ("hugo", to), &posts);
    }
}

#[test]
fn settings_that_hold_nothing_come_back() {
    let config = "baseURL = 'https://a.example/'\n[mediaTypes.'text/own']\ndelimiter = ''\n[outputFormats.own]\nmediatype = 'text/own'\n";
    for via in ["hexo", "zola@0.22"] {
        let new = back(("hugo.toml", config), &[("content/a.md", "x\n")], ("hugo", via));
        let text = new.text("hugo.toml");
        assert!(text.contains("text/own\"]\ndelimiter = \"\"\n"), "{text}");
    }
}

#[test]
fn addresses_that_lead_on_in_hexo_do_so_elsewhere() {
    let post = "+++\ntitle = \"A\"\ndate = 2024-01-02\naliases = [\"docs\", \"b.html\"]\n+++\nx\n";
    let posts = [("content/docs/first/a.md", post)];
    let (source, space) = (site(&[("config.toml", ZOLA), posts[0]]), tempfile::tempdir().unwrap());
    let there = space.path().join("there");
    let out = command(source.path(), &there, "hexo").args(["--from", "zola@0.22"]).output();
    assert!(out.unwrap().status.success());
    for (to, path) in
        [("zola@0.22", "content/docs/first/a.md"), ("hugo", "content/posts/docs/first/a.md")]
    {
        let new = moved_from(&there, to, &["--from", "hexo"]);
        let text = new.text(path);
        assert!(text.contains("docs") && text.contains("b.html"), "{text}");
        assert_eq!(new.fate("url", "/docs/"), "kept same");
        assert_eq!(new.fate("url", "/b.html"), "kept same");
        // Only one of the two can answer at an address.
        let section = new.files.get("content/docs/_index.md");
        assert!(section.is_none_or(|text| text.ends_with(b"render = false\n+++\n")), "{section:?}");
    }
}

#[test]
fn terms_come_back_as_they_were_written() {
    let posts = [
        (
            "source/_posts/a.md",
            "---\ntitle: A\ndate: 2024-01-02 03:04:05\ncategories: Sea\ntags: Fog\n---\nx\n",
        ),
        (
            "source/_posts/b.md",
            "---\ntitle: B\ndate: 2024-01-02 03:04:05\ncategories: Sea\ntags:\n  - Fog\n---\nx\n",
        ),
        ("source/_posts/c.md", "---\ntitle: C\ndate: 2024-01-02 03:04:05\ntags:\n---\nx\n"),
    ];
    for via in ["hugo", "zola@0.22"] {
        check(("_config.yml", HEXO), ("hexo", via), &posts);
    }
}

#[test]
fn times_with_a_zone_keep_it() {
    let posts = [
        ("content/posts/a.md", "---\ntitle: A\ndate: 2024-01-02 03:04:05\n---\nx\n"),
        ("content/posts/b.md", "---\ntitle: B\ndate: 2024-01-03 03:04:05\n---\nx\n"),
        ("content/posts/c.md", "---\ntitle: C\ndate: 2024-01-02T03:04:05+09:00\n---\nx\n"),
    ];
    check(("hugo.toml", HUGO), ("hugo", "zola@0.22"), &posts);
}

#[test]
fn blocks_come_back_without_the_fence_that_hexo_does_not_need() {
    let posts = [
        ("source/_posts/a.md", "title: A\ndate: 2024-01-02 03:04:05\n---\nx\n"),
        ("source/_posts/b.md", "\u{feff}title: B\ndate: 2024-01-02 03:04:05\n---\nx\n"),
    ];
    for via in ["hugo", "zola@0.22"] {
        check(("_config.yml", HEXO), ("hexo", via), &posts);
    }
    let plain = [("source/about/index.md", "x\n")];
    check(("_config.yml", HEXO), ("hexo", "hugo"), &plain);
}

#[test]
fn titles_of_code_and_bare_addresses_come_back() {
    let posts = [(
        "source/_posts/a.md",
        "---\ntitle: A\ndate: 2024-01-02 03:04:05\n---\n- see https://a.example/b_c.\n\n  ```yml next/_config.yml\n  a: 1\n  ```\n",
    )];
    for via in ["hugo", "zola@0.22", "zola@0.23"] {
        check(("_config.yml", HEXO), ("hexo", via), &posts);
    }
    let options = [(
        "content/posts/a.md",
        "---\ntitle: A\ndate: 2024-01-02 03:04:05\n---\n```go {file=\"a.go\"}\nx\n```\n",
    )];
    check(("hugo.toml", HUGO), ("hugo", "zola@0.22"), &options);
    let zola = [(
        "content/a.md",
        "+++\ntitle = \"A\"\n+++\nsee https://a.example and [home](https://a.example/)\n",
    )];
    check(("config.toml", ZOLA), ("zola@0.22", "hugo"), &zola);
}

#[test]
fn links_in_other_languages_stay_in_them() {
    let config = "base_url = 'https://a.example'\ndefault_language = 'en'\n[languages.fr]\n";
    let text = |link: &str| format!("+++\ntitle = \"A\"\n+++\n[b](@/b/{link}.md)\n");
    let (fr, en) = (text("index.fr"), text("index"));
    let posts = [
        ("content/a.md", &*en),
        ("content/a.fr.md", &*fr),
        ("content/b/index.md", "+++\ntitle = \"B\"\n+++\nx\n"),
        ("content/b/index.fr.md", "+++\ntitle = \"B\"\n+++\nx\n"),
    ];
    check(("config.toml", config), ("zola@0.22", "hugo"), &posts);
}

#[test]
fn a_template_of_zola_waits_until_it_is_there() {
    let posts = [
        ("content/a.md", "+++\ntitle = 'A'\ntemplate = 'own.html'\n+++\nx\n"),
        ("templates/own.html", "x"),
    ];
    let new = back(("config.toml", ZOLA), &posts, ("zola@0.22", "hugo"));
    assert_eq!(new.fate("key", "params.zola.template"), "needs-hand template");
    let below = "+++\ntitle = 'B'\npage_template = 'own.html'\n+++\n";
    let section = [posts[1], ("content/b/_index.md", below)];
    let of_section = back(("config.toml", ZOLA), &section, ("zola@0.22", "hugo"));
    assert_eq!(of_section.fate("key", "params.zola.page_template"), "needs-hand template");
    assert!(new.text("content/a.md").contains("[extra.zola]\ntemplate = "));
}

#[test]
fn pages_that_are_published_nowhere_come_back() {
    let never = "---\ntitle: A\nbuild:\n  render: never\n---\nx\n";
    let cascade = "---\ntitle: B\ncascade:\n  build:\n    render: never\n---\nx\n";
    let posts = [
        ("content/news/a.md", never),
        ("content/parts/_index.md", cascade),
        ("content/parts/c.md", "---\ntitle: C\n---\nx\n"),
        ("content/parts/more/d.md", "x\n"),
    ];
    for via in ["hexo", "zola@0.22", "zola@0.23"] {
        check(("hugo.toml", HUGO), ("hugo", via), &posts);
    }
    let section = "+++\ntitle = \"A\"\nrender = false\n+++\nx\n";
    let page = "+++\ntitle = \"B\"\ndate = 2024-01-02\nrender = false\n+++\nx\n";
    let posts = [("content/a/_index.md", section), ("content/a/b.md", page)];
    let new = back(("config.toml", ZOLA), &posts, ("zola@0.22", "hugo"));
    for (path, text) in posts {
        assert!(new.text(path).contains("render = false\n"), "{text}");
        assert_eq!(new.fate("url", path), "kept unpublished");
    }
}

#[test]
fn pages_that_are_published_nowhere_lie_where_hexo_passes_over_them() {
    let text = "+++\ntitle = 'A'\nheadless = true\n+++\n*x*\n";
    let posts = [("content/a/index.md", text), ("content/a/b.png", "no picture")];
    let files = [("hugo.toml", HUGO), posts[0], posts[1]];
    let new = moved(&files, "hexo", &[]);
    assert_eq!(new.text("source/_unpublished/a/index.md"), text);
    assert!(new.files.contains_key("source/a/b.png"), "{:#?}", new.files.keys());
    assert_eq!(new.fate("file", "content/a/index.md"), "kept-as-data unpublished");
    assert!(!new.text("_config.yml").contains("_unpublished"));
    check(("hugo.toml", HUGO), ("hugo", "hexo"), &posts[..1]);
}

#[test]
fn pages_come_back_to_their_folders() {
    let posts = [
        ("content/docs/_index.md", "---\ntitle: A\n---\nx\n"),
        ("content/more/b/index.md", "---\ntitle: B\nurl: /b/\n---\nx\n"),
    ];
    check(("hugo.toml", HUGO), ("hugo", "hexo"), &posts);
    let config = "base_url = 'https://a.example'\n[languages.fr]\n";
    let of_zola = [
        ("content/_index.md", "+++\nsort_by = \"date\"\n+++\n"),
        ("content/docs/_index.fr.md", "+++\ntitle = \"A\"\n+++\nx\n"),
        ("content/more/b/index.fr.md", "+++\ntitle = \"B\"\npath = \"b\"\n+++\nx\n"),
    ];
    let new = back(("config.toml", config), &of_zola, ("zola@0.22", "hexo"));
    of_zola.iter().for_each(|(path, _)| assert!(new.files.contains_key(*path), "{path}"));
    assert_eq!(new.fate("url", "/fr/docs/"), "kept same");
}

#[test]
fn unpublished_pages_that_would_stop_the_engine_are_told() {
    let posts = [
        ("content/a/index.md", "---\ntitle: A\nheadless: true\n---\n{{< own >}}\n"),
        ("layouts/shortcodes/own.html", "x"),
    ];
    let new = back(("hugo.toml", HUGO), &posts, ("hugo", "hexo"));
    assert_eq!(new.fate("file", "source/_unpublished/a/index.md"), "needs-hand unpublished");
    assert!(!new.files.contains_key("content/a/index.md"), "{:#?}", new.files.keys());
}

#[test]
fn pages_that_zola_makes_itself_come_back() {
    let posts = [
        ("source/404.md", "---\ntitle: Gone\n---\nx\n"),
        ("source/tags/index.md", "---\ntitle: Tags\n---\nx\n"),
        ("source/_posts/a.md", "---\ntitle: A\ndate: 2024-01-02 03:04:05\ntags: Fog\n---\nx\n"),
    ];
    for via in ["zola@0.22", "zola@0.23"] {
        check(("_config.yml", HEXO), ("hexo", via), &posts);
    }
}

#[test]
fn sections_that_only_zola_needs_stay_there() {
    let posts = [
        ("source/_posts/fog/a.md", "---\ntitle: A\ndate: 2024-01-02 03:04:05\n---\nx\n"),
        ("source/docs/sea/b.md", "---\ntitle: B\n---\nx\n"),
    ];
    let new = back(("_config.yml", HEXO), &posts, ("hexo", "zola@0.22"));
    for path in ["content/_index.md", "content/posts/fog/_index.md", "content/docs/_index.md"] {
        assert_eq!(new.fate("file", path), "changed made");
    }
    assert!(!new.files.keys().any(|path| path.ends_with("index.md")), "{:#?}", new.files.keys());
}

#[test]
fn names_with_dots_come_back() {
    let posts = [
        ("source/docs/6.5.md", "---\ntitle: A\n---\nx\n"),
        ("source/_posts/fog/a.js.md", "---\ntitle: A\ndate: 2024-01-02 03:04:05\n---\nx\n"),
    ];
    check(("_config.yml", HEXO), ("hexo", "zola@0.22"), &posts);
}

#[test]
fn sections_of_posts_keep_their_terms_and_their_posts() {
    let section = "---\ntitle: A\ndate: 2024-01-02 03:04:05\ncategories:\n  - Sea\n  - Fog\ntags:\n  - Fog\n---\nx\n";
    let posts = [
        ("content/posts/a/_index.md", section),
        ("content/posts/a/b.md", "---\ntitle: B\ndate: 2024-01-02 03:04:05\n---\nx\n"),
    ];
    for via in ["hexo", "zola@0.22"] {
        let new = back(("hugo.toml", HUGO), &posts, ("hugo", via));
        let text = new.text("content/posts/a/_index.md");
        assert!(text.contains("categories:\n  - Sea\n  - Fog\ntags:\n  - Fog\n"), "{via}: {text}");
        assert!(new.files.contains_key("content/posts/a/b.md"), "{:#?}", new.files.keys());
        let lost = |row: &&serde_json::Value| row["kind"] == "page" && row["action"] == "dropped";
        assert_eq!(new.rows.iter().find(lost), None, "{via}");
    }
}

#[test]
fn terms_that_count_nowhere_are_kept_as_data() {
    let page = ("source/about/index.md", "---\ntitle: A\ntags: [Fog]\n---\nx\n");
    let new = moved(&[("_config.yml", HEXO), page], "hugo", &[]);
    assert_eq!(new.fate("key", "tags"), "kept-as-data terms-uncounted");
    assert!(new.text("content/about/index.md").contains("params:\n  hexo:\n    tags: [Fog]\n"));
    for via in ["hugo", "zola@0.22"] {
        check(("_config.yml", HEXO), ("hexo", via), &[page]);
    }
}
