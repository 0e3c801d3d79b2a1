//! Disks that are full, and folders that may not be written.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::migrate::made::tree;
use crate::place::{FLAWED, MENDED, ONLY, Place};

/// A disk of 256 KiB in memory, gone when the test ends.
struct Disk(Place);

impl Disk {
    fn new() -> Self {
        let place = Place::new();
        fs::create_dir(place.path("disk")).unwrap();
        let disk = ["-t", "tmpfs", "-o", "size=256k", "none"];
        let mounted = Command::new("mount").args(disk).arg(place.path("disk")).status().unwrap();
        assert!(mounted.success(), "mounting needs root");
        Self(place)
    }

    /// Leaves not one byte free.
    fn fill(&self) {
        let full = fs::write(self.0.path("disk/ballast"), vec![0; 1 << 20]);
        assert!(full.is_err(), "the disk is larger than it was made");
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(self.0.path("disk")).status();
    }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<String> = entries.map(|name| name.into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
#[ignore = "needs root: mounts a small disk"]
fn fault_a_full_disk_costs_the_fix_and_no_file() {
    let disk = Disk::new();
    let place = &disk.0;
    place.file("disk/a.md", FLAWED);
    place.file("disk/b.md", format!("{FLAWED}{}", "text ".repeat(9000)));
    disk.fill();
    let before = names(&place.path("disk"));
    let ran = place.run(&["fix", "disk", "--output-format", "concise", ONLY[0], ONLY[1]]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    for name in ["a.md", "b.md"] {
        assert!(
            ran.out.contains(&format!("disk/{name}:1:1: error[file-not-fixed]")),
            "{}",
            ran.out
        );
        assert!(place.read(&format!("disk/{name}")).starts_with(FLAWED));
    }
    assert_eq!(names(&place.path("disk")), before, "a temporary file is left");
    fs::remove_file(place.path("disk/ballast")).unwrap();
    assert_eq!(place.run(&["fix", "disk", ONLY[0], ONLY[1]]).code, 0);
    assert_eq!(place.read("disk/a.md"), MENDED);
}

#[test]
#[ignore = "needs root: mounts a small disk"]
fn fault_a_full_disk_is_told_where_a_report_goes_to_it() {
    let disk = Disk::new();
    let place = &disk.0;
    place.file("a.md", FLAWED);
    place.file("disk/baseline.json", "{}\n");
    disk.fill();
    let ran = place.run(&["lint", "a.md", "-o", "disk/report.json", "--output-format", "json"]);
    assert_eq!(ran.code, 2, "{}{}", ran.out, ran.err);
    assert!(ran.err.contains("error"), "{}", ran.err);
    assert_eq!(place.read("a.md"), FLAWED);
}

#[test]
#[ignore = "needs root: mounts a small disk"]
fn fault_a_full_disk_leaves_nothing_of_a_new_site() {
    let disk = Disk::new();
    let place = &disk.0;
    place.file("old/_config.yml", "url: https://a.example\n");
    for number in 0..40 {
        let text = "Some words. ".repeat(1000);
        place.file(
            &format!("old/source/_posts/p{number}.md"),
            format!("---\ntitle: A\ndate: 2024-01-02\n---\n{text}"),
        );
    }
    let arguments = ["migrate", "old", "disk/new", "--to", "hugo"];
    let ran = place.run(&arguments);
    assert_eq!(ran.code, 2, "{}", ran.err);
    let told =
        "disk/new: the new site cannot be written, and the place is as it was: No space left";
    assert!(ran.err.contains(told), "{}", ran.err);
    assert_eq!(names(&place.path("disk")), [""; 0], "something is left");
    // What stood there before stands there still.
    fs::remove_dir_all(place.path("old/source")).unwrap();
    place.file("old/source/_posts/a.md", "---\ntitle: A\ndate: 2024-01-02\n---\nText.\n");
    assert_eq!(place.run(&arguments).code, 0);
    let before = tree(&place.path("disk/new"));
    disk.fill();
    let again = place.run(&[&arguments[..], &["--force"]].concat());
    assert_eq!(again.code, 2, "{}", again.err);
    assert_eq!(names(&place.path("disk")), ["ballast", "new"]);
    assert_eq!(tree(&place.path("disk/new")), before);
}

#[cfg(unix)]
#[test]
#[ignore = "needs root: mounts a small disk"]
fn fault_a_disk_for_reading_only_costs_the_fix_and_no_file() {
    let disk = Disk::new();
    let place = &disk.0;
    place.file("disk/a.md", FLAWED);
    let read_only = ["-o", "remount,ro"];
    assert!(
        Command::new("mount").args(read_only).arg(place.path("disk")).status().unwrap().success()
    );
    let ran = place.run(&["fix", "--output-format", "concise", ONLY[0], ONLY[1]]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("disk/a.md:1:1: error[file-not-fixed]"), "{}", ran.out);
    assert_eq!(place.read("disk/a.md"), FLAWED);
}
