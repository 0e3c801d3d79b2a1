//! The sum of an account: what a counter of its own finds in the source, held against the rows on every run. The
//! counter shares no code with what makes the rows, so that a thing that is passed over cannot be passed over twice.

use std::collections::{BTreeSet, HashSet};

use super::census::Fact;
use super::{Action, Kind, Row};
use crate::document::{Document, Node};
use crate::engine::{AssetName, ConfigFile, Engine, Outcome, Setup, config_names};
use crate::value::{self, Value};

/// The maps of front matter whose entries are counted one by one.
const CONTAINERS: [(Engine, &str); 3] =
    [(Engine::Hugo, "params"), (Engine::Zola, "extra"), (Engine::Zola, "taxonomies")];

/// Checks the rows of one post that was moved.
#[must_use]
pub fn of_post(from: &Setup, fact: &Fact, document: &Document<'_>, rows: &[Row]) -> Vec<Row> {
    let block = document.front_matter.as_ref();
    let urls = 1 + fact.reading.aliases.as_ref().map_or(0, Vec::len);
    let counted = [
        (Kind::Key, block.map_or(0, |block| keys(from, &block.tree.root, 0))),
        (Kind::Tag, from.tags(&fact.path, document).len()),
        (Kind::Url, urls),
    ];
    compare(&fact.path, &counted, rows)
}

/// Checks the rows of everything that is no post.
#[must_use]
pub fn of_site(
    from: &Setup,
    files: &[String],
    config: &[ConfigFile],
    facts: &[Fact],
    rows: &[Row],
) -> Vec<Row> {
    let content: BTreeSet<&str> = facts.iter().map(|fact| fact.path.as_str()).collect();
    let others = || files.iter().filter(|file| !content.contains(file.as_str()));
    let assets = others().filter(|file| from.asset_name(file) != AssetName::None).count();
    let mut counted = vec![(Kind::Asset, assets), (Kind::Url, terms(from, facts))];
    let settings: Option<Vec<usize>> = config.iter().map(settings).collect();
    counted.extend(settings.map(|counts| (Kind::Setting, counts.iter().sum())));
    let mut faults = compare("", &counted, rows);
    let named: BTreeSet<&str> = rows.iter().map(|row| row.file.as_str()).collect();
    let is_named = |file: &str| {
        let top = file.split_once('/').map_or(file, |(top, _)| top);
        let is_config = config_names(from.target.engine).contains(&file)
            || config.iter().any(|one| one.source.path == file);
        is_config || named.contains(file) || named.contains(format!("{top}/").as_str())
    };
    let missing = others().filter(|file| !is_named(file));
    faults.extend(missing.map(|file| fault(file, "No row says what became of this file")));
    faults
}

/// Entries of front matter that say something by themselves.
fn keys(from: &Setup, node: &Node<'_>, depth: usize) -> usize {
    let engine = from.target.engine;
    let opens = |name: &str| match Engine::ALL.iter().find(|one| one.name() == name) {
        Some(one) => *one != engine,
        None => {
            let same = |known: &str| match from.folds_keys() {
                true => known.eq_ignore_ascii_case(name),
                false => known == name,
            };
            depth == 0 && CONTAINERS.iter().any(|(one, known)| *one == engine && same(known))
        }
    };
    let count = |entry: &crate::document::Entry<'_>| {
        let inner = &entry.value;
        let is_engine = Engine::ALL.iter().any(|one| one.name() == entry.name());
        let is_taxonomies = engine == Engine::Zola && entry.name() == "taxonomies";
        match (inner.entries().is_empty() || !opens(entry.name()), is_engine || is_taxonomies) {
            (true, _) => 1,
            (false, true) => inner.entries().len(),
            (false, false) => keys(from, inner, depth + 1),
        }
    };
    node.entries().iter().map(count).sum()
}

/// The addresses of taxonomies and terms.
fn terms(from: &Setup, facts: &[Fact]) -> usize {
    let mut urls = BTreeSet::new();
    // Of posts in one language a term has one address, which takes long to find.
    let mut seen = HashSet::new();
    let published =
        facts.iter().filter(|fact| fact.reading.outcome == Outcome::Page && !fact.reading.draft);
    for Fact { path, reading, .. } in published {
        let tags = reading.tags.iter().map(|tag| ("tags", vec![tag.clone()]));
        let categories = reading.categories.iter().flat_map(|path| {
            (1..=path.len()).map(|length| ("categories", path[..length].to_vec()))
        });
        let others = reading.taxonomies.iter().flat_map(|(taxonomy, terms)| {
            terms.iter().map(|term| (taxonomy.as_str(), vec![term.clone()]))
        });
        let language = from.language(path);
        for (taxonomy, names) in tags.chain(categories).chain(others) {
            if seen.insert((language.clone(), taxonomy, names.clone())) {
                urls.extend(from.term_url(path, taxonomy, &[]));
                urls.extend(from.term_url(path, taxonomy, &names));
            }
        }
    }
    urls.len()
}

/// The settings of a file; none where its strict reader does not take it, though a patient one may.
fn settings(file: &ConfigFile) -> Option<usize> {
    let (path, text) = (file.source.path.as_str(), file.source.text.as_str());
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let of_theme = path.starts_with("_config.") && path.matches('.').count() > 1;
    let value = match path.rsplit_once('.').map(|(_, extension)| extension) {
        _ if of_theme || path == "package.json" => return Some(0),
        Some("yml" | "yaml") => value::yaml::read(text),
        Some("toml") => value::toml::read(text),
        Some("json") => value::json::read(text),
        _ => return Some(0),
    };
    value.ok().map(|value| leaves(&value))
}

/// Values below a map that are no maps, or empty ones.
fn leaves(value: &Value) -> usize {
    let Value::Map(entries) = value else { return 0 };
    let count = |value: &Value| match value {
        Value::Map(inner) if !inner.is_empty() => leaves(value),
        _ => 1,
    };
    entries.iter().map(|(_, value)| count(value)).sum()
}

/// A fault for each kind of which there are not as many rows as things.
fn compare(file: &str, counted: &[(Kind, usize)], rows: &[Row]) -> Vec<Row> {
    let differs = |(kind, there): &(Kind, usize)| {
        let told = rows.iter().filter(|row| row.kind == *kind).count();
        let name = format!("{kind:?}").to_lowercase();
        let reason = format!(
            "Of the kind {name} there are {there} things here, but the account has {told} rows"
        );
        (told != *there).then(|| fault(file, &reason))
    };
    counted.iter().filter_map(differs).collect()
}

/// The account is wrong; nobody may believe that it is whole.
fn fault(file: &str, what: &str) -> Row {
    Row {
        file: file.to_owned(),
        line: None,
        kind: Kind::File,
        name: file.to_owned(),
        action: Action::NeedsHand,
        to: None,
        reason: format!("{what}; this is a fault of masthead, please report it."),
        code: "internal-error",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(kind: Kind) -> Row {
        Row { kind, ..fault("a.md", "") }
    }

    #[test]
    fn a_missing_row_and_one_too_many_are_told() {
        let rows = [row(Kind::Key), row(Kind::Key), row(Kind::Tag)];
        assert!(compare("a.md", &[(Kind::Key, 2), (Kind::Tag, 1)], &rows).is_empty());
        let faults = compare("a.md", &[(Kind::Key, 3), (Kind::Tag, 0), (Kind::Url, 0)], &rows);
        assert_eq!(faults.len(), 2, "{faults:#?}");
        assert!(faults[0].reason.contains("there are 3 things here, but the account has 2 rows"));
    }

    #[test]
    fn settings_are_counted_by_value() {
        let count = |path: &str, text: &str| {
            settings(&ConfigFile { source: crate::text::Source::new(path, text) })
        };
        assert_eq!(count("hugo.toml", "a = 1\nb = []\n[c]\nd = {}\n[c.e]\nf = 1\n[g]\n"), Some(5));
        assert_eq!(count("_config.yml", "a: 1\nb:\n  c: [1, 2]\n  d:\n"), Some(3));
        assert_eq!(count("_config.next.yml", "a: 1\n"), Some(0), "a theme's own");
        assert_eq!(count("hugo.toml", "a = "), None);
    }
}
