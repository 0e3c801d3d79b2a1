//! Files that vanish, change or become folders while a run is at work, and runs that meet.

use std::fs;
use std::process::Stdio;
use std::time::Duration;

use crate::migrate::made::tree;
use crate::place::{FLAWED, MENDED, ONLY, Place};

const POSTS: usize = 120;
const THEIRS: &str = "---\ntitle: Written meanwhile\ndate: 2024/01/02\n---\n";

fn name(number: usize) -> String {
    format!("p{number}.md")
}

/// What someone else does with a file.
fn meddle(place: &Place, number: usize) {
    let path = place.path(&name(number));
    match number % 4 {
        0 => drop(fs::remove_file(&path)),
        1 => {
            // As an editor saves: whole, under the old name.
            fs::write(place.path("theirs"), THEIRS).unwrap();
            fs::rename(place.path("theirs"), &path).unwrap();
        }
        2 => {
            fs::remove_file(&path).unwrap();
            fs::create_dir(&path).unwrap();
        }
        _ => {}
    }
}

#[test]
fn what_others_do_with_files_is_not_undone() {
    for (round, command) in ["fix", "lint", "fix", "fix"].into_iter().enumerate() {
        let place = Place::new();
        (0..POSTS).for_each(|number| drop(place.file(&name(number), FLAWED)));
        let mut run = place.command(&[command, "-q", ONLY[0], ONLY[1]]);
        let run = run.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(20 * round as u64));
        (0..POSTS).for_each(|number| meddle(&place, number));
        let told = run.wait_with_output().unwrap();
        assert!(matches!(told.status.code(), Some(0 | 1)), "{command} stopped: {told:?}");
        for number in 0..POSTS {
            let path = place.path(&name(number));
            match number % 4 {
                0 => assert!(!path.exists(), "{} came back", name(number)),
                1 => {
                    let mended = THEIRS.replace("2024/01/02", "2024-01-02");
                    let text = place.read(&name(number));
                    assert!(text == THEIRS || text == mended, "{text:?}");
                }
                2 => assert!(path.is_dir(), "{} is no folder", name(number)),
                _ => {
                    let text = place.read(&name(number));
                    assert!(text == FLAWED || text == MENDED, "{text:?}");
                }
            }
        }
        assert_eq!(
            fs::read_dir(place.root()).unwrap().count(),
            POSTS - POSTS / 4,
            "something is left behind"
        );
    }
}

/// A site of Hexo with as many posts.
fn site() -> Place {
    let place = Place::with(&[("old/_config.yml", "url: https://a.example\n")]);
    for number in 0..POSTS {
        place.file(&format!("old/source/_posts/{}", name(number)), MENDED);
    }
    place
}

fn names(place: &Place) -> Vec<String> {
    let entries = fs::read_dir(place.root()).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_site_that_changes_while_it_is_migrated_is_moved_or_not() {
    for round in 0..4 {
        let place = site();
        let mut run = place.command(&["migrate", "old", "new", "--to", "hugo", "-q"]);
        let run = run.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(15 * round));
        for number in (0..POSTS).filter(|number| number % 3 < 2) {
            let path = place.path(&format!("old/source/_posts/{}", name(number)));
            fs::remove_file(&path).unwrap();
            if number % 3 == 1 {
                fs::create_dir(&path).unwrap();
            }
        }
        let told = run.wait_with_output().unwrap();
        let error = String::from_utf8_lossy(&told.stderr);
        assert!(matches!(told.status.code(), Some(0..=2)), "{told:?}");
        assert!(!error.contains("panicked"), "{error}");
        let expected: &[&str] =
            if told.status.code() == Some(2) { &["old"] } else { &["new", "old"] };
        assert_eq!(names(&place), expected, "{error}");
        let stays = place.read("old/source/_posts/p2.md");
        assert_eq!(stays, MENDED, "the old site is not touched");
    }
}

#[test]
fn of_two_migrations_to_one_place_at_once_one_is_whole() {
    let place = site();
    let arguments = ["migrate", "old", "new", "--to", "hugo", "-q"];
    let runs = [0, 1].map(|_| {
        let mut run = place.command(&arguments);
        run.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
    });
    let told = runs.map(|run| run.wait_with_output().unwrap());
    let ended = |code| told.iter().filter(|told| told.status.code() == Some(code)).count();
    assert!(ended(0) >= 1 && ended(0) + ended(2) == 2, "{told:?}");
    assert_eq!(names(&place), ["new", "old"]);
    let both = tree(&place.path("new"));
    let alone = ["migrate", "old", "alone", "--to", "hugo", "-q"];
    assert_eq!(place.run(&alone).code, 0);
    assert!(both == tree(&place.path("alone")), "the two are mixed");
}

#[test]
fn a_reader_that_goes_away_is_no_fault() {
    let place = Place::new();
    (0..300).for_each(|number| drop(place.file(&name(number), FLAWED)));
    let mut lint = place.command(&["lint", "--output-format", "jsonl"]);
    let mut lint = lint.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(lint.stdout.take());
    let output = lint.wait_with_output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(!told.contains("panicked"), "{told}");
}
