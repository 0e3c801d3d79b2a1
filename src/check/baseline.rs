//! Findings that were there before and stay silent, so that only new ones count.
//!
//! A finding is known by its file, its rule and the words that it stands on, not by its line: edits above
//! it do not wake it, an edit of the very words does.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::diagnostic::Diagnostic;
use crate::text::{Source, fingerprint};

/// The form of the file that this program writes and reads.
const VERSION: u32 = 1;

/// The known findings of one file: rule, then the fingerprint of the words, then how many there are alike.
pub type Entries = BTreeMap<String, BTreeMap<String, usize>>;

/// The known findings of all files, by path from the folder of the baseline, with `/`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    version: u32,
    /// The findings of each file.
    pub files: BTreeMap<String, Entries>,
}

impl Default for Baseline {
    fn default() -> Self {
        Self { version: VERSION, files: BTreeMap::new() }
    }
}

/// What a baseline says of the findings of one file.
#[derive(Debug)]
pub struct Sifted {
    /// Those that it does not know.
    pub fresh: Vec<Diagnostic>,
    /// What it knows and what is still there.
    pub known: Entries,
    /// What it knows and what is there no longer.
    pub gone: Entries,
}

impl Baseline {
    /// Reads what [`Baseline::text`] wrote.
    ///
    /// # Errors
    /// A sentence, when it is no baseline or one of another version.
    pub fn parse(text: &str) -> Result<Self, String> {
        let baseline: Self =
            serde_json::from_str(text).map_err(|error| format!("this is no baseline: {error}"))?;
        if baseline.version == VERSION {
            return Ok(baseline);
        }
        let version = baseline.version;
        Err(format!("this baseline has the form {version}, and this masthead reads {VERSION} only"))
    }

    /// The file's text: sorted, a line an entry, so that versions of it merge well.
    #[must_use]
    pub fn text(&self) -> String {
        let text = serde_json::to_string_pretty(self).expect("maps of strings are always JSON");
        text + "\n"
    }

    /// How many findings it knows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.files.values().map(count).sum()
    }

    /// Whether it knows none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Parts the findings of the file that it knows under `path`; of several alike the first ones are known.
    #[must_use]
    pub fn sift(&self, path: &str, source: &Source, diagnostics: Vec<Diagnostic>) -> Sifted {
        let mut gone = self.files.get(path).cloned().unwrap_or_default();
        let (mut fresh, mut known) = (Vec::new(), Entries::new());
        for diagnostic in diagnostics {
            let words = words(source, &diagnostic);
            let left = gone.get_mut(&*diagnostic.rule).and_then(|rule| rule.get_mut(&words));
            match left {
                Some(left) if *left > 0 => {
                    *left -= 1;
                    add(&mut known, &diagnostic, words);
                }
                _ => fresh.push(diagnostic),
            }
        }
        for rule in gone.values_mut() {
            rule.retain(|_, left| *left > 0);
        }
        gone.retain(|_, rule| !rule.is_empty());
        Sifted { fresh, known, gone }
    }
}

/// All findings of a file as entries.
#[must_use]
pub fn entries(source: &Source, diagnostics: &[Diagnostic]) -> Entries {
    let mut entries = Entries::new();
    for diagnostic in diagnostics {
        add(&mut entries, diagnostic, words(source, diagnostic));
    }
    entries
}

/// How many findings there are.
#[must_use]
pub fn count(entries: &Entries) -> usize {
    entries.values().flat_map(BTreeMap::values).sum()
}

fn add(entries: &mut Entries, diagnostic: &Diagnostic, words: String) {
    *entries.entry(diagnostic.rule.to_string()).or_default().entry(words).or_default() += 1;
}

/// The words that a finding stands on, as a fingerprint. Blanks do not count: a value that moves into another
/// line or block keeps its name. What is about a file as a whole stands on none, and is known by what it says.
fn words(source: &Source, diagnostic: &Diagnostic) -> String {
    let words = match source.slice(diagnostic.span) {
        "" => &*diagnostic.message,
        words => words,
    };
    let words: Vec<&str> = words.split_whitespace().collect();
    fingerprint(&words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Severity;
    use crate::text::Span;

    fn found(rule: &'static str, start: usize, end: usize) -> Diagnostic {
        Diagnostic {
            rule: rule.into(),
            severity: Severity::Warning,
            span: Span::new(start, end),
            message: String::new(),
            help: None,
            engines: Vec::new(),
            fix: None,
        }
    }

    fn baseline(source: &Source, diagnostics: &[Diagnostic]) -> Baseline {
        let files = BTreeMap::from([("a.md".to_owned(), entries(source, diagnostics))]);
        Baseline { files, ..Baseline::default() }
    }

    #[test]
    fn a_finding_that_moved_is_known_and_a_changed_one_is_not() {
        let old = baseline(&Source::new("a.md", "x: bad\n"), &[found("rule", 3, 6)]);
        let moved = Source::new("a.md", "# more\nx: bad\n");
        let sifted = old.sift("a.md", &moved, vec![found("rule", 10, 13)]);
        assert_eq!((sifted.fresh.len(), count(&sifted.known), count(&sifted.gone)), (0, 1, 0));
        let changed = Source::new("a.md", "x: sad\n");
        let sifted = old.sift("a.md", &changed, vec![found("rule", 3, 6)]);
        assert_eq!((sifted.fresh.len(), count(&sifted.known), count(&sifted.gone)), (1, 0, 1));
        let elsewhere = old.sift("b.md", &moved, vec![found("rule", 10, 13)]);
        assert_eq!(elsewhere.fresh.len(), 1);
    }

    #[test]
    fn one_more_of_the_same_kind_is_new() {
        let source = Source::new("a.md", "bad bad");
        let old = baseline(&source, &[found("rule", 0, 3)]);
        let sifted = old.sift("a.md", &source, vec![found("rule", 0, 3), found("rule", 4, 7)]);
        assert_eq!(sifted.fresh, [found("rule", 4, 7)]);
    }

    #[test]
    fn it_reads_what_it_writes_and_nothing_else() {
        let old = baseline(&Source::new("a.md", "bad"), &[found("rule", 0, 3)]);
        assert_eq!(Baseline::parse(&old.text()), Ok(old.clone()));
        assert_eq!(old.len(), 1);
        assert!(Baseline::parse("{\"version\": 9, \"files\": {}}").unwrap_err().contains("form 9"));
        assert!(Baseline::parse("[]").unwrap_err().contains("no baseline"));
        assert!(Baseline::parse("").unwrap_err().contains("no baseline"));
    }
}
