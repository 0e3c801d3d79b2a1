//! Markdown that only one side reads: attributes of blocks, goldmark's extra signs, tildes, alerts, emoji by name.

use std::collections::BTreeSet;

use super::Surroundings;
use super::output::Output;
use super::syntax;
use super::walk::{Answer, Change};
use crate::document::Markup;
use crate::engine::{Config, Engine, Setup};
use crate::text::Span;

/// Changes of what the target would show as it stands.
pub fn changes(around: &Surroundings<'_>, text: &str, body: Span, markup: &Markup) -> Vec<Change> {
    let mut changes = Vec::new();
    let taken = taken(markup);
    let is_hexo = around.to.target.engine == Engine::Hexo;
    if is_hexo && shows_alerts(around.from) && body.text(text).contains("[!") {
        changes.extend(lines(text, body).filter_map(|line| alert(text, line)));
    }
    if is_hexo && draws_emoji(around.from) {
        changes.extend(emoji(text, body, &taken));
    }
    let own_signs: &[(&str, &str)] = match &around.from.config {
        Config::Hugo(config) => &config.markdown.extras,
        Config::Hexo(_) | Config::Zola(_) => &[],
    };
    if let Config::Hugo(config) = &around.from.config
        && config.markdown.block_attributes
    {
        changes.extend(lines(text, body).filter_map(|line| attributes(text, line)));
    }
    for (sign, element) in own_signs {
        changes.extend(signs(text, body, &taken, sign, element));
    }
    if around.from.target.engine != Engine::Hexo && around.to.target.engine != Engine::Hugo {
        let paired: BTreeSet<usize> = changes.iter().map(|change| change.span.start).collect();
        let apart = tildes(text, body, &taken).into_iter();
        changes.extend(apart.filter(|change| !paired.contains(&change.span.start)));
    }
    changes.retain(|change| {
        is_free(&taken, change.span) && markup.code_at(change.span.start).is_none()
    });
    changes
}

/// Whether the source draws quotes as alerts: then Hugo needs a template to do so too.
pub fn shows_alerts(setup: &Setup) -> bool {
    matches!(&setup.config, Config::Zola(config) if config.settings.markdown.github_alerts)
}

fn draws_emoji(setup: &Setup) -> bool {
    match &setup.config {
        Config::Hexo(_) => false,
        Config::Hugo(config) => config.markdown.emoji,
        Config::Zola(config) => config.settings.markdown.render_emoji,
    }
}

/// The lines of a body without their ends.
fn lines(text: &str, body: Span) -> impl Iterator<Item = Span> {
    body.text(text).lines().map(move |line| Span::of(line, text))
}

/// `> [!NOTE]`: the quote stays without the name of its kind, which the source drew as an icon.
fn alert(text: &str, line: Span) -> Option<Change> {
    let content = line.text(text).trim_start().strip_prefix('>')?.trim();
    let kind = content.strip_prefix("[!")?.strip_suffix(']')?;
    let is_kind = !kind.is_empty() && kind.bytes().all(|byte| byte.is_ascii_alphabetic());
    let answer = Answer::changed(Output::default(), "a quote")
        .with_note("alert-look", "What was drawn for its kind, such as a colour, is gone.");
    is_kind.then(|| Change::of(Span::of(content, text), text, answer))
}

/// `{.class #id key="value"}` on a line below a block.
fn attributes(text: &str, line: Span) -> Option<Change> {
    let above = text[..line.start].strip_suffix('\n')?;
    let above = above.rsplit('\n').next().unwrap_or_default();
    let content = line.text(text).trim_start_matches([' ', '>']).trim_end();
    let inner = content.strip_prefix('{')?.strip_suffix('}')?.trim();
    let first = inner.split([' ', '=']).next().unwrap_or_default();
    let is_name = |name: &str| {
        !name.is_empty()
            && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b':'))
    };
    let is_attribute = match first.strip_prefix(['.', '#']) {
        Some(name) => is_name(name),
        None => is_name(first) && inner.contains('='),
    };
    if above.trim().is_empty() || !is_attribute {
        return None;
    }
    let answer = Answer::changed(Output::default(), "nothing")
        .with_note("block-attributes", "The attributes of the block are gone.");
    Some(Change::of(Span::of(content, text), text, answer))
}

/// `==text==` and its like: HTML in the place of each pair of signs in a paragraph.
fn signs(text: &str, body: Span, taken: &[Span], sign: &str, element: &str) -> Vec<Change> {
    let mut changes = Vec::new();
    if !body.text(text).contains(sign) {
        return changes;
    }
    for paragraph in paragraphs(text, body) {
        let mut open: Option<Span> = None;
        for span in alone(text, paragraph, taken, sign) {
            match open {
                Some(opening) if closes(text, span) => {
                    let answer = Answer::changed(Output::literal(format!("<{element}>")), "HTML");
                    changes.push(Change::of(opening, text, answer));
                    changes.push(Change::part(span, format!("</{element}>")));
                    open = None;
                }
                None if opens(text, span) => open = Some(span),
                _ => {}
            }
        }
    }
    changes
}

/// `~` that strikes nothing in the source: Hexo's renderer takes two of them for a pair where CommonMark does not
/// (marked, `rules.ts`: `del`), and so may Zola's next to Chinese signs; they get backslashes.
fn tildes(text: &str, body: Span, taken: &[Span]) -> Vec<Change> {
    let mut changes = Vec::new();
    if !body.text(text).contains('~') {
        return changes;
    }
    for paragraph in paragraphs(text, body) {
        let words = paragraph.text(text).split_whitespace();
        // A bare address is a link with all its signs.
        let addresses = words.filter(|word| word.contains("://")).map(|word| Span::of(word, text));
        let addresses: Vec<Span> = addresses.collect();
        let mut found = alone(text, paragraph, taken, "~");
        found.retain(|sign| is_free(&addresses, *sign));
        for pair in found.windows(2) {
            let is_pair = opens(text, pair[0]) && closes(text, pair[1]);
            let may_open = !after(text, pair[0]).is_whitespace();
            if !is_pair && may_open && !before(text, pair[1]).is_whitespace() {
                changes.push(Change::part(Span::at(pair[0].start), "\\"));
            }
        }
    }
    changes
}

/// Runs of lines without an empty one; a heading stands for itself, and an item of a list begins one.
fn paragraphs(text: &str, body: Span) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let mut is_open = false;
    for line in lines(text, body) {
        let content = line.text(text).trim();
        let is_text = !content.is_empty();
        let begins = content.starts_with(['#', '-', '*', '+']) || syntax::marks(content) > 0;
        is_open &= !begins;
        match found.last_mut().filter(|_| is_open && is_text) {
            Some(last) => last.end = line.end,
            None if is_text => found.push(line),
            None => {}
        }
        is_open = is_text && !content.starts_with('#');
    }
    found
}

/// The places of a sign in a paragraph where it stands for itself and in text.
fn alone(text: &str, paragraph: Span, taken: &[Span], sign: &str) -> Vec<Span> {
    let places = paragraph.text(text).match_indices(sign);
    let spans =
        places.map(|(at, _)| Span::new(paragraph.start + at, paragraph.start + at + sign.len()));
    let is_alone = |span: &Span| {
        let is_sign = |character: char| sign.starts_with(character);
        !is_sign(before(text, *span))
            && !is_sign(after(text, *span))
            && before(text, *span) != '\\'
            && is_free(taken, *span)
    };
    spans.filter(is_alone).collect()
}

fn before(text: &str, span: Span) -> char {
    text[..span.start].chars().next_back().unwrap_or(' ')
}

fn after(text: &str, span: Span) -> char {
    text[span.end..].chars().next().unwrap_or(' ')
}

/// Whether a sign can begin something (CommonMark 6.2: left-flanking).
fn opens(text: &str, span: Span) -> bool {
    flanks(after(text, span), before(text, span))
}

/// Whether a sign can end something (right-flanking).
fn closes(text: &str, span: Span) -> bool {
    flanks(before(text, span), after(text, span))
}

fn flanks(inner: char, outer: char) -> bool {
    let is_edge = |character: char| character.is_whitespace() || is_punctuation(character);
    !inner.is_whitespace() && (!is_punctuation(inner) || is_edge(outer))
}

/// Signs that are neither letters nor blanks; those of Chinese texts among them.
fn is_punctuation(character: char) -> bool {
    !character.is_alphanumeric() && !character.is_whitespace()
}

/// `:smile:` as the character that it stands for; a name that nobody knows stays, and a row says that a plugin has to draw it.
fn emoji(text: &str, body: Span, taken: &[Span]) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut end = body.start;
    for at in memchr::memchr_iter(b':', &text.as_bytes()[body.start..body.end]) {
        let start = body.start + at;
        let rest = &text[start + 1..body.end];
        let is_name =
            |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '+' | '-');
        let length = rest.len() - rest.trim_start_matches(is_name).len();
        let span = Span::new(start, start + length + 2);
        let has_letter = rest[..length].contains(|c: char| c.is_ascii_lowercase());
        let before = text[..start].chars().next_back().unwrap_or(' ');
        let is_emoji = has_letter && rest[length..].starts_with(':') && !before.is_alphanumeric();
        if start < end || !is_emoji || !is_free(taken, span) {
            continue;
        }
        end = span.end;
        let known = emojis::get_by_shortcode(&rest[..length]).map(emojis::Emoji::as_str);
        let out = Output::literal(known.unwrap_or(span.text(text)));
        let reason = "Without a plugin Hexo shows the name of the emoji.";
        let answer = match known {
            Some(drawn) => Answer::changed(out, drawn),
            None => Answer::by_hand(out, "emoji", reason),
        };
        changes.push(Change::of(span, text, answer));
    }
    changes
}

/// Parts of a body that are no text: addresses, code, HTML.
fn taken(markup: &Markup) -> Vec<Span> {
    let mut spans: Vec<Span> = markup
        .links
        .iter()
        .map(|link| link.destination)
        .chain(markup.definitions.iter().map(|definition| definition.span))
        .chain(markup.tags.iter().map(|tag| tag.span))
        .chain(markup.comments.iter().map(|comment| comment.span))
        .chain(markup.code.iter().map(|code| code.span))
        .chain(markup.html_blocks.iter().copied())
        .chain(markup.templates.iter().map(|template| template.span))
        .collect();
    spans.sort_unstable();
    spans
}

/// Whether a span lies in none of these, which are in order of place.
fn is_free(taken: &[Span], span: Span) -> bool {
    let behind = taken.partition_point(|one| one.start < span.end);
    // One of the last few reaches as far as any; what nests is short.
    !taken[..behind].iter().rev().take(16).any(|one| one.end > span.start)
}
