//! What other migrators did to sites: each class of damage has a test with its name, in every direction that it can
//! happen in. What they did to bodies is in `body_bugs`.

use std::fs;

use super::made::{Moved, command, moved, site, tree};

const TARGETS: [&str; 4] = ["hexo", "hugo", "zola@0.22", "zola@0.23"];

/// A site of an engine with one post, whose dates without a zone are meant in `zone`.
fn files<'t>(from: &str, zone: &'t str, post: &'t str) -> Vec<(&'static str, String)> {
    let (config, path) = match from {
        "hexo" => (
            ("_config.yml", format!("url: https://a.example\ntimezone: {zone}\n")),
            "source/_posts/2024-01-02-one.md",
        ),
        "hugo" => (
            ("hugo.toml", format!("baseURL = 'https://a.example/'\ntimeZone = '{zone}'\n")),
            "content/posts/2024-01-02-one.md",
        ),
        _ => {
            let config = "base_url = 'https://a.example'\ntaxonomies = [{name = 'tags'}]\n";
            (("config.toml", config.to_owned()), "content/posts/2024-01-02-one.md")
        }
    };
    vec![config, (path, post.to_owned())]
}

fn post(from: &str, to: &str, zone: &str, text: &str) -> Moved {
    let files = files(from, zone, text);
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, &**text)).collect();
    let new = moved(&files, to, &[]);
    let differences: Vec<_> = new.rows.iter().filter(|row| row["kind"] == "page").collect();
    assert!(differences.is_empty(), "{from} to {to}:\n{text}\n{differences:#?}");
    new
}

/// The text of the only post.
fn text(new: &Moved) -> String {
    let mut posts = new.files.keys().filter(|path| path.ends_with(".md"));
    let posts = posts.by_ref().filter(|path| !path.ends_with("_index.md"));
    let posts: Vec<&String> = posts.collect();
    assert_eq!(posts.len(), 1, "{posts:?}");
    new.text(posts[0])
}

/// Every direction from an engine.
fn directions(from: &str) -> impl Iterator<Item = &'static str> {
    let own = from.to_owned();
    TARGETS.into_iter().filter(move |to| !to.starts_with(&own))
}

/// The post's instant as the target reads it from its text, in seconds.
fn instant(to: &str, zone: &str, text: &str) -> i64 {
    use masthead::engine::{ConfigFile, Setup, configure};
    let target: masthead::engine::Target = to.parse().unwrap();
    let (path, config) = match target.engine.name() {
        "hexo" => ("_config.yml", format!("timezone: {zone}\n")),
        "hugo" => ("hugo.toml", format!("timeZone = '{zone}'\n")),
        _ => ("config.toml", "base_url = 'https://a.example'\n".to_owned()),
    };
    let mut setup = Setup::standalone(target, chrono_tz::Tz::UTC, chrono::DateTime::UNIX_EPOCH);
    let config = ConfigFile { source: masthead::text::Source::new(path, config) };
    setup.config = configure(target, &[config]).0;
    let post = if path == "_config.yml" { "source/_posts/x.md" } else { "content/x.md" };
    let block = text.split("---\n").nth(1).unwrap().replace("taxonomies", "extra");
    let source = masthead::text::Source::new(post, format!("---\n{block}---\n"));
    let reading = setup.read(post, &masthead::document::Document::parse(&source));
    reading.date.unwrap_or_else(|| panic!("{to} reads no date in\n{text}")).timestamp()
}

#[test]
fn bug_class_fence_found_in_the_wrong_place() {
    let body = "a\n\n---\n\nb --- c\n";
    for (from, head) in [
        ("hexo", "---\ntitle: A --- B\ndate: 2024-01-02\n---\n"),
        ("hexo", "title: A --- B\ndate: 2024-01-02\n---\n"),
        ("hexo", "\u{feff}---\ntitle: A --- B\ndate: 2024-01-02\n---\n"),
        ("hugo", "\u{feff}---\ntitle: A --- B\ndate: 2024-01-02\n---\n"),
        ("hugo", "\n---\ntitle: A --- B\ndate: 2024-01-02\n---\n"),
        ("zola@0.22", "---\ntitle: A --- B\ndate: 2024-01-02\n---\n"),
    ] {
        for to in directions(from) {
            let new = text(&post(from, to, "UTC", &format!("{head}{body}")));
            // All engines pass over a mark of byte order.
            assert_eq!(new.starts_with('\u{feff}'), head.starts_with('\u{feff}'));
            let block = new.trim_start_matches('\u{feff}');
            assert!(block.starts_with("---\ntitle: A --- B\n"), "{from} to {to}:\n{new}");
            assert!(new.ends_with(&format!("---\n{body}")), "{from} to {to}:\n{new}");
        }
    }
}

#[test]
fn bug_class_constant_or_double_time_zone() {
    for (zone, offset) in [("Asia/Shanghai", 8), ("UTC", 0), ("America/New_York", -5)] {
        for (from, date, hours) in [
            ("hexo", "2024-01-02 03:04:05", offset),
            ("hugo", "2024-01-02T03:04:05", offset),
            ("hugo", "2024-01-02T03:04:05+09:00", 9),
            ("hugo", "Tue, 02 Jan 2024 03:04:05 +0900", 9),
            ("zola@0.22", "2024-01-02T03:04:05Z", 0),
            ("zola@0.22", "2024-01-02T03:04:05+09:00", 9),
            ("zola@0.22", "2024-01-02T03:04:05", 0),
        ] {
            for to in directions(from) {
                let source = format!("---\ntitle: A\ndate: {date}\n---\nx\n");
                let new = text(&post(from, to, zone, &source));
                // 2024-01-02T03:04:05Z.
                let expected = 1_704_164_645 - i64::from(hours) * 3600;
                let zone = if from.starts_with("zola") { "UTC" } else { zone };
                assert_eq!(
                    instant(to, zone, &new),
                    expected,
                    "{from} to {to}, {zone}: {date}\n{new}"
                );
            }
        }
    }
}

#[test]
fn bug_class_unquoted_date_is_rewritten_by_a_library() {
    for (from, to) in [("hexo", "hugo"), ("hugo", "hexo")] {
        let new = text(&post(
            from,
            to,
            "Asia/Shanghai",
            "---\ntitle: A\ndate: 2024-01-02 03:04:05 # noon\n---\nx\n",
        ));
        assert!(new.contains("date: 2024-01-02 03:04:05 # noon\n"), "{from} to {to}:\n{new}");
    }
}

#[test]
fn bug_class_scalar_tag_is_split_or_stripped() {
    for (tags, expected) in [
        ("tags: C++", "C++"),
        ("tags: a, b", "a, b"),
        ("tags: 2023", "2023"),
        ("tags: node.js", "node.js"),
    ] {
        for to in directions("hexo") {
            let source = format!("---\ntitle: A\ndate: 2024-01-02\n{tags}\n---\nx\n");
            let new = post("hexo", to, "UTC", &source);
            let lists = [
                format!("- {expected}\n"),
                format!("- \"{expected}\"\n"),
                format!("- '{expected}'\n"),
                format!("[{expected}]"),
                format!("[\"{expected}\"]"),
                format!("['{expected}']"),
            ];
            let new = text(&new);
            // Hugo takes a text for one term, too.
            let stays = to == "hugo" && new.contains(&format!("{tags}\n"));
            assert!(stays || lists.iter().any(|list| new.contains(list)), "{tags} to {to}:\n{new}");
        }
    }
    for to in directions("hexo") {
        let new =
            text(&post("hexo", to, "UTC", "---\ntitle: A\ndate: 2024-01-02\ntags:\n---\nx\n"));
        let empty = if to == "hugo" { "tags:\n" } else { "tags: []\n" };
        assert!(!new.contains("null") && new.contains(empty), "{to}:\n{new}");
    }
}

#[test]
fn bug_class_permalink_becomes_a_slug_or_an_alias_a_path() {
    let hexo = "---\ntitle: A\ndate: 2024-01-02\npermalink: a/b/c/\n---\nx\n";
    assert!(text(&post("hexo", "hugo", "UTC", hexo)).contains("url: /a/b/c/\n"));
    assert!(text(&post("hexo", "zola@0.22", "UTC", hexo)).contains("path: a/b/c\n"));
    let hugo = "---\ntitle: A\ndate: 2024-01-02\naliases: [/old/]\nslug: s\n---\nx\n";
    let zola = text(&post("hugo", "zola@0.22", "UTC", hugo));
    assert!(zola.contains("aliases: [/old/]\n") && !zola.contains("path: old"), "{zola}");
    let hexo = post("hugo", "hexo", "UTC", hugo);
    assert_eq!(hexo.fate("url", "/posts/s/"), "kept url-written");
    assert!(text(&hexo).contains("permalink: /posts/s/\n"), "{}", text(&hexo));
}

#[test]
fn bug_class_date_in_the_file_name_is_cut_off() {
    for (from, url) in [("hugo", "/posts/2024-01-02-one/"), ("zola@0.22", "/posts/one/")] {
        for to in directions(from) {
            let new = post(from, to, "UTC", "---\ntitle: A\ndate: 2024-01-02\n---\nx\n");
            let fate = new.fate("url", url);
            assert!(fate.starts_with("kept"), "{from} to {to}: {fate}");
        }
    }
}

#[test]
fn bug_class_a_table_captures_the_keys_after_it() {
    let source = "+++\ntitle = 'A'\ndate = 2024-01-02T00:00:00Z\n[params]\nx = 1\n[params.y]\nz = 2\n+++\nx\n";
    let new = text(&post("hugo", "zola@0.22", "UTC", source));
    let first_table = new.find("\n[").unwrap();
    for key in ["title = ", "date = "] {
        assert!(new.find(key).unwrap() < first_table, "{new}");
    }
    assert!(new.contains("[extra]\n") && !new.contains("[Extra]"), "{new}");
}

#[test]
fn bug_class_unescaped_titles() {
    let titles = [
        "say \\\"hi\\\"",
        "a: b",
        "a # b",
        "{{title}}",
        "🎉 new",
        "@handle",
        "- dash",
        "'",
        "%",
        "yes",
        "null",
        "2024",
        "[x]",
        "*",
    ];
    for title in titles {
        let source = format!("---\ntitle: \"{title}\"\ndate: 2024-01-02\n---\nx\n");
        for from in ["hexo", "hugo", "zola@0.22"] {
            for to in directions(from) {
                // The assertion is in `post`: the target reads the same title.
                post(from, to, "UTC", &source);
                let toml = files(from, "UTC", &source);
                let toml: Vec<(&str, &str)> =
                    toml.iter().map(|(path, text)| (*path, &**text)).collect();
                let new = moved(&toml, to, &["--front-matter", "toml"]);
                assert!(
                    new.rows.iter().all(|row| row["kind"] != "page"),
                    "{from} to {to}: {title}"
                );
            }
        }
    }
}

#[test]
fn bug_class_originals_are_overwritten_deleted_or_moved() {
    for from in ["hexo", "hugo", "zola@0.22"] {
        let files = files(from, "UTC", "---\ntitle: A\ndate: 2024-01-02\n---\n![a](a.png)\n");
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, &**text)).collect();
        let source = site(&files);
        fs::write(source.path().join("a.png"), "png").unwrap();
        let before = tree(source.path());
        for to in directions(from) {
            let space = tempfile::tempdir().unwrap();
            let place = space.path().join("new");
            for more in [&[][..], &["--force"]] {
                let out = command(source.path(), &place, to).args(more).output().unwrap();
                assert_ne!(out.status.code(), Some(2), "{}", String::from_utf8_lossy(&out.stderr));
            }
            assert_eq!(tree(source.path()), before, "{from} to {to}");
        }
    }
}

#[test]
fn bug_class_success_with_nothing_done() {
    let space = tempfile::tempdir().unwrap();
    let place = space.path().join("new");
    let empty = tempfile::tempdir().unwrap();
    let out = command(empty.path(), &place, "hugo").output().unwrap();
    assert_eq!(out.status.code(), Some(2), "there is no site");
    assert!(!place.exists());
    let broken = "---\ntitle: \"A\ndate: 2024-01-02\n---\nx\n";
    let files = files("zola@0.22", "UTC", broken);
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, &**text)).collect();
    let new = moved(&files, "hugo", &[]);
    assert_eq!(new.fate("file", "content/posts/2024-01-02-one.md"), "needs-hand no-page-before");
    assert!(!new.files.keys().any(|path| path.contains("one.md")), "no half post");
    let out = command(site(&files).path(), &place, "hugo").output().unwrap();
    assert_eq!(out.status.code(), Some(1), "a loss is no success");
}
