//! `masthead fix`

use std::io::{self, Write};

use super::args::{Fix, Global};
use super::input::{Reach, Work, find, options};
use super::lint::{each_post, survey};
use super::message::say;
use super::output::{Printed, Printer, Report, Stream, about_file};
use super::{Exit, Stopped};
use crate::diagnostic::Applicability;
use crate::document::Document;
use crate::files::{self, Bounds, Item, Post};
use crate::fix::{Fixed, fix};
use crate::report::{Summary, number};
use crate::text::Source;

/// What is done with the new text of a file.
#[derive(Clone, Copy)]
enum Then<'b> {
    /// It takes the place of the old one, below these folders.
    Write(&'b Bounds),
    /// It is only shown.
    Show,
}

pub fn run(args: &Fix, global: &Global) -> Result<Exit, Stopped> {
    let least = if args.unsafe_fixes { Applicability::Unsafe } else { Applicability::Safe };
    let summary = Summary { fixed: Some(0), only_shown: args.diff, ..Summary::default() };
    if args.input.staged && !args.diff {
        let reason = "`fix` writes files on the disk, and `--staged` is about the next commit: use `--changed`, or `--diff` to see the fixes";
        return Err(Stopped::Usage(reason.to_owned()));
    }
    let work = find(&args.input, options(&args.rules), Reach::Change)?;
    let own = work.own_rules();
    match work {
        Work::Stdin(post, bytes) => {
            let stream = if args.diff { Stream::Out } else { Stream::Error };
            let mut report = Report::start(&args.output, global, stream, summary, &own)?;
            survey([&*post]);
            let (printed, bytes) = fix_stdin(&post, bytes, least, report.printer);
            if !args.diff {
                io::stdout().write_all(&bytes)?;
            }
            report.add(printed);
            report.finish(global, args.rules.exit_zero)
        }
        Work::Items(items) => {
            let items = files::distinct(items);
            let bounds = Bounds::of(&args.input.paths);
            let then = if args.diff { Then::Show } else { Then::Write(&bounds) };
            if !args.diff {
                clean(&items, global);
            }
            let mut report = Report::start(&args.output, global, Stream::Out, summary, &own)?;
            let printer = report.printer;
            let work = |post: &Post, source| fix_file(post, source, least, then, printer);
            each_post(&items, &args.input, global, &mut report, None, work);
            report.finish(global, args.rules.exit_zero)
        }
    }
}

/// Removes what a killed run left behind.
fn clean(items: &[Item], global: &Global) {
    let mut folders: Vec<_> = items.iter().filter_map(Item::real_folder).collect();
    folders.sort_unstable();
    folders.dedup();
    let removed: usize = folders.iter().map(|folder| files::remove_stale(folder)).sum();
    if removed > 0 && global.verbose {
        say(&format!("Removed {} of a run that was stopped.", number(removed, "temporary file")));
    }
}

fn fix_file(
    post: &Post,
    source: Source,
    least: Applicability,
    then: Then<'_>,
    printer: Printer,
) -> Printed {
    let old = source.text.clone();
    let Fixed { source, mended, left } = fix_post(post, source, least);
    let fail_on = post.settings.fail_on;
    if source.text == old {
        return printer.print(&source, &left, fail_on);
    }
    match then {
        Then::Show => {
            let printed = printer.print(&source, &left, fail_on).with_mended(mended.len());
            printer.print_change(printed, &old, &source)
        }
        Then::Write(bounds) => match files::replace(&post.path, &old, &source.text, bounds) {
            Ok(()) => printer.print(&source, &left, fail_on).with_mended(mended.len()),
            Err(refused) => {
                let source = Source::new(source.path, old);
                let mut left = post.check(&Document::parse(&source));
                left.insert(0, about_file("file-not-fixed", refused.to_string()));
                printer.print(&source, &left, fail_on)
            }
        },
    }
}

/// What is to be told of a text from standard input, and the bytes that take its place: the very same
/// where nothing was done, for they may not be UTF-8.
fn fix_stdin(
    post: &Post,
    bytes: Vec<u8>,
    least: Applicability,
    printer: Printer,
) -> (Printed, Vec<u8>) {
    let source = Source::from_bytes(&post.name, &bytes);
    let old = source.text.clone();
    let Fixed { source, mended, left } = fix_post(post, source, least);
    let printed = printer.print(&source, &left, post.settings.fail_on).with_mended(mended.len());
    let printed = printer.print_change(printed, &old, &source);
    let bytes = if source.text == old { bytes } else { source.text.into_bytes() };
    (printed, bytes)
}

fn fix_post(post: &Post, source: Source, least: Applicability) -> Fixed {
    fix(source, least, &|document| post.check(document))
}
