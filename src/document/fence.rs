//! Finds the block that the author meant, however badly it is fenced.
//!
//! What one engine takes for a block is stricter and stands in `engine`; here a blank behind the marks,
//! a fourth mark, a comment above or a missing line still gives a block, and what is odd about the
//! fences is noted with its place, for the rules.

mod json;
mod lines;
mod plausible;

use super::Format;
use crate::text::Span;
use lines::{Line, lines};
use plausible::{block_end, is_prose, speaks_of_keys};

/// Where the block lies, and what is odd about its fences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fences {
    /// The language of the block.
    pub format: Format,
    /// The opening marks; empty for JSON and where Hexo's old form has none.
    pub opener: Span,
    /// What stands between the fences: whole lines, for JSON from brace to brace.
    pub block: Span,
    /// The closing marks; empty for JSON and where there are none.
    pub closer: Span,
    /// Everything behind the closing line; behind the marks where text is glued to them.
    pub body: Span,
    /// What is odd, in order of its place.
    pub oddities: Vec<Oddity>,
}

/// Something about the fences that not every engine takes, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Oddity {
    /// What it is.
    pub kind: OddityKind,
    /// The bytes that are too much or wrong; empty where something is missing.
    pub span: Span,
}

/// The ways in which fences differ from `---`, block, `---`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OddityKind {
    /// A byte order mark at the start of the file.
    ByteOrderMark,
    /// Blank lines or blanks before the opening line.
    BlankBefore,
    /// A comment (`<!-- … -->`) or invisible characters before the opening line.
    TextBefore,
    /// No opening line: Hexo's old form.
    OpenerMissing,
    /// Blanks before the opening marks, on their line.
    OpenerIndented,
    /// More than three opening marks; the span is all of them.
    OpenerLong,
    /// Blanks behind the opening marks.
    OpenerBlanks,
    /// A word or comment behind the opening marks: `---yaml`, `--- # note`.
    OpenerText,
    /// No closing line.
    CloserMissing,
    /// Blanks before the closing marks, on their line.
    CloserIndented,
    /// Another number of closing marks than three or than the opener has; the span is all of them.
    CloserLong,
    /// Blanks behind the closing marks.
    CloserBlanks,
    /// Text behind the closing marks, which then is the start of the body.
    CloserText,
    /// `...` in place of `---`.
    CloserDots,
    /// The closing marks are those of another language: `---` … `+++`.
    CloserForeign,
    /// A JSON object with its own braces between Hexo's `;;;` lines, where only members belong.
    Braces,
}

/// The block at the top of `text`, if one is meant.
#[must_use]
pub fn find(text: &str) -> Option<Fences> {
    let mut oddities = Vec::new();
    let start = skip_prefix(text, &mut oddities);
    let first = lines(text, start).next()?;
    let content = first.content(text);
    let trimmed = content.trim_start_matches([' ', '\t']);
    let indent = content.len() - trimmed.len();
    if trimmed.starts_with('{') {
        return json::find(text, first.span.start + indent, oddities);
    }
    match opener(text, first, indent, &mut oddities) {
        Some((format, marks)) => fenced(text, first, format, marks, oddities),
        None if indent == 0 && start_of_text(text) == first.span.start => {
            without_opener(text, first, oddities)
        }
        None => None,
    }
}

/// The block again for a block that no reader takes: an opening line whose closing line was forgotten
/// takes the next rule of the body for it. None where nothing speaks for that.
#[must_use]
pub fn find_unclosed(text: &str, fences: &Fences) -> Option<Fences> {
    if fences.format == Format::Json || fences.opener.is_empty() {
        return None;
    }
    let end = block_end(text, fences.block.start, fences.format);
    let rest = &text[end.min(fences.block.end)..fences.block.end];
    (end > fences.block.start && end < fences.block.end && is_prose(rest)).then(|| {
        let mut oddities = fences.oddities.clone();
        oddities.retain(|oddity| oddity.span.start <= fences.block.start);
        unclosed(text, fences.format, fences.opener, Span::new(fences.block.start, end), oddities)
    })
}

/// Offset of the first byte behind a byte order mark.
fn start_of_text(text: &str) -> usize {
    if text.starts_with(BOM) { BOM.len() } else { 0 }
}

const BOM: &str = "\u{feff}";

/// Passes over everything that may stand before an opening line by mistake; gives the start of a line.
fn skip_prefix(text: &str, oddities: &mut Vec<Oddity>) -> usize {
    let start = start_of_text(text);
    if start > 0 {
        oddities.push(Oddity { kind: OddityKind::ByteOrderMark, span: Span::new(0, start) });
    }
    let mut at = start;
    loop {
        let blank_end = skip_blank_lines(text, at);
        if blank_end > at {
            let kind = if text[at..blank_end].is_ascii() {
                OddityKind::BlankBefore
            } else {
                OddityKind::TextBefore
            };
            oddities.push(Oddity { kind, span: Span::new(at, blank_end) });
            at = blank_end;
        }
        match skip_comment(text, at) {
            Some(end) => {
                oddities.push(Oddity { kind: OddityKind::TextBefore, span: Span::new(at, end) });
                at = end;
            }
            None => return at,
        }
    }
}

/// The end of the lines from `at` that hold nothing to be seen.
fn skip_blank_lines(text: &str, at: usize) -> usize {
    let mut end = at;
    for line in lines(text, at) {
        if !line.content(text).chars().all(is_invisible) {
            // Invisible characters just before the marks count as well; plain blanks are an indent.
            let content = line.content(text);
            let seen = content.trim_start_matches(is_invisible);
            let skipped = &content[..content.len() - seen.len()];
            return if skipped.is_ascii() { end } else { end + skipped.len() };
        }
        end = line.next;
    }
    end
}

/// White space of any kind, zero-width characters and stray byte order marks.
fn is_invisible(character: char) -> bool {
    character.is_whitespace()
        || matches!(character, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// The end of an HTML comment that starts at `at` and stands alone on its lines.
fn skip_comment(text: &str, at: usize) -> Option<usize> {
    let rest = text[at..].strip_prefix("<!--")?;
    let close = rest.find("-->")? + "<!--".len() + at + "-->".len();
    let line = lines(text, close).next().unwrap_or(Line::empty(close));
    line.content(text).trim().is_empty().then_some(line.next)
}

/// The format and the marks of an opening line.
fn opener(
    text: &str,
    line: Line,
    indent: usize,
    oddities: &mut Vec<Oddity>,
) -> Option<(Format, Span)> {
    let content = &line.content(text)[indent..];
    let (format, count) = marks(content)?;
    let start = line.span.start + indent;
    let span = Span::new(start, start + count);
    let rest = &content[count..];
    let word = rest.trim();
    let is_word = word.starts_with('#') || word.bytes().all(|byte| byte.is_ascii_alphabetic());
    if !is_word {
        return None;
    }
    if indent > 0 {
        oddities.push(Oddity {
            kind: OddityKind::OpenerIndented,
            span: Span::new(line.span.start, start),
        });
    }
    if count > 3 {
        oddities.push(Oddity { kind: OddityKind::OpenerLong, span });
    }
    if !rest.is_empty() {
        let kind = if word.is_empty() { OddityKind::OpenerBlanks } else { OddityKind::OpenerText };
        oddities.push(Oddity { kind, span: Span::new(span.end, line.span.end) });
    }
    Some((format, span))
}

/// The language and number of the marks that a line starts with, at least three of a kind.
fn marks(line: &str) -> Option<(Format, usize)> {
    let mark = *line.as_bytes().first()?;
    let format = match mark {
        b'-' => Format::Yaml,
        b'+' => Format::Toml,
        b';' => Format::HexoJson,
        _ => return None,
    };
    let count = line.bytes().take_while(|&byte| byte == mark).count();
    (count >= 3).then_some((format, count))
}

/// The block below an opening line.
fn fenced(
    text: &str,
    first: Line,
    format: Format,
    opener: Span,
    mut oddities: Vec<Oddity>,
) -> Option<Fences> {
    let start = first.next;
    let Some(closer) = find_closer(text, start, format) else {
        let end = block_end(text, start, format);
        // Marks alone are a rule of Markdown unless keys follow.
        return (end > start)
            .then(|| unclosed(text, format, opener, Span::new(start, end), oddities));
    };
    let block = Span::new(start, closer.line.span.start);
    let body = match closer.note(text, opener.len(), &mut oddities) {
        Some(glued) => glued,
        None => closer.line.next,
    };
    let prose = block.text(text);
    if format == Format::Yaml && is_prose(prose) {
        return None;
    }
    note_braces(text, format, block, &mut oddities);
    let body = Span::new(body, text.len());
    Some(Fences { format, opener, block, closer: closer.marks, body, oddities })
}

/// Notes an object with its own braces between `;;;` lines.
fn note_braces(text: &str, format: Format, block: Span, oddities: &mut Vec<Oddity>) {
    let inner = block.text(text).trim();
    if format == Format::HexoJson && inner.starts_with('{') {
        oddities.push(Oddity { kind: OddityKind::Braces, span: Span::of(inner, text) });
    }
}

/// A block whose closing line is missing.
fn unclosed(
    text: &str,
    format: Format,
    opener: Span,
    block: Span,
    mut oddities: Vec<Oddity>,
) -> Fences {
    let end = Span::at(block.end);
    oddities.push(Oddity { kind: OddityKind::CloserMissing, span: end });
    note_braces(text, format, block, &mut oddities);
    Fences { format, opener, block, closer: end, body: Span::new(block.end, text.len()), oddities }
}

/// Hexo's old form: keys from the first line on, and only a closing line.
fn without_opener(text: &str, first: Line, mut oddities: Vec<Oddity>) -> Option<Fences> {
    let start = first.span.start;
    let is_json = first.content(text).starts_with('"');
    let format = if is_json { Format::HexoJson } else { Format::Yaml };
    let end = block_end(text, start, format);
    let closing = lines(text, end).next()?;
    let (marks_format, count) = marks(closing.content(text))?;
    let closer = Closer {
        line: closing,
        marks: Span::new(closing.span.start, closing.span.start + count),
        kind: CloserKind::Own,
    };
    let block = Span::new(start, closing.span.start);
    if marks_format != format || !speaks_of_keys(block.text(text), format) {
        return None;
    }
    oddities.push(Oddity { kind: OddityKind::OpenerMissing, span: Span::at(start) });
    let body = closer.note(text, 3, &mut oddities).unwrap_or(closing.next);
    let body = Span::new(body, text.len());
    Some(Fences { format, opener: Span::at(start), block, closer: closer.marks, body, oddities })
}

/// A line that closes a block, or was meant to.
#[derive(Clone, Copy)]
struct Closer {
    line: Line,
    marks: Span,
    kind: CloserKind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum CloserKind {
    /// The block's own marks and nothing but blanks behind them.
    Own,
    /// The block's own marks with text behind them.
    Glued,
    Dots,
    Indented,
    Foreign,
}

impl Closer {
    /// Reads a line as a closing line of any kind.
    fn of(text: &str, line: Line, format: Format) -> Option<Self> {
        let content = line.content(text);
        let trimmed = content.trim_start_matches([' ', '\t']);
        let indent = content.len() - trimmed.len();
        let start = line.span.start + indent;
        let found =
            |count: usize, kind| Some(Self { line, marks: Span::new(start, start + count), kind });
        if format == Format::Yaml && content.trim_end() == "..." {
            return found(3, CloserKind::Dots);
        }
        let (of, count) = marks(trimmed)?;
        let alone = trimmed[count..].trim().is_empty();
        match (of == format, indent == 0, alone) {
            (true, true, true) => found(count, CloserKind::Own),
            (true, true, false) => found(count, CloserKind::Glued),
            (true, false, true) => found(count, CloserKind::Indented),
            (false, true, true) => found(count, CloserKind::Foreign),
            _ => None,
        }
    }

    /// Notes what is odd about it. Gives the start of the body where that is on the same line.
    fn note(self, text: &str, opener: usize, oddities: &mut Vec<Oddity>) -> Option<usize> {
        let kind = match self.kind {
            CloserKind::Dots => Some(OddityKind::CloserDots),
            CloserKind::Foreign => Some(OddityKind::CloserForeign),
            _ if self.marks.len() != 3 && self.marks.len() != opener => {
                Some(OddityKind::CloserLong)
            }
            _ => None,
        };
        if self.kind == CloserKind::Indented {
            let span = Span::new(self.line.span.start, self.marks.start);
            oddities.push(Oddity { kind: OddityKind::CloserIndented, span });
        }
        oddities.extend(kind.map(|kind| Oddity { kind, span: self.marks }));
        let behind = Span::new(self.marks.end, self.line.span.end);
        if behind.is_empty() {
            return None;
        }
        let glued = !behind.text(text).trim().is_empty();
        let kind = if glued { OddityKind::CloserText } else { OddityKind::CloserBlanks };
        oddities.push(Oddity { kind, span: behind });
        glued.then_some(behind.start)
    }
}

/// The line that closes a block that starts at `start`: the first that is made of its own marks, unless
/// an odder one stands before it and no front matter follows that.
fn find_closer(text: &str, start: usize, format: Format) -> Option<Closer> {
    let mut odd: Option<Closer> = None;
    let mut own = None;
    for line in lines(text, start).filter(|line| line.may_close(text)) {
        let Some(closer) = Closer::of(text, line, format) else { continue };
        if closer.kind == CloserKind::Own {
            own = Some(closer);
            break;
        }
        odd = odd.or(Some(closer));
    }
    let Some(candidate) = odd else { return own };
    let goes_on = own.is_some_and(|own| {
        let next = candidate.line.next;
        let end = block_end(text, next, format);
        end > next && text.get(end..own.line.span.start).is_some_and(|rest| rest.trim().is_empty())
    });
    let plausible = || {
        let end = block_end(text, start, format);
        text.get(end..candidate.line.span.start).is_none_or(|rest| rest.trim().is_empty())
    };
    if !goes_on && plausible() { odd } else { own }
}

#[cfg(test)]
mod tests;
