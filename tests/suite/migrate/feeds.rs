//! Feeds: addresses, kinds and ids stay, so that no reader is lost and none shows all posts as new.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use super::made::{Moved, command, moved, site};

type Files<'f> = &'f [(&'f str, &'f str)];

const HEXO: &str = "title: Walks & fords\nurl: https://a.example/sub\nroot: /sub/\npermalink: posts/:title/\ntheme: none\n";
const PLUGIN: &str = r#"{"hexo":{},"dependencies":{"hexo":"*","hexo-renderer-marked":"*","hexo-generator-feed":"*"}}"#;
const ZOLA: &str = "title = 'Walks & fords'\nbase_url = 'https://a.example/sub'\n";
const HUGO: &str = "title = 'Walks & fords'\nbaseURL = 'https://a.example/sub/'\n";

fn feeds(moved: &Moved) -> Vec<String> {
    let rows = moved.rows.iter().filter(|row| row["kind"] == "feed");
    let word = |row: &Value, key: &str| row[key].as_str().unwrap().to_owned();
    rows.map(|row| format!("{} {}", word(row, "name"), word(row, "action"))).collect()
}

#[test]
fn feeds_of_the_plugin_are_those_of_its_settings() {
    let check = |settings: &str, package: &str, expected: &[&str]| {
        let config = format!("{HEXO}{settings}");
        let files = [("_config.yml", &*config), ("package.json", package)];
        let new = moved(&files, "zola@0.22", &[]);
        assert_eq!(feeds(&new), expected, "{settings}");
        for feed in expected {
            let file = feed.trim_start_matches('/').split(' ').next().unwrap();
            assert!(new.text(&format!("templates/{file}")).contains("Written by the migration"));
        }
    };
    let bare = r#"{"hexo":{},"dependencies":{"hexo":"*"}}"#;
    check("", PLUGIN, &["/atom.xml kept"]);
    check("", bare, &[]);
    check("feed:\n  type: atom\n", bare, &[]);
    check("feed:\n  type: rss2\n", PLUGIN, &["/rss2.xml kept"]);
    check("feed:\n  type: rss2\n  path: feed/news\n", PLUGIN, &["/feed/news.xml kept"]);
    let both = "feed:\n  type: [rss2, atom]\n  path: [a.xml]\n";
    check(both, PLUGIN, &["/a.xml kept", "/rss2.xml kept"]);
}

#[test]
fn each_target_says_feeds_in_its_own_way() {
    let config = format!("{HEXO}feed:\n  limit: 7\n");
    let post = ("source/_posts/a+b.md", "---\ntitle: A\ndate: 2024-01-02\n---\nx\n");
    let files = [("_config.yml", &*config), ("package.json", PLUGIN), post];
    let zola = moved(&files, "zola@0.22", &[]);
    let settings = zola.text("config.toml");
    assert!(settings.contains("generate_feeds = true\nfeed_filenames = [\"atom.xml\"]\n"));
    let template = zola.text("templates/atom.xml");
    assert!(template.contains("shown < 7 and (folder == \"posts\")"), "{template}");
    assert!(template.contains("page.path | urlencode | replace(from=\"%2B\", to=\"+\")"));
    assert!(zola.text("templates/base.html").contains("application/atom+xml"));
    let hugo = moved(&files, "hugo", &[]);
    let settings = hugo.text("hugo.toml");
    assert!(settings.contains("home = [\"html\", \"atom\"]\n") && settings.contains("limit = 7\n"));
    assert!(hugo.text("layouts/list.atom.xml").contains("(slice \"posts\")"));
    assert_eq!(hugo.fate("setting", "feed.limit"), "changed feeds");
    let config = format!(
        "{ZOLA}generate_feeds = true\nfeed_filenames = ['rss.xml', 'news.json']\nfeed_limit = 3\n"
    );
    let hexo = moved(&[("config.toml", &config)], "hexo", &["--from", "zola@0.22"]);
    assert_eq!(feeds(&hexo), ["/news.json dropped", "/rss.xml kept"]);
    assert_eq!(hexo.fate("setting", "feed_filenames"), "changed feeds");
    assert!(
        hexo.text("_config.yml").contains("- { path: rss.xml, type: rss, limit: 3, whole: false }")
    );
    assert!(hexo.text("scripts/feeds.js").contains("decodeURI"));
}

#[test]
fn a_site_without_feeds_gets_none() {
    let zola = moved(&[("config.toml", ZOLA)], "hexo", &["--from", "zola@0.22"]);
    assert!(!zola.files.contains_key("scripts/feeds.js"));
    let config = format!("{HUGO}disableKinds = ['RSS']\n");
    assert_eq!(feeds(&moved(&[("hugo.toml", &config)], "zola@0.22", &[])), [""; 0]);
}

/// A section that has a date and a term, and a term with a file of its own.
const SECTIONS: Files<'_> = &[
    ("hugo.toml", HUGO),
    (
        "content/notes/_index.md",
        "---\ntitle: N\ndate: 2024-01-02\ntags: [X, Y]\nseries: [S]\n---\n",
    ),
    ("content/notes/n.md", "---\ntitle: A\ndate: 2024-01-03\ntags: [X, Y]\nseries: [S]\n---\na\n"),
    ("content/tags/x/_index.md", "---\ntitle: Ex\n---\n"),
    ("content/drafts/_index.md", "---\ntitle: D\ndate: 2024-01-02\ndraft: true\n---\n"),
];

#[test]
fn a_section_of_hugo_is_an_entry_where_its_terms_are() {
    let hexo = moved(SECTIONS, "hexo", &[]);
    assert!(hexo.text("source/notes/index.md").contains("\nfeed_entry: false\n"));
    assert!(!hexo.text("source/_posts/notes/n.md").contains("feed_entry"));
    // A file of a term is no section with a feed of its own.
    assert_eq!(
        feeds(&hexo),
        [
            "/categories/index.xml dropped",
            "/index.xml kept",
            "/notes/index.xml kept",
            "/tags/*/index.xml kept",
            "/tags/index.xml dropped"
        ]
    );
    let zola = moved(SECTIONS, "zola@0.22", &[]);
    for (term, feed) in [("x", "/tags/x/index.xml"), ("y", "/tags/y/index.xml")] {
        assert_eq!(zola.fate("feed", feed), "changed feed-entries", "{term}");
        assert_eq!(zola.row("feed", feed)["file"], "content/notes/_index.md");
    }
    let files: Vec<(&str, &str)> = vec![
        ("_config.yml", HEXO),
        ("source/notes/index.md", "---\ntitle: N\nfeed_entry: false\nhugo: {layout: a}\n---\n"),
        ("source/_posts/notes/n.md", "---\ntitle: A\ndate: 2024-01-03\nfeed_entry: false\n---\n"),
    ];
    let back = moved(&files, "hugo", &[]);
    let told: Vec<&str> = back.files.keys().map(String::as_str).collect();
    assert!(back.text("content/posts/notes/n.md").contains("feed_entry"), "{told:?}");
}

/// The engine that a variable names.
fn engine(variable: &str) -> PathBuf {
    PathBuf::from(std::env::var_os(variable).unwrap_or_else(|| panic!("{variable} is not set")))
}

/// Moves a site, has both built, and gives how many feeds are the same and what differs in the others.
fn compared(source: &Path, from: &str, to: &str) -> (u64, Vec<String>) {
    let space = tempfile::tempdir().unwrap();
    let place = space.path().join("new");
    let out = command(source, &place, to).args(["--from", from]).output().unwrap();
    assert!(matches!(out.status.code(), Some(0 | 1)), "{}", String::from_utf8_lossy(&out.stderr));
    let mut verify = Command::new(env!("CARGO_BIN_EXE_masthead"));
    verify.arg("verify").args([source, &place]).args(["--from", from, "--to", to]);
    let out = verify.args(["--output-format", "json"]).output().unwrap();
    let report: Value = serde_json::from_slice(&out.stdout)
        .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&out.stderr)));
    let mut aspects = report["aspects"].as_array().unwrap().iter();
    let count = aspects.find(|count| count["aspect"] == "feeds").unwrap();
    let differences = report["differences"].as_array().unwrap().iter();
    let differences = differences.filter(|one| one["aspect"] == "feeds");
    let word = |one: &Value, key: &str| one[key].as_str().unwrap().to_owned();
    let differences = differences.map(|one| ["verdict", "url"].map(|key| word(one, key)).join(" "));
    (count["equal"].as_u64().unwrap(), differences.collect())
}

/// Checks the feeds of a site with each target whose engine is at hand.
fn check(files: Files<'_>, from: &str, equal: u64, differences: &[&str]) {
    let source = site(files);
    let targets = [
        ("hexo", "MASTHEAD_HEXO"),
        ("hugo", "MASTHEAD_HUGO"),
        ("zola@0.22", "MASTHEAD_ZOLA"),
        ("zola@0.23", "MASTHEAD_ZOLA_023"),
    ];
    let own = |to: &str| to.split('@').next() == from.split('@').next();
    let at_hand = |variable| std::env::var_os(variable).is_some_and(|value| !value.is_empty());
    let mut others =
        targets.iter().filter(|(to, variable)| !own(to) && at_hand(variable)).peekable();
    assert!(others.peek().is_some(), "there is no other engine to compare with");
    for (to, _) in others {
        let found = compared(source.path(), from, to);
        let expected = (equal, differences.iter().map(ToString::to_string).collect());
        assert_eq!(found, expected, "{from} to {to}");
    }
}

#[test]
#[ignore = "needs Hexo with hexo-generator-feed: MASTHEAD_HEXO, and others to compare with"]
fn live_hexo_feeds_stay() {
    let plugin = engine("MASTHEAD_HEXO").join("node_modules/hexo-generator-feed");
    assert!(plugin.is_dir(), "no {}; tests/engines/install installs it", plugin.display());
    let config =
        format!("{HEXO}feed:\n  type: [atom, rss2]\n  path: [atom.xml, feed/rss]\n  limit: 2\n");
    let files = [
        ("_config.yml", &*config),
        ("package.json", PLUGIN),
        (
            "source/_posts/你好(1)+, a!.md",
            "---\ntitle: 你好 <b> & c\ndate: 2024-01-02\n---\na <b>x</b> & y\n",
        ),
        ("source/_posts/b.md", "---\ntitle: B\ndate: 2024-01-03\n---\nb\n"),
        ("source/_posts/old.md", "---\ntitle: Old\ndate: 2020-01-03\n---\nold\n"),
        ("source/about/index.md", "---\ntitle: About\ndate: 2025-01-01\n---\nme\n"),
    ];
    check(&files, "hexo", 2, &[]);
}

#[test]
#[ignore = "needs Zola: MASTHEAD_ZOLA, and others to compare with"]
fn live_zola_feeds_stay() {
    let config = format!(
        "{ZOLA}generate_feeds = true\nfeed_filenames = ['atom.xml', 'rss.xml']\nfeed_limit = 3\ntaxonomies = [{{name = 'tags', feed = true}}]\n[languages.ga]\ngenerate_feeds = true\ntaxonomies = [{{name = 'tags', feed = true}}]\n[slugify]\npaths = 'off'\n"
    );
    let post = |more: &str| format!("+++\ntitle = 'A & b'\n{more}\n+++\nx\n");
    let tagged = post("date = 2024-01-02\ntaxonomies.tags = ['x']");
    let other = post("date = 2018-01-02\npath = 'old/b'\ntaxonomies.tags = ['x', 'y']");
    let files = [
        ("config.toml", &*config),
        ("content/_index.md", "+++\n+++\n"),
        ("content/posts/_index.md", "+++\n+++\n"),
        ("content/notes/_index.md", "+++\ntitle = 'N'\ngenerate_feeds = true\n+++\n"),
        ("content/notes/n.md", &*post("date = 2017-01-02")),
        ("content/posts/你好(1)+, a.md", &*tagged),
        ("content/posts/相同.md", &*post("date = 2024-01-02")),
        ("content/posts/b.md", &*other),
        ("content/about.md", &*post("date = 2025-01-02")),
        ("content/undated.md", &*post("")),
        ("content/about.ga.md", &*post("date = 2025-01-02\ntaxonomies.tags = ['x']")),
    ];
    check(&files, "zola@0.22", 10, &[]);
}

#[test]
#[ignore = "needs Hugo: MASTHEAD_HUGO, and others to compare with"]
fn live_hugo_feeds_stay() {
    let config = format!(
        "{HUGO}[languages.en]\nweight = 1\n[languages.ga]\nweight = 2\n[services.rss]\nlimit = 3\n[outputs]\nhome = ['html', 'rss', 'news']\n[outputFormats.news]\nmediaType = 'application/rss+xml'\nbaseName = 'news'\n"
    );
    let template = "<rss><channel>{{ range first 3 site.RegularPages }}<item><guid>{{ .Permalink }}</guid></item>{{ end }}</channel></rss>";
    let post = |more: &str| format!("---\ntitle: A & b\n{more}\n---\nx\n");
    let files = [
        ("hugo.toml", &*config),
        ("layouts/home.news.xml", template),
        ("content/posts/你好.md", &*post("date: 2024-01-02\ntags: [x]")),
        ("content/b.md", &*post("date: 2024-01-03\nurl: /old/b.html\ntags: [x, y]")),
        ("content/notes/_index.md", "---\ntitle: N\n---\n"),
        ("content/notes/n.md", &*post("date: 2017-01-02")),
        ("content/notes/m/n.md", &*post("date: 2017-01-03")),
        ("content/about.md", &*post("date: 2025-01-02")),
        ("content/about.ga.md", &*post("date: 2025-01-02")),
    ];
    let of_terms = ["categories", "ga/categories", "ga/tags", "tags"]
        .map(|list| format!("missing /{list}/index.xml"));
    let of_terms: Vec<&str> = of_terms.iter().map(String::as_str).collect();
    check(&files, "hugo", 8, &of_terms);
}

#[test]
#[ignore = "needs Hugo and Hexo: MASTHEAD_HUGO, MASTHEAD_HEXO"]
fn live_hugo_sections_are_entries_in_hexo_where_their_terms_are() {
    if std::env::var_os("MASTHEAD_HEXO").is_none_or(|value| value.is_empty()) {
        return;
    }
    let settings = "[taxonomies]\ntag = 'tags'\nseries = 'series'\n";
    let config = format!("{HUGO}{settings}");
    let files: Vec<(&str, &str)> = SECTIONS
        .iter()
        .map(|(path, text)| (*path, if *path == "hugo.toml" { &*config } else { *text }))
        .collect();
    let source = site(&files);
    let (equal, differences) = compared(source.path(), "hugo", "hexo");
    assert_eq!(
        (equal, differences),
        (5, vec!["missing /series/index.xml".to_owned(), "missing /tags/index.xml".to_owned()])
    );
}

#[test]
fn ids_are_said_where_the_address_cannot_stay() {
    let config = format!("{HEXO}feed:\n  type: atom\n").replace("posts/:title/", ":title.html");
    let post = ("source/_posts/a b.md", "---\ntitle: A\ndate: 2024-01-02\n---\nx\n");
    let files = [("_config.yml", &*config), ("package.json", PLUGIN), post];
    let zola = moved(&files, "zola@0.22", &[]);
    assert!(zola.text("content/posts/a b.md").contains("feed_id: /a%20b.html\n"));
    let hugo = moved(&files, "hugo", &[]);
    assert!(!hugo.text("content/posts/a b.md").contains("feed_id"));
    let natural = moved(&files, "hugo", &["--urls", "natural"]);
    assert!(natural.text("content/posts/a b.md").contains("feed_id: /a%20b.html\n"));
    let bare = [("_config.yml", HEXO), post];
    let without = moved(&bare, "hugo", &["--urls", "natural"]);
    assert!(!without.text("content/posts/a b.md").contains("feed_id"));
}
