//! Rules that look at the whole site, as a user meets them: whatever is checked, the site is known.

use super::place::Place;

const ONE: &str = "---\ntitle: The harbour\ndate: 2023-05-01 10:00:00\n---\n";
const OTHER: &str = "---\ntitle: The Harbour\ndate: 2024-05-01 10:00:00\n---\n";
const ONLY: [&str; 2] = ["--select", "title-duplicate"];

fn place() -> Place {
    Place::with(&[
        ("_config.yml", "title: Blog\n"),
        ("source/_posts/one.md", ONE),
        ("source/_posts/other.md", OTHER),
    ])
}

#[test]
fn one_file_is_checked_among_all_of_its_site() {
    let ran = place().run(&["lint", "source/_posts/one.md", ONLY[0], ONLY[1]]);
    assert!(ran.out.contains("`source/_posts/other.md`") && ran.code == 1, "{}", ran.out);
}

#[test]
fn all_files_are_checked_alike_for_any_number_of_threads() {
    let place = place();
    let run = |threads| place.run(&["lint", "-q", ONLY[0], ONLY[1], "--threads", threads]).out;
    assert!(run("1").contains("one.md:2:") && run("1").contains("other.md:2:"), "{}", run("1"));
    assert_eq!(run("1"), run("3"));
}

#[test]
fn a_text_on_standard_input_counts_instead_of_its_file() {
    let place = place();
    let arguments = ["lint", "-", "--stdin-filename", "source/_posts/one.md", ONLY[0], ONLY[1]];
    assert_eq!(place.run_with(&arguments, ONE.as_bytes()).status.code(), Some(1));
    let renamed = ONE.replace("The harbour", "Another");
    assert_eq!(place.run_with(&arguments, renamed.as_bytes()).status.code(), Some(0));
}

#[test]
fn a_comment_suppresses_a_finding_about_the_site() {
    let place = place();
    place.file(
        "source/_posts/one.md",
        ONE.replace("title", "# masthead: ignore[title-duplicate] a series\ntitle"),
    );
    assert_eq!(place.run(&["lint", "source/_posts/one.md", ONLY[0], ONLY[1]]).code, 0);
}

#[test]
fn outside_any_site_there_are_no_neighbours() {
    let place = Place::with(&[("one.md", ONE), ("other.md", OTHER)]);
    assert_eq!(place.run(&["lint", ONLY[0], ONLY[1]]).code, 0);
}
