//! A `fix` that is killed at any moment leaves each file old or new, and the next run leaves no temporary file.

use std::fs;
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::place::{FLAWED, MENDED, ONLY, Place};

/// How many posts a run has to mend, and how many runs are killed.
const POSTS: usize = 60;
const MOMENTS: u32 = 50;

fn name(number: usize) -> String {
    format!("p{number}.md")
}

fn fill(place: &Place) {
    for number in 0..POSTS {
        place.file(&name(number), FLAWED);
    }
}

/// A number below `end` that looks like chance and is the same in each run: a step of SplitMix64.
fn chance(step: u32, end: u64) -> u64 {
    let mut state = u64::from(step + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    state = (state ^ (state >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (state ^ (state >> 31)) % end
}

fn temporaries(place: &Place) -> usize {
    let names = fs::read_dir(place.root()).unwrap().map(|entry| entry.unwrap().file_name());
    names.filter(|name| !name.to_string_lossy().ends_with(".md")).count()
}

#[test]
fn at_fifty_moments_each_file_is_old_or_new() {
    let place = Place::new();
    let arguments = ["fix", "-q", "--isolated", ONLY[0], ONLY[1]];
    fill(&place);
    let start = Instant::now();
    assert_eq!(place.run(&arguments).code, 0);
    let whole = u64::try_from(start.elapsed().as_micros()).unwrap();
    let (mut left_old, mut left_new, mut left_behind) = (0, 0, 0);
    for moment in 0..MOMENTS {
        fill(&place);
        let mut child = place.command(&arguments).spawn().unwrap();
        sleep(Duration::from_micros(chance(moment, whole)));
        child.kill().unwrap();
        child.wait().unwrap();
        for number in 0..POSTS {
            match place.read(&name(number)).as_str() {
                FLAWED => left_old += 1,
                MENDED => left_new += 1,
                other => panic!("{}: {other:?}", name(number)),
            }
        }
        left_behind += temporaries(&place);
    }
    assert!(left_old > 0 && left_new > 0, "no run was killed in the midst of its work");
    place.file(&name(0), FLAWED);
    assert_eq!(place.run(&arguments).code, 0);
    assert_eq!(temporaries(&place), 0, "of {left_behind} temporary files some are left");
    (0..POSTS).for_each(|number| assert_eq!(place.read(&name(number)), MENDED));
}

#[test]
fn what_is_left_behind_a_link_goes_too() {
    let place = Place::with(&[(".hidden/real.md", FLAWED), (".hidden/.masthead-dead.tmp", "half")]);
    #[cfg(unix)]
    std::os::unix::fs::symlink(".hidden/real.md", place.path("linked.md")).unwrap();
    #[cfg(not(unix))]
    fs::copy(place.path(".hidden/real.md"), place.path("linked.md")).unwrap();
    assert_eq!(place.run(&["fix", "-q", ONLY[0], ONLY[1]]).code, 0);
    assert_eq!(place.read("linked.md"), MENDED);
    #[cfg(unix)]
    assert!(!place.path(".hidden/.masthead-dead.tmp").exists());
}
