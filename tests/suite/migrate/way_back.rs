//! There and back: a post that lost nothing is the same bytes again, whatever the other engine wanted in between.

use super::made::{Moved, command, moved_from, site};

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
fn a_template_of_zola_waits_until_it_is_there() {
    let posts = [
        ("content/a.md", "+++\ntitle = 'A'\ntemplate = 'own.html'\n+++\nx\n"),
        ("templates/own.html", "x"),
    ];
    let new = back(("config.toml", ZOLA), &posts, ("zola@0.22", "hugo"));
    assert_eq!(new.fate("key", "params.zola.template"), "needs-hand template");
    assert!(new.text("content/a.md").contains("[extra.zola]\ntemplate = "));
}
