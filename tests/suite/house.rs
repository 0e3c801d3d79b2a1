//! The house rules that can be checked by reading the source.

use std::fs;
use std::path::{Path, PathBuf};

use masthead::rules::RULES;

/// Every layer in order: a module may use those before it.
const LAYERS: &[&str] = &[
    "text",
    "diagnostic",
    "value",
    "document",
    "post",
    "engine",
    "site",
    "rules",
    "check",
    "fix",
    "migrate",
    "config",
    "files",
    "verify",
    "report",
    "lsp",
    "cli",
];

/// The longest file and the longest function that the house allows, in lines.
const LONGEST_FILE: usize = 500;
const LONGEST_FUNCTION: usize = 60;

/// Words that mark unfinished work.
const UNFINISHED: &[&str] =
    &["todo!", "unimplemented!", "dbg!(", concat!("FIX", "ME"), concat!("XX", "X")];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All files with this ending below a folder, with their text.
pub fn sources(folder: &str, ending: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in
            fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == ending) {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path.strip_prefix(root()).unwrap().to_owned(), text));
            }
        }
    }
    found.sort();
    found
}

/// The layer that a file of `src` belongs to; none for `lib.rs` and `main.rs`, which stand above all.
fn layer(path: &Path) -> Option<usize> {
    let name = path.strip_prefix("src").ok()?.components().next()?.as_os_str().to_str()?;
    LAYERS.iter().position(|layer| *layer == name.trim_end_matches(".rs"))
}

#[test]
fn every_module_is_a_layer() {
    let lib = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let modules: Vec<&str> =
        lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    assert!(!modules.is_empty());
    for module in modules {
        assert!(LAYERS.contains(&module), "{module} is no layer");
    }
}

#[test]
fn a_layer_uses_only_those_before_it() {
    for (path, text) in sources("src", "rs") {
        let Some(own) = layer(&path) else { continue };
        for (number, line) in text.lines().enumerate() {
            for used in line.split("crate::").skip(1) {
                let name: String =
                    used.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                if let Some(other) = LAYERS.iter().position(|layer| *layer == name) {
                    let place = format!("{}:{}", path.display(), number + 1);
                    assert!(other <= own, "{place}: {} may not use {name}", LAYERS[own]);
                }
            }
        }
    }
}

#[test]
fn engines_and_rules_do_not_know_their_neighbours() {
    for (path, text) in sources("src", "rs") {
        let parts: Vec<&str> = path.iter().filter_map(|part| part.to_str()).collect();
        if let ["src", "engine", own @ ("hexo" | "hugo" | "zola"), ..] = parts[..] {
            for other in ["hexo", "hugo", "zola"].into_iter().filter(|other| *other != own) {
                assert!(
                    !text.contains(&format!("engine::{other}")),
                    "{} uses {other}",
                    path.display()
                );
            }
        }
        if let ["src", "rules", file] = parts[..] {
            let own = file.trim_end_matches(".rs");
            for rule in
                RULES.iter().map(|rule| rule.name.replace('-', "_")).filter(|name| name != own)
            {
                let known = text.contains(&format!("super::{rule}::"))
                    || text.contains(&format!("rules::{rule}::"));
                let allowed = ["mod", "table", "settings"].contains(&own);
                assert!(!known || allowed, "{} uses the rule {rule}", path.display());
            }
            let names_engine = ["Engine::Hexo", "Engine::Hugo", "Engine::Zola"]
                .iter()
                .any(|name| text.contains(name));
            assert!(
                !names_engine || own == "mod",
                "{} decides by an engine's name",
                path.display()
            );
        }
    }
}

#[test]
fn a_rule_is_a_page_a_file_and_a_row() {
    let pages: Vec<String> =
        sources("rules", "md").iter().filter_map(|(path, _)| stem(path)).collect();
    let rows: Vec<String> = RULES.iter().map(|rule| rule.name.to_owned()).collect();
    for name in &rows {
        assert!(pages.contains(name), "rules/{name}.md is missing");
        let file = root().join("src/rules").join(format!("{}.rs", name.replace('-', "_")));
        assert!(file.exists(), "{} is missing", file.display());
    }
    for page in &pages {
        assert!(rows.contains(page), "rules/{page}.md has no row in src/rules/table.rs");
    }
    for rule in RULES {
        assert!(
            rule.page.starts_with(&format!("# {}\n", rule.name)),
            "rules/{}.md has another heading",
            rule.name
        );
        assert!(!rule.summary().is_empty(), "rules/{}.md has no summary", rule.name);
        let once = rows.iter().filter(|name| *name == rule.name).count();
        assert_eq!(once, 1, "{} has {once} rows", rule.name);
    }
}

fn stem(path: &Path) -> Option<String> {
    path.file_stem()?.to_str().map(str::to_owned)
}

#[test]
fn files_and_functions_are_short() {
    let mut long = Vec::new();
    for (path, text) in sources("src", "rs").into_iter().chain(sources("tests", "rs")) {
        let lines = text.lines().count();
        if lines > LONGEST_FILE {
            long.push(format!("{}: {lines} lines", path.display()));
        }
        long.extend(
            functions(&text).into_iter().filter(|(_, length)| *length > LONGEST_FUNCTION).map(
                |(line, length)| format!("{}:{line}: a function of {length} lines", path.display()),
            ),
        );
    }
    assert!(long.is_empty(), "\n{}", long.join("\n"));
}

/// Line and length of each function, by the indentation that rustfmt gives its closing brace.
fn functions(text: &str) -> Vec<(usize, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let starts = lines.iter().enumerate().filter(|(_, line)| {
        let code = line.trim_start();
        let bare = code
            .trim_start_matches("pub")
            .trim_start_matches("(crate)")
            .trim_start_matches("(super)");
        let bare = bare.trim_start().trim_start_matches("const ").trim_start_matches("async ");
        bare.starts_with("fn ")
    });
    starts
        .filter_map(|(start, line)| {
            let indent = &line[..line.len() - line.trim_start().len()];
            let end = lines[start..].iter().position(|line| *line == format!("{indent}}}"))?;
            Some((start + 1, end + 1))
        })
        .collect()
}

#[test]
fn nothing_is_left_unfinished() {
    for (path, text) in sources("src", "rs") {
        for (number, line) in text.lines().enumerate() {
            for word in UNFINISHED {
                assert!(!line.contains(word), "{}:{}: {word}", path.display(), number + 1);
            }
        }
    }
}

#[test]
fn every_module_says_what_it_is() {
    for (path, text) in sources("src", "rs").into_iter().chain(sources("tests", "rs")) {
        assert!(text.starts_with("//!"), "{} has no `//!` line", path.display());
    }
}

#[test]
fn only_the_files_layer_touches_the_disk() {
    let doors = ["src/files", "src/verify"];
    for (path, text) in sources("src", "rs") {
        let inside = doors.iter().any(|door| path.starts_with(door));
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for call in ["std::fs", "fs::read", "fs::write", "File::open", "File::create"] {
            assert!(inside || !code.contains(call), "{} uses {call}", path.display());
        }
    }
}
