//! `masthead lint`

use super::args::{Global, Lint};
use super::input::{Work, find, options};
use super::message::panicked_at;
use super::output::{Printed, Printer, Report};
use super::{Exit, Stopped};
use crate::check::check;
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::Document;
use crate::files::{Item, Pool, Post, Site, for_each, read};
use crate::text::Source;

pub fn run(args: &Lint, global: &Global) -> Result<Exit, Stopped> {
    let work = find(&args.input, options(&args.rules))?;
    let mut report = Report::start(&args.output, global, None)?;
    let printer = report.printer;
    match work {
        Work::Stdin(post, source) => report.add(lint_text(&post, &source, printer)),
        Work::Items(items) => {
            let pool = Pool::new(args.input.threads.map(usize::from), items.len());
            let work = |item: &Item| lint_item(item, printer);
            let failed = |item: &Item, message: &str| crashed(item, message, printer);
            for_each(&pool, &items, work, failed, |printed| report.add(printed));
        }
    }
    report.finish(global, args.rules.exit_zero)
}

/// What is to be told about one item.
fn lint_item(item: &Item, printer: Printer) -> Printed {
    match item {
        Item::Post(post) => match read(&post.path, &post.name) {
            Ok(source) => lint_text(post, &source, printer),
            Err(error) => printer.remark(&post.name, "file-unreadable", error.to_string()),
        },
        Item::Blocked(name, reason) => {
            let message = format!("this cannot be read, so no post in it was checked: {reason}");
            printer.remark(name, "file-unreadable", message)
        }
        Item::Config(name, site, at) => site_problems(name, site, *at, printer),
    }
}

/// The findings of one post.
fn lint_text(post: &Post, source: &Source, printer: Printer) -> Printed {
    let document = Document::parse(source);
    if document.front_matter.is_none() && !post.counts_without_front_matter() {
        return Printed::default();
    }
    let rules = post.settings.rules_for(&post.path);
    let diagnostics = check(&document, &post.in_site, post.setups(), &rules);
    printer.print(source, &diagnostics, post.settings.fail_on)
}

/// What is wrong with a configuration file of a site.
fn site_problems(name: &str, site: &Site, at: usize, printer: Printer) -> Printed {
    let (file, problems) = &site.problems[at];
    let source = Source::new(name, file.text.clone());
    let diagnostic = |problem: &crate::engine::ConfigProblem| Diagnostic {
        rule: "site-config".into(),
        severity: Severity::Warning,
        span: problem.span,
        message: problem.message.clone(),
        help: None,
        engines: site.setups.iter().map(|setup| setup.target.engine.name()).collect(),
        fix: None,
    };
    let diagnostics: Vec<Diagnostic> = problems.iter().map(diagnostic).collect();
    printer.print(&source, &diagnostics, Severity::Warning).beside_posts()
}

/// A fault of this program, told as a finding of the file that showed it; the others are not concerned.
fn crashed(item: &Item, message: &str, printer: Printer) -> Printed {
    let place = panicked_at();
    let message = format!(
        "masthead failed on this file and did not check it; please report this with the file ({place}: {message})"
    );
    printer.remark(item.name(), "internal-error", message)
}
