//! A whole site through the program: what is written, what is said, and what is never touched.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use super::made::{command, tree};

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name)
}

fn migrate(source: &Path, place: &Path, to: &str, more: &[&str]) -> Output {
    command(source, place, to).args(more).output().unwrap()
}

#[test]
fn a_second_run_gives_the_same_bytes_and_the_source_is_never_touched() {
    let before = tree(&fixture("hexo-site"));
    let space = tempfile::tempdir().unwrap();
    for to in ["hugo", "zola@0.22", "zola@0.23"] {
        let places = ["one", "two"].map(|name| space.path().join(format!("{name}-{to}")));
        for place in &places {
            let out = migrate(&fixture("hexo-site"), place, to, &["--redirects", "netlify,csv"]);
            assert_eq!(out.status.code(), Some(1), "{}", String::from_utf8_lossy(&out.stderr));
            assert!(out.stdout.is_empty());
        }
        assert_eq!(tree(&places[0]), tree(&places[1]), "{to}");
        assert!(places[0].join("content/posts/lighthouse/lens.jpg").is_file());
        assert!(places[0].join("static/_redirects").is_file());
    }
    assert_eq!(tree(&fixture("hexo-site")), before);
}

#[test]
fn nothing_is_written_where_something_is() {
    let space = tempfile::tempdir().unwrap();
    let place = space.path().join("new");
    let source = fixture("hexo-site");
    let code = |out: Output| out.status.code();
    fs::create_dir(&place).unwrap();
    fs::write(place.join("mine.txt"), "mine").unwrap();
    assert_eq!(code(migrate(&source, &place, "hugo", &["--force"])), Some(2));
    assert_eq!(tree(&place).keys().collect::<Vec<_>>(), ["mine.txt"]);
    fs::remove_file(place.join("mine.txt")).unwrap();
    assert_eq!(code(migrate(&source, &place, "hugo", &["--dry-run"])), Some(1));
    assert_eq!(code(migrate(&source, &place, "hugo", &["--diff"])), Some(1));
    assert!(tree(&place).is_empty());
    assert_eq!(code(migrate(&source, &place, "hugo", &[])), Some(1));
    assert_eq!(code(migrate(&source, &place, "zola", &[])), Some(2), "it is not empty any more");
    assert_eq!(code(migrate(&source, &place, "zola", &["--force"])), Some(1));
    assert!(place.join("config.toml").is_file() && !place.join("hugo.toml").exists());
    assert_eq!(code(migrate(&source, &source.join("inside"), "hugo", &[])), Some(2));
    assert_eq!(code(migrate(&place, space.path(), "hugo", &[])), Some(2));
    let names: Vec<_> =
        fs::read_dir(space.path()).unwrap().map(|it| it.unwrap().file_name()).collect();
    assert_eq!(names, ["new"], "nothing is left beside it");
}

#[test]
fn accepted_losses_do_not_count() {
    let space = tempfile::tempdir().unwrap();
    let file = space.path().join("accepted.json");
    let accept = ["--dry-run", "--accept", file.to_str().unwrap()];
    let run = || migrate(&fixture("hexo-site"), &space.path().join("new"), "hugo", &accept);
    assert_eq!(run().status.code(), Some(0), "they are written");
    assert_eq!(run().status.code(), Some(0), "and known");
    let known = fs::read_to_string(&file).unwrap();
    let fewer: Vec<&str> = known.lines().filter(|line| !line.contains("theme")).collect();
    fs::write(&file, fewer.join("\n")).unwrap();
    assert_eq!(run().status.code(), Some(1), "{known}");
}

#[test]
fn reports_are_written_in_each_form() {
    let space = tempfile::tempdir().unwrap();
    let paths = ["json", "html", "md"].map(|end| space.path().join(format!("report.{end}")));
    let mut more = vec!["--dry-run"];
    more.extend(paths.iter().flat_map(|path| ["--report", path.to_str().unwrap()]));
    let out = migrate(&fixture("hexo-site"), &space.path().join("new"), "hugo", &more);
    assert_eq!(out.status.code(), Some(1));
    let json: serde_json::Value = serde_json::from_slice(&fs::read(&paths[0]).unwrap()).unwrap();
    assert!(json["rows"].as_array().unwrap().len() > 20 && json["diffs"][0]["lines"].is_array());
    assert!(fs::read_to_string(&paths[1]).unwrap().starts_with("<!doctype html>"));
    assert!(fs::read_to_string(&paths[2]).unwrap().starts_with("# Migration from hexo"));
    let wrong =
        migrate(&fixture("hexo-site"), &space.path().join("new"), "hugo", &["--report", "x.txt"]);
    assert_eq!(wrong.status.code(), Some(2));
}
