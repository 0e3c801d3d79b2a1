//! What nobody changed meanwhile comes back byte for byte; what somebody changed is converted.

use std::fs;
use std::path::Path;

use super::made::{Moved, command, forget_origins, moved_from, site};

const HEXO: &str = "url: https://a.example\npermalink: :title/\ntimezone: Asia/Tokyo\n";
const HUGO: &str = "baseURL = 'https://a.example/'\n";
const ZOLA: &str = "base_url = 'https://a.example'\n";

/// What each engine says in a way of its own, and another engine in none.
const ONE: &str = "title: 一 # one\nauthor:   Ada\ndate: 2024-1-2 3:04\n---\n<https://a.example> https://a.example\n\n{% codeblock A lang:js %}\nx\n{% endcodeblock %}\n\n{% post_link two %}\n";
const TWO: &str = "---\r\ntitle: Two\r\ndate: 2024-01-03\r\n---\r\n![b](/b.png \"t\")\r\n";
const POSTS: [(&str, &str); 2] = [("source/_posts/one.md", ONE), ("source/_posts/two.md", TWO)];

/// The site after it went to another engine and back; `between` happens to it there.
fn back(
    (config, engine): ((&str, &str), &str),
    posts: &[(&str, &str)],
    (via, more): (&str, &[&str]),
    between: impl Fn(&Path),
) -> Moved {
    let files: Vec<(&str, &str)> = [config].into_iter().chain(posts.iter().copied()).collect();
    let (source, space) = (site(&files), tempfile::tempdir().unwrap());
    let there = space.path().join("there");
    let out = command(source.path(), &there, via).args(["--from", engine]).output().unwrap();
    assert_ne!(out.status.code(), Some(2), "{}", String::from_utf8_lossy(&out.stderr));
    between(&there);
    moved_from(&there, engine, &[&["--from", via][..], more].concat())
}

fn of_hexo(via: &str, between: impl Fn(&Path)) -> Moved {
    back((("_config.yml", HEXO), "hexo"), &POSTS, (via, &[]), between)
}

/// Changes a file of content.
fn edit(site: &Path, path: &str, change: impl Fn(&str) -> String) {
    let path = site.join(path);
    fs::write(&path, change(&fs::read_to_string(&path).unwrap())).unwrap();
}

#[test]
fn what_nobody_changed_is_the_same_again() {
    for via in ["hugo", "zola@0.22", "zola@0.23"] {
        let new = of_hexo(via, |_| ());
        for (path, text) in POSTS {
            assert_eq!(new.text(path), text, "{via}");
        }
        let codes: Vec<_> = new.rows.iter().map(|row| row["code"].as_str().unwrap()).collect();
        assert!(codes.contains(&"as-before"), "{codes:?}");
    }
}

#[test]
fn what_another_engine_reads_is_told() {
    let toml = "+++\ntitle = 'A'\ndate = 2024-01-02 # y\n+++\n\nx\n";
    let posts = [("content/posts/a.md", toml)];
    let new = back((("config.toml", ZOLA), "zola@0.22"), &posts, ("hexo", &[]), |_| ());
    assert_eq!(new.text("content/posts/a.md"), toml);
    let yaml: &[&str] = &["--front-matter", "yaml"];
    let new = back((("config.toml", ZOLA), "zola@0.22"), &posts, ("hexo", yaml), |_| ());
    assert!(new.text("content/posts/a.md").starts_with("---\n"));
}

#[test]
fn a_post_that_somebody_changed_is_converted() {
    let new = of_hexo("hugo", |there| {
        edit(there, "content/posts/one.md", |text| format!("{text}\nmore\n"));
    });
    assert!(new.text("source/_posts/one.md").ends_with("\nmore\n"));
    assert_ne!(new.text("source/_posts/one.md"), ONE);
    assert_eq!(new.text("source/_posts/two.md"), TWO);
    let forgotten = of_hexo("hugo", forget_origins);
    assert_ne!(forgotten.text("source/_posts/one.md"), ONE);
}

#[test]
fn links_to_a_post_that_is_gone_do_not_come_back() {
    let posts = [
        ("content/posts/a.md", "+++\ntitle = 'A'\ndate = 2024-01-02\n+++\n[b](@/posts/b.md)\n"),
        ("content/posts/b.md", "+++\ntitle = 'B'\ndate = 2024-01-02\n+++\nx\n"),
    ];
    let config = (("config.toml", ZOLA), "zola@0.22");
    let new = back(config, &posts, ("hexo", &[]), |_| ());
    assert_eq!(new.text(posts[0].0), posts[0].1);
    let new = back(config, &posts, ("hexo", &[]), |there| {
        fs::remove_file(there.join("source/_posts/b.md")).unwrap();
    });
    assert!(!new.text(posts[0].0).contains("@/"), "{}", new.text(posts[0].0));
}

#[test]
fn another_address_or_order_is_not_undone() {
    let config = (("hugo.toml", HUGO), "hugo");
    let posts = [
        ("content/posts/a.md", "---\ntitle: A\nweight: 10\n---\nx\n"),
        ("content/posts/b.md", "---\ntitle: B\nweight: 20\n---\nx\n"),
    ];
    let new = back(config, &posts, ("zola@0.22", &[]), |_| ());
    for (path, text) in posts {
        assert_eq!(new.text(path), text);
    }
    let new = back(config, &posts, ("zola@0.22", &[]), |there| {
        edit(there, "config.toml", |text| text.replace("a.example", "a.example/blog"));
    });
    assert!(new.text("content/posts/a.md").contains("weight"));
}

#[test]
fn a_memory_that_is_no_memory_is_none() {
    for text in ["", "no json", "[1]\n", "[\"content/posts/one.md\",{\"mark\":1}]\n"] {
        let new = of_hexo("hugo", |there| {
            fs::write(there.join(".masthead/origins.jsonl"), text).unwrap();
        });
        assert_ne!(new.text("source/_posts/one.md"), ONE);
    }
    // Places that do not lie on characters, or overlap, or lie outside.
    for edits in ["[[9,2,\"\"]]", "[[0,9999,\"\"]]", "[[12,13,\"x\"],[12,14,\"y\"]]"] {
        let new = of_hexo("hugo", |there| {
            edit(there, ".masthead/origins.jsonl", |text| {
                let known = text.find("\"edits\":").unwrap();
                let line = &text[..text.find('\n').unwrap()];
                format!("{}\"edits\":{edits}}}]\n{}", &text[..known], &text[line.len() + 1..])
            });
        });
        assert!(new.text("source/_posts/one.md").contains("title: 一"), "{edits}");
    }
}
