//! The table of dependencies in `CONTRIBUTING.md` says what `Cargo.toml` says and what the source does.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::house::sources;

/// A row: the crates, the places that import them, and the reason.
struct Row {
    crates: Vec<String>,
    places: Vec<String>,
    reason: String,
}

fn read(file: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap()
}

fn quoted(cell: &str) -> Vec<String> {
    cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

fn rows() -> Vec<Row> {
    let page = read("CONTRIBUTING.md");
    let table = page.split("| crate | imported by | why |\n|---|---|---|\n").nth(1).unwrap();
    let lines = table.lines().take_while(|line| line.starts_with('|'));
    let row = |line: &str| {
        let [_, crates, places, reason, _] =
            line.split(" | ").flat_map(|cell| cell.split("| ")).chain([""]).collect::<Vec<_>>()[..]
        else {
            panic!("{line}")
        };
        let places = match places {
            "everywhere" | "tests" => vec![places.to_owned()],
            places => quoted(places),
        };
        Row {
            crates: quoted(crates),
            places,
            reason: reason.trim_end_matches('|').trim().to_owned(),
        }
    };
    lines.map(row).collect()
}

/// Names of all crates in the tables of dependencies.
fn declared() -> BTreeSet<String> {
    let manifest: toml::Table = read("Cargo.toml").parse().unwrap();
    let mut tables = vec![&manifest["dependencies"], &manifest["dev-dependencies"]];
    tables.extend(
        manifest["target"].as_table().unwrap().values().map(|target| &target["dependencies"]),
    );
    tables.into_iter().flat_map(|table| table.as_table().unwrap().keys().cloned()).collect()
}

/// Whether code uses a crate by its name: not a module of the same name.
fn imports(text: &str, name: &str) -> bool {
    let is_module = [format!("mod {name};"), format!("use super::{name};")]
        .iter()
        .any(|own| text.contains(own));
    let path = format!("{name}::");
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    let mut before = code
        .flat_map(|line| line.match_indices(&path).map(|(at, _)| line[..at].chars().next_back()));
    let is_longer = |c: char| c.is_alphanumeric() || matches!(c, '_' | ':' | '"' | '`');
    !is_module && before.any(|before| before.is_none_or(|c| !is_longer(c)))
}

#[test]
fn each_dependency_has_one_row_with_a_reason() {
    let rows = rows();
    let mut told: Vec<String> = rows.iter().flat_map(|row| row.crates.clone()).collect();
    told.sort();
    assert_eq!(told, declared().into_iter().collect::<Vec<_>>());
    for row in &rows {
        assert!(
            row.reason.len() > 10 && !row.places.is_empty(),
            "{:?} has no reason or no place",
            row.crates
        );
    }
}

#[test]
fn crates_are_imported_where_the_table_says() {
    let files = sources("src", "rs");
    // What only tests may use, the compiler knows.
    let has_places = |row: &&Row| row.places != ["everywhere"] && row.places != ["tests"];
    for row in rows().iter().filter(has_places) {
        for name in row.crates.iter().map(|name| name.replace('-', "_")) {
            let users: Vec<&str> = files
                .iter()
                .filter(|(_, text)| {
                    let shipped = text.split("#[cfg(test)]").next().unwrap_or_default();
                    imports(shipped, &name)
                })
                .map(|(path, _)| path.to_str().unwrap().trim_start_matches("src/"))
                .collect();
            for user in &users {
                assert!(
                    row.places.iter().any(|place| user.starts_with(place.as_str())),
                    "{user} imports {name}"
                );
            }
        }
        for place in &row.places {
            let is_used = files.iter().any(|(path, text)| {
                path.to_str().unwrap().trim_start_matches("src/").starts_with(place.as_str())
                    && row.crates.iter().any(|name| imports(text, &name.replace('-', "_")))
            });
            assert!(is_used, "{place} does not import {:?}", row.crates);
        }
    }
}

/// Each package of a lock file, as `name version`.
fn locked(file: &str) -> BTreeSet<String> {
    let lock: toml::Table = read(file).parse().unwrap();
    let packages = lock["package"].as_array().unwrap().iter();
    let word = |package: &toml::Value, key: &str| package[key].as_str().unwrap().to_owned();
    packages.map(|one| ["name", "version"].map(|key| word(one, key)).join(" ")).collect()
}

#[test]
fn the_fuzzer_runs_what_is_shipped() {
    let shipped = locked("Cargo.lock");
    let names: BTreeSet<&str> = shipped.iter().filter_map(|one| one.split(' ').next()).collect();
    let fuzzed = locked("fuzz/Cargo.lock");
    let known = |one: &&String| names.contains(one.split(' ').next().unwrap_or_default());
    let other: Vec<&String> =
        fuzzed.iter().filter(known).filter(|one| !shipped.contains(*one)).collect();
    assert!(other.is_empty(), "fuzz/Cargo.lock names other versions than Cargo.lock: {other:?}");
}
