//! The anchors that engines make of headings.

use std::collections::{HashMap, HashSet};

use super::{Config, Setup, SlugOf, zola};
use crate::document::body::outline::Outline;

impl Setup {
    /// The ids of a body's headings, in order.
    ///
    /// Hexo knows no `{#id}` and numbers equal ids from 1 (`hexo-renderer-marked`, `lib/renderer.js`: `heading`);
    /// goldmark does the same and calls a heading without letters `heading` (`markup/goldmark/autoid.go`); Zola keeps
    /// written ids free (`markdown/src/markdown.rs`: `find_anchor`).
    #[must_use]
    pub fn heading_ids(&self, outline: &Outline) -> Vec<String> {
        match &self.config {
            Config::Hexo(_) => self.numbered(outline, |_| None, ""),
            Config::Hugo(_) => self.numbered(outline, |id| id.map(str::to_owned), "heading"),
            Config::Zola(config) => zola::heading_ids(config, outline),
        }
    }

    /// Ids as slugs, with a number where one is taken.
    fn numbered(
        &self,
        outline: &Outline,
        written: impl Fn(Option<&str>) -> Option<String>,
        nameless: &str,
    ) -> Vec<String> {
        let mut taken: HashSet<String> = HashSet::new();
        let mut numbers: HashMap<String, usize> = HashMap::new();
        let mut ids = Vec::with_capacity(outline.headings.len());
        for heading in &outline.headings {
            if let Some(id) = written(heading.id.as_deref()) {
                taken.insert(id.clone());
                ids.push(id);
                continue;
            }
            let slug = self.slugify(SlugOf::Heading, &heading.text);
            let slug = if slug.is_empty() { nameless.to_owned() } else { slug };
            let number = numbers.entry(slug.clone()).or_default();
            let mut id = slug.clone();
            while taken.contains(&id) {
                *number += 1;
                id = format!("{slug}-{number}");
            }
            taken.insert(id.clone());
            ids.push(id);
        }
        ids
    }
}

#[cfg(test)]
mod tests {
    use chrono_tz::Tz;

    use super::*;

    #[test]
    fn headings_have_the_ids_of_their_engine() {
        let body = "# One Two\n## Ünö & 中文!\n# One Two\n## Three {#own}\n# !\n";
        let outline = Outline::read(body);
        for (target, expected) in [
            ("hexo", ["One-Two", "Uno-中文", "One-Two-1", "Three", ""].as_slice()),
            ("hugo", &["one-two", "ünö--中文", "one-two-1", "own", "heading"]),
            ("zola@0.22", &["one-two", "uno-zhong-wen", "one-two-1", "own", ""]),
        ] {
            let setup =
                Setup::standalone(target.parse().unwrap(), Tz::UTC, chrono::DateTime::UNIX_EPOCH);
            assert_eq!(setup.heading_ids(&outline), expected, "{target}");
        }
    }
}
