//! From the path of a file to its language, its date, its slug and its URL
//! (content/src/file_info.rs, content/src/page.rs: Page::parse, content/src/section.rs: Section::parse).

use std::borrow::Cow;

use super::config::Config;
use super::date::{self, Moment};
use super::front_matter::Page;
use super::slug;

/// What a path says, before the file is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileInfo<'p> {
    /// The name without `.md` and without its language; of `index.md` it is `index`.
    pub name: &'p str,
    /// The folders between `content` and the file. That of an `index.md` belongs to its name, not here.
    pub folders: Vec<&'p str>,
    /// Whether the folder is the page: `index.md`, or `index.` with anything behind.
    pub colocated: bool,
    /// The folder of an `index.md`.
    pub own_folder: Option<&'p str>,
    /// The language's code.
    pub language: &'p str,
    /// Whether that is the site's default language.
    pub in_default_language: bool,
    /// The path below `content`, as links name it.
    pub relative: &'p str,
}

impl<'p> FileInfo<'p> {
    /// What the path of a Markdown file from the site's root says.
    ///
    /// # Errors
    /// When its name has a part for a language that the site does not have: Zola's words.
    pub fn new(path: &'p str, config: &'p Config) -> Result<Self, String> {
        let relative = below_content(path);
        let (folder, file) = relative.rsplit_once('/').unwrap_or(("", relative));
        let stem = file.strip_suffix(".md").unwrap_or(file);
        let mut folders: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
        let is_index = stem.split('.').next() == Some("index");
        let colocated = is_index && !folders.is_empty();
        let own_folder = if colocated { folders.pop() } else { None };
        let (name, language) = split_language(stem, path, config)?;
        let in_default_language = language == config.settings.default_language;
        Ok(Self { name, folders, colocated, own_folder, language, in_default_language, relative })
    }

    /// The name of the file of a section in this language.
    #[must_use]
    pub fn index_name(&self) -> Cow<'static, str> {
        if self.in_default_language {
            Cow::Borrowed("_index.md")
        } else {
            Cow::Owned(format!("_index.{}.md", self.language))
        }
    }

    /// The name that the slug is made of.
    fn slug_source(&self) -> &'p str {
        match (self.name, self.own_folder) {
            ("index", Some(folder)) => folder,
            (name, _) => name,
        }
    }

    /// The date that the name begins with: what there is of it may be no day of the calendar.
    #[must_use]
    pub fn date(&self) -> Option<Moment> {
        let (date, _) = split_date(self.slug_source())?;
        Some(date::parse(date).unwrap_or(Moment::Nowhere))
    }

    /// The slug of a page.
    #[must_use]
    pub fn slug(&self, page: &Page, config: &Config) -> String {
        let source = self.slug_source();
        let name = match split_date(source) {
            Some((_, Some(rest))) if !config.settings.slugify.paths_keep_dates => rest,
            _ => source,
        };
        slug::path(page.slug.as_deref().unwrap_or(name), config.path_strategy())
    }

    /// The path of a page's URL.
    #[must_use]
    pub fn page_url(&self, page: &Page, config: &Config) -> String {
        let mut url = String::from("/");
        if let Some(path) = &page.path {
            let path = path.trim();
            url.push_str(path.strip_prefix('/').unwrap_or(path));
        } else {
            self.push_language(&mut url);
            for folder in &self.folders {
                url.push_str(folder);
                url.push('/');
            }
            let root_index = self.folders.is_empty() && self.name == "index" && !self.colocated;
            if !root_index {
                url.push_str(&self.slug(page, config));
            }
        }
        if !url.ends_with('/') {
            url.push('/');
        }
        url
    }

    /// The path of a section's URL.
    #[must_use]
    pub fn section_url(&self) -> String {
        let mut url = String::from("/");
        self.push_language(&mut url);
        for folder in &self.folders {
            url.push_str(folder);
            url.push('/');
        }
        url
    }

    fn push_language(&self, url: &mut String) {
        if !self.in_default_language {
            url.push_str(self.language);
            url.push('/');
        }
    }
}

/// The part of a path behind its first folder `content`; a path without one has no folders for Zola.
#[must_use]
pub fn below_content(path: &str) -> &str {
    if let Some(rest) = path.strip_prefix("content/") {
        return rest;
    }
    match path.split_once("/content/") {
        Some((_, rest)) => rest,
        None => path.rsplit('/').next().unwrap_or(path),
    }
}

/// A name without its language, and the language.
fn split_language<'p>(
    stem: &'p str,
    path: &str,
    config: &'p Config,
) -> Result<(&'p str, &'p str), String> {
    let default = config.settings.default_language.as_str();
    let Some((name, code)) = stem.split_once('.') else { return Ok((stem, default)) };
    if !config.has_other_languages() || code == default {
        return Ok((stem, default));
    }
    match config.languages.get_key_value(code) {
        Some((code, _)) => Ok((name, code)),
        None => Err(format!(
            "File {path:?} has a language code of {code} which isn't present in the config.toml `languages`"
        )),
    }
}

/// The date at the start of a name and the slug behind it, if there is one (RFC3339_DATE).
fn split_date(name: &str) -> Option<(&str, Option<&str>)> {
    let day = date_len(name)?;
    let length = day + time_len(&name[day..]).unwrap_or(0);
    let (date, rest) = name.split_at(length);
    let rest = rest.strip_prefix(char::is_whitespace).unwrap_or(rest);
    let slug = rest.strip_prefix(['_', '-']);
    Some((date, slug.filter(|slug| !slug.is_empty() && !slug.contains('\n'))))
}

/// The length of `YYYY-MM-DD`, with a month to 12 and a day to 31.
fn date_len(name: &str) -> Option<usize> {
    let bytes = name.as_bytes().get(..10)?;
    let separated =
        bytes[4] == b'-' && bytes[7] == b'-' && bytes[..4].iter().all(u8::is_ascii_digit);
    let month = two_digits(&bytes[5..7])?;
    let day = two_digits(&bytes[8..10])?;
    (separated && (1..=12).contains(&month) && (1..=31).contains(&day)).then_some(10)
}

/// The length of `THH:MM:SS`, a fraction and a zone; the zone has to be there.
fn time_len(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let clock = bytes.get(..9)?;
    let form = clock[0] == b'T' && clock[3] == b':' && clock[6] == b':';
    let (hour, minute, second) =
        (two_digits(&clock[1..3])?, two_digits(&clock[4..6])?, two_digits(&clock[7..9])?);
    if !form || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let mut length = 9;
    if bytes.get(length) == Some(&b'.') {
        let digits = bytes[length + 1..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        if digits == 0 {
            return None;
        }
        length += 1 + digits;
    }
    match bytes.get(length)? {
        b'Z' => Some(length + 1),
        b'+' | b'-' => {
            let zone = bytes.get(length + 1..length + 6)?;
            let (hour, minute) = (two_digits(&zone[..2])?, two_digits(&zone[3..])?);
            (zone[2] == b':' && hour <= 23 && minute <= 59).then_some(length + 6)
        }
        _ => None,
    }
}

fn two_digits(bytes: &[u8]) -> Option<u8> {
    match bytes {
        [tens @ b'0'..=b'9', ones @ b'0'..=b'9'] => Some((tens - b'0') * 10 + (ones - b'0')),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::zola::config::settings::Language;

    fn config() -> Config {
        let languages = ["en", "fr", "zh-CN"].map(|code| (code.to_owned(), Language::default()));
        Config { languages: languages.into(), given: true, ..Config::default() }
    }

    /// Checks URL and date of a page without keys; without languages but the default one.
    fn check(path: &str, url: &str, date: Option<&str>) {
        let config = Config::default();
        let file = FileInfo::new(path, &config).unwrap();
        assert_eq!(file.page_url(&Page::default(), &config), url, "{path}");
        let read = file.date().and_then(Moment::instant).and_then(date::write);
        assert_eq!(read.as_deref(), date, "{path}");
    }

    #[test]
    fn names() {
        check("content/posts/Hello World.md", "/posts/hello-world/", None);
        check("content/中文 目录/文章.md", "/中文 目录/wen-zhang/", None);
        check("content/a/b/index.md", "/a/b/", None);
        check("content/index.md", "/", None);
        check("content/a.fr.md", "/a-fr/", None);
        check("content/d/index.fr.md", "/index-fr/", None);
        check("a.md", "/a/", None);
    }

    #[test]
    fn dates_in_names() {
        let day = Some("2021-09-27T00:00:00Z");
        check("content/2021-09-27-hello.md", "/hello/", day);
        check("content/2021-09-27 - hello world.md", "/hello-world/", day);
        check("content/2021-09-27_x/index.md", "/x/", day);
        check("content/2021-09-27.md", "/2021-09-27/", day);
        check("content/2021-09-27hello.md", "/2021-09-27hello/", day);
        check("content/2021-09-27T10:11:12+08:00_x.md", "/x/", Some("2021-09-27T02:11:12Z"));
        check("content/2021-09-27T10:11:12-x.md", "/2021-09-27t10-11-12-x/", day);
        check("content/2021-02-31-bad.md", "/bad/", None);
        check("content/2021-9-7-x.md", "/2021-9-7-x/", None);
    }

    #[test]
    fn languages() {
        let config = config();
        let url =
            |path| Some(FileInfo::new(path, &config).ok()?.page_url(&Page::default(), &config));
        assert_eq!(url("content/a.fr.md").as_deref(), Some("/fr/a/"));
        assert_eq!(url("content/d/index.zh-CN.md").as_deref(), Some("/zh-CN/d/"));
        assert_eq!(url("content/a.en.md").as_deref(), Some("/a-en/"));
        assert_eq!(url("content/v1.2.md"), None);
        assert_eq!(url("content/a.zh-cn.md"), None);
    }
}
