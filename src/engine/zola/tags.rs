//! Calls of shortcodes (0.22) and what stands between the marks of a template (0.23), each with its place.

use super::config::Config;
use super::path::FileInfo;
use super::shortcode;
use super::tera::{self, token::Kind, token::Token};
use super::version::COMPONENTS;
use crate::document::Document;
use crate::engine::Setup;
use crate::engine::templates::{Piece, Tag, TagArgument, TagKind, join, nest};
use crate::text::Span;
use crate::value::Value;

/// Tags of Tera that have an end tag, `end` and their name.
const CLOSED: [&str; 6] = ["if", "for", "set", "filter", "component", "block"];

/// What Zola sees in a file. See [`Setup::tags`].
pub(in crate::engine) fn tags(
    setup: &Setup,
    config: &Config,
    path: &str,
    document: &Document<'_>,
) -> Vec<Tag> {
    let text = document.source.text.as_str();
    let body = setup.split(text).body;
    let written = body.text(text);
    let mut tags = if setup.target.version < COMPONENTS {
        if !shortcode::may_have(written) {
            return Vec::new();
        }
        calls(written)
    } else {
        let relative = FileInfo::new(path, config).map(|info| info.relative.to_owned());
        let skips = relative.is_ok_and(|path| config.skip_templating.is_match(&path));
        if skips || !tera::is_template(written) {
            return Vec::new();
        }
        join(pieces(written))
    };
    tags.iter_mut().for_each(|tag| shift(tag, body.start));
    tags
}

fn shift(tag: &mut Tag, by: usize) {
    tag.span = tag.span.shifted(by);
    tag.opening = tag.opening.shifted(by);
    tag.inner = tag.inner.map(|inner| inner.shifted(by));
    tag.name = tag.name.shifted(by);
    for argument in &mut tag.arguments {
        argument.span = argument.span.shifted(by);
        argument.name = argument.name.map(|name| name.shifted(by));
    }
}

/// The calls of 0.22.
fn calls(body: &str) -> Vec<Tag> {
    let found = shortcode::read(body);
    let call = |call: &shortcode::Call| Tag {
        kind: if call.body.is_some() { TagKind::Block } else { TagKind::Call },
        opening: call.body.map_or(call.span, |inner| Span::new(call.span.start, inner.start)),
        name: call.name,
        arguments: shortcode::arguments(body, call.name.end),
        ..Tag::plain(TagKind::Call, call.span, call.body)
    };
    let escaped = |span: &Span| {
        let inner = Span::new(span.start + 4, span.end - 4);
        Tag::plain(TagKind::Escaped, *span, Some(inner))
    };
    let mut tags: Vec<Tag> =
        found.calls.iter().map(call).chain(found.escaped.iter().map(escaped)).collect();
    tags.sort_by_key(|tag| tag.span.start);
    nest(&mut tags);
    tags
}

/// The pieces of a template, in order.
fn pieces(body: &str) -> Vec<Piece> {
    let (tokens, _) = tera::token::read(body);
    let mut pieces = Vec::new();
    let mut rest = &*tokens;
    while let Some((first, behind)) = rest.split_first() {
        rest = behind;
        let closes = match first.kind {
            Kind::VariableStart => Kind::VariableEnd,
            Kind::TagStart => Kind::TagEnd,
            _ => {
                pieces.extend(content(body, first.span));
                continue;
            }
        };
        let Some(end) = behind.iter().position(|token| token.kind == closes) else { break };
        let span = first.span.cover(behind[end].span);
        pieces.push(tag(body, span, &behind[..end], &closes));
        rest = &behind[end + 1..];
    }
    pieces
}

/// A comment or a raw block; text is nothing.
fn content(body: &str, span: Span) -> Option<Piece> {
    let text = span.text(body);
    if text.starts_with("{#") {
        let inner = Span::new(span.start + 2, span.end - 2);
        return Some(Piece::Tag(Tag::plain(TagKind::Comment, span, Some(inner)), None));
    }
    if !text.starts_with("{%") {
        return None;
    }
    let opening = Span::new(span.start, span.start + text.find("%}")? + 2);
    let inner = Span::new(opening.end, span.start + text.rfind("{%")?);
    let name = opening.start + opening.text(body).find("raw")?;
    let raw = Tag::plain(TagKind::Raw, span, Some(inner));
    Some(Piece::Tag(Tag { opening, name: Span::new(name, name + 3), ..raw }, None))
}

/// What stands between the marks of a tag.
fn tag(body: &str, span: Span, tokens: &[Token<'_>], closes: &Kind<'_>) -> Piece {
    let is_tag = *closes == Kind::TagEnd;
    let symbol = |at: usize, symbol: &'static str| {
        tokens.get(at).is_some_and(|token| token.kind == Kind::Symbol(symbol))
    };
    if is_tag && symbol(0, "</") {
        let name = name_at(tokens, 1, span).0;
        return Piece::End(span, name, format!("<{}", name.text(body)));
    }
    if symbol(0, "<") {
        let (name, behind) = name_at(tokens, 1, span);
        let key = is_tag.then(|| format!("<{}", name.text(body)));
        let arguments = attributes(&tokens[behind.min(tokens.len())..]);
        return Piece::Tag(Tag { name, arguments, ..Tag::plain(TagKind::Call, span, None) }, key);
    }
    if is_tag {
        let name = name_at(tokens, 0, span).0;
        let word = name.text(body);
        return match word.strip_prefix("end").filter(|word| CLOSED.contains(word)) {
            Some(key) => Piece::End(span, name, key.to_owned()),
            None => {
                let has_end = CLOSED.contains(&word) && !is_assignment(tokens);
                let tag = Tag { name, ..Tag::plain(TagKind::Statement, span, None) };
                Piece::Tag(tag, has_end.then(|| word.to_owned()))
            }
        };
    }
    let argument = tokens.first().zip(tokens.last()).map(|(first, last)| TagArgument {
        name: None,
        span: first.span.cover(last.span),
        value: value(tokens),
    });
    let tag = Tag::plain(TagKind::Expression, span, None);
    Piece::Tag(Tag { arguments: argument.into_iter().collect(), ..tag }, None)
}

/// `{% set x = … %}` has no end tag.
fn is_assignment(tokens: &[Token<'_>]) -> bool {
    matches!(tokens, [set, _, equal, ..] if set.kind == Kind::Name("set") && equal.kind == Kind::Symbol("="))
}

/// A name with its points, and the place of the token behind it; nothing behind the opening mark where there is none.
fn name_at(tokens: &[Token<'_>], from: usize, tag: Span) -> (Span, usize) {
    let is_part = |token: &&Token<'_>| matches!(token.kind, Kind::Name(_) | Kind::Symbol("."));
    let tail = tokens.get(from..).unwrap_or_default();
    let Some(first) = tail.first().filter(is_part) else {
        return (Span::at(tail.first().map_or(tag.start + 2, |token| token.span.start)), from);
    };
    let mut end = 1;
    while let [point, name, ..] = &tail[end..]
        && point.kind == Kind::Symbol(".")
        && matches!(name.kind, Kind::Name(_))
    {
        end += 2;
    }
    (first.span.cover(tail[end - 1].span), from + end)
}

/// Attributes of a component: `a="x"`, `a={…}`, `a`, `{...map}`.
fn attributes(tokens: &[Token<'_>]) -> Vec<TagArgument> {
    let mut arguments = Vec::new();
    let mut rest = tokens;
    while let Some((first, behind)) = rest.split_first() {
        rest = behind;
        match &first.kind {
            Kind::Name(_) => match behind {
                [equal, text, after @ ..]
                    if equal.kind == Kind::Symbol("=") && matches!(text.kind, Kind::Text(_)) =>
                {
                    let value = value(std::slice::from_ref(text));
                    arguments.push(TagArgument { name: Some(first.span), span: text.span, value });
                    rest = after;
                }
                [equal, after @ ..] if equal.kind == Kind::Symbol("=") => {
                    let (span, value, after) = braced(after);
                    arguments.push(TagArgument { name: Some(first.span), span, value });
                    rest = after;
                }
                _ => arguments.push(TagArgument {
                    name: Some(first.span),
                    span: first.span,
                    value: None,
                }),
            },
            Kind::Symbol("{") => {
                let (span, _, after) = braced(rest_from(tokens, behind));
                arguments.push(TagArgument { name: None, span, value: None });
                rest = after;
            }
            _ => {}
        }
    }
    arguments
}

/// The tokens from the one before `behind` on.
fn rest_from<'p, 't>(tokens: &'p [Token<'t>], behind: &[Token<'t>]) -> &'p [Token<'t>] {
    &tokens[tokens.len() - behind.len() - 1..]
}

/// `{ … }`: its place, its value where it is written out, and what follows.
fn braced<'p, 't>(tokens: &'p [Token<'t>]) -> (Span, Option<Value>, &'p [Token<'t>]) {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate() {
        match token.kind {
            Kind::Symbol("{") => depth += 1,
            Kind::Symbol("}") => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            let span = tokens[0].span.cover(token.span);
            return (span, value(&tokens[1.min(at)..at]), &tokens[at + 1..]);
        }
    }
    (tokens.first().map_or(Span::at(0), |token| token.span), None, &[])
}

/// A value that is written out: a text, a number, a truth value, or a list of these.
fn value(tokens: &[Token<'_>]) -> Option<Value> {
    match tokens {
        [token] => match &token.kind {
            Kind::Text(text) => Some(Value::String(text.clone().into_owned())),
            Kind::Integer(number) => Some(Value::Int(i128::from(*number))),
            Kind::Float(number) => Some(Value::Float(*number)),
            Kind::Bool(truth) => Some(Value::Bool(*truth)),
            _ => None,
        },
        [minus, token] if minus.kind == Kind::Symbol("-") => match token.kind {
            Kind::Integer(number) => Some(Value::Int(-i128::from(number))),
            Kind::Float(number) => Some(Value::Float(-number)),
            _ => None,
        },
        [open, items @ .., close]
            if open.kind == Kind::Symbol("[") && close.kind == Kind::Symbol("]") =>
        {
            let items = items.split(|token| token.kind == Kind::Symbol(","));
            let items = items.filter(|item| !item.is_empty());
            // A list in a list is not read: nobody writes one.
            items
                .map(|item| if item.len() > 2 { None } else { value(item) })
                .collect::<Option<_>>()
                .map(Value::List)
        }
        _ => None,
    }
}
