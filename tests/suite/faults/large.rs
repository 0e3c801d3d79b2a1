//! Files that are too large, too deep or too much for any reader, through the program.

use std::fs::File;
#[cfg(unix)]
use std::process::Command;
use std::process::Stdio;
use std::time::Duration;
#[cfg(not(unix))]
use std::time::Instant;

use crate::place::{MENDED, Place, Ran};

/// Far more than any of them takes on a machine that has much else to do.
const PATIENCE: Duration = Duration::from_secs(60);

/// As deep as nothing is that people write.
const DEEP: usize = 100_000;

/// Runs the program and holds that it ends soon, by the time of the processor, so that other programs do no harm: one
/// that takes more is killed.
#[cfg(unix)]
fn run(place: &Place, arguments: &[&str]) -> Ran {
    let limit = format!("ulimit -t {}; exec \"$@\"", PATIENCE.as_secs());
    let mut command = Command::new("sh");
    command.args(["-c", &limit, "sh", env!("CARGO_BIN_EXE_masthead")]).args(arguments);
    command.current_dir(place.root()).env("TZ", "UTC").stdin(Stdio::null());
    Ran::from(command.output().unwrap())
}

/// Runs the program and holds that it ends soon.
#[cfg(not(unix))]
fn run(place: &Place, arguments: &[&str]) -> Ran {
    let start = Instant::now();
    let ran = place.run(arguments);
    assert!(start.elapsed() < PATIENCE, "{arguments:?} took {:?}", start.elapsed());
    ran
}

/// Runs all commands that read posts, and holds that each ends well and soon.
fn survives(place: &Place) {
    let commands: [&[&str]; 4] = [
        &["lint", "-q", "--exit-zero"],
        &["lint", "-q", "--exit-zero", "--output-format", "json"],
        &["fix", "-q", "--unsafe", "--exit-zero", "--diff"],
        &["inspect", "--engine", "hexo"],
    ];
    for command in commands {
        let ran = run(place, command);
        assert_eq!(ran.code, 0, "{command:?}: {}", ran.err);
        assert!(!ran.out.contains("internal-error"), "{command:?}: {}", ran.out);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_gigabyte_is_refused_unread() {
    let place = Place::with(&[("a.md", MENDED)]);
    File::create(place.path("huge.md")).unwrap().set_len(1 << 30).unwrap();
    for command in ["lint", "fix"] {
        let ran = run(&place, &[command, "--output-format", "concise"]);
        assert_eq!(ran.code, 1);
        assert!(ran.out.contains("huge.md:1:1: error[file-unreadable]"), "{}", ran.out);
        assert!(
            ran.out.contains("larger than 64 MiB") && ran.out.contains("1 post checked"),
            "{}",
            ran.out
        );
    }
    let ran = run(&place, &["inspect", "--engine", "zola"]);
    assert!(ran.code == 1 && ran.err.contains("larger than 64 MiB"), "{}", ran.err);
}

#[cfg(unix)]
#[test]
fn what_never_ends_is_refused() {
    let place = Place::new();
    let endless = File::open("/dev/zero").unwrap();
    let mut command = place.command(&["lint", "-"]);
    let output = command.stdin(Stdio::from(endless)).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("larger than 64 MiB"));
}

#[test]
fn nesting_without_end_and_alias_bombs_are_survived() {
    let place = Place::new();
    let deep = |open: &str, close: &str| format!("{}1{}", open.repeat(DEEP), close.repeat(DEEP));
    let bomb: String = (1..30)
        .map(|n| format!("k{n}: &k{n} [{}]\n", format!("*k{},", n - 1).repeat(10)))
        .collect();
    let long = DEEP / 20;
    let chain: String = (1..=long).map(|n| format!("k{n}: &k{n} [*k{}]\n", n - 1)).collect();
    let posts = [
        format!("+++\na = {}\n+++\n", deep("[", "]")),
        format!("+++\na = {}\n+++\n", deep("{a=", "}")),
        format!("+++\n{}a = 1\n+++\n", "a.".repeat(DEEP)),
        format!("+++\n[{}a]\n+++\n", "a.".repeat(DEEP)),
        format!("{{\"a\": {}}}\n", deep("[", "]")),
        format!("{}\n", deep("{\"a\":", "}")),
        format!(";;;\n\"a\": {}\n;;;\n", deep("[", "]")),
        format!("---\na: {}\n---\n", deep("[", "]")),
        format!("---\na: {}\n---\n", deep("{a: ", "}")),
        format!("---\n{}\n---\n", "- ".repeat(DEEP)),
        format!("---\nk0: &k0 x\n{bomb}---\n"),
        format!("---\nk0: &k0 a\n{chain}title: *k{long}\ntags: *k{long}\n---\n"),
        "---\na: &a [*a, *a]\n---\n".to_owned(),
    ];
    for (number, post) in posts.iter().enumerate() {
        place.file(&format!("p{number}.md"), post);
    }
    survives(&place);
}

#[test]
fn aliases_of_what_is_long_are_survived() {
    let place = Place::new();
    let (list, text) = ("a,".repeat(DEEP / 10), "a".repeat(DEEP / 5));
    let again = |item: &str| format!("{item},").repeat(DEEP / 20);
    let posts = [
        format!("s: &s [{list}]\ncategories: [{}]\n", again("*s")),
        format!("s: &s [{list}]\ntags: [{}]\n", again("*s")),
        format!("s: &s {text}\ntags: [{}]\n", again("*s")),
        format!("s: &s {text}\ncategories: [{}]\n", again("[*s, b]")),
        format!("s: &s {text}\nparams: {{a: [{}]}}\n", again("*s")),
    ];
    for (number, post) in posts.iter().enumerate() {
        place.file(&format!("p{number}.md"), format!("---\ntitle: a\n{post}---\n"));
    }
    survives(&place);
}

#[test]
fn a_thousand_marks_of_each_kind_are_survived_in_a_body() {
    let place = Place::new();
    for (number, piece) in ["> ", "- ", "[", "*", "<div>", "{% raw %}", "{{< a >}}", "![](", "`"]
        .into_iter()
        .enumerate()
    {
        place.file(&format!("p{number}.md"), format!("---\ntitle: a\n---\n{}", piece.repeat(1000)));
    }
    survives(&place);
}

#[test]
#[ignore = "takes minutes: cargo test --release --test suite million_ -- --ignored"]
fn million_keys_are_survived() {
    let keys = |line: fn(usize) -> String| (0..1_000_000).map(line).collect::<String>();
    let posts = [
        format!("---\n{}---\n", keys(|n| format!("k{n}: v\n"))),
        format!("+++\n{}+++\n", keys(|n| format!("k{n} = 1\n"))),
        format!("{{{}\"z\": 1}}\n", keys(|n| format!("\"k{n}\": 1,"))),
    ];
    for post in posts {
        let place = Place::with(&[("p.md", &post)]);
        for command in [&["lint", "--statistics"][..], &["fix", "--unsafe"]] {
            let ran = place.run(&[command, &["-q", "--exit-zero"]].concat());
            assert_eq!(ran.code, 0, "{command:?}: {}", ran.err);
            assert!(!ran.out.contains("internal-error"), "{command:?}: {}", ran.out);
        }
    }
}

#[test]
#[ignore = "takes minutes: cargo test --release --test suite million_ -- --ignored"]
fn million_keys_are_survived_by_a_migration() {
    let keys: String = (0..1_000_000).map(|n| format!("k{n}: v\n")).collect();
    let place = Place::with(&[
        ("old/_config.yml", "url: https://a.example\n"),
        ("old/source/_posts/a.md", &format!("---\ntitle: A\ndate: 2024-01-02\n{keys}---\n")),
    ]);
    for to in ["hugo", "zola"] {
        let ran = place.run(&["migrate", "old", to, "--to", to, "--report", "report.html"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        // The keys, title and date, the address of the post and that of the site.
        assert!(ran.err.contains("1000004 things accounted for"), "{}", ran.err);
        assert!(place.read("report.html").len() < 1 << 20, "the page stays small");
    }
}
