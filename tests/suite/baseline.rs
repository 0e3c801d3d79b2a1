//! Known findings stay silent, new ones do not, and what is gone is told.

use super::place::{FLAWED, MENDED, ONLY, Place};

/// `lint` by one rule, with these arguments besides.
fn lint(place: &Place, arguments: &[&str]) -> super::place::Ran {
    let mut all = vec!["lint", "--output-format", "concise"];
    all.extend(ONLY);
    all.extend(arguments);
    place.run(&all)
}

#[test]
fn what_is_known_is_silent_and_what_is_new_is_not() {
    let place = Place::with(&[("old/a.md", FLAWED), ("b.md", MENDED)]);
    let wrote = lint(&place, &["--write-baseline"]);
    assert_eq!(wrote.code, 0, "{}", wrote.out);
    assert!(wrote.err.contains("now knows 1 finding"), "{}", wrote.err);
    assert!(place.read("masthead-baseline.json").contains("\"old/a.md\""));
    assert_eq!(lint(&place, &[]).code, 1);
    assert_eq!(lint(&place, &["--baseline"]).code, 0);
    // From another folder and by another path the file is the same.
    let from_below = ["--baseline=../masthead-baseline.json", "-q"];
    let mut command = place.command(&["lint", "a.md", ONLY[0], ONLY[1]]);
    command.args(from_below).current_dir(place.path("old"));
    assert!(command.status().unwrap().success());
    // Lines above a known finding do not wake it; a second one is new.
    place.file("old/a.md", FLAWED.replace("title", "# a comment\n\ntitle"));
    place.file("b.md", FLAWED);
    let ran = lint(&place, &["--baseline"]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("b.md:") && !ran.out.contains("a.md:"), "{}", ran.out);
}

#[test]
fn what_is_gone_is_told_and_taken_out_on_request() {
    let place = Place::with(&[("a.md", FLAWED), ("b.md", FLAWED), ("c.md", FLAWED)]);
    lint(&place, &["--write-baseline"]);
    place.file("a.md", MENDED);
    std::fs::remove_file(place.path("b.md")).unwrap();
    let told = lint(&place, &["--baseline"]);
    assert_eq!(told.code, 0);
    assert!(told.err.contains("was written: 2 findings"), "{}", told.err);
    assert!(told.err.contains("a.md") && told.err.contains("b.md"), "{}", told.err);
    assert_eq!(place.read("masthead-baseline.json").matches("date-not-portable").count(), 3);
    // A file that was not looked at keeps its entries.
    lint(&place, &["a.md", "--baseline", "--prune-baseline"]);
    assert_eq!(place.read("masthead-baseline.json").matches("date-not-portable").count(), 1);
    let clean = lint(&place, &["--baseline"]);
    assert!(clean.code == 0 && !clean.err.contains("gone since"), "{}", clean.err);
}

#[test]
fn what_is_known_of_the_configuration_of_a_site_is_silent_too() {
    let place = Place::with(&[
        ("sub/hugo.toml", "timeZone = 'Nowhere/Land'\n"),
        ("sub/content/a.md", MENDED),
    ]);
    let first = lint(&place, &[]);
    assert!(first.code == 1 && first.out.contains("site-config"), "{}", first.out);
    assert_eq!(lint(&place, &["--fail-on", "error"]).code, 0);
    lint(&place, &["--write-baseline"]);
    assert!(place.read("masthead-baseline.json").contains("\"sub/hugo.toml\""));
    let known = lint(&place, &["--baseline"]);
    assert!(known.code == 0 && !known.out.contains("site-config"), "{}", known.out);
    assert_eq!(known.err, "");
    place.file("sub/hugo.toml", "timeZone = 'Elsewhere/Land'\n");
    let changed = lint(&place, &["--baseline"]);
    assert!(changed.code == 1 && changed.err.contains("sub/hugo.toml"), "{}", changed.err);
}

#[test]
fn a_baseline_that_cannot_be_read_is_told_and_nothing_is_written() {
    let place = Place::with(&[("a.md", FLAWED)]);
    let missing = lint(&place, &["--baseline"]);
    assert_eq!(missing.code, 2);
    assert!(missing.err.contains("--write-baseline"), "{}", missing.err);
    place.file("masthead-baseline.json", "not a baseline");
    for option in ["--baseline", "--write-baseline"] {
        let broken = lint(&place, &[option]);
        assert_eq!(broken.code, 2, "{option}");
        assert!(broken.err.contains("this is no baseline"), "{}", broken.err);
    }
    assert_eq!(place.read("masthead-baseline.json"), "not a baseline");
}
