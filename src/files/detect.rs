//! Whose site a folder is the root of, from the names of its files and, where engines share a name,
//! from what stands in it.

use std::path::Path;

use crate::engine::{Engine, Target, config_names};

/// The engines whose site a folder is the root of: one as a rule, two in a site that is being moved.
pub fn engines_of(folder: &Path) -> Vec<Engine> {
    let configs = |engine: Engine| {
        config_names(engine)
            .iter()
            .map(|name| (*name, folder.join(name)))
            .filter(|(_, path)| path.exists())
    };
    let is_root =
        |engine: &Engine| configs(*engine).any(|(name, path)| proves(*engine, folder, name, &path));
    Engine::ALL.into_iter().filter(is_root).collect()
}

/// Whether a file of this name makes the folder a site of this engine.
fn proves(engine: Engine, folder: &Path, name: &str, config: &Path) -> bool {
    let has = |name: &str| folder.join(name).is_dir();
    match engine {
        // Jekyll has a `_config.yml` too, and so has every theme of Hexo, which brings layouts with it.
        Engine::Hexo => {
            names_hexo(folder)
                || !has("layout")
                    && (has("source")
                        || has("scaffolds")
                        || keys(config).any(|key| key == "source_dir"))
        }
        Engine::Hugo if name.starts_with("hugo.") || config.is_dir() => true,
        Engine::Zola if name.starts_with("zola.") => true,
        // `config.*` is a name that many programs use; Zola refuses one without `base_url`, and Hugo
        // writes that key without the line, in any case.
        Engine::Hugo => {
            let keys: Vec<String> = keys(config).map(|key| key.to_ascii_lowercase()).collect();
            let says = |name: &str| keys.iter().any(|key| key == name);
            let is_zola = says("base_url") || has("templates") && !has("layouts");
            says("baseurl") || !is_zola && (says("contentdir") || has("content"))
        }
        Engine::Zola => keys(config).any(|key| key == "base_url"),
    }
}

/// The version of Hexo that a site's `package.json` names: what `hexo init` wrote, or the dependency.
pub fn hexo_of_package(root: &Path) -> Option<Target> {
    let package = package(root);
    let written =
        package["hexo"]["version"].as_str().or(package["dependencies"]["hexo"].as_str())?;
    let number = written.trim_start_matches(|c: char| !c.is_ascii_digit());
    let end = number.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(number.len());
    format!("hexo@{}", &number[..end]).parse().ok()
}

/// Hexo itself finds its sites by this mark in `package.json`.
fn names_hexo(folder: &Path) -> bool {
    let package = package(folder);
    package.get("hexo").is_some() || package["dependencies"].get("hexo").is_some()
}

fn package(folder: &Path) -> serde_json::Value {
    let text = std::fs::read(folder.join("package.json")).unwrap_or_default();
    serde_json::from_slice(&text).unwrap_or_default()
}

/// The keys at the start of lines before the first table, as a glance tells them: that is enough to tell
/// sites apart, even where the file cannot be parsed.
fn keys(config: &Path) -> impl Iterator<Item = String> {
    let text = std::fs::read(config).unwrap_or_default();
    let text = String::from_utf8_lossy(&text).into_owned();
    let keys: Vec<String> = text
        .lines()
        .take_while(|line| !line.starts_with('['))
        .filter_map(|line| line.split_once(['=', ':']))
        .map(|(key, _)| key.trim().trim_matches('"').to_owned())
        .collect();
    keys.into_iter()
}
