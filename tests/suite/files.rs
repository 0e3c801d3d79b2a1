//! Which files are posts, of which site they are, and odd names and links.

use std::fs;

use super::place::{FLAWED, MENDED, ONLY, Place};

#[test]
fn outside_any_site_markdown_files_are_posts_but_for_paperwork() {
    let place = Place::with(&[
        ("a.md", FLAWED),
        ("b.markdown", FLAWED),
        ("c.txt", FLAWED),
        ("README.md", "# Title\n"),
        ("sub/README.md", FLAWED),
        (".hidden/d.md", FLAWED),
        ("node_modules/e.md", FLAWED),
    ]);
    assert_eq!(place.found_in(&["."]), ["a.md", "b.markdown", "sub/README.md"]);
    assert!(place.run(&["lint"]).out.contains("3 posts checked"));
    // Whoever names a file means it.
    assert_eq!(place.found_in(&["c.txt", ".hidden/d.md"]), [".hidden/d.md", "c.txt"]);
    assert!(place.run(&["lint", "README.md"]).out.contains("1 post checked"));
}

#[test]
fn ignored_files_are_passed_over_unless_they_are_named() {
    let place = Place::with(&[
        (".gitignore", "/out\n*.draft.md\n"),
        ("a.md", FLAWED),
        ("b.draft.md", FLAWED),
        ("out/c.md", FLAWED),
    ]);
    assert_eq!(place.found_in(&["."]), ["a.md"]);
    assert_eq!(place.found_in(&["b.draft.md"]), ["b.draft.md"]);
}

/// The engine that `inspect` takes for a post's, where there is just one.
fn engine_of(place: &Place, post: &str) -> String {
    let ran = place.run(&["inspect", post]);
    let engines: Vec<String> = ran
        .out
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["engine"].to_string())
        .collect();
    engines.join(" ").replace('"', "")
}

/// What it shows, the files, a post, and the engines that count for it.
type SiteCase<'c> = (&'c str, &'c [(&'c str, &'c str)], &'c str, &'c str);

#[test]
fn the_nearest_site_counts() {
    let hexo = [("_config.yml", "title: a\n"), ("source/_posts/p.md", MENDED)];
    let cases: &[SiteCase<'_>] = &[
        ("nothing", &[("p.md", MENDED)], "p.md", "hexo hugo zola"),
        ("Hexo", &hexo, "source/_posts/p.md", "hexo"),
        (
            "Jekyll has the same file name",
            &[("_config.yml", "title: a\n"), ("_posts/p.md", MENDED)],
            "_posts/p.md",
            "hexo hugo zola",
        ),
        ("new Hugo", &[("hugo.toml", ""), ("content/p.md", MENDED)], "content/p.md", "hugo"),
        (
            "old Hugo",
            &[("config.toml", "baseURL = \"https://a.example\"\n"), ("content/p.md", MENDED)],
            "content/p.md",
            "hugo",
        ),
        (
            "Hugo in a folder",
            &[("config/_default/hugo.yaml", "title: a\n"), ("content/p.md", MENDED)],
            "content/p.md",
            "hugo",
        ),
        (
            "Zola",
            &[("config.toml", "base_url = \"https://a.example\"\n"), ("content/p.md", MENDED)],
            "content/p.md",
            "zola",
        ),
        (
            "a file of that name of something else",
            &[("config.toml", "[build]\njobs = 1\n"), ("p.md", MENDED)],
            "p.md",
            "hexo hugo zola",
        ),
        (
            "a site in a site",
            &[
                ("hugo.toml", ""),
                ("content/p.md", MENDED),
                ("docs/zola.toml", "base_url = \"https://a.example\"\n"),
                ("docs/content/q.md", MENDED),
            ],
            "docs/content/q.md",
            "zola",
        ),
    ];
    for (name, files, post, engines) in cases {
        assert_eq!(engine_of(&Place::with(files), post), *engines, "{name}");
    }
}

#[test]
fn in_a_site_the_engine_says_what_is_a_post() {
    let place = Place::with(&[
        ("_config.yml", "title: a\n"),
        ("source/_posts/p.md", FLAWED),
        ("source/_data/d.md", FLAWED),
        ("README.md", FLAWED),
        ("themes/t/_config.yml", "menu: {}\n"),
        ("themes/t/source/x.md", FLAWED),
        ("themes/t/exampleSite/hugo.toml", ""),
        ("themes/t/exampleSite/content/y.md", FLAWED),
    ]);
    let ran = place.run(&["lint", "-v"]);
    assert!(ran.out.contains("1 post checked"), "{}", ran.out);
    assert!(ran.err.contains("site ., hexo@8.1: 1 file\n"), "{}", ran.err);
}

#[test]
fn another_engine_reads_the_posts_of_a_site_as_if_they_were_alone() {
    let place = Place::with(&[("_config.yml", "title: a\n"), ("source/_posts/p.md", FLAWED)]);
    assert_eq!(place.found_in(&["."]), [""; 0]);
    assert_eq!(place.found_in(&[".", "--engine", "zola"]), ["source/_posts/p.md"]);
    place.file("masthead.toml", "engine = 'zola@0.22'");
    assert_eq!(place.found_in(&["."]), ["source/_posts/p.md"]);
}

#[test]
fn a_file_that_is_found_and_named_counts_once_and_as_named() {
    let place = Place::with(&[("README.md", "# Title\n"), ("p.md", FLAWED)]);
    assert!(place.run(&["lint", ".", "README.md", "./p.md"]).out.contains("2 posts checked"));
    let place = Place::new();
    assert!(place.run(&["lint"]).err.contains("no post was found"));
}

#[test]
fn a_moved_site_has_two_engines() {
    let place = Place::with(&[
        ("_config.yml", "title: a\n"),
        ("source/_posts/p.md", FLAWED),
        ("hugo.toml", ""),
        ("content/posts/p.md", FLAWED),
    ]);
    assert_eq!(engine_of(&place, "source/_posts/p.md"), "hexo");
    assert_eq!(engine_of(&place, "content/posts/p.md"), "hugo");
}

#[test]
fn hexo_says_its_version_in_package_json() {
    let place = Place::with(&[
        ("_config.yml", ""),
        ("package.json", "{\"hexo\": {\"version\": \"7.3.0\"}}"),
        ("source/_posts/p.md", MENDED),
    ]);
    assert!(place.run(&["lint", "-v"]).err.contains("hexo@7.3"));
}

#[test]
fn the_folder_one_stands_in_does_not_matter() {
    let place = Place::with(&[("hugo.toml", ""), ("content/posts/p.md", MENDED)]);
    let url = |folder: &str, post: &str| {
        let output =
            place.command(&["inspect", post]).current_dir(place.path(folder)).output().unwrap();
        let line: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        line["url"].as_str().unwrap().to_owned()
    };
    assert_eq!(url(".", "content/posts/p.md"), "/posts/p/");
    assert_eq!(url("content", "posts/p.md"), "/posts/p/");
    assert_eq!(url("content/posts", "../posts/p.md"), "/posts/p/");
    assert_eq!(url("content/posts", "p.md"), "/posts/p/");
}

#[cfg(unix)]
#[test]
fn links_are_followed_and_loops_end() {
    use std::os::unix::fs::symlink;
    let place = Place::with(&[("a/p.md", FLAWED)]);
    symlink(place.path("a"), place.path("a/loop")).unwrap();
    symlink(place.path("a/p.md"), place.path("linked.md")).unwrap();
    assert_eq!(place.found_in(&["."]), ["a/p.md", "linked.md"]);
}

#[cfg(unix)]
#[test]
fn odd_names_never_reach_the_terminal_or_the_log_raw() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let place = Place::new();
    for name in ["new\nline.md", "\u{1b}[31mred.md", "::error::x%0A.md", "rtl\u{202e}.md"] {
        place.file(name, FLAWED);
    }
    fs::write(place.root().join(OsStr::from_bytes(b"bytes\xff.md")), FLAWED).unwrap();
    place.file("content.md", "---\ntitle: a\ndate: \"\u{1b}[31m::error::\\u2028\"\n---\n");
    let formats = [
        "text",
        "concise",
        "json",
        "jsonl",
        "github",
        "gitlab",
        "sarif",
        "junit",
        "checkstyle",
        "rdjson",
    ];
    for format in formats {
        let ran = place.run(&["lint", "--output-format", format]);
        assert!(ran.err.contains("6 posts checked") || ran.out.contains("6 posts checked"));
        let raw = |c: char| c != '\n' && (c.is_control() || c == '\u{202e}' || c == '\u{2028}');
        let printed = ran.out + &ran.err;
        assert!(!printed.contains(raw), "{format}: {printed:?}");
        if format == "github" {
            let lines = printed.lines().filter(|line| line.contains("::"));
            assert!(lines.clone().all(|line| line.starts_with("::")), "{printed}");
            assert!(lines.clone().all(|line| !line.contains("file=::")), "{printed}");
        }
    }
    let diff = place.run(&["fix", "--diff", ONLY[0], ONLY[1]]);
    assert!(diff.out.contains("\"a/new\\nline.md\""), "{}", diff.out);
}

#[test]
fn files_that_cannot_be_read_are_findings_of_their_own() {
    let place = Place::with(&[("a.md", MENDED)]);
    fs::create_dir(place.path("folder.md")).unwrap();
    let ran = place.run(&["lint"]);
    assert_eq!(ran.code, 0, "{}", ran.out);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{PermissionsExt, symlink};
        symlink("gone.md", place.path("dangling.md")).unwrap();
        symlink("gone.png", place.path("dangling.png")).unwrap();
        fs::set_permissions(place.path("a.md"), fs::Permissions::from_mode(0o000)).unwrap();
        let ran = place.run(&["lint", "--output-format", "concise"]);
        assert_eq!(ran.code, 1);
        assert!(ran.out.contains("dangling.md:1:1: error[file-unreadable]"), "{}", ran.out);
        assert!(!ran.out.contains("dangling.png"), "{}", ran.out);
        let root_reads_all = fs::read(place.path("a.md")).is_ok();
        assert!(root_reads_all || ran.out.contains("a.md:1:1: error[file-unreadable]"));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_report_that_cannot_be_written_is_told() {
    let place = Place::with(&[("a.md", FLAWED)]);
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let output = place.command(&["lint"]).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("the report cannot be written"));
}

#[test]
fn files_that_would_be_posts_but_for_their_ending_are_told() {
    let place = Place::with(&[
        ("_config.yml", "title: Blog\n"),
        ("source/_posts/a.md", "---\ntitle: a\ndate: 2024-01-02\n---\n"),
        ("source/_posts/b.mdx", "---\ntitle: b: c\n---\n"),
        ("source/_posts/c.txt", "---\ntitle: b: c\n---\n"),
        ("themes/x/README.MD", "---\ntitle: b: c\n---\n"),
    ]);
    let ran = place.run(&["lint", "--isolated", "--output-format", "concise"]);
    let lines: Vec<&str> = ran.out.lines().collect();
    assert!(
        lines[0].starts_with("source/_posts/b.mdx:1:1: warning[file-name-trap]"),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("1 post checked"), "{}", ran.out);
    assert_eq!(place.run(&["inspect"]).out.lines().count(), 1);
    place.file("package.json", r#"{"dependencies": {"hexo": "8", "hexo-renderer-mdx": "1"}}"#);
    assert_eq!(place.run(&["lint", "--isolated"]).code, 0);
}
