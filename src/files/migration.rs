//! Carries out a migration: reads the old site twice, and writes the new one beside its place.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;
use std::sync::Mutex;

use super::new_site::{MANIFEST, NewSite};
use super::origins::{ORIGINS, origins, written};
use super::{Failure, NoPlace, OldSite, Pool, for_each, read};
use crate::document::Document;
use crate::migrate::body::{Template, Wants, code_folder};
use crate::migrate::census::{Fact, fact};
use crate::migrate::moving::{Moved, moved};
use crate::migrate::origin::Origin;
use crate::migrate::plan::{Options, Plan, plan};
use crate::migrate::redirects::{self, Form, Redirect};
use crate::migrate::{Action, Kind, Row, tell_unnamed, unpublished};
use crate::text::Source;

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Steps<'a> {
    /// The site.
    pub old: &'a OldSite,
    /// What it becomes.
    pub options: Options,
    /// The forms in which redirects are written besides.
    pub redirects: Vec<Form>,
    /// Where, after [`super::check_place`]; none to write nothing.
    pub place: Option<&'a Path>,
    /// Whether the texts before and after are wanted.
    pub texts: bool,
    /// How many threads, instead of one a core.
    pub threads: Option<usize>,
}

/// A text before and after.
#[derive(Clone, Debug)]
pub struct Migrated {
    /// Its path in the source.
    pub old_path: String,
    /// Its path in the new site.
    pub new_path: String,
    /// The text before.
    pub old: String,
    /// The text after.
    pub new: String,
}

/// What was done, or would be.
#[derive(Debug, Default)]
pub struct Done {
    /// The account, by file and line.
    pub rows: Vec<Row>,
    /// The number of posts, pages and sections.
    pub posts: usize,
    /// Old addresses and where they lead.
    pub redirects: Vec<Redirect>,
    /// The texts, where they were wanted.
    pub texts: Vec<Migrated>,
    /// Files of the source that posts name.
    named: BTreeSet<String>,
    /// What the files of the new site were.
    origins: Vec<(String, Origin)>,
}

/// Moves a site. `step` is told of each file that is done.
///
/// # Errors
/// When the new site cannot be written; its place is as it was then.
pub fn migrate(steps: &Steps<'_>, step: impl Fn() + Sync) -> Result<Done, Failure> {
    let old = steps.old;
    let pool = Pool::new(steps.threads, old.files.len());
    let mut home = old.home.clone().filter(|home| home.target.engine == steps.options.to.engine);
    if let Some(home) = &mut home {
        home.origins = origins(&old.root);
    }
    let (mut facts, mut rows) = census(old, &pool);
    if home.is_some() {
        facts.extend(old.files.iter().filter_map(|path| unpublished::fact(&old.setup, path)));
    }
    rows.extend(
        old.passed_over.iter().map(|(path, reason)| row(path, reason.clone(), "not-followed")),
    );
    let options = Options { home, ..steps.options.clone() };
    let mut plan = plan(&old.setup, options, &old.files, &old.config, facts);
    rows.append(&mut plan.rows);
    plan.included = included(old);
    let site = steps.place.map(NewSite::begin).transpose().map_err(stopped)?;
    if let Some(site) = &site {
        site.make_folders(plan.paths()).map_err(|reason| at(steps.place, reason))?;
    }
    let run = Run { old, steps, site: site.as_ref(), failed: Mutex::new(None) };
    let mut done = Done { rows, redirects: plan.redirects.clone(), ..Done::default() };
    let mut wants = Wants::default();
    let sections: BTreeSet<usize> = plan.sections().collect();
    let others: Vec<usize> = (0..plan.facts.len()).filter(|nth| !sections.contains(nth)).collect();
    let sections: Vec<usize> = sections.into_iter().collect();
    let texts = run.content(&plan, &pool, &sections, &step, &mut done, &mut wants);
    plan.take_sections(&texts);
    run.content(&plan, &pool, &others, &step, &mut done, &mut wants);
    run.copies(&plan, &pool, &step);
    done.redirects.sort();
    done.origins.sort_by(|one, other| one.0.cmp(&other.0));
    run.rest(&plan, &wants, &done.origins);
    run.redirects(&plan, &done.redirects);
    if let Some(reason) = run.failed.into_inner().unwrap_or(None) {
        return Err(at(steps.place, reason));
    }
    if let Some(site) = site {
        site.finish().map_err(|reason| at(steps.place, reason))?;
    }
    tell_unnamed(&mut done.rows, &plan.copies, &done.named);
    done.rows.sort();
    done.posts = plan.facts.len();
    Ok(done)
}

/// Texts that tags of bodies include. One that cannot be read stays out, and its tag stays visible.
fn included(old: &OldSite) -> BTreeMap<String, String> {
    let Some(folder) = code_folder(&old.setup) else { return BTreeMap::new() };
    let folder = format!("{folder}/");
    let inside = old.files.iter().filter(|path| path.starts_with(&folder));
    inside
        .filter_map(|path| Some((path.clone(), read(&old.root.join(path), path).ok()?.text)))
        .collect()
}

fn stopped(reason: NoPlace) -> Failure {
    Failure::Place(reason)
}

fn at(place: Option<&Path>, reason: io::Error) -> Failure {
    let path = place.map(Path::to_owned).unwrap_or_default();
    Failure::Place(NoPlace::Unfinished { path, reason })
}

/// What every file of content says.
fn census(old: &OldSite, pool: &Pool) -> (Vec<Fact>, Vec<Row>) {
    let mut facts = Vec::new();
    let mut rows = Vec::new();
    let one = |path: &String| {
        if old.setup.content_name(path).is_none() {
            return Ok(None);
        }
        match read(&old.root.join(path), path) {
            Ok(source) => Ok(fact(&old.setup, path, &Document::parse(&source))),
            Err(reason) => {
                let reason = format!("It is not moved: {reason}.");
                Err(Box::new(row(path, reason, "unreadable")))
            }
        }
    };
    let failed = |path: &String, message: &str| Err(Box::new(fault(path, message)));
    for_each(pool, &old.files, one, failed, |result| match result {
        Ok(fact) => facts.extend(fact),
        Err(row) => rows.push(*row),
    });
    (facts, rows)
}

/// A fault of this program costs one file, and is told.
fn fault(path: &str, message: &str) -> Row {
    let reason =
        format!("masthead failed on this file, so it is not moved; please report it: {message}");
    row(path, reason, "internal-error")
}

fn row(path: &str, reason: String, code: &'static str) -> Row {
    let (file, name) = (path.to_owned(), path.to_owned());
    Row {
        file,
        line: None,
        kind: Kind::File,
        name,
        action: Action::NeedsHand,
        to: None,
        reason,
        code,
    }
}

/// What stays the same while the new site is written.
struct Run<'r> {
    old: &'r OldSite,
    steps: &'r Steps<'r>,
    site: Option<&'r NewSite>,
    /// The first reason for which the site cannot be written.
    failed: Mutex<Option<io::Error>>,
}

impl Run<'_> {
    /// Converts content and writes it; the new texts of sections are handed back.
    fn content(
        &self,
        plan: &Plan,
        pool: &Pool,
        facts: &[usize],
        step: &(impl Fn() + Sync),
        done: &mut Done,
        wants: &mut Wants,
    ) -> Vec<(String, String)> {
        let mut sections = Vec::new();
        let one = |nth: &usize| {
            let path = &plan.facts[*nth].path;
            let result = read(&self.old.root.join(path), path).map(|source| {
                let moved = moved(plan, &self.old.setup, *nth, &source);
                if let Some(text) = &moved.text {
                    self.write(&plan.new_paths[*nth], text);
                }
                (moved, source)
            });
            step();
            (
                *nth,
                result.map_err(|reason| {
                    row(path, format!("It is not moved: {reason}."), "unreadable")
                }),
            )
        };
        let failed =
            |nth: &usize, message: &str| (*nth, Err(fault(&plan.facts[*nth].path, message)));
        for_each(pool, facts, one, failed, |(nth, result)| match result {
            Ok((moved, source)) => {
                if plan.to.is_section(&plan.new_paths[nth]) {
                    let text = moved.text.clone().unwrap_or_default();
                    sections.push((plan.new_paths[nth].clone(), text));
                }
                self.add(plan, nth, moved, source, done, wants);
            }
            Err(row) => done.rows.push(row),
        });
        sections
    }

    fn add(
        &self,
        plan: &Plan,
        nth: usize,
        moved: Moved,
        source: Source,
        done: &mut Done,
        wants: &mut Wants,
    ) {
        done.rows.extend(moved.rows);
        done.redirects.extend(moved.redirect);
        done.named.extend(moved.references);
        wants.templates.extend(moved.wants.templates);
        wants.raw_html |= moved.wants.raw_html;
        let Some(new) = moved.text else { return };
        done.origins.push((plan.new_paths[nth].clone(), moved.origin));
        if self.steps.texts {
            let (old_path, new_path) = (plan.facts[nth].path.clone(), plan.new_paths[nth].clone());
            done.texts.push(Migrated { old_path, new_path, old: source.text, new });
        }
    }

    fn copies(&self, plan: &Plan, pool: &Pool, step: &(impl Fn() + Sync)) {
        let Some(site) = self.site else { return };
        let one = |copy: &crate::migrate::Copy| {
            self.note(site.copy(&self.old.root.join(&copy.from), &copy.to));
            step();
        };
        for_each(pool, &plan.copies, one, |_, _| (), |()| ());
    }

    /// Writes what comes from no single file of the source.
    fn rest(&self, plan: &Plan, wants: &Wants, origins: &[(String, Origin)]) {
        let Some(site) = self.site else { return };
        let config = plan.configuration(wants);
        for text in plan.texts.iter().chain([&config]) {
            self.write(&text.path, &text.text);
        }
        self.note(site.make_folders(wants.templates.iter().map(|template| template.path)));
        for Template { path, text } in &wants.templates {
            self.write(path, text);
        }
        let from = self.old.setup.target;
        let manifest = serde_json::json!({
            "program": concat!("masthead ", env!("CARGO_PKG_VERSION")),
            "from": from.to_string(),
            "to": plan.to.target.to_string(),
            "habits": plan.habits(),
            "traces": plan.traces(),
        });
        self.note(site.make_folders([MANIFEST].into_iter()));
        self.write(MANIFEST, &format!("{manifest:#}\n"));
        self.write(ORIGINS, &written(origins));
    }

    fn redirects(&self, plan: &Plan, redirects: &[Redirect]) {
        for form in &self.steps.redirects {
            let path = redirects::place(*form, plan.to.target.engine);
            if let Some(site) = self.site {
                self.note(site.make_folders([&*path].into_iter()));
            }
            self.write(&path, &redirects::write(*form, redirects));
        }
    }

    fn write(&self, path: &str, text: &str) {
        if let Some(site) = self.site {
            self.note(site.write(path, text));
        }
    }

    /// Keeps the first reason for which something could not be written.
    fn note(&self, result: io::Result<()>) {
        let Err(reason) = result else { return };
        if let Ok(mut failed) = self.failed.lock() {
            failed.get_or_insert(reason);
        }
    }
}
