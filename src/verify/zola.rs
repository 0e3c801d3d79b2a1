//! Builds a copy of a Zola site with templates that print what Zola holds of each page.

use std::collections::BTreeSet;
use std::io;
use std::process::Command;

use super::built::{Built, Kind};
use super::copy::Copy;
use super::settings::{Settings, texts};
use super::{Build, Failure, zola_calls};
use crate::document::Document;
use crate::text::Source;
use crate::value::typed::{JsonValue, TomlValue};

const PROBE: &str = include_str!("probe/zola.html");
const MADE: &str = include_str!("probe/zola_made.html");

/// The setting by which templates that `migrate` writes show a file of content on a page that Zola makes itself.
const MADE_PAGES: &str = "config.extra.made_pages";

/// The templates that Zola asks for by itself.
const TEMPLATES: &[&str] = &[
    "index.html",
    "page.html",
    "section.html",
    "404.html",
    "taxonomy_list.html",
    "taxonomy_single.html",
];

/// Feeds for which Zola has templates of its own.
const FEEDS: &[&str] = &["atom.xml", "rss.xml"];

/// The link in a heading to itself with the class that Zola's own has, by which it is passed over.
const ANCHOR: &str = "<a class=\"zola-anchor\" href=\"#{{ id }}\"></a>";

/// Builds the copy.
///
/// # Errors
/// When Zola fails on it, or it cannot be written.
pub fn build(job: &Build<'_>) -> Result<Built, Failure> {
    let copy = job.copy;
    let mut notes = Vec::new();
    fit_settings(copy, &mut notes)?;
    let mut templates: BTreeSet<String> = TEMPLATES.iter().map(ToString::to_string).collect();
    templates.extend(named_templates(copy));
    for name in &templates {
        let path = format!("templates/{name}");
        let shows_file = copy.text(&path).contains(MADE_PAGES);
        let before = if shows_file { MADE } else { "" };
        copy.put(&path, &format!("{before}{PROBE}"))?;
    }
    copy.put("templates/anchor-link.html", ANCHOR)?;
    let stand_ins = zola_calls::stand_in(copy, job.program.target)?;
    let ran = job.run(&mut command(job))?;
    if !ran.success {
        let told = format!("{}\n{}", ran.stdout, ran.stderr);
        let noise = ["Building site", "-> Creating", "Checking all"];
        return Err(job.failure(&told, |line| !noise.iter().any(|start| line.starts_with(start))));
    }
    let mut built = Built::read(&copy.beside("output"))?;
    for page in built.pages.values_mut() {
        // Zola makes the home page, and sections of folders, without a file too.
        let file = format!("content/{}", page.file);
        let is_file = copy.root().join(&file).is_file();
        if page.kind == Kind::Section && !is_file {
            page.kind = Kind::List;
        }
        page.file = if is_file { file } else { String::new() };
    }
    built.engine = format!("Zola {}", job.program.version);
    built.stand_ins = stand_ins;
    built.notes.extend(notes);
    Ok(built)
}

fn command(job: &Build<'_>) -> Command {
    let mut command = Command::new(&job.program.path);
    command
        .current_dir(job.copy.root())
        .args(["build", "--drafts", "--force", "--output-dir"])
        .arg(job.copy.beside("output"));
    if !job.online {
        job.keep_offline(&mut command);
    }
    command
}

/// Takes out of the configuration what is not there (theme, highlighting themes), and what costs time and prints nothing to
/// compare or would garble what the probes print.
fn fit_settings(copy: &Copy, notes: &mut Vec<String>) -> io::Result<()> {
    let names = ["zola.toml", "config.toml"];
    let Some(name) = names.iter().find(|name| copy.root().join(name).is_file()) else {
        return Ok(());
    };
    let Some(mut settings) = Settings::read(copy, name) else { return Ok(()) };
    let theme = settings.get(&["theme"]).map(|theme| texts(&theme).concat()).unwrap_or_default();
    if !theme.is_empty() && !copy.root().join("themes").join(&theme).is_dir() {
        settings.remove(&["theme"]);
        notes.push(format!("{name}: without theme"));
    }
    let extra = settings.get(&["markdown", "highlighting", "extra_themes"]);
    let is_missing = |file: &String| !copy.root().join(file).is_file();
    if extra.is_some_and(|files| texts(&files).iter().any(is_missing)) {
        settings.remove(&["markdown", "highlighting"]);
        notes.push(format!("{name}: without markdown.highlighting"));
    }
    settings.remove(&["minify_html"]);
    put_feeds(copy, &settings, notes)?;
    if let Settings::Toml(table) = &mut settings {
        for key in ["compile_sass", "build_search_index"] {
            table.insert(key.to_owned(), TomlValue::Boolean(false));
        }
        let languages = table.get_mut("languages").and_then(TomlValue::as_table_mut);
        for (_, language) in languages.into_iter().flat_map(|languages| languages.iter_mut()) {
            if let Some(language) = language.as_table_mut() {
                language.remove("build_search_index");
            }
        }
    }
    settings.write(copy, name)
}

/// Feeds under a name of the site's own need a template, which its theme may have had.
fn put_feeds(copy: &Copy, settings: &Settings, notes: &mut Vec<String>) -> io::Result<()> {
    let languages = settings.get(&["languages"]).unwrap_or_default();
    let languages = languages.as_object().into_iter().flat_map(|map| map.values());
    let own = languages.map(|language| language["feed_filenames"].clone());
    let names = settings.get(&["feed_filenames"]).into_iter().chain(own);
    let names: BTreeSet<String> = names.flat_map(|names: JsonValue| texts(&names)).collect();
    for name in names.iter().filter(|name| !FEEDS.contains(&name.as_str())) {
        if !has_template(copy, name) {
            copy.put(&format!("templates/{name}"), "")?;
            notes.push(format!("templates/{name}: an empty stand-in"));
        }
    }
    Ok(())
}

/// Whether the site or its theme has a template.
pub fn has_template(copy: &Copy, name: &str) -> bool {
    let of_theme = format!("/templates/{name}");
    copy.root().join("templates").join(name).is_file()
        || copy.files("themes").iter().any(|file| file.ends_with(&of_theme))
}

/// The templates that pages and sections name, for themselves and for the pages below them.
fn named_templates(copy: &Copy) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for file in copy.files("content").iter().filter(|file| file.ends_with(".md")) {
        let source = Source::new(file, copy.text(file));
        let document = Document::parse(&source);
        let Some(front_matter) = &document.front_matter else { continue };
        for key in ["template", "page_template"] {
            let value = front_matter.tree.root.entry(key).and_then(|entry| entry.value.text());
            names.extend(value.map(str::to_owned));
        }
    }
    names.retain(|name| !name.is_empty() && !name.split('/').any(|part| part == ".."));
    names
}
