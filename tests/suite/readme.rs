//! The README says what the program says: its blocks are made by running it.
//!
//! `MASTHEAD_UPDATE=1 cargo test readme` writes them anew.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use masthead::rules::{Group, RULES};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What the program prints in the project's folder, both streams, without the time that it took.
fn run(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_masthead"))
        .args(arguments)
        .current_dir(root())
        .env("NO_COLOR", "1")
        .env("COLUMNS", "100")
        .env("TZ", "UTC")
        .output()
        .unwrap();
    let text = [output.stdout, output.stderr].concat();
    let text = String::from_utf8(text).unwrap();
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    without_time(&lines.join("\n"))
}

/// `… checked in 0.01 s.` says another time on every run.
fn without_time(text: &str) -> String {
    let Some((before, after)) = text.split_once(" checked in ") else { return text.to_owned() };
    let rest = after.split_once(" s.").map_or("", |(_, rest)| rest);
    format!("{before} checked.{rest}")
}

/// The groups of rules with how many there are in each, and their names.
fn groups() -> String {
    let mut table = String::from("| group | rules |\n|---|---|\n");
    for group in Group::ALL {
        let names: Vec<String> = RULES
            .iter()
            .filter(|rule| rule.group == group)
            .map(|rule| format!("[{0}](rules/{0}.md)", rule.name))
            .collect();
        if !names.is_empty() {
            table.push_str(&format!("| `{}` | {} |\n", group.name(), names.join(" · ")));
        }
    }
    table
}

fn console(arguments: &[&str]) -> String {
    format!("```console\n$ masthead {}\n{}\n```\n", arguments.join(" "), run(arguments).trim_end())
}

/// What stands between `<!-- begin: NAME -->` and the next `<!-- end -->`.
fn block(name: &str) -> String {
    match name {
        "lint" => console(&["lint", "fixtures/hexo-site/source/_posts/colon.md"]),
        "concise" => console(&["lint", "fixtures/hexo-site", "--output-format", "concise"]),
        "help" => console(&["--help"]),
        "migrate" => {
            console(&["migrate", "fixtures/hexo-site", "../moved", "--to", "zola", "--dry-run"])
        }
        "rules" => groups(),
        other => panic!("the README has a block `{other}` that nothing makes"),
    }
}

#[test]
fn every_block_is_what_the_program_says() {
    let path: PathBuf = root().join("README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let mut made = String::new();
    let mut blocks = 0;
    let mut rest = readme.as_str();
    while let Some((before, after)) = rest.split_once("<!-- begin: ") {
        let (name, after) = after.split_once(" -->\n").expect("a block has a name");
        let (_, after) = after.split_once("<!-- end -->").expect("a block ends");
        made.push_str(&format!("{before}<!-- begin: {name} -->\n{}<!-- end -->", block(name)));
        rest = after;
        blocks += 1;
    }
    made.push_str(rest);
    assert!(blocks > 2, "the README has lost its blocks");
    if std::env::var_os("MASTHEAD_UPDATE").is_some() {
        fs::write(&path, &made).unwrap();
    }
    assert!(
        made == readme || std::env::var_os("MASTHEAD_UPDATE").is_some(),
        "run MASTHEAD_UPDATE=1 cargo test readme; it would be\n{made}"
    );
}
