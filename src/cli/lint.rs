//! `masthead lint`, and the way through many files that other commands share.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::args::{Global, Input, Lint};
use super::baseline::Known;
use super::ignore;
use super::input::{Reach, Work, find, options};
use super::message::{panicked_at, say};
use super::output::{Printed, Printer, Report, Stream};
use super::{Exit, Stopped};
use crate::config::Origin;
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::Document;
use crate::engine::ConfigProblem;
use crate::files::{Item, Pool, Post, Site, for_each, name_from_here};
use crate::report::{Summary, number};
use crate::text::{Source, escape};

pub fn run(args: &Lint, global: &Global) -> Result<Exit, Stopped> {
    if let Some(reason) = &args.add_ignore {
        return ignore::run(args, reason, global);
    }
    // What a change did not touch keeps its place in the baseline, and gets no new one.
    let writes = args.baselines.write_baseline.is_some();
    let reach = if writes { Reach::Change } else { Reach::Effects };
    let work = find(&args.input, options(&args.rules), reach)?;
    let own = work.own_rules();
    let mut report = Report::start(&args.output, global, Stream::Out, Summary::default(), &own)?;
    let printer = report.printer;
    let known = Known::open(&args.baselines)?;
    let lint = |post: &Post, source: Source| {
        let document = Document::parse(&source);
        let mut diagnostics = post.check(&document);
        if let Some(known) = &known {
            diagnostics = known.sift(&post.path, &source, diagnostics);
        }
        // What is known and still there is not gone, whoever caused it.
        let diagnostics = post.caused(&document, diagnostics);
        printer.print(&source, &diagnostics, post.settings.fail_on)
    };
    match work {
        Work::Stdin(post, bytes) => {
            survey([&*post]);
            report.add(lint(&post, Source::from_bytes(&post.name, &bytes)));
        }
        Work::Items(items) => {
            each_post(&items, &args.input, global, &mut report, known.as_ref(), lint);
            // The run ends soon, and the system takes back the memory of a large site faster than this would.
            std::mem::forget(items);
        }
    }
    let exit = report.finish(global, args.rules.exit_zero)?;
    if let Some(known) = known {
        known.finish(global.quiet)?;
    }
    Ok(exit)
}

/// Reads each post, does `work` on it, and adds what is to be told of it and of all else to the report.
pub fn each_post(
    items: &[Item],
    input: &Input,
    global: &Global,
    report: &mut Report,
    known: Option<&Known>,
    work: impl Fn(&Post, Source) -> Printed + Sync,
) {
    let printer = report.printer;
    let one = |item: &Item| match item {
        Item::Post(post) => match post.source() {
            Ok(source) if is_paperwork(post, &source) => Printed::default(),
            Ok(source) if post.lost || post.before.is_some() => work(post, source).beside_posts(),
            Ok(source) => work(post, source),
            Err(error) => printer.remark(&post.name, "file-unreadable", error.to_string()),
        },
        Item::Blocked(name, reason) => {
            let message = format!("this cannot be read, so nothing in it was checked: {reason}");
            printer.remark(name, "file-unreadable", message)
        }
        Item::Config(name, site, at) => {
            let of_site = |post: &&Post| Arc::ptr_eq(&post.site, site);
            let post = items.iter().filter_map(Item::post).find(of_site);
            let fail_on = post.map_or(Severity::Warning, |post| post.settings.fail_on);
            site_problems(name, &site.problems[*at], site, known, printer, fail_on)
        }
    };
    let failed = |item: &Item, message: &str| crashed(item, message, printer);
    let pool = Pool::new(input.threads.map(usize::from), items.len());
    if global.verbose {
        tell(items);
    }
    if items.is_empty() && !global.quiet {
        say(match input.changed.is_some() || input.staged {
            true => "No post there was changed.",
            false => {
                "warning: no post was found there (`-v` with a file's path says which site it belongs to)"
            }
        });
    }
    survey(items.iter().filter_map(Item::post));
    report.expect(items.len(), global);
    for_each(&pool, items, one, failed, |printed| report.add(printed));
}

/// Looks at all posts of each site that a rule wants to know whole, also where only some of them are checked. This comes
/// before any post is checked: threads that check posts do not wait for each other.
pub fn survey<'p>(posts: impl IntoIterator<Item = &'p Post>) {
    let wants = |post: &&Post| post.settings.rules.need_site();
    for post in posts.into_iter().filter(wants) {
        post.site.survey();
        post.before.iter().for_each(|before| before.survey());
    }
}

/// Says which sites and which configuration files count, and for how many posts.
fn tell(items: &[Item]) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for item in items {
        if let Item::Post(post) = item {
            *counts.entry(basis(post)).or_default() += 1;
        }
    }
    for (basis, count) in counts {
        say(&format!("{}: {}", escape(&basis), number(count, "file")));
    }
}

/// What the check of a post is based on.
fn basis(post: &Post) -> String {
    let targets: Vec<String> = post.setups().iter().map(|setup| setup.target.to_string()).collect();
    let site = match &post.site.root {
        Some(root) => format!("site {}", name_from_here(root)),
        None => "outside any site".to_owned(),
    };
    let files = post.settings.origins.iter().filter_map(|origin| match origin {
        Origin::File(file) => Some(format!(", {}", name_from_here(file))),
        Origin::CommandLine => None,
    });
    format!("{site}, {}{}", targets.join(" "), files.collect::<String>())
}

/// Whether a file that was found outside any site is a README or its like and no post.
fn is_paperwork(post: &Post, source: &Source) -> bool {
    !post.counts_without_front_matter() && Document::parse(source).front_matter.is_none()
}

/// What is wrong with a configuration file of a site.
fn site_problems(
    name: &str,
    (file, problems): &(Source, Vec<ConfigProblem>),
    site: &Site,
    known: Option<&Known>,
    printer: Printer,
    fail_on: Severity,
) -> Printed {
    let source = Source::new(name, file.text.clone());
    let diagnostic = |problem: &ConfigProblem| Diagnostic {
        rule: "site-config".into(),
        severity: Severity::Warning,
        span: problem.span,
        message: problem.message.clone(),
        help: None,
        engines: site.setups.iter().map(|setup| setup.target.engine.name()).collect(),
        fix: None,
    };
    let mut diagnostics: Vec<Diagnostic> = problems.iter().map(diagnostic).collect();
    if let Some(known) = known {
        let path = site.root.as_deref().unwrap_or(Path::new("")).join(&file.path);
        diagnostics = known.sift(&path, &source, diagnostics);
    }
    printer.print(&source, &diagnostics, fail_on).beside_posts()
}

/// A fault of this program, told as a finding of the file that showed it; the others are not concerned.
fn crashed(item: &Item, message: &str, printer: Printer) -> Printed {
    let place = panicked_at();
    let message = format!(
        "masthead failed on this file and did not check it; please report this with the file ({place}: {message})"
    );
    printer.remark(item.name(), "internal-error", message)
}
