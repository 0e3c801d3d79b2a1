//! The anchors that engines make of headings, and the signs that they make typographic.

use std::collections::{HashMap, HashSet};

use super::{Config, Setup, SlugOf, hexo, zola};
use crate::document::body::outline::{Heading, Outline};

impl Setup {
    /// A body with all that its engine makes anchors of.
    #[must_use]
    pub fn outline(&self, body: &str) -> Outline {
        if self.has_term_anchors() { Outline::with_terms(body) } else { Outline::read(body) }
    }

    /// Whether terms of definition lists are anchors.
    #[must_use]
    pub fn has_term_anchors(&self) -> bool {
        matches!(&self.config, Config::Hugo(config) if config.markdown.term_anchors)
    }

    /// The ids of a body's headings, in order; empty for a heading without one.
    ///
    /// Hexo knows no `{#id}` and numbers equal ids from 1 (`hexo-renderer-marked`, `lib/renderer.js`: `heading`);
    /// goldmark does the same, takes the first text only of each link and emphasis, and calls a heading without letters
    /// `heading` (`markup/goldmark/autoid.go`, and what Hugo 0.168 builds); Zola keeps
    /// written ids free (`markdown/src/markdown.rs`: `find_anchor`).
    #[must_use]
    pub fn heading_ids(&self, outline: &Outline) -> Vec<String> {
        match &self.config {
            Config::Hexo(config) => {
                numbered(outline, |_| None, |heading| hexo::anchor(config, heading))
            }
            Config::Hugo(_) => numbered(
                outline,
                |heading| heading.id.clone(),
                |heading| match self.slugify(SlugOf::Heading, &heading.leading) {
                    // A term of a mark for a footnote alone has none.
                    slug if heading.is_term && heading.leading.is_empty() => slug,
                    slug if slug.is_empty() && heading.is_term => "term".to_owned(),
                    slug if slug.is_empty() => "heading".to_owned(),
                    slug => slug,
                },
            ),
            Config::Zola(config) => zola::heading_ids(config, outline),
        }
    }

    /// Whether quotes, dashes and dots become typographic, in headings and elsewhere.
    #[must_use]
    pub fn makes_signs_typographic(&self) -> bool {
        match &self.config {
            Config::Hexo(config) => hexo::is_typographic(config),
            Config::Hugo(config) => !config.markdown.plain_signs,
            Config::Zola(config) => config.settings.markdown.smart_punctuation,
        }
    }
}

/// Ids as they are written or else slugs, with a number where one is taken.
fn numbered(
    outline: &Outline,
    written: impl Fn(&Heading) -> Option<String>,
    slug: impl Fn(&Heading) -> String,
) -> Vec<String> {
    let mut taken: HashSet<String> = HashSet::new();
    let mut numbers: HashMap<String, usize> = HashMap::new();
    let mut ids = Vec::with_capacity(outline.headings.len());
    for heading in &outline.headings {
        if let Some(id) = written(heading) {
            taken.insert(id.clone());
            ids.push(id);
            continue;
        }
        let slug = slug(heading);
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

#[cfg(test)]
mod tests {
    use chrono_tz::Tz;

    use super::*;

    #[test]
    fn terms_are_anchors_where_hugo_is_told_so() {
        let body = "Foo bar\n: x\n\n## Foo bar\n\n*Em one* and [lk *deep* t](http://x.example/) `code.X`\n: y\n\n> Quo\n> : z\n\n!\n: z\n\n[^1]\n: f\n\nFoo bar\n: z\n\n[^1]: n\n";
        let mut setup =
            Setup::standalone("hugo".parse().unwrap(), Tz::UTC, chrono::DateTime::UNIX_EPOCH);
        assert_eq!(setup.heading_ids(&setup.outline(body)), ["foo-bar"]);
        if let Config::Hugo(config) = &mut setup.config {
            config.markdown.term_anchors = true;
        }
        let ids = ["foo-bar", "foo-bar-1", "em-one-and-lk--codex", "quo", "term", "", "foo-bar-2"];
        assert_eq!(setup.heading_ids(&setup.outline(body)), ids);
    }

    #[test]
    fn headings_have_the_ids_of_their_engine() {
        let body =
            "# One Two\n## Ünö & 中文!\n# One Two\n## Three {#own}\n# !\n# It's `a<b>` `'c`\n";
        let outline = Outline::read(body);
        for (target, expected) in [
            ("hexo", ["One-Two", "Uno-中文", "One-Two-1", "Three", "", "It’s-a-c"].as_slice()),
            ("hugo", &["one-two", "ünö--中文", "one-two-1", "own", "heading", "its-ab-c"]),
            ("zola@0.22", &["one-two", "uno-zhong-wen", "one-two-1", "own", "", "it-s-a-b-c"]),
        ] {
            let setup =
                Setup::standalone(target.parse().unwrap(), Tz::UTC, chrono::DateTime::UNIX_EPOCH);
            assert_eq!(setup.heading_ids(&outline), expected, "{target}");
        }
    }
}
