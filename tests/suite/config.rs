//! `masthead.toml`: which one counts, how layers go together, and what is said of mistakes.

use super::place::{FLAWED, MENDED, ONLY, Place};

/// The rules that find something in `post.md` below the configuration `text`.
fn rules_with(text: &str) -> Vec<String> {
    let place = Place::with(&[("masthead.toml", text)]);
    place.file("post.md", "---\ntitle: a\ndate: 2024/01/02\n---\n![](http://a.example/b.png)\n");
    let ran = place.run(&["lint", "-q", "--output-format", "concise", "--exit-zero"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let rule = |line: &str| line.split(['[', ']']).nth(1).unwrap().to_owned();
    ran.out.lines().map(rule).collect()
}

#[test]
fn select_ignore_and_extend_choose_the_rules() {
    let all = rules_with("");
    let date = "date-not-portable".to_owned();
    assert!(all.contains(&date) && all.len() > 1, "{all:?}");
    assert_eq!(rules_with("select = ['date']"), ["date-not-portable"]);
    assert!(!rules_with("ignore = ['date-not-portable']").contains(&date));
    let more = rules_with("select = ['date']\nextend-select = ['image-alt-missing']");
    assert_eq!(more, ["date-not-portable", "image-alt-missing"]);
    // A rule that is off is switched on by its name or its options, not by its group.
    let hotlinked = "image-hotlinked".to_owned();
    assert!(!rules_with("select = ['image']").contains(&hotlinked));
    assert!(rules_with("select = ['all']").contains(&hotlinked));
    assert!(rules_with("[rules.image-hotlinked]").contains(&hotlinked));
}

#[test]
fn the_nearest_file_counts_and_the_command_line_over_it() {
    let place = Place::with(&[
        ("masthead.toml", "ignore = ['date']"),
        ("a.md", FLAWED),
        ("sub/masthead.toml", "select = ['date']"),
        ("sub/b.md", FLAWED),
        ("sub/deep/c.md", FLAWED),
    ]);
    let found = |arguments: &[&str]| {
        let mut all = vec!["lint", "-q", "--output-format", "concise", "--exit-zero"];
        all.extend(arguments);
        let out = place.run(&all).out;
        let of_rule = out.lines().filter(|line| line.contains("[date-not-portable]"));
        of_rule.map(|line| line.split(':').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(found(&[]), ["sub/b.md", "sub/deep/c.md"]);
    assert_eq!(found(&["--isolated"]), ["a.md", "sub/b.md", "sub/deep/c.md"]);
    assert_eq!(found(&["--config", "masthead.toml"]), [""; 0]);
    assert_eq!(found(&ONLY), ["a.md", "sub/b.md", "sub/deep/c.md"]);
    assert_eq!(found(&["--ignore", "date"]), [""; 0]);
}

#[test]
fn a_file_can_build_on_another() {
    let place = Place::with(&[
        ("base.toml", "ignore = ['date-not-portable']\n[severity]\nimage = 'info'\n"),
        ("blog/masthead.toml", "extend = '../base.toml'\n"),
        ("blog/a.md", FLAWED),
    ]);
    assert_eq!(place.run(&["lint"]).code, 0);
    place.file("base.toml", "extend = 'blog/masthead.toml'\n");
    let ran = place.run(&["lint"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("leads back"), "{}", ran.err);
    place.file("blog/masthead.toml", "extend = 'gone.toml'\n");
    let ran = place.run(&["lint"]);
    assert!(ran.err.contains("gone.toml, which is not there"), "{}", ran.err);
}

#[test]
fn globs_are_relative_to_their_file() {
    let files = [("old/a.md", FLAWED), ("old/deep/b.md", FLAWED), ("new/c.md", FLAWED)];
    let cases: &[(&str, &[&str])] = &[
        ("", &["new/c.md", "old/a.md", "old/deep/b.md"]),
        ("exclude = ['old']", &["new/c.md"]),
        ("exclude = ['/old/*.md']", &["new/c.md", "old/deep/b.md"]),
        ("exclude = ['*.md']", &[]),
        ("include = ['old/**/b.md']", &["old/deep/b.md"]),
        ("[per-file-ignores]\n'old/**' = ['date']", &["new/c.md"]),
        ("[per-file-ignores]\n'deep/' = ['date-not-portable']", &["new/c.md", "old/a.md"]),
        ("[per-file-ignores]\n'**' = ['title']", &["new/c.md", "old/a.md", "old/deep/b.md"]),
    ];
    for (text, expected) in cases {
        let place = Place::with(&files);
        place.file("masthead.toml", text);
        let ran = place.run(&["lint", "-q", "--output-format", "concise", "--exit-zero"]);
        let found: Vec<&str> = ran
            .out
            .lines()
            .filter(|line| line.contains("[date-not-portable]"))
            .map(|line| line.split(':').next().unwrap())
            .collect();
        assert_eq!(found, *expected, "{text}");
    }
    let place = Place::with(&[("masthead.toml", "exclude = ['*.md']"), ("a.md", FLAWED)]);
    assert_eq!(place.found_in(&["a.md"]), ["a.md"], "whoever names a file means it");
}

#[test]
fn mistakes_are_told_with_their_place_and_what_to_do() {
    let cases = [
        ("\nselct = ['date']", "2:1", "did you mean `select`?"),
        ("select = ['dat-invalid']", "1:11", "did you mean `date-invalid`?"),
        ("fail-on = 'fatal'", "1:11", "write error, warning or info"),
        ("engine = 'jekyll'", "1:10", "is not an engine"),
        ("exclude = ['a[']", "1:12", "`a[` is not a glob"),
        ("[rules.image-proxid]", "1:8", "did you mean `image-proxied`?"),
        ("[rules.image-proxied]\nproxis = []", "2:1", "did you mean `proxies`?"),
        ("theme = 'paper-mod'", "1:9", "did you mean `papermod`?"),
        ("[severity]\ndat = 'info'", "2:1", "did you mean `date`?"),
        ("select = 3", "1:10", "invalid type"),
        ("a = ", "1:", ""),
    ];
    for (text, place_in_file, advice) in cases {
        let place = Place::with(&[("masthead.toml", text), ("a.md", FLAWED)]);
        let ran = place.run(&["lint"]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{text}");
        let shown = format!("masthead.toml:{place_in_file}");
        assert!(ran.err.contains(&shown), "{text}: no {shown} in {}", ran.err);
        assert!(ran.err.contains(advice), "{text}: no {advice} in {}", ran.err);
    }
}

#[test]
fn nothing_in_a_configuration_file_steers_the_terminal() {
    let place = Place::with(&[("masthead.toml", "'\u{1b}[31m\u{202e}' = 1"), ("a.md", FLAWED)]);
    let ran = place.run(&["lint"]);
    assert_eq!(ran.code, 2);
    assert!(!ran.err.contains(['\u{1b}', '\u{202e}']), "{:?}", ran.err);
}

#[test]
fn config_says_what_counts_and_who_set_it() {
    let place = Place::with(&[("config.toml", "base_url = 'https://blog.example'\n")]);
    place.file("base.toml", "fail-on = 'error'\nignore = ['image']\n");
    let file = "extend = 'base.toml'\n[severity]\ndate-future = 'warning'\n[rules.title-length]\nmax = 60\n\
                [per-file-ignores]\n'old/**' = ['title-empty']\n";
    place.file("masthead.toml", file);
    let ask = |arguments: &[&str]| -> serde_json::Value {
        let ran = place.run(&[&["config", "--output-format", "json"], arguments].concat());
        assert_eq!(ran.code, 0, "{}", ran.err);
        serde_json::from_str(&ran.out).unwrap()
    };
    let all = ask(&["content/old/a.md", "--ignore", "link-empty"]);
    let rule = |name: &str| {
        let rules = all["rules"].as_array().unwrap();
        rules.iter().find(|rule| rule["name"] == name).unwrap().clone()
    };
    let by = |of: &serde_json::Value| {
        let of = &of["set_by"];
        [&of["file"], &of["key"]].map(|text| text.as_str().unwrap_or("-").to_owned()).join(" ")
    };
    assert_eq!(all["files"], serde_json::json!(["base.toml", "masthead.toml"]));
    assert!(all["engines"][0].as_str().unwrap().starts_with("zola@"), "{all}");
    let fail_on = &all["settings"].as_array().unwrap()[1];
    assert_eq!((&fail_on["value"], by(fail_on)), (&"error".into(), "base.toml fail-on".into()));
    assert_eq!(
        (&rule("image-empty")["on"], by(&rule("image-empty"))),
        (&false.into(), "base.toml ignore".into())
    );
    assert_eq!(by(&rule("link-empty")), "- --ignore");
    assert_eq!(by(&rule("date-missing")), "- -");
    assert_eq!(by(&rule("title-length")), "masthead.toml rules.title-length");
    assert_eq!(rule("title-length")["options"][0]["value"], 60);
    assert_eq!(rule("date-future")["severity"]["value"], "warning");
    assert_eq!(by(&rule("title-empty")), "- -", "the glob names another folder");
    let text = place.run(&["config"]).out;
    assert!(text.contains("title-length max") && !text.contains("date-missing"), "{text}");
}

#[test]
fn a_theme_is_one_that_there_is_a_table_of() {
    let own = "theme = 'ours'\n[[themes]]\nname = 'Ours'\nids = ['ours']\nengine = 'hugo'\nkeys = { toc = 'bool' }\n";
    let place = Place::with(&[("masthead.toml", own), ("a.md", FLAWED)]);
    assert_eq!(place.run(&["lint", "--exit-zero"]).code, 0);
    let config = place.run(&["config", "a.md"]);
    let says = |line: &str| line.trim_start().starts_with("theme ") && line.contains(" ours ");
    assert!(config.out.lines().any(says), "{}", config.out);
}

#[test]
fn schemas_are_read_beside_the_configuration_and_broken_ones_are_told() {
    let place = Place::with(&[
        ("masthead.toml", "[rules.schema-violation.schemas]\n'schemas/post.json' = []"),
        ("schemas/post.json", r#"{"properties": {"author": {"$ref": "author.json"}}}"#),
        ("schemas/author.json", r#"{"enum": ["Anna"]}"#),
        ("a.md", "---\ntitle: a\nauthor: anna\n---\n"),
        ("sub/masthead.toml", "extend = '../masthead.toml'\nselect = ['schema-violation']"),
        ("sub/b.md", "---\ntitle: a\nauthor: Anne\n---\n"),
    ]);
    let concise = ["lint", "-q", "--output-format", "concise"];
    let ran = place.run(&concise);
    let found: Vec<&str> =
        ran.out.lines().filter(|line| line.contains("schema-violation")).collect();
    assert_eq!(found.len(), 2, "{}{}", ran.out, ran.err);
    assert!(found[0].starts_with("a.md:3:9") && found[1].starts_with("sub/b.md:3:9"), "{found:?}");
    for (schema, reason) in [
        (r#"{"$ref": "https://example.org/author.json"}"#, "not fetched"),
        ("{", "no JSON"),
        (r#"{"type": "strin"}"#, "cannot be used"),
    ] {
        place.file("schemas/post.json", schema);
        let ran = place.run(&concise);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{schema}");
        assert!(ran.err.contains("masthead.toml:2:2") && ran.err.contains(reason), "{}", ran.err);
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_read_is_not_passed_over() {
    use std::os::unix::fs::symlink;
    for (target, told) in [
        ("gone.toml", "No such file"),
        ("masthead.toml", "symbolic link"),
        ("/dev/zero", "larger than 64 MiB"),
    ] {
        let place = Place::with(&[("p.md", MENDED)]);
        symlink(target, place.path("masthead.toml")).unwrap();
        let ran = place.run(&["lint"]);
        assert!(ran.code == 2 && ran.err.contains(told), "{target}: {}", ran.err);
    }
}
