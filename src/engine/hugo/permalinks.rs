//! URL patterns with tokens (`resources/page/permalinks.go`).

use chrono::{Datelike, NaiveDateTime};

use super::cascade::Target;
use super::cast;
use super::go_time;
use super::paths::{Spelling, clean, sanitize};
use crate::value::Value;

/// A pattern and the pages that it counts for; the first that fits wins.
#[derive(Clone, Debug)]
pub(super) struct PermalinkRule {
    pub target: Target,
    pub pattern: String,
}

/// What a pattern may ask of a page.
#[derive(Clone, Debug)]
pub(super) struct Tokens<'p> {
    /// The date in its own offset; Go's zero time where there is none.
    pub date: NaiveDateTime,
    /// Seconds east of UTC.
    pub offset: i32,
    pub title: &'p str,
    pub slug: &'p str,
    /// The first folder.
    pub section: &'p str,
    /// The folders of the section that the page lies in.
    pub sections: &'p [String],
    /// The slug, else the title, of each of these sections.
    pub section_slugs: &'p [String],
    /// The name without language and extension, or the bundle's folder, as written.
    pub base_name: &'p str,
    /// The same, but empty for a section.
    pub file_name: &'p str,
    pub spelling: Spelling,
}

/// Kinds of pages that can have patterns.
const KINDS: &[&str] = &["page", "home", "section", "taxonomy", "term"];

const NAMES: &[&str] = &[
    "year",
    "month",
    "monthname",
    "day",
    "weekday",
    "weekdayname",
    "yearday",
    "section",
    "sectionslug",
    "sections",
    "sectionslugs",
    "title",
    "slug",
    "slugorfilename",
    "filename",
    "contentbasename",
    "slugorcontentbasename",
];

/// Reads `permalinks` in any of its three forms, with keys in lower case.
///
/// # Errors
/// What Hugo says about a form or a token that it does not know.
pub(super) fn rules(value: Option<&Value>) -> Result<Vec<PermalinkRule>, String> {
    let mut rules = Vec::new();
    match value {
        None | Some(Value::Null) => {}
        Some(Value::Map(entries)) => {
            for (key, value) in entries.iter().filter(|(key, _)| key != "_merge") {
                map_entry(key, value, &mut rules)?;
            }
        }
        Some(Value::List(items)) => {
            for item in items {
                let Some(Value::String(pattern)) = item.get("pattern") else {
                    return Err("missing pattern".to_owned());
                };
                let target = item.get("target").map(Target::new).unwrap_or_default();
                rules.push(PermalinkRule { target, pattern: pattern.clone() });
            }
        }
        Some(_) => return Err("it is neither a map nor a list".to_owned()),
    }
    for rule in &rules {
        check(&rule.pattern)?;
    }
    Ok(rules)
}

fn map_entry(key: &str, value: &Value, rules: &mut Vec<PermalinkRule>) -> Result<(), String> {
    match value {
        Value::String(pattern) => {
            for kind in ["page", "term"] {
                let target = Target::section(kind, key);
                rules.push(PermalinkRule { target, pattern: pattern.clone() });
            }
            Ok(())
        }
        Value::Map(entries) if KINDS.contains(&key) => {
            for (section, pattern) in entries.iter().filter(|(section, _)| section != "_merge") {
                let Value::String(pattern) = pattern else {
                    return Err(format!("unknown value for key {section:?} for kind {key:?}"));
                };
                let target = Target::section(key, section);
                rules.push(PermalinkRule { target, pattern: pattern.clone() });
            }
            Ok(())
        }
        Value::Map(_) => Err(format!("not supported for kind {key:?}")),
        other => Err(format!("unknown value {:?} for key {key:?}", cast::text(other))),
    }
}

/// Whether all tokens of a pattern are known.
///
/// # Errors
/// What Hugo says about the first that is not.
pub(super) fn check(pattern: &str) -> Result<(), String> {
    let unknown = |token: &&str| {
        let name = &token[1..];
        !(NAMES.contains(&name)
            || name.starts_with("sections[")
            || name.starts_with("sectionslugs[")
            || go_time::is_layout(name))
    };
    let escaped = pattern.replace("\\:", "\0");
    match tokens(&escaped).into_iter().find(unknown) {
        Some(_) => Err(format!("error expanding {pattern:?}: permalink attribute not recognised")),
        None => Ok(()),
    }
}

/// The tokens of a pattern: a colon, ASCII letters, digits and `_`, and perhaps brackets.
fn tokens(pattern: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = pattern;
    while let Some(at) = rest.find(':') {
        let word = |b: &u8| b.is_ascii_alphanumeric() || *b == b'_';
        let length = rest[at + 1..].bytes().take_while(|b| word(b)).count();
        if length == 0 {
            rest = &rest[at + 1..];
            continue;
        }
        let mut end = at + 1 + length;
        if let Some(inside) = rest[end..].strip_prefix('[') {
            // At least one character stands in brackets.
            let first = inside.chars().next().map_or(0, char::len_utf8);
            if let Some(close) = inside.get(first..).and_then(|inside| inside.find(']')) {
                end += first + close + 2;
            }
        }
        tokens.push(&rest[at..end]);
        rest = &rest[end..];
    }
    tokens
}

/// Fills in a pattern whose tokens are known.
pub(super) fn expand(pattern: &str, page: &Tokens<'_>) -> String {
    let escaped = pattern.replace("\\:", "\0");
    let mut path = escaped.clone();
    for token in tokens(&escaped) {
        path = path.replacen(token, &page.token(&token[1..]), 1);
    }
    path.replace('\0', ":")
}

/// The same as the folder of a URL: unescaped and cleaned.
pub(super) fn expand_path(pattern: &str, page: &Tokens<'_>) -> String {
    clean(&query_unescape(&expand(pattern, page)).unwrap_or_default())
}

/// `url.QueryUnescape`: `+` is a space; none where a `%` is followed by anything but two hex digits.
pub(super) fn query_unescape(text: &str) -> Option<String> {
    if !text.contains(['%', '+']) {
        return Some(text.to_owned());
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((byte, behind)) = rest.split_first() {
        rest = behind;
        match byte {
            b'+' => bytes.push(b' '),
            b'%' => {
                let digits = std::str::from_utf8(behind.get(..2)?).ok()?;
                let plain = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
                bytes.push(u8::from_str_radix(digits, 16).ok().filter(|_| plain)?);
                rest = &behind[2..];
            }
            _ => bytes.push(*byte),
        }
    }
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

impl Tokens<'_> {
    fn token(&self, name: &str) -> String {
        let slug_or =
            |other: &str| self.urlize(if self.slug.is_empty() { other } else { self.slug });
        match name {
            "year" => self.date.year().to_string(),
            "month" => format!("{:02}", self.date.month()),
            "monthname" => go_time::month_name(self.date.month()).to_owned(),
            "day" => format!("{:02}", self.date.day()),
            "weekday" => self.date.weekday().num_days_from_sunday().to_string(),
            "weekdayname" => {
                go_time::weekday_name(self.date.weekday().num_days_from_sunday()).to_owned()
            }
            "yearday" => self.date.ordinal().to_string(),
            "section" => self.section.to_owned(),
            "sections" => self.sections.join("/"),
            "sectionslug" => self.section_slugs.first().cloned().unwrap_or_default(),
            "sectionslugs" => joined(self.section_slugs),
            "title" => self.title_path(),
            "slug" if self.slug.is_empty() => self.title_path(),
            "slug" => self.urlize(self.slug),
            "filename" => self.urlize(self.file_name),
            "slugorfilename" => slug_or(self.file_name),
            "contentbasename" => self.urlize(self.base_name),
            "slugorcontentbasename" => slug_or(self.base_name),
            _ => match name.split_once('[') {
                Some(("sections", cut)) => joined(sliced(self.sections, cut)),
                Some(("sectionslugs", cut)) => joined(sliced(self.section_slugs, cut)),
                _ => go_time::format(name, self.date, self.offset),
            },
        }
    }

    /// A title makes one part of a path.
    fn title_path(&self) -> String {
        self.urlize(&self.title.replace('/', "-"))
    }

    fn urlize(&self, text: &str) -> String {
        urlize(text, self.spelling)
    }
}

/// A text as part of a URL (`PathSpec.URLize`); what stands behind a last `#` alone is lost with it.
pub(super) fn urlize(text: &str, spelling: Spelling) -> String {
    let path = sanitize(text, spelling);
    match path.split_once('#') {
        Some((before, "")) => before.to_owned(),
        _ => path,
    }
}

/// `path.Join`
fn joined(parts: &[String]) -> String {
    let parts: Vec<&str> =
        parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { String::new() } else { clean(&parts.join("/")) }
}

/// The part of a list that `low:high]` or `index]` names; out of range is nothing.
fn sliced<'s>(list: &'s [String], cut: &str) -> &'s [String] {
    let cut = cut.to_lowercase();
    let Some(cut) = cut.strip_suffix(']').filter(|_| !list.is_empty()) else { return &[] };
    let index = |text: &str, low: bool| match text {
        "" => Some(if low { 0 } else { list.len() }),
        "last" => Some(list.len() - 1),
        text => {
            let number = text.parse::<i64>().map_or(0, |number| number.max(0));
            let number = usize::try_from(number).unwrap_or(usize::MAX);
            match number {
                number if number < list.len() => Some(number),
                _ => (!low).then_some(list.len()),
            }
        }
    };
    match cut.split_once(':') {
        None => index(cut, true).map_or(&[], |at| &list[at..=at]),
        Some((low, high)) => {
            let high = high.split(':').next().unwrap_or_default();
            let range = index(low, true).zip(index(high, false));
            range.and_then(|(low, high)| list.get(low..high)).unwrap_or(&[])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_pattern(pattern: &str, expected: &str) {
        let sections = ["posts", "sub"].map(str::to_owned);
        let slugs = ["blog", "sub-sec"].map(str::to_owned);
        let date =
            chrono::NaiveDate::from_ymd_opt(2021, 9, 7).unwrap().and_hms_opt(8, 5, 0).unwrap();
        let page = Tokens {
            date,
            offset: 0,
            title: "A/B c",
            slug: "",
            section: "posts",
            sections: &sections,
            section_slugs: &slugs,
            base_name: "My File",
            file_name: "My File",
            spelling: Spelling::default(),
        };
        assert_eq!(expand_path(pattern, &page), expected, "{pattern}");
    }

    #[test]
    fn tokens_are_filled_in() {
        check_pattern("/:year/:month/:day/:title/", "/2021/09/07/a-b-c");
        check_pattern("/:1/:2/:06/:15/:Jan/:weekdayname/:yearday", "/9/7/21/08/Sep/Tuesday/250");
        check_pattern("/:section/:sections/:slug", "/posts/posts/sub/a-b-c");
        check_pattern("/x/:sections[last]/:sections[1:]/:sections[9]/", "/x/sub/sub");
        check_pattern("/:sectionslug/:sectionslugs[0]/:filename", "/blog/blog/my-file");
        check_pattern("/a\\:b/:contentbasename/", "/a:b/my-file");
    }

    #[test]
    fn unknown_tokens_are_refused() {
        for pattern in ["/:id/", "/:year_x/", "/:i_month/", "/:category/:title"] {
            assert!(check(pattern).is_err(), "{pattern}");
        }
        for pattern in ["/:hour12/", "/a:/", "/:06-:title/", "/:sections[1:]/"] {
            assert!(check(pattern).is_ok(), "{pattern}");
        }
    }
}
