//! One finding: what is wrong, where, whom it hurts, and how to mend it.

use std::borrow::Cow;

use crate::text::{Edit, Span};

/// How much harm a finding does. Ordered: `Info < Warning < Error`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Style: every engine reads what the author wrote.
    Info,
    /// An engine silently reads something else than the author wrote.
    Warning,
    /// An engine drops the post, fails the build or writes outside its place.
    Error,
}

impl Severity {
    /// The word that configuration, JSON and messages use.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// Whether a fix may be done without asking. Ordered: `Unsafe < Safe`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Applicability {
    /// A guess at what the author meant; done with `--unsafe` only.
    Unsafe,
    /// Every engine concerned then reads what the author wrote, and nothing else changes.
    Safe,
}

impl Applicability {
    /// The word that JSON and messages use.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unsafe => "unsafe",
            Self::Safe => "safe",
        }
    }
}

/// What a fix says that it changes. Everything else must read the same afterwards, or the fix is withheld.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// The value of this top-level key, which may also appear or go; nested keys count with their root.
    Key(String),
    /// The body, below the front matter.
    Body,
    /// The block could not be read before, so there are no old values to compare: afterwards it must read.
    Repair,
    /// A comment to Masthead that comes in or grows. All values stay, and the body reads the same but for it.
    Comment,
    /// Bytes that carry no value: fences, comments, indentation, newlines, a byte order mark. All values stay.
    Layout,
}

/// A set of edits that are done together or not at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as an order: "quote the title".
    pub message: String,
    /// Whether it may be done without asking.
    pub applicability: Applicability,
    /// The edits, in bytes of the original text, disjoint.
    pub edits: Vec<Edit>,
    /// What these edits change; the proof before a write holds the fix to it.
    pub changes: Vec<Change>,
}

impl Fix {
    /// A fix that every engine concerned then reads as the author wrote it.
    #[must_use]
    pub fn safe(message: impl Into<String>, change: Change, edits: Vec<Edit>) -> Self {
        Self {
            message: message.into(),
            applicability: Applicability::Safe,
            edits,
            changes: vec![change],
        }
    }

    /// A fix that is a guess at what was meant.
    #[must_use]
    pub fn guess(message: impl Into<String>, change: Change, edits: Vec<Edit>) -> Self {
        Self { applicability: Applicability::Unsafe, ..Self::safe(message, change, edits) }
    }
}

/// A finding of one rule at one place of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Name of the rule, as `--select` takes it.
    pub rule: Cow<'static, str>,
    /// The worst that happens in any of the engines concerned, unless the configuration says otherwise.
    pub severity: Severity,
    /// The exact place, in bytes of the file's text.
    pub span: Span,
    /// What is wrong, in one line; text taken from the post may be in it and is escaped when printed.
    pub message: String,
    /// Why it hurts or what to do, where the message alone does not say it.
    pub help: Option<String>,
    /// The engines that it hurts, by name (`hexo`, `hugo`, `zola`), in that order.
    pub engines: Vec<&'static str>,
    /// How to mend it, where that is known.
    pub fix: Option<Fix>,
}
