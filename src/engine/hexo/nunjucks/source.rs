//! The text that Nunjucks gets to see of a body, with everything else blanked out at its place.

use std::borrow::Cow;

use super::fenced::{self, Fenced};
use super::swig::{self, Piece};
use crate::document::Markup;
use crate::document::body::LinkForm;
use crate::text::Span;

/// How a body is rendered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rendering {
    /// Whether Markdown reads it.
    pub markdown: bool,
    /// Whether fenced code is taken out first.
    pub highlights: bool,
}

/// A body as Nunjucks sees it.
#[derive(Debug)]
pub struct Seen<'b> {
    /// The text, byte for byte at its place in the body; what Nunjucks does not see is blank.
    pub text: String,
    /// The body with its fenced code taken out, byte for byte at its place.
    pub unfenced: Cow<'b, str>,
    /// HTML comments that the page shows again in the end, and what stands for fenced code.
    pub comments: Vec<Span>,
    /// Tags and whole blocks.
    pub tags: Vec<Span>,
    /// `{# … #}`, which vanishes before Markdown is read.
    pub vanishing: Vec<Span>,
}

/// Longest body whose rendering is followed.
const MAX_LENGTH: usize = 4 << 20;

/// What Nunjucks sees of a body; none where it is not run at all, or where to find out takes too long.
pub fn see(body: &str, rendering: Rendering) -> Option<Seen<'_>> {
    // Nothing can be like a tag without one of its marks.
    if !swig::has_tags(body) || body.len() > MAX_LENGTH {
        return None;
    }
    let text = without_fenced(body, rendering);
    if matches!(text, Cow::Owned(_)) && !swig::has_tags(&text) {
        return None;
    }
    let pieces = swig::cut(&text)?;
    let mut seen = text.as_bytes().to_vec();
    let (mut comments, mut tags, mut vanishing) = (Vec::new(), Vec::new(), Vec::new());
    for (piece, span) in &pieces {
        match piece {
            Piece::Text => {}
            Piece::Tag => tags.push(*span),
            Piece::Comment => {
                comments.push(*span);
                blank(&mut seen, *span);
            }
            Piece::Nothing => {
                vanishing.push(*span);
                blank(&mut seen, *span);
            }
        }
    }
    if !stand_alone(&text, &pieces) {
        let code = match rendering.markdown {
            true => hide_by_markdown(&text, &pieces, &mut seen),
            false => Vec::new(),
        };
        hide_code(&code, &mut seen);
    }
    let seen = String::from_utf8(seen).expect("only whole characters were replaced");
    Some(Seen { text: seen, unfenced: text, comments, tags, vanishing })
}

/// A body with a comment of the same length in the place of each block of fenced code that is taken out.
pub fn without_fenced(body: &str, rendering: Rendering) -> Cow<'_, str> {
    let blocks = if rendering.highlights { fenced::find(body) } else { Vec::new() };
    if blocks.is_empty() {
        return body.into();
    }
    let mut text = body.as_bytes().to_vec();
    take_out_fenced(body, &blocks, &mut text);
    String::from_utf8(text).expect("only whole characters were replaced").into()
}

/// Replaces each byte but line ends by a blank.
fn blank(text: &mut [u8], span: Span) {
    for byte in &mut text[span.start..span.end] {
        if *byte != b'\n' {
            *byte = b' ';
        }
    }
}

/// Replaces braces by something harmless.
fn hide_braces(text: &mut [u8], span: Span) {
    for byte in &mut text[span.start..span.end] {
        if matches!(byte, b'{' | b'}') {
            *byte = b'.';
        }
    }
}

/// Puts a comment of the same length in the place of each block of fenced code, as Hexo does.
///
/// A block in a comment, or one that asks not to be highlighted, stays, but its braces are escaped.
fn take_out_fenced(body: &str, blocks: &[Fenced], text: &mut [u8]) {
    let mut comment_end = 0;
    let mut comments = memchr::memmem::find_iter(body.as_bytes(), "<!--").peekable();
    for block in blocks {
        while let Some(start) = comments.next_if(|start| *start < block.span.start) {
            if start >= comment_end {
                comment_end =
                    body[start + 4..].find("-->").map_or(0, |length| start + 4 + length + 3);
            }
        }
        let info = block.info.text(body);
        let plain = info.contains(" highlight:") && !info.contains(" highlight:true");
        if comment_end > block.span.end || plain {
            hide_braces(text, block.span);
            continue;
        }
        let place = &mut text[block.span.start..block.span.end];
        place.fill(b'x');
        place[..4].copy_from_slice(b"<!--");
        let end = place.len() - 3;
        place[end..].copy_from_slice(b"-->");
    }
}

/// Whether no tag can stand in code, an address or anything else that hides it, and no text looks like a part of one:
/// each tag is a paragraph of its own, as tags nearly always are. Then Markdown need not be read.
fn stand_alone(text: &str, pieces: &[(Piece, Span)]) -> bool {
    const HIDING: [&[u8]; 4] = [b"```", b"~~~", b"<code", b"</code"];
    let is_marked = |text: &str| {
        let is_mark = |at| matches!(text.as_bytes().get(at + 1), Some(b'{' | b'%' | b'#'));
        memchr::memchr_iter(b'{', text.as_bytes()).any(is_mark)
    };
    let is_alone = |span: Span| {
        let (before, behind) = (&text[..span.start], &text[span.end..]);
        (before.is_empty() || before.ends_with("\n\n"))
            && (behind.is_empty() || behind == "\n" || behind.starts_with("\n\n"))
    };
    let is_harmless = |(piece, span): &(Piece, Span)| match piece {
        Piece::Tag => is_alone(*span),
        Piece::Text => !is_marked(span.text(text)),
        Piece::Comment | Piece::Nothing => true,
    };
    let bytes = text.as_bytes();
    let hides = |at: usize| HIDING.iter().any(|mark| bytes[at..].starts_with(mark));
    !memchr::memchr3_iter(b'`', b'~', b'<', bytes).any(hides) && pieces.iter().all(is_harmless)
}

/// What stands for a tag or comment while Markdown is read.
const PLACEHOLDER: &str = "<!--swig-->";

/// A piece of the text that Markdown gets, and where it came from.
struct Origin {
    /// Where it begins in the text for Markdown.
    start: usize,
    piece: Piece,
    span: Span,
}

/// Hides tags in addresses, which Markdown encodes so that Hexo does not find them again; answers what is code.
fn hide_by_markdown(text: &str, pieces: &[(Piece, Span)], seen: &mut [u8]) -> Vec<Span> {
    let mut markdown = String::with_capacity(text.len());
    let mut origins = Vec::with_capacity(pieces.len());
    for (piece, span) in pieces {
        origins.push(Origin { start: markdown.len(), piece: *piece, span: *span });
        match piece {
            Piece::Text => markdown.push_str(span.text(text)),
            Piece::Tag | Piece::Comment => markdown.push_str(PLACEHOLDER),
            Piece::Nothing => {}
        }
    }
    let markup = Markup::read(&markdown, Span::new(0, markdown.len()));
    let links = markup.links.iter().filter(|link| !matches!(link.form, LinkForm::Loose));
    let addresses = links.map(|link| link.destination);
    for address in addresses.chain(markup.definitions.iter().map(|it| it.destination)) {
        // A placeholder alone is taken for an address in `<` and `>`.
        let whole =
            Span::new(address.start.saturating_sub(1), (address.end + 1).min(markdown.len()));
        let marks = whole.text(&markdown);
        let address = if marks.starts_with('<') && marks.ends_with('>') { whole } else { address };
        back(&origins, address).iter().for_each(|span| blank(seen, *span));
    }
    hide_escaped(&markdown, &origins, seen);
    hide_quotes(&markup, &origins, seen);
    let cover = |spans: Vec<Span>| spans.into_iter().reduce(Span::cover);
    markup.code.iter().filter_map(|code| cover(back(&origins, code.span))).collect()
}

/// Where a part of the text for Markdown came from: tags and comments as a whole.
fn back(origins: &[Origin], part: Span) -> Vec<Span> {
    let first = origins.partition_point(|origin| origin.start <= part.start).saturating_sub(1);
    let mut spans = Vec::new();
    for origin in origins[first..].iter().take_while(|origin| origin.start < part.end) {
        match origin.piece {
            Piece::Text => {
                let start = part.start.max(origin.start) - origin.start;
                let end = (part.end - origin.start).min(origin.span.len());
                if start < end {
                    spans.push(Span::new(origin.span.start + start, origin.span.start + end));
                }
            }
            Piece::Tag | Piece::Comment if origin.start + PLACEHOLDER.len() > part.start => {
                spans.push(origin.span);
            }
            Piece::Tag | Piece::Comment | Piece::Nothing => {}
        }
    }
    spans
}

/// Quotes in text become typographic ones, or entities: no text begins or ends with them.
fn hide_quotes(markup: &Markup, origins: &[Origin], seen: &mut [u8]) {
    for origin in origins.iter().filter(|origin| origin.piece == Piece::Text) {
        let text = &mut seen[origin.span.start..origin.span.end];
        for (at, byte) in text.iter_mut().enumerate() {
            if !matches!(byte, b'"' | b'\'') {
                continue;
            }
            let there = origin.start + at;
            let tag = markup.tags.partition_point(|tag| tag.span.start <= there);
            let in_tag = tag > 0 && markup.tags[tag - 1].span.contains(there);
            let block = markup.html_blocks.partition_point(|block| block.start <= there);
            let in_block = block > 0 && markup.html_blocks[block - 1].contains(there);
            if !in_tag && !in_block {
                *byte = b'_';
            }
        }
    }
}

/// A backslash before a tag makes text of its placeholder, whose dashes then change.
fn hide_escaped(markdown: &str, origins: &[Origin], seen: &mut [u8]) {
    for origin in origins.iter().filter(|origin| origin.piece == Piece::Tag) {
        let before = markdown[..origin.start].bytes().rev();
        if before.take_while(|byte| *byte == b'\\').count() % 2 == 1 {
            blank(seen, origin.span);
        }
    }
}

/// `{% raw %}` as `lib/extend/tag.ts` looks for it.
fn has_raw_tag(text: &str) -> bool {
    memchr::memmem::find_iter(text.as_bytes(), "{%").any(|at| {
        let inner = text[at + 2..].trim_start_matches(' ');
        inner.strip_prefix("raw").is_some_and(|rest| rest.trim_start_matches(' ').starts_with("%}"))
    })
}

/// Where a `code` element begins or ends in the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Mark {
    start: usize,
    /// Closing marks come first where two touch.
    opens: bool,
    end: usize,
}

/// Braces in `<code>…</code>` are escaped, unless a raw tag stands there. An element that Markdown made ends one
/// that stands in the text, and the other way round.
fn hide_code(code: &[Span], seen: &mut [u8]) {
    let text = String::from_utf8_lossy(seen).into_owned();
    let mut marks: Vec<Mark> = literal_marks(&text, code).collect();
    marks.extend(code.iter().flat_map(|span| {
        [(span.start, true), (span.end, false)].map(|(at, opens)| Mark {
            start: at,
            opens,
            end: at,
        })
    }));
    marks.sort_unstable();
    let mut rest = &*marks;
    while let Some(at) = rest.iter().position(|mark| mark.opens) {
        let open = rest[at];
        rest = &rest[at + 1..];
        // At least one character stands inside.
        let Some(at) = rest.iter().position(|mark| !mark.opens && mark.start > open.end) else {
            return;
        };
        let element = Span::new(open.start, rest[at].end);
        rest = &rest[at + 1..];
        if !has_raw_tag(element.text(&text)) {
            hide_braces(seen, element);
        }
    }
}

/// The marks that stand in the text itself, outside of what Markdown takes for code.
fn literal_marks<'t>(text: &'t str, code: &'t [Span]) -> impl Iterator<Item = Mark> + 't {
    memchr::memmem::find_iter(text.as_bytes(), "code").filter_map(move |at| {
        let before = &text[..at];
        let behind = &text[at + 4..];
        let mark = if before.ends_with("</") && behind.starts_with('>') {
            Mark { start: at - 2, opens: false, end: at + 5 }
        } else if before.ends_with('<') {
            let end = memchr::memchr2(b'<', b'>', behind.as_bytes())?;
            if behind.as_bytes()[end] == b'<' {
                return None;
            }
            Mark { start: at - 1, opens: true, end: at + 4 + end + 1 }
        } else {
            return None;
        };
        let inside = code.partition_point(|span| span.start <= mark.start);
        let is_code = inside > 0 && code[inside - 1].contains(mark.start);
        (!is_code).then_some(mark)
    })
}
