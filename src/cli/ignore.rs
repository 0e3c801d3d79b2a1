//! `masthead lint --add-ignore`: writes comments into posts that leave out what is found now.

use std::io::{self, Write};

use super::args::{Global, Lint};
use super::input::{Reach, Work, find, options};
use super::lint::{each_post, survey};
use super::output::{Printed, Printer, Report, Stream, about_file};
use super::{Exit, Stopped};
use crate::document::Document;
use crate::files::{self, Bounds, Post};
use crate::fix::{Ignored, ignore};
use crate::report::Summary;
use crate::text::Source;

pub fn run(args: &Lint, reason: &str, global: &Global) -> Result<Exit, Stopped> {
    if args.input.staged {
        let reason = "`--add-ignore` writes files on the disk, and `--staged` is about the next commit: use `--changed`";
        return Err(Stopped::Usage(reason.to_owned()));
    }
    let summary = Summary { fixed: Some(0), ignored: true, ..Summary::default() };
    let work = find(&args.input, options(&args.rules), Reach::Change)?;
    let own = work.own_rules();
    match work {
        Work::Stdin(post, bytes) => {
            let mut report = Report::start(&args.output, global, Stream::Error, summary, &own)?;
            survey([&*post]);
            let source = Source::from_bytes(&post.name, &bytes);
            let old = source.text.clone();
            let Ignored { source, silenced, left } = ignore_in(&post, source, reason);
            // What was not changed goes out as it came in, for it may not be UTF-8.
            io::stdout().write_all(if source.text == old {
                &bytes
            } else {
                source.text.as_bytes()
            })?;
            let printed = report.printer.print(&source, &left, post.settings.fail_on);
            report.add(printed.with_mended(silenced));
            report.finish(global, args.rules.exit_zero)
        }
        Work::Items(items) => {
            let items = files::distinct(items);
            let bounds = Bounds::of(&args.input.paths);
            let mut report = Report::start(&args.output, global, Stream::Out, summary, &own)?;
            let printer = report.printer;
            let work = |post: &Post, source| write(post, source, reason, &bounds, printer);
            each_post(&items, &args.input, global, &mut report, None, work);
            report.finish(global, args.rules.exit_zero)
        }
    }
}

fn write(post: &Post, source: Source, reason: &str, bounds: &Bounds, printer: Printer) -> Printed {
    let old = source.text.clone();
    let Ignored { source, silenced, left } = ignore_in(post, source, reason);
    let fail_on = post.settings.fail_on;
    let written = match source.text == old {
        true => Ok(()),
        false => files::replace(&post.path, &old, &source.text, bounds),
    };
    match written {
        Ok(()) => printer.print(&source, &left, fail_on).with_mended(silenced),
        Err(refused) => {
            let source = Source::new(source.path, old);
            let mut left = post.check(&Document::parse(&source));
            left.insert(0, about_file("file-not-written", refused.to_string()));
            printer.print(&source, &left, fail_on)
        }
    }
}

fn ignore_in(post: &Post, source: Source, reason: &str) -> Ignored {
    ignore(source, reason, &|document| post.check(document))
}
