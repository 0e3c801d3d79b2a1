//! What the name of a post's file says, by `new_post_name` (`parseFilename` in `lib/plugins/processor/post.ts`).

use chrono_tz::Tz;

use super::block::FrontMatter;
use super::config::Case;
use super::slug::slugize;
use super::{dates, pattern, place};

/// What a file name says.
#[derive(Debug)]
pub struct Name<'n> {
    /// What `:title` of a permalink stands for.
    pub slug: String,
    values: Vec<(&'n str, &'n str)>,
}

/// Parts of a file name that are not written onto the post.
const PRESERVED: &[&str] = &["title", "year", "month", "day", "i_month", "i_day", "hash"];

/// Reads the path of a file below its folder.
pub fn read<'n>(pattern: &'n str, path: &'n str) -> Name<'n> {
    let (pattern, path) = (place::stem(pattern), place::stem(path));
    let values = pattern::read(pattern, path).unwrap_or_default();
    let value = |wanted: &str| values.iter().find(|(name, _)| *name == wanted);
    let slug = match value("slug").or(value("title")) {
        Some((_, slug)) => (*slug).to_owned(),
        None => slugize(path, Case::Kept),
    };
    Name { slug, values }
}

impl Name<'_> {
    /// Writes the other parts onto the post, where they win over front matter.
    pub fn apply(&self, front_matter: &mut FrontMatter<'_>) {
        for (key, value) in &self.values {
            if !PRESERVED.contains(key) {
                front_matter.set(key, value);
            }
        }
    }

    /// The keys that it sets over front matter: `slug`, and all other parts but those of the date.
    pub fn keys(self) -> Vec<(String, String)> {
        let others =
            self.values.iter().filter(|(key, _)| !PRESERVED.contains(key) && *key != "slug");
        let others = others.map(|(key, value)| ((*key).to_owned(), (*value).to_owned()));
        let others: Vec<_> = others.collect();
        std::iter::once(("slug".to_owned(), self.slug)).chain(others).collect()
    }

    /// Whether the name has this part.
    pub fn has(&self, key: &str) -> bool {
        self.values.iter().any(|(name, _)| *name == key)
    }

    fn part(&self, names: &[&str]) -> Option<f64> {
        names.iter().find_map(|wanted| {
            let (_, value) = self.values.iter().find(|(name, _)| name == wanted)?;
            value.parse().ok()
        })
    }

    /// Midnight of the day in the name, in milliseconds.
    pub fn date(&self, machine: Tz) -> Option<f64> {
        let year = self.part(&["year"])?;
        let month = self.part(&["month", "i_month"])?;
        let day = self.part(&["day", "i_day"])?;
        Some(dates::midnight(year, month, day, machine)).filter(|date| !date.is_nan())
    }
}
