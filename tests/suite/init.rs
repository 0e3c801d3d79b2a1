//! `masthead init`

use super::place::{MENDED, Place};

#[test]
fn the_configuration_is_for_the_site_that_is_found() {
    let place = Place::with(&[("hugo.toml", ""), ("content/posts/p.md", MENDED)]);
    let ran = place.run(&["init", "content/posts"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.starts_with("masthead.toml was written"), "{}", ran.out);
    assert!(place.read("masthead.toml").contains("\nengine = \"hugo@"));
    assert_eq!(place.run(&["lint"]).code, 0);
}

#[test]
fn a_file_that_is_there_is_never_written_over() {
    let place = Place::with(&[("masthead.toml", "# mine\n")]);
    let ran = place.run(&["init"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("left alone"), "{}", ran.err);
    assert_eq!(place.read("masthead.toml"), "# mine\n");
}

#[test]
fn without_a_site_it_is_for_all_engines() {
    let place = Place::new();
    assert_eq!(place.run(&["init"]).code, 0);
    assert!(place.read("masthead.toml").contains("\n# engine = "));
    assert_eq!(place.run(&["init", "nowhere"]).code, 2);
}
