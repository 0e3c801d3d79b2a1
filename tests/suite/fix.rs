//! `masthead fix`: what is written, what is refused, and that no file is ever lost.

use std::fs::{self, File};
use std::process::{Command, Stdio};

use super::place::{FLAWED, MENDED, ONLY, Place, Ran};
use masthead::files::{Bounds, Refused, remove_stale, replace};

/// `fix` with the rule for [`FLAWED`] only.
fn fix(place: &Place, arguments: &[&str]) -> Ran {
    let mut all = vec!["fix", ONLY[0], ONLY[1]];
    all.extend(arguments);
    place.run(&all)
}

#[test]
fn a_fix_is_written_once_and_the_rest_is_told() {
    let place = Place::with(&[("a.md", FLAWED), ("b.md", MENDED)]);
    place.file("c.md", "---\ntitle: a\ndate: 01/02/2024\n---\n");
    let ran = place.run(&["fix", "--select", "date-not-portable,date-ambiguous"]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("1 finding mended."), "{}", ran.out);
    assert!(ran.out.contains("date-ambiguous"), "{}", ran.out);
    assert_eq!((place.read("a.md").as_str(), place.read("b.md").as_str()), (MENDED, MENDED));
    let again = fix(&place, &["a.md"]);
    assert_eq!(again.code, 0);
    assert!(again.out.contains("0 findings mended."));
}

#[test]
fn guesses_wait_for_unsafe() {
    let text = "![a](https://p.workers.dev/?https://a.example/b.png)\n";
    let place = Place::with(&[("p.md", text)]);
    let arguments = ["fix", "p.md", "--select", "image-proxied"];
    assert_eq!(place.run(&arguments).code, 1);
    assert_eq!(place.read("p.md"), text);
    place.run(&[&arguments[..], &["--unsafe"]].concat());
    assert_eq!(place.read("p.md"), "![a](https://a.example/b.png)\n");
}

#[test]
fn posts_agree_on_one_spelling_at_once() {
    let place = Place::with(&[("hugo.toml", "title = \"s\"\n")]);
    let posts = [
        ("a", "Go", ""),
        ("b", "Go", ""),
        ("c", "go", ""),
        ("d", "go", ""),
        ("e", "go", "draft: true\n"),
    ];
    for (name, tag, draft) in posts {
        let text = format!("---\ntitle: {name}\n{draft}tags: [{tag}]\n---\n");
        place.file(&format!("content/{name}.md"), text);
    }
    let arguments = ["fix", "--select", "term-variant", "--unsafe"];
    place.run(&arguments);
    for (name, ..) in posts {
        let text = place.read(&format!("content/{name}.md"));
        assert!(text.contains("tags: [Go]"), "{text}");
    }
    assert!(place.run(&arguments).out.contains("0 findings mended."));
}

#[test]
fn newlines_and_all_other_bytes_stay() {
    let crlf = FLAWED.replace('\n', "\r\n").replace("Text.", "Te\u{1b}xt\u{2028}. ");
    let place = Place::with(&[("p.md", &crlf)]);
    fix(&place, &[]);
    assert_eq!(place.read("p.md"), crlf.replace("2024/01/02", "2024-01-02"));
}

#[test]
fn standard_input_is_answered_on_standard_output() {
    let place = Place::new();
    let arguments = ["fix", "-", "--stdin-filename", "p.md", ONLY[0], ONLY[1]];
    let output = place.run_with(&arguments, FLAWED.as_bytes());
    assert_eq!(String::from_utf8(output.stdout).unwrap(), MENDED);
    assert_eq!(output.status.code(), Some(0));
    let broken = b"---\ntitle: \xff\ndate: 2024/01/02\n---\n";
    assert_eq!(place.run_with(&arguments, broken).stdout, broken);
    let output = place.run_with(&[&arguments[..], &["--diff"]].concat(), FLAWED.as_bytes());
    assert!(output.stdout.starts_with(b"--- a/p.md\n+++ b/p.md\n@@ "));
}

#[test]
fn broken_encoding_is_never_written() {
    let place = Place::new();
    let bytes = b"---\ntitle: \xff\ndate: 2024/01/02\n---\n";
    place.file("p.md", bytes);
    place.run(&["fix", "--unsafe"]);
    assert_eq!(fs::read(place.path("p.md")).unwrap(), bytes);
}

#[test]
fn the_diff_is_one_that_git_applies() {
    let place = Place::new();
    let names = [
        "plain.md",
        "sub/two words.md",
        "标题 😀.md",
        "quo\"te.md",
        "back\\slash.md",
        "tab\there.md",
    ];
    let names = if cfg!(windows) { &names[..3] } else { &names[..] };
    for name in names {
        place.file(name, FLAWED);
    }
    place.file("crlf.md", FLAWED.replace('\n', "\r\n"));
    place.file("end.md", FLAWED.trim_end());
    place.file("long.md", format!("{FLAWED}{}", "line\n".repeat(50)));
    place.file("lone.md", "---\ntitle: a\ndate: 2024/01/02\n---\na\rb\rc");
    let ran = fix(&place, &["--diff"]);
    assert_eq!(ran.code, 0, "nothing would be left");
    assert_eq!(place.read("plain.md"), FLAWED, "nothing is written");
    assert!(ran.err.contains(&format!("{} findings would be mended.", names.len() + 4)));

    git(&place, &["init", "-q"]);
    fs::write(place.path(".git/patch"), &ran.out).unwrap();
    git(&place, &["apply", "--whitespace=nowarn", ".git/patch"]);
    let applied: Vec<String> = names.iter().map(|name| place.read(name)).collect();
    assert!(applied.iter().all(|text| text == MENDED), "{applied:?}");
    assert_eq!(place.read("crlf.md"), MENDED.replace('\n', "\r\n"));
    assert_eq!(place.read("end.md"), MENDED.trim_end());
    assert_eq!(place.read("long.md"), format!("{MENDED}{}", "line\n".repeat(50)));
    assert_eq!(place.read("lone.md"), "---\ntitle: a\ndate: 2024-01-02\n---\na\rb\rc");
    assert_eq!(fix(&place, &["--diff"]).out, "");
}

#[test]
fn the_diff_applies_from_a_folder_of_the_repository_too() {
    let place = Place::with(&[("posts/p.md", FLAWED)]);
    git(&place, &["init", "-q"]);
    let here = place.path("posts");
    let diff = place.command(&["fix", "--diff", "-q"]).current_dir(&here).output().unwrap();
    fs::write(place.path(".git/patch"), diff.stdout).unwrap();
    let applied = Command::new("git").args(["apply", "../.git/patch"]).current_dir(&here).status();
    assert!(applied.unwrap().success());
    assert_eq!(place.read("posts/p.md"), MENDED);
}

fn git(place: &Place, arguments: &[&str]) {
    let output = Command::new("git").args(arguments).current_dir(place.root()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[cfg(unix)]
#[test]
fn permissions_stay_and_read_only_files_are_left_alone() {
    use std::os::unix::fs::PermissionsExt;
    let mode =
        |place: &Place, name| fs::metadata(place.path(name)).unwrap().permissions().mode() & 0o7777;
    let place = Place::with(&[("a.md", FLAWED), ("b.md", FLAWED)]);
    fs::set_permissions(place.path("a.md"), fs::Permissions::from_mode(0o640)).unwrap();
    fs::set_permissions(place.path("b.md"), fs::Permissions::from_mode(0o444)).unwrap();
    let ran = fix(&place, &["--output-format", "concise"]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("b.md:1:1: error[file-not-fixed]"), "{}", ran.out);
    assert_eq!((place.read("a.md").as_str(), mode(&place, "a.md")), (MENDED, 0o640));
    assert_eq!((place.read("b.md").as_str(), mode(&place, "b.md")), (FLAWED, 0o444));
}

#[cfg(unix)]
#[test]
fn a_folder_that_takes_no_new_file_costs_nothing_but_the_fix() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::with(&[("shut/a.md", FLAWED), ("b.md", FLAWED)]);
    fs::set_permissions(place.path("shut"), fs::Permissions::from_mode(0o555)).unwrap();
    let root_writes_all = File::create(place.path("shut/probe")).is_ok();
    let ran = fix(&place, &["--output-format", "concise"]);
    assert_eq!(place.read("b.md"), MENDED);
    if !root_writes_all {
        assert!(ran.out.contains("shut/a.md:1:1: error[file-not-fixed]"), "{}", ran.out);
        assert_eq!(place.read("shut/a.md"), FLAWED);
    }
    fs::set_permissions(place.path("shut"), fs::Permissions::from_mode(0o755)).unwrap();
}

#[cfg(unix)]
#[test]
fn links_stay_links_and_those_that_lead_outside_are_left_alone() {
    use std::os::unix::fs::symlink;
    let place = Place::with(&[("blog/a.md", FLAWED), ("elsewhere/b.md", FLAWED)]);
    symlink("a.md", place.path("blog/linked.md")).unwrap();
    symlink("../elsewhere/b.md", place.path("blog/outside.md")).unwrap();
    symlink("../elsewhere", place.path("blog/folder")).unwrap();
    let ran = fix(&place, &["blog", "--output-format", "concise"]);
    assert_eq!(place.read("blog/a.md"), MENDED);
    assert!(fs::symlink_metadata(place.path("blog/linked.md")).unwrap().is_symlink());
    assert_eq!(place.read("elsewhere/b.md"), FLAWED);
    assert!(ran.out.contains("file-not-fixed] this link leads outside"), "{}", ran.out);
    assert_eq!(ran.code, 1);
    // The folder is given now, so its files may be written through any link.
    let ran = fix(&place, &["blog", "elsewhere"]);
    assert_eq!(ran.code, 0, "{}", ran.out);
    assert_eq!(place.read("elsewhere/b.md"), MENDED);
}

#[test]
fn a_file_that_changed_meanwhile_is_left_alone() {
    let place = Place::with(&[("p.md", "the author is faster")]);
    let bounds = Bounds::of(&[place.root().to_owned()]);
    let refused = replace(&place.path("p.md"), FLAWED, MENDED, &bounds);
    assert!(matches!(refused, Err(Refused::Changed)), "{refused:?}");
    assert_eq!(place.read("p.md"), "the author is faster");
    fs::remove_file(place.path("p.md")).unwrap();
    assert!(matches!(replace(&place.path("p.md"), FLAWED, MENDED, &bounds), Err(Refused::Io(_))));
    assert_eq!(fs::read_dir(place.root()).unwrap().count(), 0, "no temporary is left");
}

#[test]
fn what_a_killed_run_left_is_removed_and_what_a_living_one_uses_is_not() {
    let place =
        Place::with(&[("p.md", FLAWED), (".masthead-dead.tmp", ""), (".masthead-x.txt", "")]);
    let living = File::create(place.path(".masthead-living.tmp")).unwrap();
    living.lock().unwrap();
    fix(&place, &["--diff"]);
    assert!(place.path(".masthead-dead.tmp").exists(), "--diff writes nothing");
    fix(&place, &[]);
    let left = |name: &str| place.path(name).exists();
    assert!(!left(".masthead-dead.tmp") && left(".masthead-living.tmp") && left(".masthead-x.txt"));
    drop(living);
    assert_eq!(remove_stale(place.root()), 1);
}

#[test]
fn two_runs_at_once_do_no_harm() {
    let place = Place::new();
    for number in 0..150 {
        place.file(&format!("p{number}.md"), FLAWED);
    }
    let start = || {
        let mut command = place.command(&["fix", "-q", ONLY[0], ONLY[1]]);
        command.stdout(Stdio::null()).spawn().unwrap()
    };
    let runs = [start(), start(), start()];
    for mut run in runs {
        // Whoever came second may have refused a file that had changed meanwhile.
        assert!(matches!(run.wait().unwrap().code(), Some(0 | 1)));
    }
    for number in 0..150 {
        assert_eq!(place.read(&format!("p{number}.md")), MENDED);
    }
    assert_eq!(fs::read_dir(place.root()).unwrap().count(), 150);
}
