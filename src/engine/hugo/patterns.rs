//! Hugo's lists of regular expressions: `ignoreFiles` and `security.allowContent`.

use regex::Regex;

/// Patterns of which one must match, and ones that must not (`! …`).
#[derive(Clone, Debug, Default)]
pub(super) struct Patterns {
    wanted: Vec<Regex>,
    refused: Vec<Regex>,
}

impl Patterns {
    /// The patterns, and the texts that are none.
    pub fn new(texts: &[String]) -> (Self, Vec<String>) {
        let mut patterns = Self::default();
        let mut wrong = Vec::new();
        for text in texts {
            let (list, pattern) = match text.strip_prefix("! ") {
                Some(pattern) => (&mut patterns.refused, pattern),
                None => (&mut patterns.wanted, text.as_str()),
            };
            match Regex::new(pattern) {
                Ok(regex) => list.push(regex),
                Err(_) => wrong.push(text.clone()),
            }
        }
        (patterns, wrong)
    }

    /// Whether a pattern is found in a text; no pattern finds nothing.
    pub fn find(&self, text: &str) -> bool {
        self.wanted.iter().any(|pattern| pattern.is_match(text))
    }

    /// Whether the text is let through: none refuses it, and one wants it where there are such.
    pub fn allow(&self, text: &str) -> bool {
        let refused = self.refused.iter().any(|pattern| pattern.is_match(text));
        !refused && (self.wanted.is_empty() || self.find(text))
    }
}
