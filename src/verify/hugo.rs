//! Builds a copy of a Hugo site with layouts that print what Hugo holds of each page.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::process::Command;

use chrono::{DateTime, Utc};

use super::built::Built;
use super::copy::Copy;
use super::settings::{Settings, texts};
use super::stand_in::{MarkdownCall, mark};
use super::{Build, Failure};
use crate::engine::hugo::shortcodes::{self, Role};
use crate::value::typed::JsonValue;

const PROBE: &str = include_str!("probe/hugo.html");

/// Where the probe goes: the first is enough since 0.146, the others are for releases before it.
const LAYOUTS: &[&str] = &[
    "all.html",
    "index.html",
    "_default/single.html",
    "_default/list.html",
    "_default/terms.html",
];

/// Folders of layouts that pages are put together from, which stay.
const PIECES: &[&str] =
    &["shortcodes", "_shortcodes", "partials", "_partials", "_markup", "_internal"];

/// Shortcodes of Hugo itself that ask other hosts while they are run.
const ASKING: &[&str] =
    &["x", "x_simple", "instagram", "vimeo_simple", "tweet", "twitter", "twitter_simple"];

/// Formats of output that Hugo brings.
const FORMATS: &[&str] = &[
    "404",
    "alias",
    "amp",
    "calendar",
    "css",
    "csv",
    "gotmpl",
    "html",
    "json",
    "markdown",
    "robots",
    "rss",
    "sitemap",
    "sitemapindex",
    "webappmanifest",
    "httpstatus404",
];

/// How often a build is tried again with further stand-ins.
const ROUNDS: usize = 20;

/// Builds the copy.
///
/// # Errors
/// When Hugo fails on it, or it cannot be written.
pub fn build(job: &Build<'_>) -> Result<Built, Failure> {
    let copy = job.copy;
    let mut notes = Vec::new();
    fit_settings(copy, &mut notes)?;
    put_probe(copy)?;
    let used = used_shortcodes(copy);
    let mut stand_ins = BTreeSet::new();
    // A theme may bring a shortcode of its own under a name of Hugo's, and take what Hugo's own passes over.
    let has_no_theme = notes.iter().any(|note| note.contains("theme") || note.contains("imports"));
    if has_no_theme && used.get("details").is_some_and(|call| call.positional) {
        stand_in(copy, "details", &used, &mut stand_ins)?;
    }
    if !job.online {
        for name in ASKING.iter().filter(|name| used.contains_key(**name) && !defines(copy, name)) {
            stand_in(copy, name, &used, &mut stand_ins)?;
        }
    }
    let output = copy.beside("output");
    for _ in 0..ROUNDS {
        let ran = job.run(&mut command(job))?;
        if ran.success {
            let mut built = Built::read(&output)?;
            for page in built.pages.values_mut() {
                page.file = copy.named(&page.file);
            }
            forget_file_times(copy, &mut built);
            built.engine = format!("Hugo {}", job.program.version);
            built.stand_ins = stand_ins;
            built.notes.extend(notes);
            return Ok(built);
        }
        let told = format!("{}\n{}", ran.stdout, ran.stderr);
        if let Some(name) = missing_internal(&told)
            && !copy.root().join(&name).exists()
        {
            notes.push(format!("{name}: an empty one, as Hugo has it no more"));
            copy.put(&name, "")?;
            continue;
        }
        // One is named at a time, but all that are missing can be known at once.
        if missing_shortcode(&told).is_none_or(|name| stand_ins.contains(&name)) {
            return Err(job.failure(&told, |line| line.starts_with("ERROR")));
        }
        let named: Vec<String> = missing_shortcode(&told).into_iter().collect();
        let unknown =
            used.keys().filter(|name| !defines(copy, name) && !shortcodes::is_embedded(name));
        for name in named.iter().chain(unknown) {
            stand_in(copy, name, &used, &mut stand_ins)?;
        }
    }
    Err(job.failure("it still misses shortcodes", |_| true))
}

/// A site may take dates from the times of its files (`:fileModTime`), which nobody wrote and no copy keeps.
fn forget_file_times(copy: &Copy, built: &mut Built) {
    for page in built.pages.values_mut().filter(|page| !page.file.is_empty()) {
        let metadata = std::fs::metadata(copy.root().join(&page.file));
        let time =
            metadata.and_then(|metadata| metadata.modified()).ok().map(DateTime::<Utc>::from);
        for date in [&mut page.date, &mut page.updated] {
            *date = date.filter(|date| Some(*date) != time);
        }
    }
}

fn command(job: &Build<'_>) -> Command {
    let mut command = Command::new(&job.program.path);
    let caches = job.copy.beside("cache");
    command
        .current_dir(job.copy.root())
        .args(["--buildDrafts", "--buildFuture", "--buildExpired", "--cleanDestinationDir"])
        .arg("--destination")
        .arg(job.copy.beside("output"))
        .env("HUGO_CACHEDIR", caches)
        .env("HUGO_ENABLEGITINFO", "false");
    if !job.online {
        job.keep_offline(&mut command);
        command.env("GOPROXY", "off").env("HUGO_MODULE_PROXY", "off");
    }
    command
}

/// The shortcode that a message of Hugo says is not there.
fn missing_shortcode(told: &str) -> Option<String> {
    let (_, rest) = told.split_once("template for shortcode \"")?;
    rest.split('"').next().map(str::to_owned)
}

/// The template of older releases that a partial of the site's calls, as a file of the site.
fn missing_internal(told: &str) -> Option<String> {
    let (_, rest) = told.split_once("no such template \"_internal/")?;
    let name = rest.split('"').next()?;
    let is_plain = !name.is_empty() && !name.split('/').any(|part| matches!(part, "" | "." | ".."));
    is_plain.then(|| format!("layouts/_internal/{name}"))
}

/// Takes out of the configuration what is not there: themes and modules, formats of output that they declare. What Hugo
/// writes is not minified, so that the probes can be read.
fn fit_settings(copy: &Copy, notes: &mut Vec<String>) -> io::Result<()> {
    let is_config = |name: &&String| {
        name.starts_with("config/")
            || !name.contains('/') && (name.starts_with("hugo.") || name.starts_with("config."))
    };
    let files: Vec<String> = copy.files("").iter().filter(is_config).cloned().collect();
    let formats = declared_formats(copy, &files);
    for name in &files {
        let Some(mut settings) = Settings::read(copy, name) else { continue };
        let removed = match stem(name) {
            "module" if missing_imports(copy, &settings, &["imports"]) => {
                vec![&["imports"][..], &["hugoVersion"]]
            }
            "outputs" | "module" => Vec::new(),
            "minify" => vec![&[][..]],
            _ => unfit(copy, &settings),
        };
        let mut done = Vec::new();
        let outputs: &[&str] = if stem(name) == "outputs" { &[] } else { &["outputs"] };
        let is_known = |format: &str| formats.contains(&format.to_ascii_lowercase());
        if settings.retain_texts(outputs, is_known) {
            done.push("outputs in formats that are not declared".to_owned());
        }
        for path in removed {
            if settings.remove(path) {
                done.push(if path.is_empty() { "all".to_owned() } else { path.join(".") });
            }
        }
        if !done.is_empty() {
            settings.write(copy, name)?;
            done.retain(|path| path != "minify");
        }
        if !done.is_empty() {
            notes.push(format!("{name}: without {}", done.join(", ")));
        }
    }
    Ok(())
}

/// The name of a file without folder and ending.
fn stem(name: &str) -> &str {
    let file = name.rsplit('/').next().unwrap_or(name);
    file.split('.').next().unwrap_or(file)
}

/// What has to go from a file with settings of all kinds.
fn unfit(copy: &Copy, settings: &Settings) -> Vec<&'static [&'static str]> {
    let mut unfit: Vec<&[&str]> = vec![&["minify"]];
    let theme = settings.get(&["theme"]).map(|theme| texts(&theme)).unwrap_or_default();
    if theme.iter().any(|theme| !has_theme(copy, theme)) {
        unfit.push(&["theme"]);
    }
    if missing_imports(copy, settings, &["module", "imports"]) {
        unfit.extend([&["module", "imports"][..], &["module", "hugoVersion"]]);
    }
    unfit
}

/// Whether modules are imported that the site does not bring along.
fn missing_imports(copy: &Copy, settings: &Settings, path: &[&str]) -> bool {
    let imports = settings.get(path).unwrap_or_default();
    let mut paths = imports.as_array().into_iter().flatten().filter_map(|one| one["path"].as_str());
    paths.any(|path| !has_theme(copy, path))
}

/// The formats of output that are known, in lower case.
fn declared_formats(copy: &Copy, files: &[String]) -> BTreeSet<String> {
    let mut formats: BTreeSet<String> = FORMATS.iter().map(ToString::to_string).collect();
    for name in files {
        let stem = name.rsplit('/').next().and_then(|file| file.split('.').next()).unwrap_or("");
        let path: &[&str] =
            if stem.eq_ignore_ascii_case("outputformats") { &[] } else { &["outputFormats"] };
        let table = Settings::read(copy, name).and_then(|settings| settings.get(path));
        let keys =
            table.as_ref().and_then(JsonValue::as_object).into_iter().flat_map(|map| map.keys());
        formats.extend(keys.map(|key| key.to_ascii_lowercase()));
    }
    formats
}

/// Whether a theme or module is there.
fn has_theme(copy: &Copy, theme: &str) -> bool {
    copy.root().join("themes").join(theme).is_dir()
        || copy.root().join("_vendor").join(theme).is_dir()
}

/// Takes the layouts of pages away and puts the probe in their place.
fn put_probe(copy: &Copy) -> io::Result<()> {
    let mut has_not_found = false;
    for below in ["layouts", "themes", "_vendor"] {
        let is_page_layout = |name: &&String| {
            let mut parts = name.split('/');
            name.ends_with(".html")
                && parts.any(|part| part == "layouts")
                && !parts.any(|part| PIECES.contains(&part))
        };
        for name in copy.files(below).iter().filter(is_page_layout) {
            std::fs::remove_file(copy.root().join(name))?;
            has_not_found |= name.ends_with("/404.html");
        }
    }
    // Hugo writes a page for what is not found where there is a layout for it, and the layout says something.
    if has_not_found {
        copy.put("layouts/404.html", "404")?;
    }
    LAYOUTS.iter().try_for_each(|name| copy.put(&format!("layouts/{name}"), PROBE))
}

/// Whether the site or its theme has a template for a shortcode.
fn defines(copy: &Copy, name: &str) -> bool {
    let wanted = format!("shortcodes/{name}.").to_lowercase();
    ["layouts", "themes", "_vendor"]
        .iter()
        .flat_map(|below| copy.files(below))
        .any(|file| file.contains("layouts/") && file.to_lowercase().contains(&wanted))
}

/// The shortcodes that the content calls.
fn used_shortcodes(copy: &Copy) -> BTreeMap<String, MarkdownCall> {
    let mut used: BTreeMap<String, MarkdownCall> = BTreeMap::new();
    for name in
        copy.files("").iter().filter(|name| name.ends_with(".md") || name.ends_with(".html"))
    {
        let text = copy.text(name);
        if !text.contains("{{<") && !text.contains("{{%") {
            continue;
        }
        for tag in shortcodes::scan(&text) {
            let call = used.entry(tag.name.text(&text).to_owned()).or_default();
            call.closed |= matches!(tag.role, Role::Close | Role::SelfClosed);
            call.markdown |= tag.markdown;
            call.positional |= tag.arguments.iter().any(|argument| argument.name.is_none());
        }
    }
    used.remove("");
    used
}

/// Puts a template for a shortcode that is not there: it marks its place and shows what it encloses.
fn stand_in(
    copy: &Copy,
    name: &str,
    used: &BTreeMap<String, MarkdownCall>,
    stand_ins: &mut BTreeSet<String>,
) -> io::Result<()> {
    let call = used.get(name).copied().unwrap_or_default();
    let given = "{{ .Name }}{{ range .Params }} {{ . }}{{ end }}";
    let (open, close) = (mark(given), mark(&format!("/{name}")));
    let template = match (call.closed, call.markdown) {
        (false, _) => open,
        (true, true) => format!("{open}{{{{ .Inner }}}}{close}"),
        (true, false) => format!(
            "{open}{{{{ .Inner | .Page.RenderString (dict \"display\" \"block\") }}}}{close}"
        ),
    };
    stand_ins.insert(name.to_owned());
    copy.put(&format!("layouts/shortcodes/{name}.html"), &template)
}
