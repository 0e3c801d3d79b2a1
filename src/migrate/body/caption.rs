//! Titles that stand above code, because the engine in between shows none there, go back behind the fence in Hexo.

use super::Surroundings;
use super::code::{line_start, take_caption};
use super::output::Output;
use super::syntax::marks;
use super::walk::{Answer, Change};
use crate::engine::{Engine, FenceInfo};
use crate::migrate::Kind;
use crate::text::Span;

/// The change of a block of code with a title above it. `info` is what stands behind its opening fence.
pub fn change(around: &Surroundings<'_>, text: &str, code: Span, info: Span) -> Option<Change> {
    let has_captions = around.home.is_some_and(|home| home.habits.captions);
    if !has_captions || around.to.target.engine != Engine::Hexo {
        return None;
    }
    let line = line_start(text, code.start);
    let fence = line + text[line..].find(['`', '~'])?;
    let gap = line_above(text, line)?;
    let title = line_above(text, gap.start)?;
    let is_empty = gap.text(text).trim_matches(['>', ' ', '\t']).is_empty();
    let title = Span::new(title.start + marks(title.text(text)), title.end);
    let written = title.text(text);
    let mut new = read(written).filter(|_| is_empty)?;
    let options = FenceInfo::read(around.from.target.engine, info.text(text))?;
    new = FenceInfo { title: new.title, link: new.link, ..options };
    let (new, lost) = new.write(Engine::Hexo);
    if info.is_empty() || !lost.is_empty() {
        return None;
    }
    let out = Output::literal(format!("{}{new}", &text[fence..info.start]));
    let answer = Answer::changed(out, "a title behind the fence");
    let span = Span::new(title.start, info.end);
    Some(Change { span, kind: Kind::Markup, name: written.to_owned(), answer })
}

/// The line that ends before a place, without its newline.
fn line_above(text: &str, at: usize) -> Option<Span> {
    let end = text[..at].strip_suffix('\n')?.len();
    let start = line_start(text, end);
    Some(Span::new(start, start + text[start..end].trim_end_matches('\r').len()))
}

/// Title and link of a line that is just what a migration writes above code.
fn read(line: &str) -> Option<FenceInfo> {
    let inside = line.strip_prefix("**")?;
    let (title, link) = match inside.strip_suffix("**") {
        Some(title) => (title, None),
        None => {
            let (title, link) = inside.split_once("** [")?;
            let (text, url) = link.strip_suffix(')')?.split_once("](")?;
            (title, Some((url.to_owned(), unescaped(text))))
        }
    };
    let info = FenceInfo { title: unescaped(title), link, ..FenceInfo::default() };
    (take_caption(&mut info.clone()).as_deref() == Some(line)).then_some(info)
}

/// Markdown without the backslashes before its signs.
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(next) = rest.next() {
        plain.push(if next == '\\' { rest.next().unwrap_or(next) } else { next });
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, title: &str, link: Option<(&str, &str)>) {
        let info = read(line).unwrap();
        let found = info.link.as_ref().map(|(url, text)| (url.as_str(), text.as_str()));
        assert_eq!((info.title.as_str(), found), (title, link), "{line}");
    }

    #[test]
    fn titles_are_read_as_they_are_written() {
        check("**next/\\_config.yml**", "next/_config.yml", None);
        check("**a** [raw](https://a.example)", "a", Some(("https://a.example", "raw")));
        for other in ["**a_b**", "**a** b", "a", "** [a](b)", "****"] {
            assert_eq!(read(other), None, "{other}");
        }
    }
}
