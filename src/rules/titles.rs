//! The title of a post, and what it might be where there is none.
//!
//! All title rules work on this.

use std::borrow::Cow;

use super::Context;
use crate::diagnostic::{Change, Fix};
use crate::document::patch::{self, Content, Place, quote};
use crate::document::{Entry, Format, Kind};
use crate::engine::{EngineSet, Key, Role};
use crate::post::file_name;

/// Longer headings, in bytes, are no title.
pub(super) const LONGEST_HEADING: usize = 1000;

/// The entry that is the title of a post.
#[derive(Clone, Copy, Debug)]
pub(super) struct Titled<'a> {
    /// Key and value.
    pub entry: &'a Entry<'a>,
    /// The engines to which this key is the title.
    pub engines: EngineSet,
}

/// The title of a post; none where no engine that counts sees one. It is looked for once a post.
pub(super) fn titled<'a>(context: &Context<'a>) -> Option<Titled<'a>> {
    context.titled()
}

/// Finds the title.
pub(super) fn find<'a>(context: &Context<'a>) -> Option<Titled<'a>> {
    let front_matter = context.front_matter()?;
    front_matter.tree.root.entries().iter().find_map(|entry| {
        let is_title = |key: &Key| key.role == Role::Title;
        let knows = context.setups.iter().filter(|setup| {
            setup.formats().contains(&front_matter.format)
                && setup.key(entry.name()).is_some_and(is_title)
        });
        let engines: EngineSet = knows.map(|setup| setup.target.engine).collect();
        (!engines.is_empty()).then_some(Titled { entry, engines })
    })
}

/// What the title might be: the first heading of the body, else the words of the file name.
pub(super) fn guess(context: &Context<'_>) -> Option<String> {
    let heading = context.document.markup().headings.first();
    let heading = heading.filter(|heading| heading.text.len() <= LONGEST_HEADING);
    let heading = heading.map(|heading| plain_text(context.document.source.slice(heading.text)));
    heading.filter(|text| !text.is_empty()).or_else(|| from_path(context.path))
}

/// The fix that gives the post this title, in the configured quotes.
pub(super) fn with_title(
    context: &Context<'_>,
    titled: Titled<'_>,
    title: &str,
    message: &str,
) -> Option<Fix> {
    let front_matter = context.front_matter().filter(|block| block.refused.is_none())?;
    let source = quoted(context, title);
    let edits = patch::set(front_matter, titled.entry, Content::Source(&source));
    let change = Change::Key(titled.entry.name().to_owned());
    (!edits.is_empty()).then(|| Fix::safe(message, change, edits))
}

/// A title as source text, in the configured quotes.
pub(super) fn quoted(context: &Context<'_>, title: &str) -> String {
    let style = context.options.title_quoting.style;
    let format = context.front_matter().map_or(Format::Yaml, |block| block.format);
    quote(title, format, style.quoting(), place(context))
}

/// Where the title stands: in a block in braces fewer texts may stand without quotes.
pub(super) fn place(context: &Context<'_>) -> Place {
    let root = context.front_matter().map(|block| &block.tree.root.kind);
    match root {
        Some(Kind::Map(map)) if map.flow => Place::Flow,
        _ => Place::Block,
    }
}

/// Folders whose name says nothing about the page in them.
const ROOTS: &[&str] = &["source", "content", "src", "docs"];

/// The words of a file name, without a day before them; of the folder where the file is called `index`.
fn from_path(path: &str) -> Option<String> {
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let name = match stem.split('.').next() {
        Some("index" | "_index") => {
            let name = folder.rsplit('/').next().unwrap_or_default();
            if ROOTS.contains(&name) { "" } else { name }
        }
        _ => stem,
    };
    let undated = match file_name::day(path) {
        Some(_) => name.get(10..).unwrap_or_default(),
        None => name,
    };
    let words: Vec<&str> =
        undated.split(|c: char| c.is_whitespace() || c == '-' || c == '_').collect();
    let title = words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    (!title.is_empty()).then_some(title)
}

/// A line of Markdown without its marks: `**bold**`, `` `code` ``, `[text](address)`.
pub(super) fn plain_text(markdown: &str) -> String {
    let mut text = String::with_capacity(markdown.len());
    let mut rest = markdown.trim();
    while let Some(character) = rest.chars().next() {
        let tail = &rest[character.len_utf8()..];
        rest = match character {
            '\\' => {
                let escaped = tail.chars().next().unwrap_or('\\');
                text.push(escaped);
                tail.get(escaped.len_utf8()..).unwrap_or_default()
            }
            '*' | '`' => tail,
            '[' => match link(tail) {
                Some((inner, behind)) => {
                    text.push_str(&plain_text(inner));
                    behind
                }
                None => {
                    text.push(character);
                    tail
                }
            },
            _ => {
                text.push(character);
                tail
            }
        };
    }
    text
}

/// The text of a link and what follows it, for what stands behind its `[`.
fn link(text: &str) -> Option<(&str, &str)> {
    let (inner, rest) = text.split_once("](")?;
    let (_, behind) = rest.split_once(')')?;
    (!inner.contains('[')).then_some((inner, behind))
}

/// A text with one blank between words and none around them; wide blanks inside count as letters.
pub(super) fn single_blanks(text: &str) -> Cow<'_, str> {
    let trimmed = text.trim();
    let mut before = b'x';
    let odd = trimmed.bytes().any(|byte| {
        let doubled = match byte {
            b'\t' | b'\n' | b'\r' => true,
            b' ' => before == b' ',
            _ => false,
        };
        before = byte;
        doubled
    });
    if !odd {
        return Cow::Borrowed(trimmed);
    }
    let words = trimmed.split([' ', '\t', '\n', '\r']).filter(|word| !word.is_empty());
    let words: Vec<&str> = words.collect();
    Cow::Owned(words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_markdown_go() {
        for (markdown, expected) in [
            ("The **harbour** at `night`", "The harbour at night"),
            ("See [the *port*](http://example.org/a_b) now", "See the port now"),
            ("[open", "[open"),
            (r"1 \* 2", "1 * 2"),
            ("snake_case 标题", "snake_case 标题"),
        ] {
            assert_eq!(plain_text(markdown), expected);
        }
    }

    #[test]
    fn a_path_gives_words() {
        for (path, expected) in [
            ("content/posts/2024-01-02-the-harbour.md", Some("the harbour")),
            ("posts/港口_夜/index.zh.md", Some("港口 夜")),
            ("2024-01-02.md", None),
            ("source/index.md", None),
            ("v1.2.md", Some("v1.2")),
        ] {
            assert_eq!(from_path(path).as_deref(), expected, "{path}");
        }
    }

    #[test]
    fn blanks_are_single() {
        assert_eq!(single_blanks(" a  b\n"), "a b");
        assert_eq!(single_blanks("港口　夜"), "港口　夜");
        assert!(matches!(single_blanks("a b"), Cow::Borrowed("a b")));
    }
}
