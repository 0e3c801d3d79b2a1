//! `masthead migrate`

use std::io::{self, Write};
use std::path::Path;
use std::sync::Mutex;

use super::args::{Global, Migrate};
use super::message::say;
use super::progress::Progress;
use super::{Exit, Stopped};
use crate::files::{self, Done, Failure, Machine, Migrated, OldSite, Steps, migrate};
use crate::migrate::accepted::Accepted;
use crate::migrate::plan::Options;
use crate::migrate::redirects::Form;
use crate::migrate::{Action, FrontMatterFormat, Urls};
use crate::report::migration::{AccountFormat, FileDiff, Group, Migration, groups, heading};
use crate::report::{patch, patch_for_people};
use crate::text::escape;

/// How many examples of each kind of loss are shown.
const SHOWN: usize = 12;
/// And how many names of things to each.
const NAMES: usize = 8;

pub fn run(args: &Migrate, global: &Global) -> Result<Exit, Stopped> {
    let reports = reports(args)?;
    let writes = !args.dry_run && !args.diff;
    let threads = args.threads.map(usize::from);
    let machine = Machine { threads, ..Machine::here() };
    let old = files::open(&args.source, args.from, machine)?;
    if writes {
        files::check_place(&args.source, &args.place, args.force).map_err(Failure::Place)?;
    }
    let steps = Steps {
        old: &old,
        options: options(args),
        redirects: forms(args),
        place: writes.then_some(&*args.place),
        texts: args.diff || !reports.is_empty(),
        threads,
    };
    let progress = Mutex::new(Progress::start(old.files.len(), global));
    let step = || {
        if let Ok(mut progress) = progress.lock()
            && let Some(progress) = progress.as_mut()
        {
            progress.step();
        }
    };
    let mut done = migrate(&steps, step)?;
    if let Ok(Some(progress)) = progress.into_inner() {
        progress.end();
    }
    let fresh = accept(args, &mut done)?;
    if args.diff {
        show(&done.texts, global)?;
    }
    write_reports(args, &old, &done, &reports)?;
    if !global.quiet {
        say(&summary(args, &old, &done, fresh, global));
    }
    Ok(if fresh > 0 { Exit::Found } else { Exit::Clean })
}

fn options(args: &Migrate) -> Options {
    Options {
        to: args.to,
        urls: if args.urls == "natural" { Urls::Natural } else { Urls::Keep },
        format: match &*args.front_matter {
            "yaml" => FrontMatterFormat::Yaml,
            "toml" => FrontMatterFormat::Toml,
            _ => FrontMatterFormat::Keep,
        },
        zone: args.timezone,
        no_theme: args.no_theme,
        home: None,
    }
}

fn forms(args: &Migrate) -> Vec<Form> {
    let named = |name: &String| Form::ALL.into_iter().find(|form| form.name() == name);
    args.redirects.iter().filter_map(named).collect()
}

/// The files that the account goes to, each with its format.
fn reports(args: &Migrate) -> Result<Vec<(&Path, AccountFormat)>, Stopped> {
    let format = |path: &Path| match path.extension().and_then(|extension| extension.to_str()) {
        Some("json") => Ok(AccountFormat::Json),
        Some("html" | "htm") => Ok(AccountFormat::Html),
        Some("md" | "markdown") => Ok(AccountFormat::Markdown),
        _ => Err(Stopped::Usage(format!(
            "{}: a report ends in .json, .html or .md, which says how it is written",
            path.display()
        ))),
    };
    args.report.iter().map(|path| Ok((path.as_path(), format(path)?))).collect()
}

/// How many losses are not accepted. Where the file of accepted ones is not there, it is written with all of them.
fn accept(args: &Migrate, done: &mut Done) -> Result<usize, Stopped> {
    let losses = || done.rows.iter().filter(|row| row.action.is_loss());
    let Some(file) = &args.accept else { return Ok(losses().count()) };
    if !file.exists() {
        let accepted = Accepted::of(losses());
        files::write_whole(file, &accepted.write())
            .map_err(|reason| Stopped::OutputFile { path: file.clone(), reason })?;
        say(&format!(
            "{}: {} losses are written there as accepted",
            file.display(),
            losses().count()
        ));
        return Ok(0);
    }
    let source = files::read(file, &file.display().to_string()).map_err(Failure::Input)?;
    let accepted = Accepted::read(&source.text)
        .map_err(|reason| Stopped::Usage(format!("{}: {reason}", file.display())))?;
    Ok(accepted.fresh(losses()))
}

/// Prints the changes of all texts.
fn show(texts: &[Migrated], global: &Global) -> Result<(), Stopped> {
    let out = io::stdout();
    let style = global.style(&out);
    let for_people = io::IsTerminal::is_terminal(&out);
    let mut out = out.lock();
    for Migrated { new_path, old, new, .. } in texts {
        let patch = patch(new_path, old, new);
        let text = if for_people { patch_for_people(&patch, style) } else { patch };
        out.write_all(text.as_bytes())?;
    }
    Ok(())
}

fn write_reports(
    args: &Migrate,
    old: &OldSite,
    done: &Done,
    reports: &[(&Path, AccountFormat)],
) -> Result<(), Stopped> {
    if reports.is_empty() {
        return Ok(());
    }
    let diff = |texts: &Migrated| {
        FileDiff::new(texts.old_path.clone(), texts.new_path.clone(), &texts.old, &texts.new)
    };
    let diffs: Vec<FileDiff> = done.texts.iter().map(diff).collect();
    let (from, to) = (old.setup.target.to_string(), args.to.to_string());
    let migration = Migration::new(from, to, done.posts, &done.rows, &diffs);
    for (path, format) in reports {
        files::write_whole(path, &migration.write(*format))
            .map_err(|reason| Stopped::OutputFile { path: (*path).to_owned(), reason })?;
    }
    Ok(())
}

/// What a person wants to know at the end: losses first.
fn summary(args: &Migrate, old: &OldSite, done: &Done, fresh: usize, global: &Global) -> String {
    let mut text = String::new();
    let losses = groups(done.rows.iter().filter(|row| row.action.is_loss()));
    for action in Action::ALL {
        let own: Vec<&Group<'_>> = losses.iter().filter(|group| group.action == action).collect();
        if !own.is_empty() {
            let count: usize = own.iter().map(|group| group.rows.len()).sum();
            text.push_str(&format!("{} ({count}):\n{}", heading(action).0, by_reason(&own)));
        }
    }
    let count = |action: Action| done.rows.iter().filter(|row| row.action == action).count();
    text.push_str(&format!(
        "{} → {}: {} posts and pages, {} things accounted for: {} lost, {} need a hand, {} changed, {} moved, {} kept as data, {} kept.\n",
        old.setup.target,
        args.to,
        done.posts,
        done.rows.len(),
        count(Action::Dropped),
        count(Action::NeedsHand),
        count(Action::Changed),
        count(Action::Moved),
        count(Action::KeptAsData),
        count(Action::Kept),
    ));
    let losses = count(Action::Dropped) + count(Action::NeedsHand);
    if fresh < losses {
        text.push_str(&format!("{} of these losses are accepted.\n", losses - fresh));
    }
    text.push_str(&match (args.dry_run || args.diff, args.report.is_empty()) {
        (true, _) => "Nothing was written.".to_owned(),
        (false, report) => {
            let hint = if report { " `--report FILE.html` shows every row." } else { "" };
            let seconds = global.started.elapsed().as_secs_f32();
            format!("Wrote {} in {seconds:.1} s.{hint}", escape(&args.place.display().to_string()))
        }
    });
    text
}

/// One line for each reason with its first place, and the names of the things where there are several.
fn by_reason(groups: &[&Group<'_>]) -> String {
    let mut text = String::new();
    for group in groups.iter().take(SHOWN) {
        let first = group.rows[0];
        let line = first.line.map(|line| format!(":{line}")).unwrap_or_default();
        let more = match group.rows.len() {
            1 => String::new(),
            count => format!(" and {} more", count - 1),
        };
        // A row about a whole file has the file for its name.
        let name = if first.name == first.file {
            String::new()
        } else {
            format!(" {}", escape(&first.name))
        };
        text.push_str(&format!(
            "  {}{line}{name}{more}: {}\n",
            escape(&first.file),
            escape(&group.reason)
        ));
        if group.names().len() > 1 {
            text.push_str(&format!("    {}\n", escape(&group.shown_names(NAMES, ", "))));
        }
    }
    if groups.len() > SHOWN {
        text.push_str(&format!("  … and {} other reasons\n", groups.len() - SHOWN));
    }
    text
}
