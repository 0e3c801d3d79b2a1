//! What a run found, in numbers.

use std::fmt::Write as _;
use std::time::Duration;

use crate::diagnostic::{Applicability, Diagnostic, Severity};

use super::Style;

/// Findings by severity, and how many of them a fix can mend.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Findings of style.
    pub infos: usize,
    /// Findings with a safe fix.
    pub safe: usize,
    /// Findings with an unsafe fix.
    pub guesses: usize,
}

impl Counts {
    /// Adds the findings of one file.
    pub fn add(&mut self, diagnostics: &[Diagnostic]) {
        for diagnostic in diagnostics {
            match diagnostic.severity {
                Severity::Error => self.errors += 1,
                Severity::Warning => self.warnings += 1,
                Severity::Info => self.infos += 1,
            }
            match diagnostic.fix.as_ref().map(|fix| fix.applicability) {
                Some(Applicability::Safe) => self.safe += 1,
                Some(Applicability::Unsafe) => self.guesses += 1,
                None => {}
            }
        }
    }

    /// Findings at or above a severity.
    #[must_use]
    pub const fn at_least(&self, severity: Severity) -> usize {
        match severity {
            Severity::Error => self.errors,
            Severity::Warning => self.errors + self.warnings,
            Severity::Info => self.errors + self.warnings + self.infos,
        }
    }
}

impl std::ops::AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.infos += other.infos;
        self.safe += other.safe;
        self.guesses += other.guesses;
    }
}

/// What a run did.
#[derive(Clone, Copy, Debug, Default)]
pub struct Summary {
    /// Posts that were checked.
    pub files: usize,
    /// Posts with at least one finding.
    pub files_with_findings: usize,
    /// What was found, or is left after fixing.
    pub counts: Counts,
    /// Findings that were mended, or left out by comments; none where nothing was to be done about them.
    pub fixed: Option<usize>,
    /// Whether the mending was only shown.
    pub only_shown: bool,
    /// Whether findings were not mended, but left out by comments.
    pub ignored: bool,
    /// Wall time of the run.
    pub elapsed: Duration,
}

impl Summary {
    /// The closing lines for people.
    #[must_use]
    pub fn text(&self, style: Style) -> String {
        let Counts { errors, warnings, infos, safe, guesses } = self.counts;
        let all = errors + warnings + infos;
        let mut text = String::new();
        if let Some(fixed) = self.fixed {
            let were = match (self.ignored, self.only_shown) {
                (true, _) => "left out by comments from now on",
                (false, true) => "would be mended",
                (false, false) => "mended",
            };
            let _ = writeln!(text, "{} {were}.", number(fixed, "finding"));
        }
        let left = if self.fixed.is_some() { "left" } else { "found" };
        if all == 0 {
            let _ = write!(text, "Nothing {left}");
        } else {
            let parts = [(errors, "error"), (warnings, "warning"), (infos, "note")];
            let parts: Vec<String> = parts
                .iter()
                .filter(|(count, _)| *count > 0)
                .map(|(count, name)| number(*count, name))
                .collect();
            let _ = write!(
                text,
                "{} {left} in {}",
                parts.join(", "),
                number(self.files_with_findings, "post")
            );
        }
        let seconds = self.elapsed.as_secs_f64();
        let _ = writeln!(text, "; {} checked in {seconds:.2} s.", number(self.files, "post"));
        let offers = match (safe, guesses) {
            (0, 0) => String::new(),
            (0, more) => {
                format!("{more} can be mended by `masthead fix --unsafe` (look at --diff first).\n")
            }
            (some, 0) => format!("{some} can be mended by `masthead fix`.\n"),
            (some, more) if style.unsafe_fixes => format!("{} can be mended.\n", some + more),
            (some, more) => {
                format!("{some} can be mended by `masthead fix`, {more} more with --unsafe.\n")
            }
        };
        text + &offers
    }
}

/// A count with its noun: `1 post`, `2 posts`.
#[must_use]
pub fn number(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
