//! Settings to the typed configuration (`config/allconfig/alldecoders.go`).

use chrono_tz::Tz;

use super::languages::{Declared, Language, declared};
use super::markdown::markdown;
use super::mounts::content_mounts;
use super::{Config, Mount, Site, Taxonomy, Ugly, Zone};
use crate::engine::ConfigProblem;
use crate::engine::hugo::cascade::{Cascade, cascades};
use crate::engine::hugo::chain::Chains;
use crate::engine::hugo::paths::Spelling;
use crate::engine::hugo::patterns::Patterns;
use crate::engine::hugo::{cast, permalinks};
use crate::text::Span;
use crate::value::Value;

/// What `security.allowContent` is unless it is set.
const ALLOWED_CONTENT: &[&str] = &["! ^text/html$", "! ^text/org$"];

/// The output formats that Hugo brings (`output/outputFormat.go`).
pub(super) const OUTPUT_FORMATS: &[&str] = &[
    "alias",
    "amp",
    "calendar",
    "css",
    "csv",
    "html",
    "gotmpl",
    "json",
    "markdown",
    "robots",
    "rss",
    "sitemap",
    "sitemapindex",
    "webappmanifest",
    "404",
];

/// Where problems of settings go, all blamed on one file.
pub(super) struct Problems<'p> {
    path: &'p str,
    list: &'p mut Vec<ConfigProblem>,
}

impl Problems<'_> {
    pub fn push(&mut self, message: String) {
        let known = self.list.iter().any(|problem| problem.message == message);
        if !known {
            self.list.push(ConfigProblem {
                path: self.path.to_owned(),
                span: Span::at(0),
                message,
            });
        }
    }
}

pub(super) fn decode(settings: &Value, path: &str, list: &mut Vec<ConfigProblem>) -> Config {
    let mut problems = Problems { path, list };
    let declared = declared(settings);
    check_languages(settings, &declared, &mut problems);
    let codes: Vec<String> = declared.built.iter().map(|language| language.code.clone()).collect();
    let sites: Vec<Site> = declared
        .built
        .iter()
        .map(|language| site(language, &declared, settings, &mut problems))
        .collect();
    let default_site = codes.iter().position(|code| *code == declared.default).unwrap_or(0);
    let texts = |value: Option<&Value>| value.map(cast::texts);
    let allowed = settings.get("security").and_then(|security| security.get("allowcontent"));
    let allowed = texts(allowed)
        .unwrap_or_else(|| ALLOWED_CONTENT.iter().map(|one| (*one).to_owned()).collect());
    let ignored = texts(settings.get("ignorefiles")).unwrap_or_default();
    Config {
        mounts: mounts(settings, &declared, &codes),
        sites,
        disabled: declared.disabled,
        default_site,
        names_languages: declared.is_named,
        multihost: declared.multihost,
        ignored: patterns("ignoreFiles", &ignored, &mut problems),
        allowed_content: patterns("security.allowContent", &allowed, &mut problems),
        has_unseen_templates: !themes(settings).is_empty() || mounts_layouts(settings),
        themes: themes(settings),
        build_future: settings.get("buildfuture").and_then(cast::bool_of).unwrap_or(false),
        shows_html: shows_html(settings),
        markdown: markdown(settings),
        base_url: settings.get("baseurl").map(cast::text).unwrap_or_default(),
        static_folders: static_folders(settings),
        output_formats: output_formats(settings),
        codes,
    }
}

fn shows_html(settings: &Value) -> bool {
    let path = ["markup", "goldmark", "renderer", "unsafe"];
    let found = path.iter().try_fold(settings, |value, key| value.get(key));
    found.and_then(cast::bool_of).unwrap_or(false)
}

fn patterns(key: &str, texts: &[String], problems: &mut Problems<'_>) -> Patterns {
    let (patterns, wrong) = Patterns::new(texts);
    for pattern in wrong {
        problems.push(format!(
            "`{key}` holds {pattern:?}, which is no regular expression; it is passed over here, but Hugo stops."
        ));
    }
    patterns
}

fn check_languages(settings: &Value, declared: &Declared, problems: &mut Problems<'_>) {
    let named = settings.get("defaultcontentlanguage").map(cast::text).unwrap_or_default();
    if !named.is_empty() && named != declared.default {
        problems.push(format!(
            "`defaultContentLanguage` is {named:?}, but no such language is built; {:?} is assumed here, but Hugo stops.",
            declared.default
        ));
    }
}

fn mounts(settings: &Value, declared: &Declared, codes: &[String]) -> Vec<Mount> {
    let mounts = content_mounts(settings, codes);
    if !mounts.is_empty() {
        return mounts;
    }
    let root = settings.get("contentdir").map(cast::text).filter(|dir| !dir.is_empty());
    let root = root.unwrap_or_else(|| "content".to_owned());
    if declared.content_dirs.is_empty() {
        return vec![Mount::content(&root, None)];
    }
    let own = |code: &String| {
        declared.content_dirs.iter().find(|(other, _)| other == code).map(|(_, dir)| dir.as_str())
    };
    codes
        .iter()
        .map(|code| Mount::content(own(code).unwrap_or(&root), Some(code.clone())))
        .collect()
}

/// One name, or a list of them.
fn names(value: &Value) -> Vec<String> {
    match value {
        Value::String(name) => vec![name.clone()],
        other => cast::texts(other),
    }
}

/// What `theme` names, then the paths of `module.imports`.
fn themes(settings: &Value) -> Vec<String> {
    let named = settings.get("theme").map(names).unwrap_or_default();
    let imports = settings.get("module").and_then(|module| module.get("imports"));
    let imports: &[Value] = match imports {
        Some(Value::List(items)) => items,
        Some(one @ Value::Map(_)) => std::slice::from_ref(one),
        _ => &[],
    };
    let paths = imports.iter().map(|import| import.get("path").map(cast::text).unwrap_or_default());
    named.into_iter().filter(|name| !name.is_empty()).chain(paths).collect()
}

/// Whether a folder elsewhere is mounted among the templates.
fn mounts_layouts(settings: &Value) -> bool {
    let mounts = settings.get("module").and_then(|module| module.get("mounts"));
    let is_layout = |mount: &Value| {
        mount.get("target").is_some_and(|target| cast::text(target).starts_with("layouts"))
    };
    matches!(mounts, Some(Value::List(mounts)) if mounts.iter().any(is_layout))
}

/// What `staticDir` and its numbered sisters name (`config/allconfig/allconfig.go`).
fn static_folders(settings: &Value) -> Vec<String> {
    let numbered = (0..=10).map(|number| format!("staticdir{number}"));
    let keys = std::iter::once("staticdir".to_owned()).chain(numbered);
    let folders: Vec<String> = keys
        .filter_map(|key| settings.get(&key).map(names))
        .flatten()
        .map(|folder| folder.trim_matches('/').to_owned())
        .collect();
    if folders.is_empty() { vec!["static".to_owned()] } else { folders }
}

fn output_formats(settings: &Value) -> Vec<String> {
    let own = match settings.get("outputformats") {
        Some(Value::Map(entries)) => entries.iter().map(|(name, _)| name.clone()).collect(),
        _ => Vec::new(),
    };
    OUTPUT_FORMATS.iter().map(|name| (*name).to_owned()).chain(own).collect()
}

fn site(
    language: &Language,
    declared: &Declared,
    root: &Value,
    problems: &mut Problems<'_>,
) -> Site {
    let settings = &language.settings;
    let truth = |key: &str| settings.get(key).and_then(cast::bool_of).unwrap_or(false);
    let root_truth = |key: &str| root.get(key).and_then(cast::bool_of).unwrap_or(false);
    let text = |key: &str| root.get(key).map(cast::text).unwrap_or_default();
    let is_default = language.code == declared.default;
    let in_folder =
        !declared.multihost && (!is_default || root_truth("defaultcontentlanguageinsubdir"));
    Site {
        prefix: if in_folder { language.code.clone() } else { String::new() },
        code: language.code.clone(),
        zone: zone(settings, problems),
        taxonomies: taxonomies(settings),
        permalinks: permalinks(settings, problems),
        chains: Chains::new(settings.get("frontmatter")),
        ugly: ugly(settings.get("uglyurls")),
        spelling: Spelling {
            keep_case: root_truth("disablepathtolower"),
            remove_accents: truth("removepathaccents"),
        },
        disabled_kinds: disabled_kinds(settings),
        disable_aliases: truth("disablealiases"),
        cascades: site_cascades(settings, problems),
        params: settings.get("params").cloned().unwrap_or(Value::Null),
        ref_errors: !text("reflinkserrorlevel").eq_ignore_ascii_case("warning"),
        page_formats: page_formats(settings),
        home_redirect: is_default
            && in_folder
            && !root_truth("disabledefaultlanguageredirect")
            && !root_truth("disabledefaultsiteredirect"),
    }
}

fn zone(settings: &Value, problems: &mut Problems<'_>) -> Zone {
    let name = settings.get("timezone").map(cast::text).unwrap_or_default();
    match name.as_str() {
        "" => Zone::Unset,
        "Local" => Zone::Machine,
        name => match name.parse::<Tz>() {
            Ok(zone) => Zone::Named(zone),
            Err(_) => {
                problems.push(format!(
                    "`timeZone` is {name:?}, which is no zone of the time zone database; UTC is assumed here, but Hugo stops."
                ));
                Zone::Unset
            }
        },
    }
}

fn taxonomies(settings: &Value) -> Vec<Taxonomy> {
    let taxonomy = |plural: String| Taxonomy { plural: plural.to_lowercase() };
    // The old name wins where both are there (config/allconfig/load.go, `applyConfigAliases`).
    match settings.get("indexes").or_else(|| settings.get("taxonomies")) {
        Some(Value::Map(entries)) => entries
            .iter()
            .filter(|(singular, _)| singular != "_merge")
            .map(|(_, plural)| cast::text(plural))
            .filter(|plural| !plural.is_empty())
            .map(taxonomy)
            .collect(),
        _ => ["categories", "tags"].map(str::to_owned).map(taxonomy).to_vec(),
    }
}

fn permalinks(settings: &Value, problems: &mut Problems<'_>) -> Vec<permalinks::PermalinkRule> {
    match permalinks::rules(settings.get("permalinks")) {
        Ok(rules) => rules,
        Err(message) => {
            problems.push(format!(
                "`permalinks` cannot be used: {message}. None is assumed here, but Hugo stops."
            ));
            Vec::new()
        }
    }
}

fn ugly(value: Option<&Value>) -> Ugly {
    match value {
        Some(Value::Map(entries)) => {
            let on = entries.iter().filter(|(_, value)| cast::bool_of(value) == Some(true));
            Ugly::Sections(on.map(|(section, _)| section.clone()).collect())
        }
        Some(Value::String(text)) => Ugly::All(text == "true"),
        Some(Value::Bool(all)) => Ugly::All(*all),
        _ => Ugly::All(false),
    }
}

/// `disableKinds`; disabling taxonomies disables their terms too.
fn disabled_kinds(settings: &Value) -> Vec<String> {
    let mut kinds: Vec<String> = settings
        .get("disablekinds")
        .map(cast::texts)
        .unwrap_or_default()
        .iter()
        .map(|kind| kind.to_lowercase())
        .map(|kind| if kind == "taxonomyterm" { "taxonomy".to_owned() } else { kind })
        .collect();
    if kinds.iter().any(|kind| kind == "taxonomy") {
        kinds.push("term".to_owned());
    }
    kinds
}

fn site_cascades(settings: &Value, problems: &mut Problems<'_>) -> Vec<Cascade> {
    match settings.get("cascade").map(cascades) {
        None => Vec::new(),
        Some(Ok(cascades)) => cascades,
        Some(Err(message)) => {
            problems.push(format!(
                "`cascade` cannot be used: {message}. None is assumed here, but Hugo stops."
            ));
            Vec::new()
        }
    }
}

fn page_formats(settings: &Value) -> Vec<String> {
    let outputs = settings.get("outputs").and_then(|outputs| outputs.get("page"));
    let formats = outputs.map(cast::texts).unwrap_or_default();
    if formats.is_empty() {
        return vec!["html".to_owned()];
    }
    formats.iter().map(|format| format.to_lowercase()).collect()
}
