//! Puts the findings of single files together to one report, written as it grows.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::time::Instant;

use super::args::{Global, Output};
use super::message::say;
use super::{Exit, Stopped};
use crate::diagnostic::{Diagnostic, Severity};
use crate::files;
use crate::report::{Counts, Format, Found, Style, Summary, statistics};
use crate::text::{Source, Span};

/// Findings by rule and severity: how many, and how many of them with a fix.
type ByRule = BTreeMap<(String, Severity), (usize, usize)>;

/// The findings of one file, already in print.
#[derive(Debug, Default)]
pub struct Printed {
    text: String,
    counts: Counts,
    by_rule: ByRule,
    fails: bool,
    is_post: bool,
    fixed: usize,
}

impl Printed {
    /// The same for a file that is no post or was not checked, so that it is not counted as one.
    #[must_use]
    pub fn beside_posts(self) -> Self {
        Self { is_post: false, ..self }
    }
}

/// How findings are printed.
#[derive(Clone, Copy, Debug)]
pub struct Printer {
    format: Format,
    style: Style,
    statistics: bool,
}

impl Printer {
    /// The findings of one file; those at or above `fail_on` make the run fail.
    #[must_use]
    pub fn print(&self, source: &Source, diagnostics: &[Diagnostic], fail_on: Severity) -> Printed {
        let mut printed = Printed { is_post: true, ..Printed::default() };
        printed.counts.add(diagnostics);
        printed.fails = printed.counts.at_least(fail_on) > 0;
        if !self.statistics {
            printed.text = self.format.file(Found { source, diagnostics }, self.style);
            return printed;
        }
        for diagnostic in diagnostics {
            let key = (diagnostic.rule.clone().into_owned(), diagnostic.severity);
            let row: &mut (usize, usize) = printed.by_rule.entry(key).or_default();
            row.0 += 1;
            row.1 += usize::from(diagnostic.fix.is_some());
        }
        printed
    }
}

impl Printer {
    /// A finding that is about a file as a whole and comes from no rule: it was not checked.
    #[must_use]
    pub fn remark(&self, name: &str, about: &'static str, message: String) -> Printed {
        let diagnostic = Diagnostic {
            rule: about.into(),
            severity: Severity::Error,
            span: Span::at(0),
            message,
            help: None,
            engines: Vec::new(),
            fix: None,
        };
        self.print(&Source::new(name, ""), &[diagnostic], Severity::Info).beside_posts()
    }
}

/// A report that is being written.
pub struct Report {
    /// How each file is printed.
    pub printer: Printer,
    out: Box<dyn Write + Send>,
    failed: Option<io::Error>,
    any: bool,
    fails: bool,
    by_rule: ByRule,
    summary: Summary,
    started: Instant,
}

impl Report {
    /// Opens the place that the report goes to and writes its head.
    pub fn start(args: &Output, global: &Global, fixes: Option<usize>) -> Result<Self, Stopped> {
        let style = match args.output_file {
            Some(_) => Style::default(),
            None => global.style(),
        };
        let out: Box<dyn Write + Send> = match &args.output_file {
            None => Box::new(io::stdout()),
            Some(path) => Box::new(create(path)?),
        };
        let printer = Printer { format: args.output_format, style, statistics: args.statistics };
        let mut report = Self {
            printer,
            out: Box::new(BufWriter::with_capacity(1 << 16, out)),
            failed: None,
            any: false,
            fails: false,
            by_rule: ByRule::new(),
            summary: Summary { fixed: fixes, ..Summary::default() },
            started: Instant::now(),
        };
        if !printer.statistics {
            report.write(&printer.format.head());
        }
        Ok(report)
    }

    /// Adds the next file.
    pub fn add(&mut self, printed: Printed) {
        let Printed { text, counts, by_rule, fails, is_post, fixed } = printed;
        self.summary.files += usize::from(is_post);
        self.summary.counts += counts;
        self.summary.files_with_findings += usize::from(counts.at_least(Severity::Info) > 0);
        if let Some(all) = &mut self.summary.fixed {
            *all += fixed;
        }
        self.fails |= fails;
        for (key, (count, fixable)) in by_rule {
            let row = self.by_rule.entry(key).or_default();
            *row = (row.0 + count, row.1 + fixable);
        }
        if !text.is_empty() {
            let between = if self.any { self.printer.format.between() } else { "" };
            self.any = true;
            self.write(between);
            self.write(&text);
        }
    }

    /// Writes the tail and says how the run ended.
    pub fn finish(mut self, global: &Global, exit_zero: bool) -> Result<Exit, Stopped> {
        let Printer { format, style, statistics: counted } = self.printer;
        self.summary.elapsed = self.started.elapsed();
        let for_people = counted || format.is_for_people();
        if counted {
            self.write(&statistics(&self.by_rule));
        } else if !for_people {
            self.write(&format.tail(&self.summary, style));
        }
        // How many posts were checked is always said, but where a program reads it is kept out of its way.
        if !global.quiet && for_people {
            self.write(&self.summary.text(style));
        } else if !global.quiet {
            say(&self.summary.text(style));
        }
        if let Some(error) = self.failed {
            return Err(error.into());
        }
        self.out.flush()?;
        Ok(if self.fails && !exit_zero { Exit::Found } else { Exit::Clean })
    }

    /// Writes, unless writing has failed before: the error is told in the end.
    fn write(&mut self, text: &str) {
        if self.failed.is_none() {
            self.failed = self.out.write_all(text.as_bytes()).err();
        }
    }
}

fn create(path: &Path) -> Result<impl Write + Send + use<>, Stopped> {
    files::create(path).map_err(|reason| Stopped::OutputFile { path: path.to_owned(), reason })
}
