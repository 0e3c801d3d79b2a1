//! `masthead lint` as a user meets it: exit codes, options, streams and order.

use std::process::Stdio;

use super::place::{FLAWED, MENDED, ONLY, Place};

#[test]
fn exit_codes_tell_clean_found_and_could_not_run() {
    let place = Place::with(&[("clean.md", MENDED), ("flawed.md", FLAWED)]);
    assert_eq!(place.run(&["lint", "clean.md"]).code, 0);
    assert_eq!(place.run(&["lint", "flawed.md"]).code, 1);
    assert_eq!(place.run(&["lint", "flawed.md", "--exit-zero"]).code, 0);
    let missing = place.run(&["lint", "clean.md", "nowhere.md"]);
    assert_eq!(missing.code, 2);
    assert!(missing.err.contains("nowhere.md"), "{}", missing.err);
    assert_eq!(place.run(&["lint", "--no-such-option"]).code, 2);
    assert_eq!(place.run(&["lint", "clean.md", "--select", "no-such-rule"]).code, 2);
}

#[test]
fn fail_on_and_severity_decide_what_counts() {
    let place = Place::with(&[("p.md", FLAWED)]);
    place.file("masthead.toml", "[severity]\ndate-not-portable = \"info\"\n");
    assert_eq!(place.run(&["lint", "p.md", ONLY[0], ONLY[1]]).code, 0);
    assert_eq!(place.run(&["lint", "p.md", ONLY[0], ONLY[1], "--fail-on", "info"]).code, 1);
    place.file(
        "masthead.toml",
        "fail-on = \"error\"\n[severity]\ndate-not-portable = \"warning\"\n",
    );
    assert_eq!(place.run(&["lint", "p.md", ONLY[0], ONLY[1]]).code, 0);
}

#[test]
fn the_number_of_posts_is_always_said() {
    let place = Place::with(&[("a.md", MENDED), ("b.md", MENDED)]);
    assert!(place.run(&["lint"]).out.contains("2 posts checked"));
    let json = place.run(&["lint", "--output-format", "json"]);
    assert!(json.err.contains("2 posts checked"), "{}", json.err);
    assert_eq!(json.out.split_whitespace().collect::<String>(), "[]");
    let quiet = place.run(&["lint", "-q"]);
    assert_eq!((quiet.out.as_str(), quiet.err.as_str()), ("", ""));
}

#[test]
fn standard_input_counts_under_the_given_name() {
    let place = Place::new();
    place.file("_config.yml", "title: Blog\n");
    place.file("source/_posts/other.md", MENDED);
    let arguments = ["lint", "-", "--stdin-filename", "source/_posts/new.md", "-v"];
    let output = place.run_with(&arguments, b"---\ntitle: a\ndate: 2024-01-02 25:00:00\n---\n");
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("source/_posts/new.md:3:"), "{text}");
    assert_eq!(place.run_with(&["lint", "-", "p.md"], b"").status.code(), Some(2));
}

#[test]
fn rules_are_chosen_by_name_group_and_all() {
    let place = Place::with(&[("p.md", FLAWED)]);
    let count = |arguments: &[&str]| {
        let mut all = vec!["lint", "p.md", "-q", "--output-format", "concise"];
        all.extend(arguments);
        place.run(&all).out.lines().filter(|line| line.contains("date-not-portable")).count()
    };
    assert_eq!(count(&[]), 1);
    assert_eq!(count(&["--select", "date"]), 1);
    assert_eq!(count(&["--select", "all"]), 1);
    assert_eq!(count(&["--select", "syntax"]), 0);
    assert_eq!(count(&["--ignore", "date"]), 0);
    assert_eq!(count(&["--select", "syntax", "--extend-select", "date-not-portable"]), 1);
    // The narrower name wins, whichever way round.
    assert_eq!(count(&["--select", "date", "--ignore", "date-not-portable"]), 0);
    assert_eq!(count(&["--select", "date-not-portable", "--ignore", "date"]), 1);
}

#[test]
fn an_engine_can_be_given() {
    let place = Place::with(&[("p.md", FLAWED)]);
    assert_eq!(place.found_in(&["p.md", "--engine", "hexo@8"]), [""; 0]);
    assert_eq!(place.found_in(&["p.md", "--engine", "zola"]), ["p.md"]);
    let wrong = place.run(&["lint", "--engine", "jekyll"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("is not an engine"), "{}", wrong.err);
}

#[test]
fn the_report_is_the_same_for_any_number_of_threads() {
    let place = Place::new();
    for number in 0..700 {
        let text = if number % 3 == 0 { MENDED } else { FLAWED };
        place.file(&format!("{}/p{number}.md", number % 7), text);
    }
    let report = |threads: &str| {
        place.run(&["lint", "-q", "--output-format", "jsonl", "--threads", threads]).out
    };
    let one = report("1");
    let names: Vec<&str> =
        one.lines().map(|line| line.split("\"filename\":\"").nth(1).unwrap()).collect();
    assert!(names.len() > 400 && names.is_sorted());
    assert_eq!(one, report("2"));
    assert_eq!(one, report("9"));
}

#[test]
fn a_closed_pipe_ends_the_run_quietly() {
    let place = Place::new();
    for number in 0..300 {
        place.file(&format!("p{number}.md"), FLAWED);
    }
    let mut command = place.command(&["lint"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
    assert!(output.status.code().is_some(), "the run was killed");
}

#[test]
fn a_report_can_go_to_a_file() {
    let place = Place::with(&[("p.md", FLAWED)]);
    let ran = place.run(&["lint", "p.md", "--output-format", "json", "-o", "report.json"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(ran.err.contains("1 post checked"), "{}", ran.err);
    let report: serde_json::Value = serde_json::from_str(&place.read("report.json")).unwrap();
    assert_eq!(report[0]["filename"], "p.md");
    let ran = place.run(&["lint", "p.md", "-o", "no/such/folder/report"]);
    assert_eq!(ran.code, 2);
}

#[test]
fn statistics_count_by_rule() {
    let place = Place::with(&[("a.md", FLAWED), ("b.md", FLAWED)]);
    let ran = place.run(&["lint", "--statistics", ONLY[0], ONLY[1]]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.starts_with("2  "), "{}", ran.out);
    assert_eq!(ran.out.lines().filter(|line| line.contains("date-not-portable")).count(), 1);
}

#[test]
fn colours_are_used_only_where_they_are_wanted() {
    let place = Place::with(&[("p.md", FLAWED)]);
    assert!(!place.run(&["lint", "p.md"]).out.contains('\u{1b}'));
    assert!(place.run(&["lint", "p.md", "--color", "always"]).out.contains('\u{1b}'));
    let forced = place.command(&["lint", "p.md"]).env("CLICOLOR_FORCE", "1").output().unwrap();
    assert!(forced.stdout.contains(&0x1b));
    let never = place
        .command(&["lint", "p.md"])
        .env("CLICOLOR_FORCE", "1")
        .env("NO_COLOR", "1")
        .output()
        .unwrap();
    assert!(!never.stdout.contains(&0x1b));
}

#[test]
fn explain_prints_the_page_the_table_and_data() {
    let place = Place::new();
    let page = place.run(&["explain", "date-not-portable"]);
    assert!(page.out.starts_with("# date-not-portable\n"), "{}", page.out);
    assert!(place.run(&["explain"]).out.contains("\ndate-not-portable"));
    let list = place.run(&["explain", "--output-format", "json"]).out;
    let list: serde_json::Value = serde_json::from_str(&list).unwrap();
    let rule = list.as_array().unwrap().iter().find(|rule| rule["name"] == "date-not-portable");
    assert_eq!(rule.unwrap()["group"], "date");
    let misspelt = place.run(&["explain", "date-not-portabel"]);
    assert_eq!(misspelt.code, 2);
    assert!(misspelt.err.contains("did you mean `date-not-portable`?"), "{}", misspelt.err);
}

#[test]
fn shells_and_readers_of_manuals_are_served() {
    let place = Place::new();
    assert!(place.run(&["completions", "bash"]).out.contains("complete"));
    assert!(place.run(&["man"]).out.starts_with(".ie"));
}
