//! Files of the source that are not moved, with the reason: one row for a whole folder beside the content.

use std::collections::{BTreeMap, BTreeSet};

use super::assets::Copy;
use super::census::Fact;
use super::{Action, Kind, Row};
use crate::engine::{Engine, Setup, config_names};

/// Folders and files beside the content that somebody has to look at, and why.
const TOLD: &[(Engine, &str, &str, &str)] = &[
    (Engine::Hexo, "themes", "theme", "Themes are not moved."),
    (
        Engine::Hexo,
        "scaffolds",
        "scaffold",
        "Scaffolds for new posts are not moved; archetypes do the same in Hugo, and Zola has no such thing.",
    ),
    (Engine::Hexo, "scripts", "script", "Scripts run inside Hexo only."),
    (Engine::Hugo, "layouts", "template", "Templates are not moved."),
    (Engine::Hugo, "themes", "theme", "Themes are not moved."),
    (
        Engine::Hugo,
        "archetypes",
        "scaffold",
        "Archetypes for new pages are not moved; Hexo calls them scaffolds, and Zola has no such thing.",
    ),
    (
        Engine::Hugo,
        "assets",
        "pipeline",
        "Files for Hugo's pipelines are published by templates only, so they are not moved.",
    ),
    (
        Engine::Hugo,
        "config",
        "environment",
        "Settings of other environments than production are not moved.",
    ),
    (Engine::Hugo, "i18n", "translation", "Texts of templates are not moved."),
    (Engine::Zola, "templates", "template", "Templates are not moved."),
    (Engine::Zola, "themes", "theme", "Themes are not moved."),
    (Engine::Zola, "sass", "style", "Style sheets that Zola compiles are not moved."),
    (Engine::Zola, "syntaxes", "style", "Grammars for highlighting are not moved."),
];

/// One row for each folder or file at the root that holds nothing of what is moved, and one for each file beside what
/// is moved.
#[must_use]
pub fn left_alone(from: &Setup, files: &[String], facts: &[Fact], copies: &[Copy]) -> Vec<Row> {
    let engine = from.target.engine;
    let moved: BTreeSet<&str> = facts
        .iter()
        .map(|fact| fact.path.as_str())
        .chain(copies.iter().map(|copy| copy.from.as_str()))
        .collect();
    let top = |path: &str| path.split_once('/').map_or(path, |(top, _)| top).to_owned();
    let used: BTreeSet<String> = moved.iter().map(|path| top(path)).collect();
    let mut rows: BTreeMap<String, Row> = BTreeMap::new();
    for file in files.iter().filter(|file| !moved.contains(file.as_str())) {
        let first = top(file);
        if is_config(engine, file) {
            continue;
        }
        let known = TOLD.iter().find(|(one, name, ..)| *one == engine && *name == first);
        let name = match (known, used.contains(&first), first == *file) {
            (Some(_), ..) | (None, false, false) => format!("{first}/"),
            _ => file.clone(),
        };
        let row = || match known {
            Some((_, _, code, reason)) => row(&name, Action::NeedsHand, code, reason),
            None if used.contains(&first) => row(
                &name,
                Action::NeedsHand,
                "not-published",
                "The engine does not publish this file, so it is not moved.",
            ),
            None => row(
                &name,
                Action::Kept,
                "beside",
                "It is no part of the site, and stays where it is.",
            ),
        };
        rows.entry(name.clone()).or_insert_with(row);
    }
    rows.into_values().collect()
}

/// Whether a file's settings have rows of their own.
fn is_config(engine: Engine, file: &str) -> bool {
    config_names(engine).contains(&file)
        || engine == Engine::Hugo
            && ["config/_default/", "config/production/"].iter().any(|read| file.starts_with(read))
}

fn row(name: &str, action: Action, code: &'static str, reason: &str) -> Row {
    Row {
        file: name.to_owned(),
        line: None,
        kind: Kind::File,
        name: name.to_owned(),
        action,
        to: None,
        reason: reason.to_owned(),
        code,
    }
}
