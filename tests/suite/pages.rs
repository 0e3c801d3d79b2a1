//! The pages of the rules are their tests: every example in them is tried as CONTRIBUTING.md says.

use std::fmt::Write as _;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use masthead::check::check_in_site;
use masthead::diagnostic::Diagnostic;
use masthead::document::Document;
use masthead::engine::{ConfigFile, Engine, Place, Setup, Target, config_names, configure};
use masthead::rules::{RULES, Rule, Settings};
use masthead::site::{Gathered, Index};
use masthead::text::{Source, apply};

use crate::page::{Block, blocks};

/// Rounds after which a fix counts as one that never comes to rest.
const ROUNDS: usize = 10;

#[test]
fn every_example_of_every_page_holds() {
    let mut failures = String::new();
    for rule in RULES {
        for failure in failures_of(rule) {
            let _ = writeln!(failures, "rules/{}.md:{failure}", rule.name);
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
}

#[test]
fn every_page_has_examples_for_the_engines_of_its_row() {
    for rule in RULES {
        let blocks = blocks(rule.page);
        let fails: Vec<&Block<'_>> = blocks.iter().filter(|block| block.is("md", "fail")).collect();
        assert!(!fails.is_empty(), "rules/{}.md has no `md fail` block", rule.name);
        assert!(
            blocks.iter().any(|block| block.is("md", "pass")),
            "rules/{}.md has no `md pass` block",
            rule.name
        );
        for engine in Engine::ALL.into_iter().filter(|engine| rule.harm.to(*engine).is_some()) {
            let shown = fails
                .iter()
                .any(|block| targets(block).iter().any(|target| target.engine == engine));
            assert!(shown, "rules/{}.md shows nothing that fails for {}", rule.name, engine.name());
        }
        if rule.fix.is_some() {
            let fixed = blocks.iter().any(|block| block.is("md", "fixed"));
            assert!(fixed, "rules/{}.md promises a fix and shows none", rule.name);
        }
    }
}

/// The surroundings that the blocks of one section build up for the examples in it.
#[derive(Default)]
struct Surroundings<'p> {
    rule: &'static str,
    settings: Settings,
    files: Vec<(&'p str, String)>,
}

fn failures_of(rule: &Rule) -> Vec<String> {
    let mut failures = Vec::new();
    let fresh = || Surroundings {
        rule: rule.name,
        // The others run too, for what a comment may suppress; only this rule's findings count.
        settings: Settings::defaults(),
        files: Vec::new(),
    };
    let mut around = fresh();
    let mut heading = "";
    let mut last_fail: Option<(String, &str, Vec<Setup>)> = None;
    for block in blocks(rule.page) {
        if block.heading != heading {
            heading = block.heading;
            around = fresh();
        }
        around.settings.selected.insert(rule.name);
        if let Some(path) = block.value("file") {
            around.files.push((path, block.text()));
        } else if block.is("toml", "config") {
            match masthead::rules::Options::from_example(&block.text()) {
                Ok(options) => around.settings.options = options,
                Err(error) => failures.push(format!("{}: {error}", block.line)),
            }
        } else if block.is("md", "fail") || block.is("md", "pass") {
            around.settings.options.schema_violation.read_with(opener(&around));
            let setups = setups(&block, &around);
            let path = path(&block, &around, &setups);
            let source = Source::from_bytes(path, &block.bytes());
            let found = find(&source, path, &setups, &around);
            failures
                .extend(judge(&block, &found, &source).map(|why| format!("{}: {why}", block.line)));
            if block.is("md", "fail") {
                last_fail = Some((block.text(), path, setups));
            }
        } else if block.is("md", "fixed") {
            let Some((text, path, setups)) = &last_fail else {
                failures.push(format!("{}: `md fixed` without an `md fail` before it", block.line));
                continue;
            };
            let (fixed, offers) = fixed(text, path, setups, &around);
            if fixed != block.text() {
                failures.push(format!("{}: the fix gives\n{fixed}", block.line));
            }
            if offers > 0 {
                failures.push(format!("{}: {offers} fixes are still offered", block.line));
            }
        }
    }
    failures
}

/// Reads the files of the section that an option names.
fn opener(around: &Surroundings<'_>) -> masthead::rules::schema::Open {
    let files: Vec<(String, String)> =
        around.files.iter().map(|(path, text)| ((*path).to_owned(), text.clone())).collect();
    std::sync::Arc::new(move |path: &str| {
        let file = files.iter().find(|(name, _)| name == path);
        file.map(|(_, text)| text.clone()).ok_or_else(|| format!("there is no {path}"))
    })
}

/// Compares what was found with what the info string says.
fn judge(block: &Block<'_>, found: &[Diagnostic], source: &Source) -> Option<String> {
    let places: Vec<String> = found.iter().map(|diagnostic| place(diagnostic, source)).collect();
    let wanted: Vec<&str> = block.values("at").collect();
    let seen = || {
        found
            .iter()
            .zip(&places)
            .map(|(one, at)| format!("\n  {at} {}", one.message))
            .collect::<String>()
    };
    if block.is("md", "pass") {
        return (!found.is_empty()).then(|| format!("nothing should be found, but{}", seen()));
    }
    if found.is_empty() {
        return Some("nothing is found".to_owned());
    }
    let differs = |severity: &str| found.iter().any(|one| one.severity.name() != severity);
    if let Some(severity) = block.value("severity").filter(|severity| differs(severity)) {
        return Some(format!("not all of this is of severity {severity}:{}", seen()));
    }
    let equal = wanted.is_empty() || wanted == places;
    (!equal).then(|| format!("wanted {wanted:?}, found{}", seen()))
}

fn place(diagnostic: &Diagnostic, source: &Source) -> String {
    let [start, end] = [diagnostic.span.start, diagnostic.span.end]
        .map(|offset| source.lines().position(offset, &source.text));
    format!("{}:{}-{}:{}", start.row, start.column, end.row, end.column)
}

/// What the rule of the page finds.
fn find(
    source: &Source,
    path: &str,
    setups: &[Setup],
    around: &Surroundings<'_>,
) -> Vec<Diagnostic> {
    let document = Document::parse(source);
    let index = |setup: &Setup| {
        let others = around.files.iter().filter(|(other, _)| *other != path);
        let is_post = |other: &&(&str, String)| setup.place(other.0) == Place::Content;
        let mut gathered = vec![Gathered::read(setup, path, &document)];
        gathered.extend(others.filter(is_post).map(|(other, text)| {
            Gathered::read(setup, other, &Document::parse(&Source::new(*other, text.as_str())))
        }));
        let files: Vec<(String, String)> =
            around.files.iter().map(|(path, text)| ((*path).to_owned(), text.clone())).collect();
        Index::new(setup, gathered).reading_with(std::sync::Arc::new(move |path| {
            let file = files.iter().find(|(name, _)| name == path);
            file.map(|(name, text)| Source::new(name.as_str(), text.as_str()))
        }))
    };
    let is_in_site = setups.iter().all(|setup| !setup.listing.is_empty());
    let indexes: Vec<Index> =
        if is_in_site { setups.iter().map(index).collect() } else { Vec::new() };
    let mut found = check_in_site(&document, path, setups, &indexes, &around.settings);
    found.retain(|diagnostic| diagnostic.rule == around.rule);
    found
}

/// The text after all fixes, round by round, and how many are still offered in the end.
fn fixed(text: &str, path: &str, setups: &[Setup], around: &Surroundings<'_>) -> (String, usize) {
    let mut text = text.to_owned();
    for _ in 0..ROUNDS {
        let found = find(&Source::new(path, text.as_str()), path, setups, around);
        let mut edits = Vec::new();
        for fix in found.into_iter().filter_map(|diagnostic| diagnostic.fix) {
            let more: Vec<_> = edits.iter().cloned().chain(fix.edits).collect();
            if apply(&text, &more).is_ok() {
                edits = more;
            }
        }
        if edits.is_empty() {
            return (text, 0);
        }
        text = apply(&text, &edits).unwrap();
    }
    (text, ROUNDS)
}

/// The engines that count for an example: those it names, or all.
fn targets(block: &Block<'_>) -> Vec<Target> {
    let named: Vec<Target> = block.words().filter_map(|word| word.parse().ok()).collect();
    if named.is_empty() { Engine::ALL.map(Target::from).to_vec() } else { named }
}

fn setups(block: &Block<'_>, around: &Surroundings<'_>) -> Vec<Setup> {
    let now: DateTime<Utc> = "2026-01-01T00:00:00Z".parse().unwrap();
    let site = in_site(block, around);
    targets(block)
        .into_iter()
        .map(|target| {
            let files: Vec<ConfigFile> = around
                .files
                .iter()
                .filter(|(path, _)| config_names(target.engine).contains(path))
                .map(|(path, text)| ConfigFile { source: Source::new(*path, text.clone()) })
                .collect();
            let mut setup = Setup::standalone(target, Tz::UTC, now);
            if site {
                setup.config = configure(target, &files).0;
                let post = block.value("path").unwrap_or(usual_path(target.engine));
                let paths = around.files.iter().map(|(path, _)| *path).chain([post]);
                setup.listing = paths.map(String::from).collect();
                setup = setup.with_sections(&[]);
            }
            setup
        })
        .collect()
}

fn in_site(block: &Block<'_>, around: &Surroundings<'_>) -> bool {
    block.value("path").is_some() || !around.files.is_empty()
}

fn path<'p>(block: &Block<'p>, around: &Surroundings<'_>, setups: &[Setup]) -> &'p str {
    match block.value("path") {
        Some(path) => path,
        None if in_site(block, around) => usual_path(setups[0].target.engine),
        None => "post.md",
    }
}

const fn usual_path(engine: Engine) -> &'static str {
    match engine {
        Engine::Hexo => "source/_posts/post.md",
        Engine::Hugo => "content/posts/post.md",
        Engine::Zola => "content/post.md",
    }
}
