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
    assert!(new.text("content/a.md").contains("aliases:\n  - /first/\n  - /old/\n"));
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
    assert_eq!(new.fate("key", "aliases"), "moved no-redirects");
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
