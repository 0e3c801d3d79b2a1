//! The folders that content comes from (`modules/config.go`, `modules/collect.go`).

use crate::engine::hugo::cast;
use crate::engine::hugo::glob::Glob;
use crate::value::Value;

/// A folder of the site that is mounted below the content root.
#[derive(Clone, Debug)]
pub(in super::super) struct Mount {
    /// Path of the folder from the site's root, without slashes at its ends.
    pub source: String,
    /// Where it appears below the content root; empty for the root itself.
    pub target: String,
    /// The language of its files where their names say none.
    pub language: Option<String>,
    /// Only files that match one of these are taken, where there are some.
    pub include: Vec<Glob>,
    /// Files that match one of these are left out.
    pub exclude: Vec<Glob>,
}

impl Mount {
    /// A content folder as `contentDir` names it.
    pub fn content(source: &str, language: Option<String>) -> Self {
        Self {
            source: trimmed(source),
            target: String::new(),
            language,
            include: Vec::new(),
            exclude: Vec::new(),
        }
    }

    /// The path below the content root of a file of this mount, by its path from the site's root.
    pub fn below(&self, path: &str) -> Option<String> {
        let inside = match self.source.as_str() {
            "" => path,
            source => path.strip_prefix(source)?.strip_prefix('/')?,
        };
        let lower = inside.to_lowercase();
        let fits = |globs: &[Glob]| globs.iter().any(|glob| glob.matches(&lower));
        if fits(&self.exclude) || !self.include.is_empty() && !fits(&self.include) {
            return None;
        }
        Some(match self.target.as_str() {
            "" => inside.to_owned(),
            target => format!("{target}/{inside}"),
        })
    }
}

fn trimmed(path: &str) -> String {
    let path = path.replace('\\', "/");
    path.trim_start_matches("./").trim_matches('/').to_owned()
}

/// The mounts of `module.mounts` that make content; languages that are not built are left out.
pub(super) fn content_mounts(settings: &Value, built: &[String]) -> Vec<Mount> {
    let mounts = settings.get("module").and_then(|module| module.get("mounts"));
    let Some(Value::List(mounts)) = mounts else { return Vec::new() };
    mounts.iter().filter_map(|mount| content_mount(mount, built)).collect()
}

fn content_mount(mount: &Value, built: &[String]) -> Option<Mount> {
    let text = |key: &str| mount.get(key).map(cast::text).unwrap_or_default();
    let target = trimmed(&text("target"));
    let target = match target.strip_prefix("content") {
        Some("") => String::new(),
        Some(below) => below.strip_prefix('/')?.to_owned(),
        None => return None,
    };
    let language = match languages(mount) {
        None => None,
        Some(globs) => {
            let matching = |code: &&String| globs.iter().any(|glob| glob.matches(code));
            Some(built.iter().find(matching)?.clone())
        }
    };
    let (include, exclude) = filters(mount);
    Some(Mount { source: trimmed(&text("source")), target, language, include, exclude })
}

/// `lang` or `sites.matrix.languages`.
fn languages(mount: &Value) -> Option<Vec<Glob>> {
    let matrix = mount.get("sites").and_then(|sites| sites.get("matrix"));
    let value = matrix.and_then(|matrix| matrix.get("languages")).or_else(|| mount.get("lang"))?;
    let codes = cast::texts(value);
    let globs: Vec<Glob> = codes.iter().map(|code| Glob::new(&code.to_lowercase())).collect();
    (!globs.is_empty()).then_some(globs)
}

/// `includeFiles` and `excludeFiles`, and `files`, where `! ` leaves out.
fn filters(mount: &Value) -> (Vec<Glob>, Vec<Glob>) {
    let texts = |key: &str| match mount.get(key) {
        Some(Value::String(one)) => vec![one.clone()],
        Some(value) => cast::texts(value),
        None => Vec::new(),
    };
    let mut include = texts("includefiles");
    let mut exclude = texts("excludefiles");
    for pattern in texts("files") {
        match pattern.strip_prefix('!') {
            Some(pattern) => exclude.push(pattern.trim_start().to_owned()),
            None => include.push(pattern),
        }
    }
    let globs = |patterns: Vec<String>| {
        patterns.iter().map(|one| Glob::new(one.to_lowercase().trim_start_matches('/'))).collect()
    };
    (globs(include), globs(exclude))
}
