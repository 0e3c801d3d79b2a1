//! What rules on addresses call an error, tried with the engines themselves: the build fails, or writes outside its
//! output.

use std::path::Path;
use std::process::Command;

use super::place::Place;

/// A post in a site of its own, and what happens to it.
struct Case {
    path: String,
    block: &'static str,
    rule: &'static str,
    /// A file that the build writes outside the output folder; none where it fails.
    outside: Option<&'static str>,
}

fn case(
    path: &str,
    block: &'static str,
    rule: &'static str,
    outside: Option<&'static str>,
) -> Case {
    Case { path: path.to_owned(), block, rule, outside }
}

/// Lints the post of each case and builds its site: both must say the same.
#[track_caller]
fn hold(site: &[(&str, &str)], cases: &[Case], engine: &Path, arguments: &[&str]) {
    for Case { path, block, rule, outside } in cases {
        let place = Place::new();
        for (name, text) in site {
            place.file(&format!("site/{name}"), text);
        }
        place.file(&format!("site/{path}"), format!("---\ntitle: Harbour\n{block}---\n\nText.\n"));
        let lint = place.run(&[
            "lint",
            "site",
            "--isolated",
            "--output-format",
            "concise",
            "--select",
            rule,
        ]);
        assert!(lint.out.contains(&format!("error[{rule}]")), "{path} {block}{}", lint.out);
        let mut command = Command::new(engine);
        let built = command.args(arguments).current_dir(place.path("site")).output().unwrap();
        let said = String::from_utf8_lossy(&built.stderr).into_owned();
        match outside {
            Some(file) => assert!(place.path(file).exists(), "{path} {block}{said}"),
            None => assert!(!built.status.success(), "{path} {block}{said}"),
        }
    }
}

/// A name that is short enough for a file and too long for the folder that an engine makes of it.
fn long_name(letter: &str, count: usize) -> String {
    letter.repeat(count)
}

#[test]
#[ignore = "needs Zola: MASTHEAD_ZOLA"]
fn live_zola_fails_or_writes_outside_where_an_error_says_so() {
    let engine = std::env::var_os("MASTHEAD_ZOLA").expect("MASTHEAD_ZOLA");
    let site = [
        (
            "config.toml",
            "base_url = 'https://blog.example'\n[slugify]\npaths = 'on'\n[languages.de]\n",
        ),
        ("templates/index.html", "x"),
        ("templates/page.html", "x"),
        ("templates/section.html", "x"),
        ("content/posts/_index.md", "---\ntitle: Posts\n---\n"),
    ];
    let long = format!("content/posts/{}.md", long_name("中", 60));
    hold(
        &site,
        &[
            case(
                "content/a.md",
                "path: ../evil\n",
                "url-escapes-output",
                Some("site/evil/index.html"),
            ),
            case(
                "content/a.md",
                "path: ../../evil\n",
                "url-escapes-output",
                Some("evil/index.html"),
            ),
            case(
                "content/a.md",
                "aliases: [../old]\n",
                "url-escapes-output",
                Some("site/old/index.html"),
            ),
            case("content/posts/---.md", "", "slug-empty", None),
            case("content/posts/a.md", "slug: '???'\n", "slug-empty", None),
            case("content/v1.2.md", "", "file-name-trap", None),
            case(&long, "", "file-name-trap", None),
            case("content/a.md", "slug: [a]\n", "url-not-string", None),
            case("content/a.md", "taxonomies: {tags: []}\n", "taxonomy-undeclared", None),
        ],
        engine.as_ref(),
        &["build"],
    );
}

#[test]
#[ignore = "needs Hugo: tests/engines/install, MASTHEAD_HUGO"]
fn live_hugo_fails_where_an_error_says_so() {
    let engine = std::env::var_os("MASTHEAD_HUGO").expect("MASTHEAD_HUGO");
    let site = [
        ("hugo.toml", "baseURL = 'https://blog.example/'\n[permalinks]\nnotes = '/:title/'\n"),
        ("layouts/single.html", "x"),
        ("layouts/list.html", "x"),
    ];
    let title: &'static str = format!("title: {}\n", long_name("灯塔", 50)).leak();
    let block: &'static str = title.replace("title", "slug").leak();
    hold(
        &site,
        &[
            case("content/posts/a.md", block, "file-name-trap", None),
            case("content/posts/a.md", "url: https://blog.example/a/\n", "url-with-scheme", None),
            case(
                "content/posts/a.md",
                "aliases: ['http://old.example/']\n",
                "url-with-scheme",
                None,
            ),
        ],
        engine.as_ref(),
        &[],
    );
}
