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

#[test]
fn outside_a_repository_it_says_so() {
    let place = Place::with(&[("a.md", FLAWED)]);
    let mut command = place.command(&["lint", "--changed"]);
    let output = command.env("GIT_CEILING_DIRECTORIES", place.root()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(error.contains("not a git repository"), "{error}");
}
