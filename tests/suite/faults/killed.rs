//! A `fix` that is killed at any moment leaves each file old or new, a `migrate` the whole old or new site, and the next
//! run leaves nothing temporary.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::migrate::made::tree;
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

/// A site of Hexo with some work in it, in which each post says `word`.
fn site(place: &Place, folder: &str, word: &str) {
    place.file(&format!("{folder}/_config.yml"), "url: https://a.example\n");
    for number in 0..POSTS {
        let text = format!(
            "---\ntitle: Post {number}\ndate: 2024-01-02\n---\n{}",
            format!("Some {word}. ").repeat(200)
        );
        place.file(&format!("{folder}/source/_posts/p{number}.md"), text);
    }
}

/// The names of what lies in the folder.
fn names(place: &Place) -> BTreeSet<String> {
    let entries = fs::read_dir(place.root()).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

fn migrate(place: &Place, source: &str, to: &str) {
    let ran = place.run(&["migrate", source, to, "--to", "hugo", "-q", "--force"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
}

#[test]
fn at_fifty_moments_a_migrated_site_is_whole_or_not_there() {
    let place = Place::new();
    site(&place, "old", "words");
    let start = Instant::now();
    migrate(&place, "old", "whole");
    let whole = u64::try_from(start.elapsed().as_micros()).unwrap();
    let expected = tree(&place.path("whole"));
    let (mut there, mut left_behind) = (0, 0);
    for moment in 0..MOMENTS {
        let mut command = place.command(&["migrate", "old", "new", "--to", "hugo", "-q"]);
        let mut child = command.spawn().unwrap();
        sleep(Duration::from_micros(chance(moment, whole)));
        child.kill().unwrap();
        child.wait().unwrap();
        left_behind += names(&place).len();
        if place.path("new").exists() {
            there += 1;
            assert_eq!(tree(&place.path("new")), expected);
            fs::remove_dir_all(place.path("new")).unwrap();
        }
    }
    assert!(left_behind > 2 * MOMENTS as usize, "no run was killed in the midst of its work");
    migrate(&place, "old", "new");
    assert_eq!(tree(&place.path("new")), expected, "{there} were there before");
    assert_eq!(Vec::from_iter(names(&place)), ["new", "old", "whole"]);
}

#[test]
fn at_fifty_moments_a_site_that_is_written_anew_is_the_old_or_the_new_one() {
    let place = Place::new();
    let words = ["words", "letters"];
    words.iter().for_each(|word| site(&place, word, word));
    migrate(&place, words[1], "new");
    let other = tree(&place.path("new"));
    let start = Instant::now();
    migrate(&place, words[0], "new");
    let whole = u64::try_from(start.elapsed().as_micros()).unwrap();
    let expected = [tree(&place.path("new")), other];
    let (mut now, mut written) = (0, 0);
    for moment in 0..MOMENTS {
        let next = 1 - now;
        let arguments = ["migrate", words[next], "new", "--to", "hugo", "-q", "--force"];
        let mut child = place.command(&arguments).spawn().unwrap();
        sleep(Duration::from_micros(chance(moment, 2 * whole)));
        child.kill().unwrap();
        child.wait().unwrap();
        let found = tree(&place.path("new"));
        let is = expected.iter().position(|tree| *tree == found).expect("one of the two sites");
        written += usize::from(is == next);
        now = is;
    }
    assert!((1..MOMENTS as usize).contains(&written), "{written} of the runs came to their end");
    migrate(&place, words[0], "new");
    assert_eq!(tree(&place.path("new")), expected[0]);
    assert_eq!(Vec::from_iter(names(&place)), ["letters", "new", "words"]);
}

#[test]
fn only_what_a_dead_run_made_is_removed() {
    let mark = "A new site of masthead migrate, not finished.\n";
    let place = Place::with(&[
        (".masthead-dead.tmp/lock", mark),
        (".masthead-dead.tmp/site/content/a.md", "half"),
        (".masthead-unmarked.tmp/lock", ""),
        (".masthead-alive.tmp/lock", mark),
        (".masthead-alive.tmp/site/a.md", "half"),
        (".masthead-swap.tmp/lock", mark),
        (".masthead-swap.tmp/old/a.md", "the only one"),
        (".masthead-mine.tmp/a.md", "mine"),
        (".masthead-like.tmp/lock", "mine"),
        (".masthead-full.tmp/lock", ""),
        (".masthead-full.tmp/a.md", "mine"),
        (".masthead-other", "mine"),
    ]);
    fs::create_dir(place.path(".masthead-empty.tmp")).unwrap();
    site(&place, "old", "words");
    let lock = File::options().write(true).open(place.path(".masthead-alive.tmp/lock")).unwrap();
    lock.lock().unwrap();
    let before = names(&place);
    migrate(&place, "old", "new");
    let gone: Vec<String> = before.difference(&names(&place)).cloned().collect();
    assert_eq!(gone, [".masthead-dead.tmp", ".masthead-empty.tmp", ".masthead-unmarked.tmp"]);
    drop(lock);
    migrate(&place, "old", "new");
    assert!(!place.path(".masthead-alive.tmp").exists(), "its run is over now");
}
