//! What a comparison of two sites found: a table with the differences for people, and JSON.

use std::fmt::Write as _;

use serde::Serialize;

use crate::text::escape;
use crate::verify::{Aspect, Built, Comparison, Count, Difference, Verdict};

/// Everything that a report of a comparison says.
#[derive(Debug)]
pub struct Verification<'v> {
    /// The site that counts as right, and its name.
    pub source: (&'v str, &'v Built),
    /// The site that is compared with it, and its name.
    pub dest: (&'v str, &'v Built),
    /// What came of it.
    pub comparison: &'v Comparison,
}

#[derive(Serialize)]
struct Site<'v> {
    folder: &'v str,
    engine: &'v str,
    pages: usize,
    redirects: usize,
    stand_ins: Vec<&'v str>,
    notes: &'v [String],
}

impl<'v> Site<'v> {
    fn new((folder, built): (&'v str, &'v Built)) -> Self {
        Self {
            folder,
            engine: &built.engine,
            pages: built.pages.len(),
            redirects: built.redirects.len(),
            stand_ins: built.stand_ins.iter().map(String::as_str).collect(),
            notes: &built.notes,
        }
    }
}

#[derive(Serialize)]
struct AspectCount {
    aspect: Aspect,
    #[serde(flatten)]
    count: Count,
    percent: f64,
}

#[derive(Serialize)]
struct Whole<'v> {
    equal: bool,
    source: Site<'v>,
    dest: Site<'v>,
    aspects: Vec<AspectCount>,
    differences: &'v [Difference],
}

impl Verification<'_> {
    /// One JSON object.
    #[must_use]
    pub fn json(&self) -> String {
        let counts = self.comparison.counts.iter();
        let whole = Whole {
            equal: self.comparison.is_equal(),
            source: Site::new(self.source),
            dest: Site::new(self.dest),
            aspects: counts
                .map(|(aspect, count)| AspectCount {
                    aspect: *aspect,
                    count: *count,
                    percent: (count.percent() * 100.0).floor() / 100.0,
                })
                .collect(),
            differences: &self.comparison.differences,
        };
        let json = serde_json::to_string_pretty(&whole).expect("texts and numbers are always JSON");
        super::json_safe(&json).into_owned() + "\n"
    }

    /// The table, and at most `limit` differences of each aspect.
    #[must_use]
    pub fn text(&self, limit: usize) -> String {
        let mut text = String::new();
        for (role, site) in [("source", self.source), ("dest", self.dest)] {
            let site = Site::new(site);
            let (folder, engine, pages) = (escape(site.folder), escape(site.engine), site.pages);
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{role:<7} {folder}: {engine}, {pages} pages");
            for note in site.notes {
                let _ = writeln!(text, "        {}", escape(note));
            }
            if !site.stand_ins.is_empty() {
                let names = site.stand_ins.join(", ");
                let _ = writeln!(
                    text,
                    "        stand-ins, for nothing here defines them: {}",
                    escape(&names)
                );
            }
        }
        let _ = writeln!(
            text,
            "\n{:<10} {:>7} {:>9} {:>8} {:>6} {:>8}",
            "", "equal", "different", "missing", "added", "percent"
        );
        for (aspect, count) in &self.comparison.counts {
            let Count { equal, different, missing, added } = count;
            // What is almost all is not shown as all.
            let percent = (count.percent() * 100.0).floor() / 100.0;
            let name = aspect.name();
            let _ = writeln!(
                text,
                "{name:<10} {equal:>7} {different:>9} {missing:>8} {added:>6} {percent:>8.2}"
            );
        }
        for aspect in Aspect::ALL {
            let found = self.comparison.differences.iter().filter(|one| one.aspect == aspect);
            let found: Vec<&Difference> = found.collect();
            if !found.is_empty() {
                let _ = writeln!(text, "\n{}", aspect.name());
                found.iter().take(limit).for_each(|one| text.push_str(&lines(one)));
            }
            if found.len() > limit {
                let _ = writeln!(text, "  … and {} more; -v shows all", found.len() - limit);
            }
        }
        text
    }
}

/// One difference.
fn lines(difference: &Difference) -> String {
    let Difference { verdict, url, file, source, dest, .. } = difference;
    let file = if file.is_empty() { String::new() } else { format!(" ({})", escape(file)) };
    let (url, source, dest) = (escape(url), escape(source), escape(dest));
    match verdict {
        Verdict::Added => format!("  {url}{file} is only in dest\n"),
        Verdict::Missing if source == url => format!("  {url}{file} does not answer in dest\n"),
        Verdict::Missing => format!("  {url}{file}\n    source  {source}\n    dest    nothing\n"),
        Verdict::Equal | Verdict::Different => {
            format!("  {url}{file}\n    source  {source}\n    dest    {dest}\n")
        }
    }
}
