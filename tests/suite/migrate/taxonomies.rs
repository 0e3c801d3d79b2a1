//! Taxonomies of a site's own in Hexo, which has pages of tags and categories only, and lists neither.

use super::made::{command, forget_origins, moved, moved_from, site};

const HUGO: &str =
    "baseURL = 'https://a.example/sub/'\n[taxonomies]\ntag = 'tags'\nserie = 'series'\n";
const ZOLA: &str = "base_url = 'https://a.example'\ntaxonomies = [{name = 'people'}, {name = 'unseen', render = false}]\n";

/// Hugo: two posts and a page with terms, and a term with a page of somebody's own.
const OF_HUGO: [(&str, &str); 5] = [
    ("hugo.toml", HUGO),
    (
        "content/posts/a.md",
        "---\ntitle: A <b>\ndate: 2024-01-02\nseries: [High Tide, \"2024\"]\ntags: [x]\n---\nx\n",
    ),
    ("content/posts/b.md", "---\ntitle: B\ndate: 2024-01-03\nseries: High Tide\n---\nx\n"),
    ("content/about.md", "---\ntitle: About\nseries: [\"2024\"]\n---\nx\n"),
    ("content/series/high-tide/_index.md", "---\ntitle: The tides\n---\nAll of them.\n"),
];

/// Zola: two terms with one address, and a taxonomy without pages.
const OF_ZOLA: [(&str, &str); 3] = [
    ("config.toml", ZOLA),
    (
        "content/a.md",
        "+++\ntitle = 'A'\n[taxonomies]\npeople = ['Ada L.', '缓存']\nunseen = ['u']\n+++\nx\n",
    ),
    ("content/b.md", "+++\ntitle = 'B'\n[taxonomies]\npeople = ['ADA L.']\n+++\nx\n"),
];

#[test]
fn terms_keep_their_pages_in_hexo_by_a_script() {
    let new = moved(&OF_HUGO, "hexo", &[]);
    let settings = "taxonomy_pages:\n  series:\n    path: series\n    in: hugo\n    terms:\n      '2024': '2024'\n      High Tide: high-tide\n  tags:\n    path: tags\n";
    assert!(new.text("_config.yml").contains(settings), "{}", new.text("_config.yml"));
    assert!(new.text("source/_posts/b.md").contains("hugo:\n  series:\n"));
    assert!(new.files.contains_key("scripts/taxonomies.js"));
    assert_eq!(new.fate("key", "series"), "moved term-script");
    for url in ["/series/", "/series/2024/", "/tags/"] {
        assert_eq!(new.fate("url", url), "kept term-script");
    }
    let new = moved(&OF_ZOLA, "hexo", &["--from", "zola@0.22"]);
    assert!(new.text("_config.yml").contains("      缓存: huan-cun\n"));
    assert_eq!(new.fate("url", "/people/ada-l/"), "kept term-script");
    assert_eq!(new.fate("key", "taxonomies.unseen"), "dropped no-such-taxonomy");
}

#[test]
fn keys_of_taxonomies_count_in_any_case_where_the_engine_folds_them() {
    let post =
        "---\ntitle: A\ndate: 2024-01-02\nSeries: # both\n  - High Tide\nTags: [x]\n---\nx\n";
    let files = [("hugo.toml", HUGO), ("content/posts/a.md", post)];
    let new = moved(&files, "zola@0.22", &[]);
    let text = new.text("content/posts/a.md");
    assert!(text.contains("series: # both\n    - High Tide\n"), "{text}");
    assert_eq!(new.fate("key", "Series"), "moved same");
    assert_eq!(new.fate("url", "/series/high-tide/"), "kept same");
    let new = moved(&files, "hexo", &[]);
    let text = new.text("source/_posts/a.md");
    assert!(text.contains("hugo:\n  series: # both\n    - High Tide\n"), "{text}");
    assert_eq!(new.fate("key", "Series"), "moved term-script");
    let files = [
        ("config.toml", "base_url = 'https://a.example'\ntaxonomies = [{name = 'series'}]\n"),
        (
            "content/a.md",
            "+++\ntitle = 'A'\n[taxonomies]\nseries = ['x']\n[extra]\nSeries = 'y'\n+++\n",
        ),
    ];
    let new = moved(&files, "hugo", &[]);
    assert!(new.text("content/a.md").contains("series = ['x']"), "{}", new.text("content/a.md"));
}

#[test]
fn a_term_stays_at_the_address_that_its_file_chose() {
    let page = ("content/tags/x/_index.md", "---\ntitle: X\nurl: /tags/ex/\n---\n");
    let files = [&OF_HUGO[..], &[page]].concat();
    let new = moved(&files, "hexo", &[]);
    assert!(new.text("_config.yml").contains("tag_map:\n  x: ex\n"), "{}", new.text("_config.yml"));
    assert_eq!(new.fate("url", "/tags/ex/"), "kept same");
    assert!(new.rows.iter().all(|row| row["code"] != "feed-moved"));
    let new = moved(&files, "zola@0.22", &[]);
    assert_eq!(new.fate("feed", "/tags/ex/index.xml"), "needs-hand feed-moved");
    assert_eq!(new.row("feed", "/tags/ex/index.xml")["to"], "/tags/x/index.xml");
}

#[test]
fn a_site_without_terms_gets_no_script() {
    let post = ("content/posts/a.md", "---\ntitle: A\ndate: 2024-01-02\n---\nx\n");
    let new = moved(&[("hugo.toml", HUGO), post], "hexo", &[]);
    assert!(!new.files.contains_key("scripts/taxonomies.js"));
    assert!(!new.text("_config.yml").contains("taxonomy_pages"));
    for to in ["zola@0.22", "hugo"] {
        let files = if to == "hugo" { &OF_ZOLA[..] } else { &OF_HUGO[..] };
        let new = moved(files, to, &[]);
        assert!(!new.files.keys().any(|name| name.starts_with("scripts/")), "{to}");
    }
}

#[test]
fn pages_of_terms_in_another_language_lead_to_those_of_all() {
    let files = [
        (
            "hugo.toml",
            "baseURL = 'https://a.example/'\n[taxonomies]\nserie = 'series'\n[languages.en]\n[languages.ga]\n",
        ),
        ("content/a.md", "---\ntitle: A\nseries: [s]\n---\nx\n"),
        ("content/a.ga.md", "---\ntitle: B\nseries: [s, t]\n---\nx\n"),
    ];
    let new = moved(&files, "hexo", &["--redirects", "csv"]);
    assert_eq!(new.fate("url", "/series/s/"), "kept term-script");
    assert_eq!(new.fate("url", "/ga/series/s/"), "changed term-moved");
    let redirects = new.text("redirects/redirects.csv");
    for line in ["/ga/series/,/series/", "/ga/series/s/,/series/s/", "/ga/series/t/,/series/t/"] {
        assert!(redirects.contains(line), "{redirects}");
    }
}

#[test]
fn the_way_back_restores_the_terms() {
    for (files, from, path, expected) in [
        (&OF_HUGO[..], "hugo", "content/posts/b.md", "series:\n  - High Tide\n"),
        (&OF_ZOLA[..], "zola@0.22", "content/b/index.md", "taxonomies:\n  people:\n    - ADA L.\n"),
    ] {
        let (source, space) = (site(files), tempfile::tempdir().unwrap());
        let there = space.path().join("there");
        let out = command(source.path(), &there, "hexo").args(["--from", from]).output().unwrap();
        assert_ne!(out.status.code(), Some(2), "{}", String::from_utf8_lossy(&out.stderr));
        forget_origins(&there);
        let new = moved_from(&there, from, &["--from", "hexo"]);
        assert!(new.text(path).contains(expected), "{}", new.text(path));
        let told = new.rows.iter().find(|row| row["code"] == "internal-error");
        assert_eq!(told, None);
    }
}

/// A site that Hexo itself generated.
#[cfg(unix)]
fn generated(files: &[(&str, &str)]) -> super::made::Moved {
    let engine = std::env::var_os("MASTHEAD_HEXO").expect("MASTHEAD_HEXO names no engine");
    let (source, space) = (site(files), tempfile::tempdir().unwrap());
    let place = space.path().join("new");
    let out = command(source.path(), &place, "hexo").output().unwrap();
    assert_ne!(out.status.code(), Some(2), "{}", String::from_utf8_lossy(&out.stderr));
    let modules = std::path::Path::new(&engine).join("node_modules");
    std::os::unix::fs::symlink(modules, place.join("node_modules")).unwrap();
    let mut hexo = std::process::Command::new("node");
    hexo.current_dir(&place).args(["node_modules/.bin/hexo", "generate"]);
    let out = hexo.output().unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stdout));
    super::made::Moved { files: super::made::tree(&place.join("public")), rows: Vec::new() }
}

#[cfg(unix)]
#[test]
#[ignore = "needs Hexo: MASTHEAD_HEXO"]
fn live_hexo_draws_the_pages_of_terms_and_lists() {
    let new = generated(&OF_HUGO);
    let check = |page: &str, shown: &[&str]| {
        let text = new.text(page);
        let mut rest = &*text;
        for word in shown {
            let at = rest.find(word).unwrap_or_else(|| panic!("{page}: no {word} in {text}"));
            rest = &rest[at + word.len()..];
        }
    };
    let newest_first = ["<h1>The tides</h1>", "All of them.", "/sub/posts/b/", "/sub/posts/a/"];
    check("series/high-tide/index.html", &newest_first);
    check("series/2024/index.html", &["<h1>2024</h1>", "A &lt;b&gt;</a>", "/sub/about/"]);
    let list = ["<h1>series</h1>", "/sub/series/2024/", "(2)", "/sub/series/high-tide/", "(2)"];
    check("series/index.html", &list);
    check("tags/index.html", &["<h1>tags</h1>", "<a href=\"/sub/tags/x/\">x</a> (1)"]);
    assert!(!new.text("about/index.html").contains("<time"), "it has no date");
    assert!(new.text("404.html").contains("<h1>404</h1>"));
}

#[test]
fn taxonomies_have_an_old_name_in_hugo() {
    let config = "baseURL = 'https://a.example/'\n[indexes]\ntag = 'tags'\ntopic = 'topics'\n";
    let page = "+++\ntitle = \"A\"\ntopics = [\"Sea\"]\n+++\n";
    let new = moved(&[("hugo.toml", config), ("content/a.md", page)], "zola@0.22", &[]);
    assert!(new.text("config.toml").contains("{ name = \"topics\""), "{}", new.text("config.toml"));
    assert!(new.text("content/a.md").contains("[taxonomies]\ntopics = [\"Sea\"]"));
}
