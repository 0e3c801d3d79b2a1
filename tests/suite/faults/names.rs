//! Names of files that want to be commands, lines or colours: work is done on them, and no output takes harm.

#![cfg(unix)]

use std::ffi::{OsStr, OsString};
use std::fs;
use std::os::unix::ffi::OsStrExt;

use masthead::text::is_unprintable;
use serde_json::Value;

use crate::place::{FLAWED, MENDED, ONLY, Place, Ran};

/// The names, each of which a file system takes.
fn names() -> Vec<OsString> {
    let long = format!("{}.md", "标".repeat(84));
    assert_eq!(long.len(), 255);
    let texts = [
        "new\nline.md",
        "return\r.md",
        "percent%0A%25.md",
        "::error file=a.md::b.md",
        "\u{1b}]0;title\u{7}.md",
        "\u{1b}[31mred.md",
        "right\u{202e}dm.md",
        "line\u{2028}.md",
        "<a href='x'>&amp;]]>.md",
        "quo\"te,and=comma.md",
        "-q.md",
        " .md",
        "#?.md",
        &long,
    ];
    let bytes: [&[u8]; 2] = [b"bytes\xff\xfe.md", b"\x9b31m.md"];
    let texts = texts.into_iter().map(OsString::from);
    texts.chain(bytes.map(|name| OsStr::from_bytes(name).to_owned())).collect()
}

fn place() -> Place {
    let place = Place::new();
    for name in names() {
        fs::write(place.root().join(name), FLAWED).unwrap();
    }
    place
}

#[track_caller]
fn steers_nothing(ran: &Ran) {
    for printed in [&ran.out, &ran.err] {
        // Git ends a name with blanks in a diff with a tab.
        let raw = printed.chars().find(|c| !['\n', '\t'].contains(c) && is_unprintable(*c));
        assert_eq!(raw, None, "{printed:?}");
    }
}

#[test]
fn each_format_stays_well_formed() {
    let place = place();
    let count = names().len();
    for format in [
        "json",
        "gitlab",
        "sarif",
        "rdjson",
        "jsonl",
        "github",
        "concise",
        "junit",
        "checkstyle",
        "text",
    ] {
        let ran = place.run(&["lint", "-q", "--output-format", format, ONLY[0], ONLY[1]]);
        assert_eq!(ran.code, 1, "{format}: {}", ran.err);
        steers_nothing(&ran);
        match format {
            "json" | "gitlab" => {
                let array: Vec<Value> = serde_json::from_str(&ran.out).unwrap();
                assert_eq!(array.len(), count, "{format}");
            }
            "sarif" | "rdjson" => drop(serde_json::from_str::<Value>(&ran.out).unwrap()),
            "jsonl" | "github" | "concise" => {
                assert_eq!(ran.out.lines().count(), count, "{format}:\n{}", ran.out);
            }
            "junit" => assert_eq!(ran.out.matches("<failure").count(), count, "{}", ran.out),
            "checkstyle" => assert_eq!(ran.out.matches("<file ").count(), count, "{}", ran.out),
            _ => {}
        }
        if format == "github" {
            assert!(ran.out.lines().all(|line| line.matches("::").count() == 2), "{}", ran.out);
        }
    }
}

#[test]
fn inspect_prints_one_object_a_line() {
    let place = place();
    let ran = place.run(&["inspect", "--engine", "hugo"]);
    steers_nothing(&ran);
    assert_eq!(ran.out.lines().count(), names().len());
    ran.out.lines().for_each(|line| drop(serde_json::from_str::<Value>(line).unwrap()));
}

#[test]
fn fix_mends_them_under_the_same_names() {
    let place = place();
    steers_nothing(&place.run(&["fix", "--diff", ONLY[0], ONLY[1]]));
    let ran = place.run(&["fix", "-v", ONLY[0], ONLY[1]]);
    assert_eq!(ran.code, 0, "{}", ran.out);
    steers_nothing(&ran);
    for name in names() {
        let text = fs::read_to_string(place.root().join(&name)).unwrap();
        assert_eq!(text, MENDED, "{}", name.display());
    }
    assert_eq!(fs::read_dir(place.root()).unwrap().count(), names().len());
}

#[test]
fn a_migration_takes_them_along_and_says_so_on_one_line_each() {
    let place = Place::with(&[("hexo/_config.yml", "title: a\n")]);
    fs::create_dir_all(place.path("hexo/source/_posts")).unwrap();
    for name in names() {
        fs::write(place.path("hexo/source/_posts").join(name), MENDED).unwrap();
    }
    let ran = place.run(&["migrate", "hexo", "new", "--to", "hugo", "--report", "account.html"]);
    steers_nothing(&ran);
    assert!(matches!(ran.code, 0 | 1), "{}", ran.err);
    let page = place.read("account.html");
    assert_eq!(page.find(|c| c != '\n' && is_unprintable(c)), None);
    let posts = fs::read_dir(place.path("hexo/source/_posts")).unwrap().count();
    assert_eq!(posts, names().len());
}
