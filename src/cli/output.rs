//! Puts what is known of single files together to one report, written as it grows.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::Path;
use std::time::Instant;

use super::args::{Global, Output};
use super::message::say;
use super::progress::Progress;
use super::{Exit, Stopped};
use crate::diagnostic::{Diagnostic, Severity};
use crate::files;
use crate::report::{Counts, Format, Found, Style, Summary, patch, patch_for_people, statistics};
use crate::rules::own::Own;
use crate::text::{Source, Span};

/// Findings by rule and severity: how many, and how many of them with a fix.
type ByRule = BTreeMap<(String, Severity), (usize, usize)>;

/// What is known of one file, already in print.
#[derive(Debug, Default)]
pub struct Printed {
    text: String,
    counts: Counts,
    by_rule: ByRule,
    fails: bool,
    is_post: bool,
    mended: usize,
}

impl Printed {
    /// The same for a file that is no post or was not checked, so that it is not counted as one.
    #[must_use]
    pub fn beside_posts(self) -> Self {
        Self { is_post: false, ..self }
    }

    /// The same with this many findings mended.
    #[must_use]
    pub fn with_mended(self, mended: usize) -> Self {
        Self { mended, ..self }
    }
}

/// What a report shows of each file.
#[derive(Clone, Copy, Debug)]
pub enum Shows {
    /// Its findings.
    Findings(Format),
    /// Nothing: findings are counted by rule for the end.
    Statistics,
    /// The changes that fixes make, for `git apply`.
    Patches,
}

/// How files are printed; on any thread.
#[derive(Clone, Copy, Debug)]
pub struct Printer {
    shows: Shows,
    style: Style,
    for_terminal: bool,
}

impl Printer {
    /// The findings of one file; those at or above `fail_on` make the run fail.
    #[must_use]
    pub fn print(&self, source: &Source, diagnostics: &[Diagnostic], fail_on: Severity) -> Printed {
        let mut printed = Printed { is_post: true, ..Printed::default() };
        printed.counts.add(diagnostics);
        printed.fails = printed.counts.at_least(fail_on) > 0;
        match self.shows {
            Shows::Findings(format) => {
                printed.text = format.file(Found { source, diagnostics }, self.style);
            }
            Shows::Statistics => printed.by_rule = by_rule(diagnostics),
            Shows::Patches => {}
        }
        printed
    }

    /// The same with the change from `old`, where changes are shown.
    #[must_use]
    pub fn print_change(&self, printed: Printed, old: &str, new: &Source) -> Printed {
        match self.shows {
            Shows::Patches if self.for_terminal => {
                let patch = patch_for_people(&patch(&new.path, old, &new.text), self.style);
                Printed { text: patch, ..printed }
            }
            Shows::Patches => Printed { text: patch(&new.path, old, &new.text), ..printed },
            Shows::Findings(_) | Shows::Statistics => printed,
        }
    }

    /// A finding that is about a file as a whole and comes from no rule: it was not checked, or not written.
    #[must_use]
    pub fn remark(&self, name: &str, about: &'static str, message: String) -> Printed {
        let source = Source::new(name, "");
        self.print(&source, &[about_file(about, message)], Severity::Info).beside_posts()
    }
}

/// An error that is about a file as a whole.
#[must_use]
pub fn about_file(about: &'static str, message: String) -> Diagnostic {
    Diagnostic {
        rule: about.into(),
        severity: Severity::Error,
        span: Span::at(0),
        message,
        help: None,
        engines: Vec::new(),
        fix: None,
    }
}

fn by_rule(diagnostics: &[Diagnostic]) -> ByRule {
    let mut by_rule = ByRule::new();
    for diagnostic in diagnostics {
        let key = (diagnostic.rule.clone().into_owned(), diagnostic.severity);
        let row: &mut (usize, usize) = by_rule.entry(key).or_default();
        *row = (row.0 + 1, row.1 + usize::from(diagnostic.fix.is_some()));
    }
    by_rule
}

/// Where a report goes where no file is named for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    /// Standard output.
    Out,
    /// Standard error, because standard output carries a post.
    Error,
}

/// A report that is being written.
pub struct Report {
    /// How each file is printed.
    pub printer: Printer,
    out: BufWriter<Box<dyn Write + Send>>,
    failed: Option<io::Error>,
    to_file: bool,
    any: bool,
    fails: bool,
    by_rule: ByRule,
    summary: Summary,
    started: Instant,
    progress: Option<Progress>,
}

impl Report {
    /// Opens the place that the report goes to and writes its head. `summary` says what kind of run it is, and `own`
    /// which rules of the user's it knows.
    pub fn start(
        args: &Output,
        global: &Global,
        stream: Stream,
        summary: Summary,
        own: &[Own],
    ) -> Result<Self, Stopped> {
        let shows = match (summary.only_shown, args.statistics) {
            (true, _) => Shows::Patches,
            (false, true) => Shows::Statistics,
            (false, false) => Shows::Findings(args.output_format),
        };
        let (out, style, for_terminal): (Box<dyn Write + Send>, _, _) = match &args.output_file {
            Some(path) => (create(path)?, Style::default(), false),
            None if stream == Stream::Error => {
                (Box::new(io::stderr()), global.style(&io::stderr()), io::stderr().is_terminal())
            }
            None => {
                (Box::new(io::stdout()), global.style(&io::stdout()), io::stdout().is_terminal())
            }
        };
        let mut report = Self {
            printer: Printer { shows, style, for_terminal },
            out: BufWriter::with_capacity(1 << 16, out),
            failed: None,
            to_file: args.output_file.is_some(),
            any: false,
            fails: false,
            by_rule: ByRule::new(),
            summary,
            started: global.started,
            progress: None,
        };
        if let Shows::Findings(format) = shows {
            report.write(&format.head(own));
        }
        Ok(report)
    }

    /// Shows how far the run is, from now on.
    pub fn expect(&mut self, files: usize, global: &Global) {
        self.progress = Progress::start(files, global);
    }

    /// Adds the next file.
    pub fn add(&mut self, printed: Printed) {
        let Printed { text, counts, by_rule, fails, is_post, mended } = printed;
        if let Some(progress) = &mut self.progress {
            progress.step();
        }
        self.summary.files += usize::from(is_post);
        self.summary.counts += counts;
        self.summary.files_with_findings += usize::from(counts.at_least(Severity::Info) > 0);
        self.summary.fixed = self.summary.fixed.map(|all| all + mended);
        self.fails |= fails;
        for (key, (count, fixable)) in by_rule {
            let row = self.by_rule.entry(key).or_default();
            *row = (row.0 + count, row.1 + fixable);
        }
        if !text.is_empty() {
            if let Shows::Findings(format) = self.printer.shows
                && self.any
            {
                self.write(format.between());
            }
            self.any = true;
            self.write(&text);
        }
    }

    /// Writes the tail and says how the run ended.
    pub fn finish(mut self, global: &Global, exit_zero: bool) -> Result<Exit, Stopped> {
        let Printer { shows, style, .. } = self.printer;
        self.summary.elapsed = self.started.elapsed();
        if let Some(progress) = &self.progress {
            progress.end();
        }
        match shows {
            Shows::Findings(format) if !format.is_for_people() => {
                let tail = format.tail(&self.summary, style);
                self.write(&tail);
            }
            Shows::Statistics => {
                let table = statistics(&self.by_rule);
                self.write(&table);
            }
            Shows::Findings(_) | Shows::Patches => {}
        }
        let for_people = match shows {
            Shows::Findings(format) => format.is_for_people(),
            Shows::Statistics => true,
            Shows::Patches => false,
        };
        // How many posts were checked is always said, but where a program reads it is kept out of its way.
        let summary = self.summary.text(style);
        if for_people && !global.quiet {
            self.write(&summary);
        }
        if (!for_people || self.to_file) && !global.quiet {
            say(&summary);
        }
        if let Some(error) = self.failed {
            return Err(error.into());
        }
        self.out.flush()?;
        Ok(if self.fails && !exit_zero { Exit::Found } else { Exit::Clean })
    }

    /// Writes, unless writing has failed before: that is told in the end.
    fn write(&mut self, text: &str) {
        if self.failed.is_some() {
            return;
        }
        let mut write = || self.out.write_all(text.as_bytes());
        let written = match &self.progress {
            Some(progress) => progress.aside(write),
            None => write(),
        };
        self.failed = written.err();
    }
}

/// Makes the file that a report goes to.
pub fn create(path: &Path) -> Result<Box<dyn Write + Send>, Stopped> {
    match files::create(path) {
        Ok(file) => Ok(Box::new(file)),
        Err(reason) => Err(Stopped::OutputFile { path: path.to_owned(), reason }),
    }
}
