//! Files that vanish, change or become folders while a run is at work.

use std::fs;
use std::process::Stdio;
use std::time::Duration;

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
