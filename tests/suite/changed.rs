//! `--changed` and `--staged`: only what a change touches, as git knows it.

use std::process::Command;

use super::place::{FLAWED, MENDED, Place};

/// Runs git in the place, alone with its own configuration.
fn git(place: &Place, arguments: &[&str]) {
    let output = Command::new("git")
        .args(["-c", "user.name=A", "-c", "user.email=a@example.org"])
        .args(["-c", "init.defaultBranch=trunk", "-c", "commit.gpgsign=false"])
        .args(arguments)
        .current_dir(place.root())
        .output()
        .unwrap();
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "git {arguments:?}: {error}");
}

/// Two committed posts with a finding each.
fn repository() -> Place {
    let place = Place::with(&[("posts/old.md", FLAWED), ("posts/later.md", FLAWED)]);
    git(&place, &["init", "-q"]);
    git(&place, &["add", "."]);
    git(&place, &["commit", "-qm", "first"]);
    place
}

#[test]
fn what_is_not_committed_is_what_changed() {
    let place = repository();
    assert_eq!(place.found_in(&["--changed"]), [""; 0]);
    place.file("posts/later.md", FLAWED.replace("Text", "More text"));
    place.file("posts/a new\n\u{202e}one.md", FLAWED);
    place.file("posts/ignored.md", FLAWED);
    place.file(".gitignore", "ignored.md\n");
    let found = place.found_in(&["--changed"]);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found.contains(&"posts/later.md".to_owned()), "{found:?}");
    assert_eq!(place.found_in(&["--changed", "posts/old.md"]), [""; 0]);
    assert_eq!(place.found_in(&["--changed", "posts/later.md"]), ["posts/later.md"]);
}

#[test]
fn a_branch_is_compared_with_where_it_left() {
    let place = repository();
    git(&place, &["checkout", "-qb", "branch"]);
    git(&place, &["mv", "posts/later.md", "posts/renamed.md"]);
    git(&place, &["commit", "-qm", "second"]);
    git(&place, &["checkout", "-q", "trunk"]);
    place.file("posts/old.md", FLAWED.replace("Text", "Changed on the trunk"));
    git(&place, &["commit", "-qam", "third"]);
    git(&place, &["checkout", "-q", "branch"]);
    assert_eq!(place.found_in(&["--changed=trunk"]), ["posts/renamed.md"]);
    assert_eq!(place.found_in(&["--changed"]), [""; 0]);
    let unknown = place.run(&["lint", "--changed=nowhere"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.err.contains("no commit `nowhere`"), "{}", unknown.err);
    assert_eq!(place.run(&["lint", "--changed=--output=x"]).code, 2);
}

#[test]
fn what_is_staged_counts_as_the_commit_will_hold_it() {
    let place = repository();
    // The commit will hold the mended text, whatever the file says now, and the other way round.
    place.file("posts/old.md", MENDED);
    place.file("posts/new.md", FLAWED);
    git(&place, &["add", "."]);
    place.file("posts/old.md", FLAWED);
    place.file("posts/new.md", MENDED);
    place.file("posts/later.md", FLAWED.replace("Text", "Not staged"));
    assert_eq!(place.found_in(&["--staged"]), ["posts/new.md"]);
    let refused = place.run(&["fix", "--staged"]);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("--changed"), "{}", refused.err);
}

/// What is found in which file, in a Zola site of two posts after a change, and what a second run over all says more.
fn effects(before: &[(&str, &str)], change: impl Fn(&Place)) -> [Vec<String>; 2] {
    let place = Place::with(before);
    place.file("zola.toml", "base_url = 'https://a.example'\n");
    git(&place, &["init", "-q"]);
    git(&place, &["add", "."]);
    git(&place, &["commit", "-qm", "first"]);
    change(&place);
    let found = |option: &str| -> Vec<String> {
        let ran = place.run(&["lint", "-q", "--output-format", "concise", "--exit-zero", option]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let short = |line: &str| {
            let rule = line.split(['[', ']']).nth(1).unwrap();
            format!("{} {rule}", line.split(':').next().unwrap())
        };
        ran.out.lines().map(short).collect()
    };
    let changed = found("--changed");
    git(&place, &["add", "."]);
    assert_eq!(found("--staged"), changed);
    [changed, found("--color=never")]
}

#[test]
fn what_a_change_does_to_other_posts_is_told() {
    const A: &str =
        "---\ntitle: A\ndate: 2024-01-02\naliases: [/old/]\n---\n\n![x](/x.png)\n![y](/y.png)\n";
    const B: &str = "---\ntitle: B\ndate: 2024-01-02\n---\n\nText.\n";
    const SITE: [(&str, &str); 5] = [
        ("content/a.md", A),
        ("content/b.md", B),
        ("content/c.md", FLAWED),
        ("static/x.png", ""),
        ("static/z.png", ""),
    ];
    const LINKED: [(&str, &str); 2] = [
        ("content/b.md", B),
        ("content/d.md", "---\ntitle: D\ndate: 2024-01-02\n---\n\n[b](@/b.md)\n"),
    ];
    let own =
        |place: &Place, from: &str, to: &str| drop(place.file("content/b.md", B.replace(from, to)));
    // `/y.png` was missing before, and is only told by a run over all.
    let [changed, all] = effects(&SITE, |place| own(place, "Text", "Words"));
    assert_eq!(changed, [""; 0]);
    let before = ["content/a.md image-missing-file", "content/c.md date-not-portable"];
    assert_eq!(all, before);
    // An image goes, and a post that did not change shows it.
    let [changed, _] =
        effects(&SITE, |place| std::fs::remove_file(place.path("static/x.png")).unwrap());
    assert_eq!(changed, ["content/a.md image-missing-file"]);
    // A post takes the address that is an alias of another, and only that other is told by the rule.
    let [changed, _] = effects(&SITE, |place| own(place, "---\n\n", "path: old\n---\n\n"));
    assert_eq!(changed, ["content/a.md url-collision"]);
    // A post goes that another links to.
    let [changed, _] =
        effects(&LINKED, |place| std::fs::remove_file(place.path("content/b.md")).unwrap());
    assert_eq!(changed, ["content/d.md link-broken"]);
    // A title is taken twice: both are told.
    let [changed, _] = effects(&SITE, |place| own(place, "title: B", "title: A"));
    assert_eq!(changed, ["content/a.md title-duplicate", "content/b.md title-duplicate"]);
    // The post that is renamed was the other one before, and nothing is new.
    let [changed, _] = effects(&SITE, |place| git(place, &["mv", "content/c.md", "content/d.md"]));
    assert_eq!(changed, ["content/d.md date-not-portable"]);
}

#[test]
fn what_a_baseline_knows_of_other_posts_is_not_taken_for_gone() {
    let place = repository();
    place.file("hugo.toml", "");
    place.file("content/a.md", FLAWED);
    place.file("content/b.md", MENDED);
    git(&place, &["add", "."]);
    git(&place, &["commit", "-qm", "second"]);
    assert_eq!(place.run(&["lint", "-q", "--write-baseline"]).code, 0);
    let all = place.read("masthead-baseline.json");
    assert!(all.contains("content/a.md"), "{all}");
    place.file("content/b.md", MENDED.replace("Text", "Words"));
    place.run(&["lint", "-q", "--changed", "--write-baseline"]);
    assert_eq!(place.read("masthead-baseline.json"), all);
    let ran = place.run(&["lint", "--changed", "--baseline", "--prune-baseline"]);
    assert!(ran.code == 0 && !ran.err.contains("are there no longer"), "{}", ran.err);
    assert_eq!(place.read("masthead-baseline.json"), all);
}

#[test]
fn outside_a_repository_it_says_so() {
    let place = Place::with(&[("a.md", FLAWED)]);
    let mut command = place.command(&["lint", "--changed"]);
    let output = command.env("GIT_CEILING_DIRECTORIES", place.root()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(error.contains("not a git repository"), "{error}");
}
