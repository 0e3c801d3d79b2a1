//! Guesses which lines are front matter and which are prose, where fences do not say it.

use super::Format;
use super::lines::lines;

/// Keys that nearly every blog uses: they tell a block without an opening line from `Note: text` above a
/// rule.
const WELL_KNOWN: &[&str] = &[
    "title",
    "date",
    "updated",
    "lastmod",
    "layout",
    "tags",
    "tag",
    "categories",
    "category",
    "permalink",
    "description",
    "author",
    "draft",
    "published",
    "slug",
    "id",
    "abbrlink",
    "comments",
    "cover",
    "toc",
];

/// What a line looks like.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    /// Nothing in it, or a comment.
    Empty,
    /// A key with a value, or a table's header.
    Key,
    /// What can go on from a key above: an indented line, a list item, a closing bracket.
    More,
    /// Nothing but the marks of a fence at the left edge.
    Marks,
    /// Anything else.
    Prose,
}

/// Where the lines from `start` stop to look like front matter: behind the last key with what belongs to it.
pub(super) fn block_end(text: &str, start: usize, format: Format) -> usize {
    let mut end = start;
    // A line of prose may be a value that somebody broke; it counts if a key follows before a blank line.
    let mut broken = false;
    let mut gap = false;
    // A text behind `|` may have empty lines; an indented line below a gap is otherwise code of the body.
    let mut in_text = false;
    for line in lines(text, start) {
        let content = line.content(text);
        match look(content, format) {
            Look::Key => {
                end = line.next;
                (broken, gap) = (false, false);
                in_text = opens_text(content);
            }
            Look::More if !gap && !broken => {
                end = line.next;
                in_text |= opens_text(content);
            }
            Look::More if in_text && content.starts_with([' ', '\t']) => {
                end = line.next;
                gap = false;
            }
            Look::Marks => return end,
            Look::Empty if broken => return end,
            Look::Empty => gap = true,
            Look::More => {}
            Look::Prose if gap || broken => return end,
            Look::Prose => broken = true,
        }
    }
    end
}

/// Whether a line ends with the `|` or `>` that opens a block of text.
fn opens_text(line: &str) -> bool {
    let header = line.trim_end().trim_end_matches(['-', '+']);
    header.trim_end_matches(|c: char| c.is_ascii_digit()).ends_with(['|', '>'])
}

/// Whether a text is prose: it has a blank line or more than one line, and neither a key nor a list.
pub(super) fn is_prose(text: &str) -> bool {
    let mut filled = 0;
    for line in lines(text, 0) {
        let content = line.content(text);
        match look(content, Format::Yaml) {
            Look::Key => return false,
            Look::More if content.starts_with(['-', '}', ']', '{', '[']) => return false,
            Look::Empty | Look::Marks => {}
            _ if content.contains(['=', '\u{ff1a}']) || content.contains(':') => return false,
            Look::More | Look::Prose => filled += 1,
        }
    }
    filled > 1 || (filled == 1 && lines(text, 0).any(|line| line.content(text).trim().is_empty()))
}

/// Whether lines above a closing line are meant as keys: one of them is a key that blogs use, or each is a
/// small word with one word as its value.
pub(super) fn speaks_of_keys(text: &str, format: Format) -> bool {
    let contents = || lines(text, 0).map(|line| line.content(text));
    let known = |line: &str| {
        key(line, format)
            .is_some_and(|key| WELL_KNOWN.iter().any(|known| known.eq_ignore_ascii_case(key)))
    };
    let terse = |line: &str| {
        key(line, format).is_some_and(|key| {
            key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
                && line.split_ascii_whitespace().count() == 2
        })
    };
    contents().any(known) || (!text.is_empty() && contents().all(terse))
}

fn look(line: &str, format: Format) -> Look {
    let trimmed = line.trim();
    if trimmed.is_empty() || trimmed.starts_with('#') {
        return Look::Empty;
    }
    if is_marks(line) {
        return Look::Marks;
    }
    if key(line, format).is_some() || (format == Format::Toml && trimmed.starts_with('[')) {
        return Look::Key;
    }
    if line.starts_with([' ', '\t', ']', '}']) || line.starts_with("- ") || line == "-" {
        return Look::More;
    }
    Look::Prose
}

fn is_marks(line: &str) -> bool {
    let marks = line.trim_end().as_bytes();
    marks.len() >= 3 && b"-+;".contains(&marks[0]) && marks.iter().all(|mark| *mark == marks[0])
}

/// The key at the left edge of a line: a word, or anything in quotes, before `:` (TOML: `=`).
fn key(line: &str, format: Format) -> Option<&str> {
    let separator = if format == Format::Toml { '=' } else { ':' };
    let (key, rest) = match line.as_bytes().first()? {
        quote @ (b'"' | b'\'') => line[1..].split_once(char::from(*quote))?,
        _ => line.split_at(line.find(|c: char| !(c.is_alphanumeric() || "_-.".contains(c)))?),
    };
    let value = rest.trim_start_matches([' ', '\t']).strip_prefix(separator)?;
    let spaced = format != Format::Yaml || value.is_empty() || value.starts_with([' ', '\t']);
    (!key.is_empty() && spaced).then_some(key)
}
