//! Builds a copy of a Hexo site through Hexo's own API, with a script that writes down what Hexo holds of each page.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;
use std::process::Command;

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::built::{Broken, Built, Record};
use super::copy::Copy;
use super::settings::{Settings, texts};
use super::{Build, Failure};

const PROBE: &str = include_str!("probe/hexo.js");

/// Beginnings of the names of plugins that a site without a `package.json` is given, as far as they are there.
const PLUGINS: &[&str] = &["hexo-renderer-", "hexo-generator-", "hexo-tag-", "hexo-filter-"];

/// The renderer of Markdown that stands in for one that is not installed: the one that new sites have.
const MARKED: &str = "hexo-renderer-marked";

/// Renderers of Markdown, by the ends of their names.
const MARKDOWN: &[&str] = &["marked", "markdown-it", "markdown-it-plus", "kramed", "pandoc", "mdx"];

/// What the probe writes.
#[derive(Deserialize)]
struct Printed {
    pages: Vec<(String, Record)>,
    routes: Vec<String>,
    redirects: BTreeMap<String, String>,
    feeds: BTreeMap<String, String>,
    unread: Vec<(String, String)>,
    broken: BTreeMap<String, Broken>,
    stand_ins: Vec<String>,
    pager: String,
}

/// Builds the copy.
///
/// # Errors
/// When Hexo fails on it, or it cannot be written.
pub fn build(job: &Build<'_>) -> Result<Built, Failure> {
    let copy = job.copy;
    let mut notes = Vec::new();
    let modules = job.program.path.join("node_modules");
    link(&modules, &copy.root().join("node_modules"))?;
    fit_package(copy, &modules, &mut notes)?;
    let probe = copy.beside("probe.js");
    fs::write(&probe, PROBE)?;
    let printed = copy.beside("printed.json");
    let mut command = Command::new("node");
    let theme = if has_theme(copy) { "yes" } else { "no" };
    command.current_dir(copy.root()).arg(&probe).arg(&printed).arg(theme);
    if !job.online {
        job.keep_offline(&mut command);
    }
    let ran = job.run(&mut command)?;
    if !ran.success {
        return Err(job.failure(&format!("{}\n{}", ran.stderr, ran.stdout), |_| true));
    }
    let printed: Printed =
        serde_json::from_slice(&fs::read(&printed)?).map_err(io::Error::other)?;
    let mut built =
        Built { engine: format!("Hexo {}", job.program.version), notes, ..Built::default() };
    built.stand_ins.extend(printed.stand_ins);
    for (file, error) in printed.unread {
        built.notes.push(format!("{file}: Hexo cannot read it: {error}"));
    }
    for (url, broken) in printed.broken {
        built.broken.insert(super::built::served(&url), broken);
    }
    for (url, record) in printed.pages {
        built.add(&super::built::served(&url), record);
    }
    for (file, text) in &printed.redirects {
        built.add_page(file, text);
    }
    for (file, text) in &printed.feeds {
        built.add_feed(file, text);
    }
    let is_pager = |route: &str| {
        let mut parts = route.split('/');
        parts.any(|part| part == printed.pager)
            && parts.any(|part| part.parse::<u32>().is_ok_and(|n| n > 1))
    };
    for route in printed.routes {
        // There is a route to a page that cannot be rendered, but no page comes of it.
        if built.broken.contains_key(&super::built::served(&route)) {
            continue;
        }
        if route.ends_with(".html") && !is_pager(&route) {
            built.add_list(&super::built::served(&route));
        }
        built.files.insert(route);
    }
    Ok(built)
}

/// The modules appear in the copy without being copied.
fn link(modules: &Path, to: &Path) -> io::Result<()> {
    #[cfg(unix)]
    return std::os::unix::fs::symlink(modules, to);
    #[cfg(windows)]
    return std::os::windows::fs::symlink_dir(modules, to);
}

/// Hexo loads the plugins that `package.json` names. A site without one gets one; plugins that are not installed are told.
fn fit_package(copy: &Copy, modules: &Path, notes: &mut Vec<String>) -> io::Result<()> {
    let text = copy.text("package.json");
    if text.is_empty() {
        let mut names: Vec<String> = fs::read_dir(modules)?
            .flatten()
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .filter(|name| PLUGINS.iter().any(|start| name.starts_with(start)))
            .collect();
        names.sort();
        let plugins: Map<String, Value> =
            names.into_iter().map(|name| (name, json!("*"))).collect();
        let package =
            json!({ "name": "site", "private": true, "hexo": {}, "dependencies": plugins });
        notes.push("package.json: one with the plugins that are there".to_owned());
        return copy.put("package.json", &package.to_string());
    }
    let mut package: Value = serde_json::from_str(&text).unwrap_or_default();
    let missing = ["dependencies", "devDependencies"]
        .iter()
        .filter_map(|key| package[key].as_object())
        .flat_map(Map::keys)
        .filter(|name| name.starts_with("hexo-") && !name.starts_with("hexo-theme-"))
        .filter(|name| !modules.join(name).is_dir());
    let missing: Vec<&str> = missing.map(String::as_str).collect();
    if missing.is_empty() {
        return Ok(());
    }
    notes.push(format!("package.json: not installed: {}", missing.join(", ")));
    let absent = missing.iter().find(|name| renders_markdown(name)).map(ToString::to_string);
    let Some(absent) = absent.filter(|_| modules.join(MARKED).is_dir()) else { return Ok(()) };
    let given = &mut package["dependencies"];
    if given.as_object().is_some_and(|given| {
        given.keys().any(|name| renders_markdown(name) && modules.join(name).is_dir())
    }) {
        return Ok(());
    }
    // Without any renderer of Markdown Hexo makes no page of a post.
    given[MARKED] = json!("*");
    notes.push(format!("package.json: {MARKED} in place of {absent}"));
    copy.put("package.json", &package.to_string())
}

/// Whether a plugin renders Markdown.
fn renders_markdown(name: &str) -> bool {
    name.strip_prefix("hexo-renderer-").is_some_and(|what| MARKDOWN.contains(&what))
}

/// Whether the theme that the site names is there, so that tags of its scripts are known.
fn has_theme(copy: &Copy) -> bool {
    let settings = ["_config.yml", "_config.yaml", "_config.json"]
        .iter()
        .find_map(|name| Settings::read(copy, name).filter(|_| copy.root().join(name).is_file()));
    let theme = settings.and_then(|settings| settings.get(&["theme"]));
    let theme = theme.map_or_else(|| "landscape".to_owned(), |theme| texts(&theme).concat());
    let module = format!("node_modules/hexo-theme-{theme}");
    !theme.is_empty()
        && (copy.root().join("themes").join(&theme).is_dir() || copy.root().join(module).is_dir())
}
